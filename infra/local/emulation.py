"""What of CloudFormation is served here, what is left out and why. Anything else is refused.

The table names every resource type and every property that a template may use. A type or property
that is not in it stops the stack: a local run that quietly ignored part of the template would not
be a run of the template. `infra.local.classification` compares a template with the table.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias


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

_COGNITO = (
    "AWS::Cognito::UserPool",
    "AWS::Cognito::UserPoolClient",
    "AWS::Cognito::UserPoolDomain",
    "AWS::Cognito::UserPoolResourceServer",
)

RESOURCES: Mapping[str, Spec] = {
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
    **dict.fromkeys(_COGNITO, NotEmulated("the local issuer gives tokens in place of a user pool")),
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
        "CorsConfiguration": {
            "CorsRules": {
                "AllowedHeaders": SERVED,
                "AllowedMethods": SERVED,
                "AllowedOrigins": SERVED,
                "MaxAge": SERVED,
            }
        },
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
    "AWS::SecretsManager::Secret": {
        "Description": _TEXT,
        "GenerateSecretString": {
            "ExcludePunctuation": Served(only=(True,)),
            "PasswordLength": SERVED,
        },
        "Tags": _TAGS,
    },
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
