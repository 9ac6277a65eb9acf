"""The lines of a page, with where they stand and how large they are set.

The order is that in which the page draws them, which is the order of reading as far as programs
that make PDFs care; columns come one after another in most.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from functions.parse.decode import whole

if TYPE_CHECKING:
    from pypdf import PageObject

_LIGATURES: Final = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
}
"""Glyphs that stand for several letters; they are letters to whoever reads them."""
_CONTROLS: Final = dict.fromkeys([*range(9), *range(11, 32), 127])
_UNREADABLE: Final = re.compile(r"[\ufffd\ue000-\uf8ff]|/[A-Za-z]{1,3}\d{1,5}(?=/|\s|\Z)")
"""Letters that nobody knows, and the names of glyphs that pypdf gives instead of them."""
_MOST_UNREADABLE: Final = 0.3
"""Share of a page's characters whose font does not tell which letters they are."""
_BOLD: Final = re.compile(r"bold|black|heavy|-bd|demi", re.IGNORECASE)

Matrix = Sequence[float]


@dataclass(slots=True)
class Line:
    """A line of a page."""

    text: str
    page: int
    """Counted from 1."""
    x: float
    """Points from the page's left edge to where the line begins."""
    y: float
    """Points from the page's lower edge to its base line."""
    size: float
    """Points: of the font in which most of the line is set."""
    is_bold: bool = False


@dataclass(slots=True)
class _Gatherer:
    """Takes the pieces of text that pypdf hands out, and makes lines of them."""

    page: int
    lines: list[Line] = field(default_factory=list)
    _held: list[Line] = field(default_factory=list)

    def take(self, text: str, cm: Matrix, tm: Matrix, font: Any, size: float) -> None:  # noqa: ANN401
        """One piece, drawn with a matrix of the page and one of the text; it may end the line."""
        first, *more = text.split("\n")
        self._hold(first, cm, tm, font, size)
        for part in more:
            self.end_line()
            self._hold(part, cm, tm, font, size)

    def end_line(self) -> None:
        """Whatever comes next is of another line."""
        words = "".join(piece.text for piece in self._held)
        filled = [piece for piece in self._held if piece.text.strip()]
        if filled:
            main = max(filled, key=lambda piece: len(piece.text))
            is_bold = all(piece.is_bold for piece in filled)
            place = filled[0]
            self.lines.append(
                Line(" ".join(words.split()), self.page, place.x, place.y, main.size, is_bold)
            )
        self._held.clear()

    def _hold(self, text: str, cm: Matrix, tm: Matrix, font: Any, size: float) -> None:  # noqa: ANN401
        words = _letters(text)
        if words:
            x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
            y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            scale = math.hypot(tm[2], tm[3]) * math.hypot(cm[2], cm[3])
            shown = round(abs(size) * scale, 1)
            self._held.append(Line(words, self.page, x, y, shown, _is_bold(font)))


def page_lines(page: "PageObject", number: int) -> list[Line]:
    """The lines of a page, in the order in which it draws them.

    Lines that read upwards or upside down, as stamps at the margin do, are left out.
    """
    gatherer = _Gatherer(number)
    page.extract_text(orientations=0, visitor_text=gatherer.take)
    gatherer.end_line()
    return gatherer.lines if _is_readable(gatherer.lines) else []


def _letters(text: str) -> str:
    """The text without control characters and halves of characters, ligatures as letters."""
    return whole(text.translate(_LIGATURES).translate(_CONTROLS))


def _is_bold(font: Any) -> bool:  # noqa: ANN401 - a dictionary of pypdf, if it is one
    try:
        return _BOLD.search(str(font["/BaseFont"])) is not None
    except (KeyError, TypeError):
        return False


def _is_readable(lines: Sequence[Line]) -> bool:
    """Whether the fonts tell which letters their glyphs are."""
    length = sum(len(line.text) for line in lines)
    unreadable = sum(len(part) for line in lines for part in _UNREADABLE.findall(line.text))
    return unreadable <= length * _MOST_UNREADABLE
