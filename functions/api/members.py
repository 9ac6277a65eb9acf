"""The members of containers: which there are, and how many ended in which way."""

import heapq
from collections.abc import Iterator, Sequence

from functions.api.reading import Reader, chunks
from schemas.api import MemberCounts
from schemas.table import Item, State, state_row

CONTAINERS = frozenset({State.EXPANDING, State.EXPANDED})
DONE = (State.READY, State.EXPANDED)
"""What members end as that have not failed."""


def counts_of(reader: Reader, container: str, state: Item) -> MemberCounts:
    """What became of the members of a container."""
    total = int(state["members"])
    done = sum(reader.count_members(container, each) for each in DONE)
    failed = reader.count_members(container, State.FAILED)
    waiting = max(0, total - done - failed)
    return MemberCounts(total=total, done=done, failed=failed, waiting=waiting)


def page_of(
    reader: Reader, container: str, states: Sequence[State], limit: int, after: str
) -> tuple[list[Item], str | None]:
    """State rows of members behind an id, in the order of ids, and the id that ends the page.

    Members that nothing has been done with yet are left out, and those that are deleted, unless
    asked for.
    """
    found: list[Item] = []
    for ids in chunks(_ids(reader, container, states, after, limit + 1), limit + 1):
        items = reader.get_many(state_row(each) for each in ids)
        rows = [items[state_row(each)] for each in ids if state_row(each) in items]
        found += [row for row in rows if _is_wanted(row, states)]
        if len(found) > limit:
            break
    page = found[:limit]
    return page, str(page[-1]["article_id"]) if len(found) > limit else None


def _ids(
    reader: Reader, container: str, states: Sequence[State], after: str, page_size: int
) -> Iterator[str]:
    if not states:
        return reader.members(container, after, page_size)
    found = [reader.members_in_state(container, state) for state in states]
    return (each for each in heapq.merge(*found) if each > after)


def _is_wanted(item: Item, states: Sequence[State]) -> bool:
    """Whether a member is in one of the states; any but deleted if none is given."""
    return item["state"] in states if states else item["state"] != State.DELETED
