"""What changed since a time, in the order in which it changed. Pure but for reads.

Each object is told of once, by its last change: one that changes again leaves its place in the
state index and comes at the end. Changes have a place each, by their moment and then by the
object's id, so that a cursor passes none that happened at the same moment as another.
"""

import heapq
from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from functions.api.reading import Reader, chunks
from functions.api.summaries import summary_of
from schemas.api import ArticleChange, ChangeKind
from schemas.table import ENDS, SHARDS, STATE_SORT, Item, Key, State

SETTLED: Final = timedelta(seconds=10)
"""Changes are told when they are this old. A moment is taken before it is written, and the index
lags behind what is written: until then, an earlier change may turn up after a later one."""
_KINDS: Final = {
    State.READY: ChangeKind.INGESTED,
    State.FAILED: ChangeKind.FAILED,
    State.DELETED: ChangeKind.DELETED,
    State.EXPANDED: ChangeKind.DIVIDED,
}


def page_of(reader: Reader, after: str, until: str, limit: int) -> tuple[list[ArticleChange], str]:
    """Changes behind a place of the state index, and the place of the last that was looked at."""
    found: list[ArticleChange] = []
    last = after
    for some in chunks(_entries(reader, after, until, limit), limit):
        rows = reader.get_many(key for _, key in some)
        for last, key in some:
            # What has changed since the index was read comes later.
            if rows[key][STATE_SORT] == last:
                found.append(change_of(rows[key]))
            if len(found) == limit:
                return found, last
    return found, last


def change_of(state: Item) -> ArticleChange:
    """The last change of an object whose state is one of an end."""
    summary = summary_of(state)
    kind, replaced = _KINDS[summary.state], (state.get("current") or {}).get("replaced")
    if kind is ChangeKind.INGESTED and replaced is not None:
        kind = ChangeKind.REPLACED
    return ArticleChange(**dict(summary), change=kind, replaced=replaced)


def _entries(reader: Reader, after: str, until: str, limit: int) -> Iterator[tuple[str, Key]]:
    if after > until:
        return iter(())
    streams = [
        reader.in_state(state, number, (after, until), limit + 1, forward=True)
        for state in ENDS
        for number in range(SHARDS)
    ]
    return (entry for entry in heapq.merge(*streams) if entry[0] > after)
