"""Feeds: each item once, under a name that stays, and as an article."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.parse.containers import Part
from functions.parse.errors import ParseError
from schemas.article import Article, FieldBasis, Format, NoticeCode
from schemas.failure import FailureCode
from tests.parse.containers.archives import kind, limits, names, parts
from tests.parse.documents import article
from tests.parse.feeds import CONTENT, atom, entry, rdf, rss, rss_item
from tests.parse.news import OTHER, SENTENCE, nitf

XHTML = f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{CONTENT}</div></content>'


def read(part: Part) -> Article:
    return article(part.body, part.name, part.content_type)


def only(body: bytes) -> Article:
    (part,) = parts(body, "feed")
    return read(part)


@pytest.mark.parametrize(
    ("body", "name", "expected"),
    [
        (rss([rss_item()]), "a.xml", "feed"),
        (rss([]), "a", "feed"),
        (rdf([rss_item()]), "a.xml", "feed"),
        (atom([entry()]), "a.txt", "feed"),
        (b"<!-- made today -->" + rss([]), "a.xml", "feed"),
        (rss([]).decode().replace("UTF-8", "UTF-16").encode("utf-16"), "a.xml", "feed"),
        (b"<channel>", "a.rss", "feed"),
        (nitf().encode(), "a.xml", None),
        (b"<html><body>rss</body></html>", "a.rss", None),
        (b'<rdf:RDF xmlns:rdf="x"/>', "a.xml", None),
        (SENTENCE.encode(), "a.rss", None),
    ],
    ids=str,
)
def test_feed_is_told_by_its_root(body: bytes, name: str, expected: str | None) -> None:
    assert kind(body, name) == expected


@pytest.mark.parametrize(
    "body",
    [
        rss([rss_item()]),
        rdf([rss_item()]),
        atom([entry()]),
        atom([entry(content=XHTML)]),
    ],
    ids=["RSS 2.0", "RSS 1.0", "Atom", "Atom with XHTML"],
)
def test_full_content_is_the_article(body: bytes) -> None:
    found = only(body)

    assert found.format is Format.FEED_ITEM
    assert found.text == f"Bridge stays shut\n\n{SENTENCE}\n\n{OTHER}"
    assert (found.title, found.publisher) == ("Bridge stays shut", "Example News")
    assert found.field_basis["title"] is FieldBasis.FEED
    assert found.notices == []


@pytest.mark.parametrize(
    "body",
    [
        rss([rss_item(content=None)]),
        atom([entry("<summary>Summary: it stays shut.</summary>", content="")]),
    ],
    ids=["RSS", "Atom"],
)
def test_summary_alone_is_marked(body: bytes) -> None:
    found = only(body)

    assert "Summary: it stays shut." in found.text
    assert [notice.code for notice in found.notices] == [NoticeCode.SUMMARY_ONLY]


def test_item_of_rss_gives_its_facts() -> None:
    more = (
        "<link>https://example.org/1</link><dc:creator>Ada Stone</dc:creator>"
        "<dc:creator>Example Press</dc:creator><pubDate>Mon, 03 Mar 2025 10:00:00 +0100</pubDate>"
        "<category>Politics</category><category>City</category>"
        "<media:title>Never</media:title><media:content url='x'/>"
    )
    found = only(rss([rss_item(more=more)], "<title>A &amp;amp; B</title><language>en</language>"))

    assert (found.byline, found.organisations) == (["Ada Stone"], ["Example Press"])
    assert (found.url, found.published) == ("https://example.org/1", "2025-03-03T10:00:00+01:00")
    assert (found.publisher, found.language) == ("A & B", "en")
    assert found.article_section == "Politics"


def test_entry_of_atom_gives_its_facts() -> None:
    more = (
        '<link rel="self" href="/no"/><link href="/1"/><author><name>Ada Stone</name></author>'
        "<published>2025-03-03T10:00:00+01:00</published><updated>2025-03-04T10:00:00Z</updated>"
        '<category term="pol" label="Politics"/>'
    )
    feed = '<title>Example News</title><link href="https://example.org/"/>'
    found = only(atom([entry(more)], feed))

    assert (found.byline, found.url) == (["Ada Stone"], "https://example.org/1")
    assert (found.published, found.modified) == (
        "2025-03-03T10:00:00+01:00",
        "2025-03-04T10:00:00+00:00",
    )
    assert (found.language, found.article_section) == ("en", "Politics")


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ("<author>a@b.c (Ada Stone)</author>", ["Ada Stone"]),
        ("<author>By Ada Stone and Ben Hill</author>", ["Ada Stone", "Ben Hill"]),
        ("<author>a@b.c</author>", []),
    ],
)
def test_authors_of_rss_are_named(author: str, expected: list[str]) -> None:
    assert only(rss([rss_item(more=author)])).byline == expected


def test_source_of_an_item_is_its_publisher() -> None:
    found = only(rss([rss_item(more='<source url="https://x.example">Other News</source>')]))

    assert found.publisher == "Other News"


@pytest.mark.parametrize(
    "body",
    [
        rss([rss_item(more="<x>A & B</x>")]),
        rss([rss_item(more="<x>\x08</x>")]),
        rss([rss_item()]) + b"<!-- caf\xe9 -->",
        rss([rss_item(more="<x>&nbsp;</x>")]),
    ],
    ids=["stray ampersand", "control character", "wrong encoding", "undeclared entity"],
)
def test_feed_with_small_faults_is_mended(body: bytes) -> None:
    assert SENTENCE in only(body).text


def test_names_stay_when_items_come_and_go() -> None:
    old = names(rss([rss_item("b"), rss_item("a")]), "feed")
    new = names(rss([rss_item("c"), rss_item("b")]), "feed")

    assert old[0] == new[1]
    assert len({*old, *new}) == 3


def test_items_of_one_guid_are_told_by_their_links() -> None:
    links = [rss_item("same", f"<link>https://example.org/{n}</link>") for n in range(3)]

    found = names(rss(links), "feed")

    assert len(set(found)) == 3
    assert names(rss(links[1:]), "feed") == found[1:]


def test_items_that_are_all_the_same_are_numbered() -> None:
    first, second, third = names(rss([rss_item("same")] * 3), "feed")

    assert (second, third) == (f"{first}~2", f"{first}~3")


def test_more_items_than_members_are_refused() -> None:
    with pytest.raises(ParseError) as caught:
        parts(rss([rss_item()] * 3), "feed", limits(members=2))
    assert caught.value.code is FailureCode.TOO_MANY


TITLES = st.lists(st.text(st.characters(codec="utf-8", categories=["L", "N"]), min_size=1))


@given(TITLES, st.booleans())
def test_items_come_out_once_in_order_under_the_same_names(
    titles: list[str], is_atom: bool
) -> None:
    body = atom([entry(guid=t) for t in titles]) if is_atom else rss([rss_item(t) for t in titles])

    found = parts(body, "feed")

    expected = [f"urn:x:{title}" if is_atom else title for title in titles]
    assert [part.body.decode().split('"')[5] for part in found] == expected
    assert len({part.name for part in found}) == len(titles)
    assert found == parts(body, "feed")


def test_feed_of_the_first_atom_is_read() -> None:
    body = (
        b'<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>News</title><entry>'
        b"<id>1</id><title>Rain</title><issued>2024-12-16</issued></entry></feed>"
    )

    assert kind(body, "a.xml") == "feed"
    (part,) = parts(body, "feed")
    assert b"2024-12-16" in part.body
