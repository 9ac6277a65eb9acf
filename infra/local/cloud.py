"""The only module that reaches into moto: its backends, their locks, and its clock.

moto's models are not thread-safe, and AWS's are: a conditional write must be atomic. Every access,
over HTTP or from in here, holds the lock of its service.
"""

import base64
import json
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import datetime
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
from moto.s3.models import FakeDeleteMarker, FakeKey, S3Backend, s3_backends
from moto.sqs.models import Message, Queue, SQSBackend, sqs_backends

from infra.local.errors import ProvisionError
from infra.local.items import TableKeys
from infra.local.journal import Json, KeptMessage, KeptObject

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

    @staticmethod
    def surprise() -> None:
        """Make ids at random again: those of messages and versions that are restored are taken."""
        mock_random.seed()

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

    @contextmanager
    def queues_observed(
        self, added: Callable[[KeptMessage], None], removed: Callable[[list[str]], None]
    ) -> Iterator[None]:
        """Tell of each message that a queue gets, and of the ids of those that it loses.

        One that moves on to a dead-letter queue is told of as added there. Both are called before
        whoever caused it has its answer, in the lock of SQS.
        """
        add, delete, purge = Queue.add_message, Queue.delete_message, SQSBackend.purge_queue

        def add_message(queue: Any, message: Any) -> None:  # noqa: ANN401
            add(queue, message)
            if queue._messages and queue._messages[-1] is message:  # noqa: SLF001
                added(_kept_message(queue.name, message))

        def delete_message(queue: Any, receipt_handle: str) -> None:  # noqa: ANN401
            before = queue._messages  # noqa: SLF001 (a deletion makes a new list)
            delete(queue, receipt_handle)
            removed([m.id for m in before if m.had_receipt_handle(receipt_handle)])

        def purge_queue(backend: Any, queue_name: str) -> None:  # noqa: ANN401
            before = backend.get_queue(queue_name)._messages  # noqa: SLF001
            purge(backend, queue_name)
            removed([message.id for message in before])

        with ExitStack() as undone:
            for owner, method in (
                (Queue, add_message),
                (Queue, delete_message),
                (SQSBackend, purge_queue),
            ):
                name = method.__name__
                undone.callback(setattr, owner, name, getattr(owner, name))
                setattr(owner, name, method)
            yield

    def restore_message(self, kept: KeptMessage) -> None:
        """Put a message back as if it had been sent just now; its delay is what is left of it.

        Nobody has received it yet, and the time that it was kept does not count. One of a queue
        that the template has no more is left where it is kept.
        """
        queue = self._sqs.queues.get(kept.queue)
        if queue is None:
            return
        message = Message(kept.id, kept.body)
        for name, value in kept.attributes.items():
            setattr(message, name, value)
        message.message_attributes = {
            name: _binary(value, base64.b64decode)
            for name, value in kept.attributes["message_attributes"].items()
        }
        message.mark_sent()
        queue._messages.append(message)  # noqa: SLF001 - `add_message` would tell of it

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

    def restore_object(self, kept: KeptObject, body: bytes | None) -> None:
        """Put a version, or a delete marker, back on top of an object; nobody is told of it.

        One of a bucket that the template has no more is left where it is kept.
        """
        bucket = s3_backends[ACCOUNT][PARTITION].buckets.get(kept.bucket)
        if bucket is None:
            return
        below = bucket.keys.getlist(kept.key, [])
        made: Any
        if body is None:
            key = below[-1] if below else FakeKey(kept.key, b"", ACCOUNT, self.region)
            made = FakeDeleteMarker(key=key)
        else:
            made = FakeKey(kept.key, body, ACCOUNT, self.region, bucket_name=kept.bucket)
        attributes = dict(kept.attributes)
        metadata = attributes.pop("metadata", {})
        for name, value in attributes.items():
            setattr(made, name, value)
        if body is not None:
            made.set_metadata(metadata)
        made.last_modified = datetime.fromisoformat(kept.attributes["last_modified"])
        bucket.keys.setlist(kept.key, [*below, made])

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


_OF_OBJECTS: Final = (
    *("_version_id", "_is_versioned", "_storage_class", "checksum_algorithm", "checksum_value"),
    *("checksum_type", "checksum_parts", "encryption", "kms_key_id", "bucket_key_enabled"),
)
"""What is kept of moto's objects as it is. Tags, retention and legal holds are not."""
_OF_MESSAGES: Final = (
    *("sender_id", "delayed_until", "deduplication_id", "group_id", "sequence_number"),
    "system_attributes",
)


def object_attributes(version: Any) -> Json:  # noqa: ANN401
    """What is to be kept of a version or a delete marker of moto's, beside key and body."""
    modified = {"last_modified": version.last_modified.isoformat()}
    if isinstance(version, FakeDeleteMarker):
        return modified | {"_version_id": version.version_id}
    return (
        modified
        | {name: getattr(version, name) for name in _OF_OBJECTS}
        | {"metadata": dict(version.metadata), "_etag": version.etag.strip('"')}
    )


def object_body(version: Any) -> bytes | None:  # noqa: ANN401
    """The body of a version of moto's; None of a delete marker."""
    return None if isinstance(version, FakeDeleteMarker) else bytes(version.value)


def _kept_message(queue: str, message: Any) -> KeptMessage:  # noqa: ANN401
    typed = {
        name: _binary(value, lambda raw: base64.b64encode(raw).decode())
        for name, value in message.message_attributes.items()
    }
    attributes = {name: getattr(message, name) for name in _OF_MESSAGES}
    return KeptMessage(message.id, queue, message.body, attributes | {"message_attributes": typed})


def _binary(attribute: Mapping[str, Any], turn: Callable[[Any], Any]) -> dict[str, Any]:
    """An attribute of a message, its binary value turned into something else."""
    value = attribute.get("BinaryValue")
    return dict(attribute) | ({"BinaryValue": turn(value)} if value is not None else {})


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
