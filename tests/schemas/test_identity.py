"""Ids follow from content alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.identity import (
    SEQUENCER_LENGTH,
    article_id,
    claim_id,
    padded_sequencer,
    source_key,
)
from schemas.spans import Span

hexadecimal = st.text("0123456789ABCDEF", min_size=1, max_size=SEQUENCER_LENGTH)


def test_article_id_tells_bucket_and_key_apart() -> None:
    assert article_id("a", "bc") != article_id("ab", "c")


def test_claim_id_survives_text_inserted_before() -> None:
    before, after = "It rained.", "New lead. It rained."
    assert claim_id("a", [Span.of(before, 0, 10)], 0) == claim_id("a", [Span.of(after, 10, 20)], 0)


def test_claim_id_tells_repetitions_apart() -> None:
    span = [Span.of("It rained.", 0, 10)]
    assert claim_id("a", span, 0) != claim_id("a", span, 1)


def test_claim_id_tells_pieces_from_one_piece() -> None:
    text = "ab"
    whole, split = [Span.of(text, 0, 2)], [Span.of(text, 0, 1), Span.of(text, 1, 2)]
    assert claim_id("a", whole, 0) != claim_id("a", split, 0)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The White House", "white house"),
        ("José Núñez", "JOSE NUNEZ"),
        ("O’Brien", "O'Brien"),
        ("Ukraine’s military spy agency", "Ukraine military spy agency"),
        ("Володимир Зеленський", "володимир зеленський"),
    ],
)
def test_source_key_is_the_same_for_spellings_of_one_name(one: str, other: str) -> None:
    assert source_key(one) == source_key(other) != ""


@pytest.mark.parametrize(("one", "other"), [("राम", "रामी"), ("Li Wei", "Li Wen")])
def test_source_key_tells_names_apart(one: str, other: str) -> None:
    assert source_key(one) != source_key(other)


def test_source_key_of_an_endless_name_is_short_and_its_own() -> None:
    long = "very " * 500
    assert len(source_key(long)) < 200
    assert source_key(f"{long}long") != source_key(f"{long}short")


def test_source_key_of_a_name_that_is_only_an_article_keeps_it() -> None:
    assert source_key("The") == "the"


@given(hexadecimal, hexadecimal)
def test_padded_sequencers_compare_as_s3_documents(one: str, other: str) -> None:
    length = max(len(one), len(other))
    expected = one.ljust(length, "0") < other.ljust(length, "0")
    assert (padded_sequencer(one.lower()) < padded_sequencer(other)) is expected
