"""What roles and resources of a deployed template allow, read from its policies."""

import json
from collections.abc import Iterator
from typing import Any

from infra.local.cloud import ACCOUNT, managed_policy
from infra.local.errors import ProvisionError
from infra.local.functions import FunctionSpec
from infra.local.guard import RolePolicies
from infra.local.iam import Statement, parse_policy
from infra.local.provision import Deployment, Resource


def role_policies(deployment: Deployment, function: FunctionSpec) -> RolePolicies:
    """The execution role of a function with all that it may do.

    Raises:
        ProvisionError: See `assumed_role`.
    """
    statements = assumed_role(deployment, function.role, "lambda.amazonaws.com")
    return RolePolicies(function.role, function.name, statements)


def assumed_role(deployment: Deployment, name_or_arn: str, service: str) -> tuple[Statement, ...]:
    """What a service may do in a role.

    Raises:
        ProvisionError: The role is not in the template, the service may not assume it, or one of
            its managed policies is unknown.
    """
    name = name_or_arn.rsplit("/", 1)[-1]
    for role in deployment.of_type("AWS::IAM::Role"):
        if role.physical_id == name:
            _check_trust(role, service)
            return tuple(_statements(role))
    raise ProvisionError(f"the role {name}, for {service}, is not in the template")


def _check_trust(role: Resource, service: str) -> None:
    document = role.properties["AssumeRolePolicyDocument"]
    trusted = [
        name
        for statement in document["Statement"]
        if statement["Effect"] == "Allow"
        for name in _list(statement.get("Principal", {}).get("Service", []))
    ]
    if service not in trusted:
        raise ProvisionError(f"{role.logical_id}: {service} may not assume it")


def _list(value: Any) -> list[Any]:  # noqa: ANN401
    return value if isinstance(value, list) else [value]


def _statements(role: Resource) -> Iterator[Statement]:
    for policy in role.properties.get("Policies", []):
        yield from parse_policy(policy["PolicyDocument"], role.logical_id)
    for arn in role.properties.get("ManagedPolicyArns", []):
        document = managed_policy(arn)
        if document is None:
            raise ProvisionError(f"{role.logical_id}: there is no managed policy {arn}")
        yield from parse_policy(document, arn)


def resource_policies(deployment: Deployment, region: str) -> dict[str, tuple[Statement, ...]]:
    """ARN of a queue, bucket or log group -> the statements of its policy."""
    found: dict[str, tuple[Statement, ...]] = {}
    for policy in deployment.of_type("AWS::SQS::QueuePolicy"):
        for url in policy.properties["Queues"]:
            arn = f"arn:aws:sqs:{region}:{ACCOUNT}:{url.rsplit('/', 1)[-1]}"
            found[arn] = parse_policy(policy.properties["PolicyDocument"], policy.logical_id)
    for policy in deployment.of_type("AWS::S3::BucketPolicy"):
        arn = f"arn:aws:s3:::{policy.properties['Bucket']}"
        found[arn] = parse_policy(policy.properties["PolicyDocument"], policy.logical_id)
    for group in deployment.of_type("AWS::Logs::LogGroup"):
        arn = f"arn:aws:logs:{region}:{ACCOUNT}:log-group:{group.physical_id}"
        found[arn] = tuple(_log_statements(deployment))
    return found


def _log_statements(deployment: Deployment) -> Iterator[Statement]:
    """What the resource policies of logs say: each is about all log groups of the account."""
    for policy in deployment.of_type("AWS::Logs::ResourcePolicy"):
        yield from parse_policy(json.loads(policy.properties["PolicyDocument"]), policy.logical_id)
