"""What every test may use: a mocked account with the template's own table and buckets."""

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Final

import boto3
import pytest
from hypothesis import settings
from moto import mock_aws

from functions.shared.table import DynamoTable, Table
from tests.dynalite import MISSING, Dynalite, is_installed, is_required
from tests.strict import be_strict
from tests.tables import ROOT as ROOT  # noqa: PLC0414 (where every test finds it)
from tests.tables import dynamo_table, memory_table

if TYPE_CHECKING:
    from mypy_boto3_s3.client import S3Client

settings.register_profile("untimed", deadline=None)  # how busy a machine is proves nothing
settings.load_profile("untimed")

REGION: Final = "eu-west-1"
INBOX = "inbox"
ARTICLES = "articles"


@cache
def _session() -> boto3.Session:
    """A session that keeps what it has read of a service."""
    return boto3.Session()


@pytest.fixture
def aws(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A mocked account that nothing of the user's own configuration reaches."""
    for name in ("AWS_PROFILE", "AWS_ENDPOINT_URL", "AWS_SESSION_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    with mock_aws():
        # The mock begins a session for each test, which reads the services' descriptions anew.
        monkeypatch.setattr(boto3, "DEFAULT_SESSION", _session())
        be_strict()
        yield


@pytest.fixture
def table(aws: None) -> DynamoTable:  # noqa: ARG001 (the table lives in the account)
    """The records table, empty."""
    return dynamo_table(boto3.resource("dynamodb"))


@pytest.fixture(scope="session")
def dynalite() -> Iterator[Dynalite]:
    """Another stand-in of DynamoDB, started once."""
    if not is_installed():
        (pytest.fail if is_required() else pytest.skip)(MISSING)
    be_strict()
    with Dynalite() as running:
        yield running


@pytest.fixture(params=["memory", "moto", "dynalite"])
def any_table(request: pytest.FixtureRequest) -> Table:
    """The records table, empty: in memory, and behind every stand-in of DynamoDB."""
    if request.param == "memory":
        return memory_table()
    if request.param == "moto":
        table: Table = request.getfixturevalue("table")
        return table
    running: Dynalite = request.getfixturevalue("dynalite")
    return dynamo_table(running.dynamodb, running.new_name())


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
