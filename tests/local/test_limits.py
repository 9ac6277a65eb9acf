"""What AWS refuses although moto takes it, by the JSON of the request alone."""

import base64
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.local.items import ITEM_BYTES, TableKeys, item_bytes
from infra.local.limits import problem

KEYS = TableKeys.of(
    {
        "AttributeDefinitions": [
            {"AttributeName": name, "AttributeType": type_}
            for name, type_ in (("pk", "S"), ("sk", "S"), ("day", "S"), ("rank", "N"))
        ],
        "KeySchema": [{"AttributeName": "pk"}, {"AttributeName": "sk"}],
        "GlobalSecondaryIndexes": [
            {
                "IndexName": "by_day",
                "KeySchema": [{"AttributeName": "day"}, {"AttributeName": "rank"}],
                "Projection": {"ProjectionType": "KEYS_ONLY"},
            }
        ],
    }
)
KEY = {"pk": {"S": "A"}, "sk": {"S": "1"}}
HEAVY = {"S": "x" * ITEM_BYTES}


def key(number: int) -> dict[str, Any]:
    return {"pk": {"S": "A"}, "sk": {"S": str(number)}}


def asked(operation: str, **request: Any) -> str | None:
    """What is wrong with a request to a table of these keys."""
    return problem(operation, {"TableName": "records", **request}, lambda _: KEYS)


def nested(levels: int) -> dict[str, Any]:
    value: dict[str, Any] = {"S": "deep"}
    for _ in range(levels - 1):
        value = {"L": [value]}
    return value


GOOD_VALUES: list[dict[str, Any]] = [
    {"N": "9" * 38},
    {"N": "-0." + "9" * 38},
    {"N": "1" + "0" * 60},
    {"N": "1E125"},
    {"N": "1E-130"},
    {"N": "0"},
    {"S": ""},
    {"NULL": True},
    {"SS": ["a", "b"]},
    {"NS": ["1", "2"]},
    {"M": {"list": {"L": [{"BOOL": False}]}}},
    nested(32),
]
BAD_VALUES: list[tuple[dict[str, Any], str]] = [
    ({"N": "9" * 39}, "38 significant digits"),
    ({"N": "1E126"}, "overflow"),
    ({"N": "-1E126"}, "overflow"),
    ({"N": "1E-131"}, "underflow"),
    ({"N": "twelve"}, "numeric value: twelve"),
    ({"NS": ["1", "9" * 39]}, "38 significant digits"),
    ({"SS": ["a", "b", "a"]}, "contains duplicates"),
    ({"NS": ["1", "1.0"]}, "contains duplicates"),
    ({"BS": ["AA==", "AA=="]}, "contains duplicates"),
    ({"SS": []}, "empty set"),
    ({"M": {"list": {"L": [{"SS": ["a", "a"]}]}}}, "contains duplicates"),
    ({"S": "a", "N": "1"}, "exactly one"),
    ({}, "exactly one"),
    (nested(33), "Nesting Levels"),
]
BAD_ITEMS: list[tuple[dict[str, Any], str]] = [
    ({"pk": {"S": "A"}}, "Missing the key sk"),
    (KEY | {"pk": {"S": ""}}, "empty string value. Key: pk"),
    (KEY | {"pk": {"N": "1"}}, "Type mismatch for key pk expected: S actual: N"),
    (KEY | {"pk": {"S": "x" * 2049}}, "hashkey has exceeded"),
    (KEY | {"sk": {"S": "é" * 513}}, "rangekey has exceeded"),
    (KEY | {"day": {"N": "1"}}, "Index Key day Expected: S Actual: N IndexName: by_day"),
    (KEY | {"rank": {"S": "1"}}, "Index Key rank Expected: N Actual: S"),
    (KEY | {"day": {"S": ""}}, "IndexName: by_day, IndexKey: day"),
    (KEY | {"body": HEAVY}, "Item size has exceeded"),
]


@pytest.mark.parametrize("value", GOOD_VALUES)
def test_put_of_a_value_within_the_limits_passes(value: dict[str, Any]) -> None:
    assert asked("PutItem", Item=KEY | {"value": value}) is None


