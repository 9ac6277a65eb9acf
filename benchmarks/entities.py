"""Scores the names that the engine finds on Universal NER files, by exact span and type.

    python -m benchmarks.entities FOLDER [--split dev] [--show N]

The folder holds `en_ewt-SPLIT.iob2` (tab separated: number, word, IOB2 tag). Every document is an
article with a paragraph for each sentence; the tags PER, LOC and ORG stand for person, place and
organisation, and names of other types or of none are left out. Nothing of the corpus is kept.
"""

import argparse
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from functions.extract.engine.entities import mentions
from functions.extract.engine.layout import Layout
from schemas.article import Article, Block, BlockKind, Format, SourceObject
from schemas.claim import EntityType

_TAGS: Final = {
    "PER": EntityType.PERSON,
    "LOC": EntityType.PLACE,
    "ORG": EntityType.ORGANISATION,
}
_NEW_DOCUMENT: Final = "# newdoc"
_TEXT: Final = "# text = "

Entity = tuple[int, int, EntityType]
"""Start, end and type."""


@dataclass(slots=True)
class Document:
    """The sentences of a document as one text, with its annotated names."""

    text: str = ""
    paragraphs: list[tuple[int, int]] = field(default_factory=list)
    gold: set[Entity] = field(default_factory=set)

    def add(self, sentence: str, tagged: Iterable[tuple[str, str]]) -> None:
        """Append a sentence as a paragraph; its words are found in it one after another."""
        start = len(self.text) + 2 if self.text else 0
        self.text = f"{self.text}\n\n{sentence}" if self.text else sentence
        self.paragraphs.append((start, len(self.text)))
        at, current = start, None
        for word, tag in tagged:
            begin = self.text.index(word, at)
            at = begin + len(word)
            if tag.startswith("I-") and current:
                current = (current[0], at, current[2])
                continue
            self._close(current)
            current = (begin, at, _TAGS[tag[2:]]) if tag[2:] in _TAGS else None
        self._close(current)

    def _close(self, entity: Entity | None) -> None:
        if entity:
            self.gold.add(entity)

    def article(self) -> Article:
        """The document as an article of plain paragraphs."""
        blocks = [Block(kind=BlockKind.PARAGRAPH, start=s, end=e) for s, e in self.paragraphs]
        return Article(
            article_id="0" * 24,
            source=SourceObject(bucket="corpus", key="document", size=len(self.text)),
            format=Format.TEXT,
            content_hash="0",
            text=self.text,
            blocks=blocks,
            pipeline_version="0",
        )


def documents(path: Path) -> Iterator[Document]:
    """The documents of a file in IOB2."""
    document, sentence, tagged = Document(), "", list[tuple[str, str]]()
    for line in [*path.read_text(encoding="utf-8").splitlines(), "", _NEW_DOCUMENT]:
        if line.startswith(_NEW_DOCUMENT):
            if document.text:
                yield document
            document = Document()
        elif line.startswith(_TEXT):
            sentence = line.removeprefix(_TEXT)
        elif line and not line.startswith("#"):
            _, word, tag, *_ = line.split("\t")
            tagged.append((word, tag))
        elif not line and tagged:
            document.add(sentence, tagged)
            tagged = []


@dataclass(slots=True)
class Score:
    """Counts of found, annotated and both, by type."""

    found: Counter[EntityType] = field(default_factory=Counter)
    gold: Counter[EntityType] = field(default_factory=Counter)
    both: Counter[EntityType] = field(default_factory=Counter)
    seconds: float = 0.0
    words: int = 0

    def line(self, name: str, types: Iterable[EntityType]) -> str:
        """Precision, recall and F1 of some types as percentages."""
        kinds = list(types)
        found, gold, both = (
            sum(counter[kind] for kind in kinds) for counter in (self.found, self.gold, self.both)
        )
        precision, recall = both / max(1, found), both / max(1, gold)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        return f"{name:14} {precision:6.1%} {recall:6.1%} {f1:6.1%}   ({gold} annotated)"


def scored(corpus: Iterable[Document], show: int) -> Score:
    """Run the recogniser over every document and compare."""
    score = Score()
    for document in corpus:
        article = document.article()
        begin = time.process_time()
        named = mentions(Layout(article))
        score.seconds += time.process_time() - begin
        score.words += len(document.text.split())
        found = {(m.start, m.end, m.type) for m in named if m.type in _TAGS.values() and m.type}
        score.found.update(kind for *_, kind in found)
        score.gold.update(kind for *_, kind in document.gold)
        score.both.update(kind for *_, kind in found & document.gold)
        show = _shown(document, found, show)
    return score


def _shown(document: Document, found: set[tuple[int, int, EntityType]], show: int) -> int:
    """Print differences, at most as many as are still to be shown."""
    for start, end, kind in sorted(found ^ document.gold)[: max(0, show)]:
        side = "+" if (start, end, kind) in found else "-"
        around = document.text[max(0, start - 30) : end + 30].replace("\n", " ")
        print(f"{side} {kind:12} {document.text[start:end]!r:40} {around}")
        show -= 1
    return show


def main() -> None:
    """Print the scores of a split."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--split", default="dev")
    parser.add_argument("--show", type=int, default=0)
    options = parser.parse_args()
    score = scored(documents(options.folder / f"en_ewt-{options.split}.iob2"), options.show)
    print(f"{'':14} {'prec.':>6} {'recall':>6} {'F1':>6}")
    for tag, kind in _TAGS.items():
        print(score.line(f"{tag} {kind}", [kind]))
    print(score.line("all", _TAGS.values()))
    spent = score.seconds / max(1, score.words) * 600_000
    print(f"{spent:.2f} ms of processor time for 600 words, layout included")


if __name__ == "__main__":
    main()
