"""The stack as a whole: what is dropped is processed, and what is wrong is said."""

import json
import socket

import httpx
import pytest
from aws_lambda_powertools.utilities.parser.models import SqsModel

from infra.local.errors import DriftError, NotIdleError, ProvisionError
from infra.local.stack import LocalStack
from tests.local.conftest import bucket, drop, fixture_settings, item, received


def test_stack_object_dropped_is_processed_by_the_worker(stack: LocalStack) -> None:
    drop(stack, "news/é one.txt", "hello")
    stack.wait_idle()
    noted = item(stack, "news/é one.txt")
    assert noted is not None
    assert noted["text"] == {"S": "hello"}
    copied = stack.client("s3").get_object(Bucket=bucket(stack, "Outbox"), Key="news/é one.txt")
    assert copied["Body"].read() == b"hello"


def test_stack_batch_has_the_shape_of_lambdas_sqs_events(stack: LocalStack) -> None:
    drop(stack, "shape", "hello")
    stack.wait_idle()
    batch = json.loads(next(line for line in reversed(stack.logs("Worker")) if "records" in line))
    model = SqsModel(Records=batch["records"])
    assert model.Records[-1].eventSourceARN == stack.deployment.resources["Work"].arn
    assert model.Records[-1].attributes.ApproximateReceiveCount == "1"


@pytest.mark.parametrize("text", ["fail", "raise", "crash", "forbidden"])
def test_stack_message_that_always_fails_ends_in_the_dead_letter_queue(
    stack: LocalStack, text: str
) -> None:
    drop(stack, text, text)
    with pytest.raises(NotIdleError, match="retry"):
        stack.wait_idle()
    stack.settle()
    (message,) = received(stack, "Dead")
    assert json.loads(message["Body"])["detail"]["object"]["key"] == text
    drop(stack, "after", "still works")
    stack.wait_idle()
    assert item(stack, "after") is not None


def test_stack_message_that_fails_once_is_retried_after_its_visibility_timeout(
    stack: LocalStack,
) -> None:
    drop(stack, "late", "fail")
    with pytest.raises(NotIdleError):
        stack.wait_idle()
    drop(stack, "late", "good now")
    stack.settle()
    noted = item(stack, "late")
    assert noted is not None
    assert noted["text"] == {"S": "good now"}


def test_stack_action_outside_the_role_is_refused_and_remembered(stack: LocalStack) -> None:
    drop(stack, "f2", "forbidden")
    stack.settle()
    denied = {(entry.action, entry.resource) for entry in stack.denied}
    assert denied == {("dynamodb:DeleteItem", stack.deployment.resources["Table"].arn)}
    assert any("AccessDeniedException" in line for line in stack.logs("Worker"))
    received(stack, "Dead")


def test_stack_outputs_name_the_local_api(stack: LocalStack) -> None:
    assert stack.outputs["ApiUrl"] == stack.api_url
    assert httpx.get(f"{stack.outputs['ApiUrl']}/health").status_code == 200


def test_stack_resource_changed_behind_its_back_is_drift(stack: LocalStack) -> None:
    s3, inbox = stack.client("s3"), bucket(stack, "Inbox")
    s3.put_bucket_versioning(Bucket=inbox, VersioningConfiguration={"Status": "Suspended"})
    with pytest.raises(DriftError, match=r"Inbox\.VersioningConfiguration.*Enabled.*Suspended"):
        stack.check_drift()
    s3.put_bucket_versioning(Bucket=inbox, VersioningConfiguration={"Status": "Enabled"})
    stack.check_drift()


def test_stack_second_one_in_a_process_is_refused(stack: LocalStack) -> None:
    assert stack.endpoint
    with pytest.raises(ProvisionError, match="another stack"), LocalStack(fixture_settings()):
        pass


def test_stack_bad_requests_leave_it_running(stack: LocalStack) -> None:
    port = int(stack.endpoint.rsplit(":", 1)[-1])
    for nonsense in (b"nonsense\r\n\r\n", b"PUT /b/k HTTP/1.1\r\nContent-Length: x\r\n\r\n", b""):
        with socket.create_connection(("127.0.0.1", port)) as connection:
            connection.sendall(nonsense)
    assert httpx.post(stack.endpoint, headers={"X-Amz-Target": "x"}).status_code >= 400
    assert stack.client("s3").list_buckets()["Buckets"]
