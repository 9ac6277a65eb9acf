"""Requests to DynamoDB that AWS refuses and moto, or another stand-in, takes. Pure.

One check for each operation. What makes an item storable lives in `items`. Messages are AWS's own
where they are known. What needs the item that stands in the table, such as the size that it has
after an update, cannot be seen here.
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from infra.local.items import (
    ITEM_BYTES,
    Item,
    TableKeys,
    index_problem,
    item_bytes,
    item_problem,
    key_problem,
    value_problem,
)

BATCH_WRITE_ITEMS: Final = 25
"""Put and delete requests that one BatchWriteItem may hold, over all tables."""
BATCH_GET_ITEMS: Final = 100
TRANSACTION_BYTES: Final = 4 * 1024 * 1024

Request = Mapping[str, Any]
"""The JSON of a request."""
Tables = Callable[[str], TableKeys | None]
"""Gives the keys of a table by its name, if there is such a table."""


def problem(operation: str, request: Request, tables: Tables) -> str | None:
    """Why AWS would answer a request with a ValidationException; None if nothing is known."""
    check = CHECKS.get(operation)
    return next(check(request, tables), None) if check else None


def _of_table(
    check: Callable[[Request, TableKeys], Iterator[str]],
) -> Callable[[Request, Tables], Iterator[str]]:
    """A check of a request that names one table; a table that is not there is moto's business."""

    def checked(request: Request, tables: Tables) -> Iterator[str]:
        keys = tables(request.get("TableName", ""))
        if keys is not None:
            yield from check(request, keys)

    return checked


# --- One item ----------------------------------------------------------------------------------


def _put(request: Request, keys: TableKeys) -> Iterator[str]:
    yield from _each(item_problem(request["Item"], keys))
    yield from _values(request)


def _get(request: Request, keys: TableKeys) -> Iterator[str]:
    yield from _each(key_problem(request["Key"], keys))
    yield from _values(request)


def _update(request: Request, keys: TableKeys) -> Iterator[str]:
    yield from _get(request, keys)
    assigned = _assigned(request)
    yield from _each(index_problem(assigned, keys))
    if item_bytes(assigned | dict(request["Key"])) > ITEM_BYTES:
        yield "Item size to update has exceeded the maximum allowed size"


def _values(request: Request) -> Iterator[str]:
    """What is wrong with the values of a request's expressions."""
    values = request.get("ExpressionAttributeValues", {}).values()
    yield from _each(*map(value_problem, values))


_ASSIGNMENT: Final = re.compile(
    r"(?<![\w.#\]])(#?\w+)\s*=\s*(:\w+)(?=\s*(?:,|$|\b(?:REMOVE|ADD|DELETE)\b))", re.IGNORECASE
)


def _assigned(request: Request) -> dict[str, Any]:
    """The attributes that an update sets to a value of the request, with their values."""
    names = request.get("ExpressionAttributeNames", {})
    values = request.get("ExpressionAttributeValues", {})
    found = _ASSIGNMENT.findall(request.get("UpdateExpression", ""))
    return {names.get(name, name): values[value] for name, value in found if value in values}


# --- Many items --------------------------------------------------------------------------------


def _batch_write(request: Request, tables: Tables) -> Iterator[str]:
    by_table = request.get("RequestItems", {})
    if sum(map(len, by_table.values())) > BATCH_WRITE_ITEMS:
        yield "Too many items requested for the BatchWriteItem call"
    for name, requests in by_table.items():
        keys = tables(name)
        if keys is not None:
            yield from _table_batch(requests, keys)


def _table_batch(requests: Iterable[Request], keys: TableKeys) -> Iterator[str]:
    puts = [each["PutRequest"]["Item"] for each in requests if "PutRequest" in each]
    deletes = [each["DeleteRequest"]["Key"] for each in requests if "DeleteRequest" in each]
    yield from _each(*(item_problem(item, keys) for item in puts))
    yield from _each(*(key_problem(key, keys) for key in deletes))
    if _have_duplicates([*puts, *deletes], keys):
        yield "Provided list of item keys contains duplicates"


