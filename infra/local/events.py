"""S3 events: seen where moto changes its objects, and shaped as EventBridge shapes them.

moto's own events are switched off: it repeats some (multipart uploads), leaves others out (delete
markers), and their ids and sequencers are constants. Instead the versions of an object before and
after each operation are compared, so that there is one event for every real change.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
"""

import inspect
import random
import string
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from infra.local.cloud import ACCOUNT, Cloud, moto_events_silenced
from infra.local.endpoint import CurrentCaller

Event = dict[str, Any]

EMPTY_ETAG = "d41d8cd98f00b204e9800998ecf8427e"
_REASONS = {
    "put_object": "PutObject",
    "copy_object": "CopyObject",
    "complete_multipart_upload": "CompleteMultipartUpload",
    "delete_object": "DeleteObject",
}


@dataclass(frozen=True)
class ObjectChange:
    """One change of one object."""

    bucket: str
    key: str
    reason: str
    version: Any
    """moto's version (or delete marker) that came or went."""
    deletion: str | None = None
    """The `deletion-type`, or None for a creation."""


def changes(
    bucket: str, key: str, method: str, before: list[Any], after: list[Any]
) -> Iterator[ObjectChange]:
    """The changes between two states of an object, by the operation between them."""
    reason = _REASONS[method]
    known, left = {id(version) for version in before}, {id(version) for version in after}
    new = [version for version in after if id(version) not in known]
    if method != "delete_object":
        for version in new:
            yield ObjectChange(bucket, key, reason, version)
        return
    for version in new:
        yield ObjectChange(bucket, key, reason, version, "Delete Marker Created")
    for version in before:
        if id(version) not in left:
            yield ObjectChange(bucket, key, reason, version, "Permanently Deleted")


class Sequencer:
    """Numbers that increase: hex, 16 digits, by the clock."""

    def __init__(self) -> None:
        self.last = 0
        """The number given last; those that come are above it, whatever the clock says."""
        self._lock = threading.Lock()

    def next(self) -> str:
        """The next number."""
        with self._lock:
            self.last = max(self.last + 1, time.time_ns())
            return f"{self.last:016X}"


def s3_event(change: ObjectChange, sequencer: str, region: str, address: str) -> Event:
    """The event that S3 sends to EventBridge for a change."""
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return {
        "version": "0",
        "id": str(uuid.uuid4()),
        "detail-type": "Object Deleted" if change.deletion else "Object Created",
        "source": "aws.s3",
        "account": ACCOUNT,
        "time": now,
        "region": region,
        "resources": [f"arn:aws:s3:::{change.bucket}"],
        "detail": {
            "version": "0",
            "bucket": {"name": change.bucket},
            "object": _object_detail(change, sequencer),
            "request-id": "".join(random.choices(string.ascii_uppercase + string.digits, k=16)),  # noqa: S311
            "requester": ACCOUNT,
            "source-ip-address": address,
            "reason": change.reason,
            **({"deletion-type": change.deletion} if change.deletion else {}),
        },
    }


def _object_detail(change: ObjectChange, sequencer: str) -> dict[str, Any]:
    version = change.version
    etag = (getattr(version, "etag", None) or EMPTY_ETAG).strip('"')
    versioned = str(version.version_id) not in {"null", "None"}
    return {
        "key": change.key,
        **({} if change.deletion else {"size": version.size}),
        "etag": etag,
        **({"version-id": str(version.version_id)} if versioned else {}),
        "sequencer": sequencer,
    }


@dataclass(frozen=True)
class Operation:
    """What one call of moto's S3 did to one object."""

    bucket: str
    key: str
    method: str
    before: list[Any]
    """moto's versions, the oldest first."""
    after: list[Any]


Keep = Callable[[Sequence[Operation]], AbstractContextManager[None]]
"""Keeps what a request did to objects, together with what follows within the context."""


class _Request(threading.local):
    """What the request that a thread is serving has done so far."""

    inside = False

    def __init__(self) -> None:
        self.operations: list[Operation] = []


class ObjectObserver:
    """Sees every change of every object, whatever request it comes from."""

    def __init__(
        self,
        cloud: Cloud,
        current: CurrentCaller,
        publish: Callable[[Event], None],
        sequencer: Sequencer,
        keep: Keep = lambda _: nullcontext(),
    ) -> None:
        self._cloud = cloud
        self._current = current
        self._publish = publish
        self._sequencer = sequencer
        self._keep = keep
        self._request = _Request()

    @contextmanager
    def installed(self) -> Iterator[None]:
        """Observe, in place of moto's own events."""
        with ExitStack() as stack:
            stack.enter_context(moto_events_silenced())
            stack.enter_context(self._cloud.s3_methods_replaced(self._wrap, tuple(_REASONS)))
            yield

    def _wrap(self, name: str, method: Callable[..., Any]) -> Callable[..., Any]:
        signature = inspect.signature(method)

        def observed(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
            if self._request.inside:
                return method(*args, **kwargs)
            bucket, key = _target(signature.bind(*args, **kwargs).arguments)
            before = self._cloud.versions(bucket, key)
            self._request.inside = True
            try:
                result = method(*args, **kwargs)
            finally:
                self._request.inside = False
            after = self._cloud.versions(bucket, key)
            self._request.operations.append(Operation(bucket, key, name, before, after))
            return result

        return observed

    def settle(self) -> None:
        """Keep and tell what a request has done: once moto is through with it, before its answer.

        Not earlier, as moto puts an object first, and its metadata afterwards. To be called in the
        lock of S3, by the thread that served the request.
        """
        operations, self._request.operations = self._request.operations, []
        if operations:
            with self._keep(operations):
                for operation in operations:
                    self._report(operation)

    def _report(self, done: Operation) -> None:
        if not self._cloud.emits_events(done.bucket):
            return
        caller = self._current.caller
        address = caller.address if caller else "127.0.0.1"
        for change in changes(done.bucket, done.key, done.method, done.before, done.after):
            number = self._sequencer.next()
            self._publish(s3_event(change, number, self._cloud.region, address))


def _target(arguments: Mapping[str, Any]) -> tuple[str, str]:
    """The bucket and the key that a call of one of the observed methods is about."""
    bucket = arguments.get("dest_bucket_name") or arguments["bucket_name"]
    key = arguments.get("dest_key_name") or arguments.get("key_name")
    if key is None:
        upload = arguments["self"].get_bucket(bucket).multiparts.get(arguments["multipart_id"])
        key = upload.key_name if upload else ""
    return bucket, key
