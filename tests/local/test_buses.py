"""Custom event buses: what functions put on them, and what the rules' targets get."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from aws_lambda_powertools.utilities.parser.models import EventBridgeModel

from infra.local.errors import DriftError, NotIdleError
from infra.local.stack import LocalStack
from tests.local.conftest import received
from tests.local.newsroom import entry, put, reported

NewReports = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def new(stack: LocalStack) -> Iterator[NewReports]:
    """Gives the events that the reporter got since the test began; empties the queues after it."""
    before = len(reported(stack))
    yield lambda: reported(stack)[before:]
    stack.settle()
    for queue in ("Heard", "Missed"):
        received(stack, queue)


def test_put_events_reaches_every_target_of_the_rule(stack: LocalStack, new: NewReports) -> None:
    answer = put(stack, entry(Resources=["arn:x"], Time=1_700_000_000))
    stack.wait_idle()
    (event,) = new()
    EventBridgeModel.model_validate(event)
    assert answer == {"FailedEntryCount": 0, "Entries": [{"EventId": event["id"]}]}
    assert event["detail"] == {"kind": "good", "text": "é"}
    assert (event["source"], event["detail-type"]) == ("fixture", "Noted")
    assert (event["resources"], event["time"]) == (["arn:x"], "2023-11-14T22:13:20Z")
    (message,) = received(stack, "Heard")
    assert json.loads(message["Body"]) == event
    assert stack.logged_events("Archive")[-1] == event
    assert stack.events_on("News")[-1] == event


def test_put_events_of_another_source_or_bus_reaches_nothing(
    stack: LocalStack, new: NewReports
) -> None:
    put(stack, entry(Source="other"), entry("neither"))
    stack.wait_idle()
    assert new() == []
    assert received(stack, "Heard") == []
    assert not [e for e in stack.events if e["source"] == "fixture"]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"Detail": "{"}, "MalformedDetail"),
        ({"Detail": "[1]"}, "MalformedDetail"),
        ({"Source": ""}, "InvalidArgument"),
        ({"DetailType": ""}, "InvalidArgument"),
        ({"Source": "aws.s3"}, "NotAuthorizedForSourceException"),
    ],
)
def test_put_events_refuses_a_wrong_entry_and_takes_its_neighbours(
    stack: LocalStack, new: NewReports, wrong: dict[str, str], code: str
) -> None:
    answer = put(stack, entry(), entry(**wrong), entry())
    stack.wait_idle()
    assert answer["FailedEntryCount"] == 1
    assert answer["Entries"][1]["ErrorCode"] == code
    assert len(new()) == 2


@pytest.mark.parametrize(
    "entries",
    [[entry()] * 11, [entry(Detail=json.dumps({"text": "é" * 2**18}))] * 2],
    ids=["too many", "too large"],
)
def test_put_events_beyond_a_limit_is_refused_as_a_whole(
    stack: LocalStack, new: NewReports, entries: list[dict[str, Any]]
) -> None:
    outcome = stack.invoke("Reporter", {"put": entries})
    assert outcome.json()["errorType"] == "ClientError"
    assert "ValidationException" in outcome.json()["errorMessage"]
    assert new() == []


def test_put_events_on_a_bus_outside_the_role_is_denied(stack: LocalStack) -> None:
    outcome = stack.invoke("Reporter", {"put": [entry(), entry(EventBusName="default")]})
    assert "AccessDeniedException" in outcome.json()["errorMessage"]
    denied = stack.denied[-1]
    assert (denied.action, denied.resource.rsplit(":", 1)[-1]) == (
        "events:PutEvents",
        "event-bus/default",
    )


def test_put_events_on_a_bus_that_does_not_exist_is_undelivered(stack: LocalStack) -> None:
    stack.client("events").put_events(Entries=[entry(EventBusName="nowhere")])
    assert stack.undelivered[-1].reason == "the bus does not exist"


def test_put_events_on_the_default_bus_is_seen_there(stack: LocalStack) -> None:
    stack.client("events").put_events(Entries=[entry(EventBusName="default")])
    assert stack.events[-1]["source"] == "fixture"


def test_event_that_the_function_fails_on_is_retried_twice_then_told_of(
    stack: LocalStack, new: NewReports
) -> None:
    put(stack, entry("raise"))
    with pytest.raises(NotIdleError, match="events for Reporter"):
        stack.wait_idle()
    assert len(new()) == 1
    stack.settle()
    assert len(new()) == 3
    (message,) = received(stack, "Missed")
    notice = json.loads(message["Body"])
    assert notice["requestContext"]["condition"] == "RetriesExhausted"
    assert notice["requestContext"]["approximateInvokeCount"] == 3
    assert notice["requestPayload"] == new()[0]
    assert notice["responsePayload"]["errorMessage"] == "as told"


def test_metric_data_is_taken_within_the_role(stack: LocalStack) -> None:
    outcome = stack.invoke("Reporter", {"measure": 3.0})
    assert outcome.ok, outcome.payload
    assert not [entry for entry in stack.denied if entry.action.startswith("cloudwatch")]
    (metric,) = stack.client("cloudwatch").list_metrics(Namespace="fixture")["Metrics"]
    assert metric["MetricName"] == "m"


def test_rule_changed_behind_the_stacks_back_is_drift(stack: LocalStack) -> None:
    rule = stack.deployment.resources["NewsRule"].physical_id
    events = stack.client("events")
    where = {"Rule": rule, "EventBusName": "fixture-news"}
    removed = events.list_targets_by_rule(**where)["Targets"][:1]
    events.remove_targets(**where, Ids=[removed[0]["Id"]])
    with pytest.raises(DriftError, match=r"NewsRule\.Targets"):
        stack.check_drift()
    events.put_targets(**where, Targets=removed)
    stack.check_drift()


def test_stream_switched_off_behind_the_stacks_back_is_drift(stack: LocalStack) -> None:
    name = stack.deployment.resources["Feed"].physical_id
    off = {"StreamEnabled": False}
    stack.client("dynamodb").update_table(TableName=name, StreamSpecification=off)
    with pytest.raises(DriftError, match=r"Feed\.StreamSpecification"):
        stack.check_drift()
