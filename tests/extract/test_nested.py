"""What a statement only passes on is the claim of whoever it names."""

import pytest

from schemas.claim import Claim, CueClass, Directness, Polarity
from tests.extract.linked import attributed_to


def _told(line: str) -> list[tuple[str | None, str]]:
    """Source and words of each attributed claim."""
    return [(_source(claim), _words(claim)) for claim in attributed_to(line)]


def _source(claim: Claim) -> str | None:
    return claim.source.canonical if claim.source else None


def _words(claim: Claim) -> str:
    return " ".join(piece.exact for piece in claim.content)


@pytest.mark.parametrize(
    ("line", "source", "words"),
    [
        ("[content “The audit says you overspent,”] [source Ada Quill] [cue said].",
         "audit", "you overspent"),
        ("[content “But the union wants the mill closed,”] [source Ada Quill] [cue said].",
         "union", "the mill closed"),
        ("[content Three divers believe the dam leaks], [source the Courier] [cue reported].",
         "Three divers", "the dam leaks"),
        ("[source Ada Quill] [cue said] [content the police had told her that the dam leaked].",
         "police", "the dam leaked"),
    ],
)  # fmt: skip
def test_what_a_statement_tells_of_another_is_the_claim_of_that_one(
    line: str, source: str, words: str
) -> None:
    assert _told(line) == [(source, words)]


@pytest.mark.parametrize(
    "line",
    [
        "[content “I believe the dam leaks,”] [source Ada Quill] [cue said].",
        "[content “We want the mill closed,”] [source Ada Quill] [cue said].",
        (
            "[content “The mayor says so because the dam leaks, and I was there,”] "
            "[source Ada Quill] [cue said]."
        ),
        "[content “Her crew found a leak,”] [source Ada Quill] [cue said].",
        "[content “The mayor called twice,”] [source Ada Quill] [cue said].",
    ],
)
def test_what_a_speaker_states_stays_with_the_speaker(line: str) -> None:
    assert {source for source, _ in _told(line)} == {"Ada Quill"}


def test_whoever_passes_a_statement_on_is_a_link_of_its_chain() -> None:
    line = "[content “The mayor says that the dam leaks,”] [source Ada Quill] [cue said]."
    (claim,) = attributed_to(line, publisher="The Courier")

    assert [link.name for link in claim.attribution_chain] == ["The Courier", "Ada Quill", "mayor"]
    assert claim.directness is Directness.DIRECT
    assert claim.cue is not None
    assert claim.cue.exact == "says"


def test_statement_of_another_that_is_denied_stays_denied_by_whoever_denies_it() -> None:
    (claim,) = attributed_to(
        "[source Ada Quill] [cue denied] that [content the mayor said the dam leaked]."
    )

    assert (_source(claim), claim.polarity) == ("Ada Quill", Polarity.DENIED)


def test_outer_and_inner_statement_of_one_sentence_are_two_claims() -> None:
    found = _told(
        "[content “The dam is leaking, but the mayor says that it is sound,”] "
        "[source Ada Quill] [cue said]."
    )

    assert found == [("Ada Quill", "The dam is leaking"), ("mayor", "it is sound")]


def test_class_of_a_nested_claim_is_that_of_its_own_cue() -> None:
    (claim,) = attributed_to("[content Two divers believe the dam leaks], [source Ada] [cue said].")

    assert claim.cue_class is CueClass.OPINE


@pytest.mark.parametrize(
    "line",
    [
        "The firm puts the figure closer to £22,000.",
        "Openway, the firm, has put the cost at £22,000.",
    ],
)
def test_number_that_somebody_puts_on_a_thing_is_an_estimate_of_theirs(line: str) -> None:
    (claim,) = attributed_to(line)

    assert (_source(claim) or "").casefold() in {"firm", "openway"}
    assert claim.cue_class is CueClass.ESTIMATE
    assert "22,000" in _words(claim)
