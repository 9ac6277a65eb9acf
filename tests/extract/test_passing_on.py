"""Who passes a statement on, and what the outlet could check of it, for spans that are given."""

import pytest

from functions.extract.engine import extract
from functions.extract.engine.attribution import Tagger
from functions.extract.engine.tagging.choice import best_tagger
from functions.extract.engine.tagging.rules import RulesTagger
from schemas.claim import VerificationStatus
from tests.extract.linked import attributed_to
from tests.records import story

UNABLE = VerificationStatus.OUTLET_UNABLE_TO_VERIFY
VERIFIED = VerificationStatus.OUTLET_VERIFIED
NONE = VerificationStatus.NONE_STATED
GENUINE = VerificationStatus.DOCUMENT_AUTHENTICATED
SAID = "[source Ada Quill] [cue said] [content the dam leaked]."


@pytest.mark.parametrize(
    ("line", "chain"),
    [
        ("[source Ada Quill] [cue told] Reuters that [content it leaks].",
         ["The Courier", "Reuters", "Ada Quill"]),
        ("[source Ada Quill] [cue told] the newspaper Lanterna that [content it leaks].",
         ["The Courier", "Lanterna", "Ada Quill"]),
        ("[source Ada Quill] [cue told] the Marsh Packet that [content it leaks].",
         ["The Courier", "Marsh Packet", "Ada Quill"]),
        ("Reuters quoted [source Ada Quill] as [cue saying] [content it leaks].",
         ["The Courier", "Reuters", "Ada Quill"]),
        ("[content It leaks], [source Ada Quill] [cue said], according to Reuters.",
         ["The Courier", "Reuters", "Ada Quill"]),
        ("[source Ada Quill] [cue told] the Tidepress agency that [content it leaks].",
         ["The Courier", "Tidepress", "Ada Quill"]),
        (("[content It leaks], [source Ada Quill] [cue told] the newspaper Lanterna, whose report "
         "was carried by the Tidepress agency."),
         ["The Courier", "Tidepress", "Lanterna", "Ada Quill"]),
        ("[source Ada Quill] [cue told] the Courier that [content it leaks].",
         ["The Courier", "Ada Quill"]),
        ("[source Ada Quill] [cue told] the board that [content it leaks].",
         ["The Courier", "Ada Quill"]),
        ("[source Ada Quill] [cue told] Ola Brandt that [content it leaks].",
         ["The Courier", "Ada Quill"]),
    ],
)  # fmt: skip
def test_chain_leads_over_the_outlet_that_the_sentence_names(line: str, chain: list[str]) -> None:
    (claim,) = attributed_to(line, publisher="The Courier")
    assert [link.name for link in claim.attribution_chain] == chain


@pytest.mark.parametrize(
    "outlet", ["the Marsh Packet", "the daily Lanterna", "Le Quotidien de Brume", "the Salt wire"]
)
@pytest.mark.parametrize("cue", ["citing", "quoting"])
@pytest.mark.parametrize("tagger", [RulesTagger(), best_tagger()], ids=["rules", "best"])
def test_whom_an_outlet_cites_is_the_source_and_the_outlet_a_link(
    outlet: str, cue: str, tagger: Tagger
) -> None:
    text = f"The dam is leaking, {outlet} reported on Monday, {cue} two engineers."
    (claim,) = extract(story(text), tagger).claims

    name = outlet.removeprefix("the ").removeprefix("daily ").removesuffix(" wire")
    assert [link.name for link in claim.attribution_chain] == [name, "two engineers"]


def test_what_the_source_of_a_report_adds_came_by_the_same_outlet() -> None:
    lines = (
        "[content The dam leaks], [source a mill official] [cue told] the newspaper Lanterna.",
        "[source The official] [cue said] that [content the gates were rusty].",
    )
    _, added = attributed_to(*lines)
    assert [link.name for link in added.attribution_chain] == ["Lanterna", "mill official"]


def test_firm_that_cites_an_audit_states_it_itself() -> None:
    lines = ("[content The dam leaks], [source the firm] [cue said], citing an audit.",)
    (claim,) = attributed_to(*lines)
    assert [link.name for link in claim.attribution_chain] == ["firm"]


@pytest.mark.parametrize(
    ("note", "status", "by"),
    [
        ("None of this can be checked.", UNABLE, "The Courier"),
        ("It was not possible to verify the claim.", UNABLE, "The Courier"),
        ("There was no independent confirmation of the claim.", UNABLE, "The Courier"),
        ("The Courier could not establish when it leaked.", UNABLE, "The Courier"),
        ("The Courier has seen the letter.", VERIFIED, "The Courier"),
        ("The Courier has seen a film star.", NONE, None),
        ("The police could not establish when it leaked.", NONE, None),
        ("The mayor has seen the letter.", NONE, None),
    ],
)
def test_note_of_the_outlet_is_on_the_claim_before(
    note: str, status: VerificationStatus, by: str | None
) -> None:
    claim = attributed_to(f"{SAID} {note}", publisher="The Courier")[0]
    assert (claim.verification.status, claim.verification.by) == (status, by)


def test_note_on_the_claims_of_unnamed_people_covers_theirs() -> None:
    lines = (
        "[source Two officials] [cue said] [content the dam leaked].",
        "The Courier was unable to verify the officials’ claims.",
    )
    claim = attributed_to(*lines, publisher="The Courier")[0]
    assert claim.verification.status is UNABLE


def test_footage_that_the_outlet_verified_is_noted_on_what_it_shows() -> None:
    line = "[source Footage] verified by the Courier [cue shows] [content the dam leaking]."
    (claim,) = attributed_to(line, publisher="The Courier")
    assert claim.verification.status is VERIFIED


def test_document_that_somebody_calls_genuine_is_authenticated() -> None:
    lines = (
        "[content The dam leaks], [source minutes of the board] [cue show].",
        "[source Ada Quill] [cue said] [content the minutes are genuine].",
    )
    first, _ = attributed_to(*lines)
    assert (first.verification.status, first.verification.by) == (GENUINE, "Ada Quill")


def test_denial_of_the_accused_right_after_the_accusation_is_noted_on_it() -> None:
    lines = (
        "[source Two divers] [cue accused] [content Quill of flooding the mill].",
        "[source Quill] [cue denied] [content having opened the gates].",
    )
    accusation = attributed_to(*lines)[0]
    assert accusation.verification.status is VerificationStatus.DENIED_IN_ARTICLE


def test_that_estimate_is_what_is_rejected_and_points_back() -> None:
    lines = (
        "[source Ada Quill] [cue estimated] that [content 30 percent of the mill would flood].",
        "[source The board] [cue rejected] [content that estimate but offered none of its own].",
    )
    estimate, rejection = attributed_to(*lines)
    assert rejection.content[0].exact == "that estimate but offered none of its own"
    assert estimate.verification.status is VerificationStatus.DENIED_IN_ARTICLE


def test_finding_that_is_accepted_is_no_recommendation() -> None:
    lines = (
        "[source Ada Quill] [cue says] that [content nine gates had rusted shut]. ",
        "[source She] [cue recommends] that [content the board replace them]. ",
        "[source The board] [cue accepted] [content the finding].",
    )
    recommendation = attributed_to(*lines)[1]
    assert recommendation.verification.status is NONE


def test_note_on_when_it_took_place_is_on_the_claim_before() -> None:
    lines = (f"{SAID}", "The Courier could not establish when this took place.")
    claim = attributed_to(*lines, publisher="The Courier")[0]
    assert claim.verification.status is UNABLE
