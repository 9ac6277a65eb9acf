"""What an expression denotes, before it is known to what day it is relative.

Each value resolves against an anchor: a day, and whether the words look back or forward from it.
Where the calendar has no such day it raises ValueError or OverflowError.
"""

from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

from functions.extract.engine.dates import periods
from functions.extract.engine.dates.periods import Period
from schemas.claim import Grain


class Reference(StrEnum):
    """What a value is relative to."""

    NOTHING = "nothing"
    """It names its year."""
    CALENDAR = "calendar"
    """The nearest such period before or after the anchor."""
    NOW = "now"
    """The very day of speaking: yesterday, tonight."""
    OTHER = "other"
    """A date that the text gave before: three days later."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """The day that a value is relative to, and whether the clause looks forward from it."""

    day: date
    future: bool = False


class Value(Protocol):
    """What an expression denotes."""

    @property
    def reference(self) -> Reference:
        """What it is relative to."""
        ...

    def resolve(self, anchor: Anchor) -> Period:
        """The period that it denotes."""
        ...


class Which(StrEnum):
    """Which of the recurring periods is meant."""

    NEAREST = "nearest"
    LAST = "last"
    NEXT = "next"


def _pick(candidates: list[Period], which: Which, anchor: Anchor) -> Period:
    """The one meant: "last" and "next" leave out the one that the anchor lies in."""
    if which is Which.LAST:
        return max((p for p in candidates if p.end < anchor.day), key=lambda p: p.start)
    if which is Which.NEXT:
        return min((p for p in candidates if p.start > anchor.day), key=lambda p: p.start)
    choose = periods.next_up if anchor.future else periods.latest
    return choose(candidates, anchor.day)


def _existing(make: Callable[[int], Period], numbers: range) -> Iterator[Period]:
    for number in numbers:
        try:
            yield make(number)
        except (ValueError, OverflowError):
            continue


@dataclass(frozen=True, slots=True)
class Yearly:
    """What recurs once a year: a day, a month, a season, a quarter, a feast."""

    of_year: Callable[[int], Period]
    year: int | None = None
    which: Which = Which.NEAREST

    @property
    def reference(self) -> Reference:
        """Nothing where it names its year."""
        return Reference.CALENDAR if self.year is None else Reference.NOTHING

    def resolve(self, anchor: Anchor) -> Period:
        """The one of its year, or the one meant."""
        if self.year is not None:
            return self.of_year(self.year)
        # Nine years either way, because 29 February may be missing for eight.
        near = range(anchor.day.year - 9, anchor.day.year + 10)
        return _pick(list(_existing(self.of_year, near)), self.which, anchor)


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week; Monday is 0."""

    number: int
    which: Which = Which.NEAREST
    grain: Grain = Grain.DAY

    @property
    def reference(self) -> Reference:
        """The nearest one."""
        return Reference.CALENDAR

    def resolve(self, anchor: Anchor) -> Period:
        """The one meant."""
        monday = anchor.day - timedelta(days=anchor.day.weekday())

        def of_week(number: int) -> Period:
            return periods.single(monday + timedelta(days=7 * number + self.number), self.grain)

        return _pick(list(_existing(of_week, range(-2, 3))), self.which, anchor)


@dataclass(frozen=True, slots=True)
class Weekend:
    """Saturday and Sunday, the nearest before or after."""

    @property
    def reference(self) -> Reference:
        """The nearest one."""
        return Reference.CALENDAR

    def resolve(self, anchor: Anchor) -> Period:
        """The one meant."""

        def of_week(number: int) -> Period:
            return periods.weekend(anchor.day + timedelta(days=7 * number))

        return _pick(list(_existing(of_week, range(-2, 3))), Which.NEAREST, anchor)


@dataclass(frozen=True, slots=True)
class Fixed:
    """A period that the words name in full."""

    period: Period

    @property
    def reference(self) -> Reference:
        """Nothing."""
        return Reference.NOTHING

    def resolve(self, anchor: Anchor) -> Period:  # noqa: ARG002
        """The period itself."""
        return self.period


