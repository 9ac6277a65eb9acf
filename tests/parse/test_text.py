"""Plain text: paragraphs, headings, furniture."""

import pytest

from schemas.article import BlockKind, FieldBasis
from tests.parse.documents import article, blocks_of

PARAGRAPH = "The harbour has been closed since Monday, the port authority said in a short notice."
WRAPPED = (
    "The harbour has been closed since Monday, the port authority\n"
    "said in a short notice that it put up on the quay. Ships are\n"
    "to wait in the roads until the wind drops below force eight.\n"
)


def test_lines_are_paragraphs_when_they_are_long() -> None:
    found = article(f"{PARAGRAPH}\n{PARAGRAPH}\r\n{PARAGRAPH}\n")

    assert blocks_of(found, BlockKind.PARAGRAPH) == [PARAGRAPH] * 3


def test_hard_wrapped_lines_are_joined_to_paragraphs() -> None:
    found = article(f"{WRAPPED}\n{WRAPPED}")

    assert blocks_of(found, BlockKind.PARAGRAPH) == [WRAPPED.strip()] * 2


def test_headings_stand_between_paragraphs() -> None:
    found = article(
        f"What’s New\n{PARAGRAPH}\nWhy It Matters\n{PARAGRAPH}\nWhat happens next?\n{PARAGRAPH}"
    )

    assert blocks_of(found, BlockKind.HEADING) == [
        "What’s New",
        "Why It Matters",
        "What happens next?",
    ]
    assert [section.heading and section.heading.exact for section in found.sections] == [
        "What’s New",
        "Why It Matters",
        "What happens next?",
    ]


@pytest.mark.parametrize("line", ["“No comment”", "He left.", "Salt, pepper,", "see also here:"])
def test_short_lines_that_end_like_text_are_no_headings(line: str) -> None:
    found = article(f"{PARAGRAPH}\n{line}\n{PARAGRAPH}")

    assert blocks_of(found, BlockKind.HEADING) == []


def test_consecutive_short_lines_are_no_headings() -> None:
    found = article(f"{PARAGRAPH}\nNorth Quay\nSouth Quay\nEast Quay\nWest Quay")

    assert blocks_of(found, BlockKind.HEADING) == []


def test_list_items_are_told_by_their_mark() -> None:
    found = article(f"{PARAGRAPH}\n- the north quay\n• the south quay\n2) the mole\n{PARAGRAPH}")

    items = ["- the north quay", "• the south quay", "2) the mole"]
    assert blocks_of(found, BlockKind.LIST_ITEM) == items


def test_headline_byline_and_date_at_the_top_are_read() -> None:
    found = article(
        f"Harbour closed for third day\nBy Jane Doe and Tom Oakes, Northwire\n"
        f"Updated: May 4, 2024\n3 May 2024\n{PARAGRAPH}"
    )

    assert found.title == "Harbour closed for third day"
    assert found.byline == ["Jane Doe", "Tom Oakes"]
    assert (found.published, found.modified) == ("2024-05-03", "2024-05-04")
    assert found.field_basis["title"] is FieldBasis.TEXT
    assert found.blocks[0].level == 1


@pytest.mark.parametrize("line", ["By The Associated Press", "By Staff", "By AP"])
def test_byline_of_an_agency_names_nobody(line: str) -> None:
    found = article(f"Harbour closed for third day\n{line}\n{PARAGRAPH}")

    assert found.byline == []


def test_sentence_that_begins_with_by_is_no_byline() -> None:
    found = article(f"By Monday the harbour had been closed for three days.\n{PARAGRAPH}")

    assert blocks_of(found, BlockKind.BYLINE) == []


def test_dateline_is_a_block_only_on_a_line_of_its_own() -> None:
    found = article(f"KYIV, Ukraine (AP) —\n{PARAGRAPH}\nLORNE (Northwire) — {PARAGRAPH}")

    assert blocks_of(found, BlockKind.DATELINE) == ["KYIV, Ukraine (AP) —"]


def test_syndication_footer_gives_title_and_publisher() -> None:
    line = "The post Harbour Closed, Says Port appeared first on The Meridian Post."

    found = article(f"{PARAGRAPH}\n{line}")

    assert (found.title, found.publisher) == ("Harbour Closed, Says Port", "The Meridian Post")
    assert found.field_basis["title"] is FieldBasis.SYNDICATION_FOOTER
    assert blocks_of(found, BlockKind.FOOTER) == [line]


@pytest.mark.parametrize(
    "line",
    [
        "© 2024 The Meridian Post. All rights reserved.",
        "Read more: How the harbour was built",
        "This article was originally published on The Conversation.",
        "Reporting by Jane Doe; Editing by Tom Oakes",
        "Sign up for our newsletter.",
    ],
)
def test_footer_lines_are_told_by_their_words(line: str) -> None:
    assert blocks_of(article(f"{PARAGRAPH}\n{line}"), BlockKind.FOOTER) == [line]


def test_nothing_is_known_of_a_text_that_says_nothing_of_itself() -> None:
    found = article(PARAGRAPH)

    assert (found.title, found.byline, found.published, found.url) == (None, [], None, None)
    assert found.field_basis == {"language": FieldBasis.INFERRED}
