"""Event source mappings: queues polled on behalf of functions, as Lambda polls them.

https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
"""

import base64
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from infra.local.cloud import Cloud
from infra.local.functions import Function
from infra.local.runtime_api import Outcome
from infra.local.work import Backlog, Worker

RECEIVE_LIMIT = 10
"""Messages that one ReceiveMessage can return."""


@dataclass(frozen=True)
class MappingSpec:
    """A mapping as the template declares it, every expression resolved."""

    logical_id: str
    queue_arn: str
    batch_size: int
    window_seconds: float
    reports_failures: bool
    concurrency: int

    @property
    def queue(self) -> str:
        """Name of the queue."""
        return self.queue_arn.rsplit(":", 1)[-1]

    @classmethod
    def from_properties(cls, logical_id: str, properties: Mapping[str, Any]) -> "MappingSpec":
        """Read the resolved properties of an `AWS::Lambda::EventSourceMapping`."""
        scaling = properties.get("ScalingConfig", {})
        return cls(
            logical_id=logical_id,
            queue_arn=properties["EventSourceArn"],
            batch_size=int(properties.get("BatchSize", 10)),
            window_seconds=float(properties.get("MaximumBatchingWindowInSeconds", 0)),
            reports_failures="ReportBatchItemFailures"
            in properties.get("FunctionResponseTypes", []),
            concurrency=int(scaling.get("MaximumConcurrency", 1000)),
        )


class Poller(Worker):
    """Polls one queue for one function, with as many threads as both may use."""

    def __init__(self, spec: MappingSpec, function: Function, cloud: Cloud, pause: float) -> None:
        super().__init__(spec.queue, min(spec.concurrency, function.limit), pause)
        self.spec = spec
        self._function = function
        self._cloud = cloud

    def backlog(self) -> Backlog:
        """The messages of the queue."""
        return Backlog(*self._cloud.depth(self.spec.queue))

    def work(self) -> bool:
        """Receive and process one batch."""
        messages = self._collect()
        if messages:
            with self.moving():
                self._process(messages)
        return bool(messages)

    def _collect(self) -> list[Any]:
        """Up to a batch of messages, waiting for the window once there is one."""
        messages = self._receive(self.spec.batch_size)
        end = time.monotonic() + self.spec.window_seconds
        while messages and len(messages) < self.spec.batch_size and time.monotonic() < end:
            if self.stopping.wait(self.pause):
                break
            messages += self._receive(self.spec.batch_size - len(messages))
        return messages

    def _receive(self, wanted: int) -> list[Any]:
        messages: list[Any] = []
        while wanted > len(messages):
            some = self._cloud.receive(self.spec.queue, min(RECEIVE_LIMIT, wanted - len(messages)))
            messages += some
            if not some:
                break
        return messages

    def _process(self, messages: list[Any]) -> None:
        records = [record(message, self.spec.queue_arn, self._cloud.region) for message in messages]
        outcome = self._function.invoke_json({"Records": records})
        failed = failed_ids(outcome, {r["messageId"] for r in records}, self.spec.reports_failures)
        for message, made in zip(messages, records, strict=True):
            if made["messageId"] not in failed:
                self._cloud.delete(self.spec.queue, message.receipt_handle)


def record(message: Any, queue_arn: str, region: str) -> dict[str, Any]:  # noqa: ANN401
    """A message of moto's in the shape in which Lambda passes it on.

    https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
    """
    first_received = int(message.approximate_first_receive_timestamp)
    attributes = {
        "ApproximateReceiveCount": str(message.approximate_receive_count),
        "SentTimestamp": str(message.sent_timestamp),
        "SenderId": str(message.sender_id),
        "ApproximateFirstReceiveTimestamp": str(first_received),
        "SequenceNumber": message.sequence_number,
        "MessageGroupId": message.group_id,
        "MessageDeduplicationId": message.deduplication_id,
    }
    return {
        "messageId": message.id,
        "receiptHandle": message.receipt_handle,
        "body": message.body,
        "attributes": {name: value for name, value in attributes.items() if value is not None},
        "messageAttributes": _message_attributes(message.message_attributes),
        "md5OfBody": message.body_md5,
        "eventSource": "aws:sqs",
        "eventSourceARN": queue_arn,
        "awsRegion": region,
    }


def _message_attributes(attributes: Mapping[str, Any]) -> dict[str, Any]:
    shaped = {}
    for name, attribute in attributes.items():
        value: dict[str, Any] = {
            "stringListValues": [],
            "binaryListValues": [],
            "dataType": attribute["DataType"],
        }
        if attribute.get("StringValue") is not None:
            value["stringValue"] = attribute["StringValue"]
        if attribute.get("BinaryValue") is not None:
            value["binaryValue"] = base64.b64encode(attribute["BinaryValue"]).decode()
        shaped[name] = value
    return shaped


def failed_ids(outcome: Outcome, ids: set[str], reports_failures: bool) -> set[str]:
    """Which messages of a batch Lambda would leave on the queue after an invocation.

    Without partial batch responses, whatever a function returns is a success. With them, an answer
    that makes no sense fails the whole batch; no answer (`null`), an empty one, and one without
    failures are successes.
    """
    if not outcome.ok:
        return ids
    if not reports_failures:
        return set()
    reported = reported_failures(outcome.payload)
    return reported if reported is not None and reported <= ids else ids


def reported_failures(payload: bytes) -> set[str] | None:
    """The item identifiers that a response reports; None where it makes no sense."""
    try:
        response = json.loads(payload)
        failures = (response or {}).get("batchItemFailures") or []
        identifiers = {failure["itemIdentifier"] for failure in failures}
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    sensible = all(isinstance(name, str) and name for name in identifiers)
    return identifiers if sensible else None
