"""The guard in front of the endpoint: what callers get to see when they are refused."""

import time
from typing import Any

import httpx
import pytest
from botocore.exceptions import ClientError

from infra.local.guard import key_for
from infra.local.provision import admin_client
from infra.local.stack import LocalStack
from infra.local.template import session
from tests.local.conftest import bucket


def _client(stack: LocalStack, service: str, key: str) -> Any:
    return admin_client(session("eu-west-1", key), stack.endpoint, service)


def _worker(stack: LocalStack, service: str) -> Any:
    """A client with the credentials of the worker function."""
    return _client(stack, service, stack.functions["Worker"].spec.access_key)


def _code(error: pytest.ExceptionInfo[ClientError]) -> tuple[str, int]:
    response: Any = error.value.response
    return response["Error"]["Code"], response["ResponseMetadata"]["HTTPStatusCode"]


def test_guard_role_may_do_what_its_policy_says(stack: LocalStack) -> None:
    _worker(stack, "s3").put_object(Bucket=bucket(stack, "Outbox"), Key="k", Body=b"1")
    queue = stack.deployment.resources["Work"].physical_id
    _worker(stack, "sqs").get_queue_attributes(QueueUrl=queue, AttributeNames=["All"])


def test_guard_refusal_of_s3_is_an_access_denied(stack: LocalStack) -> None:
    with pytest.raises(ClientError) as error:
        _worker(stack, "s3").get_object(Bucket=bucket(stack, "Outbox"), Key="k")
    assert _code(error) == ("AccessDenied", 403)
    assert "is not authorized to perform: s3:GetObject on resource" in str(error.value)
    with pytest.raises(ClientError) as error:
        _worker(stack, "s3").head_object(Bucket=bucket(stack, "Outbox"), Key="k")
    assert _code(error) == ("403", 403)


def test_guard_refusal_of_dynamodb_is_an_access_denied(stack: LocalStack) -> None:
    table = stack.deployment.resources["Table"].physical_id
    with pytest.raises(ClientError, match=r"assumed-role/fixture-WorkerRole.*GetItem") as error:
        _worker(stack, "dynamodb").get_item(TableName=table, Key={"pk": {"S": "1"}})
    assert _code(error) == ("AccessDeniedException", 400)


def test_guard_refusal_of_sqs_is_an_access_denied(stack: LocalStack) -> None:
    queue = stack.deployment.resources["Work"].physical_id
    with pytest.raises(ClientError, match="sqs:SendMessage") as error:
        _worker(stack, "sqs").send_message(QueueUrl=queue, MessageBody="x")
    assert _code(error) == ("AccessDenied", 403)


def test_guard_refusal_of_a_batch_does_nothing_of_it(stack: LocalStack) -> None:
    name = bucket(stack, "Outbox")
    stack.client("s3").put_object(Bucket=name, Key="kept", Body=b"1")
    with pytest.raises(ClientError):
        _worker(stack, "s3").delete_objects(Bucket=name, Delete={"Objects": [{"Key": "kept"}]})
    assert stack.client("s3").head_object(Bucket=name, Key="kept")


def test_guard_unmapped_operation_is_refused_but_not_to_the_administrator(
    stack: LocalStack,
) -> None:
    with pytest.raises(ClientError) as error:
        _worker(stack, "lambda").list_functions()
    assert _code(error)[0] == "AccessDeniedException"
    assert stack.client("lambda").list_functions()["Functions"]


@pytest.mark.parametrize(
    ("service", "operation", "code"),
    [
        ("s3", "list_buckets", "InvalidAccessKeyId"),
        ("dynamodb", "list_tables", "UnrecognizedClientException"),
        ("sqs", "list_queues", "InvalidClientTokenId"),
    ],
)
def test_guard_unknown_key_is_refused(
    stack: LocalStack, service: str, operation: str, code: str
) -> None:
    client = _client(stack, service, key_for("nobody"))
    with pytest.raises(ClientError) as error:
        getattr(client, operation)()
    assert _code(error)[0] == code


def test_guard_anonymous_request_is_refused(stack: LocalStack) -> None:
    answer = httpx.get(f"{stack.endpoint}/{bucket(stack, 'Outbox')}/k")
    assert answer.status_code == 403
    assert "<Code>AccessDenied</Code>" in answer.text


def test_guard_motos_own_pages_are_out_of_reach(stack: LocalStack) -> None:
    key = "AWS4-HMAC-SHA256 Credential=test/20260101/eu-west-1/s3/aws4_request"
    for headers in ({}, {"Authorization": key}):
        answer = httpx.post(f"{stack.endpoint}/moto-api/reset", headers=headers)
        assert answer.status_code in {403, 404}
    assert stack.client("s3").list_buckets()["Buckets"]


def test_guard_presigned_url_works_with_the_rights_of_who_signed_it(stack: LocalStack) -> None:
    where = {"Bucket": bucket(stack, "Inbox"), "Key": "presigned é.txt"}
    stack.client("s3").put_object(**where, Body=b"text")
    url = _worker(stack, "s3").generate_presigned_url("get_object", Params=where, ExpiresIn=60)
    assert httpx.get(url).text == "text"
    elsewhere = {"Bucket": bucket(stack, "Outbox"), "Key": "k"}
    url = _worker(stack, "s3").generate_presigned_url("get_object", Params=elsewhere)
    assert httpx.get(url).status_code == 403
    stack.settle()


def test_guard_presigned_url_expires(stack: LocalStack) -> None:
    where = {"Bucket": bucket(stack, "Inbox"), "Key": "k"}
    url = _worker(stack, "s3").generate_presigned_url("get_object", Params=where, ExpiresIn=1)
    time.sleep(2.1)
    answer = httpx.get(url)
    assert (answer.status_code, "Request has expired" in answer.text) == (403, True)


def test_guard_missing_object_is_forbidden_without_list_bucket(stack: LocalStack) -> None:
    name = bucket(stack, "Inbox")
    with pytest.raises(ClientError) as error:
        _worker(stack, "s3").get_object(Bucket=name, Key="never")
    assert _code(error) == ("AccessDenied", 403)
    with pytest.raises(ClientError) as error:
        stack.client("s3").get_object(Bucket=name, Key="never")
    assert _code(error) == ("NoSuchKey", 404)


def test_guard_remembers_what_was_never_used(stack: LocalStack) -> None:
    role = stack.functions["Api"].spec.role
    assert "dynamodb:GetItem" in stack.guard.unused()[role]
    token = {"Authorization": stack.token()}
    assert httpx.get(f"{stack.api_url}/items/x", headers=token).status_code == 404
    assert "dynamodb:GetItem" not in stack.guard.unused()[role]


def test_endpoint_long_poll_waits_for_a_message(stack: LocalStack) -> None:
    sqs, queue = stack.client("sqs"), stack.deployment.resources["Dead"].physical_id
    started = time.monotonic()
    assert not sqs.receive_message(QueueUrl=queue, WaitTimeSeconds=1).get("Messages")
    assert time.monotonic() - started >= 1
    sqs.send_message(QueueUrl=queue, MessageBody="there")
    (message,) = sqs.receive_message(QueueUrl=queue, WaitTimeSeconds=20)["Messages"]
    assert message["Body"] == "there"
