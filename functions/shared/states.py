"""What every function that moves an article to a state writes into its state row."""

from datetime import UTC, datetime

from schemas.table import STATE_KEY, STATE_SORT, Item, State, shard, state_partition


def in_state(article: str, state: State, now: datetime) -> Item:
    """The attributes of a state row that tell its state and keep it in the state index."""
    moment = now.astimezone(UTC).isoformat(timespec="milliseconds")
    return {
        "state": state.value,
        "updated_at": moment,
        STATE_KEY: state_partition(state, shard(article)),
        STATE_SORT: f"{moment}#{article}",
    }


def epoch(moment: datetime) -> int:
    """Seconds since 1970, as leases are kept."""
    return int(moment.timestamp())
