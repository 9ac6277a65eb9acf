"""Blocks out of lines: which lines go on with the one above, and which are headings.

Lines are joined with a space. A hyphen at the end of a line is kept, since it may be the word's
own (well-known), and nothing is put behind it; it is taken out where the document proves that it
is not: where it is a soft one, or where the joined word stands in the text elsewhere.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final

from functions.parse.composer import Piece
from functions.parse.headings import is_heading_like
from functions.parse.lines import LIST_MARK
from functions.parse.pdf.lines import Line
from functions.parse.posts import SIGNATURE_OPENER
from schemas.article import BlockKind

_LARGER: Final = 1.15
"""Times the size of the running text that a heading is set in at least."""
_LONGEST_HEADING: Final = 250
_DEEPEST: Final = 4
"""Levels of headings told apart by their size."""
_SAME_SIZE: Final = 0.08
_WIDER_GAP: Final = 1.25
"""Times the usual distance of base lines: more of it parts paragraphs."""
_USUAL: Final = 1.2
"""Times their size: the distance of base lines where a document does not tell its own."""
_LEADING: Final = 2.5
"""Times their size: the distance of base lines up to which they can be of one paragraph."""
_INDENT: Final = 0.5
"""Times the size: how far a line is indented that begins a paragraph."""
_SHORT: Final = 0.8
"""Of the column's width, in characters: a line whose next word would have fitted."""
_ENDS: Final = re.compile(r"[.!?…:;][\"”’»)\]]*\Z")
_HYPHENS: Final = ("-", "\u2010", "\u00ad")
_SOFT: Final = "\u00ad"
_WORD: Final = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")


@dataclass(slots=True)
class _Paragraph:
    """Lines that belong together."""

    lines: list[Line]
    level: int | None = None
    """Of a heading."""

    @property
    def last(self) -> Line:
        return self.lines[-1]


class _Document:
    """What holds for all lines: the size of the running text, distances, words."""

    def __init__(self, pages: Sequence[Sequence[Line]]) -> None:
        self.lines = [line for page in pages for line in page]
        weights: Counter[float] = Counter()
        for line in self.lines:
            weights[line.size] += len(line.text)
        self.body_size = max(weights, key=lambda size: (weights[size], size), default=0.0)

    @cached_property
    def levels(self) -> dict[float, int]:
        """The levels of headings by the sizes that they are set in; the largest is 1."""
        sizes = {line.size for line in self.lines if line.size >= self.body_size * _LARGER}
        ranked = sorted(sizes, reverse=True)
        return {size: min(rank, _DEEPEST) for rank, size in enumerate(ranked, start=1)}

    @cached_property
    def leadings(self) -> dict[float, float]:
        """The usual distance of base lines within paragraphs, for each size.

        Only what parts lines that mostly stop in the middle of a sentence is such a distance.
        """
        gaps: dict[float, dict[float, list[bool]]] = {}
        for above, below in pairwise(self.lines):
            if above.size == below.size and _is_below(above, below):
                ends = gaps.setdefault(above.size, {})
                ends.setdefault(round(above.y - below.y, 1), []).append(_ends(above))
        return {size: _leading(size, ends) for size, ends in gaps.items()}

    @cached_property
    def widths(self) -> dict[int, int]:
        """For each line, by its identity, the characters of the longest one in its column."""
        widths: dict[int, int] = {}
        for column in _columns(self.lines):
            width = max(len(line.text) for line in column)
            widths |= {id(line): width for line in column}
        return widths

    @cached_property
    def words(self) -> frozenset[str]:
        """All words that stand within lines, in lower case."""
        return frozenset(
            word.lower()
            for line in self.lines
            for word in _WORD.findall(line.text.rstrip("".join(_HYPHENS)))
        )


def pieces_of(pages: Sequence[Sequence[Line]]) -> list[Piece]:
    """The blocks of a document, given the lines of each page."""
    document = _Document(pages)
    paragraphs: list[_Paragraph] = []
    for line in _with_initials(document.lines):
        level = _level(document, line)
        if paragraphs and _goes_on(document, paragraphs[-1], line, level):
            paragraphs[-1].lines.append(line)
        else:
            paragraphs.append(_Paragraph([line], level))
    return [_piece(document, paragraph) for paragraph in paragraphs]


