"""The patterns of date expressions. What the words denote is read elsewhere.

Every pattern is written once, with named groups for the reader; `plain` makes the form that is
searched for and nested. Names of the calendar count with their capital only, so that "may" and
"march" are no months.
"""

import re
from collections.abc import Iterable
from typing import Final

from functions.extract.engine.lexicons.calendar_words import (
    MONTHS,
    SEASONS,
    SHORT_MONTHS,
    WEEKDAYS,
)
from functions.extract.engine.lexicons.numbers import TENS
from functions.extract.engine.lexicons.numbers import UNITS as NUMBERS


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


def plain(pattern: str) -> str:
    """The pattern without the names of its groups."""
    return re.sub(r"\?P<\w+>", "?:", pattern)


# Closed sets of words
_MONTH: Final = _any(MONTHS)
_ANY_MONTH: Final = rf"(?:{_MONTH}|(?:{_any(SHORT_MONTHS)})\b\.?)"
_WEEKDAY: Final = _any(WEEKDAYS)
_SEASON: Final = _any(SEASONS)
_NUMBER: Final = rf"(?:[0-9]{{1,3}}|(?i:{_any([*NUMBERS, *TENS])})|(?i:an?))"
_UNIT: Final = r"(?i:days?|weeks?|fortnights?|months?|quarters?|years?|decades?|century|centuries)"
_DAY_PART: Final = r"(?i:morning|lunchtime|afternoon|evening|night)"
OF_YEAR: Final = r"(?:1[5-9]|20|21)[0-9][0-9](?![\d%]|[.,/]\d)"
OF_MONTH: Final = r"(?:3[01]|[12][0-9]|0?[1-9])(?i:st|nd|rd|th)?(?![\w%:/]|[.,]\d)"
_WHICH: Final = r"(?i:last|next|this(?:\s+(?:past|coming))?|past|coming)"

# Expressions that need no preposition
ISO: Final = r"(?P<iso>(?:1[5-9]|20|21)[0-9]{2}-[01][0-9]-[0-3][0-9])(?![\d-])"
DAY_FIRST: Final = (
    rf"(?:(?:{_WEEKDAY}),?\s+)?(?:(?i:the)\s+)?(?P<day>{OF_MONTH})(?:\s+of)?\s+"
    rf"(?P<month>{_ANY_MONTH})(?:,?\s+(?P<year>{OF_YEAR}))?"
)
MONTH_FIRST: Final = (
    rf"(?:(?:{_WEEKDAY}),?\s+)?(?P<month>{_ANY_MONTH})\s+(?P<day>{OF_MONTH})"
    rf"(?:,?\s+(?P<year>{OF_YEAR}))?"
)
WEEKDAYS_DAY: Final = (
    rf"(?P<early>(?i:early|late)\s+(?:on\s+)?)?(?:(?P<which>{_WHICH})\s+)?(?P<weekday>{_WEEKDAY})"
    rf"(?:\s+(?P<part>{_DAY_PART}))?"
)
MONTH_OF_YEAR: Final = rf"(?P<month>{_ANY_MONTH})(?:,\s*|\s+(?:of\s+)?)(?P<year>{OF_YEAR})"
WHICH_MONTH: Final = rf"(?P<which>{_WHICH})\s+(?P<month>{_MONTH})"
WHICH_UNIT: Final = (
    r"(?P<which>(?i:last|next|this))\s+"
    r"(?P<unit>(?i:week|weekend|month|quarter|year|decade|century))"
)
TODAY: Final = (
    rf"(?P<today>(?i:yesterday|today|tomorrow|tonight|last\s+night|this\s+{_DAY_PART}))"
    rf"(?:\s+(?P<part>{_DAY_PART}))?"
)
AGO: Final = (
    r"(?:(?P<limit>(?i:more\s+than|over|at\s+least|just\s+over|about|around|nearly|almost|roughly|"
    rf"some|exactly))\s+)?(?P<count>{_NUMBER})\s+(?P<unit>{_UNIT})\s+(?P<way>(?i:ago|earlier|later))"
)
NEXT_DAY: Final = (
    r"(?i:the)\s+(?P<way>(?i:next|following|previous))\s+(?P<unit>(?i:day|morning|afternoon|"
    r"evening|night))|(?i:the)\s+(?P<way2>(?i:following|previous))\s+"
    r"(?P<unit2>(?i:week|weekend|month|year))"
)
WINDOW: Final = (
    r"(?i:the)\s+(?P<which>(?i:next|coming|past|last))\s+(?:"
    rf"(?P<count>{_NUMBER})\s+(?P<unit>{_UNIT})|(?P<one>(?i:week|fortnight|month|year|decade)))"
    r"(?!\s+(?i:of|before|in)\b)"
)
DECADE: Final = r"(?:(?i:the)\s+)?(?P<decade>(?:1[5-9]|20)[0-9])0s"
CENTURY: Final = r"(?:(?i:the)\s+)?(?P<century>1[0-9]|2[01])(?:st|th)[\s-]century"
WHICH_SEASON: Final = rf"(?P<which>{_WHICH})\s+(?P<season>(?i:{_SEASON}))"
SEASON_OF_YEAR: Final = (
    rf"(?:(?i:the)\s+)?(?P<season>(?i:{_SEASON}))\s+(?:of\s+)?(?P<year>{OF_YEAR})"
)
_YEARISH: Final = rf"(?:{OF_YEAR}|(?i:(?:last|this|next)\s+year))"
QUARTER_OF_YEAR: Final = (
    r"(?:(?i:the)\s+)?(?P<nth>(?i:first|second|third|fourth|final|last))\s+(?i:quarter\s+of)\s+"
    rf"(?P<inner>{_YEARISH})"
)
SHORT_QUARTER: Final = rf"Q(?P<nth>[1-4])\s+(?:of\s+)?(?P<inner>{_YEARISH})"
HALF: Final = (
    r"(?:(?i:the)\s+)?(?P<nth>(?i:first|second))\s+(?i:half\s+of)\s+"
    rf"(?P<inner>{_YEARISH}|(?i:the\s+year))"
)

