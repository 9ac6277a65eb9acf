"""Words that others said, and that must never become the outlet's own statement."""

import pytest

from functions.extract.engine import extract
from functions.extract.engine.attribution import Tagger
from functions.extract.engine.tagging.choice import best_tagger
from functions.extract.engine.tagging.rules import RulesTagger
from schemas.article import Article, BlockKind
from schemas.claim import (
    Claim,
    Directness,
    Polarity,
    Resolution,
    SourceType,
    VerificationStatus,
)
from schemas.coverage import NoClaimReason
from tests.extract.tagging.factories import article as prose
from tests.factories import article

SAID = "Rebel captain Ilan Dorr said his unit had crossed the river."
UNABLE = VerificationStatus.OUTLET_UNABLE_TO_VERIFY


def _words(claim: Claim) -> str:
    return " ".join(piece.exact for piece in claim.content)


def _reasons(found: Article) -> list[NoClaimReason | None]:
    return [sentence.reason for sentence in extract(found).coverage.sentences]


@pytest.mark.parametrize(
    ("subject", "by"),
    [
        ("Reuters", "Reuters"),
        ("The AP", "AP"),
        ("The BBC", "BBC"),
        ("We", "The Daily Example"),
        ("The Example", "The Daily Example"),
    ],
)
@pytest.mark.parametrize(
    "verb",
    ["could not independently verify", "has been unable to immediately verify", "cannot confirm"],
)
@pytest.mark.parametrize(
    "matter", ["the claim", "this", "his account", "it", "the figures", "these reports"]
)
def test_extract_note_of_an_outlet_reaches_the_claim_before_it(
    subject: str, by: str, verb: str, matter: str
) -> None:
    (claim,) = extract(article(f"{SAID} {subject} {verb} {matter}.")).claims
    assert (claim.verification.status, claim.verification.by) == (UNABLE, by)


@pytest.mark.parametrize("matter", ["The claim", "His account", "The footage", "This"])
@pytest.mark.parametrize(("agent", "by"), [("", "The Daily Example"), (" by Reuters", "Reuters")])
def test_extract_passive_note_reaches_the_claim_before_it(matter: str, agent: str, by: str) -> None:
    note = f"{matter} could not be independently verified{agent}."
    (claim,) = extract(article(f"{SAID} {note}")).claims
    assert (claim.verification.status, claim.verification.by) == (UNABLE, by)


def test_extract_note_on_other_matter_reaches_no_claim() -> None:
    note = "Reuters could not verify the harvest yields."
    (claim,) = extract(article(f"{SAID} {note}")).claims
    assert claim.verification.status is VerificationStatus.NONE_STATED


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("“He hid the keys for a week,” the inquest heard.", None, "He hid the keys for a week"),
        ("The jury was told that Nils Orr sped.", None, "Nils Orr sped"),
        ("Ms Lund put it to him that he had lied.", "Lund", "he had lied"),
        ("Nils Orr, cross-examined by Ada Lund, admitted that he slept.", "Nils Orr", "he slept"),
        ("Cross-examined by Ada Lund, Nils Orr admitted that he slept.", "Nils Orr", "he slept"),
        (
            "“It’s a lie”, the mayor’s spokeswoman, Eva Brandt, told Reuters, which had the story.",
            "Eva Brandt",
            "It’s a lie",
        ),
        ("Nils Orr said, without giving proof, that the vote was bought.", "Nils Orr", None),
    ],
)
def test_extract_gives_reported_words_to_no_author(
    text: str, source: str | None, content: str | None
) -> None:
    (claim,) = extract(article(text)).claims
    assert claim.source is not None
    assert claim.source.canonical == (source or "Unnamed source")
    assert _words(claim) == (content or "the vote was bought")


def test_extract_finds_the_person_whom_an_outlet_cites() -> None:
    text = "The Washington Post reported, citing a person briefed on it, that the deal was dead."
    (claim,) = extract(article(text)).claims
    assert claim.source is not None
    assert (claim.source.type, _words(claim)) == (SourceType.UNNAMED, "the deal was dead")


def test_extract_denies_the_matter_that_a_pronoun_stands_for() -> None:
    claims = extract(article("A depot burned in Belt. Officials in Kyr denied this.")).claims
    assert [(_words(c), c.polarity) for c in claims][1:] == [("this", Polarity.DENIED)]


def test_extract_takes_no_position_from_one_who_could_not_confirm() -> None:
    (claim,) = extract(article("Ms Hay could not confirm that the bridge was safe.")).claims
    assert (_words(claim), claim.polarity) == ("the bridge was safe", Polarity.NO_POSITION)


@pytest.mark.parametrize(
    "text",
    [
        "At the gate “no one may enter the yard tonight” hung in red letters.",
        "Orr had been accused by neighbours.",
        "To have said over and over that it was safe was a mistake.",
    ],
)
def test_extract_gives_speech_without_a_found_source_a_reason_and_no_claim(text: str) -> None:
    assert _reasons(article(text)) == [NoClaimReason.UNPARSED_ATTRIBUTION]


