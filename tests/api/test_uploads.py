"""Uploads: the form that S3 is to take a file by."""

import base64
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.api.uploads import LONGEST_NAME, safe_name
from schemas.identity import article_id
from schemas.upload import CONTAINERS
from tests.api.conftest import Ask

STORY = {"name": "story.html", "content_type": "text/html"}


def policy(form: dict[str, Any]) -> dict[str, Any]:
    decoded: dict[str, Any] = json.loads(base64.b64decode(form["fields"]["policy"]))
    return decoded


def test_form_binds_the_key_the_type_and_the_size(ask: Ask) -> None:
    answer = ask("/uploads", "POST", STORY | {"published": "2025-03-01"})

    form = answer.json
    assert answer.status == 201
    assert form["fields"]["key"] == form["key"]
    conditions = policy(form)["conditions"]
    assert {"key": form["key"]} in conditions
    assert {"Content-Type": "text/html"} in conditions
    assert {"x-amz-meta-published": "2025-03-01"} in conditions
    assert ["content-length-range", 1, 5000] in conditions
    assert form["max_bytes"] == 5000


def test_form_says_which_article_it_becomes_and_where_to_look(ask: Ask) -> None:
    form = ask("/uploads", "POST", STORY).json

    assert form["article_id"] == article_id("inbox", form["key"])
    missing = ask(form["status"])
    assert missing.status == 404
    assert "just been uploaded" in missing.json["detail"]


@pytest.mark.parametrize("content_type", sorted(CONTAINERS))
def test_containers_may_be_as_large_as_what_is_unpacked(ask: Ask, content_type: str) -> None:
    form = ask("/uploads", "POST", {"name": "week", "content_type": content_type}).json

    assert form["max_bytes"] == 900000


def test_no_two_forms_have_the_same_key(ask: Ask) -> None:
    assert len({ask("/uploads", "POST", STORY).json["key"] for _ in range(3)}) == 3


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"name": "a.txt"},
        STORY | {"content_type": "application/x-msdownload"},
        STORY | {"name": ""},
        STORY | {"key": "mine.html"},
        STORY | {"published": "yesterday"},
        STORY | {"published": "2025-03-01\r\nx-amz-acl: public-read"},
    ],
)
def test_upload_of_what_is_not_read_is_refused(ask: Ask, body: Any) -> None:
    assert ask("/uploads", "POST", body).status == 400


@given(st.text(max_size=400))
def test_end_of_a_key_leads_nowhere_else(name: str) -> None:
    safe = safe_name(name)

    assert 0 < len(safe) <= LONGEST_NAME
    assert not set(safe) & set("/\\ \r\n%?#")
    assert not safe.startswith((".", "-"))


def test_end_of_a_key_keeps_the_ending_that_tells_the_format() -> None:
    assert safe_name("C:\\Texte\\Über uns.html") == "ber-uns.html"
    assert safe_name("../../etc/passwd") == "passwd"
    assert safe_name("…") == "article"
    assert safe_name(f"{'x' * 300}.md").endswith("x.md")


@pytest.mark.parametrize("kind", ["text/plain", "multipart/form-data", "application/xml"])
def test_body_that_is_not_sent_as_json_is_refused(ask: Ask, kind: str) -> None:
    answer = ask("/uploads", "POST", STORY, content_type=kind)

    assert (answer.status, answer.json["errors"][0]["field"]) == (415, "Content-Type")


@pytest.mark.parametrize("kind", ["application/json", "Application/JSON; charset=utf-8"])
def test_body_that_is_sent_as_json_is_read(ask: Ask, kind: str) -> None:
    assert ask("/uploads", "POST", STORY, content_type=kind).status == 201
