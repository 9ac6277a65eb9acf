"""Drift on the real template: whatever it states and moto holds is compared."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from infra.local import drift
from infra.local.errors import DriftError
from infra.local.settings import StackSettings
from infra.local.stack import LocalStack
from tests.local.conftest import ROOT

# Logical id, property, and a value that the template does not state.
TAMPERED: list[tuple[str, str, Any]] = [
    ("InboxBucket", "VersioningConfiguration", {"Status": "Suspended"}),
    (
        "InboxBucket",
        "NotificationConfiguration",
        {"EventBridgeConfiguration": {"EventBridgeEnabled": False}},
    ),
    ("ArticlesBucket", "PublicAccessBlockConfiguration", {"BlockPublicAcls": True}),
    (
        "ArticlesBucket",
        "BucketEncryption",
        {
            "ServerSideEncryptionConfiguration": [
                {"ServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms"}}
            ]
        },
    ),
    ("RecordsTable", "AttributeDefinitions", []),
    ("RecordsTable", "BillingMode", "PROVISIONED"),
    ("RecordsTable", "GlobalSecondaryIndexes", []),
    ("RecordsTable", "KeySchema", [{"AttributeName": "pk", "KeyType": "HASH"}]),
    (
        "RecordsTable",
        "PointInTimeRecoverySpecification",
        {"PointInTimeRecoveryEnabled": False},
    ),
    ("RecordsTable", "SSESpecification", {"SSEEnabled": False}),
    ("RecordsTable", "TimeToLiveSpecification", {"AttributeName": "other", "Enabled": True}),
    ("InboxRule", "EventPattern", {"source": ["aws.s3"]}),
    ("InboxRule", "Targets", []),
    ("ParseQueue", "VisibilityTimeout", 30),
    ("ParseQueue", "MessageRetentionPeriod", 60),
    ("ParseQueue", "RedrivePolicy", {"deadLetterTargetArn": "arn", "maxReceiveCount": 4}),
    ("ParseQueue", "SqsManagedSseEnabled", False),
    ("ParseQueuePolicy", "PolicyDocument", {"Statement": []}),
    ("ParseFunction", "Handler", "other.handler"),
    ("ParseFunction", "Timeout", 31),
    ("ParseFunction", "MemorySize", 128),
    ("ParseFunction", "Environment", {"Variables": {}}),
    ("ParseLogs", "RetentionInDays", 1),
]


@pytest.fixture(scope="module")
def real() -> Iterator[LocalStack]:
    with LocalStack(StackSettings(template=ROOT / "template.yaml", root=ROOT)) as stack:
        yield stack


@pytest.mark.parametrize(("logical_id", "name", "said"), TAMPERED)
def test_drift_property_that_differs_is_named(
    real: LocalStack, logical_id: str, name: str, said: Any
) -> None:
    resource = real.deployment.resources[logical_id]
    properties: Mapping[str, Any] = {**resource.properties, name: said}
    changed = {**real.deployment.resources, logical_id: replace(resource, properties=properties)}
    deployment = replace(real.deployment, resources=changed)
    with pytest.raises(DriftError, match=rf"^{logical_id}\.{name}: the template says"):
        drift.check(deployment, real.client, real.cloud)


def test_drift_untouched_is_none(real: LocalStack) -> None:
    real.check_drift()


@pytest.mark.parametrize(
    ("one", "other"),
    [(60, "60"), (True, "true"), ({"a": 1, "b": [2, 1]}, '{"b": ["1", "2"], "a": "1"}')],
)
def test_normal_same_value_in_another_spelling_is_equal(one: Any, other: Any) -> None:
    assert drift.normal(one) == drift.normal(other)


@pytest.mark.parametrize(("one", "other"), [(60, "61"), ([1], [1, 1]), (None, "none")])
def test_normal_other_value_is_not_equal(one: Any, other: Any) -> None:
    assert drift.normal(one) != drift.normal(other)


def test_empty_text_is_compared_as_it_is() -> None:
    assert drift.normal("") == ""