def _batch_get(request: Request, tables: Tables) -> Iterator[str]:
    by_table = request.get("RequestItems", {})
    if sum(len(each["Keys"]) for each in by_table.values()) > BATCH_GET_ITEMS:
        yield "Too many items requested for the BatchGetItem call"
    for name, each in by_table.items():
        keys = tables(name)
        if keys is not None:
            yield from _each(*(key_problem(key, keys) for key in each["Keys"]))
            if _have_duplicates(each["Keys"], keys):
                yield "Provided list of item keys contains duplicates"


def _transact_write(request: Request, tables: Tables) -> Iterator[str]:
    actions = [next(iter(each.items())) for each in request.get("TransactItems", [])]
    for kind, action in actions:
        yield from TRANSACT_CHECKS[kind](action, tables)
    for name in {action["TableName"] for _, action in actions}:
        keys = tables(name)
        items = [_row(action) for _, action in actions if action["TableName"] == name]
        if keys is not None and _have_duplicates(items, keys):
            yield "Transaction request cannot include multiple operations on one item"
    if sum(item_bytes(_row(action)) for _, action in actions) > TRANSACTION_BYTES:
        yield "Transaction exceeds the size limit of 4 MB"


def _row(action: Request) -> Item:
    """As much of an item as an action of a transaction names."""
    return dict(action.get("Item") or action["Key"]) | _assigned(action)


def _have_duplicates(items: list[Item], keys: TableKeys) -> bool:
    distinct = {tuple(str(item.get(name)) for name in keys.primary.keys) for item in items}
    return len(distinct) < len(items)


# --- Queries -----------------------------------------------------------------------------------


def _query(request: Request, keys: TableKeys) -> Iterator[str]:
    name = request.get("IndexName")
    index = keys.indexes.get(name) if name else keys.primary
    if index is None:
        yield f"The table does not have the specified index: {name}"
        return
    for attribute in _attributes(request, "FilterExpression"):
        if attribute in index.keys:
            yield (
                "Filter Expression can only contain non-primary key attributes: "
                f"Primary key attribute: {attribute}"
            )
    asked = list(_attributes(request, "KeyConditionExpression"))
    if not set(asked) <= set(index.keys):
        yield "Query key condition not supported"
    if len(asked) > len(set(asked)):
        yield "KeyConditionExpressions must only contain one condition per key"
    yield from _key_values(request)
    yield from _values(request)


def _key_values(request: Request) -> Iterator[str]:
    """What is wrong with the values of a key condition."""
    values = request.get("ExpressionAttributeValues", {})
    expression = request.get("KeyConditionExpression", "")
    for name in re.findall(r":\w+", expression):
        if "" in values.get(name, {}).values():
            yield (
                "One or more parameter values are not valid. "
                "The AttributeValue for a key attribute cannot contain an empty value."
            )
    for low, high in re.findall(r"BETWEEN\s+(:\w+)\s+AND\s+(:\w+)", expression, re.IGNORECASE):
        if _text(values.get(low, {})) > _text(values.get(high, {})):
            yield (
                "The BETWEEN operator requires upper bound to be greater than or equal to "
                "lower bound"
            )


def _text(value: Mapping[str, Any]) -> bytes:
    """What a text sorts by; nothing for other types, whose order is not checked here."""
    return str(value.get("S", "")).encode()


_NAME: Final = re.compile(
    r"(?<![\w:#.])(?!(?:AND|OR|NOT|BETWEEN|IN)\b)(#?[A-Za-z_]\w*)(?!\w|\s*\()"
)


def _attributes(request: Request, expression: str) -> Iterator[str]:
    """The top-level attributes that an expression of a request names."""
    names = request.get("ExpressionAttributeNames", {})
    for name in _NAME.findall(request.get(expression, "")):
        yield names.get(name, name)


def _each(*problems: str | None) -> Iterator[str]:
    return filter(None, problems)


TRANSACT_CHECKS: Final = {
    "Put": _of_table(_put),
    "Update": _of_table(_update),
    "Delete": _of_table(_get),
    "ConditionCheck": _of_table(_get),
}
CHECKS: Final[Mapping[str, Callable[[Request, Tables], Iterator[str]]]] = {
    "PutItem": _of_table(_put),
    "GetItem": _of_table(_get),
    "DeleteItem": _of_table(_get),
    "UpdateItem": _of_table(_update),
    "BatchWriteItem": _batch_write,
    "BatchGetItem": _batch_get,
    "TransactWriteItems": _transact_write,
    "Query": _of_table(_query),
}
