"""Periods of the calendar and how EDTF (ISO 8601-2:2019, level 1) writes them.

Years are 1 to 9999. What falls outside raises ValueError or OverflowError, as `datetime` does.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from schemas.claim import Grain

OPEN = ".."


@dataclass(frozen=True, slots=True)
class Period:
    """Days `start` to `end`, both included, with the EDTF of either bound."""

    start: date
    end: date
    low: str
    high: str
    grain: Grain

    @property
    def edtf(self) -> str:
        """One date, or an interval."""
        return self.low if self.low == self.high else f"{self.low}/{self.high}"

    def from_here(self) -> "Period":
        """Open towards the future, the period itself included."""
        return Period(self.start, date.max, self.low, OPEN, Grain.INTERVAL)

    def up_to_here(self) -> "Period":
        """Open towards the past, the period itself included."""
        return Period(date.min, self.end, OPEN, self.high, Grain.INTERVAL)

    def until(self, last: "Period") -> "Period":
        """From this one to another.

        Raises:
            ValueError: If the other begins earlier.
        """
        if last.end < self.start or last.start < self.start:
            msg = "the interval ends before it begins"
            raise ValueError(msg)
        return Period(self.start, last.end, self.low, last.high, Grain.INTERVAL)

    def about(self) -> "Period":
        """The same with both bounds marked as approximate."""
        return Period(self.start, self.end, f"{self.low}~", f"{self.high}~", self.grain)


def single(day: date, grain: Grain = Grain.DAY) -> Period:
    """One day."""
    return Period(day, day, day.isoformat(), day.isoformat(), grain)


def days(start: date, end: date, grain: Grain = Grain.INTERVAL) -> Period:
    """Several days."""
    return Period(start, end, start.isoformat(), end.isoformat(), grain)


def month(year: int, number: int) -> Period:
    """A month; numbers beyond 1 to 12 run into other years."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    words = f"{year:04d}-{number:02d}"
    last = monthrange(year, number)[1]
    return Period(date(year, number, 1), date(year, number, last), words, words, Grain.MONTH)


def months(year: int, first: int, last: int, grain: Grain = Grain.INTERVAL) -> Period:
    """The first to the last month, as an interval of months."""
    low, high = month(year, first), month(year, last)
    return Period(low.start, high.end, low.low, high.high, grain)


def years(first: int, last: int, grain: Grain) -> Period:
    """The first to the last year; decades and centuries are written as such intervals."""
    return Period(date(first, 1, 1), date(last, 12, 31), f"{first:04d}", f"{last:04d}", grain)


def season(year: int, code: int) -> Period:
    """A season by its EDTF code, 21 for spring; winter belongs to the year that it begins in.

    The months, by which it is told whether a season is over, are those of the northern half.
    """
    first = 3 * (code - 20)
    words = f"{year:04d}-{code}"
    start, end = month(year, first).start, month(year, first + 2).end
    return Period(start, end, words, words, Grain.SEASON)


def week(day: date) -> Period:
    """The days Monday to Sunday around a day (an ISO week)."""
    monday = day - timedelta(days=day.weekday())
    return days(monday, monday + timedelta(days=6), Grain.WEEK)


def weekend(day: date) -> Period:
    """Saturday and Sunday of the week around a day."""
    saturday = day + timedelta(days=5 - day.weekday())
    return days(saturday, saturday + timedelta(days=1), Grain.WEEKEND)


def easter(year: int) -> date:
    """Easter Sunday (the anonymous Gregorian computus, Nature 1876)."""
    golden, (century, of_century) = year % 19, divmod(year, 100)
    leaps, rest = divmod(century, 4)
    shift = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - leaps - shift + 15) % 30
    quarter, left = divmod(of_century, 4)
    weekday = (32 + 2 * rest + 2 * quarter - moon - left) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    number, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, number, day + 1)


def latest(candidates: Iterable[Period], day: date) -> Period:
    """The last that has begun by a day.

    Raises:
        ValueError: If none has.
    """
    return max((p for p in candidates if p.start <= day), key=lambda p: p.start)


def next_up(candidates: Iterable[Period], day: date) -> Period:
    """The first that is not over by a day.

    Raises:
        ValueError: If all are.
    """
    return min((p for p in candidates if p.end >= day), key=lambda p: p.start)