# Expressions that a preposition must introduce
MONTH_ALONE: Final = rf"(?P<month>{_MONTH})"
YEAR_ALONE: Final = rf"(?P<year>{OF_YEAR})"
SEASON_ALONE: Final = rf"(?:(?i:the)\s+)?(?P<season>(?i:{_SEASON}))(?!\s+(?i:of)\b)"
WEEKEND_ALONE: Final = r"(?P<weekend>(?i:the\s+weekend))(?!\s+(?i:of)\b)"
QUARTER_ALONE: Final = (
    r"(?i:the)\s+(?P<nth>(?i:first|second|third|fourth|final|last))\s+(?i:quarter)(?!\s+(?i:of)\b)"
)
FEAST: Final = (
    rf"(?:(?P<which>{_WHICH})\s+)?"
    r"(?P<feast>Christmas(?:\s+(?:Day|Eve))?|Easter(?:\s+(?:Sunday|Monday))?|"
    rf"New\s+Year[’']s\s+(?:Day|Eve))(?:,?\s+(?P<year>{OF_YEAR}))?"
)
THE_UNIT: Final = (
    r"(?i:the)\s+(?P<unit>(?i:week|month|quarter|year|decade|century))(?!\s+(?i:of)\b)"
)
"""Only as the whole of a part: the end of the year."""

_FREE: Final = (
    ISO, AGO, DAY_FIRST, MONTH_FIRST, MONTH_OF_YEAR, WHICH_MONTH, WHICH_UNIT, TODAY,
    NEXT_DAY, WINDOW, DECADE, CENTURY, WHICH_SEASON, SEASON_OF_YEAR, QUARTER_OF_YEAR,
    SHORT_QUARTER, HALF, WEEKDAYS_DAY,
)  # fmt: skip
_BOUND: Final = (
    FEAST, MONTH_ALONE, YEAR_ALONE, SEASON_ALONE, WEEKEND_ALONE, QUARTER_ALONE,
)  # fmt: skip


