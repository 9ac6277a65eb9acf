"""What the model reads of an article: units of prose, their pieces, and what is known of each.

Structure that is known before tagging is given to the model with each unit: its case, whether it
stands in a quotation, and what the rules take it for. How scores become tags does not live here.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from functions.extract.engine.attribution import Label, Tag
from functions.extract.engine.quotes import quotes
from functions.extract.engine.tagging.prose import Stretch, prose_runs
from functions.extract.engine.tagging.trained.wordpiece import WordPiece
from schemas.article import Article

_UNIT: Final = re.compile(r"[^\W_]+|[^\w\s]|_")

OUTSIDE: Final = 0
LABELS: Final = (Label.SOURCE, Label.CUE, Label.CONTENT)
LABEL_COUNT: Final = 1 + 2 * len(LABELS)
"""Outside, and for each label its beginning (odd) and its inside (even)."""

CASES: Final = 3
"""Lower case; a capital first; capitals throughout."""
PLACES: Final = 2
"""Outside and inside of a quotation, marks included."""

_MOST_PIECES: Final = 8
"""Pieces of one unit that the model reads."""


def beginning(label: Label) -> int:
    """The index of the label's beginning; its inside is the next one."""
    return 1 + 2 * LABELS.index(label)


def kind_of(case: int, place: int, label: int) -> int:
    """The index of a combination of case, place and the rules' label."""
    return (case * PLACES + place) * LABEL_COUNT + label


@dataclass(frozen=True, slots=True)
class Unit:
    """A word or a mark at `text[start:end]`, as the model reads it."""

    start: int
    end: int
    pieces: tuple[int, ...]
    kind: int
    opens: bool
    """Whether it is the first of its paragraph."""
    run: int
    """Index of the run of paragraphs; nothing is read across a heading."""


def units_of(article: Article, tags: Sequence[Tag], wordpiece: WordPiece) -> list[Unit]:
    """The units of an article's prose.

    Args:
        article: The article.
        tags: What the rules found in it.
        wordpiece: The splitter of the encoder's vocabulary.
    """
    reader = _Reader(article.text, tags, wordpiece)
    return [
        unit
        for index, paragraphs in enumerate(prose_runs(article))
        for unit in reader.read(paragraphs, index)
    ]


def labels_of(starts: Sequence[int], ends: Sequence[int], tags: Iterable[Tag]) -> list[int]:
    """For each unit the index of its label; the unit that a tag begins in begins its label."""
    found = [OUTSIDE] * len(starts)
    for tag in tags:
        first = bisect_right(ends, tag.start)
        last = bisect_left(starts, tag.end)
        if first < last:
            inside = beginning(tag.label) + 1
            found[first:last] = [inside - 1, *[inside] * (last - first - 1)]
    return found


class _Reader:
    def __init__(self, text: str, tags: Sequence[Tag], wordpiece: WordPiece) -> None:
        self._text = text
        self._tags = tags
        self._wordpiece = wordpiece

    def read(self, paragraphs: list[Stretch], run: int) -> Iterator[Unit]:
        """The units of one run of paragraphs."""
        spans = [
            (*match.span(), at == 0)
            for paragraph in paragraphs
            for at, match in enumerate(_UNIT.finditer(self._text, *paragraph))
        ]
        starts, ends = [span[0] for span in spans], [span[1] for span in spans]
        labels = labels_of(starts, ends, self._tags)
        places = self._places(paragraphs, starts)
        for (start, end, opens), label, place in zip(spans, labels, places, strict=True):
            word = self._text[start:end]
            kind = kind_of(_case(word), place, label)
            yield Unit(start, end, self._wordpiece.pieces(word)[:_MOST_PIECES], kind, opens, run)

    def _places(self, paragraphs: list[Stretch], starts: list[int]) -> list[int]:
        places = [0] * len(starts)
        for quote in quotes(self._text, paragraphs):
            if quote.depth == 0:
                first, last = bisect_left(starts, quote.start), bisect_left(starts, quote.end)
                places[first:last] = [1] * (last - first)
        return places


def _case(word: str) -> int:
    if not word[0].isupper():
        return 0
    return 2 if len(word) > 1 and word.isupper() else 1
