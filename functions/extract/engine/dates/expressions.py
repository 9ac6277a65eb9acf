"""Finds date expressions in a stretch of text; tells names and habits from dates."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from functions.extract.engine.dates import patterns
from functions.extract.engine.dates.reading import read
from functions.extract.engine.dates.values import UpTo, Value
from functions.extract.engine.lexicons.calendar_words import (
    GIVEN_NAMES,
    HABITUAL,
    MONTHS,
    NAMED_WEEKDAYS,
    PAPERS_ON_SUNDAY,
    SEASONS,
    SHORT_MONTHS,
    SMALL_WORDS,
    UNITS,
    WEEKDAY_TITLES,
    WEEKDAYS,
)
from functions.extract.engine.lexicons.numbers import MEASURES
from functions.extract.engine.ranges import Range

_PREPOSITION: Final = re.compile(rf"{patterns.PREPOSITION}\s+")
_WORD_BEFORE: Final = re.compile(r"([\w’'-]+)(?:\s+|-)\Z")
_WORD_AFTER: Final = re.compile(r"(?:\s+|-)([\w’'-]+)")
_POSSESSIVE: Final = re.compile(r"[’']s?\b")
_DISTANCE: Final = re.compile(
    rf"(?:{patterns.PLAIN_PREPOSITION}|(?i:from))\s+(?:{patterns.plain(patterns.AGO)})"
)
_MOVED: Final = re.compile(
    r"\b(?:mov|shift|postpon|reschedul|delay|push|brought|bring|put|chang)\w*\s[^.;]{0,60}\Z",
    re.IGNORECASE,
)
"""Verbs after which "from April to October" is a change and no interval."""
_IN_DAY_OF_MONTH: Final = re.compile(
    rf"(in\s+(?:{patterns.MONTH_ALONE}))\s+\d\d?(?!\d)", re.IGNORECASE
)
_CALENDAR_NAME: Final = re.compile(
    rf"(?:{'|'.join((*WEEKDAYS, *MONTHS, *SHORT_MONTHS))}|(?i:{'|'.join(SEASONS)})\b|"
    r"Christmas|Easter|New|Year[’']s|Day|Eve|Q[1-4])"
)
_NOT_UNTIL: Final = re.compile(r"(?:\bnot|n[’']t)\s+(?:\w+\s+){0,3}until\s", re.IGNORECASE)
_YEAR_LAST: Final = re.compile(r"\d{4}\Z")
_AGENT: Final = re.compile(r"(?:by|after|from|for|before|with|at)\s", re.IGNORECASE)
_NEARBY: Final = 40
"""Code points around an expression that tell what it is."""
_EACH_SIDE: Final = 80
"""Code points around a word of the calendar that an expression may take up."""


@dataclass(frozen=True, slots=True)
class Expression:
    """Words that date something, their preposition included, and what they denote."""

    where: Range
    value: Value
    preposition: str
    """In lower case; empty where there is none."""


def expressions(text: str, where: Range) -> list[Expression]:
    """The date expressions of a stretch, in order."""
    return [found for part in _promising(text, where) for found in _in(text, part)]


def _promising(text: str, where: Range) -> Iterator[Range]:
    """The parts of a stretch that hold a word of the calendar, with what is near it."""
    start = end = where.start
    for match in patterns.TRIGGER.finditer(text, where.start, where.end):
        if match.start() - _EACH_SIDE > end > start:
            yield Range(start, end)
            start = match.start() - _EACH_SIDE
        elif end == start:
            start = max(start, match.start() - _EACH_SIDE)
        end = min(match.end() + _EACH_SIDE, where.end)
    if end > start:
        yield Range(start, end)


def _in(text: str, where: Range) -> Iterator[Expression]:
    position = where.start
    while match := patterns.EXPRESSION.search(text, position, where.end):
        place = _place(text, match, where.end)
        value = read(place.of(text))
        if value is None:
            position = _after_word(text, match)
            continue
        if not _is_other(text, place, where.end):
            yield _expression(text, place, value)
        position = place.end


def _after_word(text: str, match: re.Match[str]) -> int:
    """Where the search goes on: after the first word of what was no date."""
    space = text.find(" ", match.start(), match.end())
    return space + 1 if space >= 0 else match.end()


def _place(text: str, match: re.Match[str], limit: int) -> Range:
    place = _without_number(text, Range(*match.span()))
    is_possessive = _POSSESSIVE.match(text, place.end, limit)
    is_distance = _DISTANCE.fullmatch(text, *place)
    return _without_preposition(text, place) if is_possessive or is_distance else place


def _expression(text: str, place: Range, value: Value) -> Expression:
    """The expression; "not until March" is no end but a beginning."""
    if isinstance(value, UpTo) and _NOT_UNTIL.search(
        text, max(0, place.start - _NEARBY), place.end
    ):
        return Expression(place, value.of, "")
    return Expression(place, value, _preposition(text, place))


def _preposition(text: str, place: Range) -> str:
    lead = _PREPOSITION.match(text, *place)
    return lead[0].casefold().strip() if lead else ""


def _without_number(text: str, place: Range) -> Range:
    """Only the month of "in March 20 people died"; in a day's date the preposition is "on"."""
    match = _IN_DAY_OF_MONTH.match(text, *place)
    return Range(place.start, match.end(1)) if match else place


