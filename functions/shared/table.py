"""The table: reads and writes of rows, whatever they hold. Paging, batching and retries live here.

Which keys and conditions make up a step of the pipeline is the business of each function's `store`.
Conditions are boto3's `Key` and `Attr` objects, which are pure: any other table can evaluate them.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, Protocol, Self

import boto3
from boto3.dynamodb.conditions import ConditionBase
from boto3.dynamodb.types import TypeDeserializer
from botocore.exceptions import ClientError

from functions.shared.errors import ConflictError, ThrottledError, UnstorableError
from functions.shared.leftovers import send_until_taken
from schemas.table import PK, SK, Item, Key

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.service_resource import Table as TableResource

READ_BATCH: Final = 100
"""Keys in one BatchGetItem."""
WRITE_BATCH: Final = 25
"""Requests in one BatchWriteItem."""
ATTEMPTS: Final = 8
"""Times that what a batch left over is sent: 13 seconds at most, 6 on average."""

THROTTLED: Final = frozenset(
    {
        "InternalServerError",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "ServiceUnavailable",
        "ThrottlingException",
    }
)
"""Codes of answers that another try may change; botocore has then tried several times."""


@dataclass(frozen=True, slots=True)
class Change:
    """What an update changes in a row. A row that is not there is made."""

    set: Mapping[str, Any]
    """Values by attribute; None removes the attribute."""
    count: Mapping[str, str] = field(default_factory=dict)
    """Attributes that become one more than another (or the same) attribute was before, which
    counts from 0."""


@dataclass(frozen=True, slots=True)
class Put:
    """Write a row, in place of the one with its key if there is one."""

    item: Item

    @property
    def key(self) -> Key:
        """The key of the row."""
        return self.item[PK], self.item[SK]


@dataclass(frozen=True, slots=True)
class Delete:
    """Remove a row, if it is there."""

    key: Key


Request = Put | Delete


@dataclass(frozen=True, slots=True)
class Query:
    """Rows of one partition of the table or of an index, in the order of their sort keys."""

    keys: ConditionBase
    """Of `Key` objects: the partition, and a range of sort keys if not all of it."""
    where: ConditionBase | None = None
    """Of `Attr` objects that are no keys. Rows that it leaves out are read, and paid for."""
    index: str | None = None
    forward: bool = True
    page_size: int | None = None
    """Rows read by one request: as many as anybody wants, or each page reads up to 1 MB."""
    keys_only: bool = False
    consistent: bool = False
    """Whether every write that has ended is seen. Not possible in an index."""


class Table(Protocol):
    """The table, as the stores need it."""

    def get(self, key: Key) -> Item | None:
        """One row, strongly consistent."""

    def get_many(self, keys: Iterable[Key]) -> dict[Key, Item]:
        """The rows that exist among the keys, strongly consistent.

        Raises:
            ThrottledError: If the table keeps leaving some out.
        """

    def update(self, key: Key, change: Change, condition: ConditionBase | None = None) -> Item:
        """Change a row where the condition holds; returns all of it after the change.

        Raises:
            ConflictError: If the condition does not hold, with the row that stands there.
            UnstorableError: If the row would be more than the table takes.
        """

    def remove(self, key: Key, condition: ConditionBase) -> None:
        """Remove a row where the condition holds.

        Raises:
            ConflictError: If the condition does not hold, with the row that stands there.
        """

    def write(self, requests: Iterable[Request]) -> None:
        """Put and delete rows, in no certain order but that of requests with the same key.

        Not atomic: after an error any of them may have been done.

        Raises:
            ThrottledError: If the table keeps refusing some.
            UnstorableError: If the table will never take one of them.
        """

    def query(self, query: Query) -> Iterator[Item]:
        """The rows, read page by page as they are asked for: later pages see later writes."""

    def count(self, query: Query) -> int:
        """How many rows there are."""


class DynamoTable:
    """A table of DynamoDB."""

    def __init__(self, table: "TableResource", sleep: Callable[[float], None] = time.sleep) -> None:
        self._table = table
        self._sleep = sleep

    @classmethod
    def named(cls, name: str) -> Self:
        """The table of this name in the account that the process runs in."""
        return cls(boto3.resource("dynamodb").Table(name))

    def get(self, key: Key) -> Item | None:  # noqa: D102
        with _table_errors():
            return self._table.get_item(Key=_key(key), ConsistentRead=True).get("Item")

    def get_many(self, keys: Iterable[Key]) -> dict[Key, Item]:  # noqa: D102
        found: dict[Key, Item] = {}

        def read(batch: list[Item]) -> list[Item]:
            wanted: Any = {self._table.name: {"Keys": batch, "ConsistentRead": True}}
            answer: Any = self._table.meta.client.batch_get_item(RequestItems=wanted)
            rows = answer["Responses"].get(self._table.name, [])
            found.update({(item[PK], item[SK]): item for item in rows})
            left = answer.get("UnprocessedKeys", {}).get(self._table.name, {})
            return list(left.get("Keys", []))

        for batch in read_batches(keys):
            self._until_done([_key(key) for key in batch], read)
        return found

    def update(  # noqa: D102
        self, key: Key, change: Change, condition: ConditionBase | None = None
    ) -> Item:
        request = _update_expression(change)
        if condition is not None:
            request["ConditionExpression"] = condition
            request["ReturnValuesOnConditionCheckFailure"] = "ALL_OLD"
        with _storing(), _table_errors():
            answer = self._table.update_item(Key=_key(key), ReturnValues="ALL_NEW", **request)
        return dict(answer["Attributes"])

    def remove(self, key: Key, condition: ConditionBase) -> None:  # noqa: D102
        with _table_errors():
            self._table.delete_item(
                Key=_key(key),
                ConditionExpression=condition,
                ReturnValuesOnConditionCheckFailure="ALL_OLD",
            )

    def write(self, requests: Iterable[Request]) -> None:  # noqa: D102
        def send(batch: list[Item]) -> list[Item]:
            wanted: Any = {self._table.name: batch}
            answer: Any = self._table.meta.client.batch_write_item(RequestItems=wanted)
            return list(answer.get("UnprocessedItems", {}).get(self._table.name, []))

        for batch in write_batches(requests):
            with _storing():
                self._until_done([_write_request(request) for request in batch], send)

    def query(self, query: Query) -> Iterator[Item]:  # noqa: D102
        request = _query_request(query)
        if query.keys_only:
            names = {"#pk": PK, "#sk": SK}
            request |= {"ProjectionExpression": "#pk, #sk", "ExpressionAttributeNames": names}
        for page in self._pages(request):
            yield from page["Items"]

    def count(self, query: Query) -> int:  # noqa: D102
        request = _query_request(query) | {"Select": "COUNT"}
        return sum(page["Count"] for page in self._pages(request))

    def _pages(self, request: Item) -> Iterator[Item]:
        start: Item = {}
        while True:
            with _table_errors():
                page: Any = self._table.query(**request, **start)
            yield page
            if "LastEvaluatedKey" not in page:
                return
            start = {"ExclusiveStartKey": page["LastEvaluatedKey"]}

    def _until_done(self, batch: list[Item], send: Callable[[list[Item]], list[Item]]) -> None:
        """Send a batch, and again what was left over of it.

        Raises:
            ThrottledError: If something is left over in the end.
        """

        def send_once(batch: list[Item]) -> list[Item]:
            with _table_errors():
                return send(batch)

        left = send_until_taken(batch, send_once, ATTEMPTS, self._sleep)
        if left:
            msg = f"the table left over {len(left)} rows after {ATTEMPTS} attempts"
            raise ThrottledError(msg)


def read_batches(keys: Iterable[Key]) -> Iterator[list[Key]]:
    """The distinct keys in batches that the table takes."""
    distinct = iter(dict.fromkeys(keys))
    while batch := list(islice(distinct, READ_BATCH)):
        yield batch


def write_batches(requests: Iterable[Request]) -> Iterator[list[Request]]:
    """The requests in batches that the table takes: 25 at most, no two with the same key."""
    batch: dict[Key, Request] = {}
    for request in requests:
        if len(batch) == WRITE_BATCH or request.key in batch:
            yield list(batch.values())
            batch = {}
        batch[request.key] = request
    if batch:
        yield list(batch.values())


@contextmanager
def _table_errors() -> Iterator[None]:
    """Turns the answers of DynamoDB that a caller can act on into errors of the house."""
    try:
        yield
    except ClientError as error:
        code = error.response["Error"]["Code"]
        if code == "ConditionalCheckFailedException":
            raise ConflictError(_plain(error.response.get("Item", {}))) from error
        if code in THROTTLED:
            raise ThrottledError(str(error)) from error
        raise


@contextmanager
def _storing() -> Iterator[None]:
    """Turns DynamoDB's refusal of what is to be stored into an error of the house."""
    try:
        yield
    except ClientError as error:
        if error.response["Error"]["Code"] == "ValidationException":
            raise UnstorableError(str(error)) from error
        raise


