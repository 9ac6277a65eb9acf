"""Markdown: words without markup, block by block, and front matter."""

import pytest

from schemas.article import BlockKind, FieldBasis
from tests.parse.documents import article, blocks_of, words

FRONT = (
    "---\ntitle: 'Port closed'\nauthor: [Jane Doe, Tom Oakes]\n"
    "date: 2024-05-03\npublisher: Post\n---\n"
)


def test_text_holds_words_without_markup() -> None:
    found = article("A **bold** [link](https://x.example) and `code` ![no](a.png)_here_.", "a.md")

    assert found.text == "A bold link and code here."


@pytest.mark.parametrize(
    ("source", "kind", "expected"),
    [
        ("## Section\n\nText.", BlockKind.HEADING, ["Section"]),
        ("- one\n- two\n  - three", BlockKind.LIST_ITEM, ["one", "two", "three"]),
        ("> first\n>\n> second", BlockKind.BLOCK_QUOTE, ["first\nsecond"]),
        ("```\nx = 1\n```", BlockKind.CODE, ["x = 1"]),
        ("| a | b |\n|---|---|\n| 1 | 2 |", BlockKind.TABLE, ["a | b\n1 | 2"]),
        ("one\ntwo  \nthree", BlockKind.PARAGRAPH, ["one two\nthree"]),
        ("<div>raw <b>words</b></div>", BlockKind.PARAGRAPH, ["raw words"]),
    ],
)
def test_blocks_keep_their_kind(source: str, kind: BlockKind, expected: list[str]) -> None:
    assert blocks_of(article(source, "a.md"), kind) == expected


def test_front_matter_gives_the_facts_and_stays_out_of_the_text() -> None:
    found = article(FRONT + "The port is closed.", "a.md")

    assert found.text == "Port closed\n\nThe port is closed."
    assert (found.title, found.byline) == ("Port closed", ["Jane Doe", "Tom Oakes"])
    assert (found.published, found.publisher) == ("2024-05-03", "Post")
    assert set(found.field_basis.values()) == {FieldBasis.FRONT_MATTER}


def test_title_that_the_text_repeats_stands_once() -> None:
    found = article(FRONT + "# Port closed\n\nThe port is closed.", "a.md")

    assert found.text.count("Port closed") == 1
    assert found.blocks[0].level == 1


def test_only_the_title_is_a_heading_of_the_first_level() -> None:
    found = article("# Title\n\nText.\n\n# Another\n\nText.", "a.md")

    assert [block.level for block in found.blocks if block.level] == [1, 2]


@pytest.mark.parametrize("source", ["> Closed.\n>\n> {}", "> Closed.\n\n{}", "Closed.\n\n{}"])
def test_signed_quote_is_an_embedded_post(source: str) -> None:
    found = article(source.format("— Ann Lee (@annlee) May 3, 2024"), "a.md")

    (block,) = found.blocks
    assert block.post
    assert block.post.author == "Ann Lee"
    assert [span.exact for span in block.post.body] == ["Closed."]
    assert words(found, block).startswith("Closed.")


def test_rule_at_the_top_is_no_front_matter() -> None:
    found = article("---\nThe port is closed: nobody knows why\nor until when.\n---\nText.", "a.md")

    assert "The port is closed" in found.text


def test_links_are_kept_with_their_words() -> None:
    text = (
        "The [full *report*](https://example.org/a) and <https://example.org/b>.\n\n"
        "- See [the note](#note) or [mail us](mailto:desk@example.org)\n\n"
        "| Ward | Source |\n|---|---|\n| East | [count](https://example.org/c) |\n"
    )
    found = article(text, "a.md")

    assert [(link.span.exact, link.url) for link in found.links] == [
        ("full report", "https://example.org/a"),
        ("https://example.org/b", "https://example.org/b"),
        ("mail us", "mailto:desk@example.org"),
        ("count", "https://example.org/c"),
    ]
