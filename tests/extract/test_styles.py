"""Short articles in the styles of real ones: who claims what in each, and what is no claim."""

import pytest

from functions.extract.engine import extract
from schemas.claim import Claim, CueClass, Directness, Polarity, SourceType
from tests.factories import article, block_quote, footer, heading

Row = tuple[str, str, Polarity]
"""Source, content and polarity of a claim."""

YES, NO, OPEN = Polarity.AFFIRMED, Polarity.DENIED, Polarity.NO_POSITION
AUTHOR = "Ada Lowe"

WAR = [
    (
        "Shells fell on the market town of Oresk before dawn, killing at least six people, the "
        "regional governor, Taras Hollin, said."
    ),
    (
        "Borduria denied firing on Oresk and accused the governor of “theatre”. The army said on "
        "Wednesday it had lost two soldiers; the governor put the figure at five."
    ),
    (
        "Its spokesman, Col. Ivo Marsh, later told the Lakeland Press Agency that no guns had been "
        "fired. The same agency reported that a bridge was down."
    ),
    (
        "Neither account could be independently verified. The Bordurian defence ministry did not "
        "respond to a request for comment."
    ),
]
COURT = [
    "A landlord let a boiler leak for months before it killed a tenant, an inquest heard.",
    "Colin Hebb, 61, pleaded not guilty to manslaughter. Mr Hebb denies causing the leak.",
    (
        "His barrister, Osman Reyle, said the boiler had been checked twice. He called the "
        "evidence of an engineer “guesswork”."
    ),
    (
        "The engineer, Paula Grist, said she had never seen such a flue. She rejected a suggestion "
        "that she had exaggerated."
    ),
]
HEALTH = [
    "Three cups of tea may lower the risk of a stroke, according to a study of 40,000 nurses.",
    (
        "The researchers found no effect for coffee. But Dr Alan Pease, who was not involved in "
        "the study, cautioned against reading too much into it."
    ),
    "“People who drink tea also eat breakfast,” he said. “We don’t know which it was.”",
    (
        "The Tea Council, which paid for the research, said it had no role in the design. The "
        "council’s director, Fay Lum, declined to say how much it had paid."
    ),
]
SPORT = [
    "Norwick City’s manager, Len Tovey, insisted his side deserved a point.",
    "'I thought we were the better team,' Tovey told the club's website. 'You can't switch off.'",
    (
        "Rovers captain Joe Amadi said the plan had been 'to keep it simple'. He dismissed talk of "
        "a title: 'It's October.'"
    ),
    "Tovey is wanted by Leith United, reports say. United have denied making an approach.",
]
LIVE = [
    "10:42: The mayor, Greta Holm, says two bridges have reopened. “Use them sparingly,” she adds.",
    "10:15: Police are warning drivers to stay away from the quay.",
    "09:58: According to Northwire, citing the fire service, three people were rescued.",
    "Harbour officials have ruled out sabotage. Holm does not accept that the lift was old.",
]
INTERVIEW = [
    "Lena Voss, the former head of Arden Bank, spoke in her kitchen.",
    "Q: Did you know about the loan?",
    "A: No. I was told about it in March.",
    "Q: Why did you not resign?",
    "A: Nobody asked me to resign.",
]

