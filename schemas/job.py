"""Jobs: one piece of work asked for on many objects, and how far it has come."""

from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from schemas.base import Contract, Record
from schemas.failure import FailureCode, Stage
from schemas.table import State


class JobState(StrEnum):
    """Where a job stands."""

    LISTING = "listing"
    """It is still being found out what there is to do; the work has begun."""
    WORKING = "working"
    """All is listed; some of it is not done."""
    DONE = "done"
    CANCELLED = "cancelled"


class Rerun(StrEnum):
    """Which stage is done again."""

    PARSE = "parse"
    """The file is read again, and its claims are extracted again."""
    EXTRACT = "extract"
    """The claims are extracted again, from the article as it was parsed."""
    COUNT = "count"
    """What the article has now is counted again; done once that has been asked for."""


class JobRequest(Contract):
    """What a job is asked to do. All conditions that are given must hold; one at least is."""

    rerun: Rerun = Rerun.PARSE
    prefix: str | None = None
    """Objects whose key begins like this; those that were never ingested too."""
    state: State | None = None
    """Articles in this state."""
    stage: Stage | None = None
    """Articles that failed at this stage."""
    code: FailureCode | None = None
    """Articles that failed for this reason."""
    older_than: str | None = Field(default=None, pattern=r"^\d+\.\d+\.\d+$")
    """Articles whose claims, or whose failure, are of a pipeline older than this version."""

    @model_validator(mode="after")
    def _is_bounded(self) -> Self:
        chosen = (self.prefix, self.state, self.stage, self.code, self.older_than)
        if all(each is None for each in chosen):
            raise ValueError("say which objects: prefix, state, stage, code or older_than")
        return self


class Job(Record):
    """A job and how far it has come."""

    job_id: str
    request: JobRequest
    state: JobState
    created_at: str
    """ISO 8601 date and time in UTC, as all of its times."""
    updated_at: str
    listed: int = 0
    """Objects looked at."""
    asked: int = 0
    """Objects that work was asked for."""
    skipped: int = 0
    """Objects that there was nothing to do for: deleted, or being worked on."""
    done: int = 0
    """Of those asked for, how many ended well."""
    failed: int = 0
    """Of those asked for, how many ended as failures."""
    rate: float | None = None
    """Objects ended per second, since the job began; nothing before the first."""
    eta: str | None = None
    """When it will have ended at this rate; nothing while it is being listed."""


class JobPage(Contract):
    """Jobs, the newest first."""

    items: list[Job]
    next_cursor: str | None = None
