"""The histories notice when a fence is broken: each way of breaking one makes them fail."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

import pytest
from boto3.dynamodb.conditions import ConditionBase
from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from functions.extract.lease import Lease
from functions.extract.rows import Revision
from functions.extract.store import RecordStore
from functions.parse.store import StateStore
from functions.shared.table import Change, Table
from schemas.table import Item, Key, State
from tests.histories.machine import Histories, histories
from tests.histories.world import Parts

pytestmark = pytest.mark.no_cover  # tracing would take several times as long as the histories
ENOUGH: Final = settings(histories(4000), derandomize=True, database=None, phases=[Phase.generate])


class CarelessTable:
    """A table that does some updates whether or not their condition holds."""

    def __init__(self, table: Table, careless: Callable[[Change], bool]) -> None:
        self._table = table
        self._careless = careless

    def update(self, key: Key, change: Change, condition: ConditionBase | None = None) -> Item:
        return self._table.update(key, change, None if self._careless(change) else condition)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._table, name)


def to(state: State) -> Callable[[Change], bool]:
    """Updates that move an article to a state."""
    return lambda change: change.set.get("state") == state


def is_lease_of_extract(change: Change) -> bool:
    return "state" not in change.set and "lease_until" in change.set


def states(careless: Callable[[Change], bool]) -> Parts:
    return Parts(states=lambda table, lease: StateStore(CarelessTable(table, careless), lease))


def records(careless: Callable[[Change], bool]) -> Parts:
    return Parts(records=lambda table, lease: RecordStore(CarelessTable(table, careless), lease))


class ShowsBeforeWriting(RecordStore):
    """Writes the rows of a revision only once it is the current one."""

    def write(self, revision: Revision) -> None:
        self._late = revision

    def flip(self, lease: Lease, revision: Revision, now: datetime) -> bool:
        shown = super().flip(lease, revision, now)
        super().write(self._late)
        return shown


class SweepsTooMuch(RecordStore):
    """Takes the current revision for one that is superseded."""

    def remove_before(self, article: str, rev: int, *, for_good: bool) -> None:
        super().remove_before(article, rev + 1, for_good=for_good)


BROKEN: Final[Mapping[str, Parts]] = {
    "an older event passes": states(to(State.PARSING)),
    "the fence is not checked again at commit": states(to(State.PARSED)),
    "a late deletion passes": states(to(State.DELETED)),
    "two runs extract at once": records(is_lease_of_extract),
    "the fence is not checked again when a revision is shown": records(to(State.READY)),
    "a revision is shown before it is whole": Parts(records=ShowsBeforeWriting),
    "the current revision is swept": Parts(records=SweepsTooMuch),
}


@pytest.mark.parametrize("broken", BROKEN)
def test_histories_with_a_broken_fence_fail(broken: str) -> None:
    class Broken(Histories):
        parts = BROKEN[broken]

    with pytest.raises((AssertionError, BaseExceptionGroup)):
        run_state_machine_as_test(Broken, settings=ENOUGH)