STYLES: dict[str, tuple[list[str], list[Row]]] = {
    "war": (
        WAR,
        [
            (
                "Taras Hollin",
                "Shells fell on the market town of Oresk before dawn, killing at least six people",
                YES,
            ),
            ("Borduria", "firing on Oresk", NO),
            ("Borduria", "the governor of “theatre”", YES),
            ("army", "it had lost two soldiers", YES),
            ("Taras Hollin", "the figure at five", YES),
            ("Ivo Marsh", "no guns had been fired", YES),
            ("Unnamed source", "a bridge was down", YES),
        ],
    ),
    "court": (
        COURT,
        [
            (
                "Unnamed source",
                "A landlord let a boiler leak for months before it killed a tenant",
                YES,
            ),
            ("Colin Hebb", "to manslaughter", NO),
            ("Colin Hebb", "causing the leak", NO),
            ("Osman Reyle", "the boiler had been checked twice", YES),
            ("Osman Reyle", "the evidence of an engineer “guesswork”", YES),
            ("Paula Grist", "she had never seen such a flue", YES),
            ("Paula Grist", "a suggestion that she had exaggerated", NO),
        ],
    ),
    "health": (
        HEALTH,
        [
            (
                "study of 40,000 nurses",
                "Three cups of tea may lower the risk of a stroke",
                YES,
            ),
            ("researchers", "no effect for coffee", YES),
            ("Alan Pease", "against reading too much into it", YES),
            ("Alan Pease", "People who drink tea also eat breakfast", YES),
            ("Alan Pease", "We don’t know which it was.", YES),
            ("Tea Council", "it had no role in the design", YES),
            ("Fay Lum", "how much it had paid", OPEN),
        ],
    ),
    "sport": (
        SPORT,
        [
            ("Len Tovey", "his side deserved a point", YES),
            ("Len Tovey", "I thought we were the better team", YES),
            ("Len Tovey", "You can't switch off.", YES),
            ("Joe Amadi", "the plan had been 'to keep it simple'", YES),
            ("Joe Amadi", "talk of a title", NO),
            ("Joe Amadi", "It's October.", YES),
            ("reports", "Tovey is wanted by Leith United", YES),
            ("Leith United", "making an approach", NO),
        ],
    ),
    "live": (
        LIVE,
        [
            ("Greta Holm", "two bridges have reopened", YES),
            ("Greta Holm", "Use them sparingly", YES),
            ("Police", "to stay away from the quay", YES),
            ("fire service", "three people were rescued", YES),
            ("Harbour officials", "sabotage", NO),
            ("Greta Holm", "the lift was old", NO),
        ],
    ),
    "interview": (
        INTERVIEW,
        [
            (AUTHOR, "Lena Voss, the former head of Arden Bank, spoke in her kitchen.", YES),
            ("Lena Voss", "No", YES),
            ("Lena Voss", "I was told about it in March", YES),
            ("Lena Voss", "Nobody asked me to resign", YES),
        ],
    ),
}


def _row(claim: Claim) -> Row:
    assert claim.source is not None
    words = " ".join(piece.exact for piece in claim.content)
    return claim.source.canonical, words, claim.polarity


@pytest.mark.parametrize("style", STYLES)
def test_extract_reads_each_style(style: str) -> None:
    paragraphs, expected = STYLES[style]
    found = article(*paragraphs, byline=[AUTHOR])
    assert [_row(claim) for claim in extract(found).claims] == expected


@pytest.mark.parametrize("style", STYLES)
def test_extract_takes_no_claim_from_what_frames_an_article(style: str) -> None:
    # Given a section's heading and a footer that say as much as a claim does
    paragraphs, expected = STYLES[style]
    line = "Holm said the bridge was safe."
    found = article(heading(line, level=2), *paragraphs, footer(line), byline=[AUTHOR])
    # Then neither is one
    assert len(extract(found).claims) == len(expected)


def test_extract_marks_the_answers_of_an_interview() -> None:
    claims = extract(article(*INTERVIEW, byline=[AUTHOR])).claims
    assert [claim.directness for claim in claims[1:]] == [Directness.INTERVIEW_ANSWER] * 3


def test_extract_names_the_court_only_in_the_chain_of_what_it_heard() -> None:
    claim = extract(article(COURT[0])).claims[0]
    assert [link.name for link in claim.attribution_chain][1:] == ["an inquest"]


def test_extract_takes_those_whom_a_wire_service_cites_for_the_source() -> None:
    (claim,) = extract(article("Northwire reported that a ship sank, citing two sailors.")).claims
    assert _row(claim)[:2] == ("two sailors", "a ship sank")
    names = [link.name for link in claim.attribution_chain]
    assert names[1:] == ["Northwire", "two sailors"]


