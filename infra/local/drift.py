"""Compares what the template says with what moto reports to have made of it.

Only what the template states is compared: defaults are moto's affair. Alarms, mappings,
permissions, APIs, roles, schedules and most policies are not held by moto: what serves them reads
the template itself.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from infra.local.bus import DEFAULT_BUS, bus_name
from infra.local.cloud import Cloud
from infra.local.errors import DriftError
from infra.local.provision import Client, Deployment, Resource, encryption, sends_events

Difference = tuple[str, object, object]
"""Property, what the template says, what moto says."""


def check(deployment: Deployment, client: Client, cloud: Cloud) -> None:
    """Compare everything.

    Raises:
        DriftError: Something differs; all differences are named.
    """
    found = [
        f"{resource.logical_id}.{name}: the template says {said!r}, the local cloud has {made!r}"
        for resource in deployment.resources.values()
        for name, said, made in _differences(resource, client, cloud)
        if normal(said) != normal(made)
    ]
    if found:
        raise DriftError("; ".join(found))


def _differences(resource: Resource, client: Client, cloud: Cloud) -> Iterator[Difference]:
    if resource.type in _CHECKS:
        yield from _CHECKS[resource.type](resource, client)
    if "NotificationConfiguration" in resource.properties:
        # moto's API does not report this part of a bucket.
        made = cloud.emits_events(resource.physical_id)
        yield "NotificationConfiguration", sends_events(resource.properties), made


def normal(value: Any) -> Any:  # noqa: ANN401
    """A value in the form in which the two sides can be compared.

    AWS's APIs spell numbers and booleans as text in places, embed JSON in text, and order neither
    keys nor sets.
    """
    if isinstance(value, str) and value.startswith(("[", "{")):
        return normal(json.loads(value))
    if isinstance(value, Mapping):
        return {name: normal(part) for name, part in sorted(value.items())}
    if isinstance(value, list | tuple):
        return sorted((normal(part) for part in value), key=repr)
    return str(value).lower() if isinstance(value, bool | int | float) else value


def _queue(queue: Resource, client: Client) -> Iterator[Difference]:
    answer = client("sqs").get_queue_attributes(QueueUrl=queue.physical_id, AttributeNames=["All"])
    made = answer.get("Attributes", {})
    for name, said in queue.properties.items():
        if name not in {"QueueName", "Tags"}:
            yield name, said, made.get(name)


def _queue_policy(policy: Resource, client: Client) -> Iterator[Difference]:
    for url in policy.properties["Queues"]:
        answer = client("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=["Policy"])
        made = answer.get("Attributes", {}).get("Policy")
        yield "PolicyDocument", policy.properties["PolicyDocument"], made


def _table(table: Resource, client: Client) -> Iterator[Difference]:
    dynamodb, name = client("dynamodb"), table.physical_id
    made = dynamodb.describe_table(TableName=name)["Table"]
    indexes = [
        {key: index.get(key) for key in ("IndexName", "KeySchema", "Projection")}
        for index in made.get("GlobalSecondaryIndexes", [])
    ]
    backups = dynamodb.describe_continuous_backups(TableName=name)
    recovery = backups["ContinuousBackupsDescription"]["PointInTimeRecoveryDescription"]
    ttl = dynamodb.describe_time_to_live(TableName=name)["TimeToLiveDescription"]
    reported = {
        "AttributeDefinitions": made["AttributeDefinitions"],
        "BillingMode": made.get("BillingModeSummary", {}).get("BillingMode"),
        "GlobalSecondaryIndexes": indexes,
        "KeySchema": made["KeySchema"],
        "PointInTimeRecoverySpecification": {
            "PointInTimeRecoveryEnabled": recovery["PointInTimeRecoveryStatus"] == "ENABLED"
        },
        "SSESpecification": {
            "SSEEnabled": made.get("SSEDescription", {}).get("Status") == "ENABLED"
        },
        "StreamSpecification": {
            "StreamViewType": made.get("StreamSpecification", {}).get("StreamViewType")
        },
        "TableName": made["TableName"],
        "TimeToLiveSpecification": {
            "AttributeName": ttl.get("AttributeName"),
            "Enabled": ttl["TimeToLiveStatus"] == "ENABLED",
        },
    }
    yield from _stated(table, reported)


def _stated(resource: Resource, reported: Mapping[str, Any]) -> Iterator[Difference]:
    """The differences of those properties that the template states and moto reports."""
    for name, made in reported.items():
        if name in resource.properties:
            yield name, resource.properties[name], made


def _bucket(bucket: Resource, client: Client) -> Iterator[Difference]:
    s3, properties, name = client("s3"), bucket.properties, bucket.physical_id
    if "VersioningConfiguration" in properties:
        made = s3.get_bucket_versioning(Bucket=name).get("Status")
        yield "VersioningConfiguration", properties["VersioningConfiguration"]["Status"], made
    if "PublicAccessBlockConfiguration" in properties:
        block = s3.get_public_access_block(Bucket=name)["PublicAccessBlockConfiguration"]
        said = properties["PublicAccessBlockConfiguration"]
        yield "PublicAccessBlockConfiguration", said, block
    if "BucketEncryption" in properties:
        made = s3.get_bucket_encryption(Bucket=name)["ServerSideEncryptionConfiguration"]
        rules = [
            {k: v for k, v in rule.items() if k in said} for rule, said in _pairs(made, properties)
        ]
        yield "BucketEncryption", encryption(properties), {"Rules": rules}


def _pairs(
    made: Mapping[str, Any], properties: Mapping[str, Any]
) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    return zip(made["Rules"], encryption(properties)["Rules"], strict=True)


def _rule(rule: Resource, client: Client) -> Iterator[Difference]:
    events = client("events")
    bus = bus_name(rule.properties.get("EventBusName", DEFAULT_BUS))
    made = events.describe_rule(Name=rule.physical_id, EventBusName=bus)
    reported = {name: made.get(name) for name in ("EventPattern", "ScheduleExpression", "State")}
    targets = events.list_targets_by_rule(Rule=rule.physical_id, EventBusName=bus)
    reported["Targets"] = targets["Targets"]
    yield from _stated(rule, reported)
    yield "EventBusName", bus, bus_name(made["EventBusName"])


def _bus(bus: Resource, client: Client) -> Iterator[Difference]:
    made = client("events").list_event_buses()["EventBuses"]
    names = [found["Name"] for found in made if found["Arn"] == bus.arn]
    yield "Name", [bus.properties["Name"]], names


def _function(function: Resource, client: Client) -> Iterator[Difference]:
    made = client("lambda").get_function_configuration(FunctionName=function.physical_id)
    names = ("Handler", "MemorySize", "Role", "Runtime", "Timeout")
    yield from _stated(function, {name: made.get(name) for name in names})
    said = function.properties.get("Environment", {}).get("Variables", {})
    yield "Environment", said, made.get("Environment", {}).get("Variables", {})


def _log_group(group: Resource, client: Client) -> Iterator[Difference]:
    answer = client("logs").describe_log_groups(logGroupNamePrefix=group.physical_id)
    made = {g["logGroupName"]: g.get("retentionInDays") for g in answer["logGroups"]}
    if "RetentionInDays" in group.properties:
        yield "RetentionInDays", group.properties["RetentionInDays"], made.get(group.physical_id)


_CHECKS: Mapping[str, Callable[[Resource, Client], Iterator[Difference]]] = {
    "AWS::DynamoDB::Table": _table,
    "AWS::Events::EventBus": _bus,
    "AWS::Events::Rule": _rule,
    "AWS::Lambda::Function": _function,
    "AWS::Logs::LogGroup": _log_group,
    "AWS::S3::Bucket": _bucket,
    "AWS::SQS::Queue": _queue,
    "AWS::SQS::QueuePolicy": _queue_policy,
}
