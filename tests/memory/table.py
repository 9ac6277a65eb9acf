"""The table in memory: DynamoDB's answers, or its refusals, of every call that the stores make."""

import base64
import json
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import partial
from typing import Any

from boto3.dynamodb.conditions import ConditionBase
from boto3.dynamodb.types import TypeDeserializer, TypeSerializer
from botocore.exceptions import ClientError

from functions.shared.errors import ConflictError, UnstorableError
from functions.shared.table import (
    READ_BATCH,
    WRITE_BATCH,
    Change,
    Delete,
    Put,
    Query,
    Request,
    read_batches,
    write_batches,
)
from infra.local.items import Index, TableKeys, item_bytes, item_problem, key_problem
from schemas.table import PK, SK, Item, Key
from tests.memory.conditions import attributes, holds, sortable
from tests.memory.hooks import Hook, Hooked, no_hook

PAGE_BYTES = 1024 * 1024
RANGES = frozenset({"=", "<", "<=", ">", ">=", "BETWEEN", "begins_with"})
"""Operators that a key condition may have on the sort key."""


class MemoryTable(Hooked):
    """Implements `functions.shared.table.Table`. Rows are kept in their wire form."""

    name = "table"

    def __init__(self, keys: TableKeys, hook: Hook = no_hook) -> None:
        super().__init__(hook)
        self._keys = keys
        self._rows: dict[Key, Item] = {}

    def rows(self) -> list[Item]:
        """Every row, in no certain order."""
        return [_plain(row) for row in self._rows.values()]

    def get(self, key: Key) -> Item | None:
        return self._call("get", lambda: self._read([key])).get(key)

    def get_many(self, keys: Iterable[Key]) -> dict[Key, Item]:
        found: dict[Key, Item] = {}
        for batch in read_batches(keys):
            found |= self._call("get_many", partial(self._read, batch))
        return found

    def update(self, key: Key, change: Change, condition: ConditionBase | None = None) -> Item:
        return self._call("update", lambda: self._update(key, change, condition))

    def remove(self, key: Key, condition: ConditionBase) -> None:
        self._call("remove", lambda: self._remove(key, condition))

    def write(self, requests: Iterable[Request]) -> None:
        for batch in write_batches(requests):
            self._call("write", partial(self._write, batch))

    def query(self, query: Query) -> Iterator[Item]:
        for page in self._pages(query):
            for item in page:
                yield {PK: item[PK], SK: item[SK]} if query.keys_only else item

    def count(self, query: Query) -> int:
        return sum(len(page) for page in self._pages(query))

    # --- Elementary calls ----------------------------------------------------------------------

    def _read(self, keys: Sequence[Key]) -> dict[Key, Item]:
        if len(keys) > READ_BATCH:
            raise _refusal("Too many items requested for the BatchGetItem call")
        for key in keys:
            _check(key_problem(_wire({PK: key[0], SK: key[1]}), self._keys))
        return {key: _plain(self._rows[key]) for key in keys if key in self._rows}

    def _update(self, key: Key, change: Change, condition: ConditionBase | None) -> Item:
        before = _plain(self._rows.get(key, {}))
        _check_paths(change)
        if condition is not None and not holds(condition, before):
            raise ConflictError(before)
        counted = {name: _next(before.get(base, 0)) for name, base in change.count.items()}
        after = before | dict(change.set) | counted | {PK: key[0], SK: key[1]}
        removed = {name for name, value in change.set.items() if value is None}
        self._store({name: value for name, value in after.items() if name not in removed})
        return _plain(self._rows[key])

    def _remove(self, key: Key, condition: ConditionBase) -> None:
        _check(key_problem(_wire({PK: key[0], SK: key[1]}), self._keys))
        before = _plain(self._rows.get(key, {}))
        if not holds(condition, before):
            raise ConflictError(before)
        self._rows.pop(key, None)

    def _write(self, batch: Sequence[Request]) -> None:
        """Do a batch; nothing of it if any of it is refused."""
        if len(batch) > WRITE_BATCH:
            raise UnstorableError("Too many items requested for the BatchWriteItem call")
        if len({request.key for request in batch}) < len(batch):
            raise UnstorableError("Provided list of item keys contains duplicates")
        for request in batch:
            if isinstance(request, Put):
                _storable(item_problem(_wire(request.item), self._keys))
            else:
                _storable(key_problem(_wire({PK: request.key[0], SK: request.key[1]}), self._keys))
        for request in batch:
            self._do(request)

    def _do(self, request: Request) -> None:
        if isinstance(request, Delete):
            self._rows.pop(request.key, None)
        else:
            self._store(request.item)

    def _store(self, item: Item) -> None:
        row = _wire(item)
        _storable(item_problem(row, self._keys))
        self._rows[item[PK], item[SK]] = row

    # --- Queries -------------------------------------------------------------------------------

    def _pages(self, query: Query) -> Iterator[list[Item]]:
        """Pages as they are asked for, each read from the table as it is then."""
        index = self._index(query)
        start: list[Any] | None = None
        while True:
            page, start = self._call("query", partial(self._page, query, index, start))
            yield page
            if start is None:
                return

    def _index(self, query: Query) -> Index:
        if query.index is None:
            return self._keys.primary
        if query.consistent:
            raise _refusal("Consistent reads are not supported on global secondary indexes")
        if query.index not in self._keys.indexes:
            raise _refusal(f"The table does not have the specified index: {query.index}")
        return self._keys.indexes[query.index]

    def _page(
        self, query: Query, index: Index, start: list[Any] | None
    ) -> tuple[list[Item], list[Any] | None]:
        """The rows behind a place, as many as a page holds, and where the next one starts."""
        _check_query(query, index)
        read: list[Item] = []
        size = 0
        for place, row in self._ordered(query, index):
            if start is not None and (place <= start if query.forward else place >= start):
                continue
            read.append(row)
            size += item_bytes(_wire(row))
            if len(read) == query.page_size or size > PAGE_BYTES:
                return _filtered(query, read), place
        return _filtered(query, read), None

    def _ordered(self, query: Query, index: Index) -> list[tuple[list[Any], Item]]:
        """The rows of a partition with their places, in the order of the query."""
        rows = (_plain(row) for row in self._rows.values() if all(n in row for n in index.keys))
        names = (*index.keys, *self._keys.primary.keys)
        found = [
            ([sortable(row[name]) for name in names], self._projected(row, index))
            for row in rows
            if holds(query.keys, row)
        ]
        return sorted(found, key=lambda pair: pair[0], reverse=not query.forward)

    def _projected(self, row: Item, index: Index) -> Item:
        if not index.keys_only:
            return row
        names = {*index.keys, *self._keys.primary.keys}
        return {name: value for name, value in row.items() if name in names}


