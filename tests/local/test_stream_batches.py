"""Batches of stream records: from where on they are retried, and how they are split."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.local.runtime_api import Outcome
from infra.local.shards import StreamRecord
from infra.local.stream_mappings import Batch, first_failure, halves


def _record(number: int) -> StreamRecord:
    return StreamRecord(
        event_id=str(number),
        event_name="INSERT",
        created=0.0,
        number=number,
        keys={},
        old=None,
        new={},
        view="NEW_IMAGE",
        region="eu-west-1",
    )


RECORDS = [_record(number) for number in (98, 99, 100, 101)]  # as texts they sort otherwise


def _outcome(*numbers: Any) -> Outcome:
    failures = [{"itemIdentifier": number} for number in numbers]
    return Outcome(json.dumps({"batchItemFailures": failures}).encode())


@pytest.mark.parametrize(
    ("numbers", "index"),
    [((), None), (("98",), 0), (("101",), 3), (("101", "99", "100"), 1)],
)
def test_first_failure_is_the_lowest_number_reported(
    numbers: tuple[str, ...], index: int | None
) -> None:
    assert first_failure(_outcome(*numbers), RECORDS, reports_failures=True) == index


@pytest.mark.parametrize("number", ["", None, "7", 99])
def test_first_failure_of_a_report_that_makes_no_sense_is_the_first_record(number: Any) -> None:
    assert first_failure(_outcome("101", number), RECORDS, reports_failures=True) == 0


def test_first_failure_without_partial_responses_is_that_of_the_function() -> None:
    assert first_failure(_outcome("99"), RECORDS, reports_failures=False) is None
    error = Outcome.failure("Runtime.ExitError", "gone")
    assert first_failure(error, RECORDS, reports_failures=False) == 0


@given(st.integers(2, 50), st.integers(0, 9))
def test_halves_hold_every_record_in_order_and_use_up_no_retry(count: int, retries: int) -> None:
    batch = Batch([_record(number) for number in range(count)], retries)
    first, second = halves(batch)
    assert first.records + second.records == batch.records
    assert first.records
    assert second.records
    assert first.retries == second.retries == retries
