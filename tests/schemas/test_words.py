"""Words as they are searched for."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.words import BUCKETS, STOP_WORDS, bucket, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Port of Tessel", [(1, "port"), (3, "tessel")]),
        ("Veldan’s CAFÉ", [(0, "veldan"), (1, "cafe")]),
        ("don't; 1,200 drones", [(0, "dont"), (1, "1"), (2, "200"), (3, "drones")]),
        ("not — ever", [(0, "not"), (1, "ever")]),
        ("of the and", []),
        ("", []),
    ],
)
def test_words_are_folded_and_numbered_without_stop_words(
    text: str, expected: list[tuple[int, str]]
) -> None:
    assert list(words(text)) == expected


@given(st.text())
def test_words_of_any_text_have_ascending_numbers_and_a_bucket(text: str) -> None:
    found = list(words(text))

    assert [number for number, _ in found] == sorted({number for number, _ in found})
    assert all(word and word not in STOP_WORDS for _, word in found)
    assert all(0 <= bucket(word) < BUCKETS for _, word in found)


@given(st.text())
def test_words_are_the_same_in_either_normal_form(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)

    assert list(words(composed)) == list(words(unicodedata.normalize("NFD", composed)))