def shifted(day: date, unit: str, count: int) -> Period:
    """The day, week, month … that lies some units after a day, or before it."""
    if unit == "day":
        return periods.single(day + timedelta(days=count))
    if unit in {"week", "weekend"}:
        then = day + timedelta(days=7 * count)
        return periods.week(then) if unit == "week" else periods.weekend(then)
    if unit == "fortnight":
        return periods.single(day + timedelta(days=14 * count), Grain.WEEK)
    if unit == "month":
        return periods.month(day.year, day.month + count)
    return _shifted_years(day, unit, count)


def _shifted_years(day: date, unit: str, count: int) -> Period:
    if unit == "quarter":
        first = day.month - (day.month - 1) % 3 + 3 * count
        return periods.months(day.year, first, first + 2, Grain.QUARTER)
    if unit == "decade":
        first = day.year - day.year % 10 + 10 * count
        return periods.years(first, first + 9, Grain.DECADE)
    if unit == "century":
        first = day.year - day.year % 100 + 100 * count
        return periods.years(first, first + 99, Grain.CENTURY)
    return periods.years(day.year + count, day.year + count, Grain.YEAR)


@dataclass(frozen=True, slots=True)
class Shifted:
    """Last week, this year, tomorrow: so many units from the day of speaking."""

    unit: str
    count: int
    grain: Grain | None = None
    reference: Reference = Reference.NOW

    def resolve(self, anchor: Anchor) -> Period:
        """The unit so far away."""
        found = shifted(anchor.day, self.unit, self.count)
        return found if self.grain is None else replace(found, grain=self.grain)


class Limit(StrEnum):
    """How "ago" is limited."""

    NONE = "none"
    ABOUT = "about"
    MORE = "more"


@dataclass(frozen=True, slots=True)
class Distance:
    """Two weeks ago, three days later: so many units from a day, vague but for days."""

    unit: str
    count: int
    limit: Limit = Limit.NONE
    reference: Reference = Reference.NOW

    def resolve(self, anchor: Anchor) -> Period:
        """The day so far away, the month or the year for longer units."""
        found = self._exact(anchor.day)
        if self.unit != "day" or self.limit is not Limit.NONE:
            found = found.about()
        return found.up_to_here() if self.limit is Limit.MORE else found

    def _exact(self, day: date) -> Period:
        if self.unit in {"week", "fortnight"}:
            length = 7 if self.unit == "week" else 14
            return periods.single(day + timedelta(days=length * self.count), Grain.WEEK)
        if self.unit in {"decade", "century"}:
            length = 10 if self.unit == "decade" else 100
            return shifted(day, "year", length * self.count)
        return shifted(day, self.unit, self.count)


@dataclass(frozen=True, slots=True)
class Window:
    """The past three years, the next fortnight: from the day of speaking back or forward."""

    unit: str
    count: int

    @property
    def reference(self) -> Reference:
        """The day of speaking."""
        return Reference.NOW

    def resolve(self, anchor: Anchor) -> Period:
        """The days or months between."""
        then = Distance(self.unit, self.count).resolve(anchor).start
        if self.unit in {"day", "week", "fortnight"}:
            return periods.days(min(then, anchor.day), max(then, anchor.day))
        then = self._same_month(anchor.day)
        low, high = min(then, anchor.day), max(then, anchor.day)
        span = 12 * (high.year - low.year) + high.month
        return periods.months(low.year, low.month, span)

    def _same_month(self, day: date) -> date:
        per_unit = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
        found = periods.month(day.year, day.month + self.count * per_unit[self.unit])
        return found.start


