"""S3 events: one for every real change, in AWS's shape, delivered where the policy lets them."""

import json
from collections.abc import Callable, Iterator

import pytest
from aws_lambda_powertools.utilities.parser.models import S3EventNotificationEventBridgeModel

from infra.local.errors import NotEmulatedError
from infra.local.events import Event, Sequencer
from infra.local.patterns import check_pattern
from infra.local.stack import LocalStack
from tests.local.conftest import bucket

PART = 5 * 1024 * 1024


NewEvents = Callable[[], list[Event]]


@pytest.fixture
def new(stack: LocalStack) -> Iterator[NewEvents]:
    """Gives the events since the test began."""
    before = len(stack.events)
    yield lambda: stack.events[before:]
    stack.settle()


def _summary(events: list[Event]) -> list[tuple[str, str, str | None]]:
    return [
        (e["detail-type"], e["detail"]["reason"], e["detail"].get("deletion-type")) for e in events
    ]


def test_put_object_is_one_complete_event(stack: LocalStack, new: NewEvents) -> None:
    s3, name = stack.client("s3"), bucket(stack, "Inbox")
    made = s3.put_object(Bucket=name, Key="a b/ü.txt", Body=b"12345", Tagging="x=y")
    (event,) = new()
    detail = S3EventNotificationEventBridgeModel.model_validate(event).detail
    assert event["detail-type"] == "Object Created"
    assert event["resources"] == [f"arn:aws:s3:::{name}"]
    assert event["detail"]["object"]["etag"] == made["ETag"].strip('"')
    assert (detail.bucket.name, detail.object.key, detail.object.size) == (name, "a b/ü.txt", 5)
    assert detail.object.version_id == made["VersionId"]
    assert detail.reason == "PutObject"


def test_object_copied_is_one_event(stack: LocalStack, new: NewEvents) -> None:
    s3, name = stack.client("s3"), bucket(stack, "Inbox")
    s3.put_object(Bucket=name, Key="source", Body=b"1")
    s3.copy_object(Bucket=name, Key="copy", CopySource={"Bucket": name, "Key": "source"})
    assert _summary(new()[1:]) == [("Object Created", "CopyObject", None)]


def test_multipart_upload_is_one_event_when_completed(stack: LocalStack, new: NewEvents) -> None:
    s3, where = stack.client("s3"), {"Bucket": bucket(stack, "Inbox"), "Key": "large"}
    upload = s3.create_multipart_upload(**where)["UploadId"]
    parts = []
    for number, body in enumerate((b"x" * PART, b"y"), start=1):
        part = s3.upload_part(**where, UploadId=upload, PartNumber=number, Body=body)
        parts.append({"PartNumber": number, "ETag": part["ETag"]})
    assert new() == []
    s3.complete_multipart_upload(**where, UploadId=upload, MultipartUpload={"Parts": parts})
    assert _summary(new()) == [("Object Created", "CompleteMultipartUpload", None)]
    assert new()[0]["detail"]["object"]["size"] == PART + 1


def test_delete_in_a_versioned_bucket_is_a_delete_marker_event(
    stack: LocalStack, new: NewEvents
) -> None:
    s3, where = stack.client("s3"), {"Bucket": bucket(stack, "Inbox"), "Key": "gone"}
    s3.put_object(**where, Body=b"1")
    marker = s3.delete_object(**where)
    event = new()[1]
    S3EventNotificationEventBridgeModel.model_validate(event)
    assert _summary([event]) == [("Object Deleted", "DeleteObject", "Delete Marker Created")]
    assert event["detail"]["object"]["version-id"] == marker["VersionId"]


def test_delete_of_one_version_is_a_permanent_deletion(stack: LocalStack, new: NewEvents) -> None:
    s3, where = stack.client("s3"), {"Bucket": bucket(stack, "Inbox"), "Key": "version"}
    first = s3.put_object(**where, Body=b"1")["VersionId"]
    s3.put_object(**where, Body=b"2")
    s3.delete_object(**where, VersionId=first)
    event = new()[2]
    assert _summary([event]) == [("Object Deleted", "DeleteObject", "Permanently Deleted")]
    assert event["detail"]["object"]["version-id"] == first


def test_delete_in_a_plain_bucket_is_a_permanent_deletion(
    stack: LocalStack, new: NewEvents
) -> None:
    s3, where = stack.client("s3"), {"Bucket": bucket(stack, "Plain"), "Key": "k"}
    s3.put_object(**where, Body=b"1")
    s3.put_object(**where, Body=b"2")
    s3.delete_object(**where)
    assert [kind for kind, _, _ in _summary(new())] == ["Object Created"] * 2 + ["Object Deleted"]
    assert "version-id" not in new()[0]["detail"]["object"]


def test_delete_of_many_objects_is_an_event_each(stack: LocalStack, new: NewEvents) -> None:
    s3, name = stack.client("s3"), bucket(stack, "Inbox")
    for key in ("m1", "m2"):
        s3.put_object(Bucket=name, Key=key, Body=b"1")
    s3.delete_objects(Bucket=name, Delete={"Objects": [{"Key": "m1"}, {"Key": "m2"}]})
    assert [e["detail"]["object"]["key"] for e in new()[2:]] == ["m1", "m2"]


def test_requests_that_change_nothing_are_no_events(stack: LocalStack, new: NewEvents) -> None:
    s3, name = stack.client("s3"), bucket(stack, "Plain")
    s3.put_object(Bucket=name, Key="k", Body=b"1")
    s3.put_object_tagging(Bucket=name, Key="k", Tagging={"TagSet": [{"Key": "a", "Value": "b"}]})
    s3.delete_object(Bucket=name, Key="never there")
    s3.put_object(Bucket=bucket(stack, "Outbox"), Key="silent bucket", Body=b"1")
    assert len(new()) == 1


def test_only_matching_events_reach_the_queue(stack: LocalStack, new: NewEvents) -> None:
    before = len(stack.logs("Worker"))
    stack.client("s3").put_object(Bucket=bucket(stack, "Plain"), Key="unmatched", Body=b"1")
    stack.wait_idle()
    assert len(new()) == 1
    assert len(stack.logs("Worker")) == before
    assert stack.undelivered == []


def test_event_published_again_is_delivered_again(stack: LocalStack, new: NewEvents) -> None:
    stack.client("s3").put_object(Bucket=bucket(stack, "Inbox"), Key="twice", Body=b"1")
    stack.publish(new()[0])
    stack.wait_idle()
    batches = [json.loads(line)["records"] for line in stack.logs("Worker") if "twice" in line]
    assert sum(map(len, batches)) == 2


def test_sequencers_of_one_run_increase() -> None:
    sequencer = Sequencer()
    numbers = [sequencer.next() for _ in range(1000)]
    assert numbers == sorted(set(numbers))
    assert {len(number) for number in numbers} == {16}


def test_event_ids_and_sequencers_are_unique(stack: LocalStack) -> None:
    events = [e for e in stack.events if e["source"] == "aws.s3"]
    distinct = {(e["id"], e["detail"]["object"]["sequencer"]) for e in events}
    assert len(distinct) == len({id(e) for e in events})


def test_pattern_with_a_filter_moto_would_let_pass_is_refused() -> None:
    check_pattern({"detail": {"object": {"key": [{"prefix": "a"}, {"suffix": ".b"}]}}}, "R")
    with pytest.raises(NotEmulatedError, match="R: the event pattern filter"):
        check_pattern({"$or": [{"source": [{"unknown-filter": "a"}]}]}, "R")
