"""Trying failed objects again: what is asked of which function, and when nothing is."""

import json
import os
from typing import Any

import boto3
import pytest

from functions.extract.store import RecordStore
from functions.parse.lease import Lease
from functions.parse.store import StateStore
from schemas.failure import Stage
from schemas.identity import article_id
from tests.api.conftest import Ask, Library
from tests.records import at, event, failure, statements, story


def asked(function: str) -> list[dict[str, Any]]:
    """The messages in the queue of a function."""
    url = os.environ[f"{function.upper()}_BACKFILL_QUEUE_URL"]
    answer = boto3.client("sqs").receive_message(QueueUrl=url, MaxNumberOfMessages=10)
    return [json.loads(message["Body"]) for message in answer.get("Messages", [])]


def test_retry_of_a_file_that_could_not_be_parsed_has_it_read_again(
    library: Library, ask: Ask
) -> None:
    lease = library.claim("story.txt")
    states = StateStore(library.table, 45)
    assert states.fail(lease, failure(), at(1))
    id_ = lease.event.article_id

    answer = ask(f"/failures/{id_}/retry", method="POST")

    assert answer.status == 202
    assert answer.json == {"article_id": id_, "detail": "The file will be read again."}
    (message,) = asked("parse")
    assert (message["type"], message["run"]) == ("reparse", lease.run)
    assert message["event"] == lease.event.model_dump(mode="json")
    assert asked("extract") == []


def test_retry_of_a_failed_extraction_does_not_read_the_file_again(
    library: Library, ask: Ask
) -> None:
    article = story(statements(1))
    message = library._parse(article)
    records = RecordStore(library.table, 90)
    lease = records.claim(message, at(0))
    assert lease
    assert records.fail(lease, failure().model_copy(update={"stage": Stage.EXTRACT}), at(1))

    assert ask(f"/failures/{article.article_id}/retry", method="POST").status == 202

    (again,) = asked("extract")
    assert again == message.model_copy(update={"again": lease.rev}).model_dump(mode="json")
    assert asked("parse") == []


def test_retry_of_a_member_names_it(library: Library, ask: Ask) -> None:
    member = event("all.zip", member="inner/story.txt")
    states = StateStore(library.table, 45)
    lease = states.claim(member, at(0))
    assert isinstance(lease, Lease)
    states.fail(lease, failure(), at(1))

    ask(f"/failures/{member.article_id}/retry", method="POST")

    assert asked("parse")[0]["event"]["member"] == "inner/story.txt"


@pytest.mark.parametrize("state", ["ready", "parsing", "deleted"])
def test_retry_of_what_has_not_failed_is_a_conflict_that_says_so(
    library: Library, ask: Ask, state: str
) -> None:
    match state:
        case "ready":
            library.add(story(statements(1)))
        case "parsing":
            library.claim("story.txt")
        case "deleted":
            library.delete("story.txt")

    answer = ask(f"/failures/{event().article_id}/retry", method="POST")

    assert answer.status == 409
    assert state in answer.json["detail"]
    assert asked("parse") == asked("extract") == []


def test_retry_of_an_unknown_object_is_not_found(ask: Ask) -> None:
    assert ask(f"/failures/{article_id('inbox', 'none')}/retry", method="POST").status == 404
