"""Asynchronous invocations: a queue before a function, with retries and what comes after them.

https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
"""

import json
import threading
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from infra.local.cloud import Cloud
from infra.local.errors import NotEmulatedError
from infra.local.functions import Function
from infra.local.runtime_api import Outcome
from infra.local.work import Backlog, Worker

RETRY_SECONDS = (60.0, 120.0)
"""Pause before the first and before the second retry."""


@dataclass(frozen=True)
class AsyncSpec:
    """What becomes of an event that a function cannot process."""

    retries: int = len(RETRY_SECONDS)
    max_age_seconds: float = 6 * 3600.0
    on_failure_arn: str | None = None
    """Queue that is told of the invocation."""
    dead_letter_arn: str | None = None
    """Queue that gets the event itself."""

    @classmethod
    def from_properties(
        cls, function: Mapping[str, Any], configuration: Mapping[str, Any]
    ) -> "AsyncSpec":
        """Read the resolved properties of a function and of its `AWS::Lambda::EventInvokeConfig`.

        Raises:
            NotEmulatedError: One of the two is no queue.
        """
        destination = configuration.get("DestinationConfig", {}).get("OnFailure", {})
        spec = cls(
            int(configuration.get("MaximumRetryAttempts", cls.retries)),
            float(configuration.get("MaximumEventAgeInSeconds", cls.max_age_seconds)),
            destination.get("Destination"),
            function.get("DeadLetterConfig", {}).get("TargetArn"),
        )
        for arn in spec.queues:
            if not arn.startswith("arn:aws:sqs:"):
                raise NotEmulatedError(f"failed events can only be sent to queues: {arn}")
        return spec

    @property
    def queues(self) -> list[str]:
        """The queues that the function's role must be allowed to send to."""
        return [arn for arn in (self.on_failure_arn, self.dead_letter_arn) if arn]


@dataclass(frozen=True)
class _Event:
    payload: str
    accepted: float
    """Milliseconds of the cloud's clock."""
    invocations: int = 0
    due: float = 0.0
    id: str = field(default_factory=lambda: str(uuid.uuid4()))


class AsyncInvoker(Worker):
    """Invokes one function with the events that were handed in for it."""

    def __init__(self, spec: AsyncSpec, function: Function, cloud: Cloud, pause: float) -> None:
        name = f"events for {function.spec.logical_id}"
        super().__init__(name, function.limit, pause)
        self.function = function
        self._spec = spec
        self._cloud = cloud
        self._events: list[_Event] = []
        self._guard = threading.Lock()

    def submit(self, payload: str) -> None:
        """Take an event, as JSON; it is processed at least once, or given up."""
        with self._guard:
            self._events.append(_Event(payload, self._cloud.clock.millis()))

    def backlog(self) -> Backlog:
        """The events not yet dealt with."""
        now = self._cloud.clock.millis()
        with self._guard:
            later = [event.due for event in self._events if event.due > now]
            return Backlog(len(self._events) - len(later), len(later), due=min(later, default=None))

    def work(self) -> bool:
        """Invoke the function with the first event that is due."""
        event = self._take()
        if event is None:
            return False
        with self.moving():
            self._process(event)
        return True

    def _take(self) -> _Event | None:
        now = self._cloud.clock.millis()
        with self._guard:
            event = next((event for event in self._events if event.due <= now), None)
            if event:
                self._events.remove(event)
            return event

    def _process(self, event: _Event) -> None:
        outcome = self.function.invoke(event.payload.encode())
        event = replace(event, invocations=event.invocations + 1)
        if outcome.ok:
            return
        if event.invocations > self._spec.retries:
            self._give_up(event, outcome, "RetriesExhausted")
            return
        now = self._cloud.clock.millis()
        due = now + RETRY_SECONDS[event.invocations - 1] * 1000
        if due - event.accepted > self._spec.max_age_seconds * 1000:
            self._give_up(event, outcome, "EventAgeExceeded")
            return
        with self._guard:
            self._events.append(replace(event, due=due))

    def _give_up(self, event: _Event, outcome: Outcome, condition: str) -> None:
        if self._spec.on_failure_arn:
            notice = self._notice(event, outcome, condition)
            self._cloud.send(_queue(self._spec.on_failure_arn), json.dumps(notice))
        if self._spec.dead_letter_arn:
            message = str(outcome.json().get("errorMessage", ""))
            reasons = {"RequestID": event.id, "ErrorCode": "200", "ErrorMessage": message}
            self._cloud.send(_queue(self._spec.dead_letter_arn), event.payload, reasons)

    def _notice(self, event: _Event, outcome: Outcome, condition: str) -> dict[str, Any]:
        now = datetime.fromtimestamp(self._cloud.clock.millis() / 1000, UTC)
        return {
            "version": "1.0",
            "timestamp": now.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "requestContext": {
                "requestId": event.id,
                "functionArn": f"{self.function.spec.arn}:$LATEST",
                "condition": condition,
                "approximateInvokeCount": event.invocations,
            },
            "requestPayload": json.loads(event.payload),
            "responseContext": {
                "statusCode": 200,
                "executedVersion": "$LATEST",
                "functionError": "Unhandled",
            },
            "responsePayload": outcome.json(),
        }


def _queue(arn: str) -> str:
    return arn.rsplit(":", 1)[-1]
