"""Claims as CSV: a row each, and no cell that a spreadsheet would run."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.api.formats import Page, render
from schemas.claim import Edit, Polarity, Review, ReviewState
from tests.api.formats.pages import claim_of, page_of
from tests.records import source


def rows(page: Page) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(render(page, "csv").body, newline="")))


def test_row_has_the_words_their_source_and_the_article() -> None:
    said = claim_of("The bridge, “old” as it is, was safe.", source=source("Ada Mayor"))
    page = page_of(said, title="Bridge safe, says mayor", publisher="The Daily Example")

    (row,) = rows(page)

    assert row["words"] == "The bridge, “old” as it is, was safe."
    assert (row["source"], row["title"]) == ("Ada Mayor", "Bridge safe, says mayor")
    assert row["claim_id"] == said.claim_id


def test_denial_stays_one() -> None:
    (row,) = rows(page_of(claim_of("The bridge was unsafe.", polarity=Polarity.DENIED)))

    assert row["polarity"] == "denied"


def test_what_a_person_corrected_stands_beside_what_was_read() -> None:
    edit = Edit(polarity=Polarity.DENIED)
    review = Review(state=ReviewState.EDITED, by="ada", note="=1+1", edit=edit)

    (row,) = rows(page_of(claim_of("The bridge was unsafe.", review=review)))

    assert (row["polarity"], row["edited_polarity"]) == ("affirmed", "denied")
    assert (row["edited_words"], row["edited_source"]) == ("", "")
    assert (row["review"], row["reviewed_by"], row["note"]) == ("edited", "ada", "'=1+1")


def test_page_without_claims_is_its_header() -> None:
    assert rows(Page([])) == []
    assert render(Page([]), "csv").body.startswith("claim_id,words,source,")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", " =", "＝"])
def test_cell_that_could_be_run_is_told_to_be_text(start: str) -> None:
    (row,) = rows(page_of(claim_of(f"{start}HYPERLINK('http://example.org')")))

    assert row["words"].startswith("'")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_words_come_back_whatever_they_are(words: str) -> None:
    (row,) = rows(page_of(claim_of(words)))

    assert row["words"].removeprefix("'") == words.removeprefix("'")
