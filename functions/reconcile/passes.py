"""A pass over bucket and table: where it stands and what it has found. No I/O."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Self

from functions.shared.clock import moment
from schemas.base import Contract
from schemas.reconciliation import Found, Reconciliation
from schemas.table import SHARDS, State

EXAMPLES: Final = 50
PARTITIONS: Final = [(state, number) for state in State for number in range(SHARDS)]
"""Of the state index, in the order in which they are gone through."""


class Place(Contract):
    """Where a pass goes on: first through the bucket, then through the state index."""

    marker: tuple[str, str] | None = None
    partition: int = -1
    """Number in the state index; -1 while it is the bucket."""
    after: str = ""
    """Sort key there that it goes on behind."""

    @property
    def is_end(self) -> bool:
        """Whether nothing is left."""
        return self.partition == len(PARTITIONS)

    def next_partition(self) -> Self:
        """The beginning of what comes next."""
        return type(self)(partition=self.partition + 1)


@dataclass(frozen=True, slots=True)
class Pass:
    """How far a pass has come."""

    step: int
    place: Place
    report: Reconciliation
    holder: str
    """The run that is at it."""

    def behind(
        self, place: Place, found: Sequence[Found], *, objects: int = 0, articles: int = 0
    ) -> "Pass":
        """The pass when a page of objects or articles has been looked at."""
        report = self.report
        counts = Counter(report.counts) + Counter(each.finding for each in found)
        examples = [*report.examples, *found][:EXAMPLES]
        update = {
            "objects": report.objects + objects,
            "articles": report.articles + articles,
            "counts": dict(counts),
            "examples": examples,
        }
        return replace(self, place=place, report=report.model_copy(update=update))

    def ended(self, now: datetime) -> "Pass":
        """The pass at its end."""
        ended = moment(now)
        return replace(self, report=self.report.model_copy(update={"ended": ended}))
