"""Containers in the table: how far one is divided, and which members it was found to have.

Every method is one conditional write or one read, so that a crash leaves either all of it or
nothing. What the steps are and in which order lives in `expansion`; claims of members are those of
any object, in `store`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from boto3.dynamodb.conditions import Attr, ConditionBase, Key

from functions.parse.containers import Member, Place
from functions.parse.dropped import Step
from functions.parse.lease import Lease
from functions.shared.errors import ConflictError
from functions.shared.runs import Held, end_run
from functions.shared.states import epoch, in_state
from functions.shared.table import Change, Query, Table
from schemas.events import ObjectEvent
from schemas.failure import Failure
from schemas.identity import member_path
from schemas.messages import ExpandContainer
from schemas.table import (
    MEMBER_PREFIX,
    PK,
    SK,
    Item,
    State,
    article_partition,
    member_row,
    state_row,
)

DIVIDED = frozenset({State.PARSING, State.EXPANDING, State.EXPANDED})
"""States of a container that has members; one that is parsed again is about to be divided again."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a container is divided, as its state row says."""

    state: State
    run: int
    sequencer: str
    """Of the event that began to divide it; the row's own may be that of a later one, adopted."""
    version_id: str | None
    place: Place
    members: int
    """Found so far."""
    hop: int
    """Of the message that goes on from there."""
    is_leased: bool


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A member as its container's row says."""

    article_id: str
    member: str
    """Its path within the object."""
    sequencer: str


class MemberStore:
    """State rows of containers, and the rows of their members."""

    def __init__(self, table: Table, lease_seconds: int) -> None:
        self._table = table
        self._lease_seconds = lease_seconds

    # --- The container -------------------------------------------------------------------------

    def begin(self, lease: Lease, now: datetime) -> bool:
        """Turn an object that is being parsed into a container, at its beginning.

        Claims of a version that was no container are hidden. False if another run has taken over.
        """
        fields: Item = {"version_id": lease.event.version_id, "current": None, "erased": None}
        fields |= _at(Place(), members=0, hop=1) | {"divided_by": lease.event.sequencer}
        return self._move(lease, State.PARSING, State.EXPANDING, fields, now)

    def claim(self, message: ExpandContainer, now: datetime) -> Progress | None:
        """Take the work of a message: the right to go on from its position. Nothing if refused."""
        lease = Attr("lease_until").not_exists() | Attr("lease_until").lt(epoch(now))
        waiting = (
            Attr("run").eq(message.run)
            & Attr("state").eq(State.EXPANDING)
            & Attr("position").eq(message.position)
        )
        until = epoch(now) + self._lease_seconds
        try:
            item = self._table.update(
                state_row(message.event.article_id), Change({"lease_until": until}), waiting & lease
            )
        except ConflictError:
            return None
        return _progress(item, now)

    def progress(self, event: ObjectEvent, now: datetime) -> Progress | None:
        """How far a container is; nothing if the object never was one."""
        item = self._table.get(state_row(event.article_id))
        return _progress(item, now) if item and "position" in item else None

    def advance(self, lease: Lease, progress: Progress, now: datetime) -> bool:
        """Keep how far the container is and give the lease back. False if it was taken over."""
        fields = _at(progress.place, progress.members, progress.hop)
        return self._move(lease, State.EXPANDING, State.EXPANDING, fields, now)

    def finish(self, lease: Lease, members: int, now: datetime) -> bool:
        """Mark the container as divided. False if another run has taken over."""
        fields: Item = {"members": members, "lease_until": None}
        return self._move(lease, State.EXPANDING, State.EXPANDED, fields, now)

    def fail(self, lease: Lease, failure: Failure, now: datetime) -> bool:
        """Record why the container cannot be divided. False if another run has taken over."""
        fields: Item = {"failure": failure.model_dump(mode="json"), "lease_until": None}
        return self._move(lease, State.EXPANDING, State.FAILED, fields, now)

    def _move(self, lease: Lease, before: State, after: State, fields: Item, now: datetime) -> bool:
        held: Held = {"run": lease.run, "state": before}
        article = lease.event.article_id
        return end_run(self._table, article, held, fields | in_state(article, after, now))

    # --- Its members ---------------------------------------------------------------------------

    def add(self, container: ObjectEvent, member: Member, steps: list[Step]) -> ObjectEvent | None:
        """Say that a container has a member; the change that is to be announced of it.

        Nothing if a newer version of the container says so already, whose word counts.
        """
        path = member_path(container.member, member.name)
        event = container.model_copy(update={"member": path})
        fields = {
            "article_id": event.article_id,
            "member": path,
            "steps": steps,
            "bytes": member.size,
            "version_id": event.version_id,
            "sequencer": event.sequencer,
        }
        older = Attr(PK).not_exists() | Attr("sequencer").lte(event.sequencer)
        try:
            key = member_row(container.article_id, event.article_id)
            self._table.update(key, Change(fields), older)
        except ConflictError:
            return None
        return event

    def steps(self, event: ObjectEvent) -> list[Step] | None:
        """How a member is found; nothing if its container no longer has it in that version."""
        parent = event.parent_id or ""
        state, row = state_row(parent), member_row(parent, event.article_id)
        found = self._table.get_many([state, row])
        if not (state in found and row in found):
            return None
        divided = found[state]["state"] in DIVIDED
        same = _is_of(event, found[state]) and _is_of(event, found[row])
        return list(found[row]["steps"]) if divided and same else None

    def before(self, container: ObjectEvent, *, inclusive: bool) -> Iterator[MemberRow]:
        """Members that were last found in versions before that of an event, or in its own too."""
        partition = Key(PK).eq(article_partition(container.article_id))
        keys = partition & Key(SK).begins_with(MEMBER_PREFIX)
        bound = Attr("sequencer")
        older = bound.lte(container.sequencer) if inclusive else bound.lt(container.sequencer)
        for item in self._table.query(Query(keys, where=older, consistent=True)):
            yield MemberRow(item["article_id"], item["member"], item["sequencer"])

    def remove(self, container: ObjectEvent, row: MemberRow) -> None:
        """Forget a member, unless a newer version of the container has been found to have it."""
        unchanged: ConditionBase = Attr("sequencer").eq(row.sequencer)
        try:
            self._table.remove(member_row(container.article_id, row.article_id), unchanged)
        except ConflictError:
            return


def _at(place: Place, members: int, hop: int) -> Item:
    """The attributes that say how far a container is, without a lease."""
    return {
        "position": place.position,
        "entries": place.number,
        "members": members,
        "hop": hop,
        "lease_until": None,
    }


def _progress(item: Item, now: datetime) -> Progress:
    return Progress(
        state=State(item["state"]),
        run=int(item["run"]),
        sequencer=item["divided_by"],
        version_id=item.get("version_id"),
        place=Place(int(item["position"]), int(item["entries"])),
        members=int(item["members"]),
        hop=int(item["hop"]),
        is_leased=int(item.get("lease_until", 0)) >= epoch(now),
    )


def _is_of(event: ObjectEvent, item: Item) -> bool:
    """Whether a row is of the version of an event; where versions have no ids, of its sequencer."""
    if event.version_id is None:
        return bool(item["sequencer"] == event.sequencer)
    return bool(item.get("version_id") == event.version_id)
