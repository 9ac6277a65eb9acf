"""What every function that moves an article to a state reads and writes of its state row."""

from datetime import UTC, datetime
from typing import Final

from functions.shared.clock import moment
from schemas.events import ObjectEvent
from schemas.table import PARENT_KEY, STATE_KEY, STATE_SORT, Item, State, shard, state_partition

NEXT_RUN: Final = {"run": "counter", "counter": "counter"}
"""Counts up: runs and revisions of an article come from one counter."""
RERUN_OF: Final = "rerun_of"
"""Attribute of the run that a repetition saw, while its own run is the last."""
RERUNNABLE: Final = (State.FAILED, State.READY, State.EXPANDED, State.PARSED)
"""States that `parse` can begin again from. What was deleted stays so."""


def in_state(article: str, state: State, now: datetime) -> Item:
    """The attributes of a state row that tell its state and keep it in the state index."""
    changed = moment(now.astimezone(UTC))
    return {
        "state": state.value,
        "updated_at": changed,
        STATE_KEY: state_partition(state, shard(article)),
        STATE_SORT: f"{changed}#{article}",
    }


def epoch(moment: datetime) -> int:
    """Seconds since 1970, as leases are kept."""
    return int(moment.timestamp())


def is_leased(row: Item, now: datetime) -> bool:
    """Whether a run may still be at work on the article."""
    return int(row.get("lease_until") or 0) >= epoch(now)


def fence(event: ObjectEvent) -> Item:
    """The attributes of a state row that say which object it is of, and in which version."""
    fields: Item = {
        "article_id": event.article_id,
        "bucket": event.bucket,
        "key": event.key,
        "version_id": event.version_id,
        "sequencer": event.sequencer,
    }
    if event.parent_id:
        fields |= {"member": event.member, PARENT_KEY: event.parent_id}
    return fields
