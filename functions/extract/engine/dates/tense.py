"""Whether a clause looks back or forward at the date that stands in it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from functions.extract.engine.dates.expressions import Expression
from functions.extract.engine.lexicons import listed
from functions.extract.engine.lexicons.calendar_words import (
    BACKSHIFTED_WORDS,
    FUTURE_WORDS,
    PAST_WORDS,
    PRESENT_WORDS,
    TIMETABLE_WORDS,
)
from functions.extract.engine.lexicons.numbers import TENS, UNITS
from functions.extract.engine.ranges import Range
from schemas.claim import CueClass


class Tense(StrEnum):
    """In which direction a clause looks."""

    PAST = "past"
    PRESENT = "present"
    FUTURE = "future"
    BACKSHIFTED = "backshifted"
    """The future as seen from the day of the utterance: he said it would close."""


_VERB: Final = re.compile(
    r"(?P<perfect>\b(?:would|could|might|may|must|should|can|will|to)\s+(?:not\s+)?have\s+(?:been\s+)?"
    r"\w+)|\b(?P<infinitive>(?:going\s+|about\s+)?to\s+(?:(?:be|stay|remain|keep)\s+)?[a-z]+)|"
    r"(?P<going>\b(?:am|is|are|’re|'re|was|were|be)\s+(?:not\s+)?(?:due|scheduled|expected|planned|"
    r"set|going|likely|supposed|meant)\b(?:\s+to\s+(?:be\s+)?\w+)?)|"
    r"(?P<modal>\b(?:will|won[’']t|shall|can|must|should|may|would|could|might|wouldn[’']t|"
    r"couldn[’']t)|[’'](?:ll|d))(?=\s)(?:\s+(?:not|never|also|only|then|again|soon|\w+ly))*"
    r"(?:\s+(?:be|stay|remain|keep))?(?:\s+\w+)?|"
    r"(?P<going_on>\b(?:am|is|are|[’']re)\s+(?:not\s+)?(?!being\b)\w+ing\b)|"
    r"(?P<being>\bbeing\s+\w+)|"
    r"(?P<word>\b[^\W\d_]+(?:n[’']t)?)",
)
_DETERMINERS: Final = listed("the a an his her its their our my your this that these those")
_NO_INFINITIVES: Final = _DETERMINERS | UNITS.keys() | TENS.keys()
"""What follows "to" without making it an infinitive: to the mayor, nine to six."""
_FORWARD_CUES: Final = frozenset(
    {CueClass.PREDICT, CueClass.PROMISE, CueClass.DEMAND, CueClass.ADVISE}
)
_FORWARD_PREPOSITIONS: Final = ("by", "until", "till", "before", "no later than", "for")
_PLEDGE: Final = re.compile(
    r"(?:promis|pledg|vow|order|ask|want|demand|urg|agree|schedul|plan|warn|hop|expect|tell|told|decid|vot|appeal|invit|remind)"
)
_TIMETABLE: Final = re.compile(
    rf"(?<!\bthe )(?<!\ban )(?<!\ba )\b(?:{'|'.join(sorted(TIMETABLE_WORDS))})\s"
    r"(?:[^\W\d_]+\s){0,3}\Z"
)
"""A verb right before the date."""
_HAVE: Final = frozenset({"has", "have"})
"""Alone no auxiliary: he has until Friday."""
_AHEAD: Final = frozenset({Tense.FUTURE, Tense.BACKSHIFTED})
_WINDOW: Final = 200
"""Code points before and after a date that are read for its verb."""
_NOT_VERBS: Final = listed(
    """hundred need speed seed deed heed reed indeed feed breed greed weed sacred united
    unprecedented alleged so-called"""
)


def tense(text: str, expression: Expression, place: Range, cue: CueClass = CueClass.NONE) -> Tense:
    """The tense of the verb that governs a date.

    Args:
        text: The article's text.
        expression: The date.
        place: The stretch that its clause may take up.
        cue: How the content is said; a demand or a promise without a verb looks forward.
    """
    if expression.preposition.startswith("since"):
        return Tense.PAST
    before = _before(text, expression.where, place)
    found = before[-1] if before else _after(text, expression.where, place)
    if expression.preposition.startswith(_FORWARD_PREPOSITIONS):
        return _bounded(found, before)
    if found is None:
        return Tense.FUTURE if cue in _FORWARD_CUES else Tense.PAST
    is_beside = not text[found.end : expression.where.start].strip()
    return Tense.PAST if found.tense is Tense.PRESENT and not is_beside else found.tense


@dataclass(frozen=True, slots=True)
class _Verb:
    """A verb with its auxiliaries, in lower case, and where it ends."""

    words: str
    tense: Tense
    end: int


def _before(text: str, date: Range, place: Range) -> list[_Verb]:
    """The verbs before a date; those of a parenthesis that a comma closes do not govern it."""
    begin = max(place.start, date.start - _WINDOW)
    found = list(_verbs(text, Range(begin, date.start)))
    if text[begin : date.start].rstrip().endswith(","):
        opened = text.rfind(",", begin, text.rfind(",", begin, date.start))
        found = [verb for verb in found if verb.end <= opened] or found
    arranged = _TIMETABLE.search(text, begin, date.start)
    if arranged and (not found or found[-1].end <= arranged.start()):
        found.append(_Verb(arranged[0].casefold(), Tense.FUTURE, arranged.end()))
    return found


def _after(text: str, date: Range, place: Range) -> _Verb | None:
    """The first verb after a date that opens its clause."""
    end = max(date.end, min(place.end, date.end + _WINDOW))
    return next(_verbs(text, Range(date.end, end)), None)


def _bounded(found: _Verb | None, before: Sequence[_Verb]) -> Tense:
    """By Friday looks forward, unless the verb says that it is over."""
    if found is None or found.tense is Tense.PRESENT or found.words in _HAVE:
        return Tense.FUTURE
    if found.tense is not Tense.PAST:
        return found.tense
    ahead = [verb.tense for verb in before if verb.tense in _AHEAD]
    return ahead[-1] if ahead else Tense.FUTURE if _PLEDGE.match(found.words) else Tense.PAST


def _verbs(text: str, where: Range) -> Iterator[_Verb]:
    """The verbs of a stretch. What somebody "came to do" is as past as that he came."""
    previous: _Verb | None = None
    for match in _VERB.finditer(text, *where):
        words = match[0].casefold()
        if (found := _tense_of(match, words)) is None:
            continue
        follows = match["infinitive"] and previous and previous.tense is Tense.PAST
        if follows and previous and not _PLEDGE.match(previous.words):
            found = Tense.PAST
        previous = _Verb(words, found, match.end())
        yield previous


def _tense_of(match: re.Match[str], words: str) -> Tense | None:
    last = words.rsplit(maxsplit=1)[-1]
    if match["being"] or (match["infinitive"] and last in _NO_INFINITIVES):
        return None
    if match["perfect"]:
        return Tense.PAST
    if match["going"]:
        return Tense.BACKSHIFTED if words.startswith(("was", "were")) else Tense.FUTURE
    if match["modal"]:
        return _tense_of_modal(words.split(maxsplit=1)[0].replace("’", "'"), last)
    ahead = match["infinitive"] or match["going_on"]
    return Tense.FUTURE if ahead else _tense_of_word(words.replace("’", "'"))


def _tense_of_modal(modal: str, last: str) -> Tense:
    """Of the modal and the verb that it goes with: "he’d sold" is no "he would"."""
    if modal == "'d" and _tense_of_word(last) is Tense.PAST:
        return Tense.PAST
    backshifted = modal in BACKSHIFTED_WORDS or modal == "'d"
    return Tense.BACKSHIFTED if backshifted else Tense.FUTURE


def _tense_of_word(word: str) -> Tense | None:
    if word in FUTURE_WORDS:
        return Tense.FUTURE
    if word in PRESENT_WORDS:
        return Tense.PRESENT
    past = word in PAST_WORDS or (word.endswith("ed") and len(word) > 3 and word not in _NOT_VERBS)
    return Tense.PAST if past else None
