"""The AWS endpoint: what it adds to moto."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from botocore.exceptions import ClientError

from infra.local.stack import LocalStack


def _table(stack: LocalStack) -> str:
    return stack.deployment.resources["Table"].physical_id


def _succeeds(action: Callable[[], object]) -> bool:
    try:
        action()
    except ClientError as error:
        return error.response["Error"]["Code"] != "ConditionalCheckFailedException"
    return True


def test_endpoint_conditional_writes_are_atomic(stack: LocalStack) -> None:
    client, table = stack.client("dynamodb"), _table(stack)

    def claim(number: int) -> bool:
        wanted = {"pk": {"S": "claimed"}, "by": {"N": str(number)}}
        return _succeeds(
            lambda: client.put_item(
                TableName=table, Item=wanted, ConditionExpression="attribute_not_exists(pk)"
            )
        )

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(claim, range(24))) == 1


def _put(number: int) -> dict[str, Any]:
    return {"PutRequest": {"Item": {"pk": {"S": f"batch{number}"}}}}


@pytest.mark.parametrize(
    "requests",
    [
        [_put(number) for number in range(26)],
        [_put(1), {"DeleteRequest": {"Key": {"pk": {"S": "batch1"}}}}],
        [{"PutRequest": {"Item": {"pk": {"S": "batch1"}, "n": {"N": "9" * 39}}}}],
    ],
    ids=["too many", "one key twice", "number too long"],
)
def test_endpoint_batch_that_aws_would_refuse_is_refused(
    stack: LocalStack, requests: list[dict[str, Any]]
) -> None:
    client = stack.client("dynamodb")
    with pytest.raises(ClientError, match="ValidationException"):
        client.batch_write_item(RequestItems={_table(stack): requests})


def test_endpoint_batch_within_the_limit_passes(stack: LocalStack) -> None:
    requests = [_put(number) for number in range(25)]
    stack.client("dynamodb").batch_write_item(RequestItems={_table(stack): requests})
