"""Articles that come as PDF."""

import string
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.parse.errors import ParseError
from functions.parse.pdf.properties import iso_date
from functions.parse.properties import is_title
from schemas.article import Article, BlockKind, FieldBasis, Format, NoticeCode
from schemas.failure import FailureCode
from tests.parse.documents import article, blocks_of, words
from tests.parse.pdfs import (
    DRAW,
    FONT,
    PICTURE,
    Shown,
    column,
    encrypted,
    paginated,
    pdf,
    pdf_of,
)

PARAGRAPHS = [
    (
        "The mayor said on Monday that the old bridge over the river would stay shut until the "
        "engineers had finished their report, which is expected within a month."
    ),
    (
        "Residents of the eastern ward were told to use the ferry instead. Its owner, who has run "
        "it for thirty years, said that he had not been asked."
    ),
    "The council meets again on Friday.",
]


def read(body: bytes, key: str = "a.pdf") -> Article:
    return article(body, key)


def paragraphs_of(found: Article) -> list[str]:
    return blocks_of(found, BlockKind.PARAGRAPH)


def refusal(body: bytes) -> ParseError:
    with pytest.raises(ParseError) as caught:
        read(body)
    return caught.value


def test_lines_are_joined_to_the_paragraphs_they_were_wrapped_from() -> None:
    found = read(pdf([column(PARAGRAPHS)]))

    assert found.format is Format.PDF
    assert paragraphs_of(found) == PARAGRAPHS
    assert found.notices == []


def test_pdf_is_told_by_its_content_whatever_it_is_called() -> None:
    assert read(pdf([column(PARAGRAPHS)]), "article.txt").format is Format.PDF


def test_text_that_speaks_of_pdf_is_text() -> None:
    text = "A file that begins with\n%PDF-1.7 can be opened by most programs, he said."

    assert article(text).format is Format.TEXT


def test_every_block_says_on_which_page_it_begins() -> None:
    found = read(pdf([column(PARAGRAPHS[:2]), column(PARAGRAPHS[2:])]))

    assert [(block.page, words(found, block)[:9]) for block in found.blocks] == [
        (1, "The mayor"),
        (1, "Residents"),
        (2, "The counc"),
    ]


def test_paragraph_that_goes_on_on_the_next_page_is_one() -> None:
    lines = column(PARAGRAPHS[:1])
    found = read(pdf([lines[:1], lines[1:]]))

    assert paragraphs_of(found) == PARAGRAPHS[:1]


def test_paragraphs_told_apart_only_by_their_indents_are_told_apart() -> None:
    lines = [
        Shown("The mayor said on Monday that the bridge over the river would", 700, x=82),
        Shown("stay shut until the engineers had done their work, as she put it.", 688),
        Shown("Residents of the eastern ward were told to use the ferry until", 676, x=82),
        Shown("then, which nobody had told its owner of before that day.", 664),
    ]

    assert [p.split()[0] for p in paragraphs_of(read(pdf([lines])))] == ["The", "Residents"]


def test_columns_are_read_one_after_the_other() -> None:
    left = column(PARAGRAPHS[:2], x=50, characters=40)
    right = column(PARAGRAPHS[2:], x=320, characters=40)

    assert paragraphs_of(read(pdf([left + right]))) == PARAGRAPHS


def test_headings_are_told_by_their_size_and_the_largest_is_the_title() -> None:
    page = [
        Shown("Bridge stays shut as council", 760, size=20),
        Shown("waits for engineers", 736, size=20),
        *column(PARAGRAPHS[:1], top=700),
        Shown("What the engineers found", 640, size=14),
        *column(PARAGRAPHS[1:], top=620),
    ]
    found = read(pdf([page]))

    assert found.title == "Bridge stays shut as council waits for engineers"
    assert found.field_basis["title"] is FieldBasis.TEXT
    assert [(block.level, words(found, block)) for block in found.blocks[::2]][:2] == [
        (1, "Bridge stays shut as council waits for engineers"),
        (2, "What the engineers found"),
    ]


