"""Spans hold the words that they say, counted in code points."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from schemas.spans import CONTEXT_LENGTH, Piece, Span, UngroundedSpanError, check_grounded

texts = st.text(min_size=1)


@st.composite
def slices(draw: st.DrawFn) -> tuple[str, int, int]:
    text = draw(texts)
    start = draw(st.integers(0, len(text) - 1))
    return text, start, draw(st.integers(start + 1, len(text)))


@given(slices())
def test_span_of_any_slice_is_grounded(case: tuple[str, int, int]) -> None:
    text, start, end = case
    check_grounded(text, [Span.of(text, start, end), Piece.of(text, start, end)])


@given(slices())
def test_piece_stands_between_its_context(case: tuple[str, int, int]) -> None:
    text, start, end = case
    piece = Piece.of(text, start, end)
    assert piece.prefix + piece.exact + piece.suffix in text
    assert len(piece.prefix) == min(start, CONTEXT_LENGTH)


def test_check_grounded_with_altered_words_is_refused() -> None:
    span = Span(exact="said", start=0, end=4)
    with pytest.raises(UngroundedSpanError, match="'sat '"):
        check_grounded("sat down", [span])


@pytest.mark.parametrize(("exact", "start", "end"), [("", 3, 3), ("word", 0, 5), ("word", 4, 0)])
def test_span_that_cannot_hold_its_words_is_refused(exact: str, start: int, end: int) -> None:
    with pytest.raises(ValidationError):
        Span(exact=exact, start=start, end=end)


def test_span_counts_code_points_where_others_count_bytes_or_utf16() -> None:
    assert Span.of("😀é said", 3, 7).exact == "said"
