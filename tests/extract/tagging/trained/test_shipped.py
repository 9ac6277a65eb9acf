"""The model as it is shipped: spans and labels are asserted, never its scores."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.extract.engine import extract
from functions.extract.engine.attribution import TRAINED
from functions.extract.engine.tagging.choice import best_tagger
from functions.extract.engine.tagging.linking import link
from functions.extract.engine.tagging.rules import RulesTagger
from functions.extract.engine.tagging.trained.model import FOLDER, GRAPH, Model
from functions.extract.engine.tagging.trained.tagger import TrainedTagger
from schemas.claim import Polarity
from tests.extract.tagging.factories import article, shown

STORY = (
    "The mayor of Belt, Ida Berg, believes the mill can be saved by spring.",
    "Her rival’s hope that it will close was no secret, she told reporters on Monday.",
    "“We will not sell,” said Tom Reyes, who owns half of it. “Not to anyone.”",
    "The firm has denied that it wanted the land for a car park.",
)
HOSTILE = "é\u0301\u200d👩\u200d👧🏽\u202eשלום\u200f\r\n\x00\ufffd\U000e0041“”‘’\"'«»()—… \t\n"


@pytest.fixture(scope="module")
def tagger() -> TrainedTagger:
    """The shipped model on a thread of its own."""
    return TrainedTagger(Model.read(FOLDER))


def test_best_tagger_is_the_trained_one() -> None:
    assert isinstance(best_tagger(), TrainedTagger)


def test_shipped_model_is_small_enough_for_the_repository() -> None:
    assert (FOLDER / GRAPH).stat().st_size <= 25e6


def test_shipped_model_finds_a_belief_that_the_rules_miss(tagger: TrainedTagger) -> None:
    given_article = article("Ida Berg is convinced the mill can be saved by spring.")
    found = shown(given_article.text, link(tagger.tag(given_article), given_article))
    assert "Ida Berg" in str(found)
    assert link(RulesTagger().tag(given_article), given_article) == []


def test_shipped_model_marks_its_records(tagger: TrainedTagger) -> None:
    claims = extract(article(*STORY), tagger).claims
    assert {claim.provenance.rule for claim in claims} & {TRAINED}
    assert {claim.provenance.tagger for claim in claims} == {tagger.name}


def test_shipped_model_keeps_a_denial_a_denial(tagger: TrainedTagger) -> None:
    claims = extract(article(*STORY), tagger).claims
    denied = [claim for claim in claims if claim.cue and "denied" in claim.cue.exact]
    assert [claim.polarity for claim in denied] == [Polarity.DENIED]


def test_shipped_model_takes_no_wish_for_anonymity_for_speech(tagger: TrainedTagger) -> None:
    said = "Fees will rise, two agents who asked not to be named because of a deal told the paper."
    claims = extract(article(said), tagger).claims
    assert [claim.cue.exact for claim in claims if claim.cue] == ["told"]


def test_shipped_model_gives_the_same_records_each_time(tagger: TrainedTagger) -> None:
    first, second = (
        extract(article(*STORY), TrainedTagger(Model.read(FOLDER))).model_dump_json()
        for _ in range(2)
    )
    assert first == second == extract(article(*STORY), tagger).model_dump_json()


_WORDS = st.sampled_from(
    ["Ida Berg", "said", "denied", "that", "“the mill", "burned”", "at least 30"]
)
_HOSTILE = st.text(alphabet=HOSTILE, max_size=6)
_ANY = st.text(max_size=8)


@settings(deadline=None, max_examples=60)
@given(parts=st.lists(st.one_of(_WORDS, _HOSTILE, _ANY), max_size=25))
def test_every_span_of_hostile_text_is_grounded(tagger: TrainedTagger, parts: list[str]) -> None:
    # Combining marks, joiners, right-to-left marks, CRLF, NUL and lone surrogates' stand-ins
    given_article = article(*" ".join(parts).split("\n"), blocks=False)
    for claim in extract(given_article, tagger).claims:
        assert all(span.is_grounded_in(given_article.text) for span in claim.spans())
