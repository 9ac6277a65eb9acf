"""What of CloudFormation is served here, what is left out and why. Anything else is refused.

The table names every resource type and every property that a template may use. A type or property
that is not in it stops the stack: a local run that quietly ignored part of the template would not
be a run of the template. `describe` lists what a template uses and this does not emulate.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from infra.local.errors import NotEmulatedError


@dataclass(frozen=True)
class Served:
    """Honoured, and where moto holds it compared with the template."""

    only: tuple[object, ...] = ()
    """The values that are honoured, where not all of them are."""


@dataclass(frozen=True)
class NotEmulated:
    """Accepted and without any effect, for a reason."""

    reason: str


Spec: TypeAlias = "Served | NotEmulated | Mapping[str, Spec]"
"""A leaf, or the spec of every key; lists are checked item by item."""

SERVED = Served()
_TAGS = NotEmulated("tags have no effect on behaviour")
_TEXT = NotEmulated("a description for people")
_AT_REST = NotEmulated("everything is held in memory, and forgotten with the stack")
_CHARGES = NotEmulated("costs and limits of capacity are not modelled")
_OBSERVED = NotEmulated("metrics and traces are not collected; logs are kept for the run")
_DELIVERY = NotEmulated("a delivery works at once or never will")

_POLICY_DOCUMENT = SERVED  # `infra.local.iam` refuses what it cannot evaluate

RESOURCES: Mapping[str, Mapping[str, Spec]] = {
    "AWS::ApiGatewayV2::Api": {
        "Body": {
            "openapi": SERVED,
            "info": _TEXT,
            "paths": SERVED,
            "components": {"securitySchemes": SERVED},
            "tags": _TAGS,
            "x-amazon-apigateway-cors": SERVED,
        },
        "CorsConfiguration": {
            "AllowCredentials": SERVED,
            "AllowHeaders": SERVED,
            "AllowMethods": SERVED,
            "AllowOrigins": SERVED,
            "ExposeHeaders": SERVED,
            "MaxAge": SERVED,
        },
        "Description": _TEXT,
        "FailOnWarnings": _TEXT,
        "Tags": _TAGS,
    },
    "AWS::ApiGatewayV2::Stage": {
        "AccessLogSettings": _OBSERVED,
        "ApiId": SERVED,
        "AutoDeploy": Served(only=(True,)),
        "DefaultRouteSettings": {
            "DetailedMetricsEnabled": _OBSERVED,
            "ThrottlingBurstLimit": NotEmulated("requests are not throttled"),
            "ThrottlingRateLimit": NotEmulated("requests are not throttled"),
        },
        "Description": _TEXT,
        "StageName": Served(only=("$default",)),
        "Tags": _TAGS,
    },
    "AWS::CloudWatch::Alarm": dict.fromkeys(
        (
            "ActionsEnabled",
            "AlarmActions",
            "AlarmDescription",
            "AlarmName",
            "ComparisonOperator",
            "DatapointsToAlarm",
            "Dimensions",
            "EvaluationPeriods",
            "ExtendedStatistic",
            "MetricName",
            "Metrics",
            "Namespace",
            "OKActions",
            "Period",
            "Statistic",
            "Tags",
            "Threshold",
            "TreatMissingData",
            "Unit",
        ),
        _OBSERVED,
    ),
    "AWS::DynamoDB::Table": {
        "AttributeDefinitions": SERVED,
        "BillingMode": Served(only=("PAY_PER_REQUEST",)),
        "DeletionProtectionEnabled": _AT_REST,
        "GlobalSecondaryIndexes": {
            "IndexName": SERVED,
            "KeySchema": SERVED,
            "Projection": SERVED,
        },
        "KeySchema": SERVED,
        "PointInTimeRecoverySpecification": {"PointInTimeRecoveryEnabled": SERVED},
        "SSESpecification": {"SSEEnabled": SERVED},
        "StreamSpecification": {"StreamViewType": SERVED},
        "TableName": SERVED,
        "Tags": _TAGS,
        "TimeToLiveSpecification": {"AttributeName": SERVED, "Enabled": SERVED},
    },
    "AWS::Events::EventBus": {"Description": _TEXT, "Name": SERVED, "Tags": _TAGS},
    "AWS::Events::Rule": {
        "Description": _TEXT,
        "EventBusName": SERVED,
        "EventPattern": SERVED,
        "Name": SERVED,
        "ScheduleExpression": SERVED,
        "State": Served(only=("ENABLED", "DISABLED")),
        "Tags": _TAGS,
        "Targets": {
            "Arn": SERVED,
            "DeadLetterConfig": {"Arn": SERVED},
            "Id": SERVED,
            "Input": SERVED,
            "RetryPolicy": _DELIVERY,
        },
    },
    "AWS::IAM::Role": {
        "AssumeRolePolicyDocument": _POLICY_DOCUMENT,
        "ManagedPolicyArns": SERVED,
        "Policies": {"PolicyDocument": _POLICY_DOCUMENT, "PolicyName": SERVED},
        "RoleName": SERVED,
        "Tags": _TAGS,
    },
    "AWS::Lambda::EventInvokeConfig": {
        "DestinationConfig": {"OnFailure": {"Destination": SERVED}},
        "FunctionName": SERVED,
        "MaximumEventAgeInSeconds": SERVED,
        "MaximumRetryAttempts": SERVED,
        "Qualifier": Served(only=("$LATEST",)),
    },
    "AWS::Lambda::EventSourceMapping": {
        "BatchSize": SERVED,
        "BisectBatchOnFunctionError": SERVED,
        "DestinationConfig": {"OnFailure": {"Destination": SERVED}},
        "Enabled": Served(only=(True,)),
        "EventSourceArn": SERVED,
        "FilterCriteria": {"Filters": {"Pattern": SERVED}},
        "FunctionName": SERVED,
        "FunctionResponseTypes": Served(only=("ReportBatchItemFailures",)),
        "MaximumBatchingWindowInSeconds": SERVED,
        "MaximumRecordAgeInSeconds": SERVED,
        "MaximumRetryAttempts": SERVED,
        "ParallelizationFactor": NotEmulated("a stream is read by one reader, in order"),
        "ScalingConfig": {"MaximumConcurrency": SERVED},
        "StartingPosition": Served(only=("TRIM_HORIZON", "LATEST")),
        "Tags": _TAGS,
    },
    "AWS::Lambda::Function": {
        "Architectures": NotEmulated("functions run on this machine's processor"),
        "Code": SERVED,
        "DeadLetterConfig": {"TargetArn": SERVED},
        "Description": _TEXT,
        "Environment": {"Variables": SERVED},
        "FunctionName": SERVED,
        "Handler": SERVED,
        "LoggingConfig": {
            "ApplicationLogLevel": SERVED,
            "LogFormat": SERVED,
            "LogGroup": _OBSERVED,
            "SystemLogLevel": _OBSERVED,
        },
        "MemorySize": NotEmulated("told to the function, but neither memory nor CPU is limited"),
        "PackageType": Served(only=("Zip",)),
        "ReservedConcurrentExecutions": NotEmulated(
            "the number of environments is a setting of the stack"
        ),
        "RecursiveLoop": NotEmulated("no loop is looked for, so none is broken"),
        "Role": SERVED,
        "Runtime": NotEmulated("functions run under the interpreter that the stack is given"),
        "Tags": _TAGS,
        "Timeout": SERVED,
        "TracingConfig": _OBSERVED,
    },
    "AWS::Lambda::Permission": {
        "Action": Served(only=("lambda:InvokeFunction",)),
        "FunctionName": SERVED,
        "Principal": SERVED,
        "SourceArn": SERVED,
    },
    "AWS::Logs::LogGroup": {
        "LogGroupName": SERVED,
        "RetentionInDays": SERVED,
        "Tags": _TAGS,
    },
    "AWS::Logs::ResourcePolicy": {"PolicyDocument": _POLICY_DOCUMENT, "PolicyName": SERVED},
    "AWS::S3::Bucket": {
        "BucketEncryption": {
            "ServerSideEncryptionConfiguration": {
                "BucketKeyEnabled": SERVED,
                "ServerSideEncryptionByDefault": {"SSEAlgorithm": Served(only=("AES256",))},
            }
        },
        "BucketName": SERVED,
        "LifecycleConfiguration": NotEmulated("nothing is ever old enough to expire"),
        "NotificationConfiguration": {
            "EventBridgeConfiguration": {"EventBridgeEnabled": SERVED},
        },
        "OwnershipControls": NotEmulated("access control lists are not used"),
        "PublicAccessBlockConfiguration": {
            "BlockPublicAcls": SERVED,
            "BlockPublicPolicy": SERVED,
            "IgnorePublicAcls": SERVED,
            "RestrictPublicBuckets": SERVED,
        },
        "Tags": _TAGS,
        "VersioningConfiguration": {"Status": SERVED},
    },
    "AWS::S3::BucketPolicy": {"Bucket": SERVED, "PolicyDocument": _POLICY_DOCUMENT},
    "AWS::SQS::Queue": {
        "DelaySeconds": SERVED,
        "MaximumMessageSize": SERVED,
        "MessageRetentionPeriod": SERVED,
        "QueueName": SERVED,
        "ReceiveMessageWaitTimeSeconds": SERVED,
        "RedrivePolicy": {"deadLetterTargetArn": SERVED, "maxReceiveCount": SERVED},
        "SqsManagedSseEnabled": SERVED,
        "Tags": _TAGS,
        "VisibilityTimeout": SERVED,
    },
    "AWS::Scheduler::Schedule": {
        "Description": _TEXT,
        "FlexibleTimeWindow": NotEmulated("a schedule runs when it is told to"),
        "GroupName": Served(only=("default",)),
        "Name": SERVED,
        "ScheduleExpression": SERVED,
        "ScheduleExpressionTimezone": NotEmulated("cron expressions are not evaluated"),
        "State": Served(only=("ENABLED", "DISABLED")),
        "Target": {
            "Arn": SERVED,
            "DeadLetterConfig": {"Arn": SERVED},
            "Input": SERVED,
            "RetryPolicy": _DELIVERY,
            "RoleArn": SERVED,
        },
    },
    "AWS::SQS::QueuePolicy": {"PolicyDocument": _POLICY_DOCUMENT, "Queues": SERVED},
}

ATTRIBUTES: Mapping[str, Spec] = {
    "Condition": SERVED,
    "DeletionPolicy": _AT_REST,
    "DependsOn": SERVED,
    "Metadata": _TEXT,
    "Properties": SERVED,
    "Type": SERVED,
    "UpdateReplacePolicy": _AT_REST,
}
"""What a resource may have beside its properties."""

SECTIONS = frozenset(
    {"AWSTemplateFormatVersion", "Conditions", "Description", "Mappings", "Metadata", "Outputs"}
    | {"Parameters", "Resources", "Transform"}
)
"""The sections of a template that are honoured, or mean nothing to a run."""


@dataclass(frozen=True)
class Gap:
    """Something that a template says and that has no effect here."""

    resource: str
    path: str
    reason: str


def check(template: Mapping[str, Any]) -> list[Gap]:
    """Check a translated template, resolved or not; returns what has no effect.

    Raises:
        NotEmulatedError: It uses something that is not in the table. All of it is named.
    """
    problems = [f"section {name}" for name in template if name not in SECTIONS]
    gaps: list[Gap] = []
    for name, resource in template["Resources"].items():
        for path, found in _walk_resource(resource):
            if isinstance(found, NotEmulated):
                gaps.append(Gap(name, path, found.reason))
            else:
                problems.append(f"{name} ({resource['Type']}): {found}")
    if problems:
        raise NotEmulatedError("the local cloud does not know: " + "; ".join(problems))
    return gaps


def _walk_resource(resource: Mapping[str, Any]) -> Iterator[tuple[str, NotEmulated | str]]:
    """Every part of a resource that is not served: why, or what the problem is."""
    spec = RESOURCES.get(resource["Type"])
    if spec is None:
        yield "", "the resource type"
        return
    yield from _walk(resource, {**ATTRIBUTES, "Properties": spec}, "")


def _walk(value: Any, spec: Spec, path: str) -> Iterator[tuple[str, NotEmulated | str]]:  # noqa: ANN401
    if isinstance(spec, NotEmulated):
        yield path, spec
    elif isinstance(value, list):
        for item in value:
            yield from _walk(item, spec, path)
    elif is_expression(value):
        yield from _walk_branches(value, spec, path)
    elif isinstance(spec, Served):
        if spec.only and not _allowed(value, spec):
            yield path, f"{path} = {value!r}"
    elif isinstance(value, Mapping):
        for name, part in value.items():
            inner = f"{path}.{name}" if path else name
            if name in spec:
                yield from _walk(part, spec[name], inner)
            else:
                yield inner, inner
    else:
        yield path, f"{path} = {value!r}"


def _walk_branches(
    expression: Mapping[str, Any],
    spec: Spec,
    path: str,
) -> Iterator[tuple[str, NotEmulated | str]]:
    """Both branches of an `Fn::If`; the values of other expressions are checked once resolved."""
    for branch in expression.get("Fn::If", [])[1:]:
        yield from _walk(branch, spec, path)


def is_expression(value: object) -> bool:
    """Whether a value is one of CloudFormation's functions."""
    if not isinstance(value, Mapping) or len(value) != 1:
        return False
    name = str(next(iter(value)))
    return name == "Ref" or name.startswith("Fn::")


def _allowed(value: object, spec: Served) -> bool:
    return str(value).lower() in {str(only).lower() for only in spec.only}
