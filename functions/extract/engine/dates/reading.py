"""Reads what the words of a date expression denote."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from functions.extract.engine.dates import patterns, periods
from functions.extract.engine.dates.values import (
    Between,
    Distance,
    Fixed,
    From,
    InYear,
    Limit,
    Part,
    Reference,
    Rest,
    Shifted,
    Third,
    UpTo,
    Value,
    Weekday,
    Weekend,
    Which,
    Window,
    Yearly,
    day,
)
from functions.extract.engine.lexicons.calendar_words import (
    MONTHS,
    ORDINALS,
    SEASONS,
    SHORT_MONTHS,
    UNITS,
    WEEKDAYS,
)
from functions.extract.engine.quantities import parse_number
from schemas.claim import Grain

Match = re.Match[str]
_MONTH_NUMBERS: Final = {name: number for number, name in enumerate(MONTHS, 1)} | SHORT_MONTHS
_LIMITS: Final = {
    "": Limit.NONE, "exactly": Limit.NONE, "more than": Limit.MORE, "over": Limit.MORE,
    "just over": Limit.MORE, "at least": Limit.MORE,
}  # fmt: skip
_NOT_A_NUMBER: Final = re.compile(r"\D")


def _number(words: str) -> int:
    return 1 if words.casefold() in {"a", "an"} else int(parse_number(words))


def _year(words: str | None) -> int | None:
    return int(words) if words else None


def _month(words: str) -> int:
    return _MONTH_NUMBERS[words.rstrip(".")]


def _which(words: str | None) -> Which:
    lowered = (words or "").casefold()
    if lowered in {"last", "past"}:
        return Which.LAST
    return Which.NEXT if lowered == "next" else Which.NEAREST


def _unit(words: str) -> str:
    return UNITS[words.casefold().removesuffix("s")]


def _iso(match: Match) -> Value:
    return Fixed(periods.single(date.fromisoformat(match["iso"])))


def _day(match: Match) -> Value:
    number = _of_month_number(match["day"])
    return day(_month(match["month"]), number, _year(match["year"]))


def _weekday(match: Match) -> Value:
    grain = Grain.TIME_OF_DAY if match["part"] or match["early"] else Grain.DAY
    return Weekday(WEEKDAYS.index(match["weekday"]), _which(match["which"]), grain)


def _of_month(number: int, year: int | None, which: Which) -> Value:
    return Yearly(lambda of: periods.month(of, number), year, which)


def _month_of_year(match: Match) -> Value:
    return _of_month(_month(match["month"]), _year(match["year"]), Which.NEAREST)


def _which_month(match: Match) -> Value:
    return _of_month(_month(match["month"]), None, _which(match["which"]))


def _month_alone(match: Match) -> Value:
    return _of_month(_month(match["month"]), None, Which.NEAREST)


def _which_unit(match: Match) -> Value:
    unit = _unit(match["unit"])
    if unit == "weekend" and match["which"].casefold() == "this":
        return Weekend()
    return Shifted(unit, {"last": -1, "this": 0, "next": 1}[match["which"].casefold()])


def _the_unit(match: Match) -> Value:
    return Shifted(_unit(match["unit"]), 0)


def _today(match: Match) -> Value:
    words = match["today"].casefold()
    count = {"yesterday": -1, "tomorrow": 1}.get(words, -1 if words.startswith("last") else 0)
    whole = words in {"yesterday", "today", "tomorrow"} and not match["part"]
    return Shifted("day", count, Grain.DAY if whole else Grain.TIME_OF_DAY)


def _ago(match: Match) -> Value:
    way = match["way"].casefold()
    reference = Reference.NOW if way == "ago" else Reference.OTHER
    count = _number(match["count"]) * (1 if way == "later" else -1)
    words = " ".join((match["limit"] or "").casefold().split())
    return Distance(_unit(match["unit"]), count, _LIMITS.get(words, Limit.ABOUT), reference)


def _next_day(match: Match) -> Value:
    way, unit = match["way"] or match["way2"], match["unit"] or match["unit2"]
    count = -1 if way.casefold() == "previous" else 1
    if unit.casefold() in UNITS:
        return Shifted(_unit(unit), count, reference=Reference.OTHER)
    return Shifted("day", count, Grain.TIME_OF_DAY, Reference.OTHER)


def _window(match: Match) -> Value:
    unit, count = match["one"] or match["unit"], _number(match["count"] or "1")
    back = match["which"].casefold() in {"past", "last"}
    return Window(_unit(unit), -count if back else count)


def _decade(match: Match) -> Value:
    first = 10 * int(match["decade"])
    return Fixed(periods.years(first, first + 9, Grain.DECADE))


def _century(match: Match) -> Value:
    first = 100 * (int(match["century"]) - 1)
    return Fixed(periods.years(first, first + 99, Grain.CENTURY))


def _season(words: str, year: int | None, which: Which) -> Value:
    code = SEASONS[words.casefold()]
    return Yearly(lambda of: periods.season(of, code), year, which)


def _which_season(match: Match) -> Value:
    return _season(match["season"], None, _which(match["which"]))


def _season_of_year(match: Match) -> Value:
    return _season(match["season"], _year(match["year"]), Which.NEAREST)


def _season_alone(match: Match) -> Value:
    return _season(match["season"], None, Which.NEAREST)


def _quarter(words: str) -> Callable[[int], periods.Period]:
    nth = int(words) if words.isdigit() else ORDINALS[words.casefold()]
    return lambda year: periods.months(year, 3 * nth - 2, 3 * nth, Grain.QUARTER)


def _in_year(match: Match, of_year: Callable[[int], periods.Period]) -> Value | None:
    year = read_atom(match["inner"])
    return InYear(of_year, year) if year else None


def _quarter_of_year(match: Match) -> Value | None:
    return _in_year(match, _quarter(match["nth"]))


def _half(match: Match) -> Value | None:
    first = 7 if match["nth"].casefold() == "second" else 1
    return _in_year(match, lambda year: periods.months(year, first, first + 5))


def _quarter_alone(match: Match) -> Value:
    return Yearly(_quarter(match["nth"]))


def _year_alone(match: Match) -> Value:
    year = int(match["year"])
    return Fixed(periods.years(year, year, Grain.YEAR))


def _weekend_alone(match: Match) -> Value:  # noqa: ARG001
    return Weekend()


def _feast_day(name: str, year: int) -> date:
    name = " ".join(name.replace("’", "'").split())
    if name.startswith("Easter"):
        return periods.easter(year) + timedelta(days=name.endswith("Monday"))
    if name.startswith("New"):
        return date(year, 12, 31) if name.endswith("Eve") else date(year, 1, 1)
    return date(year, 12, 24 if name.endswith("Eve") else 25)


def _feast(match: Match) -> Value:
    name = match["feast"]
    year = _year(match["year"])
    return Yearly(lambda of: periods.single(_feast_day(name, of)), year, _which(match["which"]))


def _part(match: Match) -> Value | None:
    whole = read_atom(match["inner"])
    words = match["third"].casefold()
    early = any(word in words for word in ("early", "start", "beginning"))
    middle = "mid" in words
    third = Third.EARLY if early else Third.MID if middle else Third.LATE
    edge = any(word in words for word in ("start", "beginning", "end"))
    return Part(third, whole, is_edge=edge) if whole else None


def _rest(match: Match) -> Value | None:
    whole = read_atom(match["inner"])
    return Rest(match["rest"].casefold() == "later", whole) if whole else None


def _of_month_number(words: str) -> int:
    return int(_NOT_A_NUMBER.sub("", words))


def _either(match: Match, name: str) -> str:
    """The group of the alternative that matched."""
    numbered = (name, f"{name}2", f"{name}3", f"{name}4")
    return next(found for each in numbered if (found := match[each]))


def _range(match: Match) -> Value | None:
    low = _either(match, "low")
    high = read_atom(_either(match, "high"))
    if low.strip("stndrh").isdigit() and len(low.strip("stndrh")) < 3:
        return _days_up_to(low, _either(match, "high"))
    first = read_atom(low)
    return Between(first, high) if first and high else None


def _days_up_to(low: str, high: str) -> Value | None:
    """The 3 of "3 to 7 May", which has its month from the other bound."""
    last = _DAY_OF_MONTH.fullmatch(high)
    if last is None:
        return None
    first = day(_month(last["month"]), _of_month_number(low), _year(last["year"]))
    return Between(first, _day(last))


def _days_of_month(match: Match) -> Value:
    month, year = _month(match["month"]), _year(match["year"])
    low, high = (day(month, _of_month_number(match[name]), year) for name in ("low", "high"))
    return Between(low, high)


def _years(match: Match) -> Value:
    low, high = match["low"], match["high"]
    last = int(high if len(high) == 4 else low[:2] + high)
    return Between(*(Fixed(periods.years(y, y, Grain.YEAR)) for y in (int(low), last)))


_DAY_OF_MONTH: Final = re.compile(patterns.DAY_FIRST)
_READERS: Final[tuple[tuple[re.Pattern[str], Callable[[Match], Value | None]], ...]] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (patterns.ISO, _iso),
        (patterns.AGO, _ago),
        (patterns.DAY_FIRST, _day),
        (patterns.MONTH_FIRST, _day),
        (patterns.DAYS_OF_MONTH, _days_of_month),
        (patterns.YEARS, _years),
        (patterns.MONTH_OF_YEAR, _month_of_year),
        (patterns.WHICH_MONTH, _which_month),
        (patterns.WHICH_UNIT, _which_unit),
        (patterns.TODAY, _today),
        (patterns.NEXT_DAY, _next_day),
        (patterns.WINDOW, _window),
        (patterns.DECADE, _decade),
        (patterns.CENTURY, _century),
        (patterns.WHICH_SEASON, _which_season),
        (patterns.SEASON_OF_YEAR, _season_of_year),
        (patterns.QUARTER_OF_YEAR, _quarter_of_year),
        (patterns.SHORT_QUARTER, _quarter_of_year),
        (patterns.HALF, _half),
        (patterns.WEEKDAYS_DAY, _weekday),
        (patterns.FEAST, _feast),
        (patterns.MONTH_ALONE, _month_alone),
        (patterns.YEAR_ALONE, _year_alone),
        (patterns.SEASON_ALONE, _season_alone),
        (patterns.WEEKEND_ALONE, _weekend_alone),
        (patterns.QUARTER_ALONE, _quarter_alone),
        (patterns.THE_UNIT, _the_unit),
        (patterns.PART, _part),
        (patterns.REST, _rest),
        (patterns.RANGE, _range),
    )
)
_WITH_PREPOSITION: Final = re.compile(
    rf"(?P<preposition>{patterns.PREPOSITION})\s+(?P<rest>.+)", re.DOTALL
)
_FORWARD: Final = re.compile(patterns.FORWARD)
_BACKWARD: Final = re.compile(patterns.BACKWARD)


def read_atom(words: str) -> Value | None:
    """What an expression without its preposition denotes; nothing where it is no date."""
    for pattern, reader in _READERS:
        if match := pattern.fullmatch(words):
            try:
                return reader(match)
            except (ValueError, OverflowError, KeyError):
                return None
    return None


def read(words: str) -> Value | None:
    """What an expression denotes; nothing where it is no date."""
    if whole := read_atom(words):
        return whole
    match = _WITH_PREPOSITION.fullmatch(words)
    inner = read_atom(match["rest"]) if match else None
    if match is None or inner is None:
        return None
    if _FORWARD.fullmatch(match["preposition"]):
        only_ahead = match["preposition"].casefold() == "from"
        return From(_whole(inner), only_ahead=only_ahead)
    return UpTo(_whole(inner)) if _BACKWARD.fullmatch(match["preposition"]) else inner


def _whole(value: Value) -> Value:
    """As a bound, the start or the end of a month is that month: by the end of 2025 is ../2025."""
    return value.of if isinstance(value, Part) and value.is_edge else value
