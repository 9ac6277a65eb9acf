"""Keys and packing: what is written can be found and read again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.spans import Span
from schemas.table import (
    POSTING_CHUNK,
    UNKNOWN_DAY,
    Entry,
    article_prefix,
    manifest_rev,
    manifest_row,
    pack,
    posting_day,
    posting_parts,
    posting_sort,
    prefix_run,
    unpack,
)
from tests.records import claim, source, story

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


@given(json_values)
def test_unpack_gives_back_what_was_packed(value: object) -> None:
    assert unpack(pack(value)) == value


def test_unpack_gives_back_lone_surrogates() -> None:
    assert unpack(pack("\ud800")) == "\ud800"


def test_posting_parts_are_those_of_its_sort_key() -> None:
    assert posting_parts(posting_sort("2025-01-02", "a1", 7, 3)) == ("2025-01-02", "a1", 7, 3)


def test_posting_sort_of_an_unknown_day_comes_before_every_day() -> None:
    unknown = posting_sort(posting_day(None), "f", 9, 0)
    assert unknown < posting_sort("0001-01-01", "0", 0, POSTING_CHUNK)
    assert posting_parts(unknown)[0] == UNKNOWN_DAY


def test_posting_day_of_a_year_alone_is_unknown() -> None:
    assert posting_day("2025") == UNKNOWN_DAY


def test_manifest_rev_is_that_of_its_row() -> None:
    assert manifest_rev(manifest_row("a", 12)[1]) == 12


def test_prefix_run_is_that_of_the_prefix() -> None:
    assert prefix_run(article_prefix("a1", 12)) == 12


def test_article_prefixes_sort_by_run() -> None:
    assert article_prefix("a1", 9) < article_prefix("a1", 10)


def test_entry_of_a_newer_writer_is_read() -> None:
    entry = Entry.of(claim(story("It rained."), 0, 10))
    row = [*entry.to_row(of_source=True), "a later field"]
    row[1] = "a later value"
    assert Entry.from_row(row).cue_class == "a later value"


@pytest.mark.parametrize("of_source", [True, False])
def test_entry_from_its_row_is_the_entry(of_source: bool) -> None:
    article = story("Bo Li: It rained.")
    named = source("Bo Li").model_copy(update={"span": Span.of(article.text, 0, 5)})
    entry = Entry.of(claim(article, 7, 17, source=named))

    read = Entry.from_row(entry.to_row(of_source=of_source))

    assert read == (entry if of_source else entry.model_copy(update={"spelling": ""}))


def test_entry_of_an_earlier_writer_is_read() -> None:
    row = Entry.of(claim(story("It rained."), 0, 10)).to_row(of_source=False)

    assert Entry.from_row(row[:9]).source == ""
