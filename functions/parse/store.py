"""The state of an object in the table, as `parse` keeps it: fence, lease, outcome.

Every method is one conditional write. Claims and their index rows belong to `extract`.
"""

from datetime import datetime

from boto3.dynamodb.conditions import Attr, ConditionBase

from functions.parse.lease import Lease, Refusal, Refused
from functions.shared.errors import ConflictError
from functions.shared.states import NEXT_RUN, RERUN_OF, RERUNNABLE, epoch, fence, in_state
from functions.shared.table import Change, Table
from functions.shared.trouble import TROUBLE, Trouble
from schemas.events import ObjectEvent
from schemas.failure import Failure
from schemas.messages import ReparseObject
from schemas.table import PK, Item, State, state_row

NOT_BEGUN: Item = {"failure": None, TROUBLE: None, RERUN_OF: None}
"""What a claim forgets of the runs before it."""


class StateStore:
    """The state rows of the table."""

    def __init__(self, table: Table, lease_seconds: int) -> None:
        self._table = table
        self._lease_seconds = lease_seconds

    def claim(self, event: ObjectEvent, now: datetime, *, begin: bool = True) -> Lease | Refused:
        """Take the work that an event announces, unless it is stale, done or being done.

        A newer event of the version that is known already is taken as the announcement of what is
        there: it raises the sequencer, and calls for no work. Comparing bucket and table finds
        objects whose event comes later after all.

        Args:
            event: What happened to the object.
            now: When the lease begins.
            begin: False to take only work that was begun before, and abandoned.
        """
        newer = Attr(PK).not_exists() | (Attr("sequencer").lt(event.sequencer) & ~_known(event))
        abandoned = _abandoned(event, now)
        try:
            return self._claim(event, now, NOT_BEGUN, newer | abandoned if begin else abandoned)
        except ConflictError as conflict:
            if begin and conflict.item["sequencer"] < event.sequencer:
                return self._adopt(event)
            return _refused(event, conflict.item)

    def claim_again(
        self, message: ReparseObject, now: datetime, *, begin: bool = True
    ) -> Lease | Refused:
        """Take the work of parsing an object again, unless anything came after what was seen.

        Its claims stay readable meanwhile. `begin` is as in `claim`.
        """
        event = message.event
        abandoned = _abandoned(event, now) & Attr(RERUN_OF).eq(message.run)
        seen = (
            Attr("sequencer").eq(event.sequencer)
            & Attr("run").eq(message.run)
            & Attr("state").is_in(list(RERUNNABLE))
        )
        fields = NOT_BEGUN | {RERUN_OF: message.run}
        try:
            return self._claim(event, now, fields, seen | abandoned if begin else abandoned)
        except ConflictError as conflict:
            refused = _refused(event, conflict.item)
        if refused.rerun_of != message.run:
            return Refused(Refusal.STALE, refused.run)
        return refused

    def _claim(
        self, event: ObjectEvent, now: datetime, fields: Item, condition: ConditionBase
    ) -> Lease:
        """Take the work where the condition holds.

        Raises:
            ConflictError: If it does not.
        """
        until = epoch(now) + self._lease_seconds
        change = Change(fence(event) | fields | {"lease_until": until}, NEXT_RUN)
        item = self._move(event, State.PARSING, now, change, condition)
        return Lease(event, int(item["run"]), item.get("erased"))

    def _adopt(self, event: ObjectEvent) -> Refused:
        """Raise the sequencer of a version that is known already to that of a newer event."""
        older = Attr("sequencer").lt(event.sequencer) & _known(event)
        change = Change({"sequencer": event.sequencer})
        try:
            item = self._table.update(state_row(event.article_id), change, older)
        except ConflictError as conflict:
            if conflict.item["sequencer"] < event.sequencer:
                return Refused(Refusal.BUSY)  # another version has come; the event comes again
            item = conflict.item
        return _refused(event, item)

    def note(self, lease: Lease, trouble: Trouble) -> None:
        """Keep what ended a run from outside, and give its lease back.

        Raises:
            ConflictError: If another run has taken over.
        """
        mine = Attr("run").eq(lease.run) & Attr("state").eq(State.PARSING)
        fields = {TROUBLE: trouble.model_dump(mode="json"), "lease_until": 0}
        self._table.update(state_row(lease.event.article_id), Change(fields), mine)

    def knows(self, event: ObjectEvent) -> bool:
        """Whether the version of the event is the latest one seen of its key."""
        item = self._table.get(state_row(event.article_id)) or {}
        return event.version_id is not None and item.get("version_id") == event.version_id

    def commit(self, lease: Lease, now: datetime) -> bool:
        """Mark the article as parsed. False if another run has taken over."""
        fields: Item = {"lease_until": None, "version_id": lease.event.version_id, "erased": None}
        return self._settle(lease, State.PARSED, now, fields)

    def fail(self, lease: Lease, failure: Failure, now: datetime) -> bool:
        """Record why the object cannot be parsed and hide its earlier revision.

        False if another run has taken over.
        """
        reason = failure.model_dump(mode="json")
        fields = {"lease_until": None, "failure": reason, "current": None, "erased": None}
        return self._settle(lease, State.FAILED, now, fields)

    def bury(self, event: ObjectEvent, now: datetime) -> int | None:
        """Leave a tombstone that no late event can pass, and hide the current revision.

        Returns the run of the deletion, or nothing if the event is stale.
        """
        condition = Attr(PK).not_exists() | Attr("sequencer").lte(event.sequencer)
        fields = fence(event) | NOT_BEGUN | {"lease_until": None, "current": None}
        try:
            item = self._move(event, State.DELETED, now, Change(fields, NEXT_RUN), condition)
        except ConflictError:
            return None
        return int(item["run"])

    def _settle(self, lease: Lease, state: State, now: datetime, fields: Item) -> bool:
        mine = Attr("run").eq(lease.run) & Attr("state").eq(State.PARSING)
        try:
            self._move(lease.event, state, now, Change(fields), mine)
        except ConflictError:
            return False
        return True

    def _move(
        self,
        event: ObjectEvent,
        state: State,
        now: datetime,
        change: Change,
        condition: ConditionBase,
    ) -> Item:
        """Change the state row, and move it to a state, where the condition holds."""
        moved = {**change.set, **in_state(event.article_id, state, now)}
        return self._table.update(
            state_row(event.article_id), Change(moved, change.count), condition
        )


def _known(event: ObjectEvent) -> ConditionBase:
    """Whether a row is of the event's version, and not of one that was hidden and came back.

    A member that was excluded stays so however often its container is divided again.
    """
    there = Attr("state").ne(State.DELETED) | Attr("erased").exists()
    return Attr("version_id").eq(event.version_id) & there


def _abandoned(event: ObjectEvent, now: datetime) -> ConditionBase:
    return (
        Attr("sequencer").lte(event.sequencer)
        & Attr("state").eq(State.PARSING)
        & Attr("lease_until").lt(epoch(now))
    )


def _refused(event: ObjectEvent, item: Item) -> Refused:
    run = int(item.get("run", 0))
    if item.get("sequencer") != event.sequencer:
        return Refused(Refusal.STALE, run)
    answers = {
        State.PARSING: Refusal.BUSY,
        State.PARSED: Refusal.PENDING,
        State.FAILED: Refusal.FAILED,
    }
    rerun_of = int(item[RERUN_OF]) if RERUN_OF in item else None
    return Refused(answers.get(State(item["state"]), Refusal.DUPLICATE), run, rerun_of)
