"""The only module that reaches into moto: its backends, their locks, and its clock.

moto's models are not thread-safe, and AWS's are: a conditional write must be atomic. Every access,
over HTTP or from in here, holds the lock of its service.
"""

import json
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from inspect import signature
from typing import Any, Final

import moto.sqs.models as sqs_models
from moto.cloudformation.models import cloudformation_backends
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.core.utils import unix_time_millis
from moto.dynamodb.models import dynamodb_backends
from moto.dynamodb.models.table import Table
from moto.events.exceptions import InvalidEventPatternException
from moto.events.models import EventBus, EventPattern
from moto.iam.aws_managed_policies import aws_managed_policies_data
from moto.logs.models import LogGroup
from moto.moto_api._internal import mock_random
from moto.moto_api._internal.models import moto_api_backend
from moto.s3 import notifications
from moto.s3.models import S3Backend, s3_backends
from moto.sqs.models import sqs_backends

from infra.local.errors import ProvisionError
from infra.local.items import TableKeys

ACCOUNT: str = DEFAULT_ACCOUNT_ID
NAMES_SEED = "hearsay"
PARTITION = "aws"


class Clock:
    """The time that queues and retries go by: real time plus what it was advanced by."""

    def __init__(self) -> None:
        self._offset_millis = 0.0

    def advance(self, seconds: float) -> None:
        """Let that much time pass (visibility, delays, retries), all at once."""
        self._offset_millis += seconds * 1000

    def advance_to(self, millis: float) -> None:
        """Let time pass until just after a moment, which may lie in the past."""
        self._offset_millis += max(0.0, millis + 1 - self.millis())

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
        _mend_attributes()
        mend_queries()
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

    def depth(self, queue: str) -> tuple[int, int, int, float | None]:
        """How full a queue is, and when that changes by itself.

        Messages that can be received now, that are hidden, that were sent with a delay which is
        not over; and when the next of the latter two can be received, in the clock's milliseconds.
        """
        with self.locks["sqs"]:
            # `_messages`, as moto's own counters ask the real clock for what is delayed.
            messages = list(self._sqs.get_queue(queue)._messages)  # noqa: SLF001
            later = [m for m in messages if m.delayed or not m.visible]
            delayed = sum(message.delayed for message in later)
            due = min((max(m.visible_at, m.delayed_until) for m in later), default=None)
            return len(messages) - len(later), len(later) - delayed, delayed, due

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


def _mend_attributes() -> None:
    """Give two kinds of resources what AWS's CloudFormation says of them.

    moto's buses have no physical id, so that a Ref would be the bus itself; the ARN of a log group
    covers its streams on AWS.
    """
    setattr(EventBus, "physical_resource_id", property(lambda bus: bus.name))  # noqa: B010
    setattr(LogGroup, "get_cfn_attribute", lambda group, _: f"{group.arn}:*")  # noqa: B010


_QUERY: Final[Callable[..., Any]] = Table.query
_QUERY_ARGUMENTS: Final = signature(_QUERY)


def mend_queries() -> None:
    """Have queries look at what they may find alone: moto sorts the whole table for each of them.

    With the rows of a thousand articles a query takes a second so, and some milliseconds without.
    """
    setattr(Table, "query", _query)  # noqa: B010


def _query(table: Any, *args: Any, **options: Any) -> Any:  # noqa: ANN401
    """The query of moto, which sorts what it has found by itself, over fewer rows in no order."""
    given = _QUERY_ARGUMENTS.bind(table, *args, **options).arguments
    if not table.range_key_attr:
        return _QUERY(table, *args, **options)
    own = given["hash_key"] if given.get("index_name") is None else None
    partitions = table.items.values() if own is None else [table.items.get(own, {})]
    rows = [row for partition in partitions for row in partition.values()]
    table.all_items = lambda: rows
    try:
        return _QUERY(table, *args, **options)
    finally:
        del table.all_items


@contextmanager
def moto_events_silenced() -> Iterator[None]:
    """Keep moto from sending S3 events to EventBridge: it repeats some, and leaves others out."""
    original = notifications._send_event_bridge_message  # noqa: SLF001
    notifications._send_event_bridge_message = lambda *_: None  # noqa: SLF001
    try:
        yield
    finally:
        notifications._send_event_bridge_message = original  # noqa: SLF001


def event_pattern(pattern: Mapping[str, Any]) -> Callable[[Any], bool]:
    """Whether an event matches an EventBridge pattern.

    Raises:
        ProvisionError: It is no pattern.
    """
    try:
        return EventPattern.load(json.dumps(pattern)).matches_event
    except InvalidEventPatternException as error:
        raise ProvisionError(f"no event pattern: {pattern}: {error}") from error


def managed_policy(arn: str) -> dict[str, Any] | None:
    """The document of an AWS managed policy, or None where there is none of that name."""
    found = _managed_policies().get(arn.rsplit("/", 1)[-1])
    return found["Document"] if found else None


_MANAGED: dict[str, Any] = {}


def _managed_policies() -> dict[str, Any]:
    if not _MANAGED:
        _MANAGED.update(json.loads(aws_managed_policies_data))
    return _MANAGED
