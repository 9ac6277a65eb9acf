"""State rows, page by page, for whoever goes through all articles or through all of some state."""

from collections.abc import Mapping, Sequence
from itertools import islice

from boto3.dynamodb.conditions import Key as KeyCondition

from functions.shared.table import Query, Table
from schemas.table import (
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
    state_partition,
    state_row,
)


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