@pytest.mark.parametrize(
    "text",
    [
        "Residents heard three shots.",
        "Staff were told of the vote by email.",
        "The choir sang “Songs of the Northern Sea” twice.",
    ],
)
def test_extract_keeps_what_the_author_states(text: str) -> None:
    (claim,) = extract(article(text)).claims
    assert claim.directness is Directness.UNATTRIBUTED


@pytest.mark.parametrize("label", ["Lena Orlova", "LO"])
def test_extract_gives_the_answers_of_an_interview_to_their_label(label: str) -> None:
    found = article(
        "Lena Orlova ran the mill.",
        "Why did you close it?",
        f"{label}: We had no money left.",
        "And the river?",
        f"{label}: It flooded twice. Nobody helped.",
    )
    answers = extract(found).claims[1:]
    assert [_words(c) for c in answers] == [
        "We had no money left",
        "It flooded twice",
        "Nobody helped",
    ]
    assert {c.source.canonical for c in answers if c.source} == {"Lena Orlova"}
    assert {c.directness for c in answers} == {Directness.INTERVIEW_ANSWER}
    assert _reasons(found).count(NoClaimReason.OPEN_QUESTION) == 2


def test_extract_leaves_the_reporter_s_remark_out_of_what_is_said() -> None:
    claims = extract(article("The firm says its pipes are sound, and that may be true.")).claims
    assert _words(claims[0]) == "its pipes are sound"


@pytest.mark.parametrize("dateline", ["MANILA, Philippines (AP) — ", "SEOUL (Reuters) - "])
def test_extract_leaves_the_dateline_out_of_the_claim(dateline: str) -> None:
    found = article(f"{dateline}The volcano erupted on Monday, officials said.")
    (claim,) = extract(found).claims
    assert _words(claim) == "The volcano erupted on Monday"
    assert _reasons(found) == [NoClaimReason.DATELINE, None]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Example Press writer Ida Moll contributed to this report.", NoClaimReason.FOOTER),
        ("Follow EP's coverage of floods at https://example.org/floods", NoClaimReason.FOOTER),
        ("This interview has been edited for length and clarity.", NoClaimReason.FRAMING),
        ("The trial continues.", NoClaimReason.FRAMING),
    ],
)
def test_extract_takes_no_claim_from_notes_at_the_end(text: str, reason: NoClaimReason) -> None:
    assert _reasons(article(text)) == [reason]


def test_extract_knows_the_accused_as_the_one_who_denies() -> None:
    text = "Ruth Ansell is accused of stealing funds. She denies all the charges."
    denial = extract(article(text)).claims[-1]
    assert denial.source is not None
    assert (denial.source.canonical, denial.polarity) == ("Ruth Ansell", Polarity.DENIED)


def test_extract_takes_a_body_for_what_it_did_not_say() -> None:
    text = "The coast guard said it rescued 200 people, but it did not say how many remained."
    claims = extract(article(text)).claims
    assert {c.source.canonical for c in claims if c.source} == {"coast guard"}
    assert claims[-1].polarity is Polarity.NO_POSITION


def test_extract_resolves_a_source_told_by_its_owner_as_a_label() -> None:
    (claim,) = extract(article("Her lawyer said nothing was wrong.")).claims
    assert claim.source is not None
    assert claim.source.resolution is Resolution.LABEL


@pytest.mark.parametrize("text", ["It closed in May last year.", "At the time, he was a clerk."])
def test_extract_takes_a_month_or_a_date_for_no_hedge(text: str) -> None:
    (claim,) = extract(article(text)).claims
    assert not claim.hedges


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("It works in a ten-thousandth of cases.", []),
        ("One participant in five fell ill.", []),
        ("The train left at 17.40 from Lund.", []),
        ("She called 999 at noon.", []),
        ("About two thirds of voters agree.", [0.667]),
        ("The price was 17.40 euros.", [17.4]),
    ],
)
def test_extract_counts_only_quantities(text: str, values: list[float]) -> None:
    (claim,) = extract(article(text)).claims
    assert [quantity.value for quantity in claim.quantities] == values


ANSWERS = (
    "Ida Berg has run the mill since 2019.",
    "Q: Will you close it?",
    "A: Not this year. I need the work.",
    "Q: Is the dam sound?",
    "A: Most of it is.",
)


@pytest.mark.parametrize("tagger", [RulesTagger(), best_tagger()], ids=["rules", "best"])
def test_answers_belong_to_the_one_person_interviewed(tagger: Tagger) -> None:
    kinds = {1: BlockKind.HEADING, 3: BlockKind.HEADING}
    claims = extract(prose(*ANSWERS, kinds=kinds), tagger).claims

    answers = [claim for claim in claims if claim.directness is Directness.INTERVIEW_ANSWER]
    assert [claim.content[0].exact.rstrip(".") for claim in answers] == [
        "Not this year",
        "I need the work",
        "Most of it is",
    ]
    assert {claim.source.canonical for claim in answers if claim.source} == {"Ida Berg"}


def test_answers_of_an_explainer_are_the_articles_own() -> None:
    lines = ("Q: Is the dam sound?", "A: Most of it is.", "Q: Who owns it?", "A: The county does.")
    kinds = {0: BlockKind.HEADING, 2: BlockKind.HEADING}
    claims = extract(prose(*lines, kinds=kinds)).claims

    assert [claim.is_attributed for claim in claims] == [False, False]