def _one_of(patterns: Iterable[str]) -> str:
    return "|".join(f"(?:{plain(pattern)})" for pattern in patterns)


_WHOLE: Final = _one_of(
    (MONTH_OF_YEAR, WHICH_MONTH, WHICH_UNIT, DECADE, CENTURY, WHICH_SEASON, SEASON_OF_YEAR,
     SEASON_ALONE, MONTH_ALONE, YEAR_ALONE, THE_UNIT)
)  # fmt: skip
PART: Final = (
    r"(?P<third>(?i:(?:the\s+)?(?:very\s+)?(?:start|beginning|middle|end)\s+of|(?:the\s+)?(?:early|"
    rf"mid|late|middle)(?:\s+in)?))(?:\s+|-)(?P<inner>(?:(?i:the)\s+)?(?:{_WHOLE}))"
)
REST: Final = (
    rf"(?P<rest>(?i:later|earlier))\s+(?:(?i:in)\s+)?(?P<inner>{plain(WHICH_UNIT)}|"
    rf"{plain(THE_UNIT)}|{plain(WHICH_SEASON)})"
)
_ATOM: Final = _one_of((PART, REST, *_FREE))
_ANY: Final = _one_of((PART, REST, *_FREE, *_BOUND))
_JOIN: Final = r"(?:\s+(?i:to|and|until|till|through)\s+|\s?[-–—]\s?)"
RANGE: Final = (
    rf"(?i:from|between)\s+(?P<low>{_ANY}|{OF_MONTH}){_JOIN}(?P<high>{_ANY})|"
    rf"(?P<low2>{OF_MONTH}){_JOIN}(?P<high2>{plain(DAY_FIRST)})|"
    rf"(?P<low3>{plain(DAY_FIRST)}|{plain(MONTH_FIRST)})\s?[-–—]\s?"
    rf"(?P<high3>{plain(DAY_FIRST)}|{plain(MONTH_FIRST)})|"
    rf"(?P<low4>{_WEEKDAY})\s+(?i:through)\s+(?P<high4>{_WEEKDAY})"
)
DAYS_OF_MONTH: Final = (
    rf"(?P<month>{_ANY_MONTH})\s+(?P<low>{OF_MONTH})\s?[-–—]\s?(?P<high>{OF_MONTH})"
    rf"(?:,?\s+(?P<year>{OF_YEAR}))?"
)
YEARS: Final = rf"(?P<low>{OF_YEAR})\s?[-–—]\s?(?P<high>{OF_YEAR}|[0-9]{{2}}(?!\d))"
FORWARD: Final = r"(?i:since|after|from|starting|beginning|as\s+of)(?:\s+(?:on|in))?"
BACKWARD: Final = (
    r"(?i:by|before|until|till|through|up\s+to|no\s+later\s+than)(?:\s+(?i:at\s+least))?"
)
PLAIN_PREPOSITION: Final = r"(?i:on|in|at|for|during|over|throughout|within)"
PREPOSITION: Final = rf"(?:{FORWARD}|{BACKWARD}|{PLAIN_PREPOSITION})"
EXPRESSION: Final = re.compile(
    rf"(?<![\w’'@#/$£€-])(?<!\d[.,:])(?:{plain(RANGE)}|(?:(?:{PREPOSITION})\s+)?(?:{plain(DAYS_OF_MONTH)}|"
    rf"{_ATOM})|(?:{PREPOSITION})\s+(?:{plain(YEARS)}|{_ANY}))(?![\w@/-])"
)
"""What may be a date expression, its preposition included; `read` says whether it is."""
TRIGGER: Final = re.compile(
    rf"{_WEEKDAY}|{_any(MONTHS)}|{_any(SHORT_MONTHS)}|\b(?:1[5-9]|20|21)[0-9][0-9]|"
    rf"(?i:day|night|week|month|quarter|year|decade|centur|{_SEASON}|tomorrow|morning|"
    r"afternoon|evening|Easter|Christmas|fortnight)"
)
"""Words without one of which no expression is to be found."""
