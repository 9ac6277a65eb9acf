"""The table as `jobs` uses it: the checkpoint of a job, and the state rows that it looks at."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import islice

from boto3.dynamodb.conditions import Attr
from boto3.dynamodb.conditions import Key as KeyCondition

from functions.jobs.plan import Plan
from functions.shared.errors import ConflictError
from functions.shared.job_rows import (
    KEPT,
    OPEN,
    Checkpoint,
    forget_later,
    load,
    outcomes,
)
from functions.shared.states import epoch
from functions.shared.table import Change, Query, Table
from schemas.job import JobState
from schemas.table import (
    EXPIRES_AT,
    MEMBER_PREFIX,
    META,
    PK,
    SK,
    STATE_INDEX,
    STATE_KEY,
    STATE_SORT,
    Item,
    State,
    article_partition,
    job_row,
    pack,
    state_partition,
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
        moment = now.isoformat(timespec="milliseconds")
        moved = fields | {"step": checkpoint.step + 1, "updated_at": moment}
        here = Attr("step").eq(checkpoint.step)
        is_open = Attr("state").is_in([state.value for state in OPEN])
        try:
            item = self._table.update(job_row(checkpoint.job.job_id), Change(moved), here & is_open)
        except ConflictError as conflict:
            item = conflict.item
            if not item or (item["step"], item["updated_at"]) != (moved["step"], moment):
                return None
            # The answer to this very request was lost, and it was sent again.
        return Checkpoint.of(item)


class StateReader:
    """State rows, as they are listed."""

    def __init__(self, table: Table, page_size: int) -> None:
        self._table = table
        self._page_size = page_size

    def of(self, articles: Sequence[str]) -> Mapping[str, Item]:
        """The state rows that there are of some articles, by their ids."""
        rows = self._table.get_many(state_row(article) for article in articles)
        return {str(row["article_id"]): row for row in rows.values()}

    def members(self, container: str, after: str) -> list[str]:
        """A page of ids of a container's members, from behind one on; empty at the end."""
        own = KeyCondition(PK).eq(article_partition(container))
        keys = own & KeyCondition(SK).between(f"{MEMBER_PREFIX}{after}", f"{MEMBER_PREFIX}~")
        size = self._page_size + 1
        rows = self._table.query(Query(keys, page_size=size, keys_only=True, consistent=True))
        ids = [str(row[SK]).removeprefix(MEMBER_PREFIX) for row in islice(rows, size)]
        return [each for each in ids if each != after][: self._page_size]

    def in_state(
        self, state: State, shard: int, after: str, until: str
    ) -> tuple[list[Item], str | None]:
        """A page of rows in a state, those changed first first, and the sort key to go on behind.

        The index lags: the rows themselves have the last word.
        """
        partition = KeyCondition(STATE_KEY).eq(state_partition(state, shard))
        low, high = after or "0", until
        if low > high:
            return [], None
        keys = partition & KeyCondition(STATE_SORT).between(low, high)
        size = self._page_size
        # One more for the entry that it goes on behind, and one to see whether there are more.
        found = self._table.query(Query(keys, index=STATE_INDEX, page_size=size + 2))
        entries = [each for each in islice(found, size + 2) if each[STATE_SORT] != after]
        page = entries[:size]
        rows = self._table.get_many((each[PK], META) for each in page).values()
        following = str(page[-1][STATE_SORT]) if len(entries) > size else None
        own = [row for row in rows if row["state"] == state and row[STATE_SORT] < until]
        return own, following