@pytest.mark.parametrize(("value", "reason"), BAD_VALUES)
def test_put_of_a_value_beyond_the_limits_is_refused(value: dict[str, Any], reason: str) -> None:
    assert reason in (asked("PutItem", Item=KEY | {"value": value}) or "")


@pytest.mark.parametrize(("value", "reason"), BAD_VALUES)
def test_update_with_a_value_beyond_the_limits_is_refused(
    value: dict[str, Any], reason: str
) -> None:
    change = {"UpdateExpression": "SET a = :a", "ExpressionAttributeValues": {":a": value}}

    assert reason in (asked("UpdateItem", Key=KEY, **change) or "")


@pytest.mark.parametrize(("item", "reason"), BAD_ITEMS)
@pytest.mark.parametrize("operation", ["PutItem", "BatchWriteItem", "TransactWriteItems"])
def test_an_item_that_is_never_stored_is_refused_by_every_way_to_put_it(
    operation: str, item: dict[str, Any], reason: str
) -> None:
    requests: dict[str, dict[str, Any]] = {
        "PutItem": {"Item": item},
        "BatchWriteItem": {"RequestItems": {"records": [{"PutRequest": {"Item": item}}]}},
        "TransactWriteItems": {"TransactItems": [{"Put": {"TableName": "t", "Item": item}}]},
    }

    assert reason in (asked(operation, **requests[operation]) or "")


@pytest.mark.parametrize("operation", ["GetItem", "DeleteItem", "UpdateItem"])
def test_a_key_that_no_item_has_is_refused(operation: str) -> None:
    assert "does not match the schema" in (asked(operation, Key={"pk": {"S": "A"}}) or "")
    assert "empty string" in (asked(operation, Key=KEY | {"sk": {"S": ""}}) or "")
    assert asked(operation, Key=KEY) is None


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        ("SET day = :n", "Index Key day"),
        ("SET #day = :n, other = :n", "Index Key day"),
        ("SET other = :n, #day = :n REMOVE rank", "Index Key day"),
        ("SET day = :empty", "IndexKey: day"),
        ("SET body = :heavy", "Item size to update"),
        ("SET other = :n, map.day = :n, map.#day = :n", None),
        ("SET day = if_not_exists(day, :n) + :n", None),
        ("SET rank = :n REMOVE day", None),
    ],
)
def test_update_is_checked_as_far_as_the_request_tells(expression: str, reason: str | None) -> None:
    found = asked(
        "UpdateItem",
        Key=KEY,
        UpdateExpression=expression,
        ExpressionAttributeNames={"#day": "day"},
        ExpressionAttributeValues={":n": {"N": "1"}, ":empty": {"S": ""}, ":heavy": HEAVY},
    )

    assert found is None if reason is None else reason in (found or "")


def put(number: int, **fields: Any) -> dict[str, Any]:
    return {"PutRequest": {"Item": key(number) | fields}}


def delete(number: int) -> dict[str, Any]:
    return {"DeleteRequest": {"Key": key(number)}}


@pytest.mark.parametrize(
    ("requests", "reason"),
    [
        ([put(n) for n in range(25)], None),
        ([put(n) for n in range(26)], "Too many items"),
        ([put(1), put(1)], "duplicates"),
        ([put(1, n={"N": "1"}), put(1, n={"N": "2"})], "duplicates"),
        ([put(1), delete(1)], "duplicates"),
        ([put(1), delete(2)], None),
        ([{"DeleteRequest": {"Key": {"pk": {"S": "A"}}}}], "does not match the schema"),
    ],
)
def test_batch_write_is_refused_as_a_whole(
    requests: list[dict[str, Any]], reason: str | None
) -> None:
    found = asked("BatchWriteItem", RequestItems={"records": requests})

    assert found is None if reason is None else reason in (found or "")


def test_batch_write_counts_over_all_tables() -> None:
    half = [put(number) for number in range(13)]

    assert "Too many" in (asked("BatchWriteItem", RequestItems={"a": half, "b": half}) or "")


@pytest.mark.parametrize(
    ("keys", "reason"),
    [
        ([key(n) for n in range(100)], None),
        ([key(n) for n in range(101)], "Too many items"),
        ([key(1), key(1)], "duplicates"),
        ([{"pk": {"S": "A"}}], "does not match the schema"),
    ],
)
def test_batch_get_is_refused_as_a_whole(keys: list[dict[str, Any]], reason: str | None) -> None:
    found = asked("BatchGetItem", RequestItems={"records": {"Keys": keys}})

    assert found is None if reason is None else reason in (found or "")