def _with_initials(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, an initial set large at a paragraph's beginning joined to its word."""
    initial: Line | None = None
    for line in lines:
        if initial:
            if line.text[:1].islower() and line.size < initial.size:
                line.text = initial.text + line.text
            else:
                yield initial
            initial = None
        if len(line.text) == 1 and line.text.isupper():
            initial = line
        else:
            yield line
    if initial:
        yield initial


def _level(document: _Document, line: Line) -> int | None:
    """The level of the heading that a line is, going by its own looks."""
    if line.size >= document.body_size * _LARGER:
        return document.levels[line.size]
    is_set_apart = line.is_bold and line.size >= document.body_size and is_heading_like(line.text)
    return min(len(document.levels) + 1, _DEEPEST) if is_set_apart else None


def _goes_on(document: _Document, above: _Paragraph, line: Line, level: int | None) -> bool:
    last = above.last
    if level != above.level or abs(line.size - last.size) > last.size * _SAME_SIZE:
        return False
    if LIST_MARK.match(line.text) or SIGNATURE_OPENER.match(line.text):
        return False
    if not _is_below(last, line):
        return level is None and _goes_on_elsewhere(document, last, line)
    gap = last.y - line.y
    leading = document.leadings.get(line.size, line.size * _USUAL)
    if gap > leading * _WIDER_GAP:
        return False
    return level is not None or not _begins(document, above, line)


def _begins(document: _Document, above: _Paragraph, line: Line) -> bool:
    """Whether a line right below a paragraph begins another."""
    last = above.last
    shift = line.x - last.x
    if abs(shift) > line.size * _INDENT:
        if shift > 0:
            return not (len(above.lines) == 1 and LIST_MARK.match(last.text))
        return len(above.lines) > 1 and _ends(last)
    if not _is_short(document, last, line):
        return False
    return _ends(last) or not line.text[0].islower()


def _goes_on_elsewhere(document: _Document, last: Line, line: Line) -> bool:
    """Whether a paragraph goes on in the next column or on the next page."""
    if _ends(last):
        return False
    return line.text[0].islower() or not _is_short(document, last, line)


def _is_short(document: _Document, line: Line, following: Line) -> bool:
    """Whether the next word would have fitted on the line."""
    first_word = following.text.split(maxsplit=1)[0]
    return len(line.text) + 1 + len(first_word) <= document.widths[id(line)] * _SHORT


def _is_below(above: Line, line: Line) -> bool:
    return above.page == line.page and line.y < above.y


def _columns(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines that stand one below another without a jump upwards."""
    column: list[Line] = []
    for line in lines:
        if column and not _is_below(column[-1], line):
            yield column
            column = []
        column.append(line)
    if column:
        yield column


def _leading(size: float, ends: Mapping[float, Sequence[bool]]) -> float:
    """The distance of most lines that do not end a sentence, or the usual one of a size."""
    inner = {gap: len(each) for gap, each in ends.items() if sum(each) <= len(each) / 2}
    widest = size * _LEADING
    return min(max(inner, key=lambda gap: (inner[gap], -gap), default=size * _USUAL), widest)


def _ends(line: Line) -> bool:
    """Whether a line ends a sentence."""
    return _ENDS.search(line.text) is not None


def _piece(document: _Document, paragraph: _Paragraph) -> Piece:
    text = _joined(document, paragraph.lines)
    page = paragraph.lines[0].page
    if paragraph.level is None or len(text) > _LONGEST_HEADING:
        return Piece(BlockKind.PARAGRAPH, text, page=page)
    return Piece(BlockKind.HEADING, text, paragraph.level, page=page)


def _joined(document: _Document, lines: Sequence[Line]) -> str:
    parts = [lines[0].text]
    for above, below in pairwise(lines):
        if above.text.endswith(_HYPHENS) and below.text[0].islower():
            if _is_only_a_break(document, above.text, below.text):
                parts[-1] = parts[-1][:-1]
        else:
            parts.append(" ")
        parts.append(below.text)
    return "".join(parts).replace(_SOFT, "")


def _is_only_a_break(document: _Document, above: str, below: str) -> bool:
    """Whether the hyphen between two lines is certain not to be the word's own."""
    if above.endswith(_SOFT):
        return True
    begun, rest = _WORD.findall(above), _WORD.match(below)
    if not begun or rest is None or not above[:-1].endswith(begun[-1]):
        return False
    parts = begun[-1].lower(), rest[0].lower()
    return "".join(parts) in document.words and "-".join(parts) not in document.words
