"""What the tests of the local cloud share: a small template, and stacks made from it."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from infra.local.settings import StackSettings
from infra.local.stack import LocalStack
from infra.local.template import load

FIXTURES = Path(__file__).parent / "fixtures"
ROOT = Path(__file__).parents[2]

Template = dict[str, Any]
Mutation = Callable[[Template], None]
Deploy = Callable[..., AbstractContextManager[LocalStack]]


def fixture_settings(template: Path = FIXTURES / "template.yaml", **changes: Any) -> StackSettings:
    """Settings that run the small template of the fixtures."""
    return StackSettings(template=template, root=FIXTURES, stack_name="fixture", **changes)


@pytest.fixture(scope="module")
def stack() -> Iterator[LocalStack]:
    """A running stack of the small template; one for all tests of a module."""
    with LocalStack(fixture_settings()) as running:
        yield running


@pytest.fixture
def deploy(tmp_path: Path) -> Deploy:
    """Makes a stack of the small template as a mutation leaves it."""

    def make(mutate: Mutation, **changes: Any) -> LocalStack:
        template = load(FIXTURES / "template.yaml")
        mutate(template)
        path = tmp_path / "template.json"
        path.write_text(json.dumps(template))
        return LocalStack(fixture_settings(path, **changes))

    return make


def drop(stack: LocalStack, key: str, text: str) -> None:
    """Put an object into the inbox."""
    stack.client("s3").put_object(Bucket=stack.outputs["InboxName"], Key=key, Body=text.encode())


def bucket(stack: LocalStack, logical_id: str) -> str:
    """Name of a bucket."""
    return stack.deployment.resources[logical_id].physical_id


def item(stack: LocalStack, key: str) -> dict[str, Any] | None:
    """What the worker noted about an object."""
    table = stack.deployment.resources["Table"].physical_id
    answer = stack.client("dynamodb").get_item(TableName=table, Key={"pk": {"S": key}})
    found: dict[str, Any] | None = answer.get("Item")
    return found


def received(stack: LocalStack, queue: str) -> list[dict[str, Any]]:
    """Take every message out of a queue."""
    url = stack.deployment.resources[queue].physical_id
    answer = stack.client("sqs").receive_message(
        QueueUrl=url, MaxNumberOfMessages=10, MessageAttributeNames=["All"]
    )
    messages: list[dict[str, Any]] = answer.get("Messages", [])
    for message in messages:
        stack.client("sqs").delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    return messages
