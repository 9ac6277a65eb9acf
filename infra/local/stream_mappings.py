"""Event source mappings of tables: a stream read on behalf of a function, in order.

https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html. A stream has one shard
here and a mapping one reader, so that records arrive in the order of all writes to the table.
"""

import json
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from infra.local.cloud import Cloud
from infra.local.errors import NotEmulatedError
from infra.local.functions import Function
from infra.local.mappings import reported_failures
from infra.local.patterns import Filters
from infra.local.runtime_api import Outcome
from infra.local.shards import Shard, StreamRecord
from infra.local.work import Backlog, Worker

RETENTION_SECONDS = 24 * 3600.0
"""How long a stream keeps a record."""

FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 300.0
"""Pauses between attempts double from the first to the longest; AWS does not say how long it
waits."""


@dataclass(frozen=True)
class StreamSpec:
    """A mapping of a stream as the template declares it, every expression resolved."""

    logical_id: str
    stream_arn: str
    batch_size: int
    window_seconds: float
    latest: bool
    """Whether to begin with what is written from now on."""
    retries: int | None
    """Attempts after the first; None for no limit."""
    max_age_seconds: float
    bisects: bool
    reports_failures: bool
    filters: Filters
    on_failure_arn: str | None

    @property
    def table(self) -> str:
        """Name of the table."""
        return self.stream_arn.split("/")[1]

    @classmethod
    def from_properties(cls, logical_id: str, properties: Mapping[str, Any]) -> "StreamSpec":
        """Read the resolved properties of an `AWS::Lambda::EventSourceMapping`.

        Raises:
            NotEmulatedError: It has a filter that is not evaluated here, or sends failures
                elsewhere than to a queue.
        """
        retries = int(properties.get("MaximumRetryAttempts", -1))
        age = float(properties.get("MaximumRecordAgeInSeconds", -1))
        target = properties.get("DestinationConfig", {}).get("OnFailure", {}).get("Destination")
        if target and not target.startswith("arn:aws:sqs:"):
            raise NotEmulatedError(f"{logical_id}: failures can only be sent to queues: {target}")
        return cls(
            logical_id=logical_id,
            stream_arn=properties["EventSourceArn"],
            batch_size=int(properties.get("BatchSize", 100)),
            window_seconds=float(properties.get("MaximumBatchingWindowInSeconds", 0)),
            latest=properties["StartingPosition"] == "LATEST",
            retries=None if retries < 0 else retries,
            max_age_seconds=RETENTION_SECONDS if age < 0 else min(age, RETENTION_SECONDS),
            bisects=str(properties.get("BisectBatchOnFunctionError", False)).lower() == "true",
            reports_failures="ReportBatchItemFailures"
            in properties.get("FunctionResponseTypes", []),
            filters=Filters(properties.get("FilterCriteria", {}), logical_id),
            on_failure_arn=target,
        )


@dataclass(frozen=True)
class Batch:
    """Records that are passed on together, and what has become of them so far."""

    records: list[StreamRecord]
    retries: int = 0
    """Retries used up."""
    invocations: int = 0
    due: float = 0.0
    """When the next attempt may begin: milliseconds of the cloud's clock."""


Dealt = Callable[[StreamSpec, int], None]
"""Told of the place in the stream before which a mapping has dealt with everything."""


