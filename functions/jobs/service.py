"""What `jobs` does with one message, over data access that is passed in. Knows nothing of AWS.

Each page of objects takes two steps. The first decides what to ask for and writes that down beside
the checkpoint; the second sends it and moves the checkpoint. Each is conditional on where the
checkpoint stands. A crash before the second is done sends the same messages again: each is bound
to the run that was seen, so that nothing is done twice, and nothing is counted twice either. A
crash after it leaves a message that comes again and goes on from wherever the checkpoint stands.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from functions.jobs.asking import Message, is_wanted, message_for
from functions.jobs.lister import Lister, Position
from functions.jobs.plan import Plan
from functions.shared.clock import utc_now
from functions.shared.job_rows import Checkpoint
from schemas.job import JobState
from schemas.messages import (
    ExtractArticle,
    ParseChange,
    RecountArticle,
    ReparseObject,
    RunJob,
)


class Outcome(StrEnum):
    """How a message ended."""

    STALE = "stale"
    CONTINUED = "continued"
    """The time was up: a message to go on was sent."""
    WAITING = "waiting"
    """All is asked for, and not all has ended: a message to look again later was sent."""
    DONE = "done"


class Jobs(Protocol):
    """The jobs, as the service needs them."""

    def load(self, job_id: str) -> Checkpoint | None: ...  # noqa: D102
    def decide(  # noqa: D102
        self, checkpoint: Checkpoint, plan: Plan, now: datetime
    ) -> Checkpoint | None: ...
    def advance(  # noqa: D102
        self, checkpoint: Checkpoint, plan: Plan, now: datetime
    ) -> Checkpoint | None: ...
    def look(self, checkpoint: Checkpoint, now: datetime) -> Checkpoint | None: ...  # noqa: D102
    def recount(self, job_id: str, article: str) -> None: ...  # noqa: D102


class Queue(Protocol):
    """A queue to `parse` or `extract`."""

    def send_all(self, messages: Sequence[Message]) -> None: ...  # noqa: D102


class OwnQueue(Protocol):
    """The queue to `jobs` itself."""

    def send(self, message: RunJob, delay: int = 0) -> None: ...  # noqa: D102


@dataclass(frozen=True)
class JobService:
    """Goes on with jobs."""

    jobs: Jobs
    lister: Lister
    parse: Queue
    extract: Queue
    queue: OwnQueue
    reserve: float
    """Seconds before the deadline at which no further step is begun."""
    look_seconds: int
    """Between two looks at whether all has ended."""
    clock: Callable[[], datetime] = utc_now

    def handle(self, message: RunJob, attempt: int, time_left: Callable[[], float]) -> Outcome:
        """Deal with one message; `attempt` counts from 1, `time_left` is in seconds.

        Raises:
            TransientError: If the table is throttled, or a queue does not take all messages; the
                message has to come again.
        """
        checkpoint = self.jobs.load(message.job_id)
        if checkpoint is None or not checkpoint.is_open:
            return Outcome.STALE
        if checkpoint.step != message.step and attempt == 1:
            return Outcome.STALE  # a copy; one that comes again goes on where a crash has left it
        return self._go_on(checkpoint, time_left)

    def _go_on(self, checkpoint: Checkpoint, time_left: Callable[[], float]) -> Outcome:
        while checkpoint.job.state is JobState.LISTING:
            advanced = self._step(checkpoint)
            if advanced is None:
                return Outcome.STALE
            checkpoint = advanced
            if time_left() < self.reserve:
                self.queue.send(RunJob(job_id=checkpoint.job.job_id, step=checkpoint.step))
                return Outcome.CONTINUED
        return self._look(checkpoint)

    def _step(self, checkpoint: Checkpoint) -> Checkpoint | None:
        if checkpoint.plan is None:
            return self.jobs.decide(checkpoint, self._decide(checkpoint), self.clock())
        plan = Plan.model_validate(checkpoint.plan)
        self.extract.send_all([each for each in plan.messages if isinstance(each, ExtractArticle)])
        self.parse.send_all(
            [each for each in plan.messages if isinstance(each, ParseChange | ReparseObject)]
        )
        for each in plan.messages:
            if isinstance(each, RecountArticle):
                self.jobs.recount(checkpoint.job.job_id, each.article_id)
        return self.jobs.advance(checkpoint, plan, self.clock())

    def _decide(self, checkpoint: Checkpoint) -> Plan:
        job = checkpoint.job
        position = Position.model_validate(checkpoint.position or {})
        found, following = self.lister.page(job, position)
        wanted = [each for each in found if is_wanted(job.request, each)]
        asked = [message_for(job.job_id, job.request, each) for each in wanted]
        messages = [message for message in asked if message is not None]
        return Plan(
            messages=messages,
            listed=len(found),
            skipped=len(wanted) - len(messages),
            following=following,
        )

    def _look(self, checkpoint: Checkpoint) -> Outcome:
        """See whether all that was asked for has ended."""
        looked = self.jobs.look(checkpoint, self.clock())
        if looked is None:
            return Outcome.STALE
        if not looked.is_open:
            return Outcome.DONE
        message = RunJob(job_id=looked.job.job_id, step=looked.step)
        self.queue.send(message, self.look_seconds)
        return Outcome.WAITING
