"""DynamoDB read units, by the rules that AWS publishes: moto does not count them.

https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from boto3.dynamodb.conditions import ConditionBase
from boto3.dynamodb.types import TypeSerializer

from functions.shared.table import Change, Query, Request, Table, read_batches
from infra.local.items import item_bytes
from schemas.table import PK, SK, Item, Key

BLOCK: Final = 4096
"""Bytes of a strongly consistent unit, or of half an eventually consistent one."""
PAGE_BYTES: Final = 1024 * 1024
"""Of the rows that one request of a query reads at most, the last of which may go beyond."""


@dataclass(frozen=True, slots=True)
class Reads:
    """What was read of a table."""

    units: float = 0.0
    requests: int = 0

    def __add__(self, other: "Reads") -> "Reads":
        """Both together."""
        return Reads(self.units + other.units, self.requests + other.requests)


def item_units(item: Item | None) -> int:
    """Units of a row that is read by its key, strongly consistent; one that is missing costs, too.

    In a batch, too, each row is rounded up by itself.
    """
    return blocks(item_size(item)) if item else 1


def blocks(size: int) -> int:
    """Blocks of so many bytes that are read together, at least one."""
    return max(1, -(-size // BLOCK))


def item_size(item: Item) -> int:
    """Bytes of a row."""
    return item_bytes({name: TypeSerializer().serialize(value) for name, value in item.items()})


class ReadCountingTable:
    """A table that counts the read units of what goes through to the one behind it.

    A query is paid for by the page, whatever is taken of it, and whatever attributes are.
    """

    def __init__(self, table: Table) -> None:
        self._table = table
        self._reads = Reads()

    def take(self) -> Reads:
        """What was counted since the last time."""
        counted, self._reads = self._reads, Reads()
        return counted

    def get(self, key: Key) -> Item | None:
        """One row."""
        item = self._table.get(key)
        self._reads += Reads(item_units(item), 1)
        return item

    def get_many(self, keys: Iterable[Key]) -> dict[Key, Item]:
        """Rows by their keys; each key is paid for."""
        found: dict[Key, Item] = {}
        for batch in read_batches(keys):
            found |= self._table.get_many(batch)
            self._reads += Reads(sum(item_units(found.get(key)) for key in batch), 1)
        return found

    def query(self, query: Query) -> Iterator[Item]:
        """Rows of a partition, page by page."""
        for page in self._pages(query):
            for item in page:
                yield {PK: item[PK], SK: item[SK]} if query.keys_only else item

    def count(self, query: Query) -> int:
        """How many rows there are: they are read as by a query."""
        return sum(map(len, self._pages(query)))

    def update(self, key: Key, change: Change, condition: ConditionBase | None = None) -> Item:
        """Writes go through uncounted."""
        return self._table.update(key, change, condition)

    def remove(self, key: Key, condition: ConditionBase) -> None:
        """Writes go through uncounted."""
        self._table.remove(key, condition)

    def write(self, requests: Iterable[Request]) -> None:
        """Writes go through uncounted."""
        self._table.write(requests)

    def _pages(self, query: Query) -> Iterator[list[Item]]:
        """The pages of a query, each counted as soon as it is read.

        Raises:
            ValueError: If the query leaves out rows that it reads and pays for.
        """
        if query.where is not None:
            msg = "what a query reads and leaves out is not to be seen"
            raise ValueError(msg)
        rows = self._table.query(replace(query, keys_only=False))
        is_last = False
        while not is_last:
            page = _page(rows, query.page_size)
            size = sum(map(item_size, page))
            # Whether more follows is known only from another request, if the page is full.
            is_last = len(page) != query.page_size and size <= PAGE_BYTES
            units = blocks(size) if query.consistent else blocks(size) / 2
            self._reads += Reads(units, 1)
            yield page


def _page(rows: Iterator[Item], most: int | None) -> list[Item]:
    """The rows of the next request: so many, or as many as reach a megabyte."""
    page: list[Item] = []
    size = 0
    for item in islice(rows, most):
        page.append(item)
        size += item_size(item)
        if size > PAGE_BYTES:
            break
    return page
