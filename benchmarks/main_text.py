"""How well the main text of saved pages is found, beside public extractors in the same run.

    python -m benchmarks.main_text FOLDER

The folder is in the format of article-extraction-benchmark (`benchmarks.pages`). Its expected text
has no title, which ours puts first, and no captions, bylines and footers, which ours keeps as
blocks of their own kinds: the first row is scored without them. The second is the whole text but
for the title. A page that is refused counts as an empty text. Time is by the clock, one page at a
time, with decoding and all metadata.
"""

import argparse
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

from rich.console import Console
from rich.table import Table

from benchmarks.pages import PageScore, SavedPage, average, saved_pages, score
from benchmarks.peers import answer_of, ask, running, title_of
from functions.parse.decode import decode
from functions.parse.errors import ParseError
from functions.parse.normalise import normalise
from schemas.article import Article, Block, BlockKind

PYTHON: Final = Path(".cache/page-peers/bin/python")
_WORKER: Final = Path(__file__).with_name("page_worker.py")
NAMES: Final = (
    *("trafilatura", "trafilatura, precision", "readability", "newspaper", "goose"),
    "resiliparse",
)
_APART: Final = frozenset(
    {BlockKind.CAPTION, BlockKind.BYLINE, BlockKind.DATELINE, BlockKind.FOOTER}
)


@dataclass(slots=True)
class Row:
    """What one system scored."""

    system: str
    scores: list[PageScore]
    seconds: list[float]
    """For each page."""


def body(article: Article) -> str:
    """What an article's sentences stand in: its text without title, captions and furniture."""
    return _joined(article, [block for block in article.blocks if block.kind not in _APART])


def _joined(article: Article, blocks: Sequence[Block]) -> str:
    kept = (block for block in blocks if block.level != 1)
    return "\n".join(article.text[block.start : block.end] for block in kept)


def ours(pages: Sequence[SavedPage]) -> Iterator[Row]:
    """The reader, with its blocks of running text and with all of them."""
    running_text = Row("Hearsay", [], [])
    whole = Row("Hearsay, with captions, bylines and footers", [], [])
    for page in pages:
        began = time.perf_counter()
        article = _read(page)
        running_text.seconds.append(time.perf_counter() - began)
        running_text.scores.append(score(page.expected, body(article) if article else ""))
        every = _joined(article, article.blocks) if article else ""
        whole.scores.append(score(page.expected, every))
    yield running_text
    yield Row(whole.system, whole.scores, running_text.seconds)


def _read(page: SavedPage) -> Article | None:
    try:
        return normalise(page.document())
    except ParseError as error:
        print(f"{page.name[:12]} refused: {error.message}")
        return None


def peer(name: str, pages: Sequence[SavedPage]) -> Row:
    """A public extractor on the same pages, decoded alike."""
    with running(PYTHON, _WORKER, name) as worker:
        row = Row(f"{name} ({title_of(answer_of(worker))})", [], [])
        for page in pages:
            answer = ask(worker, {"page": decode(page.body)})
            row.scores.append(score(page.expected, answer["text"]))
            row.seconds.append(answer["seconds"])
    return row


def table(rows: Sequence[Row]) -> Table:
    """F1, precision, recall, share of exact texts, and the median time."""
    title = f"Main text of {len(rows[0].scores)} pages"
    found = Table("", "F1", "precision", "recall", "exact", "ms a page", title=title)
    for row in rows:
        mean = average(row.scores)
        figures = (mean.f1, mean.precision, mean.recall, mean.exact)
        found.add_row(
            row.system, *(f"{x:.4f}" for x in figures), f"{1e3 * median(row.seconds):.1f}"
        )
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    given = parser.parse_args()
    pages = list(saved_pages(given.folder))
    rows = list(ours(pages))
    if PYTHON.exists():
        rows += [peer(name, pages) for name in NAMES]
    Console(width=120).print(table(rows))
    if not PYTHON.exists():
        print("Peers: skipped, their environment is not there (make bench-page-peers).")


if __name__ == "__main__":
    main()
