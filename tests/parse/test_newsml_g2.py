"""Articles that come as NewsML-G2."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from functions.parse.errors import ParseError
from functions.parse.news.newsml import news_items
from schemas.article import Article, BlockKind, FieldBasis, Format, NoticeCode
from schemas.failure import FailureCode
from tests.parse.documents import article, blocks_of, words
from tests.parse.news import (
    OTHER,
    SENTENCE,
    inline,
    item,
    message,
    nitf,
    paragraphs,
    xhtml,
)


def read(body: str, key: str = "a.xml") -> Article:
    return article(body, key)


def refusal(body: str) -> ParseError:
    with pytest.raises(ParseError) as caught:
        read(body)
    return caught.value


@pytest.mark.parametrize("key", ["a.xml", "a.newsml", "a.txt", "a"])
def test_item_is_told_by_its_root_whatever_it_is_called(key: str) -> None:
    found = read(item(), key)

    assert found.format is Format.NEWSML_G2
    assert found.text == f"Bridge stays shut\n\n{SENTENCE}\n\n{OTHER}"


def test_item_says_who_wrote_it_when_and_who_it_is_credited_to() -> None:
    meta = (
        "<contentCreated>2025-03-03T10:00:00+01:00</contentCreated>"
        "<contentModified>2025-03-03T11:00:00+01:00</contentModified>"
        "<by>By Ada Stone and Ben Hill, Example Press</by>"
        '<creator qcode="x:1"><name>Someone Else</name></creator>'
        "<creditline>Example Wire/EP</creditline>"
        '<infoSource literal="Another Source"/>'
        '<language tag="en-GB"/>'
        '<headline role="hld:sub">Below</headline><headline role="hld:main">Bridge shut</headline>'
    )
    found = read(
        item(
            meta=meta,
            item_meta='<provider qcode="nprov:EW"/><versionCreated>2025-03-05T00:00:00Z'
            "</versionCreated><edNote>Adds quote</edNote><title>Not it</title>",
            attributes='guid="https://example.org/bridge" xml:lang="en"',
            rights="<usageTerms>Not for Mars.</usageTerms>",
        )
    )

    assert (found.title, found.byline) == ("Bridge shut", ["Ada Stone", "Ben Hill"])
    assert found.organisations == ["Example Press"]
    assert (found.credit, found.publisher) == ("Example Wire/EP", None)
    assert found.published == "2025-03-03T10:00:00+01:00"
    assert found.modified == "2025-03-03T11:00:00+01:00"
    assert (found.language, found.url) == ("en-GB", "https://example.org/bridge")
    assert set(found.field_basis.values()) == {FieldBasis.NEWS_METADATA}
    assert "Mars" not in found.text
    assert "Adds quote" not in found.text


@pytest.mark.parametrize(
    ("element", "credit"),
    [
        ('<infoSource literal="Example Wire"/>', "Example Wire"),
        ("<infoSource><name>Example Wire</name></infoSource>", "Example Wire"),
        ('<provider qcode="nprov:EW"/>', "EW"),
    ],
)
def test_source_is_credited_and_never_the_author(element: str, credit: str) -> None:
    found = read(item(item_meta=element))

    assert (found.credit, found.byline, found.publisher) == (credit, [], None)


def test_nitf_within_an_item_is_read_as_nitf() -> None:
    content = inline(
        nitf(prolog="", head='<pubdata position.section="Metro"/>'), "application/nitf"
    )
    found = read(item(content, meta=""))

    assert (found.title, found.article_section) == ("Bridge stays shut", "Metro")
    assert blocks_of(found, BlockKind.PARAGRAPH) == [SENTENCE, OTHER]


def test_blocks_of_a_page_within_an_item_keep_their_kinds() -> None:
    content = (
        f"<h2>The report</h2><div>{paragraphs([SENTENCE])}</div><ol><li>One</li></ol>"
        "<blockquote><p>It is not safe.</p></blockquote><figure><figcaption>The bridge."
        '</figcaption></figure><p>See <a href="https://example.org/r">the report</a>.<br/>Today</p>'
    )
    found = read(item(inline(xhtml(content))))

    assert [(block.kind.value, words(found, block)) for block in found.blocks[1:]] == [
        ("heading", "The report"),
        ("paragraph", SENTENCE),
        ("list_item", "One"),
        ("block_quote", "It is not safe."),
        ("caption", "The bridge."),
        ("paragraph", "See the report.\nToday"),
    ]
    assert [link.url for link in found.links] == ["https://example.org/r"]


def test_plain_text_within_an_item_is_read_as_text() -> None:
    content = f'<inlineData contenttype="text/plain">{SENTENCE}\n\n{OTHER}</inlineData>'

    assert read(item(content)).text == f"Bridge stays shut\n\n{SENTENCE}\n\n{OTHER}"


def test_item_that_only_describes_its_text_says_so() -> None:
    meta = f"<headline>Bridge shut</headline><description>{SENTENCE}</description>"
    found = read(item('<remoteContent href="a.html"/>', meta))

    assert found.text == f"Bridge shut\n\n{SENTENCE}"
    assert [notice.code for notice in found.notices] == [NoticeCode.SUMMARY_ONLY]


def test_item_of_a_message_is_read_beside_pictures() -> None:
    picture = item('<remoteContent href="a.jpg"/>')

    assert SENTENCE in read(message(picture, item())).text


def test_message_of_several_items_of_text_is_refused_with_what_to_do() -> None:
    found = refusal(message(item(), item()))

    assert found.code is FailureCode.NO_ARTICLE
    assert "2 items" in found.message


def test_items_of_a_message_are_listed_in_order() -> None:
    body = message(item(attributes='guid="a"'), item(attributes='guid="b"'))

    assert [found.get("guid") for found in news_items(etree.fromstring(body))] == ["a", "b"]


@pytest.mark.parametrize(
    "body",
    [
        item(""),
        message(),
        '<packageItem xmlns="http://iptc.org/std/nar/2006-10-01/"/>',
        '<conceptItem xmlns="http://iptc.org/std/nar/2006-10-01/"/>',
    ],
)
def test_documents_without_text_are_refused(body: str) -> None:
    assert refusal(body).code is FailureCode.NO_ARTICLE


TEXTS = st.lists(
    st.text(st.characters(codec="utf-8", categories=["L", "N", "Zs"]), min_size=1).filter(
        str.strip
    ),
    min_size=1,
    max_size=20,
)


@given(TEXTS)
def test_paragraphs_come_back_in_order_and_grounded(texts: list[str]) -> None:
    found = read(item(inline(f"<body>{paragraphs(texts)}</body>"), meta=""))

    assert [words(found, block) for block in found.blocks] == [" ".join(t.split()) for t in texts]
