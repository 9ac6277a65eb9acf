"""Articles that come as Word documents."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.parse.errors import ParseError
from schemas.article import Article, BlockKind, FieldBasis, Format, NoticeCode
from schemas.failure import FailureCode
from tests.parse.documents import article, blocks_of, words
from tests.parse.docxs import STRICT, archive, docx, notes, p, run, table

SENTENCE = "The mayor said on Monday that the bridge would stay shut."
OTHER = "Residents of the eastern ward were told to use the ferry."


def read(body: bytes, key: str = "a.docx") -> Article:
    return article(body, key)


def refusal(body: bytes) -> ParseError:
    with pytest.raises(ParseError) as caught:
        read(body)
    return caught.value


@pytest.mark.parametrize("key", ["a.docx", "a.txt", "a"])
def test_document_is_told_by_its_content_whatever_it_is_called(key: str) -> None:
    found = read(docx(p(SENTENCE) + p(OTHER)), key)

    assert found.format is Format.DOCX
    assert found.text == f"{SENTENCE}\n\n{OTHER}"


def test_strict_documents_are_read_too() -> None:
    assert read(docx(p(SENTENCE), namespace=STRICT)).text == SENTENCE


def test_styles_tell_kinds_in_any_language() -> None:
    body = (
        p("Bridge stays shut", "Titel")
        + p(SENTENCE)
        + p("What the engineers found", "berschrift1")
        + p("The deck", "Zwischentitel")
        + p("It is not safe.", "Zitat")
        + p("The bridge in 1962.", "Beschriftung")
        + p("Ferry first", "Aufzhlung")
        + p("Bus second", "Hausliste")
        + p("Train third", properties='<w:numPr><w:numId w:val="3"/></w:numPr>')
        + p("No list", properties='<w:numPr><w:numId w:val="0"/></w:numPr>')
    )
    found = read(docx(body))

    assert [(block.kind.value, block.level, words(found, block)) for block in found.blocks] == [
        ("heading", 1, "Bridge stays shut"),
        ("paragraph", None, SENTENCE),
        ("heading", 2, "What the engineers found"),
        ("heading", 3, "The deck"),
        ("block_quote", None, "It is not safe."),
        ("caption", None, "The bridge in 1962."),
        ("list_item", None, "Ferry first"),
        ("list_item", None, "Bus second"),
        ("list_item", None, "Train third"),
        ("paragraph", None, "No list"),
    ]
    assert (found.title, found.field_basis["title"]) == ("Bridge stays shut", FieldBasis.MARKUP)


def test_only_heading_of_the_highest_level_is_the_title() -> None:
    found = read(docx(p("Bridge shut", "berschrift1") + p("Why", "berschrift2") + p(SENTENCE)))

    assert found.title == "Bridge shut"
    assert [block.level for block in found.blocks] == [1, 2, None]


def test_tables_become_text_and_frames_their_paragraphs() -> None:
    body = table([["Ward", "Votes"], ["East", p("1,204") + p("estimated")]]) + table([[SENTENCE]])
    found = read(docx(body))

    assert blocks_of(found, BlockKind.TABLE) == ["Ward | Votes\nEast | 1,204 estimated"]
    assert blocks_of(found, BlockKind.PARAGRAPH) == [SENTENCE]


def test_deletions_are_left_out_and_insertions_kept() -> None:
    content = (
        run("The mayor ")
        + '<w:del w:id="1"><w:r><w:delText>never </w:delText></w:r></w:del>'
        + f'<w:ins w:id="2">{run("often ")}</w:ins>'
        + f"<w:moveFrom>{run('gladly ')}</w:moveFrom><w:moveTo>{run('loudly ')}</w:moveTo>"
        + run("said so.")
    )
    cells = f"<w:tc>{p('old')}</w:tc>" * 2
    deleted = f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr>{cells}</w:tr></w:tbl>"

    assert read(docx(p(content) + deleted)).text == "The mayor often loudly said so."


def test_hidden_words_and_codes_of_fields_are_left_out() -> None:
    content = (
        run("Page ")
        + '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + run("7")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        + run(" hidden", "<w:rPr><w:vanish/></w:rPr>")
        + run(" shown.", '<w:rPr><w:vanish w:val="0"/></w:rPr>')
    )

    assert read(docx(p(content))).text == "Page 7 shown."


def test_text_boxes_are_read_once_and_after_their_paragraph() -> None:
    box = f"<w:txbxContent>{p(OTHER)}</w:txbxContent>"
    twice = (
        f"<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )

    assert read(docx(p(twice + run(SENTENCE)))).text == f"{SENTENCE}\n\n{OTHER}"


def test_breaks_and_tabs_part_words() -> None:
    content = "<w:r><w:t>one</w:t><w:tab/><w:t>two</w:t><w:br/><w:t>three</w:t></w:r>"

    assert read(docx(p(content))).text == "one two\nthree"


def test_links_are_kept_with_their_words() -> None:
    content = (
        run("The ")
        + f'<w:hyperlink r:id="r7">{run("report")}</w:hyperlink>'
        + run(" and the ")
        + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        + '<w:r><w:instrText> HYPERLINK "https://example.org/b" </w:instrText></w:r>'
        + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + run("annex")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        + f' <w:hyperlink w:anchor="x">{run(" inside")}</w:hyperlink>'
    )
    found = read(docx(p(content), {"r7": "https://example.org/a"}))

    assert found.text == "The report and the annex inside"
    assert [(link.span.exact, link.url) for link in found.links] == [
        ("report", "https://example.org/a"),
        ("annex", "https://example.org/b"),
    ]


def test_notes_come_at_the_end_in_the_order_of_their_marks() -> None:
    mark = '<w:r><w:{}Reference w:id="{}"/></w:r>'
    body = p(run(SENTENCE) + mark.format("footnote", 2) + mark.format("endnote", 1))
    body += p(run(OTHER) + mark.format("footnote", 1))
    parts = {
        "word/footnotes.xml": notes("footnote", {"1": "One.", "2": "Two.", "3": "Never."}),
        "word/endnotes.xml": notes("endnote", {"1": "The end."}),
    }

    assert read(docx(body, parts=parts)).text.split("\n\n") == [
        *(SENTENCE, OTHER, "Two.", "One.", "The end."),
    ]


def test_damaged_notes_are_a_notice_and_the_text_is_kept() -> None:
    body = p(run(SENTENCE) + '<w:r><w:footnoteReference w:id="1"/></w:r>')
    found = read(docx(body, parts={"word/footnotes.xml": "<broken"}))

    assert found.text == SENTENCE
    assert [notice.code for notice in found.notices] == [NoticeCode.TEXT_LOST]


@pytest.mark.parametrize(
    "name", ["word/styles.xml", "docProps/core.xml", "word/_rels/document.xml.rels"]
)
def test_damage_beside_the_text_does_not_lose_it(name: str) -> None:
    assert read(docx(p(SENTENCE), parts={name: "<broken"})).text == SENTENCE


def test_properties_give_title_author_dates_and_language() -> None:
    found = read(
        docx(
            p(SENTENCE),
            properties={
                "title": "Bridge stays shut",
                "creator": "Ada Stone; Ben Hill",
                "created": "2025-03-03T10:00:00Z",
                "modified": "2025-03-04T11:30:00+01:00",
                "language": "en-GB",
            },
        )
    )

    assert (found.title, found.byline) == ("Bridge stays shut", ["Ada Stone", "Ben Hill"])
    assert (found.published, found.modified) == (
        "2025-03-03T10:00:00+00:00",
        "2025-03-04T11:30:00+01:00",
    )
    assert found.language == "en-GB"
    assert set(found.field_basis.values()) == {FieldBasis.DOCUMENT_PROPERTIES}


def test_byline_and_date_of_the_text_count_for_more_than_properties() -> None:
    body = p("Bridge shut again", "Titel") + p("By Cleo Marsh") + p("March 5, 2025") + p(SENTENCE)
    properties = {"creator": "Ada Stone", "created": "2024-01-01T00:00:00Z", "title": "Other one"}
    found = read(docx(body, properties=properties))

    assert (found.byline, found.published) == (["Cleo Marsh"], "2025-03-05")
    assert found.title == "Bridge shut again"


@pytest.mark.parametrize(
    ("modified", "uncertain"),
    [("2025-03-20T00:00:00Z", []), ("2025-05-01T00:00:00Z", ["published"])],
)
def test_date_of_a_file_that_was_changed_long_after_is_uncertain(
    modified: str, uncertain: list[str]
) -> None:
    found = read(docx(p(SENTENCE), properties={"created": "2025-03-03", "modified": modified}))

    assert (found.published, found.uncertain) == ("2025-03-03", uncertain)


def test_main_part_is_found_wherever_it_lies() -> None:
    relations = (
        '<Relationships><Relationship Id="r" Type="x/officeDocument" Target="/word/main.xml"/>'
        "</Relationships>"
    )
    whole = docx(p("Never."), parts={"_rels/.rels": relations, "word/main.xml": b""})
    body = docx(p(SENTENCE))

    assert refusal(whole).code is FailureCode.CORRUPT
    assert read(body).text == SENTENCE


def test_document_without_text_is_refused_as_empty() -> None:
    assert refusal(docx(p(run(" ")))).code is FailureCode.EMPTY


def test_other_archives_are_no_word_documents() -> None:
    assert refusal(archive({"a.txt": SENTENCE})).code is FailureCode.UNSUPPORTED


TEXTS = st.lists(
    st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]), min_size=1).filter(
        str.strip
    ),
    min_size=1,
    max_size=20,
)


@given(TEXTS)
def test_paragraphs_come_back_in_order_and_grounded(texts: list[str]) -> None:
    found = read(docx("".join(p(run(text)) for text in texts)))

    assert [words(found, block) for block in found.blocks] == [" ".join(t.split()) for t in texts]
