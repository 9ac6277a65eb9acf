"""How much a claim is worth checking, and why."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.extract.engine import extract
from functions.extract.engine.checkworthiness import adjustments, features, log_odds, ranked
from functions.extract.engine.lexicons.checkworthiness_weights import WEIGHTS
from functions.extract.engine.lexicons.checkworthiness_words import CLASSES_OF, Feature
from functions.extract.engine.quantities import quantities
from functions.extract.engine.ranges import Range
from schemas.claim import (
    CheckWorthiness,
    Claim,
    CueClass,
    Hedge,
    HedgeType,
    Kind,
    Polarity,
    Verification,
    VerificationStatus,
)
from tests.factories import article
from tests.records import claim, story

WORDS = st.lists(st.sampled_from([*sorted(CLASSES_OF), "40", "%", "£9m", "Oslo", "?", "mill"]))
LINES = st.lists(WORDS.map(" ".join).filter(str.strip), min_size=1, max_size=8)


def _features(words: str) -> frozenset[Feature]:
    return features(words, quantities(words, [Range(0, len(words))]))


def _claims(*lines: str, **fields: Any) -> list[Claim]:
    """A claim of each line, all with the same fields."""
    told = story("\n".join(lines))
    made, start = [], 0
    for line in lines:
        end = start + len(line)
        found = quantities(told.text, [Range(start, end)])
        made.append(claim(told, start, end, quantities=found, **fields))
        start = end + 1
    return made


def _worth(line: str, **fields: Any) -> CheckWorthiness:
    (judged,) = ranked(_claims(line, **fields))
    assert judged.check_worthiness is not None
    return judged.check_worthiness


def _worths(claims: list[Claim]) -> list[CheckWorthiness]:
    return [found.check_worthiness for found in ranked(claims) if found.check_worthiness]


@pytest.mark.parametrize(
    ("words", "feature"),
    [
        ("the mill shed a third of its 40 hands", Feature.QUANTITY),
        ("rain fell on 12% of days", Feature.PERCENTAGE),
        ("it cost £30 to mend", Feature.MONEY),
        ("they hold 2,000 sheep", Feature.LARGE_NUMBER),
        ("they waited for six weeks", Feature.DURATION),
        ("it was built in 1987", Feature.DATE),
        ("it closed on Monday", Feature.DATE),
        ("they met in Oslo", Feature.NAME),
        ("so it goes", Feature.VERY_SHORT),
        ("“Who closed the mill?”", Feature.QUESTION),
        ("wages are low here", Feature.ECONOMY),
        ("he lied to them", Feature.WRONGDOING),
        ("exports doubled", Feature.CHANGE),
        ("it is the oldest and biggest mill", Feature.ABSOLUTE),
        ("it rains more than it did", Feature.COMPARISON),
        ("it shut because of rats", Feature.CAUSE),
        ("the roof collapsed", Feature.PAST),
        ("they won’t reopen it", Feature.FUTURE),
        ("it should reopen", Feature.NORM),
    ],
)
def test_features_of_words(words: str, feature: Feature) -> None:
    assert feature in _features(words)


@pytest.mark.parametrize(
    ("words", "feature"),
    [
        ("Mills close", Feature.NAME),
        ("then I’m told to leave", Feature.NAME),
        ("it shut in March", Feature.NAME),
        ("the red shed", Feature.PAST),
        ("room 9 was let", Feature.LARGE_NUMBER),
    ],
)
def test_features_not_taken_from_words(words: str, feature: Feature) -> None:
    assert feature not in _features(words)


def test_ranked_puts_a_checkable_figure_before_a_courtesy() -> None:
    courtesy, figure = _worths(
        _claims("Thank you all for being here.", "Crime rose by 12% in two years.")
    )
    assert (figure.rank, courtesy.rank) == (1, 2)
    assert figure.score > 0.5 > courtesy.score


def test_ranked_keeps_the_order_of_the_claims() -> None:
    claims = _claims("Thanks.", "Crime rose by 12%.", "We hope so.")
    assert [c.claim_id for c in ranked(claims)] == [c.claim_id for c in claims]


def test_ranked_gives_equal_scores_in_the_order_of_the_text() -> None:
    claims = _claims("The red mill burned down.", "The old mill burned down.")
    # Even where the claims come in another order
    later, earlier = _worths(claims[::-1])
    assert later.score == earlier.score
    assert (earlier.rank, later.rank) == (1, 2)


def test_ranked_of_an_article_without_claims_is_empty() -> None:
    assert ranked([]) == []


def test_reasons_say_what_raised_and_what_lowered_weightiest_first() -> None:
    reasons = _worth("We should lower crime by 12%.").reasons
    assert reasons[0] == "raised: gives a percentage"
    assert "raised: is on crime, arms or war" in reasons
    assert "lowered: says what ought to be" in reasons


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"cue_class": CueClass.ALLEGE}, "raised: given as an allegation"),
        ({"cue_class": CueClass.HEARSAY}, "raised: given as hearsay"),
        ({"cue_class": CueClass.OPINE}, "lowered: given as an opinion"),
        ({"cue_class": CueClass.PREDICT}, "lowered: given as a prediction or promise"),
        ({"kind": Kind.NORMATIVE}, "lowered: given as a demand or advice"),
        ({"polarity": Polarity.DENIED}, "raised: source denies it"),
        ({"polarity": Polarity.NO_POSITION}, "lowered: source takes no position"),
        (
            {"verification": Verification(status=VerificationStatus.OUTLET_UNABLE_TO_VERIFY)},
            "raised: outlet could not verify it",
        ),
        (
            {"verification": Verification(status=VerificationStatus.DISPUTED_IN_ARTICLE)},
            "raised: disputed in the article",
        ),
        (
            {"verification": Verification(status=VerificationStatus.OUTLET_VERIFIED)},
            "lowered: outlet verified it",
        ),
        (
            {"hedges": [Hedge(exact="may", start=0, end=3, type=HedgeType.MODAL)]},
            "lowered: hedged with a modal",
        ),
    ],
)
def test_reasons_tell_what_the_record_says(fields: dict[str, Any], reason: str) -> None:
    line = "may close the old mill by the river"
    plain, told = _worth(line), _worth(line, **fields)
    assert reason in told.reasons
    assert reason not in plain.reasons
    # And the score moves the way that the reason says
    assert (told.score > plain.score) == reason.startswith("raised")


def test_adjustments_trust_the_kind_more_than_the_cue() -> None:
    (found,) = _claims("the mill closes", cue_class=CueClass.ALLEGE, kind=Kind.OPINION)
    assert [phrase for phrase, _ in adjustments(found)] == ["given as an opinion"]


def test_adjustments_are_each_smaller_than_a_trained_quantity() -> None:
    records: list[dict[str, Any]] = [
        *({"cue_class": cue} for cue in CueClass),
        *({"kind": kind} for kind in Kind),
        *({"polarity": polarity} for polarity in Polarity),
        *({"verification": Verification(status=status)} for status in VerificationStatus),
    ]
    claims = [_claims("the mill closes", **record)[0] for record in records]
    weights = [weight for found in claims for _, weight in adjustments(found)]
    assert weights
    assert max(map(abs, weights)) < WEIGHTS[Feature.QUANTITY]


def test_weights_cover_every_feature() -> None:
    assert set(WEIGHTS) == set(Feature)


def test_extract_ranks_all_claims_the_authors_own_too() -> None:
    found = article(
        "Prices rose by 9% last year. “I thank you all,” Ida Berg said.",
        "Ida Berg accused Norway of hiding 40 ships.",
    )
    worths = [c.check_worthiness for c in extract(found).claims]
    assert len(worths) >= 3
    assert sorted(w.rank for w in worths if w) == list(range(1, len(worths) + 1))


@given(LINES)
def test_ranks_are_a_permutation_ordered_by_score(lines: list[str]) -> None:
    worths = sorted(_worths(_claims(*lines)), key=lambda worth: worth.rank)
    assert [worth.rank for worth in worths] == list(range(1, len(lines) + 1))
    scores = [worth.score for worth in worths]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


@given(LINES)
def test_ranked_is_the_same_each_time(lines: list[str]) -> None:
    assert _worths(_claims(*lines)) == _worths(_claims(*lines))


@given(WORDS.map(" ".join).filter(str.strip))
def test_reasons_are_grounded_in_features_with_the_sign_of_their_weight(line: str) -> None:
    signed = {
        f"{'raised' if WEIGHTS[feature] > 0 else 'lowered'}: {feature}"
        for feature in _features(line)
    }
    assert set(_worth(line).reasons) <= signed


@given(st.text())
def test_features_take_any_text(text: str) -> None:
    assert -20 < log_odds(features(text, [])) < 20
