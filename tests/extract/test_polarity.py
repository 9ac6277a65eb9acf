"""A denial is never an assertion, and what nobody says is nobody's."""

import pytest

from functions.extract.engine import extract
from schemas.claim import Polarity
from tests.records import story

DENIED, AFFIRMED, OPEN = Polarity.DENIED, Polarity.AFFIRMED, Polarity.NO_POSITION


def positions(text: str) -> list[tuple[str, Polarity]]:
    """The last two words of each attributed claim, and the position that its source takes."""
    claims = [claim for claim in extract(story(text)).claims if claim.is_attributed]
    return [(" ".join(c.content[-1].exact.split()[-2:]).rstrip("."), c.polarity) for c in claims]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ada Quill denied on Friday that the dam was cracking and said that it was sound.",
            [("was cracking", DENIED), ("was sound", AFFIRMED)],
        ),
        (
            "Ada Quill told reporters that the dam was sound and denied that it was cracking.",
            [("was sound", AFFIRMED), ("was cracking", DENIED)],
        ),
        (
            "The ministry denied on Friday that it had closed the road, saying that it was open.",
            [("the road", DENIED), ("was open", AFFIRMED)],
        ),
    ],
)
def test_each_of_two_cues_in_a_sentence_keeps_its_own_content(
    text: str, expected: list[tuple[str, Polarity]]
) -> None:
    assert positions(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Nobody said that the dam was cracking.",
        "No official said that the dam was cracking.",
        "None of the engineers said that the dam was cracking.",
        "Ada Quill no longer denies that the dam was cracking.",
        "If Ada Quill says that the dam was cracking, the valley will be cleared.",
        "Ada Quill would not say that the dam was cracking.",
    ],
)
def test_what_nobody_says_is_affirmed_by_nobody(text: str) -> None:
    assert AFFIRMED not in [polarity for _, polarity in positions(text)]


@pytest.mark.parametrize(
    "text",
    [
        "In-house lawyers said the mill was shut.",
        "At-risk families said the mill was shut.",
        "With-it officials said the mill was shut.",
    ],
)
def test_a_source_that_begins_with_a_hyphenated_preposition_is_read(text: str) -> None:
    assert positions(text) == [("was shut", AFFIRMED)]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        (
            "It is untrue, Ada Quill said, that the mill was closing.",
            ["It is untrue", "the mill was closing"],
        ),
        (
            "There is no proof, said Ada Quill, that the mill was closing.",
            ["There is no proof", "the mill was closing"],
        ),
        (
            "But I do not believe, Ada Quill told the court, that the mill was closing.",
            ["I do not believe", "the mill was closing"],
        ),
        (
            "In the end, Ada Quill said, the mill was closing.",
            ["In the end", "the mill was closing"],
        ),
    ],
)
def test_the_clause_that_a_cue_interrupts_is_content_too(text: str, pieces: list[str]) -> None:
    (claim,) = extract(story(text)).claims

    assert [piece.exact.removeprefix("that ") for piece in claim.content] == pieces
    assert claim.is_attributed
