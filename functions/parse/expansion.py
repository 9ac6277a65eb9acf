"""Dividing containers: what `parse` does so that each member becomes an article of its own.

Knows nothing of AWS. How a format is divided lives in `containers`; what rows there are, in
`members`. A member is announced to `parse` itself like any object, by a message with its path, and
then fails or succeeds alone.

Why nothing is lost or done twice, whatever crashes and however often messages come:

- *Begin*: the state row says `expanding` before the first `ExpandContainer` is sent. A crash in
  between is mended by the redelivery of the event, which finds that state and sends the message
  again.
- *Go on*: one conditional update takes the position of a message together with a lease. A copy of
  the message is busy or, once the position has moved, stale. A crash leaves a lease that expires
  and a message that comes again; then the members since that position are found again, with the
  same ids. Their rows are written again, and their messages, sent twice, are duplicates to the
  fence of each member.
- *Each member*: row first, message second. A message without a row would be stale. A row without a
  message is written again with its message, because the position has not moved.
- *Each step*: state first, message second. If the message was not sent, the one before it comes
  again, finds the state ahead of it and sends it.
- *A newer version* of the container takes the state row over at once, with a higher run. The run
  that was at work can then no longer move the state, and no longer write a row that the newer one
  has written. What it wrote beside those is swept.
- *A member's message* counts only while the state row of its container names the same version and
  is not failed or deleted, and the member's row does too. This is read before the member is
  claimed. A newer version claims the container before it sweeps: so either the sweep sees the
  member's row and sends its deletion, which its fence orders after the claim, or the check sees the
  newer version.
- *Sweep*: after the last member, after a failure, and after a deletion, members that were last
  found in an older version are deleted. Message first, row second: a crash in between repeats the
  message. The row goes only if no newer version has written it since. A sweep is safe at any time
  and is begun again from the beginning; the state row keeps that there are members, so that every
  later ending of the object sweeps, too.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import Protocol, TypeVar

from functions.parse.containers import Limits, Member, Place
from functions.parse.divisions import Divisions
from functions.parse.dropped import Dropped, Step, step
from functions.parse.errors import (
    CorruptDocumentError,
    EmptyDocumentError,
    GoneError,
    ParseError,
    TooManyMembersError,
)
from functions.parse.lease import Lease
from functions.parse.members import MemberRow, Progress
from functions.parse.outcome import BusyError, Outcome, failure_of
from functions.shared.clock import utc_now
from schemas.events import Change, ObjectEvent
from schemas.failure import Failure, Stage
from schemas.identity import later_sequencer
from schemas.messages import ExpandContainer, ParseChange, RetractArticle
from schemas.table import State

logger = logging.getLogger(__name__)

PAGE = 50
"""Members between two looks at the clock."""

T = TypeVar("T")
Found = tuple[Member, list[Step]]
"""A member and the way to it."""


class Members(Protocol):
    """Containers and their members in the table, as the service needs them."""

    def begin(self, lease: Lease, now: datetime) -> bool: ...  # noqa: D102
    def claim(self, message: ExpandContainer, now: datetime) -> Progress | None: ...  # noqa: D102
    def progress(self, event: ObjectEvent, now: datetime) -> Progress | None: ...  # noqa: D102
    def advance(self, lease: Lease, progress: Progress, now: datetime) -> bool: ...  # noqa: D102
    def finish(self, lease: Lease, members: int, now: datetime) -> bool: ...  # noqa: D102
    def fail(self, lease: Lease, failure: Failure, now: datetime) -> bool: ...  # noqa: D102
    def add(  # noqa: D102
        self, container: ObjectEvent, member: Member, steps: list[Step]
    ) -> ObjectEvent | None: ...
    def steps(self, event: ObjectEvent) -> list[Step] | None: ...  # noqa: D102
    def before(  # noqa: D102
        self, container: ObjectEvent, *, inclusive: bool
    ) -> Iterator[MemberRow]: ...
    def remove(self, container: ObjectEvent, row: MemberRow) -> None: ...  # noqa: D102


class Objects(Protocol):
    """The inbox, as the service needs it."""

    def open(self, event: ObjectEvent) -> Dropped: ...  # noqa: D102
    def current_version(self, event: ObjectEvent) -> str | None: ...  # noqa: D102


class OwnQueue(Protocol):
    """The queue to `parse` itself, as the service needs it."""

    def send_all(self, messages: Sequence[ParseChange | ExpandContainer]) -> None: ...  # noqa: D102


class ExtractQueue(Protocol):
    """The queue to `extract`, as the service needs it."""

    def send(self, message: RetractArticle) -> None: ...  # noqa: D102


class TakenOverError(Exception):
    """A newer version of the container is at work; this run ends."""


@dataclass(frozen=True)
class ExpansionService:
    """Divides containers into members."""

    members: Members
    inbox: Objects
    queue: OwnQueue
    extract: ExtractQueue
    limits: Limits
    divisions: Divisions
    most_hops: int
    reserve: float
    """Seconds before the deadline at which a run stops: enough for one page of members."""
    page: int = PAGE
    clock: Callable[[], datetime] = utc_now

    # --- What parsing needs --------------------------------------------------------------------

    def steps(self, event: ObjectEvent) -> list[Step] | None:
        """The way from the object to a member; nothing if its container no longer has it."""
        return self.members.steps(event) if event.member else []

    def open(self, event: ObjectEvent, steps: Sequence[Step]) -> Dropped:
        """The object of an event, or the member at the end of the way.

        Raises:
            GoneError: If the version of the object no longer exists.
            ParseError: If it cannot be taken out of its container.
        """
        dropped = self.inbox.open(event)
        if not steps:
            return dropped
        return dropped.member(event.member, steps, self.limits, self.divisions)

    def begin(self, lease: Lease, job: str | None = None) -> Outcome:
        """Begin to divide a container that was claimed as any object is."""
        if not self.members.begin(lease, self.clock()):
            return Outcome.STALE
        self.resume(lease.event, job)
        return Outcome.DIVIDING

    def resume(self, event: ObjectEvent, job: str | None = None) -> None:
        """Send the message that a container goes on with, if it waits for one."""
        progress = self.members.progress(event, self.clock())
        if progress and progress.state is State.EXPANDING and not progress.is_leased:
            self._retract(event)  # it may have been an article before
            # All of the message is from the row: an event that comes in between, or whose
            # sequencer was adopted, must not give its own to the work of another.
            fields = {"sequencer": progress.sequencer, "version_id": progress.version_id}
            self.queue.send_all([_next(event.model_copy(update=fields), progress, job)])

    def clear(self, event: ObjectEvent, job: str | None = None) -> None:
        """Delete the members that an object has from when it was a container, if it ever was.

        `event` is the change after which it has none.
        """
        progress = self.members.progress(event, self.clock())
        if progress:
            gone = event.model_copy(update={"change": Change.DELETED, "permanent": False})
            place = replace(progress, place=Place(), hop=1)
            self.queue.send_all([_next(gone, place, job)])

    # --- Messages ------------------------------------------------------------------------------

    def handle(
        self, message: ExpandContainer, attempt: int, time_left: Callable[[], float]
    ) -> Outcome:
        """Deal with one message; `attempt` counts from 1, `time_left` is in seconds.

        Raises:
            BusyError: If another run is at work on the same position.
        """
        if message.event.change is Change.DELETED:
            return self._sweep(message, time_left)
        progress = self.members.claim(message, self.clock())
        if progress is None:
            return self._refuse(message, time_left)
        lease = Lease(message.event, message.run)
        try:
            return self._go_on(message, lease, progress, time_left)
        except TakenOverError:
            return Outcome.STALE
        except GoneError:
            return self._follow(message)
        except ParseError as error:
            return self._fail(message, lease, error, attempt)

    def _refuse(self, message: ExpandContainer, time_left: Callable[[], float]) -> Outcome:
        progress = self.members.progress(message.event, self.clock())
        if progress is None or progress.run != message.run:
            return Outcome.STALE
        if progress.state is State.EXPANDED:
            return self._sweep(message, time_left)
        if progress.state is State.FAILED:
            self._clear_away(message)
            return Outcome.DUPLICATE
        if progress.state is not State.EXPANDING:
            return Outcome.STALE
        if progress.place.position <= message.position:
            raise BusyError(message.event.key)
        if progress.is_leased:
            return Outcome.STALE
        self.queue.send_all([_next(message.event, progress, message.job)])
        return Outcome.RESENT

    def _go_on(
        self,
        message: ExpandContainer,
        lease: Lease,
        progress: Progress,
        time_left: Callable[[], float],
    ) -> Outcome:
        """Announce members until there are no more or the time is up."""
        for page, place in _stretches(self._found(message, progress.place), self.page):
            count = progress.members + len(page)
            progress = replace(progress, place=place, members=count, hop=message.hop)
            self._check(progress)
            self._announce(message, page)
            if time_left() < self.reserve:
                return self._pause(message, lease, replace(progress, hop=message.hop + 1))
        if not progress.members:
            raise EmptyDocumentError("The container holds nothing that could be an article.")
        if not self.members.finish(lease, progress.members, self.clock()):
            return Outcome.STALE
        return self._sweep(message, time_left)

    def _found(
        self, message: ExpandContainer, place: Place
    ) -> Iterator[tuple[Found | None, Place]]:
        """The members from a place on, each with the way to it, and with the place behind it."""
        around = self.steps(message.event)
        if around is None:
            raise TakenOverError
        dropped = self.open(message.event, around)
        kind = _kind(dropped)
        for member, after in dropped.container(kind, self.limits, self.divisions).members(place):
            found = (member, [*around, step(kind, member.locator)]) if member else None
            yield found, after

    def _check(self, progress: Progress) -> None:
        if progress.members > self.limits.members:
            msg = f"The container has more than {self.limits.members:,} members."
            raise TooManyMembersError(msg)
        if progress.hop > self.most_hops:
            msg = f"The container was not divided within {self.most_hops:,} steps."
            raise TooManyMembersError(msg)

    def _announce(self, message: ExpandContainer, page: Iterable[Found]) -> None:
        changes = []
        for member, steps in page:
            event = self.members.add(message.event, member, steps)
            if event is None:
                raise TakenOverError
            changes.append(ParseChange(event=event))  # a job counts what it asked for itself
        self.queue.send_all(changes)

    def _pause(self, message: ExpandContainer, lease: Lease, progress: Progress) -> Outcome:
        if not self.members.advance(lease, progress, self.clock()):
            return Outcome.STALE
        self.queue.send_all([_next(message.event, progress, message.job)])
        return Outcome.DIVIDING

    def _fail(
        self, message: ExpandContainer, lease: Lease, error: ParseError, attempt: int
    ) -> Outcome:
        now = self.clock()
        failure = failure_of(error, Stage.EXPAND, message.event, attempt, now)
        if not self.members.fail(lease, failure, now):
            return Outcome.STALE
        self._clear_away(message)
        return Outcome.FAILED

    def _clear_away(self, message: ExpandContainer) -> None:
        self._retract(message.event)
        self.clear(message.event, message.job)

    def _retract(self, event: ObjectEvent) -> None:
        self.extract.send(RetractArticle(article_id=event.article_id))

    def _follow(self, message: ExpandContainer) -> Outcome:
        """The version went while it was divided: go on with the one that is there now, if any.

        Announced as a change of its own, which the fence orders right after the one that went.
        A member is left to the change of the object that it lies in.
        """
        event = message.event
        if event.member:
            return Outcome.STALE
        version = self.inbox.current_version(event)
        change = event.model_copy(
            update={
                "change": Change.CREATED if version else Change.DELETED,
                "version_id": version,
                "sequencer": later_sequencer(event.sequencer),
            }
        )
        self.queue.send_all([ParseChange(event=change, job=message.job)])
        return Outcome.STALE

    def _sweep(self, message: ExpandContainer, time_left: Callable[[], float]) -> Outcome:
        """Delete the members that the container no longer has."""
        event, deleted = message.event, message.event.change is Change.DELETED
        for page in _pages(self.members.before(event, inclusive=deleted), self.page):
            gone = {"change": Change.DELETED, "permanent": False}
            changes = [event.model_copy(update=gone | {"member": row.member}) for row in page]
            self.queue.send_all([ParseChange(event=each) for each in changes])
            for row in page:
                self.members.remove(event, row)
            if time_left() < self.reserve:
                return self._sweep_later(message)
        return Outcome.DELETED if deleted else Outcome.DIVIDED

    def _sweep_later(self, message: ExpandContainer) -> Outcome:
        if message.hop >= self.most_hops:
            logger.error("members of %s are left over", message.event.article_id)
            return Outcome.DIVIDED
        self.queue.send_all([message.model_copy(update={"hop": message.hop + 1})])
        return Outcome.DIVIDING


def _next(event: ObjectEvent, progress: Progress, job: str | None) -> ExpandContainer:
    return ExpandContainer(
        event=event,
        run=progress.run,
        position=progress.place.position,
        number=progress.place.number,
        hop=progress.hop,
        job=job,
    )


def _kind(dropped: Dropped) -> str:
    kind = dropped.kind()
    if kind is None:
        raise CorruptDocumentError("The file no longer reads as the container that it was.")
    return kind


def _stretches(
    found: Iterable[tuple[Found | None, Place]], size: int
) -> Iterator[tuple[list[Found], Place]]:
    """The members up to each look at the clock, with the place that this is reached at.

    One comes after so many members, and wherever the container offers a rest.
    """
    page: list[Found] = []
    rest = None
    for member, after in found:
        rest = after
        if member:
            page.append(member)
        if not member or len(page) == size:
            yield page, after
            page, rest = [], None
    if rest:
        yield page, rest


def _pages(values: Iterable[T], size: int) -> Iterator[list[T]]:
    iterator = iter(values)
    while page := list(islice(iterator, size)):
        yield page
