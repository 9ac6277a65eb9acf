"""A reported denial is never an assertion, whoever tags it and however it is told."""

import re
from typing import Final

import pytest

from functions.extract.engine import extract
from functions.extract.engine.attribution import Tagger
from functions.extract.engine.tagging.choice import best_tagger
from functions.extract.engine.tagging.rules import RulesTagger
from schemas.claim import Claim, CueClass, Polarity
from tests.extract.linked import attributed_to
from tests.records import story

_KEEPS_THE_DENIAL: Final = re.compile(
    r"\b(?:den(?:y|ie[sd]|ying|ials?)|untrue|no truth|false|never|not|neither|nothing|rejected|"
    r"dismissed|disputed|stopped short)\b",
    re.IGNORECASE,
)
"""Words with which a content says by itself that what follows is denied."""

_DENIED: Final = re.compile(r"\b(?:sold|selling|sale|hid|hiding)\b")
"""What is denied in the sentences below."""


@pytest.fixture(params=["rules", "best"])
def tagger(request: pytest.FixtureRequest) -> Tagger:
    """The rules, and the best tagger that can run here."""
    return RulesTagger() if request.param == "rules" else best_tagger()


def _claims(text: str, tagger: Tagger) -> list[Claim]:
    return extract(story(text), tagger).claims


def _words(claim: Claim) -> str:
    return " ".join(piece.exact for piece in claim.content)


@pytest.mark.parametrize(
    "text",
    [
        "The harbour board’s denial that the quay was sold convinced nobody.",
        "Tolls rise, the mayor announced. The board’s denial that it sold the quay drew boos.",
        "I have been handed, in person, the harbour board’s denial that the quay was sold.",
        "The harbour board has issued a denial that it sold the quay.",
        "A denial by the board that the quay had been sold was published on Friday.",
        "Any sale of the quay was denied by the board, which said its books “never lie”.",
        "The suggestion that the quay was sold was rejected by the harbour board on Friday.",
        "Claims that the quay was sold were denied by a spokesman for the harbour board.",
        "It was denied that the quay had been sold.",
        "Ida Berg is accused of hiding the ledger, a charge she denies.",
        "Ida Berg, who denies hiding the ledger, will stand trial in May.",
        "The harbour board rejected the claim that the quay had been sold.",
        "The harbour board rejects claims it sold the quay.",
        "Ida Berg denied to the BBC that she had sold the quay.",
        "The harbour board would neither confirm nor deny that the quay was sold.",
        "The harbour board refused to comment on whether the quay was sold.",
        "The harbour board disputed that the quay had been sold.",
        "The harbour board says it is untrue that the quay was sold.",
        "There is no truth in the report that the quay was sold, the harbour board said.",
        "The board conceded that it had met a buyer but denied that it had sold the quay.",
        "The board admits that it should have asked but denied knowing of the sale.",
        "“The board denies that the quay was sold,” Ida Berg said.",
        "The minister said the board had denied that the quay was sold.",
        "Ida Berg pleaded not guilty to selling the quay. She hid nothing, her lawyer said.",
        "The board dismissed as “fanciful” a suggestion that the quay was sold.",
        "The board stopped short of denying that the quay was sold.",
        "The board denied neither the sale nor the price.",
        "Ida Berg’s denial that she ever hid the ledger was repeated in a letter.",
    ],
)
def test_what_is_denied_is_asserted_by_nobody(text: str, tagger: Tagger) -> None:
    asserted = [
        _words(claim)
        for claim in _claims(text, tagger)
        if claim.polarity is Polarity.AFFIRMED and claim.cue_class is not CueClass.ALLEGE
    ]

    bare = [words for words in asserted if not _KEEPS_THE_DENIAL.search(words)]
    assert [words for words in bare if _DENIED.search(words)] == []


@pytest.mark.parametrize(
    ("text", "source", "denied"),
    [
        (
            "The harbour board’s denial that the quay was sold was met with laughter.",
            "harbour board",
            "the quay was sold",
        ),
        (
            "Any sale of the quay was denied by the board, Ida Berg said.",
            "board",
            "Any sale of the quay",
        ),
        (
            "The minister said the board had denied that the quay was sold.",
            "board",
            "the quay was sold",
        ),
        (
            "The board conceded that it had met a buyer but denied that it had sold the quay.",
            "board",
            "it had sold the quay",
        ),
    ],
)
def test_denial_is_that_of_whoever_denies(
    text: str, source: str, denied: str, tagger: Tagger
) -> None:
    (claim,) = (c for c in _claims(text, tagger) if c.polarity is Polarity.DENIED)

    assert claim.source is not None
    assert claim.source.canonical == source
    assert _words(claim) == denied
    assert claim.cue_class is CueClass.DENY


def test_denial_within_what_is_conceded_is_a_claim_of_its_own() -> None:
    first, second = attributed_to(
        "[source The firm] [cue conceded] that [content it should have checked but denied knowing "
        "of the leak]."
    )

    assert (_words(first), first.polarity) == ("it should have checked", Polarity.AFFIRMED)
    assert (_words(second), second.polarity) == ("knowing of the leak", Polarity.DENIED)


def test_denial_under_the_cue_of_the_sentence_before_is_no_part_of_it() -> None:
    _, claim = attributed_to(
        "[content Duty will rise], [source the treasury] [cue announced]. [content The minister’s "
        "denial that tolls would follow] was met with laughter."
    )

    assert claim.source is not None
    assert claim.source.canonical == "minister"
    assert (_words(claim), claim.polarity) == ("tolls would follow", Polarity.DENIED)


@pytest.mark.parametrize(
    "line",
    [
        "[source The firm] [cue dismissed] [content the report as “fiction”].",
        "[source The firm] [cue dismissed] [content as “fiction” the report].",
    ],
)
def test_what_is_dismissed_and_what_it_is_dismissed_as_are_two_claims(line: str) -> None:
    found = {claim.polarity: _words(claim).strip("“”") for claim in attributed_to(line)}

    assert found == {Polarity.DENIED: "the report", Polarity.AFFIRMED: "fiction"}


def test_cue_without_words_says_nothing() -> None:
    (claim,) = attributed_to("[source Coach Ida Berg][cue :] [content ‘we were robbed’]")

    assert claim.cue is None
    assert claim.cue_class is CueClass.NONE
