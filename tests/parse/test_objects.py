"""The inbox: exactly the version that an event names, or the reason why not."""

import io
from typing import TYPE_CHECKING, Protocol

import pytest

from functions.parse.document import Document
from functions.parse.dropped import Dropped
from functions.parse.errors import GoneError, TooLargeDocumentError, UnreadableDocumentError
from functions.parse.objects import Inbox
from functions.parse.ranged import BLOCK
from schemas.events import ObjectEvent
from tests.conftest import INBOX, REGION
from tests.memory import MemoryInbox
from tests.records import event

if TYPE_CHECKING:
    from mypy_boto3_s3.client import S3Client

KEY = "story.txt"


class AnyInbox(Protocol):
    """What `parse` and people do to an inbox, whatever is behind it."""

    def put(self, key: str, body: bytes, **metadata: str) -> ObjectEvent: ...
    def delete(self, key: str) -> ObjectEvent: ...
    def remove(self, key: str, version_id: str) -> ObjectEvent: ...
    def open(self, event: ObjectEvent) -> Dropped: ...
    def current_version(self, event: ObjectEvent) -> str | None: ...


class S3Inbox(Inbox):
    """An inbox in S3, and what people do to it."""

    def __init__(self, s3: "S3Client") -> None:
        super().__init__(s3)
        self.s3 = s3

    def put(self, key: str, body: bytes, **metadata: str) -> ObjectEvent:
        answer = self.s3.put_object(Bucket=INBOX, Key=key, Body=body, Metadata=metadata)
        return event(version_id=answer["VersionId"])

    def delete(self, key: str) -> ObjectEvent:
        answer = self.s3.delete_object(Bucket=INBOX, Key=key)
        return event(version_id=answer["VersionId"])

    def remove(self, key: str, version_id: str) -> ObjectEvent:
        self.s3.delete_object(Bucket=INBOX, Key=key, VersionId=version_id)
        return event(version_id=version_id)


@pytest.fixture(params=["memory", "s3"])
def inbox(request: pytest.FixtureRequest) -> AnyInbox:
    """An empty inbox."""
    if request.param == "memory":
        return MemoryInbox()
    return S3Inbox(request.getfixturevalue("s3"))


def read(inbox: AnyInbox, found: ObjectEvent, max_bytes: int = 10) -> Document:
    """The object of an event, whole."""
    return inbox.open(found).document(max_bytes)


def test_read_gives_the_version_of_the_event_and_not_the_latest(inbox: AnyInbox) -> None:
    old = inbox.put(KEY, b"old", published="2024-12-16")
    inbox.put(KEY, b"new")

    document = read(inbox, old)

    assert document.body == b"old"
    assert document.source.version_id == old.version_id
    assert document.source.size == 3
    assert document.source.etag == "149603e6c03516362a8da23f624db945"
    assert document.media_type == "binary/octet-stream"
    assert document.metadata == {"published": "2024-12-16"}


def test_read_without_a_version_gives_the_latest(inbox: AnyInbox) -> None:
    inbox.put(KEY, b"old")
    inbox.put(KEY, b"new")

    assert read(inbox, event(version_id=None)).body == b"new"


def test_read_after_a_delete_marker_still_gives_the_version(inbox: AnyInbox) -> None:
    put = inbox.put(KEY, b"old")
    marker = inbox.delete(KEY)

    assert read(inbox, put).body == b"old"
    with pytest.raises(GoneError):
        read(inbox, marker)


def test_read_of_a_version_that_went_for_good_is_gone(inbox: AnyInbox) -> None:
    put = inbox.put(KEY, b"old")
    inbox.remove(KEY, str(put.version_id))

    with pytest.raises(GoneError, match=r"story\.txt"):
        read(inbox, put)


def test_read_of_an_archived_object_is_unreadable(s3: "S3Client") -> None:
    s3.put_object(Bucket=INBOX, Key=KEY, Body=b"old", StorageClass="GLACIER")
    version = s3.head_object(Bucket=INBOX, Key=KEY)["VersionId"]

    with pytest.raises(UnreadableDocumentError, match="archived"):
        Inbox(s3).open(event(version_id=version))


def test_current_version_is_the_latest_that_is_not_deleted(inbox: AnyInbox) -> None:
    old, new = inbox.put(KEY, b"old"), inbox.put(KEY, b"new")

    assert inbox.current_version(event()) == new.version_id
    inbox.remove(KEY, str(new.version_id))
    assert inbox.current_version(event()) == old.version_id
    marker = inbox.delete(KEY)
    assert inbox.current_version(event()) is None
    inbox.remove(KEY, str(marker.version_id))
    assert inbox.current_version(event()) == old.version_id


def test_current_version_of_what_was_never_there_is_none(inbox: AnyInbox) -> None:
    assert inbox.current_version(event()) is None


def test_read_of_more_bytes_than_the_limit_is_too_large(inbox: AnyInbox) -> None:
    put = inbox.put(KEY, b"12345678901")

    with pytest.raises(TooLargeDocumentError, match="11 bytes; the limit is 10"):
        read(inbox, put)


def test_read_of_exactly_the_limit_is_allowed(inbox: AnyInbox) -> None:
    assert read(inbox, inbox.put(KEY, b"1234567890")).body == b"1234567890"


def test_open_of_an_empty_object_gives_an_empty_file(inbox: AnyInbox) -> None:
    assert read(inbox, inbox.put(KEY, b"")).body == b""


def test_open_reads_blocks_of_a_large_object_as_they_are_asked_for(inbox: AnyInbox) -> None:
    body = bytes(range(256)) * (BLOCK // 256) * 3 + b"the end"
    put = inbox.put(KEY, body)
    inbox.put(KEY, b"newer")

    dropped = inbox.open(put)
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
