"""Saved pages with their expected main text, in the format of article-extraction-benchmark.

The folder holds `html/NAME.html.gz` and `ground-truth.json`, which has `articleBody` for each
name. Its path is given by the user; no page is part of this repository.
"""

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from functions.parse.document import Document
from schemas.article import SourceObject

_TOKEN: Final = re.compile(r"\w+")
_GRAM: Final = 4


@dataclass(frozen=True, slots=True)
class SavedPage:
    """A page and the text that people found to be its article."""

    name: str
    body: bytes
    expected: str

    def document(self, body: bytes | None = None) -> Document:
        """The page as an object that was dropped, or other bytes in its place."""
        given = self.body if body is None else body
        key = f"{self.name}.html"
        return Document(given, SourceObject(bucket="benchmark", key=key, size=len(given)))


@dataclass(frozen=True, slots=True)
class PageScore:
    """How a text compares with the expected one, by the 4-grams of their words."""

    precision: float
    recall: float
    exact: bool
    """Whether all words are the same."""


@dataclass(frozen=True, slots=True)
class Average:
    """Means over pages; F1 is that of the mean precision and the mean recall."""

    precision: float
    recall: float
    exact: float

    @property
    def f1(self) -> float:
        """Harmonic mean."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def saved_pages(folder: Path) -> Iterator[SavedPage]:
    """The pages of a folder in the order of their names."""
    truth = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    for name, known in sorted(truth.items()):
        body = gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes())
        yield SavedPage(name, body, known["articleBody"])


def score(expected: str, found: str) -> PageScore:
    """Compare a text with the expected one."""
    wanted, given = _TOKEN.findall(expected), _TOKEN.findall(found)
    right, proposed = _grams(wanted), _grams(given)
    shared = (right & proposed).total()
    precision = shared / proposed.total() if proposed else float(not right)
    recall = shared / right.total() if right else 1.0
    return PageScore(precision, recall, wanted == given)


def average(scores: Sequence[PageScore]) -> Average:
    """The means of at least one score."""
    count = len(scores)
    return Average(
        sum(page.precision for page in scores) / count,
        sum(page.recall for page in scores) / count,
        sum(page.exact for page in scores) / count,
    )


def _grams(tokens: Sequence[str]) -> Counter[tuple[str, ...]]:
    """All runs of four words; of fewer words, the one run that there is."""
    starts = range(max(1, len(tokens) - _GRAM + 1)) if tokens else ()
    return Counter(tuple(tokens[start : start + _GRAM]) for start in starts)
