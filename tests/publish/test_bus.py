"""The bus of EventBridge: what it is given, and what its answers mean."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import boto3
import pytest
from botocore.exceptions import ClientError
from botocore.stub import ANY, Stubber

from functions.publish.bus import EventBus
from functions.publish.derivation import announcement_of
from schemas.announcements import SOURCE, Announcement
from tests.publish.factories import ready

if TYPE_CHECKING:
    from mypy_boto3_events.client import EventBridgeClient


@pytest.fixture
def events() -> "EventBridgeClient":
    return boto3.client(
        "events", "eu-west-1", aws_access_key_id="test", aws_secret_access_key="test"
    )


@pytest.fixture
def stubber(events: "EventBridgeClient") -> Iterator[Stubber]:
    with Stubber(events) as stub:
        yield stub
        stub.assert_no_pending_responses()


def announcements(count: int) -> list[Announcement]:
    made = [announcement_of(None, ready(2, article_id=f"{n:024x}")) for n in range(count)]
    return [each for each in made if each]


def test_announcement_is_put_under_its_name_with_itself_as_the_detail(
    events: "EventBridgeClient", stubber: Stubber
) -> None:
    (announcement,) = announcements(1)
    entry = {
        "EventBusName": "announcements",
        "Source": SOURCE,
        "DetailType": "ArticleIngested",
        "Detail": announcement.model_dump_json(),
    }
    answer = {"FailedEntryCount": 0, "Entries": [{"EventId": "1"}]}
    stubber.add_response("put_events", answer, {"Entries": [entry]})

    assert EventBus(events, "announcements").put([announcement]) == []
    assert json.loads(entry["Detail"])["dedupe_key"] == announcement.dedupe_key


def test_refused_entries_are_named_by_their_positions(
    events: "EventBridgeClient", stubber: Stubber
) -> None:
    refused = {"ErrorCode": "ThrottlingException", "ErrorMessage": "Rate exceeded"}
    answer = {"FailedEntryCount": 2, "Entries": [refused, {"EventId": "1"}, refused]}
    stubber.add_response("put_events", answer, {"Entries": ANY})

    assert EventBus(events, "announcements").put(announcements(3)) == [0, 2]


def test_throttled_request_refuses_all_of_it(events: "EventBridgeClient", stubber: Stubber) -> None:
    stubber.add_client_error("put_events", "ThrottlingException")

    assert EventBus(events, "announcements").put(announcements(3)) == [0, 1, 2]


def test_request_that_will_never_do_raises(events: "EventBridgeClient", stubber: Stubber) -> None:
    stubber.add_client_error("put_events", "AccessDeniedException")

    with pytest.raises(ClientError, match="AccessDenied"):
        EventBus(events, "announcements").put(announcements(1))
