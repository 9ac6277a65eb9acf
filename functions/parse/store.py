"""The state of an object in the table, as `parse` keeps it: fence, lease, outcome.

Every method is one conditional write. Claims and their index rows belong to `extract`.
"""

from datetime import datetime

from boto3.dynamodb.conditions import Attr, ConditionBase

from functions.parse.lease import Lease, Refusal, Refused
from functions.shared.errors import ConflictError
from functions.shared.runs import Held, end_run, is_held
from functions.shared.states import NEXT_RUN, RERUN_OF, RERUNNABLE, epoch, fence, in_state
from functions.shared.table import Change, Table
from functions.shared.trouble import TROUBLE, Trouble
from schemas.events import ObjectEvent
from schemas.failure import Failure
from schemas.messages import ReparseObject
from schemas.table import PK, Item, State, state_row

NO_VERSION = "-"
"""No object of S3 has this version."""
NEW_RUN: Item = {"failure": None, TROUBLE: None, RERUN_OF: None}
"""What a run that begins forgets of those before it."""


class StateStore:
    """The state rows of the table."""

    def __init__(self, table: Table, lease_seconds: int) -> None:
        self._table = table
        self._lease_seconds = lease_seconds

    def claim(self, event: ObjectEvent, now: datetime) -> Lease | Refused:
        """Take the work that an event announces, unless it is stale, done or being done.

        A newer event of the version that is there already is no new work: its sequencer is
        adopted, and it is refused as a repetition of the event that brought the version.
        """
        sequencer = Attr("sequencer")
        newer = Attr(PK).not_exists() | (sequencer.lt(event.sequencer) & ~_known(event))
        abandoned = sequencer.lte(event.sequencer) & _unleased(now)
        try:
            return self._take(event, now, NEW_RUN, newer | abandoned)
        except ConflictError as conflict:
            return self._refuse(event, conflict.item)

    def _refuse(self, event: ObjectEvent, item: Item) -> Refused:
        """Why an event is not to be worked on; adopts its sequencer where that is newer."""
        run = int(item["run"])
        if item["sequencer"] > event.sequencer:
            return Refused(Refusal.STALE, run)
        # Of an article that is being parsed the older event may still have to come again.
        if item["sequencer"] < event.sequencer and item["state"] != State.PARSING:
            unchanged = (
                Attr("sequencer").eq(item["sequencer"])
                & Attr("state").eq(item["state"])
                & _known(event)
            )
            try:
                change = Change({"sequencer": event.sequencer})
                self._table.update(state_row(event.article_id), change, unchanged)
            except ConflictError:
                return Refused(Refusal.BUSY, run)
        return _answer(item)

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
        fields = fence(event) | NEW_RUN | {"lease_until": None, "current": None}
        try:
            item = self._move(event, State.DELETED, now, Change(fields, NEXT_RUN), condition)
        except ConflictError:
            return None
        return int(item["run"])

    def reclaim(self, event: ObjectEvent, now: datetime) -> Lease | Refused:
        """Take the work that an event announces only if a run began it, and abandoned it."""
        try:
            same = Attr("sequencer").eq(event.sequencer)
            return self._take(event, now, NEW_RUN, same & _unleased(now))
        except ConflictError as conflict:
            if conflict.item.get("sequencer") != event.sequencer:
                return Refused(Refusal.STALE, int(conflict.item.get("run", 0)))
            return _answer(conflict.item)

    def claim_again(
        self, message: ReparseObject, now: datetime, *, begin: bool = True
    ) -> Lease | Refused:
        """Take the work of parsing an object again, unless anything came after what was seen.

        Its claims stay readable meanwhile.

        Args:
            message: What was seen.
            now: When the lease begins.
            begin: False to take it only if a run began it, and abandoned it.
        """
        event, own = message.rerun, Attr(RERUN_OF).eq(message.run)
        # A later event of the same version may have been adopted since, as that of a member is
        # when its container is divided again. It has begun no run.
        seen = (
            Attr("sequencer").lte(event.sequencer)
            & Attr("run").eq(message.run)
            & Attr("state").is_in(list(RERUNNABLE))
        )
        abandoned = Attr("sequencer").eq(event.sequencer) & _unleased(now) & own
        fields = NEW_RUN | {RERUN_OF: message.run}
        try:
            return self._take(event, now, fields, seen | abandoned if begin else abandoned)
        except ConflictError as conflict:
            if conflict.item.get(RERUN_OF) != message.run:
                return Refused(Refusal.STALE, int(conflict.item.get("run", 0)))
            return _answer(conflict.item)

    def _take(
        self, event: ObjectEvent, now: datetime, fields: Item, condition: ConditionBase
    ) -> Lease:
        until = epoch(now) + self._lease_seconds
        change = Change(fence(event) | fields | {"lease_until": until}, NEXT_RUN)
        item = self._move(event, State.PARSING, now, change, condition)
        return Lease(event, int(item["run"]), "position" in item, item.get("erased"))

    def note(self, lease: Lease, trouble: Trouble) -> None:
        """Keep what ended a run from outside, and give its lease back.

        Raises:
            ConflictError: If another run has taken over.
        """
        fields = {TROUBLE: trouble.model_dump(mode="json"), "lease_until": 0}
        mine = is_held(_held(lease))
        self._table.update(state_row(lease.event.article_id), Change(fields), mine)

    def _settle(self, lease: Lease, state: State, now: datetime, fields: Item) -> bool:
        article = lease.event.article_id
        return end_run(self._table, article, _held(lease), fields | in_state(article, state, now))

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


def _held(lease: Lease) -> Held:
    return {"run": lease.run, "state": State.PARSING}


_ANSWERS = {
    State.PARSING: Refusal.BUSY,
    State.PARSED: Refusal.PENDING,
    State.EXPANDING: Refusal.EXPANDING,
    State.FAILED: Refusal.FAILED,
}


def _answer(item: Item) -> Refused:
    """Why an event is not to be worked on that is the latest one of its key."""
    return Refused(_ANSWERS.get(State(item["state"]), Refusal.DUPLICATE), int(item["run"]))


def _known(event: ObjectEvent) -> ConditionBase:
    """Whether a row is of the version of an event, and not of one that was hidden and came back.

    A member that was excluded stays so however often its container is divided again.
    """
    there = Attr("state").ne(State.DELETED) | Attr("erased").exists()
    # Where versions have no ids, a newer event has to be taken for one of another version.
    return Attr("version_id").eq(event.version_id or NO_VERSION) & there


def _unleased(now: datetime) -> ConditionBase:
    """Whether a run began to parse the object and is not at it any more."""
    return Attr("state").eq(State.PARSING) & Attr("lease_until").lt(epoch(now))
