"""Where it was said, at the end of what was said: "…, in a post on X" is no part of the content.

What a cue governs lives beside this.
"""

from typing import Final

from functions.extract.engine.tagging.found import SHORTEST
from functions.extract.engine.tagging.governed import narrowed
from functions.extract.engine.tagging.lexicon import (
    CUES,
    DAYS,
    FINITE,
    NOUN_CUES,
    PRONOUNS,
    REPORTING_NOUNS,
    SUBORDINATORS,
    words,
)
from functions.extract.engine.tagging.subjects import Range
from functions.extract.engine.tagging.units import Frame

_LEADS: Final = words("in on via during")
_DETERMINERS: Final = words("a an his her its their another several")
_MEDIA: Final = words(
    """post posts message messages statement statements interview interviews video letter email
    e-mail speech tweet tweets thread blog article column editorial essay op-ed podcast broadcast
    address release livestream"""
)
_GOES_ON: Final = words("on to with posted published shared released broadcast aired issued for by")
_SPOKEN: Final = (
    CUES.keys()
    | NOUN_CUES
    | REPORTING_NOUNS
    | _MEDIA
    | words("lie lies lied lying insult insulted insulting published apologised apologized insults")
)
"""Words for what is itself said somewhere."""
_RENAMED: Final = words("formerly known as previously called then")
_LONGEST: Final = 24
"""Units of the longest phrase that names a medium."""
_LONGEST_NOUN: Final = 7
"""Units from its preposition to the noun."""


def without_medium(frame: Frame, piece: Range) -> Range:
    """The content without a closing "in a statement on Monday" that belongs to the cue.

    Without a comma before it, it stays where the content itself tells of something said.
    """
    start, end = piece
    for at in range(end - 2, max(start + SHORTEST, end - _LONGEST) - 1, -1):
        if frame.lower[at] in _LEADS and _is_medium(frame, at, end):
            set_off = frame.lower[at - 1] == ","
            return narrowed(frame, start, at) if set_off or _is_silent(frame, start, at) else piece
    return piece


def _is_medium(frame: Frame, at: int, end: int) -> bool:
    if at + 2 >= end or frame.lower[at + 1] not in _DETERMINERS:
        return False
    for noun in range(at + 2, min(end, at + _LONGEST_NOUN)):
        if frame.lower[noun] in _MEDIA:
            return _is_tail(frame, noun + 1, end)
        if not frame.units[noun].is_word:
            return False
    return False


def _is_tail(frame: Frame, start: int, end: int) -> bool:
    """Whether only the platform, the audience, the day or a former name follows the medium."""
    rest = frame.lower[start:end]
    if not rest or rest[0] in DAYS:
        return True
    closed = (CUES.keys() | FINITE | PRONOUNS | SUBORDINATORS) - _RENAMED - {"x"}
    opens = rest[0] in _GOES_ON or rest[:2] == (",", "formerly")
    shared = {word for word in rest if word not in _GOES_ON}
    return opens and not closed & {*shared} and ";" not in rest


def _is_silent(frame: Frame, start: int, end: int) -> bool:
    """Whether nothing in the stretch may itself be what was said in a medium."""
    return _SPOKEN.isdisjoint(frame.lower[start:end])