def transaction(*actions: dict[str, Any]) -> str | None:
    named = [{kind: {"TableName": "t", **body}} for each in actions for kind, body in each.items()]
    return asked("TransactWriteItems", TransactItems=named)


def test_transaction_of_more_than_four_megabytes_is_refused() -> None:
    part = {"S": "x" * 399 * 1024}
    puts = [{"Put": {"Item": key(number) | {"body": part}}} for number in range(11)]

    assert transaction(*puts[:10]) is None
    assert "4 MB" in (transaction(*puts) or "")


def test_transaction_with_two_actions_on_one_item_is_refused() -> None:
    assert transaction({"Delete": {"Key": key(1)}}, {"Put": {"Item": key(2)}}) is None
    both = transaction({"ConditionCheck": {"Key": key(1)}}, {"Put": {"Item": key(1)}})
    assert "multiple operations on one item" in (both or "")


VALUES = {":a": {"S": "a"}, ":b": {"S": "b"}, ":empty": {"S": ""}}
NAMES = {"#pk": "pk", "#state": "state", "#day": "day"}


def query(keys: str = "pk = :a", **request: Any) -> str | None:
    return asked(
        "Query",
        KeyConditionExpression=keys,
        ExpressionAttributeNames=NAMES,
        ExpressionAttributeValues=VALUES,
        **request,
    )


@pytest.mark.parametrize(
    ("request_", "reason"),
    [
        ({"FilterExpression": "#state = :a"}, None),
        ({"FilterExpression": "begins_with(#state, :a) AND attribute_exists(map.pk)"}, None),
        ({"FilterExpression": "#pk = :a"}, "attribute: pk"),
        ({"FilterExpression": "#state = :a OR begins_with(sk, :a)"}, "attribute: sk"),
        ({"keys": "day = :a", "IndexName": "by_day", "FilterExpression": "pk = :a"}, None),
        ({"keys": "day = :a", "IndexName": "by_day", "FilterExpression": "#day = :a"}, "day"),
        ({"keys": "pk = :a", "IndexName": "by_day"}, "not supported"),
        ({"keys": "day = :a", "IndexName": "by_week"}, "index: by_week"),
        ({"keys": "pk = :a AND #state = :b"}, "not supported"),
        ({"keys": "pk = :a AND sk > :a AND sk < :b"}, "one condition per key"),
        ({"keys": "pk = :a AND sk = :empty"}, "empty value"),
        ({"keys": "pk = :a AND sk BETWEEN :a AND :b"}, None),
        ({"keys": "pk = :a AND sk BETWEEN :b AND :a"}, "upper bound"),
    ],
)
def test_query_that_makes_no_sense_is_refused(request_: dict[str, Any], reason: str | None) -> None:
    found = query(**request_)

    assert found is None if reason is None else reason in (found or "")


def test_a_table_that_is_not_there_is_for_moto_to_miss() -> None:
    bad = {"TableName": "missing", "Item": {}}

    assert problem("PutItem", bad, lambda _: None) is None


def test_other_operations_are_not_looked_at() -> None:
    assert asked("DescribeTable") is None


@pytest.mark.parametrize(
    ("value", "size"),
    [
        ({"S": "né"}, 3),
        ({"N": "1"}, 2),
        ({"N": "-12.50"}, 4),
        ({"N": "1000000"}, 2),
        ({"N": "0"}, 1),
        ({"BOOL": True}, 1),
        ({"NULL": True}, 1),
        ({"SS": ["ab", "c"]}, 3),
        ({"L": []}, 3),
        ({"L": [{"S": "ab"}, {"BOOL": True}]}, 8),
        ({"M": {"key": {"S": "ab"}}}, 9),
    ],
)
def test_item_bytes_by_the_published_rules(value: dict[str, Any], size: int) -> None:
    assert item_bytes({"name": value}) == len("name") + size


@given(st.binary(max_size=20))
def test_item_bytes_of_binary_are_those_before_it_was_encoded(body: bytes) -> None:
    assert item_bytes({"": {"B": base64.b64encode(body).decode()}}) == len(body)
