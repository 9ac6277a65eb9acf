"""How claims are compared with labels: what is found, what is right, and what is grave."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.labelled_scoring import (
    DENIAL_AS_ASSERTION,
    DENIAL_AS_OWN,
    NO_POSITION_AS_ASSERTION,
    RELAY_AS_CLAIMANT,
    WIRE_AS_CLAIMANT,
    Tally,
    compare,
    same_name,
)
from benchmarks.labelled_set import Passage, passages
from schemas.claim import Claim, Directness, Polarity, Qualifier, Source, VerificationStatus
from schemas.spans import Piece, Span
from tests.benchmarks.factories import claim_of, made, perfect

DENIED = {"content": "the mill was shut", "source": "Ada Quill", "cue": "denied", "class": "deny"}
DENIAL = "Ada Quill denied that the mill was shut. Its gates were open."


def denial(**keys: Any) -> Passage:
    own = ["Its gates were open."]
    return made(DENIAL, DENIED | {"polarity": "denied"}, own=own, **keys)


def tally(passage: Passage, *claims: Claim) -> Tally:
    return compare(passage, claims).tally


def with_words(passage: Passage, words: str, **changes: Any) -> Claim:
    """The first labelled claim with other words as its content."""
    text = passage.article.text
    start = text.index(words)
    content = [Piece.of(text, start, start + len(words))]
    return claim_of(passage, passage.claims[0], content=content, **changes)


# --- What always holds ------------------------------------------------------------------------
@pytest.mark.parametrize("number", range(8))
def test_claims_that_say_what_the_labels_say_are_right_in_everything(number: int) -> None:
    topic = sorted({p.topic for p in passages("train")})[number]

    for passage in (p for p in passages("train") if p.topic == topic):
        counted = tally(passage, *perfect(passage))

        assert not {n: s for n, s in counted.shares.items() if s.right < s.of}
        assert not {
            name: score
            for name, score in counted.scores.items()
            if (score.right, score.found) != (score.proposed, score.gold)
        }
        assert not counted.grave.total()


@given(st.data())
def test_a_claim_counts_for_one_label_and_a_label_for_one_claim(data: st.DataObject) -> None:
    passage = denial()
    words = passage.article.text.split()
    starts = data.draw(st.lists(st.integers(0, len(words) - 1), max_size=6))
    claims = [with_words(passage, " ".join(words[at : at + 4])) for at in starts]

    found = compare(passage, claims)

    assert len(found.attributed.pairs) + len(found.attributed.missed) == len(passage.attributed)
    assert len(found.attributed.pairs) + len(found.attributed.surplus) == len(claims)


@given(st.text(), st.text())
def test_names_are_the_same_in_either_order(one: str, other: str) -> None:
    assert same_name(one, other) == same_name(other, one)


# --- What is found ----------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ("the mill was shut", True),
        ("denied that the mill was shut", True),
        ("mill was", True),
        ("shut", False),
        ("Its gates were open", False),
        (DENIAL, True),
    ],
)
def test_claim_is_found_where_half_of_the_words_are_the_labelled_ones(
    words: str, is_found: bool
) -> None:
    passage = denial()

    counted = tally(passage, with_words(passage, words))

    assert counted.scores["attributed claims"].found == is_found


def test_claim_has_the_same_words_whatever_its_marks() -> None:
    passage = made("“We go,” she said.", {"content": "We go", "source": "she", "cue": "said"})

    counted = tally(passage, with_words(passage, "“We go,”"))

    assert counted.scores["attributed claims, same words"].right == 1


def test_claim_filed_as_the_articles_own_is_no_attributed_claim() -> None:
    passage = denial()
    label = passage.claims[0]

    counted = tally(passage, claim_of(passage, label, directness=Directness.UNATTRIBUTED))

    assert counted.scores["attributed claims"].found == 0
    assert counted.shares["missed, and stored as the article's own"].right == 1


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("The mayor", "mayor", True),
        ("Ada Quill", "QUILL", True),
        ("the army’s chief", "army chief", True),
        ("Ada Quill", "Adam Quill", False),
        ("Unnamed source", "the army", False),
        (None, None, True),
        ("Ada Quill", None, False),
    ],
)
def test_names_are_the_same_without_article_and_case_and_in_part(
    one: str | None, other: str | None, is_same: bool
) -> None:
    assert same_name(one, other) == is_same


# --- What is right ----------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"cue": None}, "cue: words"),
        ({"cue_class": "assert"}, "cue class"),
        ({"polarity": Polarity.NO_POSITION}, "polarity"),
        ({"verification": {"status": VerificationStatus.SUPERSEDED}}, "verification"),
        ({"source": None}, "source: name"),
        ({"kind": "opinion"}, "kind"),
    ],
)
def test_field_with_another_value_is_wrong(changes: dict[str, Any], field: str) -> None:
    passage = denial(full=True)
    passage = passage.model_copy(
        update={"claims": tuple(c.model_copy(update={"kind": "fact"}) for c in passage.claims)}
    )

    counted = tally(passage, claim_of(passage, passage.claims[0], **changes))

    assert counted.shares[field].of == 1
    assert counted.shares[field].right == 0


def test_quantity_is_right_with_its_value_and_qualifier() -> None:
    number = {"exact": "at least 30", "value": 30, "qualifier": "at_least", "unit": "foot"}
    label = {"content": "it was at least 30 feet", "source": "she", "quantities": [number]}
    passage = made("She said it was at least 30 feet, she said.", label, full=True)
    [right] = claim_of(passage, passage.claims[0]).quantities

    wrong = right.model_copy(update={"qualifier": Qualifier.EXACT, "unit": "feet"})
    counted = tally(passage, claim_of(passage, passage.claims[0], quantities=[wrong]))

    assert counted.scores["quantities"].found == 0
    assert counted.scores["quantities: words"].found == 1
    assert counted.shares["quantities: unit"].right == 1


# --- What is grave ----------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("labelled", "error"),
    [("denied", DENIAL_AS_ASSERTION), ("no_position", NO_POSITION_AS_ASSERTION)],
)
def test_denial_that_is_stored_as_an_assertion_is_grave(labelled: str, error: str) -> None:
    passage = made(DENIAL, DENIED | {"polarity": labelled})

    counted = tally(passage, claim_of(passage, passage.claims[0], polarity=Polarity.AFFIRMED))

    assert counted.grave.total() == counted.grave[error] == 1


@pytest.mark.parametrize(
    ("words", "is_grave"),
    [("the mill was shut", True), ("Ada Quill denied that the mill was shut.", False)],
    ids=["without the cue", "with who denies it"],
)
def test_denied_words_that_are_stored_as_the_articles_own_are_grave(
    words: str, is_grave: bool
) -> None:
    passage = denial()

    counted = tally(passage, with_words(passage, words, directness=Directness.UNATTRIBUTED))

    assert counted.grave.total() == counted.grave[DENIAL_AS_OWN] == is_grave


def _relayed(teller: str) -> tuple[Passage, Claim]:
    label = {"content": "the mill is shut", "source": "the mayor", "chain": [teller, "the mayor"]}
    text = f"{teller} reported that the mill is shut, the mayor said. Ada Quill wept."
    passage = made(text, label, {"content": "wept", "source": "Ada Quill"})
    right = claim_of(passage, passage.claims[0])
    source = Source.model_validate({**dict(right.source or {}), "canonical": teller})
    return passage, claim_of(passage, passage.claims[0], source=source)


@pytest.mark.parametrize(
    ("teller", "error"),
    [
        ("Reuters", WIRE_AS_CLAIMANT),
        ("The Quillan Echo", WIRE_AS_CLAIMANT),
        ("Ada Quill", RELAY_AS_CLAIMANT),
    ],
)
def test_claimant_who_only_passes_a_claim_on_is_grave(teller: str, error: str) -> None:
    passage, claim = _relayed(teller)

    counted = tally(passage, claim)

    assert counted.grave.total() == counted.grave[error] == 1


def test_wire_service_that_is_the_labelled_source_is_not_grave() -> None:
    passage = made("Reuters said it was sorry.", {"content": "it was sorry", "source": "Reuters"})

    assert not tally(passage, *perfect(passage)).grave.total()


def test_spans_of_the_same_words_elsewhere_are_not_the_same() -> None:
    passage = denial()
    elsewhere = Span.of(DENIAL, DENIAL.index("Its"), DENIAL.index("Its") + 3)

    counted = tally(passage, claim_of(passage, passage.claims[0], cue=elsewhere))

    assert counted.shares["cue: words"].right == 0
