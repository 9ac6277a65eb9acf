"""Lists of articles in JSON: each entry once, as it is."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.parse.errors import ParseError
from schemas.article import Format
from schemas.failure import FailureCode
from tests.parse.containers.archives import kind, limits, names, parts
from tests.parse.documents import article
from tests.parse.news import OTHER, SENTENCE, ninjs, paragraphs

ENTRY = {"title": "Bridge stays shut", "text": SENTENCE}
LINKED = {"@context": "https://schema.org", "@type": "NewsArticle", "articleBody": SENTENCE}
CRUMBS = {"@type": "BreadcrumbList", "itemListElement": []}


def dump(value: Any) -> bytes:
    return json.dumps(value, indent=1).encode()


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ([ENTRY, ENTRY], "json"),
        ([ENTRY], "json"),
        ({"status": "ok", "articles": [ENTRY]}, "json"),
        ({"items": [ENTRY]}, "json"),
        ({"results": [ENTRY], "text": "x"}, "json"),
        ({"response": {"docs": [ENTRY]}}, "json"),
        ({"data": {"articles": [ENTRY]}}, "json"),
        ({"data": [ENTRY]}, "json"),
        ([LINKED, LINKED], "json"),
        (ENTRY, None),
        ({"text": SENTENCE, "items": [{"a": 1}]}, None),
        ({"meta": {"items": [ENTRY]}, "title": "x"}, None),
        ({"items": ["a", "b"]}, None),
        ({"title": '"items": [{'}, None),
        ([LINKED, CRUMBS], None),
        (["a", "b"], None),
        ([1, 2], None),
        ([], None),
    ],
)
def test_list_is_told_by_its_beginning(value: Any, expected: str | None) -> None:
    assert kind(dump(value), "a.json") == expected
    assert kind(dump(value), "a.txt") == expected


def test_ninjs_with_associated_items_is_no_list() -> None:
    assert kind(ninjs(items=[{"a": 1}], body_text=SENTENCE).encode(), "a.json") is None


def test_entries_are_read_as_objects_by_themselves() -> None:
    first, second = parts(dump([ENTRY, json.loads(ninjs(body_text=OTHER))]), "json")

    found = article(first.body, first.name, first.content_type)
    assert found.text == f"Bridge stays shut\n\n{SENTENCE}"
    assert article(second.body, second.name, second.content_type).format is Format.NINJS


def test_items_of_a_json_feed_are_items_of_a_feed() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Example News",
        "language": "en",
        "authors": [{"name": "Ada Stone"}],
        "items": [
            {
                "id": "1",
                "url": "https://example.org/1",
                "title": "Bridge stays shut",
                "content_html": paragraphs([SENTENCE, OTHER]),
                "date_published": "2025-03-03T10:00:00+01:00",
                "tags": ["Politics"],
            },
            {"id": 2, "summary": SENTENCE},
        ],
    }
    first, second = (
        article(part.body, part.name, part.content_type) for part in parts(dump(feed), "json")
    )

    assert first.format is Format.FEED_ITEM
    assert first.text == f"Bridge stays shut\n\n{SENTENCE}\n\n{OTHER}"
    assert (first.publisher, first.byline) == ("Example News", ["Ada Stone"])
    assert (first.url, first.article_section) == ("https://example.org/1", "Politics")
    assert second.notices


def test_names_stay_when_entries_come_and_go() -> None:
    entries = [ENTRY | {"id": number} for number in range(3)]

    assert names(dump(entries), "json")[1:] == names(dump(entries[1:]), "json")


def test_of_linked_data_only_articles_are_parts() -> None:
    assert len(names(dump([LINKED, CRUMBS, LINKED | {"name": "x"}]), "json")) == 2


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b'[{"a": ', FailureCode.CORRUPT),
        (b'{"a": 1}', FailureCode.CORRUPT),
        (dump([ENTRY] * 6), FailureCode.TOO_MANY),
    ],
)
def test_list_that_is_bad_as_a_whole_is_refused(body: bytes, code: FailureCode) -> None:
    with pytest.raises(ParseError) as caught:
        parts(body, "json", limits(members=5))
    assert caught.value.code is code


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=4,
)


@given(st.lists(st.dictionaries(st.text(max_size=5), VALUES), max_size=5))
def test_entries_come_out_once_in_order_under_the_same_names(entries: list[dict[str, Any]]) -> None:
    found = parts(dump(entries), "json")

    assert [json.loads(part.body) for part in found] == entries
    assert len({part.name for part in found}) == len(entries)
    assert found == parts(dump(entries), "json")


def test_lists_on_lines_of_their_own_are_lines() -> None:
    body = b"\n".join(
        json.dumps({"articles": [{"title": title}]}).encode() for title in ("One", "Two")
    )

    assert kind(body, "a.json") == "lines"


def test_list_that_is_empty_gives_way_to_one_that_is_not() -> None:
    assert len(parts(dump({"articles": [], "items": [{"title": "One"}]}), "json")) == 1
