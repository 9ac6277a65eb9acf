"""HTML pages: main text, embedded posts, metadata and its basis."""

import json

import pytest

from schemas.article import BlockKind, FieldBasis, Format
from tests.parse.documents import article, blocks_of, page

TWEET = (
    '<blockquote class="twitter-tweet"><p lang="en">First line.<br><br>Second line. '
    '<a href="https://t.co/x">pic.twitter.com/Ab1</a></p>&mdash; Ann Lee (@annlee) '
    '<a href="https://twitter.com/annlee/status/12345?ref_src=x">May 3, 2024</a></blockquote>'
)


def _json_ld(**fields: object) -> str:
    node = {"@context": "https://schema.org", "@type": "NewsArticle", **fields}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


def test_main_text_is_kept_and_navigation_left_out() -> None:
    found = article(page("<p>The bridge will be closed to lorries until autumn.</p>"), "a.html")

    assert found.format is Format.HTML
    assert "closed to lorries" in found.text
    assert "Sport" not in found.text


def test_blocks_keep_their_kind() -> None:
    found = article(
        page(
            "<h2>What was said</h2><p>Much was said about the old bridge.</p>"
            "<ul><li>One lane stays open</li><li>No lorries</li></ul>"
            "<blockquote><p>We will mend it, whatever it costs.</p></blockquote>"
            "<table><tr><th>Year</th><th>Cost</th></tr><tr><td>2020</td><td>4</td></tr></table>"
            "<p>So ends the report of that evening in the old hall.</p>"
        ),
        "a.html",
    )

    assert blocks_of(found, BlockKind.HEADING) == ["What was said"]
    assert blocks_of(found, BlockKind.LIST_ITEM) == ["One lane stays open", "No lorries"]
    assert blocks_of(found, BlockKind.BLOCK_QUOTE) == ["We will mend it, whatever it costs."]
    assert blocks_of(found, BlockKind.TABLE) == ["Year | Cost\n2020 | 4"]


def test_embedded_post_keeps_author_date_and_address() -> None:
    found = article(page(f"{TWEET}<p>The council did not answer that post.</p>"), "a.html")

    (post,) = [block.post for block in found.blocks if block.post]
    assert (post.author, post.handle, post.posted) == ("Ann Lee", "@annlee", "2024-05-03")
    assert (post.platform, post.url) == ("X", "https://twitter.com/annlee/status/12345")
    assert [span.exact for span in post.body] == ["First line.", "Second line."]


def test_every_embedded_post_stands_at_its_place() -> None:
    found = article(page(f"{TWEET}<p>Between the two of them.</p>{TWEET}"), "a.html")

    kinds = [block.kind for block in found.blocks][-3:]
    assert kinds == [BlockKind.EMBEDDED_POST, BlockKind.PARAGRAPH, BlockKind.EMBEDDED_POST]
    assert "EmbeddedPost" not in found.text


def test_json_ld_outranks_meta_tags_and_markup() -> None:
    head = (
        "<title>C</title><meta property='og:title' content='B'>"
        "<meta property='article:published_time' content='2023-01-01'>"
        + _json_ld(
            headline="A",
            datePublished="2024-05-03T10:20:30+02:00",
            author=[{"name": "Jane Doe"}, "Tom Oakes"],
            publisher={"name": "The Post"},
        )
    )

    found = article(page("", head, lang="en-GB"), "a.html")

    assert (found.title, found.published) == ("A", "2024-05-03T10:20:30+02:00")
    assert (found.byline, found.publisher) == (["Jane Doe", "Tom Oakes"], "The Post")
    assert found.language == "en-GB"
    assert found.field_basis["title"] is FieldBasis.JSON_LD
    assert found.field_basis["language"] is FieldBasis.MARKUP


def test_json_ld_references_are_followed() -> None:
    graph = [
        {"@type": "NewsArticle", "headline": "A", "publisher": {"@id": "#p"}},
        {"@type": "Organization", "@id": "#p", "name": "The Post"},
    ]
    head = f'<script type="application/ld+json">{json.dumps({"@graph": graph})}</script>'

    assert article(page("", head), "a.html").publisher == "The Post"


def test_malformed_json_ld_leaves_the_other_sources() -> None:
    head = (
        '<script type="application/ld+json">{"@type": "NewsArticle", </script>'
        "<meta property='og:title' content='B and C'><meta name='author' content='By Jane Doe'>"
    )

    found = article(page("", head), "a.html")

    assert (found.title, found.byline) == ("B and C", ["Jane Doe"])
    assert found.field_basis["title"] is FieldBasis.META_TAG


