"""Messages that were put off, which keep nothing waiting, and queues that take others' failures."""

import json
from typing import Any

import pytest

from infra.local.errors import NotIdleError
from infra.local.stack import LocalStack
from tests.local.conftest import drop, received


def send(stack: LocalStack, queue: str, body: str, **more: Any) -> None:
    url = stack.deployment.resources[queue].physical_id
    stack.client("sqs").send_message(QueueUrl=url, MessageBody=body, **more)


def read(stack: LocalStack) -> list[tuple[str, str]]:
    """What the clerk has read: the logical id of a queue, and a body."""
    lines = [json.loads(line) for line in stack.logs("Clerk") if line.startswith('{"queue"')]
    names = {
        resource.arn.rsplit(":", 1)[-1]: resource.logical_id
        for resource in stack.deployment.of_type("AWS::SQS::Queue")
    }
    return [(names[line["queue"]], line["body"]) for line in lines]


def test_delayed_message_is_not_waited_for_but_settled(stack: LocalStack) -> None:
    before = len(read(stack))
    send(stack, "Later", "put off")
    stack.wait_idle()
    stack.advance(590)
    stack.wait_idle()
    assert read(stack)[before:] == []
    stack.settle()
    assert read(stack)[before:] == [("Later", "put off")]


def test_delay_of_a_message_goes_before_that_of_its_queue(stack: LocalStack) -> None:
    before = len(read(stack))
    send(stack, "Later", "now", DelaySeconds=0)
    send(stack, "Graveyard", "in an hour's quarter", DelaySeconds=900)
    stack.wait_idle()
    assert read(stack)[before:] == [("Later", "now")]
    stack.settle()
    assert read(stack)[before:][1:] == [("Graveyard", "in an hour's quarter")]


def test_settle_reaches_delayed_messages_in_the_order_in_which_they_are_due(
    stack: LocalStack,
) -> None:
    before = len(read(stack))
    for seconds in (300, 100, 200):
        send(stack, "Graveyard", str(seconds), DelaySeconds=seconds)
    stack.settle()
    assert [body for _, body in read(stack)[before:]] == ["100", "200", "300"]


def test_settle_follows_a_message_into_a_dead_letter_queue_that_is_mapped(
    stack: LocalStack,
) -> None:
    before = len(read(stack))
    send(stack, "Later", "fail")
    stack.settle()
    assert read(stack)[before:] == [("Later", "fail")] * 2 + [("Graveyard", "fail")]
    assert received(stack, "Graveyard") == []


def test_message_that_failed_is_waited_for_beside_a_delayed_one(stack: LocalStack) -> None:
    send(stack, "Later", "put off")
    drop(stack, "k", "fail")
    with pytest.raises(NotIdleError, match=r"retry: \{'fixture-Work-\w+': 1\}"):
        stack.wait_idle()
    stack.settle()
    received(stack, "Dead")


def test_batch_of_messages_may_be_delayed_one_by_one(stack: LocalStack) -> None:
    before = len(read(stack))
    url = stack.deployment.resources["Graveyard"].physical_id
    entries = [
        {"Id": "a", "MessageBody": "later", "DelaySeconds": 60},
        {"Id": "b", "MessageBody": "now"},
    ]
    stack.client("sqs").send_message_batch(QueueUrl=url, Entries=entries)
    stack.wait_idle()
    assert read(stack)[before:] == [("Graveyard", "now")]
    stack.settle()
    assert len(read(stack)) == before + 2
