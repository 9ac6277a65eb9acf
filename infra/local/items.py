"""What DynamoDB takes as an item: sizes, keys, numbers, sets, nesting. Pure.

Items are in their wire form: an attribute value is `{"S": "text"}`, binary is base64 (or bytes,
before it is encoded).
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Final, Self

ITEM_BYTES: Final = 400 * 1024
KEY_BYTES: Final = (2048, 1024)
"""Of a partition key and of a sort key."""
SIGNIFICANT_DIGITS: Final = 38
EXPONENTS: Final = (-130, 125)
"""Of the first digit of a number."""
NESTING: Final = 32

INVALID = "One or more parameter values were invalid: "
EMPTY_KEY = (
    "One or more parameter values are not valid. "
    "The AttributeValue for a key attribute cannot contain an empty {kind} value. Key: {name}"
)
EMPTY_INDEX_KEY = (
    "One or more parameter values are not valid. A value specified for a secondary index key is "
    "not supported. The AttributeValue for a key attribute cannot contain an empty {kind} value. "
    "IndexName: {index}, IndexKey: {name}"
)
OUT_OF_RANGE = (
    "Number {way}flow. Attempting to store a number with magnitude {size} than supported range"
)

Value = Mapping[str, Any]
"""A typed attribute value: `{type: value}`."""
Item = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Index:
    """The keys of a table or of one of its indexes, partition key first."""

    name: str | None
    keys: tuple[str, ...]
    keys_only: bool = False


@dataclass(frozen=True, slots=True)
class TableKeys:
    """The key attributes of a table and of its indexes, with their types."""

    primary: Index
    indexes: Mapping[str, Index]
    types: Mapping[str, str]

    @classmethod
    def of(cls, properties: Mapping[str, Any]) -> Self:
        """Keys as CloudFormation, CreateTable and DescribeTable write them."""
        secondary = [
            *properties.get("GlobalSecondaryIndexes", []),
            *properties.get("LocalSecondaryIndexes", []),
        ]
        return cls(
            primary=Index(None, _names(properties)),
            indexes={index["IndexName"]: _index(index) for index in secondary},
            types={
                each["AttributeName"]: each["AttributeType"]
                for each in properties["AttributeDefinitions"]
            },
        )


def _names(properties: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(key["AttributeName"] for key in properties["KeySchema"])


def _index(properties: Mapping[str, Any]) -> Index:
    keys_only = properties["Projection"]["ProjectionType"] == "KEYS_ONLY"
    return Index(properties["IndexName"], _names(properties), keys_only)


def item_problem(item: Item, keys: TableKeys) -> str | None:
    """Why DynamoDB would refuse to store an item, or None."""
    return next(_problems(item, keys), None)


def index_problem(item: Item, keys: TableKeys) -> str | None:
    """Why DynamoDB would refuse what an item has of the keys of indexes, or None."""
    return next(_index_problems(item, keys), None)


def key_problem(key: Item, keys: TableKeys) -> str | None:
    """Why DynamoDB would refuse a primary key, or None."""
    if set(key) != set(keys.primary.keys):
        return "The provided key element does not match the schema"
    return next(_key_problems(key, keys.primary, keys.types), None)


def value_problem(value: Value, depth: int = 1) -> str | None:
    """Why DynamoDB would refuse an attribute value, or None."""
    return next(_value_problems(value, depth), None)


def item_bytes(item: Item) -> int:
    """Size of an item.

    https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
    """
    return sum(len(name.encode()) + value_bytes(value) for name, value in item.items())


def value_bytes(value: Value) -> int:
    """Size of an attribute value without its name."""
    ((type_, plain),) = value.items()
    match type_:
        case "S":
            return len(plain.encode())
        case "N":
            return _number_bytes(plain)
        case "B":
            return len(plain) if isinstance(plain, bytes) else _decoded_bytes(plain)
        case "SS" | "NS" | "BS":
            return sum(value_bytes({type_[0]: each}) for each in plain)
        case "M" | "L":
            return 3 + len(plain) + _members_bytes(plain)
    return 1


def _decoded_bytes(encoded: str) -> int:
    """How many bytes a base64 text stands for."""
    return len(encoded) * 3 // 4 - encoded[-2:].count("=")


def _members_bytes(members: Item | list[Value]) -> int:
    if isinstance(members, list):
        return sum(map(value_bytes, members))
    return item_bytes(members)


def _number_bytes(plain: str) -> int:
    """One byte, one for every two significant digits, one more if negative."""
    return 1 + -(-len(_significant(plain)) // 2) + plain.startswith("-")


def _significant(plain: str) -> str:
    """The digits of a number without leading and trailing zeros."""
    return re.sub(r"[eE].*|\D", "", plain).strip("0")


def _problems(item: Item, keys: TableKeys) -> Iterator[str]:
    for value in item.values():
        yield from _value_problems(value, 1)
    for name in keys.primary.keys:
        if name not in item:
            yield f"{INVALID}Missing the key {name} in the item"
    yield from _key_problems(item, keys.primary, keys.types)
    yield from _index_problems(item, keys)
    if item_bytes(item) > ITEM_BYTES:
        yield "Item size has exceeded the maximum allowed size"


def _index_problems(item: Item, keys: TableKeys) -> Iterator[str]:
    for index in keys.indexes.values():
        yield from _key_problems(item, index, keys.types)


def _key_problems(item: Item, index: Index, types: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with the keys that an item has of a table or an index."""
    for name, limit, role in zip(index.keys, KEY_BYTES, ("hash", "range"), strict=False):
        if name not in item:
            continue
        ((type_, plain),) = item[name].items()
        if type_ != types[name]:
            yield _wrong_type(index, name, types[name], type_)
        elif plain == "":
            kind = "string" if type_ == "S" else "binary"
            message = EMPTY_INDEX_KEY if index.name else EMPTY_KEY
            yield message.format(kind=kind, name=name, index=index.name)
        elif value_bytes(item[name]) > limit:
            yield f"{INVALID}Size of {role}key has exceeded the maximum size limit of{limit} bytes"


