"""Streams of tables: what a function gets to see of every write, in which order, and again."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from itertools import chain

import pytest
from aws_lambda_powertools.utilities.parser.models import DynamoDBStreamModel
from botocore.exceptions import ClientError

from infra.local.errors import NotIdleError
from infra.local.shards import Shard
from infra.local.stack import LocalStack
from infra.local.stream_mappings import StreamPoller, StreamSpec
from tests.local.conftest import received
from tests.local.feed import Record, invocations, put, put_at_once, table, texts, update

Invocations = Callable[[], list[list[Record]]]


@pytest.fixture
def new(stack: LocalStack) -> Iterator[Invocations]:
    """Gives the batches since the test began; forgets the items when it ends."""
    before = len(invocations(stack))
    yield lambda: invocations(stack)[before:]
    dynamodb = stack.client("dynamodb")
    for item in dynamodb.scan(TableName=table(stack))["Items"]:
        key = {name: item[name] for name in ("pk", "sk")}
        dynamodb.delete_item(TableName=table(stack), Key=key)
    stack.settle()
    received(stack, "Missed")


def test_stream_write_reaches_the_function_in_lambdas_shape(
    stack: LocalStack, new: Invocations
) -> None:
    put(stack, "héllo")
    put(stack, "changed")
    stack.client("dynamodb").delete_item(
        TableName=table(stack), Key={"pk": {"S": "a"}, "sk": {"N": "1"}}
    )
    stack.wait_idle()
    records = [record for batch in new() for record in batch]
    model = DynamoDBStreamModel(Records=records)
    assert [r.eventName for r in model.Records] == ["INSERT", "MODIFY", "REMOVE"]
    arn = stack.deployment.resources["Feed"].arn
    assert all(r["eventSourceARN"].startswith(f"{arn}/stream/") for r in records)
    assert all(r["awsRegion"] == "eu-west-1" for r in records)
    first, second, third = (r["dynamodb"] for r in records)
    assert first["Keys"] == {"pk": {"S": "a"}, "sk": {"N": "1"}}
    assert first["NewImage"] == {**first["Keys"], "text": {"S": "héllo"}}
    assert "OldImage" not in first
    assert second["OldImage"] == first["NewImage"]
    assert third["OldImage"] == second["NewImage"]
    assert "NewImage" not in third
    numbers = [int(r["dynamodb"]["SequenceNumber"]) for r in records]
    assert numbers == sorted(set(numbers))
    assert len({r["eventID"] for r in records}) == 3


def test_stream_update_that_makes_an_item_is_one_insert(
    stack: LocalStack, new: Invocations
) -> None:
    made = stack.client("dynamodb").describe_table(TableName=table(stack))["Table"]
    shard = Shard(stack.cloud, made["LatestStreamArn"])
    before = shard.end()
    update(
        stack,
        "SET #t = :t",
        ExpressionAttributeNames={"#t": "text"},
        ExpressionAttributeValues={":t": {"S": "made"}},
    )
    stack.wait_idle()
    assert shard.end() == before + 1  # none for the bare key, which no filter lets through
    ((record,),) = new()
    assert record["eventName"] == "INSERT"
    assert record["dynamodb"]["NewImage"]["text"] == {"S": "made"}


def test_stream_write_that_changes_nothing_is_no_record(
    stack: LocalStack, new: Invocations
) -> None:
    put(stack, "same")
    put(stack, "same")
    stack.wait_idle()
    assert texts(new()) == [["same"]]


def test_stream_old_image_of_a_nested_value_is_what_it_was(
    stack: LocalStack, new: Invocations
) -> None:
    put(stack, "nested")
    names = {"#m": "map"}
    update(
        stack,
        "SET #m = :m",
        ExpressionAttributeNames=names,
        ExpressionAttributeValues={":m": {"M": {"list": {"L": [{"B": b"\x00"}]}}}},
    )
    update(
        stack,
        "SET #m.#l[0] = :v, #m.two = :v",
        ExpressionAttributeNames={**names, "#l": "list"},
        ExpressionAttributeValues={":v": {"SS": ["x", "y"]}},
    )
    stack.wait_idle()
    last = [record for batch in new() for record in batch][-1]["dynamodb"]
    assert last["OldImage"]["map"] == {"M": {"list": {"L": [{"B": "AA=="}]}}}
    assert set(last["NewImage"]["map"]["M"]) == {"list", "two"}


def test_stream_of_batch_write_has_old_images(stack: LocalStack, new: Invocations) -> None:
    put_at_once(stack, "first")
    put_at_once(stack, "second")
    key = {"pk": {"S": "many"}, "sk": {"N": "0"}}
    remove = {table(stack): [{"DeleteRequest": {"Key": key}}]}
    stack.client("dynamodb").batch_write_item(RequestItems=remove)
    stack.client("dynamodb").batch_write_item(RequestItems=remove)  # there is nothing left
    stack.wait_idle()
    records = list(chain(*new()))
    assert [r["eventName"] for r in records] == ["INSERT", "MODIFY", "REMOVE"]
    old = [r["dynamodb"]["OldImage"]["text"] for r in records[1:]]
    assert old == [{"S": "first"}, {"S": "second"}]


def test_stream_is_what_its_own_api_returns(stack: LocalStack, new: Invocations) -> None:
    put(stack, "by another reader")
    stack.wait_idle()
    ((seen,),) = new()
    client = stack.client("dynamodbstreams")
    arn = seen["eventSourceARN"]
    (shard,) = client.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"]
    iterator = client.get_shard_iterator(
        StreamArn=arn, ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON"
    )["ShardIterator"]
    record = client.get_records(ShardIterator=iterator)["Records"][-1]
    assert record["eventID"] == seen["eventID"]
    assert record["dynamodb"]["NewImage"] == seen["dynamodb"]["NewImage"]


def test_stream_of_conditional_write_that_failed_is_empty(
    stack: LocalStack, new: Invocations
) -> None:
    with pytest.raises(ClientError, match="ConditionalCheckFailed"):
        update(
            stack,
            "SET z = :z",
            ConditionExpression="attribute_exists(pk)",
            ExpressionAttributeValues={":z": {"S": "x"}},
        )
    stack.wait_idle()
    assert new() == []


def test_stream_of_cancelled_transaction_is_empty(stack: LocalStack, new: Invocations) -> None:
    item = {"pk": {"S": "t"}, "sk": {"N": "1"}, "text": {"S": "in vain"}}
    check = {"Key": {"pk": {"S": "no"}, "sk": {"N": "1"}}, "TableName": table(stack)}
    with pytest.raises(ClientError, match="ConditionalCheckFailed"):
        stack.client("dynamodb").transact_write_items(
            TransactItems=[
                {"Put": {"TableName": table(stack), "Item": item}},
                {"ConditionCheck": {**check, "ConditionExpression": "attribute_exists(pk)"}},
            ]
        )
    put(stack, "after")
    stack.wait_idle()
    assert texts(new()) == [["after"]]


def test_stream_of_transaction_has_a_record_for_each_write(
    stack: LocalStack, new: Invocations
) -> None:
    items = [{"pk": {"S": "t"}, "sk": {"N": str(n)}, "text": {"S": f"text {n}"}} for n in range(3)]
    stack.client("dynamodb").transact_write_items(
        TransactItems=[{"Put": {"TableName": table(stack), "Item": item}} for item in items]
    )
    stack.wait_idle()
    assert list(chain(*texts(new()))) == ["text 0", "text 1", "text 2"]


def test_stream_item_whose_time_is_over_is_removed_by_the_service(
    stack: LocalStack, new: Invocations
) -> None:
    until = str(int(time.time()) + 3600)
    items = [
        {"pk": {"S": "mortal"}, "sk": {"N": "1"}, "until": {"N": until}},
        {"pk": {"S": "immortal"}, "sk": {"N": "1"}, "until": {"S": "0"}},
        {"pk": {"S": "immortal"}, "sk": {"N": "2"}},
    ]
    for item in items:
        stack.client("dynamodb").put_item(TableName=table(stack), Item=item)
    assert stack.expire() == 0
    stack.advance(3700)
    assert stack.expire() == 1
    stack.wait_idle()
    ((record,),) = new()
    assert (record["eventName"], record["dynamodb"]["OldImage"]) == ("REMOVE", items[0])
    assert record["userIdentity"]["principalId"] == "dynamodb.amazonaws.com"


def test_stream_read_from_its_latest_record_leaves_out_those_before(stack: LocalStack) -> None:
    put(stack, "before")
    stack.wait_idle()
    mapping = next(
        mapping.properties
        for mapping in stack.deployment.of_type("AWS::Lambda::EventSourceMapping")
        if mapping.logical_id == "ListenerFeed"
    )
    for start, finds in (("LATEST", False), ("TRIM_HORIZON", True)):
        spec = StreamSpec.from_properties("M", {**mapping, "StartingPosition": start})
        poller = StreamPoller(spec, stack.functions["Listener"], stack.cloud, 0.01, lambda *_: None)
        assert (poller.backlog().ready > 0) == finds


def test_stream_record_that_no_filter_matches_is_left_out(
    stack: LocalStack, new: Invocations
) -> None:
    item = {"pk": {"S": "silent"}, "sk": {"N": "1"}}
    stack.client("dynamodb").put_item(TableName=table(stack), Item=item)
    stack.wait_idle()
    assert new() == []


def test_stream_failed_record_is_retried_with_what_follows_and_given_up_with_a_notice(
    stack: LocalStack, new: Invocations
) -> None:
    put_at_once(stack, "one", "fail", "three")
    with pytest.raises(NotIdleError, match="wait for a retry"):
        stack.wait_idle()
    put(stack, "held up")
    stack.settle()
    assert texts(new()) == [["one", "fail", "three"], *[["fail", "three"]] * 2, ["held up"]]
    (message,) = received(stack, "Missed")
    notice = json.loads(message["Body"])
    assert notice["requestContext"]["condition"] == "RetryAttemptsExhausted"
    assert notice["requestContext"]["approximateInvokeCount"] == 3
    assert notice["requestContext"]["functionArn"] == stack.functions["Listener"].spec.arn
    batch, records = notice["DDBStreamBatchInfo"], new()[1]
    assert batch["batchSize"] == 2
    assert batch["startSequenceNumber"] == records[0]["dynamodb"]["SequenceNumber"]
    assert batch["endSequenceNumber"] == records[1]["dynamodb"]["SequenceNumber"]
    assert batch["streamArn"] == records[0]["eventSourceARN"]


@pytest.mark.parametrize("text", ["raise", "crash"])
def test_stream_function_error_fails_the_whole_batch(
    stack: LocalStack, new: Invocations, text: str
) -> None:
    put_at_once(stack, "one", text)
    stack.settle()
    assert texts(new()) == [["one", text]] * 3
    (message,) = received(stack, "Missed")
    assert json.loads(message["Body"])["responseContext"]["functionError"] == "Unhandled"


def test_stream_record_too_old_is_given_up_without_an_invocation(
    stack: LocalStack, new: Invocations
) -> None:
    put(stack, "fail")
    with pytest.raises(NotIdleError):
        stack.wait_idle()
    stack.advance(3700)
    stack.settle()
    assert len(new()) == 1
    (message,) = received(stack, "Missed")
    notice = json.loads(message["Body"])
    assert notice["requestContext"]["condition"] == "RecordAgeExceeded"
    assert "responseContext" not in notice


def test_stream_writers_side_by_side_lose_nothing_and_keep_each_items_order(
    stack: LocalStack, new: Invocations
) -> None:
    def write(pk: str) -> None:
        for number in range(10):
            put(stack, f"{pk} {number}", pk=pk)

    threads = [threading.Thread(target=write, args=(pk,)) for pk in "xyz"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    stack.wait_idle()
    seen = list(chain(*texts(new())))
    for pk in "xyz":
        assert [t for t in seen if t.startswith(pk)] == [f"{pk} {n}" for n in range(10)]
