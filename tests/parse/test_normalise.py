"""What holds for every document, whatever its format."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from functions.parse.document import Document
from functions.parse.errors import ParseError
from functions.parse.normalise import normalise
from schemas.article import Article, BlockKind, FieldBasis, Format
from schemas.identity import article_id, content_hash
from schemas.spans import check_grounded
from tests.parse.documents import article, document

SAMPLES = sorted((Path(__file__).parents[2] / "samples").iterdir())
KEYS = st.sampled_from(["a.txt", "a.md", "a.html", "a"])

_FRAGMENTS = st.sampled_from(
    [
        *(
            "\n",
            "\n\n",
            "\r\n",
            "    ",
            "# ",
            "> ",
            "- ",
            "| a | b |\n|---|---|\n",
            "```\n",
            "---\n",
        ),
        *("<p>", "</p>", "<div>", "<blockquote class='twitter-tweet'>", "</blockquote>", "<br>"),
        *("<html>", "<article>", "<table><tr><td>", "<script>", "&#xD800;", "&nbsp;", "<!--"),
        *(
            "What’s New",
            "By Jane Doe",
            "The post A title appeared first on The Outlet.",
            "“Quoted”",
        ),
        *(
            "— Ann Lee (@annlee) May 3, 2024",
            "pic.twitter.com/Ab1",
            "…",
            "title: x\n",
            "EmbeddedPost0x",
        ),
        "A sentence that is long enough to be a paragraph of its own, said the clerk. ",
    ]
)
MARKED_UP = st.lists(_FRAGMENTS | st.text(max_size=30), max_size=40).map("".join)


def _check(found: Article) -> None:
    check_grounded(found.text, found.spans())
    assert found.blocks
    assert all(found.text[b.start : b.end].strip() for b in found.blocks)
    assert [s.start for s in found.sections[1:]] == [s.end for s in found.sections[:-1]]
    assert found.sections[0].start >= 0
    assert found.sections[-1].end == len(found.text)
    for name in found.field_basis:
        assert getattr(found, name)


def _check_refusal(error: ParseError) -> None:
    assert error.message.endswith(".")
    assert error.remedy.endswith(".")


def _try(dropped: Document) -> Article | None:
    try:
        return normalise(dropped)
    except ParseError as error:
        _check_refusal(error)
        return None


@settings(max_examples=150, deadline=None)
@given(body=st.binary(max_size=300), key=KEYS)
@example(body=b"BMW said on Monday that it would build no more vans.", key="a.txt")
@example(body=b"\xff\xfe\x00\xd8", key="a.txt")
@example(body=b"---\n---", key="a.md")
def test_any_bytes_become_an_article_or_a_parse_error(body: bytes, key: str) -> None:
    found = _try(document(body, key))
    if found:
        _check(found)


@settings(max_examples=150, deadline=None)
@given(text=MARKED_UP, key=KEYS)
def test_any_markup_gives_ordered_grounded_blocks(text: str, key: str) -> None:
    found = _try(document(text.encode("utf-8", "replace"), key))
    if found:
        _check(found)


@settings(max_examples=100, deadline=None)
@given(text=MARKED_UP.filter(lambda text: not text.startswith("\ufeff")))
def test_plain_text_is_kept_unchanged(text: str) -> None:
    found = _try(document(text.encode("utf-8", "replace"), "a.txt"))
    if found and found.format is Format.TEXT:
        assert found.text == text.encode("utf-8", "replace").decode()


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_every_sample_is_an_article_with_title_and_text(path: Path) -> None:
    found = article(path.read_bytes(), path.name)

    _check(found)
    assert found.title
    assert sum(block.kind is BlockKind.PARAGRAPH for block in found.blocks) >= 5
    assert found == article(path.read_bytes(), path.name)


def test_identity_follows_from_place_and_content() -> None:
    found = article("A short report on the harbour.", "news/harbour.txt")

    assert found.article_id == article_id("inbox", "news/harbour.txt")
    assert found.content_hash == content_hash(found.text)


def test_published_of_object_metadata_yields_to_the_document() -> None:
    text = "Harbour is closed after storm\n\nPublished: 3 May 2024\n\nThe harbour is closed."

    found = article(text, published="2024-05-09")

    assert found.published == "2024-05-03"
    assert found.field_basis["published"] is FieldBasis.TEXT


@pytest.mark.parametrize(
    ("given_date", "expected"),
    [
        ("2024-12-16", "2024-12-16"),
        ("2024-12", "2024-12"),
        ("last week", None),
        ("2024-13-40", None),
    ],
)
def test_published_of_object_metadata_counts_only_as_a_date(
    given_date: str, expected: str | None
) -> None:
    found = article("The harbour is closed.", published=given_date)

    assert found.published == expected
    assert found.field_basis.get("published") == (FieldBasis.OBJECT_METADATA if expected else None)


def test_published_of_object_metadata_outranks_what_a_post_implies() -> None:
    text = "The harbour is closed.\nWe are closed.\n— Port Tessel (@PortTessel) May 3, 2024"

    assert article(text).field_basis["published"] is FieldBasis.INFERRED
    assert article(text).published == "2024-05-03"
    assert article(text, published="2024-05-04").published == "2024-05-04"


@pytest.mark.parametrize(
    ("key", "content_type", "body", "expected"),
    [
        ("a.txt", None, "# Heading\n\n**Bold** text.", Format.TEXT),
        ("a.md", None, "Nothing marked up here.", Format.MARKDOWN),
        ("a", "text/markdown; charset=utf-8", "Nothing marked up here.", Format.MARKDOWN),
        ("a", None, "# Heading\n\n**Bold** text.", Format.MARKDOWN),
        ("a", None, "Nothing marked up here.", Format.TEXT),
        ("a.html", "text/html", "Nothing marked up here.", Format.TEXT),
    ],
)
def test_format_is_told_by_content_then_by_name(
    key: str, content_type: str | None, body: str, expected: Format
) -> None:
    assert article(body, key, content_type).format is expected


@pytest.mark.parametrize("unit", ["a ", "\n", "— x (@", "“", "<p>", "[", "> ", "*a ", "- "])
def test_long_runs_are_read_in_time(unit: str) -> None:
    _try(document(unit * 20_000, "a.txt"))
    _try(document(unit * 5_000, "a.md"))
    _try(document("<html><body>" + unit * 5_000, "a.html"))


@pytest.mark.parametrize("line", ["By ...", "By .", "By ,"])
def test_a_byline_without_a_name_names_nobody(line: str) -> None:
    assert article(f"{line}\n\nThe harbour was closed on Friday.").byline == []


@pytest.mark.parametrize(
    ("stamp", "expected"),
    [
        ("Tue 14 Mar 2023 09.00 GMT", "2023-03-14"),
        ("Published 14:05, 14 March 2023", "2023-03-14"),
        ("Friday, 3 May 2024", "2024-05-03"),
    ],
)
def test_a_date_line_under_the_headline_is_the_date(stamp: str, expected: str) -> None:
    found = article(f"Harbour closed\n\n{stamp}\n\nThe harbour was closed on Friday.")

    assert (found.title, found.published) == ("Harbour closed", expected)


@pytest.mark.parametrize("headline", ["Mayor quits", "Fire kills 3", "Ten held after clash"])
def test_a_short_headline_over_a_byline_is_the_title(headline: str) -> None:
    text = f"{headline}\n\nBy Ann Fox\n\nAssociated Press\n\nThe mayor said that she would go."

    found = article(text)

    assert found.title == headline
    assert found.byline == ["Ann Fox"]
    assert [section.heading for section in found.sections] == [None]


@pytest.mark.parametrize(
    "line",
    [
        "Associated Press writer Ann Fox contributed to this report from Lorne.",
        "This interview has been edited for length and clarity.",
        "Follow the coverage of floods at https://floods.example",
    ],
)
def test_a_note_of_the_newsroom_is_a_footer(line: str) -> None:
    found = article(f"The mayor said that she would go.\n\n{line}\n")

    assert found.blocks[-1].kind is BlockKind.FOOTER
