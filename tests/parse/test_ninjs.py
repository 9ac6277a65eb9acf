"""Articles that come as ninjs, and as schema.org says articles in JSON."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.parse.errors import ParseError
from schemas.article import Article, BlockKind, FieldBasis, Format, NoticeCode
from schemas.failure import FailureCode
from tests.parse.documents import article, blocks_of, words
from tests.parse.news import OTHER, SENTENCE, ninjs, nitf, paragraphs

SECOND = {
    "uri": "https://example.org/bridge",
    "standard": {"name": "ninjs", "version": "3.0"},
    "firstCreated": "2025-03-03T10:00:00+01:00",
    "versionCreated": "2025-03-03T12:00:00+01:00",
    "headlines": [{"role": "sub", "value": "Below"}, {"role": "main", "value": "Bridge shut"}],
    "by": "By Ada Stone, Example Press",
    "infoSources": [{"name": "Example Wire"}],
    "copyrightHolder": "Someone",
    "language": "en-GB",
    "edNote": "Adds quote",
    "usageTerms": "Not for Mars.",
    "bodies": [
        {"role": "plain", "contentType": "text/plain", "value": "Never."},
        {"role": "main", "contentType": "text/html", "value": paragraphs([SENTENCE, OTHER])},
    ],
}


def read(body: str, key: str = "a.json") -> Article:
    return article(body, key)


def refusal(body: str) -> ParseError:
    with pytest.raises(ParseError) as caught:
        read(body)
    return caught.value


@pytest.mark.parametrize("key", ["a.json", "a.txt", "a"])
def test_item_is_told_by_its_fields_whatever_it_is_called(key: str) -> None:
    found = read(ninjs(body_text=f"{SENTENCE}\n\n{OTHER}"), key)

    assert found.format is Format.NINJS
    assert found.text == f"Bridge stays shut\n\n{SENTENCE}\n\n{OTHER}"
    assert found.published == "2025-03-03T10:00:00+00:00"


def test_fields_of_later_versions_are_read() -> None:
    found = read(json.dumps(SECOND))

    assert found.format is Format.NINJS
    assert found.text == f"Bridge shut\n\n{SENTENCE}\n\n{OTHER}"
    assert (found.byline, found.organisations) == (["Ada Stone"], ["Example Press"])
    assert (found.credit, found.publisher) == ("Example Wire", None)
    assert found.published == "2025-03-03T10:00:00+01:00"
    assert found.modified == "2025-03-03T12:00:00+01:00"
    assert (found.language, found.url) == ("en-GB", "https://example.org/bridge")
    assert set(found.field_basis.values()) == {FieldBasis.NEWS_METADATA}


@pytest.mark.parametrize(
    "body",
    [
        {"body_xhtml": paragraphs([SENTENCE, OTHER]), "body_text": "Never."},
        {"body_html": f"<div>{paragraphs([SENTENCE, OTHER])}</div>"},
        {"body": [{"name": "xhtml", "value": paragraphs([SENTENCE, OTHER])}]},
        {"bodies": [{"contentType": "application/nitf+xml", "value": nitf(body_head="")}]},
    ],
)
def test_body_in_markup_is_preferred_and_kept_whole(body: Any) -> None:
    found = read(ninjs(**body))

    assert blocks_of(found, BlockKind.PARAGRAPH) == [SENTENCE, OTHER]


def test_item_that_only_describes_its_text_says_so() -> None:
    found = read(ninjs(description_text=SENTENCE))

    assert found.text == f"Bridge stays shut\n\n{SENTENCE}"
    assert [notice.code for notice in found.notices] == [NoticeCode.SUMMARY_ONLY]


def test_people_that_are_said_to_be_authors_are_the_byline() -> None:
    people = [{"name": "Ada Stone", "rel": "author"}, {"name": "Cleo Marsh", "rel": "about"}]

    assert read(ninjs(body_text=SENTENCE, person=people)).byline == ["Ada Stone"]


def test_item_without_words_is_refused() -> None:
    assert refusal(ninjs(type="picture")).code is FailureCode.NO_ARTICLE


TEXTS = st.lists(
    st.text(st.characters(codec="utf-8", categories=["L", "N", "Zs"]), min_size=1).filter(
        str.strip
    ),
    min_size=1,
    max_size=20,
)


@given(TEXTS)
def test_paragraphs_come_back_in_order_and_grounded(texts: list[str]) -> None:
    found = read(ninjs(headline="", body_xhtml=paragraphs(texts)))

    assert [words(found, block) for block in found.blocks] == [" ".join(t.split()) for t in texts]