def test_bold_line_of_its_own_is_a_heading() -> None:
    page = [
        *column(PARAGRAPHS[:1], top=700),
        Shown("What the engineers found", 650, is_bold=True),
        *column(PARAGRAPHS[1:], top=630),
    ]

    assert blocks_of(read(pdf([page])), BlockKind.HEADING) == ["What the engineers found"]


def test_initial_set_large_is_joined_to_its_word() -> None:
    page = [Shown("T", 690, size=30), Shown("he mayor said that the bridge was shut.", 700, x=95)]

    assert paragraphs_of(read(pdf([page]))) == ["The mayor said that the bridge was shut."]


def test_running_headers_are_kept_once_and_page_numbers_not_at_all() -> None:
    pages = [
        [
            Shown("The Daily Example", 770, size=8),
            *column([text]),
            Shown(f"- {number} -", 30, size=8),
        ]
        for number, text in enumerate(PARAGRAPHS, start=1)
    ]
    found = read(pdf(pages))

    assert paragraphs_of(found) == PARAGRAPHS
    assert blocks_of(found, BlockKind.FOOTER) == ["The Daily Example"]
    assert "- 2 -" not in found.text


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        ("which the govern\xad", "ment had promised.", "which the government had promised."),
        ("which a well-", "known engineer wrote.", "which a well-known engineer wrote."),
        ("which the manage-", "ment had promised.", "which the management had promised."),
        ("which the Smith-", "Jones report said.", "which the Smith- Jones report said."),
    ],
)
def test_hyphen_at_a_line_end_goes_only_where_it_is_certain(
    above: str, below: str, joined: str
) -> None:
    rest = "The management of the bridge was asked about the report of the engineers. It "
    page = [
        Shown(rest, 700),
        Shown(f"said nothing about the report of the year before, {above}", 688),
    ]

    found = read(pdf([[*page, Shown(below, 676)]]))

    assert found.text.endswith(joined)


def test_ligatures_are_letters() -> None:
    glyphs = b"/Differences [1 /fi]"
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding << " + glyphs
    body = pdf_of([b"BT /F1 10 Tf 72 700 Td (The \\001re was out.) Tj ET"])

    assert read(body.replace(FONT, font + b" >> >>")).text == "The fire was out."


def test_properties_give_title_authors_dates_and_language() -> None:
    info = {
        "Title": "Bridge stays shut",
        "Author": "Ada Stone, Ben Hill and Newsroom Staff",
        "CreationDate": "D:20250303101500+01'00'",
        "ModDate": "D:20250304090000Z",
    }
    found = read(pdf([column(PARAGRAPHS)], info, catalog="/Lang (en-GB)"))

    assert (found.title, found.byline) == ("Bridge stays shut", ["Ada Stone", "Ben Hill"])
    assert found.published == "2025-03-03T10:15:00+01:00"
    assert found.modified == "2025-03-04T09:00:00+00:00"
    assert found.language == "en-GB"
    assert set(found.field_basis.values()) == {FieldBasis.DOCUMENT_PROPERTIES}


def test_date_in_the_text_counts_for_more_than_when_the_file_was_made() -> None:
    page = [
        Shown("Bridge stays shut", 760, size=20),
        Shown("Published: March 3, 2025", 740),
        *column(PARAGRAPHS),
    ]
    found = read(pdf([page], {"CreationDate": "D:20250601"}))

    assert (found.published, found.field_basis["published"]) == ("2025-03-03", FieldBasis.TEXT)


@pytest.mark.parametrize(
    "title",
    [
        *("Microsoft Word - bridge final.doc", "untitled", "Untitled document", "bridge_v2 final"),
        *("bridge.indd", "Bridge", "Document1", "PowerPoint Presentation", "", "   ", "12 34"),
        *("Scan 0012", "about:blank", "https://example.org/a b"),
    ],
)
def test_title_that_a_program_gave_is_none(title: str) -> None:
    assert not is_title(title)


