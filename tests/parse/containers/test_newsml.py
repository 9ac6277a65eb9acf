"""Messages of NewsML-G2 with several items: each item of text once, as a document."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.parse.errors import ParseError
from schemas.article import Format
from schemas.failure import FailureCode
from tests.parse.containers.archives import kind, limits, names, parts
from tests.parse.documents import article
from tests.parse.news import NAR, OTHER, SENTENCE, inline, item, message, paragraphs, xhtml


def story(guid: str, text: str = SENTENCE) -> str:
    return item(inline(xhtml(paragraphs([text]))), attributes=f'guid="{guid}"')


def picture(guid: str) -> str:
    return story(guid).replace("ninat:text", "ninat:picture")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (message(story("a"), story("b")), "newsml"),
        (message(story("a"), picture("b")), "newsml"),
        (message(story("a")), None),
        (message(), None),
        (story("a"), None),
        (f"<x>{story('a')}{story('b')}</x>", None),
    ],
)
def test_message_is_a_container_if_it_has_several_items(body: str, expected: str | None) -> None:
    assert kind(body.encode(), "a.xml") == expected


def test_each_item_is_a_document_of_its_own() -> None:
    first, second = parts(message(story("a"), story("b", OTHER)).encode(), "newsml")

    found = article(second.body, second.name, second.content_type)

    assert kind(first.body, first.name) is None
    assert found.format is Format.NEWSML_G2
    assert found.text == f"Bridge stays shut\n\n{OTHER}"


def test_names_of_elements_are_kept_with_their_namespaces() -> None:
    prefixed = (
        message(story("a"), story("b"))
        .replace("<", "<n:")
        .replace("<n:/", "</n:")
        .replace("xmlns=", "xmlns:n=", 1)
    )
    first, _ = parts(prefixed.replace(f' xmlns="{NAR}"', "").encode(), "newsml")

    assert article(first.body, first.name).format is Format.NEWSML_G2


def test_language_of_the_message_is_that_of_its_items() -> None:
    body = message(story("a"), story("b")).replace("<newsMessage", '<newsMessage xml:lang="fr"', 1)

    assert b'xml:lang="fr"' in parts(body.encode(), "newsml")[1].body


def test_pictures_are_passed_over_unless_there_is_nothing_else() -> None:
    assert len(names(message(story("a"), picture("b")).encode(), "newsml")) == 1
    assert len(names(message(picture("a"), picture("b")).encode(), "newsml")) == 2


def test_more_items_than_members_are_refused() -> None:
    with pytest.raises(ParseError) as caught:
        parts(message(*[story("a")] * 6).encode(), "newsml", limits(members=5))
    assert caught.value.code is FailureCode.TOO_MANY


@given(st.lists(st.text("abc", min_size=1, max_size=3), min_size=1, max_size=8))
def test_items_come_out_once_in_order_under_the_same_names(guids: list[str]) -> None:
    body = message(*map(story, guids)).encode()

    found = parts(body, "newsml")

    assert [part.body.decode().split('guid="')[1].split('"')[0] for part in found] == guids
    assert len({part.name for part in found}) == len(guids)
    assert found == parts(body, "newsml")
