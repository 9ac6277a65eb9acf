"""Everything of a template that sends events: buses, rules, schedules, and what they reach."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from infra.local.asynchronous import AsyncInvoker, AsyncSpec
from infra.local.bus import Buses, RuleSpec
from infra.local.cloud import Cloud
from infra.local.errors import InvokeError, ProvisionError
from infra.local.functions import Function
from infra.local.guard import Guard
from infra.local.permissions import Permission
from infra.local.policies import assumed_role
from infra.local.provision import Deployment, Resource
from infra.local.schedules import Schedule, SchedulerSpec, interval, scheduled_event
from infra.local.targets import RoleSender, RuleSender, Sender, Targets, check_target


class Eventing:
    """The part of a stack that events go through."""

    def __init__(self, cloud: Cloud, guard: Guard) -> None:
        self._cloud = cloud
        self._guard = guard
        self._permissions: list[Permission] = []
        self.targets = Targets(cloud)
        self.buses = Buses(self.targets, self._rule_sender)
        self.schedules: list[Schedule] = []

    def deploy(
        self, deployment: Deployment, functions: Iterable[Function], pause: float
    ) -> list[AsyncInvoker]:
        """Begin to serve a template; returns the workers to be started.

        Raises:
            ProvisionError: AWS would refuse a part of it.
            NotEmulatedError: A part of it cannot be served.
        """
        for resource in deployment.of_type("AWS::Lambda::Permission"):
            self._permissions.append(Permission.from_properties(resource.properties))
        for resource in deployment.of_type("AWS::Logs::LogGroup"):
            self.targets.logged[resource.physical_id] = []
        for resource in deployment.of_type("AWS::Events::EventBus"):
            self.buses.names.add(resource.physical_id)
        for resource in deployment.of_type("AWS::Events::Rule"):
            self._add_rule(resource)
        for resource in deployment.of_type("AWS::Scheduler::Schedule"):
            self._add_schedule(resource, deployment)
        return self._invokers(deployment, functions, pause)

    @property
    def permissions(self) -> list[Permission]:
        """Who may invoke which function."""
        return self._permissions

    def _rule_sender(self, arn: str) -> RuleSender:
        return RuleSender(arn, self._guard, self._permissions, self.targets.invokers)

    def _add_rule(self, resource: Resource) -> None:
        rule = RuleSpec.from_properties(resource.logical_id, resource.arn, resource.properties)
        if rule.bus not in self.buses.names:
            raise ProvisionError(f"{rule.logical_id}: there is no event bus {rule.bus}")
        for target in rule.targets:
            check_target(target.arn, rule.logical_id)
        self.buses.add(rule)
        if rule.schedule:
            seconds = interval(rule.schedule, rule.logical_id)
            arns = tuple(target.arn for target in rule.targets)
            run = partial(self._run_rule, rule)
            self.schedules.append(Schedule(rule.logical_id, arns, seconds, rule.enabled, run))

    def _run_rule(self, rule: RuleSpec) -> None:
        self.buses.deliver(scheduled_event(rule.arn, "aws.events", {}, self._cloud), rule)

    def _add_schedule(self, resource: Resource, deployment: Deployment) -> None:
        spec = SchedulerSpec.from_properties(
            resource.logical_id, self._cloud.region, resource.properties
        )
        check_target(spec.target.arn, spec.logical_id)
        statements = assumed_role(deployment, spec.role_arn, "scheduler.amazonaws.com")
        seconds = interval(spec.expression, spec.logical_id)
        run = partial(self._run_schedule, spec, RoleSender(spec.arn, statements))
        self.schedules.append(
            Schedule(spec.logical_id, (spec.target.arn,), seconds, spec.enabled, run)
        )

    def _run_schedule(self, spec: SchedulerSpec, sender: Sender) -> None:
        event = scheduled_event(spec.arn, "aws.scheduler", "{}", self._cloud)
        self.buses.send(event, spec.logical_id, sender, spec.target)

    def _invokers(
        self, deployment: Deployment, functions: Iterable[Function], pause: float
    ) -> list[AsyncInvoker]:
        configurations = {
            resource.properties["FunctionName"]: resource.properties
            for resource in deployment.of_type("AWS::Lambda::EventInvokeConfig")
        }
        for function in functions:
            properties = deployment.resources[function.spec.logical_id].properties
            configuration = configurations.get(function.spec.name, {})
            invoker = self._invoker(function, properties, configuration, pause)
            self.targets.invokers[function.spec.arn] = invoker
        return list(self.targets.invokers.values())

    def _invoker(
        self,
        function: Function,
        properties: Mapping[str, Any],
        configuration: Mapping[str, Any],
        pause: float,
    ) -> AsyncInvoker:
        spec = AsyncSpec.from_properties(properties, configuration)
        role = self._guard.roles[function.spec.access_key]
        for arn in spec.queues:
            if not self._guard.check(role, "sqs:SendMessage", arn).allowed:
                name = function.spec.logical_id
                raise ProvisionError(f"{name}: the role {role.name} may not sqs:SendMessage {arn}")
        return AsyncInvoker(spec, function, self._cloud, pause)

    def tick(self, logical_id: str, arn: str) -> None:
        """Run a schedule, named by itself or by the function that nothing else schedules.

        Raises:
            InvokeError: There is no such schedule, more than one, or it is disabled.
        """
        named = [s for s in self.schedules if s.logical_id == logical_id or arn in s.targets]
        if len(named) != 1:
            raise InvokeError(f"{len(named)} schedules run {logical_id}")
        if not named[0].enabled:
            raise InvokeError(f"{named[0].logical_id} is disabled")
        named[0].run()
