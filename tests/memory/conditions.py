"""Evaluates boto3's condition objects as DynamoDB evaluates their expressions.

https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html
"""

import operator
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, Final

from boto3.dynamodb.conditions import AttributeBase, ConditionBase
from boto3.dynamodb.types import Binary

from schemas.table import Item

MISSING: Final = object()
"""The value of an attribute that is not there: it equals nothing and compares with nothing."""

BINARY: Final = (Binary, bytes, bytearray)

COMPARISONS: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def holds(condition: ConditionBase, item: Item) -> bool:
    """Whether a condition holds for an item of plain values; {} is an item that is not there."""
    expression = condition.get_expression()
    name, values = expression["operator"], expression["values"]
    if name in CONNECTIVES:
        return CONNECTIVES[name](*(holds(each, item) for each in values))
    if name not in FUNCTIONS:
        msg = f"the table in memory does not know the operator {name}"
        raise NotImplementedError(msg)
    return FUNCTIONS[name](*(_operand(each, item) for each in values))


def attributes(condition: ConditionBase) -> Iterator[str]:
    """Names of the attributes that a condition looks at."""
    for value in condition.get_expression()["values"]:
        if isinstance(value, ConditionBase):
            yield from attributes(value)
        elif isinstance(value, AttributeBase):
            yield value.name


def sortable(value: object) -> Any:
    """What DynamoDB sorts a value by: strings by their UTF-8 bytes."""
    if isinstance(value, str):
        return value.encode()
    return bytes(value) if isinstance(value, BINARY) else value  # type: ignore[arg-type]


def _operand(value: object, item: Item) -> object:
    if not isinstance(value, AttributeBase):
        return value
    found: Any = item
    for step in value.name.split("."):
        found = found.get(step, MISSING) if isinstance(found, dict) else MISSING
    return found


def _kind(value: object) -> type:
    """Values of different kinds never equal and never compare; True is no number."""
    if isinstance(value, bool):
        return bool
    kinds = (str, int | Decimal, BINARY, set | frozenset, list | tuple, dict)
    for kind, types in zip((str, Decimal, bytes, set, list, dict), kinds, strict=True):
        if isinstance(value, types):
            return kind
    return type(value)


def _equal(left: object, right: object) -> bool:
    return _kind(left) is _kind(right) and sortable(left) == sortable(right)


def _comparison(compare: Callable[[Any, Any], bool]) -> Callable[[object, object], bool]:
    def evaluate(left: object, right: object) -> bool:
        same = _kind(left) is _kind(right) and _kind(left) in {str, Decimal, bytes}
        return same and compare(sortable(left), sortable(right))

    return evaluate


def _between(value: object, low: object, high: object) -> bool:
    at_least, at_most = _comparison(operator.ge), _comparison(operator.le)
    return at_least(value, low) and at_most(value, high)


def _begins_with(value: object, prefix: object) -> bool:
    same = _kind(value) is _kind(prefix) and _kind(value) in {str, bytes}
    return same and bool(sortable(value).startswith(sortable(prefix)))


def _contains(value: object, part: object) -> bool:
    if isinstance(value, str):
        return isinstance(part, str) and part in value
    return isinstance(value, set | list) and any(_equal(each, part) for each in value)


CONNECTIVES: Final[dict[str, Callable[..., bool]]] = {
    "AND": lambda left, right: left and right,
    "OR": lambda left, right: left or right,
    "NOT": operator.not_,
}
FUNCTIONS: Final[dict[str, Callable[..., bool]]] = {
    "=": _equal,
    "<>": lambda left, right: not _equal(left, right),
    "IN": lambda value, members: any(_equal(value, each) for each in members),
    "BETWEEN": _between,
    "begins_with": _begins_with,
    "contains": _contains,
    "attribute_exists": lambda value: value is not MISSING,
    "attribute_not_exists": lambda value: value is MISSING,
    **{name: _comparison(compare) for name, compare in COMPARISONS.items()},
}
