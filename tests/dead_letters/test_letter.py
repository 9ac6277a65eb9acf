"""What the body of a dead letter says."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.dead_letters.letter import DeadLetter, Work
from schemas.events import Change
from schemas.messages import (
    ExpandContainer,
    ExtractArticle,
    ParseChange,
    ReparseObject,
    RetractArticle,
)
from tests.dead_letters.letters import ARTICLE, MESSAGE_ID, letter, s3_event
from tests.records import event


def test_an_event_of_s3_is_the_change_that_it_announces() -> None:
    assert letter(s3_event()).work() == ParseChange(event=event())


@pytest.mark.parametrize(
    "message",
    [
        ParseChange(event=event(change=Change.DELETED, member="a.txt"), job="j1"),
        ExpandContainer(event=event(), run=1, position=10, number=2, hop=3),
        ReparseObject(event=event(), run=2),
        ExtractArticle(article_id=ARTICLE, run=1, prefix="p/0000000001/"),
    ],
)
def test_a_message_that_an_article_waits_for_is_read_as_it_was_sent(message: Work) -> None:
    assert letter(message).work() == message


@pytest.mark.parametrize(
    "body",
    [
        "",
        "no JSON",
        "[]",
        "null",
        "7",
        '{"type": "mystery"}',
        '{"detail-type": "Object Created"}',
        '{"type": "extract", "article_id": 7}',
        "[" * 100_000,
        '{"type": "extract"' + "," * 1000,
    ],
)
def test_a_body_that_makes_no_sense_is_filed_under_unknown(body: str) -> None:
    assert letter(body).work() is None
    assert letter(body).archive_key == f"dead-letters/unknown/{MESSAGE_ID}.json"


@pytest.mark.parametrize("body", [s3_event(), RetractArticle(article_id=ARTICLE).model_dump_json()])
def test_a_body_that_names_an_article_is_filed_under_it(body: str) -> None:
    assert letter(body).archive_key == f"dead-letters/{ARTICLE}/{MESSAGE_ID}.json"


def test_an_article_that_is_no_id_leads_nowhere() -> None:
    body = json.dumps({"type": "retract", "article_id": "../../other"})

    assert letter(body).archive_key == f"dead-letters/unknown/{MESSAGE_ID}.json"


@given(st.text() | st.recursive(st.none() | st.text(), st.lists).map(json.dumps))
def test_any_body_is_archived_as_it_came(body: str) -> None:
    archived = json.loads(DeadLetter("1", body, "Queue", {"ERROR_CODE": "X"}).archived())

    assert archived["body"] == body
    assert archived["queue"] == "Queue"
    assert archived["attributes"] == {"ERROR_CODE": "X"}