@pytest.mark.parametrize("title", ["Bridge stays shut", "Microsofts plan", "The untitled play"])
def test_title_that_somebody_gave_is_one(title: str) -> None:
    assert is_title(title)


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("D:20250303101500+01'00'", "2025-03-03T10:15:00+01:00"),
        ("D:20250303101500-0330", "2025-03-03T10:15:00-03:30"),
        ("D:20250303101500Z00'00'", "2025-03-03T10:15:00+00:00"),
        ("D:202503031015", "2025-03-03T10:15:00"),
        ("D:20250303", "2025-03-03"),
        ("2025", "2025"),
        ("yesterday", None),
    ],
)
def test_dates_of_pdfs_keep_their_zone(written: str, iso: str | None) -> None:
    assert iso_date(written) == iso


def test_address_that_a_page_shows_and_links_to_is_kept_as_a_link() -> None:
    note = "<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI ({}) >> >>"
    urls = ("https://example.org/report", "https://example.org/elsewhere")
    entries = f"/Annots [{' '.join(note.format(url) for url in urls)}]"
    page = column(["The report is at example.org/report, the mayor said on Monday."])

    found = read(pdf([page], page_entries=entries))

    assert [(link.span.exact, link.url) for link in found.links] == [
        ("example.org/report", "https://example.org/report")
    ]


@pytest.mark.parametrize("algorithm", ["RC4-40", "RC4-128", "AES-128", "AES-256"])
def test_pdf_that_opens_without_a_password_is_read_however_it_is_encrypted(algorithm: str) -> None:
    found = read(encrypted(pdf([column(PARAGRAPHS)]), "", algorithm=algorithm))

    assert paragraphs_of(found) == PARAGRAPHS


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_pdf_that_takes_a_password_is_refused_as_encrypted(algorithm: str) -> None:
    body = encrypted(pdf([column(PARAGRAPHS)]), "secret", algorithm=algorithm)

    assert refusal(body).code is FailureCode.ENCRYPTED


def test_pages_that_are_pictures_are_refused_with_what_to_do() -> None:
    found = refusal(pdf_of([DRAW, DRAW], more=[PICTURE]))

    assert found.code is FailureCode.NO_TEXT_LAYER
    assert "OCR" in found.remedy


def test_pages_without_text_among_others_are_named() -> None:
    text = Shown(PARAGRAPHS[2], 700).operators().encode()
    found = read(pdf_of([text, DRAW, DRAW, DRAW, text, DRAW], more=[PICTURE]))

    assert [notice.code for notice in found.notices] == [NoticeCode.PAGES_WITHOUT_TEXT]
    assert "pages 2-4 and 6" in found.notices[0].message


def test_page_that_cannot_be_read_is_named_and_the_others_kept() -> None:
    text = Shown(PARAGRAPHS[2], 700).operators().encode()
    found = read(pdf_of([text, text + b" >> [", text]))

    assert found.text == f"{PARAGRAPHS[2]}\n\n{PARAGRAPHS[2]}"
    assert [notice.code for notice in found.notices] == [NoticeCode.TEXT_LOST]
    assert "page 2" in found.notices[0].message


def test_pages_of_a_file_that_was_cut_off_are_found() -> None:
    whole = pdf([column([text]) for text in PARAGRAPHS])
    found = read(whole[: whole.index(b"trailer") - 200])

    assert paragraphs_of(found) == PARAGRAPHS[: len(paragraphs_of(found))] != []
    assert [notice.code for notice in found.notices] == [NoticeCode.CUT_OFF]


def lettered(number: int) -> str:
    """A word of its own for a number."""
    digits = string.ascii_lowercase
    return digits[number // 676 % 26] + digits[number // 26 % 26] + digits[number % 26] * 3


def sentences(lengths: Sequence[int]) -> list[str]:
    """Paragraphs of as many words as given, all different."""
    numbers = iter(range(17_000))
    texts = (" ".join(lettered(next(numbers)) for _ in range(length)) for length in lengths)
    return [f"{text.capitalize()} fell." for text in texts]


@given(st.lists(st.integers(2, 120), min_size=1, max_size=12), st.integers(5, 50))
def test_paragraphs_come_back_in_order_and_grounded(lengths: list[int], lines: int) -> None:
    paragraphs = sentences(lengths)

    found = read(pdf(paginated(paragraphs, lines)))

    assert [words(found, block) for block in found.blocks] == paragraphs
