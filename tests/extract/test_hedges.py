"""Which words hedge."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.extract.engine.hedges import hedges
from functions.extract.engine.ranges import Range


def _in(text: str) -> list[tuple[str, str]]:
    return [(h.exact, h.type.value) for h in hedges(text, [Range(0, len(text))])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("about 40 cows", [("about", "approximator")]),
        ("about the cows", []),
        ("some 300 cows and some goats", [("some", "approximator")]),
        ("Apparently, it rained", [("Apparently", "evidential")]),
        ("the cows reportedly left", [("reportedly", "evidential")]),
        ("it may rain in May 2020", [("may", "modal")]),
        ("it could not get worse, it could rain", [("could", "modal")]),
        ("so far none has limped", [("so far", "temporal")]),
        ("it appears to rain", [("appears to", "modal")]),
    ],
)
def test_hedges_in_content(text: str, expected: list[tuple[str, str]]) -> None:
    assert _in(text) == expected


def test_hedges_of_a_cue_are_its_adverbs_alone() -> None:
    text = "The mill initially alleged"
    found = hedges(text, [], [Range(0, len(text))])
    assert [hedge.exact for hedge in found] == ["initially"]


@given(st.text())
def test_hedges_are_grounded_in_any_text(text: str) -> None:
    assert all(h.is_grounded_in(text) for h in hedges(text, [Range(0, len(text))]))
