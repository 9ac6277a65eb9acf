"""What every test may use: a mocked account with the template's own table and buckets."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import boto3
import pytest
from moto import mock_aws

from infra.local.template import load

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.service_resource import Table
    from mypy_boto3_s3.client import S3Client

ROOT = Path(__file__).parent.parent
REGION: Final = "eu-west-1"
INBOX = "inbox"
ARTICLES = "articles"


@pytest.fixture
def aws(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A mocked account that nothing of the user's own configuration reaches."""
    for name in ("AWS_PROFILE", "AWS_ENDPOINT_URL", "AWS_SESSION_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    with mock_aws():
        yield


@pytest.fixture
def table(aws: None) -> "Table":  # noqa: ARG001 (the table lives in the account)
    """The records table with the keys and indexes that the template gives it."""
    properties = load(ROOT / "template.yaml")["Resources"]["RecordsTable"]["Properties"]
    wanted = ("AttributeDefinitions", "BillingMode", "GlobalSecondaryIndexes", "KeySchema")
    return boto3.resource("dynamodb").create_table(
        TableName="records", **{name: properties[name] for name in wanted}
    )


@pytest.fixture
def s3(aws: None) -> "S3Client":  # noqa: ARG001 (the buckets live in the account)
    """A versioned inbox and a bucket of articles."""
    client = boto3.client("s3")
    for bucket in (INBOX, ARTICLES):
        client.create_bucket(
            Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": REGION}
        )
    client.put_bucket_versioning(Bucket=INBOX, VersioningConfiguration={"Status": "Enabled"})
    return client
