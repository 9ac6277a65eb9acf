"""Feeds, lists and messages that end early or are broken within: what is whole comes out."""

import json
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.parse.containers import Part
from functions.parse.divisions import WholeContainer
from functions.parse.errors import CorruptDocumentError, ParseError
from schemas.failure import FailureCode
from tests.parse.containers.archives import limits, parts
from tests.parse.feeds import atom, entry, rdf, rss, rss_item
from tests.parse.news import OTHER, SENTENCE, inline, item, message, paragraphs, xhtml

GUIDS = ["a", "é", "c"]
CONTAINERS = {
    "rss": ("feed", rss([rss_item(guid) for guid in GUIDS])),
    "atom": ("feed", atom([entry(guid=guid, content=SENTENCE) for guid in GUIDS])),
    "rdf": ("feed", rdf([rss_item(guid) for guid in GUIDS])),
    "newsml": (
        "newsml",
        message(
            *(
                item(inline(xhtml(paragraphs([OTHER]))), attributes=f'guid="{guid}"')
                for guid in GUIDS
            )
        ).encode(),
    ),
    "array": ("json", json.dumps([{"id": g, "text": SENTENCE} for g in GUIDS]).encode()),
    "list": (
        "json",
        json.dumps(
            {"status": "ok", "response": {"docs": [{"id": g, "text": SENTENCE} for g in GUIDS]}},
            ensure_ascii=False,
        ).encode(),
    ),
    "JSON feed": (
        "json",
        json.dumps(
            {
                "version": "https://jsonfeed.org/version/1.1",
                "title": "Example News",
                "items": [{"id": g, "content_text": SENTENCE} for g in GUIDS],
            }
        ).encode(),
    ),
}


def sound(found: Sequence[Part]) -> list[Part]:
    return [part for part in found if part.fault is None]


def faults(found: Sequence[Part]) -> list[str]:
    return [part.fault for part in found if part.fault is not None]


@pytest.mark.parametrize("name", CONTAINERS)
@given(data=st.data())
def test_container_that_is_cut_off_gives_what_is_whole_and_says_so(
    name: str, data: st.DataObject
) -> None:
    kind, body = CONTAINERS[name]
    everything = parts(body, kind)
    cut = body[: data.draw(st.integers(1, len(body) - 1))]

    try:
        found = parts(cut, kind)
    except ParseError as error:
        assert error.code in {FailureCode.CORRUPT, FailureCode.UNDECODABLE}  # noqa: PT017
        return

    assert sound(found) == everything[: len(sound(found))]
    assert len({part.name for part in found}) == len(found)
    assert faults(found) or len(sound(found)) == len(everything)


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("rss", "The feed, item 3 of 3 does not end before the file or another does."),
        ("newsml", "The NewsML-G2 document, item 3 of 3 does not end"),
        ("array", "The list breaks off behind entry 2, which is whole."),
        ("list", "The list breaks off behind entry 2, which is whole."),
    ],
)
def test_fault_says_what_is_missing(name: str, fault: str) -> None:
    kind, body = CONTAINERS[name]

    found = parts(body[: body.rindex(b"shut" if kind != "newsml" else b"ferry")], kind)

    assert len(sound(found)) == 2
    assert [each.startswith(fault) for each in faults(found)] == [True]


def test_feed_that_ends_between_two_items_says_so() -> None:
    body = rss([rss_item("a"), rss_item("b")])

    found = parts(body[: body.rindex(b"</channel>")], "feed")

    assert faults(found) == ["The feed breaks off behind item 2; what followed is missing."]
    assert found[-1].name == "rest"


@pytest.mark.parametrize("fault", ["<b>", "</p>", "&nothing;", "<br clear=all/>", "<item>"])
def test_fault_in_an_item_of_a_feed_loses_that_item_alone(fault: str) -> None:
    broken = rss_item("b").replace("Bridge stays shut", f"Bridge {fault} stays")

    found = parts(rss([rss_item("a"), broken, rss_item("c")]), "feed")

    assert sound(found) == parts(rss([rss_item("a"), rss_item("c")]), "feed")
    assert faults(found)


def test_fault_in_an_item_of_a_message_loses_that_item_alone() -> None:
    _, body = CONTAINERS["newsml"]
    broken = body.replace('guid="é"'.encode(), 'guid="é'.encode())

    found = parts(broken, "newsml")

    assert [b'guid="a"' in part.body for part in sound(found)] == [True, False]
    assert len(faults(found)) == 1


def test_items_that_are_broken_alike_have_names_of_their_own() -> None:
    broken = rss_item("b").replace("<title>", "<title><b>")

    found = parts(rss([rss_item("a"), broken, broken]), "feed")

    assert len({part.name for part in found}) == 3


def test_part_that_is_broken_fails_when_it_is_read() -> None:
    body = rss([rss_item("a"), rss_item("b")])[:-40]
    held = parts(body, "feed")

    with pytest.raises(CorruptDocumentError, match="item 2 of 2"):
        WholeContainer(held).part(held[-1].name)


def test_feed_of_which_no_item_is_whole_fails_as_a_whole() -> None:
    body = rss([rss_item("a")])

    with pytest.raises(CorruptDocumentError, match="The feed is no XML"):
        parts(body[: body.index(b"</item>")], "feed")


def test_broken_feed_of_more_items_than_members_fails_as_a_whole() -> None:
    body = rss([rss_item(str(number)) for number in range(6)])

    with pytest.raises(CorruptDocumentError, match="The feed is no XML"):
        parts(body.replace(b"</rss>", b""), "feed", limits(members=5))


def test_list_and_the_text_beside_it_are_both_kept() -> None:
    value = {"results": [{"text": OTHER}], "title": "Bridge", "text": SENTENCE}

    found = parts(json.dumps(value).encode(), "json")

    assert [json.loads(part.body) for part in found] == [
        {"title": "Bridge", "text": SENTENCE},
        {"text": OTHER},
    ]


def test_list_and_the_text_beside_it_are_both_kept_one_level_down() -> None:
    value = {"data": {"items": [{"text": OTHER}], "full_text": SENTENCE}}

    assert len(parts(json.dumps(value).encode(), "json")) == 2
