"""Articles that come as JSON."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.parse.errors import ParseError
from schemas.article import Article, BlockKind, FieldBasis, Format, NoticeCode
from schemas.failure import FailureCode
from tests.parse.documents import article, blocks_of, page

TEXT = "The mayor said that the bridge would stay shut.\n\nShe gave no date."


def read(value: Any, key: str = "a.json") -> Article:
    return article(json.dumps(value), key)


def refusal(body: str) -> ParseError:
    with pytest.raises(ParseError) as caught:
        article(body, "a.json")
    return caught.value


def test_text_is_composed_of_title_and_body() -> None:
    found = read({"title": "Bridge stays shut", "text": TEXT})

    assert found.format is Format.JSON
    assert found.text == f"Bridge stays shut\n\n{TEXT}"
    assert blocks_of(found, BlockKind.HEADING) == ["Bridge stays shut"]
    assert found.field_basis["title"] is FieldBasis.JSON_FIELD


def test_title_that_the_body_begins_with_is_not_repeated() -> None:
    found = read({"title": "Bridge stays shut", "text": f"Bridge  stays shut\n\n{TEXT}"})

    assert found.text.count("shut\n") == 1


@pytest.mark.parametrize("key", ["text", "body", "content", "articleBody", "content_text"])
def test_body_is_found_under_its_usual_names(key: str) -> None:
    assert read({key: TEXT}).text == TEXT


def test_fields_of_exports_and_feeds_are_read() -> None:
    found = read(
        {
            "headline": "Bridge stays shut",
            "body": TEXT,
            "link": "https://example.org/bridge",
            "date_published": "2025-03-03T10:00:00Z",
            "authors": [{"name": "Ada Stone"}, {"name": "Ben Hill"}],
            "publisher": {"name": "The Daily Example"},
            "lang": "en",
        }
    )

    assert (found.title, found.url) == ("Bridge stays shut", "https://example.org/bridge")
    assert found.byline == ["Ada Stone", "Ben Hill"]
    assert (found.publisher, found.language) == ("The Daily Example", "en")
    assert (found.published or "").startswith("2025-03-03")


@pytest.mark.parametrize("key", ["html", "content", "content_html"])
def test_body_in_html_is_read_as_a_page_and_the_fields_count_for_more(key: str) -> None:
    found = read({"title": "The right title", key: page("<p>It closed.</p>", "<title>x</title>")})

    assert found.title == "The right title"
    assert found.text.startswith("The right title\n\n")
    assert "<p>" not in found.text


def test_text_that_speaks_of_a_tag_is_no_html() -> None:
    text = "He closed the <p> tag, the mayor said."

    assert read({"text": text}).text == text


def test_string_is_the_text_of_an_article() -> None:
    assert read(TEXT).text == TEXT


def test_object_is_told_by_how_it_begins_whatever_it_is_called() -> None:
    assert read({"text": TEXT}, "line-0000001").format is Format.JSON


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ('{"text": "cut', FailureCode.CORRUPT),
        ("[" * 100_000, FailureCode.CORRUPT),
        ("17", FailureCode.NO_ARTICLE),
        ("[1, 2]", FailureCode.NO_ARTICLE),
        ('{"name": "no text"}', FailureCode.NO_ARTICLE),
        ('{"text": " "}', FailureCode.EMPTY),
    ],
)
def test_json_that_holds_no_article_says_why(body: str, code: FailureCode) -> None:
    assert refusal(body).code is code


def test_halves_of_characters_are_replaced() -> None:
    assert article('{"text": "It said \\ud83d so."}', "a.json").text == "It said ? so."


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["text", "title", "author", "date", "html"]), inner)
    ),
    max_leaves=10,
)


@given(JSON)
def test_any_json_ends_as_an_article_or_a_reason(value: Any) -> None:
    try:
        found = read(value)
    except ParseError:
        return
    assert all(0 <= block.start < block.end <= len(found.text) for block in found.blocks)


ARTICLE = {
    "@type": "NewsArticle",
    "headline": "Bridge stays shut",
    "articleBody": TEXT,
    "author": [{"@type": "Person", "name": "Ada Stone"}, {"name": "Example Press"}],
    "publisher": {"@id": "#publisher"},
    "datePublished": "2025-03-03T10:00:00+01:00",
    "articleSection": "Metro",
    "creditText": "Example Wire",
    "inLanguage": "en-GB",
    "url": "https://example.org/bridge",
}
PUBLISHER = {"@type": "Organization", "@id": "#publisher", "name": "The Daily Example"}


@pytest.mark.parametrize(
    "value",
    [
        {"@context": "https://schema.org", **ARTICLE, "publisher": PUBLISHER},
        {"@graph": [PUBLISHER, {"@type": "WebPage", "name": "A page"}, ARTICLE]},
        [PUBLISHER, [{"@type": "WebPage", "mainEntity": ARTICLE}]],
        {"@graph": [PUBLISHER, {**ARTICLE, "@type": ["Thing", "ReportageNewsArticle"]}]},
    ],
)
@pytest.mark.parametrize("key", ["a.json", "a.jsonld", "a"])
def test_article_of_schema_org_is_found_in_any_nesting(value: Any, key: str) -> None:
    found = read(value, key)

    assert found.text == f"Bridge stays shut\n\n{TEXT}"
    assert (found.byline, found.organisations) == (["Ada Stone"], ["Example Press"])
    assert (found.publisher, found.credit) == ("The Daily Example", "Example Wire")
    assert (found.article_section, found.language) == ("Metro", "en-GB")
    assert found.published == "2025-03-03T10:00:00+01:00"
    assert found.url == "https://example.org/bridge"
    assert set(found.field_basis.values()) == {FieldBasis.JSON_LD}


def test_description_stands_for_an_article_whose_text_is_elsewhere() -> None:
    found = read({"@type": "NewsArticle", "headline": "Bridge shut", "description": TEXT[:40]})

    assert [notice.code for notice in found.notices] == [NoticeCode.SUMMARY_ONLY]


def test_several_articles_are_refused_with_what_to_do() -> None:
    found = refusal(json.dumps([ARTICLE, {**ARTICLE, "headline": "Another"}]))

    assert found.code is FailureCode.NO_ARTICLE
    assert "JSON Lines" in found.remedy


def test_posts_of_a_live_blog_are_no_articles_beside_it() -> None:
    post = {"@type": "BlogPosting", "articleBody": "Ten past ten."}
    found = read({**ARTICLE, "@type": "LiveBlogPosting", "liveBlogUpdate": [post]})

    assert found.title == "Bridge stays shut"


def test_number_of_any_length_and_values_that_are_none_are_passed_over() -> None:
    body = f'{{"id": {"9" * 5000}, "score": NaN, "text": "old", "text": "The mayor spoke."}}'

    assert article(body, "a.json").text == "The mayor spoke."
