"""The inbox as S3 lists it, and as its twin in memory does: the same pages of the same objects."""

from typing import TYPE_CHECKING, Any

import pytest

from functions.erase.store import Inbox as Erasing
from functions.reconcile.store import Inbox
from tests.conftest import INBOX
from tests.memory import MemoryInbox
from tests.memory.inbox import PAGE

if TYPE_CHECKING:
    from mypy_boto3_s3.client import S3Client


def fill(s3: "S3Client", inbox: MemoryInbox) -> None:
    """Objects with several versions, deleted ones, and one whose latest version went."""
    for key in ("a.txt", "a.txt.old", "b/1.txt", "b/2.txt", "b/1.txt", "b/1.txt", "c.txt"):
        s3.put_object(Bucket=INBOX, Key=key, Body=key.encode())
        inbox.put(key, key.encode())
    s3.delete_object(Bucket=INBOX, Key="c.txt")
    inbox.delete("c.txt")


@pytest.fixture
def twins(s3: "S3Client") -> tuple[Inbox, MemoryInbox]:
    inbox = MemoryInbox()
    fill(s3, inbox)
    return Inbox(s3, INBOX, PAGE), inbox


def listed(inbox: Any, prefix: str) -> list[list[str]]:
    """Keys of each page, to the end."""
    pages, after = [], None
    while True:
        page = inbox.page(prefix, after)
        pages.append([each.key for each in page.objects])
        after = page.following
        if after is None:
            return pages


@pytest.mark.parametrize(
    ("prefix", "keys"),
    [
        ("", ["a.txt", "a.txt.old", "b/1.txt", "b/2.txt"]),
        ("b/", ["b/1.txt", "b/2.txt"]),
        ("a.txt", ["a.txt", "a.txt.old"]),
        ("c", []),
        ("z", []),
    ],
)
def test_listing_shows_each_object_that_is_there_once(
    twins: tuple[Inbox, MemoryInbox], prefix: str, keys: list[str]
) -> None:
    for inbox in twins:
        assert [key for page in listed(inbox, prefix) for key in page] == keys


def test_listing_names_the_newest_version(s3: "S3Client", twins: tuple[Inbox, MemoryInbox]) -> None:
    newest = s3.head_object(Bucket=INBOX, Key="b/1.txt")

    (first, *_) = twins[0].page("b/1", None).objects

    assert first.version_id == newest["VersionId"]
    assert first.modified == newest["LastModified"]


def test_presence_is_that_of_objects_and_not_of_markers(twins: tuple[Inbox, MemoryInbox]) -> None:
    for inbox in twins:
        assert inbox.present(["a.txt", "c.txt", "none.txt", "b/2.txt"]) == {"a.txt", "b/2.txt"}


def test_erasing_sees_all_versions_of_exactly_one_key(
    s3: "S3Client", twins: tuple[Inbox, MemoryInbox]
) -> None:
    def seen(inbox: Any, bucket: str, key: str) -> list[bool]:
        return [each.is_latest for page in inbox.pages(bucket, key) for each in page]

    for key, latest in (("b/1.txt", [True, False, False]), ("a.txt", [True]), ("none", [])):
        assert seen(Erasing(s3), INBOX, key) == latest
        assert seen(twins[1], "inbox", key) == latest
    assert sorted(seen(Erasing(s3), INBOX, "c.txt")) == [False, True]


def test_erasing_removes_the_named_versions_for_good(s3: "S3Client") -> None:
    fill(s3, MemoryInbox())
    erasing = Erasing(s3)
    (page,) = erasing.pages(INBOX, "b/1.txt")
    latest, *older = page

    erasing.remove_versions(INBOX, "b/1.txt", [version.id for version in older])

    (left,) = erasing.pages(INBOX, "b/1.txt")
    assert [version.id for version in left] == [latest.id]
