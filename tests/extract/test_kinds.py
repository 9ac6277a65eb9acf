"""What sort of statement a claim is: from its cue, then from its own words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.extract.engine import extract
from functions.extract.engine.kinds import kind_of
from schemas.claim import CueClass, Kind
from tests.factories import article


@pytest.mark.parametrize(
    "words",
    [
        "The bridge was shut for nine days.",
        "nobody told the crew",
        "They had to close the road.",
        "A fire may have started in the loft.",
        "“I am tired,” was all I heard.",
        "the woman who will lead the inquiry arrived yesterday",
        "the best-paid coach left in May",
    ],
)
def test_kind_of_plain_words_is_a_fact(words: str) -> None:
    assert kind_of(words, CueClass.ASSERT, "said") is Kind.FACT


@pytest.mark.parametrize(
    "words",
    [
        "the ministers should resign",
        "It ought to be free.",
        "we must act",
        "They need to sit down.",
        "it’s time to stop",
        "It would be wise to wait.",
    ],
)
def test_kind_of_what_ought_to_be_is_normative(words: str) -> None:
    assert kind_of(words, CueClass.ASSERT, "said") is Kind.NORMATIVE


@pytest.mark.parametrize(
    "words",
    [
        "the harbour will silt up",
        "it would run out of water in June",
        "Prices are likely to fall.",
        "I don’t expect any trouble.",
        "The trial begins next month.",
        "we will lose",
    ],
)
def test_kind_of_what_is_to_come_is_a_prediction(words: str) -> None:
    assert kind_of(words, CueClass.ASSERT, "said") is Kind.PREDICTION


@pytest.mark.parametrize(
    "words",
    [
        "we will rebuild the quay",
        "I’ll pay for it myself.",
        "she would visit the camp",
        "We’re going to appeal.",
        "I’ve promised them an answer.",
    ],
)
def test_kind_of_what_the_source_will_do_is_a_commitment(words: str) -> None:
    assert kind_of(words, CueClass.ASSERT, "said") is Kind.COMMITMENT


@pytest.mark.parametrize(
    "words",
    [
        "It was a disgrace.",
        "The plan is wrong.",
        "In my view nobody gained.",
        "This is a delay, not a defeat",
        "I think he left early.",
    ],
)
def test_kind_of_a_judgement_is_an_opinion(words: str) -> None:
    assert kind_of(words, CueClass.ASSERT, "said") is Kind.OPINION


@pytest.mark.parametrize(
    "words",
    ["Thank you, Tessel.", "I am deeply sorry", "We apologise for the delay.", "Leave him alone!"],
)
def test_kind_of_what_is_done_by_saying_it_is_a_speech_act(words: str) -> None:
    assert kind_of(words, CueClass.ASSERT, "said") is Kind.SPEECH_ACT


@pytest.mark.parametrize(
    ("cue", "cue_class", "words", "expected"),
    [
        ("vowed", CueClass.PROMISE, "to close the port", Kind.COMMITMENT),
        ("hopes", CueClass.PREDICT, "to name a keeper", Kind.COMMITMENT),
        ("expects", CueClass.PREDICT, "the ice to melt", Kind.PREDICTION),
        ("warned", CueClass.PREDICT, "the ice is thin", Kind.FACT),
        ("warned", CueClass.PREDICT, "the ice could break", Kind.PREDICTION),
        ("demanded", CueClass.DEMAND, "the mast be lowered", Kind.NORMATIVE),
        ("ordered", CueClass.DEMAND, "the crew to leave", Kind.SPEECH_ACT),
        ("pleaded", CueClass.PLEAD, "guilty to theft", Kind.SPEECH_ACT),
        ("believes", CueClass.OPINE, "the toll is higher", Kind.OPINION),
        ("called", CueClass.CHARACTERISE, "a circus", Kind.OPINION),
        ("has ruled out", CueClass.DENY, "a new tax", Kind.COMMITMENT),
        ("ruled out", CueClass.DENY, "foul play", Kind.FACT),
        ("denied", CueClass.DENY, "it had sold the boat", Kind.FACT),
    ],
)
def test_kind_of_words_under_a_cue_follows_the_cue_first(
    cue: str, cue_class: CueClass, words: str, expected: Kind
) -> None:
    assert kind_of(words, cue_class, cue) is expected


def test_kind_of_a_title_with_an_infinitive_is_a_prediction() -> None:
    assert kind_of("port to shut in May", CueClass.NONE) is Kind.PREDICTION


@given(words=st.text(max_size=200), cue=st.text(max_size=20), cue_class=st.sampled_from(CueClass))
def test_kind_of_any_words_is_one_of_the_kinds(words: str, cue: str, cue_class: CueClass) -> None:
    assert kind_of(words, cue_class, cue) in Kind


def test_extract_gives_every_claim_a_kind() -> None:
    found = article("The port shut on Monday. It will open again, Ida Berg said.")
    kinds = [claim.kind for claim in extract(found).claims]
    assert kinds == [Kind.FACT, Kind.PREDICTION]
