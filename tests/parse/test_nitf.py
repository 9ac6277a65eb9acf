"""Articles that come as NITF."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.parse.errors import ParseError
from schemas.article import Article, BlockKind, FieldBasis, Format
from schemas.failure import FailureCode
from tests.parse.documents import article, blocks_of, words
from tests.parse.news import NITF_NS, OTHER, SENTENCE, nitf, paragraphs

HEAD = """
<docdata><date.issue norm="20250303T101500-0500"/><date.release norm="20250304"/>
<ed-msg info="Not for use before noon"/><doc.copyright holder="Example Press"/></docdata>
<pubdata name="The Daily Example" position.section="Metro" ex-ref="https://example.org/bridge"/>
<tobject><tobject.subject tobject.subject.type="Transport"/></tobject>
"""
BODY_HEAD = """
<hedline><hl1>Bridge <em>stays</em> shut</hl1><hl2>Engineers wait</hl2></hedline>
<note><p>Eds: adds photos.</p></note><rights>All rights.</rights>
<byline>By <person>Ada Stone</person><byttl>Example Press</byttl></byline>
<distributor>The Example Wire</distributor>
<dateline><location>RIVERTON</location> (EW) -</dateline>
<abstract><p>In short.</p></abstract>
"""


def read(body: str | bytes, key: str = "a.xml") -> Article:
    return article(body, key)


def refusal(body: str) -> ParseError:
    with pytest.raises(ParseError) as caught:
        read(body)
    return caught.value


@pytest.mark.parametrize("key", ["a.xml", "a.nitf", "a.txt", "a"])
def test_document_is_told_by_its_root_whatever_it_is_called(key: str) -> None:
    found = read(nitf(), key)

    assert found.format is Format.NITF
    assert found.text == f"Bridge stays shut\n\n{SENTENCE}\n\n{OTHER}"


@pytest.mark.parametrize(
    ("prolog", "attributes"),
    [
        ("", f'xmlns="{NITF_NS}"'),
        ('<!DOCTYPE nitf SYSTEM "nitf-3-2.dtd">', ""),
        ('<?xml version="1.0"?><!-- c --><!DOCTYPE nitf PUBLIC "-//IPTC//DTD" "x.dtd">', ""),
    ],
)
def test_every_version_is_read(prolog: str, attributes: str) -> None:
    assert read(nitf(prolog=prolog, attributes=attributes)).format is Format.NITF


def test_head_of_the_body_gives_headline_byline_dateline_and_credit() -> None:
    found = read(nitf(head=HEAD, body_head=BODY_HEAD))

    assert (found.title, found.byline) == ("Bridge stays shut", ["Ada Stone"])
    assert (found.organisations, found.credit) == (["Example Press"], "The Example Wire")
    assert [(block.kind, words(found, block)) for block in found.blocks[:5]] == [
        (BlockKind.HEADING, "Bridge stays shut"),
        (BlockKind.HEADING, "Engineers wait"),
        (BlockKind.FOOTER, "Eds: adds photos."),
        (BlockKind.BYLINE, "By Ada Stone\nExample Press"),
        (BlockKind.DATELINE, "RIVERTON (EW) -"),
    ]
    assert "In short." not in found.text
    assert "All rights." not in found.text


def test_head_gives_dates_with_their_zone_section_publisher_and_address() -> None:
    found = read(nitf(head=HEAD, attributes='xml:lang="en-US"'))

    assert found.published == "2025-03-03T10:15:00-05:00"
    assert (found.publisher, found.article_section) == ("The Daily Example", "Metro")
    assert (found.url, found.language) == ("https://example.org/bridge", "en-US")
    assert found.credit == "Example Press"
    assert set(found.field_basis.values()) == {FieldBasis.NEWS_METADATA}
    assert "noon" not in found.text


def test_blocks_of_the_body_keep_their_kinds() -> None:
    content = (
        f"<block><p>{SENTENCE}</p><hl2>The report</hl2>"
        "<ul><li>One<ul><li>Within</li></ul></li><li>Two</li></ul>"
        "<bq><block><p>It is not safe.</p></block><credit>An engineer</credit></bq>"
        "<table><tr><th>Ward</th><th>Votes</th></tr><tr><td>East</td><td>12</td></tr></table>"
        '<media><media-reference source="a.jpg">x</media-reference>'
        "<media-caption><p>The bridge.</p></media-caption></media>"
        f"loose words<pre>a\n b</pre></block><p>{OTHER}</p>"
    )
    found = read(nitf(content, body_end="<tagline>Reporting by Ada Stone</tagline>"))

    assert [(block.kind.value, words(found, block)) for block in found.blocks[1:]] == [
        ("paragraph", SENTENCE),
        ("heading", "The report"),
        ("list_item", "One"),
        ("list_item", "Within"),
        ("list_item", "Two"),
        ("block_quote", "It is not safe.\nAn engineer"),
        ("table", "Ward | Votes\nEast | 12"),
        ("caption", "The bridge."),
        ("paragraph", "loose words"),
        ("code", "a\nb"),
        ("paragraph", OTHER),
        ("footer", "Reporting by Ada Stone"),
    ]


def test_links_are_kept_with_their_words() -> None:
    content = '<p>The <a href="https://example.org/a">report</a> and the <a href="#b">note</a>.</p>'
    found = read(nitf(content))

    assert [(link.span.exact, link.url) for link in found.links] == [
        ("report", "https://example.org/a")
    ]


def test_named_characters_are_kept_though_nothing_declares_them() -> None:
    content = "<p>The caf&eacute;&rsquo;s owner paid &euro;40 &amp; left&mdash;twice.</p>"
    with_type = '<!DOCTYPE nitf SYSTEM "nitf-3-2.dtd">'

    for prolog in ("", with_type):
        assert "The café’s owner paid €40 & left—twice." in read(nitf(content, prolog=prolog)).text


def test_encoding_that_the_declaration_names_is_used() -> None:
    prolog = '<?xml version="1.0" encoding="ISO-8859-1"?>'
    body = nitf(paragraphs(["The café shut."]), prolog=prolog).encode("iso-8859-1")

    assert "The café shut." in read(body).text


def test_notes_to_editors_are_no_sentences_of_the_article() -> None:
    content = f'<p class="ednote">Adds quote</p><p>EDITORS: recast.</p><p>{SENTENCE}</p>'
    found = read(nitf(content + "<p>Eds: An embargo applies.</p>"))

    assert blocks_of(found, BlockKind.PARAGRAPH) == ["EDITORS: recast.", SENTENCE]
    assert len(blocks_of(found, BlockKind.FOOTER)) == 2


def test_document_without_a_body_is_refused() -> None:
    assert refusal(nitf("", body_head="")).code is FailureCode.NO_ARTICLE


def test_document_that_breaks_off_is_refused() -> None:
    assert refusal(nitf()[:-40]).code is FailureCode.CORRUPT


TEXTS = st.lists(
    st.text(st.characters(codec="utf-8", categories=["L", "N", "Zs"]), min_size=1).filter(
        str.strip
    ),
    min_size=1,
    max_size=20,
)


@given(TEXTS)
def test_paragraphs_come_back_in_order_and_grounded(texts: list[str]) -> None:
    found = read(nitf(paragraphs(texts), body_head=""))

    assert [words(found, block) for block in found.blocks] == [" ".join(t.split()) for t in texts]
