"""Objects by state, the last changed first. The index lags: the state row has the last word."""

import heapq
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from functions.api.reading import Reader, chunks
from functions.shared.clock import moment
from schemas.failure import Failure, FailureCode, Stage
from schemas.table import SHARDS, STATE_SORT, Item, Key, State

OBJECTS_READ = 1000
"""Objects that one request looks at: a filter that few pass gives short pages."""
EVER = FIRST, LAST = "0", "~"
"""Sort before and after every moment."""


@dataclass(frozen=True, slots=True)
class FailureFilter:
    """Which failures are wanted. A sequence that is empty wants all."""

    stages: tuple[Stage, ...] = ()
    codes: tuple[FailureCode, ...] = ()
    since: datetime | None = None
    """In UTC, as is `until`."""
    until: datetime | None = None

    def bounds(self) -> tuple[str, str]:
        """The lowest and the highest sort key of the state index that is wanted."""
        low = moment(self.since) if self.since else FIRST
        return low, f"{moment(self.until)}#{LAST}" if self.until else LAST

    def wants(self, state: Item) -> bool:
        """Whether the failure of a state row is wanted, wherever the index has it still."""
        failure = Failure.model_validate(state["failure"])
        low, high = self.bounds()
        return (
            low <= state[STATE_SORT] <= high
            and (not self.stages or failure.stage in self.stages)
            and (not self.codes or failure.code in self.codes)
        )


def page_of(  # noqa: PLR0913, PLR0917 (a list, its filter and its page)
    reader: Reader,
    states: Sequence[State],
    bounds: tuple[str, str],
    limit: int,
    below: str | None,
    wants: Callable[[Item], bool] = lambda _: True,
) -> tuple[list[Item], str | None]:
    """State rows below a sort key of the index, and the sort key that the next page is below."""
    low, high = bounds
    streams = [
        reader.in_state(state, number, (low, below or high), limit + 1)
        for state in states
        for number in range(SHARDS)
    ]
    merged = (row for row in heapq.merge(*streams, reverse=True) if row[0] != below)
    found: dict[Key, tuple[str, Item]] = {}
    last = None
    for rows in chunks(islice(merged, OBJECTS_READ), limit + 1):
        items = reader.get_many(key for _, key in rows)
        for last, key in rows:
            if key in items and items[key]["state"] in states and wants(items[key]):
                found.setdefault(key, (last, items[key]))
        if len(found) > limit:
            page = list(found.values())[:limit]
            return [item for _, item in page], page[-1][0]
    more = next(merged, None) is not None
    return [item for _, item in found.values()], last if more else None
