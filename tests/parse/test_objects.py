"""The inbox: exactly the version that an event names, or the reason why not."""

from typing import TYPE_CHECKING

import pytest

from functions.parse.errors import GoneError, TooLargeDocumentError, UnreadableDocumentError
from functions.parse.objects import Inbox
from tests.conftest import INBOX
from tests.records import event

if TYPE_CHECKING:
    from mypy_boto3_s3.client import S3Client


def put(s3: "S3Client", body: bytes) -> str:
    answer = s3.put_object(
        Bucket=INBOX, Key="story.txt", Body=body, Metadata={"published": "2024-12-16"}
    )
    return answer["VersionId"]


def test_read_gives_the_version_of_the_event_and_not_the_latest(s3: "S3Client") -> None:
    old = put(s3, b"old")
    put(s3, b"new")

    document = Inbox(s3, 100).read(event(version_id=old))

    assert document.body == b"old"
    assert document.source.version_id == old
    assert document.source.size == 3
    assert document.metadata == {"published": "2024-12-16"}


def test_read_after_a_delete_marker_still_gives_the_version(s3: "S3Client") -> None:
    version = put(s3, b"old")
    s3.delete_object(Bucket=INBOX, Key="story.txt")

    assert Inbox(s3, 100).read(event(version_id=version)).body == b"old"


def test_read_of_a_version_that_went_for_good_is_gone(s3: "S3Client") -> None:
    version = put(s3, b"old")
    s3.delete_object(Bucket=INBOX, Key="story.txt", VersionId=version)

    with pytest.raises(GoneError, match=r"story\.txt"):
        Inbox(s3, 100).read(event(version_id=version))


def test_read_of_an_archived_object_is_unreadable(s3: "S3Client") -> None:
    s3.put_object(Bucket=INBOX, Key="story.txt", Body=b"old", StorageClass="GLACIER")
    version = s3.head_object(Bucket=INBOX, Key="story.txt")["VersionId"]

    with pytest.raises(UnreadableDocumentError, match="archived"):
        Inbox(s3, 100).read(event(version_id=version))


def test_current_version_is_the_latest_that_is_not_deleted(s3: "S3Client") -> None:
    inbox = Inbox(s3, 100)
    old, new = put(s3, b"old"), put(s3, b"new")

    assert inbox.current_version(event()) == new
    s3.delete_object(Bucket=INBOX, Key="story.txt", VersionId=new)
    assert inbox.current_version(event()) == old
    s3.delete_object(Bucket=INBOX, Key="story.txt")
    assert inbox.current_version(event()) is None


def test_read_of_more_bytes_than_the_limit_is_too_large(s3: "S3Client") -> None:
    version = put(s3, b"12345678901")

    with pytest.raises(TooLargeDocumentError, match="11 bytes; the limit is 10"):
        Inbox(s3, 10).read(event(version_id=version))


def test_read_of_exactly_the_limit_is_allowed(s3: "S3Client") -> None:
    version = put(s3, b"1234567890")

    assert Inbox(s3, 10).read(event(version_id=version)).body
