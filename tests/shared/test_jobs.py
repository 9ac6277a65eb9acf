"""What jobs are told, and asked."""

from functions.shared.jobs import JobOutcome, Jobs
from functions.shared.table import Put, Table
from schemas.job import JobState
from schemas.table import EXPIRES_AT, PK, SK, job_row, outcome_row

ARTICLE = "a" * 24


def test_outcome_that_comes_first_stays(any_table: Table) -> None:
    jobs = Jobs(any_table)

    jobs.settled("j1", ARTICLE, JobOutcome.FAILED)
    jobs.settled("j1", ARTICLE, JobOutcome.DONE)

    row = any_table.get(outcome_row("j1", ARTICLE)) or {}
    assert row["outcome"] == "failed"
    assert row[EXPIRES_AT] > 0


def test_job_is_cancelled_once_its_row_says_so(any_table: Table) -> None:
    jobs = Jobs(any_table)
    assert not jobs.is_cancelled("j1"), "there is no such job, or it has expired"

    for state, cancelled in ((JobState.LISTING, False), (JobState.CANCELLED, True)):
        pk, sk = job_row("j1")
        any_table.write([Put({PK: pk, SK: sk, "state": state.value})])
        assert jobs.is_cancelled("j1") is cancelled