def test_title_is_the_first_block_once() -> None:
    head = "<meta property='og:title' content='Bridge to close'>"

    for body in ("", "<h1>Bridge to close</h1>"):
        found = article(page(body, head), "a.html")
        assert found.text.count("Bridge to close") == 1
        assert [block.level for block in found.blocks if block.level] == [1]


@pytest.mark.parametrize("address", ["https://x.example/a", "/relative", "javascript:x"])
def test_canonical_address_is_kept_only_if_it_is_one(address: str) -> None:
    found = article(page("", f"<link rel='canonical' href='{address}'>"), "a.html")

    assert found.url == (address if address.startswith("https") else None)


def test_damaged_byte_does_not_lose_a_page() -> None:
    body = page("<p>The caf\u00e9 by the bridge stays open.</p>").encode()

    found = article(body.replace(b"\xc3\xa9", b"\xe9", 1), "a.html")

    assert "by the bridge stays open" in found.text


def test_half_a_character_in_the_metadata_costs_only_itself() -> None:
    broken = _json_ld(headline="Bridge is safe X", author="Ada X").replace("X", "\\ud83d")

    found = article(page("<p>The bridge will be open to lorries again.</p>", broken), "a.html")

    assert found.title == "Bridge is safe ?"
    assert found.model_dump_json()


def test_a_fact_without_end_is_none() -> None:
    endless = _json_ld(headline="Bridge " * 5000, publisher={"name": "P" * 5000})

    found = article(page("<p>The bridge will be open to lorries again.</p>", endless), "a.html")

    assert found.publisher is None
    assert len(found.title or "") < 1000


def test_links_of_the_text_are_absolute_and_carry_their_words() -> None:
    head = "<base href='https://x.example/news/'>"
    body = (
        "<p>The report is <a href='../report.pdf'>online</a> and <a href='#top'>above</a>, as the "
        "<a href='https://port.example/'>port</a> wrote on Monday to all who had asked for it.</p>"
    )

    found = article(page(body, head), "a.html")

    assert [(link.span.exact, link.url) for link in found.links] == [
        ("online", "https://x.example/report.pdf"),
        ("port", "https://port.example/"),
    ]


def test_headline_that_is_shown_outranks_the_one_for_sharing() -> None:
    head = "<title>Bridge stays open, says mayor | The Post</title>"
    head += "<meta property='og:title' content='Bridge stays open'>"
    head += "<meta property='og:site_name' content='The Post'>"
    html = page("", head).replace("<article>", "<article><h1>Tessel's bridge stays open</h1>")

    found = article(html, "a.html")

    assert found.title == "Tessel's bridge stays open"
    assert found.field_basis["title"] is FieldBasis.MARKUP


def test_titles_that_speak_of_different_things_are_uncertain() -> None:
    head = "<meta property='og:title' content='Trams sold to museum'>"

    found = article(page("", head + _json_ld(headline="Bridge stays open")), "a.html")

    assert (found.title, found.uncertain) == ("Bridge stays open", ["title"])


@pytest.mark.parametrize(
    ("other", "doubted"),
    [("2024-05-03T23:30:00-04:00", []), ("2024-05-04", []), ("2024-05-09", ["published"])],
)
def test_dates_disagree_only_where_no_zone_explains_it(other: str, doubted: list[str]) -> None:
    head = _json_ld(headline="A", datePublished="2024-05-04T03:30:00Z")
    head += f'<meta property="article:published_time" content="{other}">'

    assert article(page("", head), "a.html").uncertain == doubted


def test_date_at_the_headline_keeps_its_time_and_zone() -> None:
    line = "<h1>Bridge stays open</h1><p class='when'>Monday, 18 November 2024, 04:05 pm GMT</p>"
    head = "<title>Bridge stays open</title>"

    found = article(page("", head).replace("<article>", f"<article>{line}"), "a.html")

    assert found.published == "2024-11-18T16:05:00+00:00"
    assert found.field_basis["published"] is FieldBasis.MARKUP


def test_date_of_the_address_is_inferred() -> None:
    head = "<link rel='canonical' href='https://x.example/2024/05/03/bridge.html'>"

    found = article(page("", head), "a.html")

    assert (found.published, found.field_basis["published"]) == ("2024-05-03", FieldBasis.INFERRED)


def test_authors_in_other_scripts_are_people() -> None:
    found = article(page("", _json_ld(headline="A", author=["Иван Петров", "王小明"])), "a.html")

    assert found.byline == ["Иван Петров", "王小明"]


@pytest.mark.parametrize("declared", ["2020-02-30", "01/02/2020", "Mon, 99 Jan 2020 25:61:61 GMT"])
def test_a_declared_date_that_cannot_be_read_is_none(declared: str) -> None:
    head = f'<meta property="article:published_time" content="{declared}">'

    found = article(page("<p>The bridge will be open to lorries again.</p>", head), "a.html")

    assert found.published is None
