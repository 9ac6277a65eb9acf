"""One table: the engine with each tagger beside public peers, on the same corpus.

    python -m benchmarks.quality [CORPUS_DIR] [--split dev]

The folder is in PolNeAR's format (`benchmarks.corpus`). Published figures stand below, for another
text: the corpus's test split, by exact spans.
"""

import argparse
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.table import Table

from benchmarks import peers, taggers
from benchmarks.attribution import measure
from benchmarks.corpus import Gold, corpus
from benchmarks.kinds import Kind
from benchmarks.scoring import Report, Score
from functions.extract.engine.attribution import Label
from functions.extract.engine.tagging.linking import link

_HEADS: Final = {
    Kind.DIRECT: "direct",
    Kind.PART_QUOTED: "part-quoted",
    Kind.SPEECH: "indirect: speech",
    Kind.OTHER: "indirect: other",
}


@dataclass(frozen=True, slots=True)
class Published:
    """Exact span F1 on PolNeAR's test split, in percent; nothing where it was not published."""

    system: str
    source: float | None
    cue: float | None
    content: float | None


PUBLISHED: Final = (
    Published("BERT-base + CofeNet (Wang et al., COLING 2022)", 83.2, 75.3, 72.9),
    Published("two-layer BiLSTM + CofeNet (same)", None, None, 63.6),
    Published("CRF (same)", None, None, 28.6),
    Published("CoreNLP quote annotator (same)", 13.9, None, 17.5),
)


@dataclass(frozen=True, slots=True)
class Row:
    """What one system scored."""

    system: str
    report: Report
    seconds: float
    """Processor time for one article."""


def engine(articles: Sequence[Gold]) -> Iterator[Row]:
    """The engine's taggers, each with the linker."""
    for name, found in taggers.available().items():
        report = measure(articles, found.tagger)
        began = time.process_time()
        for gold in articles:
            article = gold.article()
            link(found.tagger.tag(article), article)
        seconds = (time.process_time() - began) / len(articles)
        yield Row(f"Hearsay, {name} ({found.tagger.name})", report, seconds)


def others(articles: Sequence[Gold]) -> Iterator[Row]:
    """The peers; none where their environment was not made."""
    if not peers.is_ready():
        return
    for name in peers.NAMES:
        result = peers.measure(name, articles)
        refused = f"{result.title}; {result.refused} paragraphs refused"
        yield Row(refused, result.report, result.seconds)


def table(rows: Sequence[Row], title: str) -> Table:
    """Precision / recall of attributions, all and by kind; exact span F1; published figures."""
    kinds = [f"{head}\nP / R" for head in _HEADS.values()]
    exact = [f"{label}\nexact F1" for label in Label]
    found = Table("", "attributions\nP / R / F1", *kinds, *exact, "s an article", title=title)
    for row in rows:
        found.add_row(row.system, *_cells(row.report), f"{row.seconds:.3f}")
    found.add_section()
    found.add_row("[bold]published, on other text (the corpus's test split)")
    for known in PUBLISHED:
        figures = (known.source, known.cue, known.content)
        cells = ["" if figure is None else f"{figure:.1f}" for figure in figures]
        found.add_row(known.system, *[""] * (1 + len(_HEADS)), *cells, "")
    return found


def _cells(report: Report) -> Iterator[str]:
    yield f"{_both(report.attributions)} / {report.attributions.f1:.1f}"
    yield from (_both(report.kinds[kind]) for kind in _HEADS)
    yield from (f"{report.exact[label].f1:.1f}" for label in Label)


def _both(score: Score) -> str:
    precision = f"{score.precision:.1f}" if score.proposed else "–"
    return f"{precision} / {score.recall:.1f}"


def main() -> None:
    """Print the table, or why there is none."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("corpus", type=Path, nargs="?")
    parser.add_argument("--split", default="dev")
    given = parser.parse_args()
    if given.corpus is None:
        print("Quality on a corpus: skipped, no folder given (make bench CORPUS=path).")
        return
    articles = list(corpus(given.corpus, given.split))
    if not articles:
        parser.error(f"{given.corpus} holds no articles of the split {given.split!r}")
    rows = [*engine(articles), *others(articles)]
    counts = ", ".join(
        f"{score.gold} {_HEADS[kind]}" for kind, score in rows[0].report.kinds.items()
    )
    title = f"{len(articles)} articles of {given.split}, annotated: {counts}"
    Console(width=190).print(table(rows, title))
    if not peers.is_ready():
        print("Peers: skipped, their environment is not there (make bench-peers).")


if __name__ == "__main__":
    main()
