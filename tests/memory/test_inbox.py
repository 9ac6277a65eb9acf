"""The inbox in memory: the events that S3 would send. Its reads are tested beside S3's."""

from schemas.events import Change
from tests.memory import MemoryInbox


def test_every_change_gives_the_event_that_s3_announces() -> None:
    inbox = MemoryInbox()

    put = inbox.put("story.txt", b"text")
    marker = inbox.delete("story.txt")
    removal = inbox.remove("story.txt", str(marker.version_id))

    assert (put.change, put.permanent) == (Change.CREATED, False)
    assert (marker.change, marker.permanent) == (Change.DELETED, False)
    assert (removal.change, removal.permanent) == (Change.DELETED, True)
    assert removal.version_id == marker.version_id != put.version_id
    assert put.sequencer < marker.sequencer < removal.sequencer


def test_keys_are_those_of_objects_that_are_not_deleted() -> None:
    inbox = MemoryInbox()
    for key in ("c", "a", "b"):
        inbox.put(key, b"text")
    inbox.delete("b")

    assert inbox.keys() == ["a", "c"]
    assert [version.body for version in inbox.versions("b")] == [b"text", None]