def test_extract_names_who_reported_behind_the_wire_service_at_the_end() -> None:
    text = (
        "At least 9 miners died when a shaft fell in, Maravia’s army reported, according to "
        "Northwire."
    )
    (claim,) = extract(article(text)).claims
    assert _row(claim)[:2] == ("Maravia’s army", "At least 9 miners died when a shaft fell in")
    names = [link.name for link in claim.attribution_chain]
    assert names[1:] == ["Northwire", "Maravia’s army"]


def test_extract_lays_a_chain_through_a_document_that_quotes() -> None:
    text = "According to the letter, which was read in court, Ida Berg called the mill “a ruin”."
    (claim,) = extract(article(text)).claims
    assert _row(claim)[:2] == ("Ida Berg", "the mill “a ruin”")
    assert [link.name for link in claim.attribution_chain][1:] == ["letter", "Ida Berg"]


def test_extract_gives_several_unnamed_sources_their_count_and_reason() -> None:
    text = (
        "Millers would leave if it rained again, four carters who asked not to be named because "
        "their contracts forbid interviews told The Daily Example."
    )
    (claim,) = extract(article(text)).claims
    assert _row(claim)[:2] == ("four carters", "Millers would leave if it rained again")
    assert claim.anonymity is not None
    assert claim.anonymity.count == 4
    assert claim.anonymity.reason is not None
    assert claim.anonymity.reason.exact.endswith("their contracts forbid interviews")


def test_extract_reads_the_reason_for_no_name_in_the_sentence_after() -> None:
    text = "Two carters said the mill was sold. They spoke on condition of anonymity."
    (claim,) = extract(article(text)).claims
    assert claim.anonymity is not None
    assert claim.anonymity.reason is not None
    assert claim.anonymity.reason.exact == "spoke on condition of anonymity"


def test_extract_keeps_what_the_article_states_before_a_shared_cue() -> None:
    claims = extract(article("Ida Berg sold the mill and said that it was lost.", byline=[AUTHOR]))
    assert [_row(claim)[:2] for claim in claims.claims] == [
        (AUTHOR, "Ida Berg sold the mill"),
        ("Ida Berg", "it was lost"),
    ]


def test_extract_keeps_the_clause_that_opens_a_sentence() -> None:
    text = "The council voted to keep the mill, a week after its own board had said it was lost."
    claims = extract(article(text, byline=[AUTHOR])).claims
    assert [_row(claim)[1] for claim in claims] == [
        "The council voted to keep the mill",
        "it was lost",
    ]


def test_extract_gives_a_block_quotation_in_the_first_person_to_a_person() -> None:
    # Given a company before it and a person after it
    found = article(
        "Mill Holdings said it had no part in it.",
        block_quote("I would not burn a mill that works."),
        "Professor Ola Nord said that mills should be kept.",
    )
    quoted = extract(found).claims[1]
    assert quoted.source is not None
    assert quoted.source.canonical == "Ola Nord"


def test_extract_leaves_a_block_quotation_that_nothing_announces_without_a_source() -> None:
    found = article("Ida Berg said it was late.", block_quote("The mill regrets the error."))
    quoted = extract(found).claims[-1]
    assert quoted.source is not None
    assert quoted.source.type is SourceType.UNNAMED


def test_extract_keeps_a_denial_that_gives_its_reason_a_denial() -> None:
    claims = extract(article("Ida Berg rejected the sale of the mill: “It is ours.”")).claims
    assert [(claim.cue_class, claim.polarity) for claim in claims] == [
        (CueClass.DENY, NO),
        (CueClass.ASSERT, YES),
    ]


def test_extract_reads_names_and_cues_over_a_line_break() -> None:
    text = "It was sold, according\nto the carters. The board's chair, Ida\nBerg, said it rained."
    claims = extract(article(text)).claims
    assert claims[0].cue_class is CueClass.ASSERT
    assert _row(claims[1])[0] == "Ida Berg"