def _plain(item: Any) -> Item:  # noqa: ANN401 (the stubs do not know it)
    """A row in plain values; errors carry it typed, as in `{"S": "..."}`, even to the resource."""
    read = TypeDeserializer().deserialize
    return {name: read(value) for name, value in item.items()}


def _key(key: Key) -> Item:
    return {PK: key[0], SK: key[1]}


def _write_request(request: Request) -> Item:
    if isinstance(request, Put):
        return {"PutRequest": {"Item": request.item}}
    return {"DeleteRequest": {"Key": _key(request.key)}}


def _query_request(query: Query) -> Item:
    options = {
        "FilterExpression": query.where,
        "IndexName": query.index,
        "Limit": query.page_size,
        "ConsistentRead": query.consistent or None,
    }
    request = {"KeyConditionExpression": query.keys, "ScanIndexForward": query.forward}
    return request | {name: value for name, value in options.items() if value is not None}


def _update_expression(change: Change) -> Item:
    """SET and REMOVE of a change. Its placeholders are none that conditions get (n0, v0)."""
    values = {name: value for name, value in change.set.items() if value is not None}
    assigned = [f"#set_{name} = :set_{name}" for name in values]
    counted = [
        f"#set_{name} = if_not_exists(#set_{base}, :zero) + :one"
        for name, base in change.count.items()
    ]
    removed = [f"#set_{name}" for name in change.set if name not in values]
    parts = {"SET ": [*assigned, *counted], "REMOVE ": removed}
    names = {*change.set, *change.count, *change.count.values()}
    numbers = {":zero": 0, ":one": 1} if counted else {}
    given = {f":set_{name}": value for name, value in values.items()} | numbers
    request: Item = {
        "UpdateExpression": " ".join(verb + ", ".join(p) for verb, p in parts.items() if p),
        "ExpressionAttributeNames": {f"#set_{name}": name for name in names},
    }
    return request | ({"ExpressionAttributeValues": given} if given else {})
