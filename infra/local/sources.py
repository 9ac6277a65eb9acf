"""Event source mappings as the template declares them: checked as AWS checks them, and started."""

from collections.abc import Mapping
from typing import Any

from infra.local.cloud import Cloud
from infra.local.errors import NotEmulatedError, ProvisionError
from infra.local.functions import Function
from infra.local.guard import Guard
from infra.local.mappings import MappingSpec, Poller
from infra.local.provision import Resource
from infra.local.shards import Shard
from infra.local.stream_mappings import Dealt, StreamPoller, StreamSpec
from infra.local.work import Worker

QUEUE_ACTIONS = ("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes")
STREAM_ACTIONS = (
    "dynamodb:DescribeStream",
    "dynamodb:GetRecords",
    "dynamodb:GetShardIterator",
    "dynamodb:ListStreams",
)
"""What a function's role must be allowed on a source that is mapped to the function."""

_QUEUE_PROPERTIES = frozenset({"ScalingConfig"})
_STREAM_PROPERTIES = frozenset(
    {"BisectBatchOnFunctionError", "DestinationConfig", "FilterCriteria", "ParallelizationFactor"}
    | {"MaximumRecordAgeInSeconds", "MaximumRetryAttempts", "StartingPosition"}
)


class Sources:
    """Makes the workers of mappings."""

    def __init__(self, cloud: Cloud, guard: Guard, pause: float, dealt: Dealt) -> None:
        self._cloud = cloud
        self._guard = guard
        self._pause = pause
        self._dealt = dealt

    def worker(self, mapping: Resource, function: Function) -> Worker:
        """What serves a mapping, not started yet.

        Raises:
            ProvisionError: AWS would refuse to create it.
            NotEmulatedError: It has a property that is not served for its kind of source.
        """
        service = mapping.properties["EventSourceArn"].split(":")[2]
        if service == "dynamodb":
            return self._stream(mapping, function)
        if service == "sqs":
            return self._queue(mapping, function)
        raise NotEmulatedError(f"{mapping.logical_id}: event sources of {service}")

    def _queue(self, mapping: Resource, function: Function) -> Worker:
        self._refuse(mapping, _STREAM_PROPERTIES)
        spec = MappingSpec.from_properties(mapping.logical_id, mapping.properties)
        if not self._cloud.queue_exists(spec.queue):
            raise ProvisionError(f"{spec.logical_id}: there is no queue {spec.queue_arn}")
        self._check(mapping, function, QUEUE_ACTIONS, spec.queue_arn)
        return Poller(spec, function, self._cloud, self._pause)

    def _stream(self, mapping: Resource, function: Function) -> Worker:
        self._refuse(mapping, _QUEUE_PROPERTIES)
        spec = StreamSpec.from_properties(mapping.logical_id, mapping.properties)
        if not Shard(self._cloud, spec.stream_arn).exists():
            raise ProvisionError(f"{spec.logical_id}: there is no stream {spec.stream_arn}")
        self._check(mapping, function, STREAM_ACTIONS, spec.stream_arn)
        if spec.on_failure_arn:
            self._check(mapping, function, ("sqs:SendMessage",), spec.on_failure_arn)
        return StreamPoller(spec, function, self._cloud, self._pause, self._dealt)

    def _check(
        self, mapping: Resource, function: Function, actions: tuple[str, ...], arn: str
    ) -> None:
        role = self._guard.roles[function.spec.access_key]
        for action in actions:
            if not self._guard.check(role, action, arn).allowed:
                raise ProvisionError(
                    f"{mapping.logical_id}: the role {role.name} may not {action} {arn}"
                )

    @staticmethod
    def _refuse(mapping: Resource, others: frozenset[str]) -> None:
        given: Mapping[str, Any] = mapping.properties
        wrong = sorted(others & set(given))
        if wrong:
            raise NotEmulatedError(f"{mapping.logical_id}: {', '.join(wrong)} for such a source")
