"""Reads from the table: one method for each access pattern, none of them a scan.

Which patterns answer a question lives in `queries`.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from boto3.dynamodb.conditions import ConditionBase
from boto3.dynamodb.conditions import Key as KeyCondition

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

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.service_resource import Table

BATCH = 100
"""Keys in one BatchGetItem."""
BATCH_ATTEMPTS = 8


class RecordsUnavailableError(Exception):
    """The table did not answer for all keys."""


class RecordReader:
    """Rows of the table, as plain values."""

    def __init__(self, table: "Table") -> None:
        self._table = table

    def get(self, key: Key) -> Item | None:
        """One row, strongly consistent."""
        answer = self._table.get_item(Key={PK: key[0], SK: key[1]}, ConsistentRead=True)
        return answer.get("Item")

    def get_many(self, keys: Iterable[Key]) -> dict[Key, Item]:
        """The rows that exist among the keys, strongly consistent."""
        found: dict[Key, Item] = {}
        distinct = list(dict.fromkeys(keys))
        for start in range(0, len(distinct), BATCH):
            found |= self._get_batch(distinct[start : start + BATCH])
        return found

    def newest_first(
        self, partition: str, low: str, high: str, page_size: int
    ) -> Iterator[tuple[str, Any]]:
        """Sort keys and bodies of a partition, from `high` down to `low`, both included.

        Strongly consistent, or a revision that has just become current would be in no list yet.
        """
        condition = KeyCondition(PK).eq(partition) & KeyCondition(SK).between(low, high)
        for item in self._query(condition, forward=False, page_size=page_size):
            yield str(item[SK]), unpack(bytes(item[BODY]))

    def directory(self, facet: Facet, shard: int, after: str, page_size: int) -> Iterator[Item]:
        """The values of a facet in one shard, ascending, from behind `after`."""
        condition: ConditionBase = KeyCondition(PK).eq(directory_partition(facet, shard))
        if after:
            condition = condition & KeyCondition(SK).gt(after)
        yield from self._query(condition, forward=True, page_size=page_size)

    def in_state(
        self, state: State, shard: int, low: str, high: str, page_size: int
    ) -> Iterator[tuple[str, Key]]:
        """Sort keys of the state index, from `high` down to `low`, and the keys of their rows."""
        partition = state_partition(state, shard)
        condition = KeyCondition(STATE_KEY).eq(partition) & KeyCondition(STATE_SORT).between(
            low, high
        )
        for item in self._query(condition, forward=False, page_size=page_size, index=STATE_INDEX):
            yield str(item[STATE_SORT]), (str(item[PK]), str(item[SK]))

    def _query(
        self,
        condition: ConditionBase,
        *,
        forward: bool,
        page_size: int,
        index: str | None = None,
    ) -> Iterator[Item]:
        request: Item = {
            "KeyConditionExpression": condition,
            "ScanIndexForward": forward,
            "Limit": page_size,
            "ConsistentRead": index is None,
        }
        if index:
            request["IndexName"] = index
        while True:
            page = self._table.query(**request)
            yield from page["Items"]
            if "LastEvaluatedKey" not in page:
                return
            request["ExclusiveStartKey"] = page["LastEvaluatedKey"]

    def _get_batch(self, keys: list[Key]) -> dict[Key, Item]:
        """Up to 100 rows.

        Raises:
            RecordsUnavailableError: If the table keeps leaving some out.
        """
        client, name = self._table.meta.client, self._table.name
        wanted: Any = {name: {"Keys": [{PK: p, SK: s} for p, s in keys], "ConsistentRead": True}}
        items: list[Any] = []
        for _ in range(BATCH_ATTEMPTS):
            answer = client.batch_get_item(RequestItems=wanted)
            items += answer["Responses"].get(name, [])
            wanted = answer.get("UnprocessedKeys")
            if not wanted:
                return {(item[PK], item[SK]): item for item in items}
        msg = f"the table left out some of {len(keys)} rows"
        raise RecordsUnavailableError(msg)
