"""Reads a corpus in the format of PolNeAR: articles, and who says what in them by which words.

The folder holds `SPLIT/text/NAME.txt` and `SPLIT/attributions/NAME_ANNOTATOR.ann`; of several
annotators the first counts. Nothing of the corpus is kept.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from benchmarks.kinds import Kinds
from benchmarks.scoring import Parts
from benchmarks.text import TextUnits, Units
from functions.extract.engine.attribution import Label, Tag
from schemas.article import Article, Format, SourceObject

_SPAN_LINE: Final = re.compile(r"(T\d+)\t(\w+) ([\d ;]+)\t")
_PART: Final = re.compile(r"\b(Source|Cue|Content)\d*:(T\d+)")

Spans = list[tuple[int, int]]


@dataclass(slots=True)
class Gold:
    """An annotated article."""

    name: str
    text: str
    attributions: list[dict[Label, Spans]]
    discarded: Spans
    numbered: TextUnits = field(init=False)

    def __post_init__(self) -> None:
        self.numbered = TextUnits(self.text)

    def units(self, spans: Iterable[tuple[int, int]]) -> Units:
        """The word units that spans of code points cover."""
        return self.numbered.units(spans)

    def parts(self) -> list[Parts]:
        """The annotated attributions as word units."""
        return [
            Parts(
                self.units(spans.get(Label.SOURCE, [])),
                self.units(spans.get(Label.CUE, [])),
                self.units(spans.get(Label.CONTENT, [])),
            )
            for spans in self.attributions
        ]

    def article(self) -> Article:
        """The article as the tagger reads it: one paragraph to the line."""
        return Article(
            article_id=self.name,
            source=SourceObject(bucket="benchmark", key=self.name, size=len(self.text)),
            format=Format.TEXT,
            content_hash="",
            text=self.text,
            pipeline_version="benchmark",
        )

    def kinds(self) -> Kinds:
        """What tells the kinds of its attributions."""
        return Kinds(self.article(), self.numbered)

    def tags(self) -> list[Tag]:
        """The annotated spans as tags, for the linker alone."""
        return sorted(
            {
                Tag(start, end, label, "gold", 1.0)
                for spans in self.attributions
                for label, pieces in spans.items()
                for start, end in pieces
            }
        )


def corpus(folder: Path, split: str) -> Iterator[Gold]:
    """The articles of a split, each with its first annotator's attributions."""
    seen: set[str] = set()
    for path in sorted((folder / split / "attributions").glob("*.ann")):
        name = path.stem.rpartition("_")[0]
        if name in seen:
            continue
        seen.add(name)
        text = (folder / split / "text" / f"{name}.txt").read_bytes().decode("utf-8")
        yield _gold(name, text, path.read_bytes().decode("utf-8"))


def _gold(name: str, text: str, annotations: str) -> Gold:
    spans: dict[str, Spans] = {}
    discarded: Spans = []
    for line in annotations.split("\n"):
        if match := _SPAN_LINE.match(line):
            pieces = [tuple(map(int, piece.split())) for piece in match[3].split(";")]
            spans[match[1]] = sorted((piece[0], piece[1]) for piece in pieces)
            discarded.extend(spans[match[1]] if match[2] == "Discard" else [])
    found = []
    for line in annotations.split("\n"):
        if line.startswith("E"):
            parts: dict[Label, Spans] = {}
            for label, key in _PART.findall(line.partition("\t")[2]):
                parts.setdefault(Label(label.lower()), []).extend(spans.get(key, []))
            found.append(parts)
    return Gold(name, text, [parts for parts in found if Label.CONTENT in parts], discarded)