def _without_preposition(text: str, place: Range) -> Range:
    """Monday alone of "after Monday’s vote": what came after it is the vote."""
    lead = _PREPOSITION.match(text, *place)
    return Range(lead.end(), place.end) if lead else place


def _is_other(text: str, place: Range, limit: int) -> bool:
    """Whether the words are a name, a habit or a number of things."""
    words = place.of(text).split()
    if any(_is_of_a_title(word) for word in words[1:]):
        return True
    if words[0].casefold() == "from" and {"to", "until"} & set(words):
        return _MOVED.search(text, max(0, place.start - 2 * _NEARBY), place.start) is not None
    before = _WORD_BEFORE.search(text, max(0, place.start - _NEARBY), place.start)
    after = _WORD_AFTER.match(text, place.end, min(limit, place.end + _NEARBY))
    previous, following = before[1] if before else "", after[1] if after else ""
    if set(words[-2:]) & set(WEEKDAYS) or words[0] in WEEKDAYS:
        return _is_named_weekday(words, previous, following)
    if words[-1].casefold() in GIVEN_NAMES and following[:1].isupper():
        return _AGENT.match(place.of(text)) is not None
    return _is_used_otherwise(words, previous.casefold(), following)


def _is_of_a_title(word: str) -> bool:
    """Whether a word has a capital that the calendar does not give it: “This Week”."""
    return word[0].isupper() and _CALENDAR_NAME.match(word) is None


def _is_used_otherwise(words: list[str], previous: str, following: str) -> bool:
    """Whether it is a measure, the feast of a name, "a year from today" or USA Today."""
    if _YEAR_LAST.search(words[-1]):
        return following.casefold() in MEASURES or following in {"people", "men", "women"}
    if "Christmas" in words or "Easter" in words:
        return bool(following) and following.casefold() not in SMALL_WORDS
    if words[0].casefold() == "from" and previous.removesuffix("s") in UNITS:
        return True
    return words[-1].casefold() == "today" and previous == "usa"


def _is_named_weekday(words: list[str], previous: str, following: str) -> bool:
    """Whether it is Black Friday, the Sunday Times or every Monday."""
    if len(words) == 1 and (previous in NAMED_WEEKDAYS or previous.casefold() in HABITUAL):
        return True
    if words[-1] == "Sunday" and previous in PAPERS_ON_SUNDAY:
        return True
    return words[-1] in WEEKDAYS and following in WEEKDAY_TITLES