def _wrong_type(index: Index, name: str, expected: str, actual: str) -> str:
    if index.name:
        return (
            f"{INVALID}Type mismatch for Index Key {name} Expected: {expected} Actual: {actual} "
            f"IndexName: {index.name}"
        )
    return f"{INVALID}Type mismatch for key {name} expected: {expected} actual: {actual}"


def _value_problems(value: Value, depth: int) -> Iterator[str]:
    if len(value) != 1:
        yield "Supplied AttributeValue must contain exactly one of the supported datatypes"
        return
    ((type_, plain),) = value.items()
    if depth > NESTING:
        yield (
            "Nesting Levels have exceeded supported limits: "
            "Attributes in the item have nested levels beyond supported limit"
        )
        return
    if type_ == "N":
        yield from _number_problems(plain)
    elif type_ in {"SS", "NS", "BS"}:
        yield from _set_problems(type_, plain)
    elif type_ in {"M", "L"}:
        for each in plain.values() if type_ == "M" else plain:
            yield from _value_problems(each, depth + 1)


def _set_problems(type_: str, members: list[str]) -> Iterator[str]:
    if type_ == "NS":
        for member in members:
            yield from _number_problems(member)
    if not members:
        yield f"{INVALID}An empty set is not allowed"
    distinct = {Decimal(member) if type_ == "NS" else member for member in members}
    if len(distinct) < len(members):
        yield f"{INVALID}Input collection [{', '.join(members)}] contains duplicates."


def _number_problems(plain: str) -> Iterator[str]:
    try:
        number = Decimal(plain)
    except InvalidOperation:
        yield f"The parameter cannot be converted to a numeric value: {plain}"
        return
    if len(_significant(plain)) > SIGNIFICANT_DIGITS:
        yield "Attempting to store more than 38 significant digits in a Number"
    elif number and number.adjusted() > EXPONENTS[1]:
        yield OUT_OF_RANGE.format(way="over", size="larger")
    elif number and number.adjusted() < EXPONENTS[0]:
        yield OUT_OF_RANGE.format(way="under", size="smaller")
