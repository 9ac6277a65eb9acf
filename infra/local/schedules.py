"""Schedules: rules with a schedule expression, and schedules of EventBridge Scheduler.

None runs by itself. A stack invokes what it is told to (`LocalStack.tick`); a `Ticker` does so for
the rates, for as long as somebody wants the stack to live by the clock.
"""

import re
import threading
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from infra.local.bus import TargetSpec
from infra.local.cloud import ACCOUNT, Cloud
from infra.local.errors import NotEmulatedError
from infra.local.events import Event

_RATE = re.compile(r"rate\((?:1 (minute|hour|day)|(?!0|1 )(\d+) (minute|hour|day)s)\)")
_CRON = re.compile(r"cron\(\S+(?: \S+){5}\)")
_UNIT_SECONDS = {"minute": 60.0, "hour": 3600.0, "day": 86400.0}


def interval(expression: str, where: str) -> float | None:
    """Seconds between two runs of a rate; None for a cron expression.

    Raises:
        NotEmulatedError: It is neither, or AWS would not take it: a rate of 1 has a singular unit,
            any other a plural one.
    """
    rate = _RATE.fullmatch(expression)
    if rate:
        return float(rate[2] or 1) * _UNIT_SECONDS[rate[1] or rate[3]]
    if not _CRON.fullmatch(expression):
        raise NotEmulatedError(f"{where}: the schedule expression {expression!r}")
    return None


def scheduled_event(arn: str, source: str, detail: Any, cloud: Cloud) -> Event:  # noqa: ANN401
    """The event that a run of a schedule sends.

    https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-rule-schedule.html
    """
    now = datetime.fromtimestamp(cloud.clock.millis() / 1000, UTC)
    return {
        "version": "0",
        "id": str(uuid.uuid4()),
        "detail-type": "Scheduled Event",
        "source": source,
        "account": ACCOUNT,
        "time": now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "region": cloud.region,
        "resources": [arn],
        "detail": detail,
    }


@dataclass(frozen=True)
class Schedule:
    """Something that runs by a schedule."""

    logical_id: str
    targets: tuple[str, ...]
    """ARNs of what it invokes."""
    seconds: float | None
    """Interval of a rate."""
    enabled: bool
    run: Callable[[], None]
    """Sends its event."""


@dataclass(frozen=True)
class SchedulerSpec:
    """An `AWS::Scheduler::Schedule` as the template declares it, every expression resolved."""

    logical_id: str
    arn: str
    expression: str
    enabled: bool
    role_arn: str
    target: TargetSpec

    @classmethod
    def from_properties(
        cls, logical_id: str, region: str, properties: Mapping[str, Any]
    ) -> "SchedulerSpec":
        """Read the resolved properties of an `AWS::Scheduler::Schedule`."""
        target = properties["Target"]
        name = properties.get("Name", logical_id)
        return cls(
            logical_id=logical_id,
            arn=f"arn:aws:scheduler:{region}:{ACCOUNT}:schedule/default/{name}",
            expression=properties["ScheduleExpression"],
            enabled=properties.get("State", "ENABLED") != "DISABLED",
            role_arn=target["RoleArn"],
            target=TargetSpec(
                target["Arn"], target.get("DeadLetterConfig", {}).get("Arn"), target.get("Input")
            ),
        )


class Ticker:
    """Runs schedules at their rates, by the wall clock."""

    def __init__(self, schedules: Iterable[Schedule]) -> None:
        self._stop = threading.Event()
        self._threads = [
            threading.Thread(target=self._tick, args=(s, s.seconds), daemon=True, name="ticker")
            for s in schedules
            if s.seconds and s.enabled
        ]

    def start(self) -> None:
        """Begin; the first run is one interval from now."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """End."""
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _tick(self, schedule: Schedule, seconds: float) -> None:
        while not self._stop.wait(seconds):
            schedule.run()
