"""The days that an article was ever counted under, as one row has them. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Days:
    """What the row says, or that there is none."""

    days: tuple[str, ...] = ()
    mark: str | None = None
    """Of whoever is about to remove the row."""

    def keeps(self, day: str) -> bool:
        """Whether a day is written down, and nobody is about to remove it."""
        return day in self.days and self.mark is None

    def with_day(self, day: str) -> tuple[str, ...]:
        """The days, and one more unless it is among them."""
        return self.days if day in self.days else (*self.days, day)
