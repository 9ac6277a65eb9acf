"""What an article's title reports somebody to claim."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.extract.engine import extract
from schemas.claim import Claim, Directness, Kind, Medium, Polarity, Resolution
from schemas.coverage import NoClaimReason
from schemas.spans import check_grounded
from tests.factories import article, heading

_BODY = (
    "Orrin Kaspar, the president of Maravia, said that Veldan troops had fired on Tessel. "
    "The mayor, Ida Berg, left at noon."
)


def _headlines(title: str, *, level: int = 1) -> list[Claim]:
    claims = extract(article(heading(title, level), _BODY)).claims
    return [claim for claim in claims if claim.directness is Directness.HEADLINE]


def _words(claim: Claim) -> str:
    return " ".join(piece.exact for piece in claim.content)


@pytest.mark.parametrize(
    ("title", "source", "content"),
    [
        ("Kaspar Says Veldan Troops Hid the Wreckage", "Orrin Kaspar", "Veldan Troops Hid the"),
        ("Kaspar says the port will close", "Orrin Kaspar", "the port will close"),
        ("Mayor: port to close", "Ida Berg", "port to close"),
        ("Kaspar: ‘We will hold the port’", "Orrin Kaspar", "We will hold the port"),
        ("Port to close, says mayor", "Ida Berg", "Port to close"),
        ("Port to close, Kaspar says", "Orrin Kaspar", "Port to close"),
        ("Ferry firm: no crew sailed drunk", "Ferry firm", "no crew sailed drunk"),
    ],
)
def test_headline_of_a_sure_form_is_a_claim_of_its_source(
    title: str, source: str, content: str
) -> None:
    (claim,) = _headlines(title)
    assert claim.source is not None
    assert claim.source.canonical == source
    assert _words(claim).startswith(content)
    assert claim.context.medium is Medium.HEADLINE


@pytest.mark.parametrize(
    "title",
    [
        "Port of Tessel closes",
        "The Latest: Kaspar speaks in Tessel",
        "Reuters: the port will close",
        "Analysis: the port will close",
        "Mayor: will the port close?",
        "Kaspar Reveals the 1 Thing That He Fears",
        "What Kaspar says about the port",
    ],
)
def test_headline_of_another_form_is_none(title: str) -> None:
    assert _headlines(title) == []


def test_headline_of_a_section_is_none() -> None:
    assert _headlines("Mayor: port to close", level=2) == []


def test_headline_of_a_role_tells_that_its_name_was_found_below() -> None:
    (claim,) = _headlines("Mayor: port to close")
    assert claim.source is not None
    assert claim.source.resolution is Resolution.LABEL
    assert claim.kind is Kind.PREDICTION


def test_headline_with_a_denial_keeps_its_polarity() -> None:
    (claim,) = _headlines("Kaspar denies losing Tessel")
    assert claim.polarity is Polarity.DENIED


def test_headline_in_the_words_of_the_body_is_a_place_of_that_claim() -> None:
    title = heading("Veldan troops had fired on Tessel, Kaspar says", 1)
    extraction = extract(article(title, _BODY))
    said = next(claim for claim in extraction.claims if claim.occurrences)
    # Then the body's claim is kept, and the title is a further place of it
    assert said.directness is Directness.INDIRECT
    (place,) = said.occurrences
    assert (place.directness, place.context.medium) == (Directness.HEADLINE, Medium.HEADLINE)
    assert extraction.coverage.sentences[0].claims == [said.claim_id]


def test_headline_leaves_the_reason_of_a_title_without_a_claim() -> None:
    coverage = extract(article(heading("Port of Tessel closes", 1), _BODY)).coverage
    assert coverage.sentences[0].reason is NoClaimReason.HEADING


@settings(max_examples=60, deadline=None)
@given(
    st.text(alphabet="aA :,.“”’s\nKé", max_size=40), st.sampled_from(["Kaspar says ", "Mayor: "])
)
def test_headline_of_any_title_is_grounded(title: str, opening: str) -> None:
    found = article(heading(f"{opening}{title}x", 1), _BODY)
    for claim in extract(found).claims:
        check_grounded(found.text, claim.spans())
