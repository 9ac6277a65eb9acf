"""S3 events become one model, whatever they announce."""

from typing import Any

import pytest
from pydantic import ValidationError

from schemas.events import Change, ObjectEvent, S3Event
from schemas.identity import article_id


def s3_event(detail_type: str = "Object Created", **detail: Any) -> dict[str, Any]:
    """An event in the shape that AWS documents."""
    return {
        "version": "0",
        "id": "17793124-05d4-b198-2fde-7ededc63b103",
        "detail-type": detail_type,
        "source": "aws.s3",
        "account": "111122223333",
        "time": "2021-11-12T00:00:00Z",
        "region": "ca-central-1",
        "resources": ["arn:aws:s3:::inbox"],
        "detail": {
            "version": "0",
            "bucket": {"name": "inbox"},
            "object": {
                "key": "a folder/é+%2F.txt",
                "size": 5,
                "etag": "b1946ac92492d2347c6235b4d2611184",
                "version-id": "IYV3p45BT0ac8hjHg1houSdS1a.Mro8e",
                "sequencer": "00617f08299329d189",
            },
            "request-id": "N4N7GDK58NMKJ12R",
            "requester": "123456789012",
            **detail,
        },
    }


def test_created_event_names_object_version_and_padded_sequencer() -> None:
    event = ObjectEvent.from_s3(S3Event.model_validate(s3_event(reason="PutObject")))

    assert event.change is Change.CREATED
    assert event.key == "a folder/é+%2F.txt", "EventBridge does not encode keys"
    assert event.article_id == article_id("inbox", event.key)
    assert event.sequencer.startswith("00617F08299329D189000")


@pytest.mark.parametrize(
    ("deletion", "permanent"), [("Delete Marker Created", False), ("Permanently Deleted", True)]
)
def test_deleted_event_tells_marker_from_version(deletion: str, permanent: bool) -> None:
    raw = s3_event("Object Deleted", **{"deletion-type": deletion})

    event = ObjectEvent.from_s3(S3Event.model_validate(raw))

    assert (event.change, event.permanent) == (Change.DELETED, permanent)


@pytest.mark.parametrize("detail_type", ["Object Tags Added", "Object Restore Completed"])
def test_event_of_another_type_is_refused(detail_type: str) -> None:
    with pytest.raises(ValidationError):
        S3Event.model_validate(s3_event(detail_type))
