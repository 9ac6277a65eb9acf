"""Running headers, footers and page numbers: lines at the edges of pages that are no text of it.

A line that stands at the same edge of several pages is kept once, as a footer of the article;
the numbers of pages are left out.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from functions.parse.pdf.lines import Line

_EDGE_LINES: Final = 2
"""Lines from the top and from the bottom that may be running ones."""
_APART: Final = 2.0
"""Times its size: how far such a line stands from the text, if it is set in the same size."""
_NUMBER: Final = re.compile(
    r"(?:page\s+)?[-–—]?\s*(?:\d{1,4}|[ivxlc]{1,7})\s*[-–—]?(?:\s*(?:of|/)\s*\d{1,4})?",
    re.IGNORECASE,
)
_DIGITS: Final = re.compile(r"\d+")
_FEWEST_PAGES: Final = 3
"""On which a line has to stand; both of a document of two."""

_Key = tuple[str, str]


def take_out_running(pages: Sequence[list[Line]]) -> list[str]:
    """Take running lines out of the pages.

    Returns:
        Those with words, each once, as it stands on the first page that has it.
    """
    edges = [_edges(page) for page in pages]
    counts = Counter(key for edge in edges for key in {key for key, _ in edge})
    fewest = min(_FEWEST_PAGES, max(2, len(pages)))
    kept: dict[_Key, str] = {}
    for page, edge in zip(pages, edges, strict=True):
        running = [(key, line) for key, line in edge if counts[key] >= fewest]
        numbers = [line for _, line in edge if _is_own_number(line)]
        for key, line in running:
            if not _NUMBER.fullmatch(line.text):
                kept.setdefault(key, line.text)
        gone = {id(line) for line in [*numbers, *(line for _, line in running)]}
        page[:] = [line for line in page if id(line) not in gone]
    return list(dict.fromkeys(kept.values()))


def _edges(page: Sequence[Line]) -> list[tuple[_Key, Line]]:
    """The lines at the top and bottom, each with what it would look like on other pages."""
    ordered = sorted(page, key=lambda line: -line.y)
    top = _set_apart(ordered)
    bottom = _set_apart(ordered[len(top) :][::-1])
    return [*_keyed("top", top), *_keyed("bottom", bottom)]


def _set_apart(lines: Sequence[Line]) -> Sequence[Line]:
    """The first lines, from an edge inwards, if they stand apart from what follows them."""
    for count in range(min(_EDGE_LINES, len(lines)), 0, -1):
        outer, inner = lines[count - 1], lines[count : count + 1]
        if all(_is_apart(outer, line) for line in inner):
            return lines[:count]
    return ()


def _is_apart(outer: Line, inner: Line) -> bool:
    return outer.size != inner.size or abs(outer.y - inner.y) >= _APART * outer.size


def _keyed(edge: str, lines: Iterable[Line]) -> list[tuple[_Key, Line]]:
    return [((edge, _DIGITS.sub("#", line.text).casefold()), line) for line in lines]


def _is_own_number(line: Line) -> bool:
    """Whether a line says no more than which page this is."""
    number = _DIGITS.search(line.text) if _NUMBER.fullmatch(line.text) else None
    return number is not None and int(number[0]) == line.page