class StreamPoller(Worker):
    """Reads one stream for one function."""

    def __init__(
        self, spec: StreamSpec, function: Function, cloud: Cloud, pause: float, dealt: Dealt
    ) -> None:
        super().__init__(f"stream of {spec.logical_id}", 1, pause)
        self.spec = spec
        self._function = function
        self._cloud = cloud
        self._dealt = dealt
        self._shard = Shard(cloud, spec.stream_arn)
        self._position = self._shard.end() if spec.latest else 0
        self._pending: deque[Batch] = deque()

    def backlog(self) -> Backlog:
        """The records not yet dealt with; one that waits for a retry holds up all after it."""
        unread = self._shard.end() - self._position
        waiting = sum(len(batch.records) for batch in tuple(self._pending))
        due = self._pending[0].due if self._pending else 0.0
        if due > self._cloud.clock.millis():
            return Backlog(failed=unread + waiting, due=due)
        return Backlog(ready=unread + waiting)

    def work(self) -> bool:
        """Process one batch: what is to be retried, else what was written since."""
        if not self._pending:
            self._read()
        if not self._pending or self._pending[0].due > self._cloud.clock.millis():
            return False
        with self.moving():
            batch = self._pending.popleft()
            try:
                fresh = self._without_expired(batch)
                left = self._process(fresh) if fresh.records else []
            except BaseException:
                self._pending.appendleft(batch)  # at least once: it was not dealt with
                raise
            self._pending.extendleft(reversed(left))
            self._dealt(self.spec, self._first_pending())
        return True

    def _first_pending(self) -> int:
        """The place in the stream of the first record that is not dealt with."""
        if not self._pending:
            return self._position
        return self._pending[0].records[0].number - self._shard.first_number

    def _read(self) -> None:
        """Make a batch of what was written since the last look."""
        found = self._collect()
        if found:
            with self.moving():
                passing = [record for record in found if self.spec.filters.passes(record.shaped())]
                self._position += len(found)
                if passing:
                    self._pending.append(Batch(passing))

    def _collect(self) -> list[StreamRecord]:
        """Up to a batch of records, waiting for the window once there is one."""
        found = self._shard.read(self._position, self.spec.batch_size)
        end = time.monotonic() + self.spec.window_seconds
        while found and len(found) < self.spec.batch_size and time.monotonic() < end:
            if self.stopping.wait(self.pause):
                break
            found = self._shard.read(self._position, self.spec.batch_size)
        return found

    def _without_expired(self, batch: Batch) -> Batch:
        """Give up the records that are too old; returns the others."""
        oldest = self._cloud.clock.millis() / 1000 - self.spec.max_age_seconds
        expired = [record for record in batch.records if record.created < oldest]
        if expired:
            self._give_up(replace(batch, records=expired), "RecordAgeExceeded")
        return replace(batch, records=batch.records[len(expired) :])

    def _process(self, batch: Batch) -> list[Batch]:
        """Invoke the function; returns what is left to be done, in order."""
        records = [stream_record(record, self.spec.stream_arn) for record in batch.records]
        outcome = self._function.invoke_json({"Records": records})
        batch = replace(batch, invocations=batch.invocations + 1)
        failed = first_failure(outcome, batch.records, self.spec.reports_failures)
        if failed is None:
            return []
        rest = replace(batch, records=batch.records[failed:])
        if self.spec.bisects and failed:
            return [rest]
        if self.spec.bisects and len(rest.records) > 1:
            return halves(rest)
        if self.spec.retries is not None and rest.retries >= self.spec.retries:
            self._give_up(rest, "RetryAttemptsExhausted", outcome)
            return []
        return [self._postponed(rest)]

    def _postponed(self, batch: Batch) -> Batch:
        pause = min(FIRST_PAUSE_SECONDS * 2.0 ** min(batch.retries, 30), LONGEST_PAUSE_SECONDS)
        due = self._cloud.clock.millis() + pause * 1000
        return replace(batch, retries=batch.retries + 1, due=due)

    def _give_up(self, batch: Batch, condition: str, outcome: Outcome | None = None) -> None:
        """Go on without a batch, and say so where the template wants it said."""
        if self.spec.on_failure_arn:
            queue = self.spec.on_failure_arn.rsplit(":", 1)[-1]
            context = {
                "requestId": batch.records[0].event_id,
                "functionArn": self._function.spec.arn,
                "condition": condition,
                "approximateInvokeCount": batch.invocations,
            }
            self._cloud.send(queue, json.dumps(self._notice(batch, context, outcome)))

    def _notice(
        self, batch: Batch, context: Mapping[str, Any], outcome: Outcome | None
    ) -> dict[str, Any]:
        """What is said of a batch that was given up: where it is, not what is in it."""
        answered = {"statusCode": 200, "executedVersion": "$LATEST", "functionError": "Unhandled"}
        if outcome and outcome.ok:
            del answered["functionError"]
        first, last = batch.records[0], batch.records[-1]
        return {
            "requestContext": dict(context),
            **({"responseContext": answered} if outcome else {}),
            "version": "1.0",
            "timestamp": _timestamp(self._cloud.clock.millis() / 1000),
            "DDBStreamBatchInfo": {
                "shardId": self._shard.id,
                "startSequenceNumber": str(first.number),
                "endSequenceNumber": str(last.number),
                "approximateArrivalOfFirstRecord": _timestamp(first.created, "seconds"),
                "approximateArrivalOfLastRecord": _timestamp(last.created, "seconds"),
                "batchSize": len(batch.records),
                "streamArn": self.spec.stream_arn,
            },
        }


def halves(batch: Batch) -> list[Batch]:
    """A batch in two, neither of which has used up a retry by that."""
    middle = (len(batch.records) + 1) // 2
    parts = batch.records[:middle], batch.records[middle:]
    return [replace(batch, records=part) for part in parts]


def stream_record(record: StreamRecord, stream_arn: str) -> dict[str, Any]:
    """A record in the shape in which Lambda passes it on.

    https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html
    """
    return {**record.shaped(), "eventSourceARN": stream_arn}


def first_failure(
    outcome: Outcome, records: list[StreamRecord], reports_failures: bool
) -> int | None:
    """Index of the record from which on a batch has to be retried; None where it was a success.

    Of several reported sequence numbers the lowest counts. An answer that makes no sense fails the
    whole batch.
    """
    if not outcome.ok:
        return 0
    if not reports_failures:
        return None
    numbers = [str(record.number) for record in records]
    reported = reported_failures(outcome.payload)
    if reported is None or not reported <= set(numbers):
        return 0
    return min(map(numbers.index, reported), default=None)


def _timestamp(seconds: float, precision: str = "milliseconds") -> str:
    moment = datetime.fromtimestamp(seconds, UTC)
    return moment.isoformat(timespec=precision).replace("+00:00", "Z")
