"""Event buses: events matched against the rules of their bus, and sent to the rules' targets.

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-what-is.html
"""

import json
import logging
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from infra.local.cloud import event_pattern
from infra.local.events import Event
from infra.local.patterns import check_pattern
from infra.local.targets import Sender, Targets

log = logging.getLogger(__name__)

DEFAULT_BUS = "default"


def bus_name(name_or_arn: str) -> str:
    """The name of a bus that is given by its name or its ARN."""
    return name_or_arn.rsplit("event-bus/", 1)[-1]


@dataclass(frozen=True)
class TargetSpec:
    """Where a rule sends events."""

    arn: str
    dead_letter_arn: str | None
    input: str | None
    """JSON that is sent in place of the event."""


@dataclass(frozen=True)
class RuleSpec:
    """A rule as the template declares it, every expression resolved."""

    logical_id: str
    arn: str
    bus: str
    pattern: dict[str, Any] | None
    schedule: str | None
    enabled: bool
    targets: tuple[TargetSpec, ...]

    @classmethod
    def from_properties(
        cls, logical_id: str, arn: str, properties: Mapping[str, Any]
    ) -> "RuleSpec":
        """Read the resolved properties of an `AWS::Events::Rule`.

        Raises:
            NotEmulatedError: The pattern has a filter that is not evaluated here.
        """
        pattern = properties.get("EventPattern")
        check_pattern(pattern or {}, logical_id)
        return cls(
            logical_id=logical_id,
            arn=arn,
            bus=bus_name(properties.get("EventBusName", DEFAULT_BUS)),
            pattern=pattern,
            schedule=properties.get("ScheduleExpression"),
            enabled=properties.get("State", "ENABLED") != "DISABLED",
            targets=tuple(
                TargetSpec(t["Arn"], t.get("DeadLetterConfig", {}).get("Arn"), t.get("Input"))
                for t in properties.get("Targets", [])
            ),
        )


@dataclass(frozen=True)
class Undelivered:
    """An event that did not reach a target."""

    event: Event
    rule: str
    """Logical id of the rule; '' where the bus itself is missing."""
    target_arn: str
    reason: str


class Buses:
    """All event buses of a stack."""

    def __init__(self, targets: Targets, sender: Callable[[str], Sender]) -> None:
        self._targets = targets
        self._sender = sender
        """Makes the sender of a rule, given its ARN."""
        self._rules: list[tuple[RuleSpec, Callable[[Event], bool] | None]] = []
        self.names = {DEFAULT_BUS}
        self.history: dict[str, list[Event]] = defaultdict(list)
        """Bus -> every event that was put on it."""
        self.undelivered: list[Undelivered] = []

    def add(self, rule: RuleSpec) -> None:
        """Begin to serve a rule."""
        self._rules.append((rule, event_pattern(rule.pattern) if rule.pattern else None))

    def publish(self, event: Event, bus: str = DEFAULT_BUS) -> None:
        """Send an event to every target of every rule of a bus that it matches."""
        if bus not in self.names:
            log.error("event %s: there is no bus %s", event["id"], bus)
            self.undelivered.append(Undelivered(event, "", bus, "the bus does not exist"))
            return
        self.history[bus].append(event)
        for rule, matches in self._rules:
            if rule.bus == bus and rule.enabled and matches and matches(event):
                self.deliver(event, rule)

    def deliver(self, event: Event, rule: RuleSpec) -> None:
        """Send an event to every target of a rule."""
        sender = self._sender(rule.arn)
        for target in rule.targets:
            self.send(event, rule.logical_id, sender, target)

    def send(self, event: Event, name: str, sender: Sender, target: TargetSpec) -> None:
        """Send an event, or the target's own input, to one target of a rule or schedule."""
        body = target.input or json.dumps(event, ensure_ascii=False)
        problem = self._targets.send(sender, target.arn, body)
        if problem is None:
            return
        why = problem.message
        log.error("%s: event %s not delivered to %s: %s", name, event["id"], target.arn, why)
        self.undelivered.append(Undelivered(event, name, target.arn, why))
        if target.dead_letter_arn:
            reasons = {"RULE_ARN": sender.arn, "TARGET_ARN": target.arn}
            reasons |= {"ERROR_CODE": problem.code, "ERROR_MESSAGE": why}
            if self._targets.send(sender, target.dead_letter_arn, body, reasons):
                log.error("%s: nor to %s", name, target.dead_letter_arn)
