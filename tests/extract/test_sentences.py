"""Where sentences begin and end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.extract.engine.sentences import sentences


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "parts",
    [
        ["It rains.", "It pours!", "Does it?", "Yes."],
        ["Maj. Gen. Pat Ryder spoke.", "He left."],
        ["Mr. J. K. Smith of the U.S. Army left.", "He ate."],
        ["They live in the U.S.", "They work."],
        ["Prices rose 3.5 percent on Jan. 5 at No. 10.", "They fell."],
        ["She wrote: “It is old.", "It must go.”", "Then she left."],
        ["“Is it over?” Kovac asked.", "“Yes.”"],
        ["“No!” he said.", "She left."],
        ["They fought in Kursk… we know that.", "It ended…", "They left."],
        ["He left at 5 p.m. on Monday.", "She stayed."],
        ["Acme Inc. hired 300 people.", "It grew."],
        ["First line of\na paragraph.", "Second."],
        ["A line without a stop\n\n", "Another"],
        ["はい。", "彼は行った。"],
    ],
)
def test_sentences_end_where_a_reader_would_end_them(parts: list[str]) -> None:
    text = " ".join(parts)

    assert split(text) == [part.strip() for part in parts]


def test_sentences_of_a_range_stay_within_it() -> None:
    text = "One. Two. Three. Four."

    assert [text[start:end] for start, end in sentences(text, 5, 16)] == ["Two.", "Three."]


@given(st.text(alphabet="aA.?!…,”“’\"' \n\tMr0。", max_size=120), st.data())
def test_sentences_hold_every_visible_code_point_exactly_once(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))

    found = sentences(text, start, end)

    held = [at for sentence in found for at in range(*sentence)]
    assert len(held) == len(set(held))
    assert {at for at in range(start, end) if not text[at].isspace()} <= set(held)
    assert all(text[at:to] == text[at:to].strip() for at, to in found)


def test_no_is_an_abbreviation_only_before_a_number() -> None:
    text = "He lives at No. 10 and said no. Nobody asked again."
    assert [text[s.start : s.end] for s in sentences(text)] == [
        "He lives at No. 10 and said no.",
        "Nobody asked again.",
    ]
