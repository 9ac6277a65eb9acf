"""What rules and schedules send events to: queues, functions and log groups."""

import re
from dataclasses import dataclass, field
from typing import Protocol

from infra.local.asynchronous import AsyncInvoker
from infra.local.cloud import ACCOUNT, Cloud
from infra.local.errors import NotEmulatedError
from infra.local.guard import Guard
from infra.local.iam import BASE_CONTEXT, Request, Statement, decide
from infra.local.permissions import Permission

EVENTBRIDGE = "events.amazonaws.com"


@dataclass(frozen=True)
class Problem:
    """Why an event was not delivered."""

    code: str
    """As in the attribute ERROR_CODE of a dead letter."""
    message: str


NO_RESOURCE = "NO_RESOURCE"
NO_PERMISSIONS = "NO_PERMISSIONS"


def check_target(arn: str, where: str) -> None:
    """Refuse what events cannot be sent to here.

    Raises:
        NotEmulatedError: It is neither a queue nor a function nor a log group.
    """
    if not re.match(r"arn:aws:(sqs|lambda|logs):", arn):
        raise NotEmulatedError(f"{where}: events to {arn}")


class Sender(Protocol):
    """Somebody on whose behalf events are sent."""

    @property
    def arn(self) -> str:
        """Its ARN."""
        ...

    def may(self, action: str, resource: str) -> bool:
        """Whether it may do something to a target."""
        ...


@dataclass(frozen=True)
class RuleSender:
    """A rule: what it may do is said by its targets."""

    arn: str
    guard: Guard
    permissions: list[Permission]
    invokers: dict[str, AsyncInvoker]

    def may(self, action: str, resource: str) -> bool:
        """Whether the target's own policy, or a permission of the function, lets it."""
        if action != "lambda:InvokeFunction":
            return self.guard.service_may(EVENTBRIDGE, action, resource, self.arn)
        function = self.invokers[resource].function.spec
        return any(p.allows(EVENTBRIDGE, function, self.arn) for p in self.permissions)


@dataclass(frozen=True)
class RoleSender:
    """A schedule: what it may do is said by the role that it assumes."""

    arn: str
    statements: tuple[Statement, ...]

    def may(self, action: str, resource: str) -> bool:
        """Whether its role's policies let it."""
        context = {**BASE_CONTEXT, "aws:sourcearn": self.arn, "aws:sourceaccount": ACCOUNT}
        return decide(self.statements, Request(action, resource, context=context)).allowed


@dataclass
class Targets:
    """Everything in a stack that events can be sent to."""

    cloud: Cloud
    invokers: dict[str, AsyncInvoker] = field(default_factory=dict)
    """ARN of a function -> what invokes it."""
    logged: dict[str, list[str]] = field(default_factory=dict)
    """Name of a log group -> the events in it, as JSON."""

    def send(
        self, sender: Sender, arn: str, payload: str, attributes: dict[str, str] | None = None
    ) -> Problem | None:
        """Send an event, as JSON, to what passed `check_target`; attributes are for queues.

        Returns what went wrong, if anything.
        """
        service = arn.split(":")[2]
        if service == "sqs":
            return self._to_queue(sender, arn, payload, attributes)
        if service == "lambda":
            return self._to_function(sender, arn, payload)
        return self._to_log_group(sender, arn, payload)

    def _to_queue(
        self, sender: Sender, arn: str, payload: str, attributes: dict[str, str] | None
    ) -> Problem | None:
        name = arn.rsplit(":", 1)[-1]
        if not self.cloud.queue_exists(name):
            return Problem(NO_RESOURCE, "the queue does not exist")
        if not sender.may("sqs:SendMessage", arn):
            return Problem(NO_PERMISSIONS, "the queue's policy does not let the rule send to it")
        self.cloud.send(name, payload, attributes)
        return None

    def _to_function(self, sender: Sender, arn: str, payload: str) -> Problem | None:
        if arn not in self.invokers:
            return Problem(NO_RESOURCE, "the function does not exist")
        if not sender.may("lambda:InvokeFunction", arn):
            return Problem(NO_PERMISSIONS, "no permission lets it invoke the function")
        self.invokers[arn].submit(payload)
        return None

    def _to_log_group(self, sender: Sender, arn: str, payload: str) -> Problem | None:
        group = arn.removesuffix(":*")
        name = group.split(":", 6)[-1]
        if name not in self.logged:
            return Problem(NO_RESOURCE, "the log group does not exist")
        stream = f"{group}:log-stream:events"
        if not all(sender.may(a, stream) for a in ("logs:CreateLogStream", "logs:PutLogEvents")):
            return Problem(NO_PERMISSIONS, "no resource policy lets the rule write to it")
        self.logged[name].append(payload)
        return None
