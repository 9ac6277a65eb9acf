"""Jobs, erasures and reports of comparisons, asked for as anybody would."""

import json
from typing import TYPE_CHECKING, Any

import boto3
import pytest

from functions.reconcile.store import PassStore
from functions.shared.job_rows import load
from functions.shared.jobs import JobOutcome, settled
from functions.shared.table import Change, Table
from schemas.job import JobState
from schemas.table import RECONCILIATION, State, job_row, state_row
from tests.api.conftest import Ask, Library
from tests.records import at, statements, story

if TYPE_CHECKING:
    from collections.abc import Callable


def sent(queue: str) -> list[dict[str, Any]]:
    """The messages on a queue."""
    sqs = boto3.client("sqs")
    url = sqs.get_queue_url(QueueName=queue)["QueueUrl"]
    answer = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)
    return [json.loads(message["Body"]) for message in answer.get("Messages", [])]


# --- Jobs --------------------------------------------------------------------------------------


def test_job_is_accepted_and_begun(ask: Ask) -> None:
    answer = ask("/jobs", "POST", {"prefix": "news/", "rerun": "extract"})

    assert answer.status == 202
    assert answer.json["state"] == "listing"
    assert answer.json["request"]["prefix"] == "news/"
    (message,) = sent("jobs")
    assert message["job_id"] == answer.json["job_id"]
    assert ask(f"/jobs/{message['job_id']}").json == answer.json


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "body"),
        ({"rerun": "parse"}, "body"),
        ({"prefix": "a", "cod": "empty"}, "cod"),
        ({"state": "lost"}, "state"),
        ({"state": "deleted"}, "state"),
        ({"older_than": "new"}, "older_than"),
        ([], "body"),
    ],
)
def test_job_that_makes_no_sense_is_refused_and_says_why(ask: Ask, body: Any, field: str) -> None:
    answer = ask("/jobs", "POST", body)

    assert answer.status == 400
    assert answer.json["errors"][0]["field"] == field
    assert ask("/jobs").json["items"] == []
    assert sent("jobs") == []


def test_job_shows_what_has_ended_and_how_fast(ask: Ask, table: Table) -> None:
    job = ask("/jobs", "POST", {"prefix": ""}).json["job_id"]
    table.update(job_row(job), Change({"asked": 3, "listed": 4, "state": JobState.WORKING.value}))
    settled(table, job, "a" * 24, JobOutcome.DONE)
    settled(table, job, "b" * 24, JobOutcome.FAILED)

    shown = ask(f"/jobs/{job}").json

    assert [shown[name] for name in ("listed", "asked", "done", "failed")] == [4, 3, 1, 1]
    assert shown["rate"] > 0
    assert shown["eta"] > shown["created_at"]


def test_jobs_are_listed_the_newest_first(ask: Ask, every_page: "Callable[..., list[Any]]") -> None:
    made = [ask("/jobs", "POST", {"prefix": str(n)}).json["job_id"] for n in range(5)]

    listed = [job["job_id"] for job in every_page("/jobs", limit="2")]

    assert sorted(listed) == sorted(made)
    created = [ask(f"/jobs/{job}").json["created_at"] for job in listed]
    assert created == sorted(created, reverse=True)


def test_job_is_cancelled_once_and_for_all(ask: Ask, table: Table) -> None:
    job = ask("/jobs", "POST", {"prefix": ""}).json["job_id"]

    for _ in range(2):
        answer = ask(f"/jobs/{job}/cancel", "POST")
        assert (answer.status, answer.json["state"]) == (200, "cancelled")

    checkpoint = load(table, job)
    assert checkpoint is not None
    assert not checkpoint.is_open


def test_job_that_has_ended_cannot_be_cancelled(ask: Ask, table: Table) -> None:
    job = ask("/jobs", "POST", {"prefix": ""}).json["job_id"]
    table.update(job_row(job), Change({"state": JobState.DONE.value}))

    assert ask(f"/jobs/{job}/cancel", "POST").status == 409


@pytest.mark.parametrize(("path", "method"), [("", "GET"), ("/cancel", "POST")])
def test_unknown_job_is_not_found(ask: Ask, path: str, method: str) -> None:
    assert ask(f"/jobs/{'0' * 32}{path}", method).status == 404


# --- Erasures ----------------------------------------------------------------------------------


def test_erased_article_is_unreadable_at_once(ask: Ask, library: Library, table: Table) -> None:
    id_ = library.add(story(statements(2)))
    claim = ask(f"/articles/{id_}/claims").json["items"][0]["claim_id"]

    answer = ask(f"/articles/{id_}", "DELETE")

    assert answer.status == 202
    assert answer.json["article_id"] == id_
    assert ask(f"/claims/{claim}").status == 404
    assert ask(f"/articles/{id_}/claims").status == 409
    assert ask("/claims").json["items"] == []
    assert ask(f"/articles/{id_}").json["state"] == "deleted"
    (message,) = sent("erase")
    row = table.get(state_row(id_)) or {}
    assert (message["article_id"], message["run"]) == (id_, int(row["run"]))
    assert message["at"] == row["erased"]
    assert row["state"] == State.DELETED


def test_erasure_of_an_unknown_article_is_refused(ask: Ask) -> None:
    assert ask(f"/articles/{'0' * 24}", "DELETE").status == 404
    assert sent("erase") == []


# --- Reconciliations ---------------------------------------------------------------------------


def test_reports_are_listed_the_newest_first(
    table: Table, every_page: "Callable[..., list[Any]]"
) -> None:
    store = PassStore(table, 60)
    for hour in range(5):
        begun = store.begin(at(3600 * hour))
        assert begun is not None
        store.finish(begun.ended(at(3600 * hour + 5)))

    reports = every_page("/reconciliations", limit="2")

    assert [report["begun"][11:13] for report in reports] == ["16", "15", "14", "13", "12"]
    assert all(report["ended"] for report in reports)
    assert table.get((RECONCILIATION, "META")) is not None, "the checkpoint is no report"
