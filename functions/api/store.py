"""Reads from the table: one method for each access pattern, none of them a scan.

Which patterns answer a question lives in `queries`.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from boto3.dynamodb.conditions import ConditionBase
from boto3.dynamodb.conditions import Key as KeyCondition

from functions.shared.table import Query, Table
from schemas.review import Judgement
from schemas.table import (
    BODY,
    MEMBER_PREFIX,
    PARENT_INDEX,
    PARENT_KEY,
    PK,
    REVIEW_PREFIX,
    SK,
    STATE_INDEX,
    STATE_KEY,
    STATE_SORT,
    Facet,
    Item,
    Key,
    State,
    article_partition,
    counts_partition,
    directory_partition,
    state_partition,
    step_prefix,
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

    def reviews(self, article: str) -> Iterator[tuple[str, Judgement]]:
        """The last step of every review of an article, by the hash of its claim, ascending."""
        keys = _own(article) & KeyCondition(SK).begins_with(REVIEW_PREFIX)
        for item in self._table.query(Query(keys, consistent=True)):
            yield str(item[SK]).removeprefix(REVIEW_PREFIX), judgement_of(item)

    def steps(self, article: str, hash_: str) -> Iterator[Judgement]:
        """The steps before the last of a review, the first first."""
        keys = _own(article) & KeyCondition(SK).begins_with(step_prefix(hash_))
        return map(judgement_of, self._table.query(Query(keys, consistent=True)))

    def counts(self, month: str, shard: int, low: str, high: str) -> Iterator[tuple[str, Any]]:
        """Sort keys and bodies of the counts of a month in one shard; eventually consistent."""
        partition = KeyCondition(PK).eq(counts_partition(month, shard))
        for item in self._table.query(Query(partition & KeyCondition(SK).between(low, high))):
            yield str(item[SK]), unpack(bytes(item[BODY]))

    def members(self, container: str, after: str, page_size: int) -> Iterator[str]:
        """Ids of a container's members, ascending, from behind `after`."""
        keys = KeyCondition(PK).eq(article_partition(container))
        low, high = f"{MEMBER_PREFIX}{after}", f"{MEMBER_PREFIX}~"
        query = Query(keys & KeyCondition(SK).between(low, high), page_size=page_size)
        for item in self._table.query(query):
            found = str(item[SK]).removeprefix(MEMBER_PREFIX)
            if found > after:
                yield found

    def members_in_state(self, container: str, state: State) -> list[str]:
        """Ids of a container's members in a state, ascending."""
        found = self._table.query(_members_in(container, state))
        return sorted(str(item[PK]).removeprefix(article_partition("")) for item in found)

    def count_members(self, container: str, state: State) -> int:
        """How many members of a container are in a state."""
        return self._table.count(_members_in(container, state))

    def in_state(
        self,
        state: State,
        shard: int,
        bounds: tuple[str, str],
        page_size: int,
        *,
        forward: bool = False,
    ) -> Iterator[tuple[str, Key]]:
        """Sort keys of the state index between two, and the keys of their rows; the last first."""
        partition = KeyCondition(STATE_KEY).eq(state_partition(state, shard))
        keys = partition & KeyCondition(STATE_SORT).between(*bounds)
        query = Query(keys, index=STATE_INDEX, forward=forward, page_size=page_size)
        for item in self._table.query(query):
            yield str(item[STATE_SORT]), (str(item[PK]), str(item[SK]))


def _own(article: str) -> ConditionBase:
    return KeyCondition(PK).eq(article_partition(article))


def judgement_of(item: Item) -> Judgement:
    """A step of a review from its row."""
    return Judgement.model_validate(unpack(bytes(item[BODY])))


def _members_in(container: str, state: State) -> Query:
    keys = KeyCondition(PARENT_KEY).eq(container) & KeyCondition("state").eq(state.value)
    return Query(keys, index=PARENT_INDEX)
