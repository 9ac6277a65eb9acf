"""Makes the resources of a translated template, and resolves everything the template says.

moto's CloudFormation makes what it can. What it drops or gets silently wrong is applied here
through the API; `infra.local.drift` then compares the two.
"""

import json
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config
from moto.cloudformation.parsing import clean_json

from infra.local import rewrites
from infra.local.classification import is_expression
from infra.local.cloud import Cloud
from infra.local.errors import ProvisionError
from infra.local.functions import FunctionSpec
from infra.local.guard import key_for
from infra.local.template import Translated

Client = Callable[[str], Any]
"""Makes an administrator's boto3 client of a service."""


@dataclass(frozen=True)
class Resource:
    """A resource as it was made, every expression resolved."""

    logical_id: str
    type: str
    properties: Mapping[str, Any]
    physical_id: str
    arn: str


@dataclass(frozen=True)
class Deployment:
    """What a template became."""

    resources: Mapping[str, Resource]
    outputs: Mapping[str, str]

    def of_type(self, kind: str) -> Iterator[Resource]:
        """The resources of a type."""
        return (r for r in self.resources.values() if r.type == kind)


_NAMED: Mapping[str, str] = {
    "AWS::DynamoDB::Table": "TableName",
    "AWS::S3::Bucket": "BucketName",
    "AWS::SQS::Queue": "QueueName",
}
"""Types of which what is kept on disk is found again by its name: type -> property."""


def names(deployment: Deployment) -> dict[str, str]:
    """Logical id -> name of what was made, of those types."""
    return {
        resource.logical_id: resource.physical_id.rsplit("/", 1)[-1]
        for resource in deployment.resources.values()
        if resource.type in _NAMED
    }


def _named(body: dict[str, Any], known: Mapping[str, str]) -> dict[str, Any]:
    """The template with names for what it does not name itself."""
    for logical_id, name in known.items():
        resource = body["Resources"].get(logical_id, {})
        if resource.get("Type") in _NAMED:
            resource.setdefault("Properties", {}).setdefault(_NAMED[resource["Type"]], name)
    return body


def provision(
    cloud: Cloud, translated: Translated, name: str, known: Mapping[str, str] | None = None
) -> Deployment:
    """Make the resources by moto's CloudFormation and resolve the whole template.

    Args:
        cloud: Where they are made.
        translated: The template.
        name: Of the stack.
        known: Logical id -> name of resources that there were before.

    Raises:
        ProvisionError: A resource could not be made, or an expression not be resolved.
    """
    body = _named(rewrites.apply(rewrites.FOR_MOTO, translated.body), known or {})
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            made = cloud.create_stack(name, body, translated.parameters)
            return _resolve(translated, made)
    except Exception as error:  # moto raises whatever it stumbles over
        raise ProvisionError(f"the template cannot be provisioned: {error!r}") from error


def _resolve(translated: Translated, made: Any) -> Deployment:  # noqa: ANN401
    def is_there(source: Mapping[str, Any]) -> bool:
        condition = source.get("Condition")
        return condition is None or made.lazy_condition_map[condition]

    resources = {
        name: _resource(name, source, made)
        for name, source in translated.resources.items()
        if is_there(source)
    }
    outputs = {
        name: str(clean_json(output["Value"], made))
        for name, output in translated.body.get("Outputs", {}).items()
        if is_there(output)
    }
    return Deployment(resources, outputs)


def _resource(name: str, source: Mapping[str, Any], made: Any) -> Resource:  # noqa: ANN401
    kind = source["Type"]
    properties = clean_json(source.get("Properties", {}), made)
    lost = list(unresolved(source.get("Properties", {}), properties, name))
    if lost:
        raise ProvisionError(f"these expressions cannot be resolved: {', '.join(lost)}")
    physical = name
    if kind not in rewrites.UNSUPPORTED_BY_MOTO or kind in _BY_PARAMETER:
        physical = clean_json({"Ref": name}, made)
    arn = clean_json({"Fn::GetAtt": [name, "Arn"]}, made) if kind in _WITH_ARN else ""
    return Resource(name, kind, properties, physical, arn)


def unresolved(source: Any, resolved: Any, path: str) -> Iterator[str]:  # noqa: ANN401
    """Where moto resolved an expression to nothing: it drops such properties without a word."""
    if is_expression(source):
        removed = source.get("Ref") == "AWS::NoValue" or "Fn::If" in source
        if (resolved is None and not removed) or ("Fn::Sub" in source and "${" in str(resolved)):
            yield path
    elif isinstance(source, dict):
        for name, part in source.items():
            yield from unresolved(part, resolved.get(name), f"{path}.{name}")
    elif isinstance(source, list):
        for part, made in zip(source, resolved, strict=True):
            yield from unresolved(part, made, path)


_BY_PARAMETER = frozenset({"AWS::ApiGatewayV2::Api", "AWS::SecretsManager::Secret"})
"""Types whose id is a parameter here, as `infra.local.rewrites` says."""
_WITH_ARN = frozenset(
    {"AWS::DynamoDB::Table", "AWS::Events::Rule", "AWS::IAM::Role", "AWS::Lambda::Function"}
    | {"AWS::Events::EventBus", "AWS::S3::Bucket", "AWS::SQS::Queue"}
)


