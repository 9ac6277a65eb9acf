"""Reads from the table: one method for each access pattern, none of them a scan.

Which patterns answer a question lives in `queries`.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from boto3.dynamodb.conditions import ConditionBase
from boto3.dynamodb.conditions import Key as KeyCondition

from functions.shared.table import Query, Table
from schemas.table import (
    BODY,
    PK,
    SK,
    STATE_INDEX,
    STATE_KEY,
    STATE_SORT,
    Facet,
    Item,
    Key,
    State,
    directory_partition,
    state_partition,
    unpack,
)


class RecordReader:
    """Rows of the table, as plain values."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def get(self, key: Key) -> Item | None:
        """One row, strongly consistent."""
        return self._table.get(key)

    def get_many(self, keys: Iterable[Key]) -> dict[Key, Item]:
        """The rows that exist among the keys, strongly consistent."""
        return self._table.get_many(keys)

    def newest_first(
        self, partition: str, low: str, high: str, page_size: int
    ) -> Iterator[tuple[str, Any]]:
        """Sort keys and bodies of a partition, from `high` down to `low`, both included.

        Strongly consistent, or a revision that has just become current would be in no list yet.
        """
        keys = KeyCondition(PK).eq(partition) & KeyCondition(SK).between(low, high)
        query = Query(keys, forward=False, page_size=page_size, consistent=True)
        for item in self._table.query(query):
            yield str(item[SK]), unpack(bytes(item[BODY]))

    def directory(self, facet: Facet, shard: int, after: str, page_size: int) -> Iterator[Item]:
        """The values of a facet in one shard, ascending, from behind `after`."""
        keys: ConditionBase = KeyCondition(PK).eq(directory_partition(facet, shard))
        if after:
            keys = keys & KeyCondition(SK).gt(after)
        return self._table.query(Query(keys, page_size=page_size, consistent=True))

    def in_state(
        self, state: State, shard: int, low: str, high: str, page_size: int
    ) -> Iterator[tuple[str, Key]]:
        """Sort keys of the state index, from `high` down to `low`, and the keys of their rows."""
        partition = KeyCondition(STATE_KEY).eq(state_partition(state, shard))
        keys = partition & KeyCondition(STATE_SORT).between(low, high)
        query = Query(keys, index=STATE_INDEX, forward=False, page_size=page_size)
        for item in self._table.query(query):
            yield str(item[STATE_SORT]), (str(item[PK]), str(item[SK]))
