"""What `parse` is asked for by jobs, retries and containers, rather than announced by S3.

The work itself is that of `service`. What differs is how it is claimed, which queue it goes on
to, and that a job is told how it ended.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Annotated, Final, Protocol

from pydantic import Field, TypeAdapter

from functions.parse.lease import Lease, Refusal, Refused
from functions.parse.outcome import Outcome
from functions.parse.service import ParseService, Queue, States
from functions.shared.jobs import JobOutcome
from functions.shared.trouble import Trouble
from schemas.events import ObjectEvent, S3Event
from schemas.failure import Failure
from schemas.messages import (
    ExpandContainer,
    ExtractArticle,
    ParseChange,
    ReparseObject,
    RetractArticle,
)

Claimed = ParseChange | ReparseObject
Request = Claimed | ExpandContainer
_REQUEST: Final[TypeAdapter[Request]] = TypeAdapter(Annotated[Request, Field(discriminator="type")])

ENDS: Final = {
    Outcome.FAILED: JobOutcome.FAILED,
    Outcome.DIVIDED: JobOutcome.DONE,
    Outcome.DELETED: JobOutcome.DONE,
    Outcome.STALE: JobOutcome.DONE,
    Outcome.DUPLICATE: JobOutcome.DONE,
}
"""Outcomes with which the work for a job is over; after any other, it goes on elsewhere."""


def request_of(body: str) -> Request:
    """The request that a body is; an event of S3 is a change that nobody else asks for.

    Raises:
        ValueError: If it is neither an event as EventBridge delivers it nor a request.
    """
    if "detail-type" in json.loads(body):
        return ParseChange(event=ObjectEvent.from_s3(S3Event.model_validate_json(body)))
    return _REQUEST.validate_json(body)


class AllStates(States, Protocol):
    """The state rows, as requests need them."""

    def reclaim(self, event: ObjectEvent, now: datetime) -> Lease | Refused: ...  # noqa: D102
    def claim_again(  # noqa: D102
        self, message: ReparseObject, now: datetime, *, begin: bool
    ) -> Lease | Refused: ...


class Expansion(Protocol):
    """Divides containers."""

    def handle(  # noqa: D102
        self, message: ExpandContainer, attempt: int, time_left: Callable[[], float]
    ) -> Outcome: ...


class Jobs(Protocol):
    """The jobs that ask for work."""

    def settled(self, job: str, article: str, outcome: JobOutcome) -> None: ...  # noqa: D102
    def is_cancelled(self, job: str) -> bool: ...  # noqa: D102


@dataclass(frozen=True)
class RequestService:
    """Does what is asked for."""

    parse: ParseService
    expansion: Expansion
    states: AllStates
    backfill: Queue
    """Goes on to `extract` behind what people have just dropped."""
    jobs: Jobs

    def handle(self, request: Request, attempt: int, time_left: Callable[[], float]) -> Outcome:
        """Deal with one request; `attempt` counts from 1, `time_left` is in seconds.

        What a cancelled job has not begun is stale.

        Raises:
            BusyError: If another run is at work on the same version; the request comes again.
        """
        if isinstance(request, ExpandContainer):
            outcome = self.expansion.handle(request, attempt, time_left)
            self._settle(request, outcome)
            return outcome
        claims = _Claims(self.states, request, begin=self._may_begin(request))
        onward = _Onward(self.parse.queue, self.backfill, request)
        service = replace(self.parse, states=claims, queue=onward, job=request.job)
        event = request.rerun if isinstance(request, ReparseObject) else request.event
        outcome = service.handle(event, attempt)
        if not claims.was_called_off:
            # A try before this one may have failed and told nobody.
            failed = claims.refusal is Refusal.FAILED
            self._settle(request, Outcome.FAILED if failed else outcome)
        return outcome

    def _may_begin(self, request: Claimed) -> bool:
        """False if the job was cancelled. What it has begun goes on, members of a container too."""
        is_member = isinstance(request, ParseChange) and request.event.member
        return not request.job or bool(is_member) or not self.jobs.is_cancelled(request.job)

    def _settle(self, request: Request, outcome: Outcome) -> None:
        end = ENDS.get(outcome)
        if request.job is not None and end is not None:
            self.jobs.settled(request.job, request.event.article_id, end)


@dataclass
class _Claims(States):
    """The state rows, claimed as one request has to be."""

    states: AllStates
    request: Claimed
    begin: bool
    refusal: Refusal | None = field(default=None, init=False)

    @property
    def was_called_off(self) -> bool:
        """Whether there was nothing begun that a cancelled job would have to end."""
        return not self.begin and self.refusal is Refusal.STALE

    def claim(self, event: ObjectEvent, now: datetime) -> Lease | Refused:
        answer = self._claim(event, now)
        if isinstance(answer, Refused):
            self.refusal = answer.refusal
        return answer

    def _claim(self, event: ObjectEvent, now: datetime) -> Lease | Refused:
        if isinstance(self.request, ReparseObject):
            return self.states.claim_again(self.request, now, begin=self.begin)
        return self.states.claim(event, now) if self.begin else self.states.reclaim(event, now)

    def commit(self, lease: Lease, now: datetime) -> bool:
        return self.states.commit(lease, now)

    def fail(self, lease: Lease, failure: Failure, now: datetime) -> bool:
        return self.states.fail(lease, failure, now)

    def bury(self, event: ObjectEvent, now: datetime) -> int | None:
        return self.states.bury(event, now)

    def note(self, lease: Lease, trouble: Trouble) -> None:
        self.states.note(lease, trouble)


@dataclass(frozen=True)
class _Onward:
    """The queues to `extract`, chosen by how urgent a request is."""

    queue: Queue
    backfill: Queue
    request: Claimed

    def send(self, message: ExtractArticle | RetractArticle) -> None:
        if isinstance(message, RetractArticle):
            self.queue.send(message)
            return
        unhurried = self.request.job is not None or isinstance(self.request, ReparseObject)
        asked = message.model_copy(update={"job": self.request.job})
        (self.backfill if unhurried else self.queue).send(asked)
