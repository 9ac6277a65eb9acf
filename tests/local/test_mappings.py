"""Event source mappings: which messages stay on the queue after an invocation."""

import json
from typing import Any

import pytest
from aws_lambda_powertools.utilities.parser.models import SqsModel
from hypothesis import given
from hypothesis import strategies as st
from moto.sqs.models import Message

from infra.local.mappings import MappingSpec, failed_ids, record
from infra.local.runtime_api import Outcome

IDS = {"a", "b"}
ARN = "arn:aws:sqs:eu-west-1:123456789012:queue"


def _failures(*identifiers: Any) -> Any:
    return {"batchItemFailures": [{"itemIdentifier": i} for i in identifiers]}


def _outcome(response: Any) -> Outcome:
    return Outcome(json.dumps(response).encode())


@pytest.mark.parametrize(
    "response", [None, {}, {"batchItemFailures": []}, {"batchItemFailures": None}]
)
def test_failed_ids_response_without_failures_is_a_success(response: Any) -> None:
    assert failed_ids(_outcome(response), IDS, reports_failures=True) == set()


@pytest.mark.parametrize(
    "response",
    [
        _failures(""),
        _failures(None),
        _failures("a", "unknown"),
        _failures(["a"]),
        {"batchItemFailures": [{"wrong": "a"}]},
        {"batchItemFailures": "a"},
        {"batchItemFailures": [None]},
        "text",
        ["a"],
        7,
    ],
)
def test_failed_ids_response_that_makes_no_sense_fails_all(response: Any) -> None:
    assert failed_ids(_outcome(response), IDS, reports_failures=True) == IDS


def test_failed_ids_response_that_is_no_json_fails_all() -> None:
    assert failed_ids(Outcome(b"{"), IDS, reports_failures=True) == IDS


@given(st.sets(st.text(min_size=1)), st.data())
def test_failed_ids_reported_messages_fail_and_no_others(ids: set[str], data: Any) -> None:
    failed = data.draw(st.sets(st.sampled_from(sorted(ids)))) if ids else set()
    assert failed_ids(_outcome(_failures(*failed)), ids, reports_failures=True) == failed


@given(st.recursive(st.none() | st.text() | st.integers(), st.lists))
def test_failed_ids_without_partial_responses_any_return_is_a_success(response: Any) -> None:
    assert failed_ids(_outcome(response), IDS, reports_failures=False) == set()


@pytest.mark.parametrize("reports", [True, False])
def test_failed_ids_function_error_fails_all(reports: bool) -> None:
    outcome = Outcome.failure("Runtime.ExitError", "gone")
    assert failed_ids(outcome, IDS, reports_failures=reports) == IDS


def test_mapping_spec_without_options_has_lambdas_defaults() -> None:
    spec = MappingSpec.from_properties("M", {"EventSourceArn": ARN, "FunctionName": "f"})
    assert (spec.batch_size, spec.window_seconds, spec.reports_failures) == (10, 0, False)
    assert spec.queue == "queue"


def test_record_with_attributes_has_lambdas_shape() -> None:
    message = Message("7b0cb5b0-6b8c-4a57-9ab2-4b4f1a2d9d1e", "héllo")
    message.message_attributes = {
        "text": {"DataType": "String", "StringValue": "v"},
        "bytes": {"DataType": "Binary", "BinaryValue": b"\x00"},
    }
    message.mark_sent()
    message.mark_received(30)
    shaped = record(message, ARN, "eu-west-1")
    (parsed,) = SqsModel(Records=[shaped]).Records
    assert parsed.body == "héllo"
    assert shaped["messageAttributes"]["text"]["stringValue"] == "v"
    assert shaped["messageAttributes"]["bytes"]["binaryValue"] == "AA=="
    assert set(shaped["attributes"]) == {
        "ApproximateReceiveCount",
        "SentTimestamp",
        "SenderId",
        "ApproximateFirstReceiveTimestamp",
    }
