"""The table as `jobs` uses it: the checkpoint of a job, and the state rows that it looks at."""

from datetime import datetime, timedelta

from boto3.dynamodb.conditions import Attr

from functions.jobs.plan import Plan
from functions.shared.clock import moment
from functions.shared.errors import ConflictError
from functions.shared.job_rows import (
    OPEN,
    Checkpoint,
    forget_later,
    load,
    outcomes,
)
from functions.shared.jobs import KEPT, JobOutcome, settled
from functions.shared.states import epoch
from functions.shared.table import Change, Table
from schemas.job import JobState
from schemas.table import (
    EXPIRES_AT,
    PK,
    RECOUNT,
    Item,
    job_row,
    pack,
    state_row,
)

PATIENCE = timedelta(days=7)
"""After which a job is done even if what became of some of its objects was never told."""


class JobStore:
    """The rows of jobs."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def load(self, job_id: str) -> Checkpoint | None:
        """A job and how far it has come."""
        return load(self._table, job_id)

    def decide(self, checkpoint: Checkpoint, plan: Plan, now: datetime) -> Checkpoint | None:
        """Write down what is to be asked for. Nothing if the job has moved on, or has ended."""
        packed = pack(plan.model_dump(mode="json"))
        return self._move(checkpoint, {"plan": packed}, now)

    def advance(self, checkpoint: Checkpoint, plan: Plan, now: datetime) -> Checkpoint | None:
        """Move the checkpoint behind what was asked for. Nothing as in `decide`."""
        job, following = checkpoint.job, plan.following
        fields: Item = {
            "plan": None,
            "listed": job.listed + plan.listed,
            "asked": job.asked + len(plan.messages),
            "skipped": job.skipped + plan.skipped,
            "position": following.model_dump(mode="json") if following else None,
        }
        if following is None:
            fields["state"] = JobState.WORKING.value
        return self._move(checkpoint, fields, now)

    def recount(self, job_id: str, article: str) -> None:
        """Touch the state row of an article: whoever follows the table's stream counts it again."""
        self._table.update(state_row(article), Change({RECOUNT: job_id}), Attr(PK).exists())
        settled(self._table, job_id, article, JobOutcome.DONE)

    def look(self, checkpoint: Checkpoint, now: datetime) -> Checkpoint | None:
        """Count what has ended, and end the job if that is all. Nothing if it has ended before."""
        done, failed = outcomes(self._table, checkpoint.job.job_id)
        begun = datetime.fromisoformat(checkpoint.job.created_at)
        fields: Item = {"done": done, "failed": failed}
        if done + failed >= checkpoint.job.asked or now - begun > PATIENCE:
            fields |= {"state": JobState.DONE.value, EXPIRES_AT: epoch(now + KEPT)}
        moved = self._move(checkpoint, fields, now)
        if moved and not moved.is_open:
            forget_later(self._table, moved.job, now)
        return moved

    def _move(self, checkpoint: Checkpoint, fields: Item, now: datetime) -> Checkpoint | None:
        changed = moment(now)
        moved = fields | {"step": checkpoint.step + 1, "updated_at": changed}
        here = Attr("step").eq(checkpoint.step)
        is_open = Attr("state").is_in([state.value for state in OPEN])
        try:
            item = self._table.update(job_row(checkpoint.job.job_id), Change(moved), here & is_open)
        except ConflictError as conflict:
            item = conflict.item
            if not item or (item["step"], item["updated_at"]) != (moved["step"], changed):
                return None
            # The answer to this very request was lost, and it was sent again.
        return Checkpoint.of(item)
