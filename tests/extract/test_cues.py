"""How cues are read: said is not alleged, and a denial is never an assertion."""

import pytest

from functions.extract.engine import cues
from functions.extract.engine.layout import Layout
from schemas.claim import CueClass, Polarity
from tests.factories import article, attribution

AFFIRMED, DENIED, NO_POSITION = Polarity.AFFIRMED, Polarity.DENIED, Polarity.NO_POSITION
NEITHER = CueClass.NEITHER_CONFIRM_NOR_DENY


@pytest.mark.parametrize(
    ("cue", "cue_class", "polarity"),
    [
        ("said", CueClass.ASSERT, AFFIRMED),
        ("has alleged", CueClass.ALLEGE, AFFIRMED),
        ("is accused of", CueClass.ALLEGE, AFFIRMED),
        ("according to", CueClass.ASSERT, AFFIRMED),
        ("denied", CueClass.DENY, DENIED),
        ("has repeatedly denied", CueClass.DENY, DENIED),
        ("dismissed", CueClass.DENY, DENIED),
        ("rejected", CueClass.DENY, DENIED),
        ("ruled out", CueClass.DENY, DENIED),
        ("acknowledged", CueClass.CONFIRM, AFFIRMED),
        ("has not confirmed or denied", NEITHER, NO_POSITION),
        ("neither confirmed nor denied", NEITHER, NO_POSITION),
        ("did not deny", NEITHER, NO_POSITION),
        ("didn’t deny", NEITHER, NO_POSITION),
        ("declined to confirm", NEITHER, NO_POSITION),
        ("would not confirm", NEITHER, NO_POSITION),
        ("refused to rule out", NEITHER, NO_POSITION),
        ("declined to say", NEITHER, NO_POSITION),
        ("does not believe", CueClass.OPINE, DENIED),
        ("does not accept", CueClass.DENY, DENIED),
        ("does not agree", CueClass.DENY, DENIED),
        ("had earlier put", CueClass.ESTIMATE, AFFIRMED),
        ("doubts", CueClass.OPINE, DENIED),
        ("never said", CueClass.ASSERT, NO_POSITION),
        ("not only confirmed", CueClass.CONFIRM, AFFIRMED),
        ("estimates", CueClass.ESTIMATE, AFFIRMED),
        ("predicted", CueClass.PREDICT, AFFIRMED),
        ("pledged", CueClass.PROMISE, AFFIRMED),
        ("called for", CueClass.DEMAND, AFFIRMED),
        ("calling", CueClass.CHARACTERISE, AFFIRMED),
        ("characterized", CueClass.CHARACTERISE, AFFIRMED),
        ("retracted", CueClass.CORRECT, DENIED),
        ("pleaded not guilty", CueClass.PLEAD, DENIED),
        ("pleaded guilty", CueClass.PLEAD, AFFIRMED),
        ("asked", CueClass.QUESTION, NO_POSITION),
        ("showed", CueClass.EVIDENCE, AFFIRMED),
        ("recommended", CueClass.ADVISE, AFFIRMED),
        ("has no plans", CueClass.PROMISE, NO_POSITION),
        ("ruled", CueClass.RULE, AFFIRMED),
    ],
)
def test_read_words_of_a_cue(cue: str, cue_class: CueClass, polarity: Polarity) -> None:
    assert cues.read_words(cue) == cues.Reading(cue_class, polarity)


def test_read_when_the_negation_stands_before_the_tagged_cue() -> None:
    # Given a tagger that leaves the auxiliary and the negation out of the cue
    found = article("The mill has not yet confirmed that the dam leaks.")
    given = attribution(found.text, "that the dam leaks", source="The mill", cue="confirmed")
    # Then the negation counts all the same
    assert cues.read(Layout(found), given) == cues.Reading(NEITHER, NO_POSITION)


def test_read_when_a_negation_belongs_to_another_clause() -> None:
    found = article("Though not a doctor, Ines Vale confirmed that the dam leaks.")
    given = attribution(found.text, "that the dam leaks", source="Ines Vale", cue="confirmed")
    assert cues.read(Layout(found), given).polarity is AFFIRMED


def test_read_without_a_cue() -> None:
    found = article("“The dam leaks.”")
    assert cues.read(Layout(found), attribution(found.text, "“The dam leaks.”")) == cues.NO_CUE


@pytest.mark.parametrize(
    ("adverb", "cue_class"), [("allegedly", CueClass.ALLEGE), ("reportedly", CueClass.HEARSAY)]
)
def test_read_of_an_adverb_without_a_source(adverb: str, cue_class: CueClass) -> None:
    found = article(f"The dam {adverb} leaks.")
    given = attribution(found.text, "The dam", "leaks", cue=adverb)
    assert cues.read(Layout(found), given).cue_class is cue_class
