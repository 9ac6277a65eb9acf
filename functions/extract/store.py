"""The table as `extract` uses it: lease, write a revision, flip to it, sweep the superseded.

A revision becomes visible by one conditional update of the state row, whatever its size. What
its rows hold is made in `rows`.
"""

from collections.abc import Callable
from datetime import datetime

from boto3.dynamodb.conditions import Attr, ConditionBase

from functions.extract.errors import BusyError
from functions.extract.lease import Lease
from functions.extract.rows import Revision
from functions.shared.errors import ConflictError
from functions.shared.revisions import Revisions, Superseded, superseded
from functions.shared.runs import Held, end_run, is_held
from functions.shared.states import epoch, in_state
from functions.shared.table import Change, Delete, Put, Table
from functions.shared.trouble import TROUBLE, Trouble
from schemas.failure import Failure, Stage
from schemas.messages import ExtractArticle
from schemas.table import PK, SK, Item, State, state_row

NEXT_REVISION = {"counter": "counter"}
"""Counts up: runs and revisions of an article come from one counter."""


class RecordStore:
    """Revisions of articles in the table."""

    def __init__(self, table: Table, lease_seconds: int) -> None:
        self._table = table
        self._revisions = Revisions(table)
        self._lease_seconds = lease_seconds

    def claim(self, message: ExtractArticle, now: datetime, *, begin: bool = True) -> Lease | None:
        """Take the work of a message; nothing if it is stale or done.

        Args:
            message: What is to be extracted.
            now: When the lease begins.
            begin: False to take no repetition that has not been begun before.

        Raises:
            BusyError: If another run is at work on the same article.
        """
        waiting = Attr("run").eq(message.run) & Attr("state").eq(State.PARSED)
        free = Attr("lease_until").not_exists() | Attr("lease_until").lt(epoch(now))
        condition: ConditionBase = waiting & free
        fields: Item = {"lease_until": epoch(now) + self._lease_seconds, TROUBLE: None}
        if message.again is not None and begin:
            condition = condition | _repeatable(message, message.again)
            fields |= {"failure": None} | in_state(message.article_id, State.PARSED, now)
        change = Change(fields, NEXT_REVISION)
        try:
            item = self._table.update(state_row(message.article_id), change, condition)
        except ConflictError as conflict:
            if _awaits(conflict.item, message):
                raise BusyError(message.article_id) from conflict
            return None
        return Lease(message, int(item["counter"]), _current_rev(item))

    def note(self, lease: Lease, trouble: Trouble) -> None:
        """Keep what ended a run from outside, and give its lease back.

        Raises:
            ConflictError: If something newer has come.
        """
        fields = {TROUBLE: trouble.model_dump(mode="json"), "lease_until": 0}
        mine = is_held(_held(lease))
        self._table.update(state_row(lease.message.article_id), Change(fields), mine)

    def has_failed(self, article: str) -> bool:
        """Whether the article ended as a failure."""
        row = self._table.get(state_row(article)) or {}
        return bool(row.get("state") == State.FAILED)

    def write(self, revision: Revision) -> None:
        """Write the rows of a revision that nobody sees yet.

        The directory comes last: whoever removes a source that nobody files under any more can
        rely on that order.
        """
        self._table.write([Put(revision.manifest)])
        self._table.write(Put(item) for item in revision.own_rows)
        self._table.write(Put(item) for item in revision.directory)

    def flip(self, lease: Lease, revision: Revision, now: datetime) -> bool:
        """Make the revision the current one. False if something newer has come before.

        What comes after it may find it current still, and then its rows are what readers see.
        """
        current = revision.current.model_copy(update={"replaced": lease.current})
        outcome = {"current": current.model_dump(mode="json", exclude_none=True), "failure": None}
        return self._settle(lease, State.READY, now, outcome, lambda row: _shows(row, lease.rev))

    def fail(self, lease: Lease, failure: Failure, now: datetime) -> bool:
        """Record why there are no claims and hide the earlier revision.

        False if something newer has come.
        """
        reason = failure.model_dump(mode="json")
        return self._settle(lease, State.FAILED, now, {"current": None, "failure": reason})

    def _settle(
        self,
        lease: Lease,
        state: State,
        now: datetime,
        outcome: Item,
        has_ended: Callable[[Item], bool] = lambda _: False,
    ) -> bool:
        """End the work of a lease in a state; see `end_run`."""
        article = lease.message.article_id
        end = outcome | {"lease_until": None} | in_state(article, state, now)
        return end_run(self._table, article, _held(lease), end, has_ended)

    def discard(self, revision: Revision) -> None:
        """Delete a revision that will never be current."""
        self._table.write(Delete((item[PK], item[SK])) for item in revision.own_rows)

    def superseded(self, article: str) -> Superseded:
        """What of the article nobody may see any more."""
        return superseded(self._table.get(state_row(article)) or {})

    def remove_before(self, article: str, rev: int, *, for_good: bool) -> None:
        """Delete the rows of the revisions before one; see `Revisions`."""
        self._revisions.remove_before(article, rev, for_good=for_good)


def _held(lease: Lease) -> Held:
    return {"run": lease.message.run, "counter": lease.rev, "state": State.PARSED}


def _shows(state: Item, rev: int) -> bool:
    """Whether a revision is what readers see."""
    return _current_rev(state) == rev


def _current_rev(state: Item) -> int | None:
    current = state.get("current")
    return int(current["rev"]) if current else None


def _repeatable(message: ExtractArticle, counter: int) -> ConditionBase:
    """Whether nothing came since an article was seen whose files are there."""
    failed = Attr("state").eq(State.FAILED) & Attr("failure.stage").eq(Stage.EXTRACT)
    ended = Attr("state").eq(State.READY) | failed
    return Attr("run").eq(message.run) & Attr("counter").eq(counter) & ended


def _awaits(state: Item, message: ExtractArticle) -> bool:
    """Whether the article still is in the state that the message announced."""
    return state.get("state") == State.PARSED and int(state["run"]) == message.run