class Third(StrEnum):
    """Which part of a period is meant."""

    EARLY = "early"
    MID = "mid"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Part:
    """Early August, mid-2023: about a third of a period, marked as approximate."""

    third: Third
    of: Value
    is_edge: bool = False
    """Whether the words are "the start of" or "the end of" it."""

    @property
    def reference(self) -> Reference:
        """That of the whole."""
        return self.of.reference

    def resolve(self, anchor: Anchor) -> Period:
        """The third: of a month about ten days, of a year four months."""
        whole = self.of.resolve(anchor)
        if whole.grain is Grain.MONTH:
            found = self._of_month(whole)
        elif whole.grain is Grain.YEAR:
            found = self._of_year(whole)
        elif whole.grain is Grain.DECADE:
            first, last = self._bounds((0, 3), (4, 6), (7, 9))
            year = whole.start.year
            found = periods.years(year + first, year + last, Grain.INTERVAL)
        else:
            found = self._of_days(whole)
        return found.about()

    def _bounds(self, *thirds: tuple[int, int]) -> tuple[int, int]:
        return thirds[list(Third).index(self.third)]

    def _of_month(self, whole: Period) -> Period:
        first, last = self._bounds((1, 10), (11, 20), (21, whole.end.day))
        return periods.days(whole.start.replace(day=first), whole.start.replace(day=last))

    def _of_year(self, whole: Period) -> Period:
        return periods.months(whole.start.year, *self._bounds((1, 4), (5, 8), (9, 12)))

    def _of_days(self, whole: Period) -> Period:
        length = (whole.end - whole.start).days + 1
        first, last = self._bounds(
            (0, length // 3), (length // 3, 2 * length // 3), (2 * length // 3, length - 1)
        )
        return periods.days(whole.start + timedelta(days=first), whole.start + timedelta(days=last))


@dataclass(frozen=True, slots=True)
class InYear:
    """A quarter or a half of a year that is itself to be resolved."""

    of_year: Callable[[int], Period]
    of: Value

    @property
    def reference(self) -> Reference:
        """That of the year."""
        return self.of.reference

    def resolve(self, anchor: Anchor) -> Period:
        """The months of that year."""
        return self.of_year(self.of.resolve(anchor).start.year)


@dataclass(frozen=True, slots=True)
class Rest:
    """Later this year, earlier this week: from the day of speaking to the end or the start."""

    later: bool
    of: Value

    @property
    def reference(self) -> Reference:
        """That of the whole."""
        return self.of.reference

    def resolve(self, anchor: Anchor) -> Period:
        """The days between; the whole where the anchor lies outside."""
        whole = self.of.resolve(anchor)
        if not whole.start <= anchor.day <= whole.end:
            return whole
        if self.later:
            return periods.days(anchor.day, whole.end)
        return periods.days(whole.start, anchor.day)


@dataclass(frozen=True, slots=True)
class From:
    """Since March, after Friday. The bound counts in, as the words give it."""

    of: Value
    only_ahead: bool = False
    """Whether it is no beginning in the past: "from Monday", but "a photograph from 2009"."""

    @property
    def reference(self) -> Reference:
        """That of the bound."""
        return self.of.reference

    def resolve(self, anchor: Anchor) -> Period:
        """Open towards the future."""
        found = self.of.resolve(anchor)
        return found if self.only_ahead and not anchor.future else found.from_here()


@dataclass(frozen=True, slots=True)
class UpTo:
    """By Friday, until 2030. The bound counts in, as the words give it."""

    of: Value

    @property
    def reference(self) -> Reference:
        """That of the bound."""
        return self.of.reference

    def resolve(self, anchor: Anchor) -> Period:
        """Open towards the past."""
        return self.of.resolve(anchor).up_to_here()


@dataclass(frozen=True, slots=True)
class Between:
    """From Monday to Friday, between 3 and 7 May."""

    low: Value
    high: Value

    @property
    def reference(self) -> Reference:
        """Nothing where either names its year."""
        both = (self.low.reference, self.high.reference)
        for reference in (Reference.NOTHING, Reference.OTHER, Reference.NOW):
            if reference in both:
                return reference
        return Reference.CALENDAR

    def resolve(self, anchor: Anchor) -> Period:
        """Each bound as near to the other as it can be."""
        if self.low.reference is Reference.NOTHING or self._looks_forward(anchor):
            low = self.low.resolve(anchor)
            return low.until(self.high.resolve(Anchor(low.start, future=True)))
        high = self.high.resolve(anchor)
        return self.low.resolve(Anchor(high.start)).until(high)

    def _looks_forward(self, anchor: Anchor) -> bool:
        return anchor.future and self.high.reference is not Reference.NOTHING


def day(month: int, number: int, year: int | None = None) -> Value:
    """A day of a month.

    Raises:
        ValueError: If no year has it.
    """
    if not 1 <= number <= monthrange(2024, month)[1]:
        msg = f"month {month} has no day {number}"
        raise ValueError(msg)
    return Yearly(lambda of: periods.single(date(of, month, number)), year)