def _filtered(query: Query, rows: list[Item]) -> list[Item]:
    return [row for row in rows if query.where is None or holds(query.where, row)]


def _check_query(query: Query, index: Index) -> None:
    """Refuse the conditions that DynamoDB refuses."""
    terms = list(_terms(query.keys))
    partition = [t for t in terms if [*attributes(t)] == [index.keys[0]]]
    if [_operator(term) for term in partition] != ["="]:
        raise _refusal(f"Query condition missed key schema element: {index.keys[0]}")
    for term in terms:
        _check_term(term, index)
    if query.where is not None:
        for name in attributes(query.where):
            if name in index.keys:
                message = "Filter Expression can only contain non-primary key attributes: "
                raise _refusal(f"{message}Primary key attribute: {name}")


def _check_term(term: ConditionBase, index: Index) -> None:
    if not set(attributes(term)) <= set(index.keys):
        raise _refusal("Query key condition not supported")
    if _operator(term) not in RANGES:
        raise _refusal("Invalid operator used in KeyConditionExpression")
    values = term.get_expression()["values"][1:]
    if "" in values:
        raise _refusal("The AttributeValue for a key attribute cannot contain an empty string")
    if _operator(term) == "BETWEEN" and sortable(values[0]) > sortable(values[1]):
        raise _refusal(
            "The BETWEEN operator requires upper bound to be greater than or equal to lower bound"
        )


def _terms(condition: ConditionBase) -> Iterator[ConditionBase]:
    if _operator(condition) == "AND":
        for each in condition.get_expression()["values"]:
            yield from _terms(each)
    else:
        yield condition


def _operator(condition: ConditionBase) -> str:
    return str(condition.get_expression()["operator"])


def _check_paths(change: Change) -> None:
    if {PK, SK} & {*change.set, *change.count}:
        raise UnstorableError("Cannot update attribute: it is part of the key")
    if change.set.keys() & change.count.keys():
        raise UnstorableError("Two document paths overlap with each other")


def _next(value: object) -> object:
    if not isinstance(value, int | Decimal) or isinstance(value, bool):
        raise UnstorableError("An operand in the update expression has an incorrect data type")
    return value + 1


def _storable(problem: str | None) -> None:
    if problem:
        raise UnstorableError(problem)


def _check(problem: str | None) -> None:
    if problem:
        raise _refusal(problem)


def _refusal(message: str) -> ClientError:
    """The error that boto3 raises for a request that makes no sense."""
    return ClientError({"Error": {"Code": "ValidationException", "Message": message}}, "Query")


def _wire(item: Item) -> Item:
    """An item as it travels, which nothing else holds a reference to.

    Raises:
        TypeError: As boto3 does, for a float or another type that DynamoDB does not have.
        decimal.Inexact: As boto3 does, for a number of more than 38 digits.
    """
    typed = {name: TypeSerializer().serialize(value) for name, value in item.items()}
    wire: Item = json.loads(json.dumps(typed, default=_base64))
    return wire


def _base64(value: bytes | bytearray) -> str:
    return base64.b64encode(value).decode()


def _plain(row: Item) -> Item:
    """An item as boto3 hands it out."""
    read = TypeDeserializer().deserialize
    return {name: read(_with_bytes(value)) for name, value in row.items()}


def _with_bytes(value: Item) -> Any:
    ((type_, plain),) = value.items()
    match type_:
        case "B":
            return {type_: base64.b64decode(plain)}
        case "BS":
            return {type_: [base64.b64decode(each) for each in plain]}
        case "M":
            return {type_: {name: _with_bytes(each) for name, each in plain.items()}}
        case "L":
            return {type_: [_with_bytes(each) for each in plain]}
    return value
