"""The only module that reaches into moto: its backends, their locks, and its clock.

moto's models are not thread-safe, and AWS's are: a conditional write must be atomic. Every access,
over HTTP or from in here, holds the lock of its service.
"""

import json
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import moto.sqs.models as sqs_models
from moto.cloudformation.models import cloudformation_backends
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.core.utils import unix_time_millis
from moto.dynamodb.models import dynamodb_backends
from moto.events.models import EventPattern
from moto.iam.aws_managed_policies import aws_managed_policies_data
from moto.moto_api._internal import mock_random
from moto.moto_api._internal.models import moto_api_backend
from moto.s3 import notifications
from moto.s3.models import S3Backend, s3_backends
from moto.sqs.models import sqs_backends

from infra.local.items import TableKeys

ACCOUNT: str = DEFAULT_ACCOUNT_ID
NAMES_SEED = "hearsay"
PARTITION = "aws"


class Clock:
    """The time that queues go by: real time plus what it was advanced by."""

    def __init__(self) -> None:
        self._offset_millis = 0.0

    def advance(self, seconds: float) -> None:
        """Let that much time pass for queues (visibility, delays), all at once."""
        self._offset_millis += seconds * 1000

    def millis(self) -> float:
        """Milliseconds since the epoch."""
        return float(unix_time_millis()) + self._offset_millis

    @contextmanager
    def installed(self) -> Iterator[None]:
        """Make moto's queues go by this clock."""
        original = vars(sqs_models)["unix_time_millis"]
        vars(sqs_models)["unix_time_millis"] = self.millis
        try:
            yield
        finally:
            vars(sqs_models)["unix_time_millis"] = original


class Cloud:
    """One account and region of moto, shared by everything in a stack."""

    def __init__(self, region: str) -> None:
        self.region = region
        self.clock = Clock()
        self.locks: dict[str, threading.RLock] = defaultdict(threading.RLock)

    def reset(self) -> None:
        """Forget every resource.

        Names that AWS makes at random are the same at every start, and so are the ids of
        articles, which follow from the name of their bucket.
        """
        moto_api_backend.reset()
        mock_random.seed(NAMES_SEED)

    def create_stack(self, name: str, template: dict[str, Any], values: dict[str, str]) -> Any:  # noqa: ANN401
        """Make resources by moto's CloudFormation; returns moto's resource map."""
        backend = cloudformation_backends[ACCOUNT][self.region]
        stack = backend.create_stack(name=name, template=json.dumps(template), parameters=values)
        return stack.resource_map

    # --- Queues ---

    @property
    def _sqs(self) -> Any:  # noqa: ANN401
        return sqs_backends[ACCOUNT][self.region]

    def queue_exists(self, name: str) -> bool:
        """Whether a queue has been made."""
        return name in self._sqs.queues

    def send(self, queue: str, body: str, attributes: dict[str, str] | None = None) -> None:
        """Put a message into a queue, with text attributes."""
        typed = {
            name: {"DataType": "String", "StringValue": value}
            for name, value in (attributes or {}).items()
        }
        with self.locks["sqs"]:
            self._sqs.send_message(queue, body, message_attributes=typed)

    def receive(self, queue: str, count: int) -> list[Any]:
        """Up to `count` messages that are visible now, hidden for the queue's own timeout."""
        with self.locks["sqs"]:
            hidden_for = int(self._sqs.get_queue(queue).visibility_timeout)
            messages = self._sqs.receive_message(queue, count, 0, hidden_for, ["All"])
            return list(messages)

    def delete(self, queue: str, receipt_handle: str) -> None:
        """Delete a received message."""
        with self.locks["sqs"]:
            self._sqs.delete_message(queue, receipt_handle)

    def depth(self, queue: str) -> tuple[int, int]:
        """How many messages of a queue can be received now, and how many only later."""
        with self.locks["sqs"]:
            # `_messages`, as moto's own counters ask the real clock for what is delayed.
            messages = self._sqs.get_queue(queue)._messages  # noqa: SLF001
            ready = sum(message.visible and not message.delayed for message in messages)
            return ready, len(messages) - ready

    # --- Tables ---

    def table_keys(self, name: str) -> TableKeys | None:
        """The keys of a table and of its indexes, if there is such a table."""
        found = dynamodb_backends[ACCOUNT][self.region].tables.get(name.rsplit("/", 1)[-1])
        return TableKeys.of(found.describe()["TableDescription"]) if found else None

    # --- Buckets ---

    def versions(self, bucket: str, key: str) -> list[Any]:
        """Every version of an object, delete markers included, oldest first."""
        found = s3_backends[ACCOUNT][PARTITION].buckets.get(bucket)
        return list(found.keys.getlist(key, [])) if found else []

    def emits_events(self, bucket: str) -> bool:
        """Whether a bucket sends its events to EventBridge."""
        found = s3_backends[ACCOUNT][PARTITION].buckets.get(bucket)
        notifications = found.notification_configuration if found else None
        return notifications is not None and notifications.event_bridge is not None

    @contextmanager
    def s3_methods_replaced(
        self, wrap: Callable[[str, Callable[..., Any]], Callable[..., Any]], names: tuple[str, ...]
    ) -> Iterator[None]:
        """Replace methods of moto's S3 by what `wrap(name, method)` makes of them."""
        originals = {name: getattr(S3Backend, name) for name in names}
        for name, method in originals.items():
            setattr(S3Backend, name, wrap(name, method))
        try:
            yield
        finally:
            for name, method in originals.items():
                setattr(S3Backend, name, method)


@contextmanager
def moto_events_silenced() -> Iterator[None]:
    """Keep moto from sending S3 events to EventBridge: it repeats some, and leaves others out."""
    original = notifications._send_event_bridge_message  # noqa: SLF001
    notifications._send_event_bridge_message = lambda *_: None  # noqa: SLF001
    try:
        yield
    finally:
        notifications._send_event_bridge_message = original  # noqa: SLF001


def event_pattern(pattern: dict[str, Any]) -> EventPattern:
    """An EventBridge pattern that can be matched."""
    return EventPattern.load(json.dumps(pattern))


def managed_policy(arn: str) -> dict[str, Any] | None:
    """The document of an AWS managed policy, or None where there is none of that name."""
    found = _managed_policies().get(arn.rsplit("/", 1)[-1])
    return found["Document"] if found else None


_MANAGED: dict[str, Any] = {}


def _managed_policies() -> dict[str, Any]:
    if not _MANAGED:
        _MANAGED.update(json.loads(aws_managed_policies_data))
    return _MANAGED
