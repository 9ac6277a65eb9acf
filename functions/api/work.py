"""What the API asks other functions to do: jobs and erasures; and what comparing has found."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Final, Protocol
from uuid import uuid4

from boto3.dynamodb.conditions import ConditionBase
from boto3.dynamodb.conditions import Key as KeyCondition
from pydantic import ConfigDict

from functions.api.errors import BadParameterError, EndedError, UnknownRecordError
from functions.shared.clock import utc_now
from functions.shared.erasures import erase_article
from functions.shared.job_rows import cancel, counted, create, job_of, load, outcomes
from functions.shared.table import Query, Table
from schemas.api import Accepted
from schemas.base import Record
from schemas.job import Job, JobPage, JobRequest, JobState, Rerun
from schemas.messages import RunJob
from schemas.reconciliation import Reconciliation, ReconciliationPage
from schemas.table import (
    BODY,
    PK,
    RECONCILIATION,
    SK,
    Item,
    State,
    directory_partition,
    job_row,
    unpack,
)

UNWORKABLE: Final = frozenset({State.PARSING, State.EXPANDING, State.DELETED})
"""States in which there is nothing that a job could ask for."""
FIRST, LAST = "0", "9~"
"""Sort before and after every moment."""


class NewJob(JobRequest):
    """A request whose every condition is known: without one, it would be about more than meant."""

    model_config = ConfigDict(extra="forbid")


class Queue(Protocol):
    """A queue to another function."""

    def send(self, message: Record) -> None: ...  # noqa: D102


@dataclass(frozen=True)
class Work:
    """Asks for work, and tells how far it is."""

    table: Table
    jobs: Queue
    erasures: Queue
    clock: Callable[[], datetime] = utc_now

    def start(self, request: NewJob) -> Job:
        """Begin a job.

        Raises:
            BadParameterError: If it is about a state in which nothing can be asked for.
        """
        if request.state in UNWORKABLE and request.rerun is not Rerun.COUNT:
            msg = f"There is nothing to ask for while an object is {request.state}."
            raise BadParameterError(msg, "state")
        wanted = JobRequest.model_validate(request.model_dump())
        job = create(self.table, uuid4().hex, wanted, self.clock())
        self.jobs.send(RunJob(job_id=job.job_id, step=0))
        return job

    def job(self, job_id: str) -> Job:
        """A job, its objects counted as they are now.

        Raises:
            UnknownRecordError: If there is none.
        """
        checkpoint = load(self.table, job_id)
        if checkpoint is None:
            raise _unknown(job_id)
        job = checkpoint.job
        if job.state is JobState.DONE:
            return job
        return counted(job, *outcomes(self.table, job_id), self.clock())

    def list_jobs(self, limit: int, below: str | None) -> JobPage:
        """Jobs, the newest first, their objects counted as they were last.

        The page's `next_cursor` is the key that the next page is below.
        """
        places, end = self._newest(directory_partition("job", 0), limit, below)
        keys = [job_row(str(place[SK]).partition("#")[2]) for place in places]
        rows = self.table.get_many(keys)
        items = [job_of(rows[key]) for key in keys if key in rows]
        return JobPage(items=items, next_cursor=end)

    def cancel(self, job_id: str) -> Job:
        """Cancel a job; one that was cancelled before stays so.

        Raises:
            UnknownRecordError: If there is none.
            EndedError: If it has ended.
        """
        job = cancel(self.table, job_id, self.clock())
        if job is None:
            raise _unknown(job_id)
        if job.state is JobState.DONE:
            raise EndedError("The job has ended. There is nothing to cancel.")
        return job

    def erase(self, article: str) -> Accepted:
        """Have an object or member erased. Its claims are unreadable when this returns.

        Raises:
            UnknownRecordError: If no such object was ever seen.
        """
        message = erase_article(self.table, article, self.clock())
        if message is None:
            msg = f"There is no article {article!r}. GET /articles lists those that there are."
            raise UnknownRecordError(msg)
        self.erasures.send(message)
        what = "It is excluded from its container" if message.member else "All its versions go"
        return Accepted(article_id=article, detail=f"{what}, with all that came of it.")

    def reconciliations(self, limit: int, below: str | None) -> ReconciliationPage:
        """Passes over bucket and table, the newest first; `next_cursor` as in `list_jobs`."""
        rows, end = self._newest(RECONCILIATION, limit, below)
        bodies = [unpack(bytes(row[BODY])) for row in rows]
        items = [Reconciliation.model_validate(body) for body in bodies]
        return ReconciliationPage(items=items, next_cursor=end)

    def _newest(
        self, partition: str, limit: int, below: str | None
    ) -> tuple[list[Item], str | None]:
        """Rows below a sort key, downwards, and the sort key that the next ones are below."""
        keys: ConditionBase = KeyCondition(PK).eq(partition)
        keys = keys & KeyCondition(SK).between(FIRST, below or LAST)
        query = Query(keys, forward=False, page_size=limit + 2, consistent=True)
        read: Iterator[Item] = islice(self.table.query(query), limit + 2)
        rows = [row for row in read if row[SK] != below]
        page = rows[:limit]
        return page, str(page[-1][SK]) if len(rows) > limit else None


def _unknown(job_id: str) -> UnknownRecordError:
    msg = f"There is no job {job_id!r}. GET /jobs lists those that there are."
    return UnknownRecordError(msg)
