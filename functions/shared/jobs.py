"""What every function tells a job, and asks of it: how its objects ended, and whether it goes on.

How a job lists its objects and counts their outcomes lives with the function that runs jobs.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

from boto3.dynamodb.conditions import Attr

from functions.shared.clock import utc_now
from functions.shared.errors import ConflictError
from functions.shared.states import epoch
from functions.shared.table import Change, Table
from schemas.job import JobState
from schemas.table import EXPIRES_AT, PK, job_row, outcome_row

KEPT: Final = timedelta(days=30)
"""How long the rows of a job stay."""


class JobOutcome(StrEnum):
    """How an object that a job asked work for ended."""

    DONE = "done"
    """There is nothing left to do for it; also if something newer took its place."""
    FAILED = "failed"


def settled(table: Table, job: str, article: str, outcome: JobOutcome) -> None:
    """Say how an object of a job ended. The first word counts: later ones repeat or come late."""
    expires = epoch(utc_now() + KEPT)
    row = Change({"outcome": outcome.value, EXPIRES_AT: expires})
    try:
        table.update(outcome_row(job, article), row, Attr(PK).not_exists())
    except ConflictError:
        return


def is_cancelled(table: Table, job: str) -> bool:
    """Whether a job has been cancelled: it begins nothing more, but ends what it has begun."""
    row = table.get(job_row(job)) or {}
    return row.get("state") == JobState.CANCELLED


@dataclass(frozen=True, slots=True)
class Jobs:
    """The jobs of a table, to be passed to what knows nothing of it."""

    table: Table

    def settled(self, job: str, article: str, outcome: JobOutcome) -> None:
        """See `settled`."""
        settled(self.table, job, article, outcome)

    def is_cancelled(self, job: str) -> bool:
        """See `is_cancelled`."""
        return is_cancelled(self.table, job)
