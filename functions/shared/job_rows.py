"""The rows of jobs, as `jobs` keeps them and the API shows them.

What other functions tell a job, and ask of it, lives in `functions.shared.jobs`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Self

from boto3.dynamodb.conditions import Attr
from boto3.dynamodb.conditions import Key as KeyCondition

from functions.shared.clock import moment
from functions.shared.errors import ConflictError
from functions.shared.jobs import KEPT, JobOutcome
from functions.shared.states import epoch
from functions.shared.table import Change, Put, Query, Table
from schemas.job import Job, JobRequest, JobState
from schemas.table import (
    EXPIRES_AT,
    OUTCOME_PREFIX,
    PK,
    SK,
    Item,
    Key,
    directory_partition,
    job_partition,
    job_row,
    unpack,
)

OPEN: Final = (JobState.LISTING, JobState.WORKING)
_COUNTS: Final = ("listed", "asked", "skipped", "done", "failed")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A job and how far it has come."""

    job: Job
    step: int
    position: Mapping[str, Any] | None
    """Where listing goes on; nothing at the beginning."""
    plan: Any = None
    """What it is about to ask for, if that is decided."""

    @classmethod
    def of(cls, item: Item) -> Self:
        """The checkpoint that a job's row holds."""
        plan = unpack(bytes(item["plan"])) if "plan" in item else None
        return cls(job_of(item), int(item["step"]), item.get("position"), plan)

    @property
    def is_open(self) -> bool:
        """Whether there is something left to do."""
        return self.job.state in OPEN


def create(table: Table, job_id: str, request: JobRequest, now: datetime) -> Job:
    """Write a new job."""
    created = moment(now)
    job = Job(
        job_id=job_id,
        request=request,
        state=JobState.LISTING,
        created_at=created,
        updated_at=created,
    )
    fields = job.model_dump(mode="json", exclude_none=True, exclude={"rate", "eta"}) | {"step": 0}
    table.update(job_row(job_id), Change(fields), Attr(PK).not_exists())
    pk, sk = list_row(job)
    table.write([Put({PK: pk, SK: sk})])
    return job


def load(table: Table, job_id: str) -> Checkpoint | None:
    """A job as its row has it; nothing if there is none."""
    item = table.get(job_row(job_id))
    return Checkpoint.of(item) if item else None


def cancel(table: Table, job_id: str, now: datetime) -> Job | None:
    """End a job, unless it has ended before. Nothing if there is none."""
    fields: Item = {"state": JobState.CANCELLED.value, "updated_at": moment(now)}
    fields |= {EXPIRES_AT: epoch(now + KEPT)}
    is_open = Attr("state").is_in([state.value for state in OPEN])
    try:
        item = table.update(job_row(job_id), Change(fields), is_open)
    except ConflictError as conflict:
        return job_of(conflict.item) if conflict.item else None
    forget_later(table, job_of(item), now)
    return job_of(item)


def forget_later(table: Table, job: Job, now: datetime) -> None:
    """Have the place of a job that has ended in the list of jobs expire."""
    pk, sk = list_row(job)
    table.write([Put({PK: pk, SK: sk, EXPIRES_AT: epoch(now + KEPT)})])


def list_row(job: Job) -> Key:
    """Key of a job's place in the list of jobs."""
    return directory_partition("job", 0), f"{job.created_at}#{job.job_id}"


def job_of(item: Item) -> Job:
    """The job of a row; its counts of what has ended are those that were last written."""
    names = ("job_id", "request", "state", "created_at", "updated_at")
    known = {name: item[name] for name in names}
    counts = {name: int(item.get(name, 0)) for name in _COUNTS}
    moment = datetime.fromisoformat(item["updated_at"])
    return counted(Job.model_validate(known | counts), counts["done"], counts["failed"], moment)


def outcomes(table: Table, job_id: str) -> tuple[int, int]:
    """How many objects of a job have ended well, and how many as failures."""
    keys = KeyCondition(PK).eq(job_partition(job_id)) & KeyCondition(SK).begins_with(OUTCOME_PREFIX)
    done, failed = (
        table.count(Query(keys, where=Attr("outcome").eq(ended.value), consistent=True))
        for ended in (JobOutcome.DONE, JobOutcome.FAILED)
    )
    return done, failed


def counted(job: Job, done: int, failed: int, now: datetime) -> Job:
    """A job with what has ended of it, and how fast."""
    ended = done + failed
    seconds = (now - datetime.fromisoformat(job.created_at)).total_seconds()
    rate = ended / seconds if ended and seconds > 0 else None
    eta = None
    if rate and job.state is JobState.WORKING:
        eta = moment(now + timedelta(seconds=(job.asked - ended) / rate))
    update = {"done": done, "failed": failed, "rate": rate, "eta": eta}
    return job.model_copy(update=update)
