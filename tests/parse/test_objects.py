"""The inbox: exactly the version that an event names, or the reason why not."""

import io
from typing import TYPE_CHECKING

import pytest

from functions.parse.errors import GoneError, TooLargeDocumentError, UnreadableDocumentError
from functions.parse.objects import Inbox
from functions.parse.ranged import BLOCK
from tests.conftest import INBOX, REGION
from tests.records import event

if TYPE_CHECKING:
    from mypy_boto3_s3.client import S3Client


def put(s3: "S3Client", body: bytes) -> str:
    answer = s3.put_object(
        Bucket=INBOX, Key="story.txt", Body=body, Metadata={"published": "2024-12-16"}
    )
    return answer["VersionId"]


def read(s3: "S3Client", version: str, max_bytes: int = 100) -> bytes:
    return Inbox(s3).open(event(version_id=version)).document(max_bytes).body


def test_read_gives_the_version_of_the_event_and_not_the_latest(s3: "S3Client") -> None:
    old = put(s3, b"old")
    put(s3, b"new")

    document = Inbox(s3).open(event(version_id=old)).document(100)

    assert document.body == b"old"
    assert document.source.version_id == old
    assert document.source.size == 3
    assert document.metadata == {"published": "2024-12-16"}


def test_read_after_a_delete_marker_still_gives_the_version(s3: "S3Client") -> None:
    version = put(s3, b"old")
    s3.delete_object(Bucket=INBOX, Key="story.txt")

    assert read(s3, version) == b"old"


def test_read_of_a_version_that_went_for_good_is_gone(s3: "S3Client") -> None:
    version = put(s3, b"old")
    s3.delete_object(Bucket=INBOX, Key="story.txt", VersionId=version)

    with pytest.raises(GoneError, match=r"story\.txt"):
        read(s3, version)


def test_read_of_an_archived_object_is_unreadable(s3: "S3Client") -> None:
    s3.put_object(Bucket=INBOX, Key="story.txt", Body=b"old", StorageClass="GLACIER")
    version = s3.head_object(Bucket=INBOX, Key="story.txt")["VersionId"]

    with pytest.raises(UnreadableDocumentError, match="archived"):
        read(s3, version)


def test_current_version_is_the_latest_that_is_not_deleted(s3: "S3Client") -> None:
    inbox = Inbox(s3)
    old, new = put(s3, b"old"), put(s3, b"new")

    assert inbox.current_version(event()) == new
    s3.delete_object(Bucket=INBOX, Key="story.txt", VersionId=new)
    assert inbox.current_version(event()) == old
    s3.delete_object(Bucket=INBOX, Key="story.txt")
    assert inbox.current_version(event()) is None


def test_read_of_more_bytes_than_the_limit_is_too_large(s3: "S3Client") -> None:
    version = put(s3, b"12345678901")

    with pytest.raises(TooLargeDocumentError, match="11 bytes; the limit is 10"):
        read(s3, version, 10)


def test_read_of_exactly_the_limit_is_allowed(s3: "S3Client") -> None:
    version = put(s3, b"1234567890")

    assert read(s3, version, 10)


def test_open_of_an_empty_object_gives_an_empty_file(s3: "S3Client") -> None:
    assert read(s3, put(s3, b"")) == b""


def test_open_reads_blocks_of_a_large_object_as_they_are_asked_for(s3: "S3Client") -> None:
    body = bytes(range(256)) * (BLOCK // 256) * 3 + b"the end"
    version = put(s3, body)
    put(s3, b"newer")

    dropped = Inbox(s3).open(event(version_id=version))
    dropped.file.seek(-7, io.SEEK_END)

    assert dropped.source.size == len(body)
    assert dropped.file.read() == b"the end"
    assert dropped.document(len(body)).body == body


def test_file_that_is_replaced_while_it_is_read_is_gone(s3: "S3Client") -> None:
    # Given: a bucket that keeps no versions.
    s3.create_bucket(Bucket="plain", CreateBucketConfiguration={"LocationConstraint": REGION})
    s3.put_object(Bucket="plain", Key="story.txt", Body=b"x" * 2 * BLOCK)
    dropped = Inbox(s3).open(event(version_id=None, bucket="plain"))

    s3.put_object(Bucket="plain", Key="story.txt", Body=b"y" * 2 * BLOCK)

    with pytest.raises(GoneError):
        dropped.document(2 * BLOCK)