# --- What moto drops ---


def complete(deployment: Deployment, client: Client) -> None:
    """Apply what moto's CloudFormation left out.

    Raises:
        ProvisionError: moto refuses it.
    """
    for resource in deployment.resources.values():
        apply = _COMPLETIONS.get(resource.type)
        if apply:
            try:
                apply(resource, client)
            except Exception as error:
                raise ProvisionError(f"{resource.logical_id}: {error}") from error


def _complete_bucket(bucket: Resource, client: Client) -> None:
    s3, properties, name = client("s3"), bucket.properties, bucket.physical_id
    if "NotificationConfiguration" in properties:
        enabled = sends_events(properties)
        configuration: dict[str, Any] = {"EventBridgeConfiguration": {}} if enabled else {}
        s3.put_bucket_notification_configuration(
            Bucket=name, NotificationConfiguration=configuration
        )
    if "VersioningConfiguration" in properties:
        s3.put_bucket_versioning(
            Bucket=name, VersioningConfiguration=properties["VersioningConfiguration"]
        )
    if "PublicAccessBlockConfiguration" in properties:
        s3.put_public_access_block(
            Bucket=name,
            PublicAccessBlockConfiguration=properties["PublicAccessBlockConfiguration"],
        )
    if "BucketEncryption" in properties:
        s3.put_bucket_encryption(
            Bucket=name, ServerSideEncryptionConfiguration=encryption(properties)
        )


def sends_events(properties: Mapping[str, Any]) -> bool:
    """Whether a bucket is to send its events to EventBridge."""
    bridge = properties["NotificationConfiguration"].get("EventBridgeConfiguration")
    enabled = bridge is not None and bridge.get("EventBridgeEnabled", True)
    return str(enabled).lower() == "true"


def encryption(properties: Mapping[str, Any]) -> dict[str, Any]:
    """A bucket's encryption as the API spells it."""
    rules = properties["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    renamed = {"ServerSideEncryptionByDefault": "ApplyServerSideEncryptionByDefault"}
    return {"Rules": [{renamed.get(k, k): v for k, v in rule.items()} for rule in rules]}


def _complete_table(table: Resource, client: Client) -> None:
    dynamodb, properties, name = client("dynamodb"), table.properties, table.physical_id
    if "TimeToLiveSpecification" in properties:
        dynamodb.update_time_to_live(
            TableName=name, TimeToLiveSpecification=properties["TimeToLiveSpecification"]
        )
    if "PointInTimeRecoverySpecification" in properties:
        dynamodb.update_continuous_backups(
            TableName=name,
            PointInTimeRecoverySpecification=properties["PointInTimeRecoverySpecification"],
        )


def _complete_queue_policy(policy: Resource, client: Client) -> None:
    document = json.dumps(policy.properties["PolicyDocument"])
    for url in policy.properties["Queues"]:
        client("sqs").set_queue_attributes(QueueUrl=url, Attributes={"Policy": document})


# Bucket policies are left to the guard: moto would apply them and ignore their conditions.
_COMPLETIONS: dict[str, Callable[[Resource, Client], None]] = {
    "AWS::DynamoDB::Table": _complete_table,
    "AWS::S3::Bucket": _complete_bucket,
    "AWS::SQS::QueuePolicy": _complete_queue_policy,
}


# --- What the rest of the local cloud needs to know ---


def function_specs(
    deployment: Deployment, translated: Translated, root: Path, code_roots: Mapping[str, Path]
) -> list[FunctionSpec]:
    """The functions of a template."""
    return [
        _function_spec(
            resource,
            code_roots.get(resource.logical_id)
            or root / translated.code_uris.get(resource.logical_id, "."),
        )
        for resource in deployment.of_type("AWS::Lambda::Function")
    ]


def _function_spec(resource: Resource, root: Path) -> FunctionSpec:
    properties = resource.properties
    variables = properties.get("Environment", {}).get("Variables", {})
    return FunctionSpec(
        logical_id=resource.logical_id,
        name=resource.physical_id,
        arn=resource.arn,
        handler=properties["Handler"],
        runtime=properties["Runtime"],
        timeout_seconds=float(properties.get("Timeout", 3)),
        memory_mb=int(properties.get("MemorySize", 128)),
        variables={name: _text(value) for name, value in variables.items()},
        logging=properties.get("LoggingConfig", {}),
        role=properties["Role"].rsplit("/", 1)[-1],
        access_key=key_for(resource.logical_id),
        root=root,
    )


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def admin_client(session: boto3.Session, endpoint: str, service: str) -> Any:  # noqa: ANN401
    """A client that talks to the local endpoint, past any proxy."""
    config = Config(proxies={}, retries={"max_attempts": 1})
    return session.client(service, endpoint_url=endpoint, config=config)  # type: ignore[call-overload]
