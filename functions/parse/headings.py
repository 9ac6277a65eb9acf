"""Headings of plain text, which has no markup to tell them: by length, form and place.

Headings that markup declares do not come through here.
"""

import re
from collections.abc import Sequence
from typing import Final

from functions.parse.units import Unit
from schemas.article import BlockKind

_LONGEST_HEADING: Final = 80
_MOST_WORDS: Final = 12
_LONGEST_HEADLINE: Final = 160
_FEWEST_HEADLINE_WORDS: Final = 4
_SENTENCE_CASE_WORDS: Final = 8
_PARAGRAPH_LENGTH: Final = 60
_NOT_AT_END: Final = (".", ",", ";", ":", "…", "!", '"', "”", "’", "»", "-", "—")
_ENDS_SENTENCE: Final = re.compile(r"[.!?…:][\"”’»)\]]*\Z")
_LINK: Final = re.compile(r"https?://|www\.|\w@\w|(?:^|\s)@\w|#\w|pic\.\w+\.com")
_WORD: Final = re.compile(r"[^\W\d_][\w'’.-]*")


def mark_headings(text: str, units: Sequence[Unit]) -> Unit | None:
    """Mark the headings among the units.

    Returns:
        The headline, where the text begins with one.
    """
    headline = _headline(text, units)
    if headline:
        headline.kind, headline.level = BlockKind.HEADING, 1
    found = [place for place in range(len(units)) if _is_heading(text, units, place)]
    for place in found:
        units[place].kind, units[place].level = BlockKind.HEADING, 2
    return headline


def is_heading_like(line: str) -> bool:
    """Whether a line has the form of a heading, wherever it stands."""
    if not 2 < len(line) <= _LONGEST_HEADING or "\n" in line or line.endswith(_NOT_AT_END):
        return False
    words = _WORD.findall(line)
    if not 0 < len(words) <= _MOST_WORDS or not (line[0].isupper() or line[0].isdigit()):
        return False
    if _LINK.search(line) or ". " in line:
        return False
    return _is_title_case(words) or len(words) <= _SENTENCE_CASE_WORDS


def _is_title_case(words: Sequence[str]) -> bool:
    long = [word for word in words if len(word) > 3]
    return bool(long) and sum(word[0].isupper() for word in long) >= 0.7 * len(long)


def _is_heading(text: str, units: Sequence[Unit], place: int) -> bool:
    """Whether an open unit has the form of a heading and stands over a paragraph."""
    unit = units[place]
    if not unit.is_open or place + 1 >= len(units):
        return False
    if not is_heading_like(text[unit.start : unit.end]):
        return False
    return _opens_text(text, units[place + 1]) and _may_follow(text, units, place)


def _opens_text(text: str, unit: Unit) -> bool:
    """Whether a unit is what stands under headings: a paragraph, a list, a post."""
    if not unit.is_open:
        return unit.kind in {BlockKind.LIST_ITEM, BlockKind.EMBEDDED_POST, BlockKind.BLOCK_QUOTE}
    line = text[unit.start : unit.end]
    return len(line) >= _PARAGRAPH_LENGTH or _ENDS_SENTENCE.search(line[-8:]) is not None


def _may_follow(text: str, units: Sequence[Unit], place: int) -> bool:
    """Whether what stands above is complete, so that a heading can come."""
    if place == 0 or not units[place - 1].is_open:
        return True
    above = units[place - 1]
    line = text[above.start : above.end]
    return _ENDS_SENTENCE.search(line[-8:]) is not None or len(line) >= _PARAGRAPH_LENGTH


def _headline(text: str, units: Sequence[Unit]) -> Unit | None:
    """The first unit, where it has the form of a headline over a text."""
    if len(units) < 2 or not units[0].is_open:
        return None
    line = text[units[0].start : units[0].end]
    words = line.split()
    fits = len(line) <= _LONGEST_HEADLINE and not line.endswith((".", ",", ";", ":", "…"))
    if not fits or _LINK.search(line):
        return None
    has_head = units[1].kind in {BlockKind.BYLINE, BlockKind.DATELINE}
    stands_apart = len(words) >= _FEWEST_HEADLINE_WORDS and _opens_text(text, units[1])
    return units[0] if has_head or stands_apart else None
