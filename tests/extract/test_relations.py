"""How the claims of an article stand to each other, and what others in it say of each."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.extract.engine import extract
from functions.extract.engine.relations.related import related
from functions.extract.engine.standing import with_standing
from schemas.claim import Claim, RelationType, VerificationStatus
from tests.factories import article

_SPEAKERS = ("Ida Berg", "Tom Reyes", "The ministry", "The army", "Two residents")
_CUES = ("said", "denied", "claimed", "confirmed", "later said", "suspects", "disputed")
_CONTENTS = (
    "that at least 30 people were killed in the raid",
    "that 14 people were killed in the raid",
    "that nobody was killed in the raid",
    "that the mayor took bribes from builders",
    "taking bribes from builders",
    "the allegation",
    "it",
    "the report",
)
_sentences = st.builds(
    "{} {} {}.".format,
    st.sampled_from(_SPEAKERS),
    st.sampled_from(_CUES),
    st.sampled_from(_CONTENTS),
)


def _claims(*paragraphs: str) -> list[Claim]:
    return extract(article(*paragraphs)).claims


def _relations(claims: list[Claim]) -> list[tuple[int, RelationType, int]]:
    places = {claim.claim_id: index for index, claim in enumerate(claims)}
    return [
        (index, relation.type, places[relation.claim_id])
        for index, claim in enumerate(claims)
        for relation in claim.relations
    ]


def _statuses(claims: list[Claim]) -> list[VerificationStatus]:
    return [claim.verification.status for claim in claims]


@pytest.mark.parametrize(
    "denial",
    [
        "The mayor denied taking bribes from builders.",
        "The mayor denied the allegation.",
        "The mayor denied it.",
        "The mayor rejected the claim as “fake news”.",
        "“I never took bribes from anyone,” the mayor, Tom Reyes, said.",
        "“That is a lie,” Tom Reyes said.",
        "“Berg is mistaken,” Tom Reyes said.",
    ],
)
def test_related_denial_leads_to_the_claim_that_it_denies(denial: str) -> None:
    # Given a charge, and its denial by another source
    claims = _claims("Ida Berg claimed that the mayor took bribes from builders.", denial)
    # Then the denial leads to it, and the charge counts as denied in the article, by whom
    assert (1, RelationType.DENIES, 0) in _relations(claims)
    assert claims[0].verification.status is VerificationStatus.DENIED_IN_ARTICLE
    assert claims[1].source is not None
    assert claims[0].verification.by == claims[1].source.canonical


def test_related_denial_that_comes_first_leads_to_the_later_claim() -> None:
    claims = _claims(
        "The mayor denied taking bribes from builders.",
        "Ida Berg claimed that the mayor took bribes from builders.",
    )
    assert _relations(claims) == [(0, RelationType.DENIES, 1)]


@pytest.mark.parametrize(
    "other",
    [
        "The mayor denied selling the harbour.",
        "The mayor said that he would stay.",
        "The mayor neither confirmed nor denied the allegation.",
        "Ida Berg denied it.",
    ],
)
def test_related_other_matter_or_no_position_denies_nothing(other: str) -> None:
    claims = _claims("Ida Berg claimed that the council took bribes from builders.", other)
    assert _relations(claims) == []


def test_related_denial_far_below_points_to_nothing() -> None:
    between = ["The mill was shut.", "The port was open.", "The road was closed."]
    claims = _claims("Ida Berg said that Nord lied.", *between, "The mayor denied it.")
    assert _relations(claims) == []


def test_related_disputed_claim_is_not_said_to_be_denied() -> None:
    claims = _claims("Ida Berg said that the mill was shut.", "The army disputed the claim.")
    assert _statuses(claims)[0] is VerificationStatus.DISPUTED_IN_ARTICLE


def test_related_different_numbers_for_one_thing_conflict() -> None:
    claims = _claims(
        "At least 30 dockworkers were killed, the union said.",
        "The ministry said that at least 14 workers were killed.",
    )
    # Then each leads to the other, and the later number disputes the earlier one
    conflict = RelationType.CONFLICTS_WITH
    assert _relations(claims) == [(0, conflict, 1), (1, conflict, 0)]
    disputed, none = VerificationStatus.DISPUTED_IN_ARTICLE, VerificationStatus.NONE_STATED
    assert _statuses(claims) == [disputed, none]


@pytest.mark.parametrize(
    "other",
    [
        "The ministry said that 14 ships were sunk.",
        "The ministry said that 14 people were killed in Hask in 2019.",
        "The ministry said that 30 people were killed in Tessel in 2024.",
        "The ministry said that 14 people were hurt.",
    ],
)
def test_related_numbers_of_other_things_do_not_conflict(other: str) -> None:
    claims = _claims("The union said that 30 people were killed in Tessel in 2024.", other)
    assert RelationType.CONFLICTS_WITH not in {type_ for _, type_, _ in _relations(claims)}


def test_related_same_words_of_another_source_support() -> None:
    claims = _claims(
        "Two residents said that soldiers fired on the crowd.",
        "A report by the inquiry found that soldiers fired on the crowd.",
    )
    assert _relations(claims) == [(1, RelationType.SUPPORTS, 0)]
    assert _statuses(claims)[0] is VerificationStatus.CORROBORATED_IN_ARTICLE


def test_related_confirmation_by_another_source_confirms() -> None:
    claims = _claims(
        "Ida Berg said that the dam had burst on Monday.",
        "The water company confirmed that the dam had burst.",
    )
    assert _relations(claims) == [(1, RelationType.SUPPORTS, 0)]
    assert _statuses(claims)[0] is VerificationStatus.CONFIRMED_IN_ARTICLE


def test_related_same_source_with_a_larger_number_escalates() -> None:
    claims = _claims(
        "The army said that 14 people were killed in the raid.",
        "The army said that 30 people were killed in the raid.",
    )
    assert _relations(claims) == [(1, RelationType.ESCALATES, 0)]
    assert _statuses(claims) == [VerificationStatus.NONE_STATED] * 2


def test_related_same_source_that_revises_a_number_supersedes() -> None:
    claims = _claims(
        "The army initially said that 30 people were killed in the raid.",
        "The army now says that 14 people were killed in the raid.",
    )
    assert _relations(claims) == [(1, RelationType.SUPERSEDES, 0)]
    assert _statuses(claims)[0] is VerificationStatus.SUPERSEDED


def test_related_earlier_version_of_the_report_is_superseded() -> None:
    claims = _claims(
        "An earlier version of this report said that the probe had burned up. "
        "The operator now says that it fell into the sea."
    )
    assert _relations(claims) == [(1, RelationType.SUPERSEDES, 0)]


def test_related_whole_sentence_completes_its_fragment() -> None:
    claims = _claims(
        "Ida Berg called it “the worst day of the war”.",
        "“It was the worst day of the war and we lost the bridge,” Ida Berg said.",
    )
    assert _relations(claims) == [(1, RelationType.COMPLETES, 0)]


def test_with_standing_leaves_what_the_outlet_stated() -> None:
    claims = _claims(
        "Ida Berg claimed that the mayor took bribes from builders. "
        "The Daily Example could not verify the claim.",
        "The mayor denied taking bribes from builders.",
    )
    assert (1, RelationType.DENIES, 0) in _relations(claims)
    assert claims[0].verification.status is VerificationStatus.OUTLET_UNABLE_TO_VERIFY


@settings(max_examples=60, deadline=None)
@given(st.lists(_sentences, max_size=8))
def test_related_any_article_leads_to_other_claims_of_it_alone(sentences: list[str]) -> None:
    claims = _claims(*sentences)
    ids = {claim.claim_id for claim in claims}
    for claim in claims:
        targets = [relation.claim_id for relation in claim.relations]
        # Then no claim leads to itself, out of the article, or twice to the same one
        assert claim.claim_id not in targets
        assert ids.issuperset(targets)
        assert len(set(targets)) == len(targets)
        assert not claim.relations or claim.verification.span is None or claim.verification.by


@settings(max_examples=30, deadline=None)
@given(st.lists(_sentences, max_size=8))
def test_related_same_claims_give_the_same_relations(sentences: list[str]) -> None:
    bare = [claim.model_copy(update={"relations": []}) for claim in _claims(*sentences)]
    assert related(bare) == related(bare) == _with_statuses_of(related(bare), bare)


def _with_statuses_of(claims: list[Claim], others: list[Claim]) -> list[Claim]:
    """The claims with the verification of others, which relations must not touch."""
    pairs = zip(claims, others, strict=True)
    return [c.model_copy(update={"verification": o.verification}) for c, o in pairs]


@settings(max_examples=30, deadline=None)
@given(st.lists(_sentences, max_size=8))
def test_with_standing_twice_says_no_more(sentences: list[str]) -> None:
    claims = _claims(*sentences)
    assert with_standing(claims) == claims
