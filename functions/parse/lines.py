"""Plain text to units: paragraphs by lines, or by blank lines where lines are hard-wrapped.

What kind a unit is does not live here.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from functions.parse.document import INVISIBLE
from functions.parse.posts import SIGNATURE_OPENER
from functions.parse.units import Unit

_LINE: Final = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
_BREAK: Final = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_SENTENCE_ENDS: Final = (".", "!", "?", ":", ";", '"', "”", "’", "»", ")", "…")
LIST_MARK: Final = re.compile(r"(?:[-*•–▪‣]|\d{1,2}[.)])\s+\S")

_NARROW: Final = 40
_WIDE: Final = 120
"""Characters: the widths between which people and mailers wrap lines."""


def lines_of(text: str) -> list[Unit]:
    """The lines that hold more than white space, trimmed, in order."""
    lines: list[Unit] = []
    for match in _LINE.finditer(text):
        unit = _trimmed(text, match.start(), match.end())
        if unit:
            unit.after_gap = not lines or _is_gap(text, lines[-1].end, unit.start)
            lines.append(unit)
    return lines


def paragraphs_of(text: str) -> list[Unit]:
    """The paragraphs of a plain text: its lines, joined where they were hard-wrapped."""
    lines = lines_of(text)
    width = _wrap_width(text, lines)
    if width is None:
        return lines
    paragraphs: list[Unit] = []
    for line in lines:
        if paragraphs and _continues(text, paragraphs[-1], line, width):
            paragraphs[-1].end = line.end
        else:
            paragraphs.append(line)
    return paragraphs


def _trimmed(text: str, start: int, end: int) -> Unit | None:
    line = text[start:end]
    kept = line.strip().strip(INVISIBLE).strip()
    if not kept:
        return None
    begin = start + line.index(kept)
    return Unit(begin, begin + len(kept))


def _is_gap(text: str, start: int, end: int) -> bool:
    return len(_BREAK.findall(text, start, end)) > 1


def _wrap_width(text: str, lines: Sequence[Unit]) -> int | None:
    """The width at which lines were wrapped by hand or machine; nothing if they were not.

    Wrapped lines are alike in length and mostly stop in the middle of a sentence, while a line
    that is a paragraph ends one.
    """
    width = max((line.end - line.start for line in _wrappable(text, lines)), default=0)
    if not _NARROW <= width <= _WIDE:
        return None
    full = [
        text[line.start : line.end]
        for line, following in pairwise(lines)
        if not following.after_gap and line.end - line.start >= width * 0.6
    ]
    unfinished = sum(not line.endswith(_SENTENCE_ENDS) for line in full)
    return width if len(full) >= 3 and unfinished >= len(full) * 0.6 else None


def _wrappable(text: str, lines: Sequence[Unit]) -> Iterator[Unit]:
    """The lines with a space to wrap at: a long address says nothing of the width."""
    return (line for line in lines if " " in text[line.start : line.end])


def _continues(text: str, paragraph: Unit, line: Unit, width: int) -> bool:
    """Whether a line goes on with the paragraph above it."""
    if line.after_gap:
        return False
    own = text[line.start : line.end]
    if SIGNATURE_OPENER.match(own) or LIST_MARK.match(own):
        return False
    begin = max(text.rfind(mark, paragraph.start, paragraph.end) for mark in "\n\r") + 1
    last = text[max(begin, paragraph.start) : paragraph.end].strip()
    first_word = own.split(maxsplit=1)[0]
    if len(last) + 1 + len(first_word) > width:
        return True
    return len(last) >= width * 0.6 and not last.endswith(_SENTENCE_ENDS)
