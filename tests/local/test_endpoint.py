"""The AWS endpoint: what it adds to moto."""

import json
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from botocore.exceptions import ClientError
from moto.s3.models import s3_backends
from werkzeug.test import Client

from infra.local.actions import ActionMap
from infra.local.cloud import ACCOUNT, PARTITION, Cloud
from infra.local.endpoint import CurrentCaller, Endpoint
from infra.local.guard import ADMIN_KEY, Guard
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


def _broken_off(stack: LocalStack, request: str, body: bytes) -> None:
    """Send a request whose body ends before its time, as a process that is killed does."""
    host, port = stack.endpoint.removeprefix("http://").split(":")
    service = "sqs" if "AmazonSQS" in request else "s3"
    head = (
        f"{request}\r\nHost: {host}\r\nContent-Length: {len(body) + 100}\r\n"
        f"Authorization: AWS4-HMAC-SHA256 Credential=test/20260101/eu-west-1/{service}/aws4_request"
        "\r\n\r\n"
    )
    with socket.create_connection((host, int(port))) as connection:
        connection.sendall(head.encode() + body)
        connection.shutdown(socket.SHUT_WR)
        connection.settimeout(10)
        while connection.recv(4096):
            pass


def test_endpoint_request_broken_off_has_no_effect(stack: LocalStack) -> None:
    outbox = stack.deployment.resources["Outbox"].physical_id
    queue = stack.deployment.resources["Dead"].physical_id
    _broken_off(stack, f"PUT /{outbox}/half HTTP/1.1", b"half of an object")
    message = json.dumps({"QueueUrl": queue, "MessageBody": "half"}).encode()
    target = "POST / HTTP/1.1\r\nX-Amz-Target: AmazonSQS.SendMessage"
    _broken_off(stack, f"{target}\r\nContent-Type: application/x-amz-json-1.0", message)
    assert stack.client("s3").list_objects_v2(Bucket=outbox)["KeyCount"] == 0
    assert stack.cloud.depth(queue.rsplit("/", 1)[-1])[0] == 0


def test_endpoint_that_is_closed_changes_nothing_any_more() -> None:
    cloud = Cloud("eu-west-1")
    endpoint = Endpoint(cloud, Guard(ActionMap(ACCOUNT, "eu-west-1")), CurrentCaller(), {})
    of_an_admin = f"AWS4-HMAC-SHA256 Credential={ADMIN_KEY}/20250301/eu-west-1/s3/aws4_request"
    endpoint.close()

    answer = Client(endpoint).put("/late", headers={"Authorization": of_an_admin})

    assert answer.status_code == 503
    assert "late" not in s3_backends[ACCOUNT][PARTITION].buckets
