"""Which attributions the deterministic tagger finds, and which it leaves alone."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.extract.engine.attribution import Label
from functions.extract.engine.tagging.rules import RulesTagger
from schemas.article import BlockKind
from tests.extract.tagging.factories import Shown, article, read

DIRECT: list[tuple[str, list[Shown]]] = [
    (
        "The mayor, Ana Kovac, said: “The bridge is closed. It stays closed.”",
        [("The mayor, Ana Kovac,", "said", ["“The bridge is closed. It stays closed.”"])],
    ),
    ("“We will not pay,” Kovac said.", [("Kovac", "said", ["“We will not pay,”"])]),
    (
        "“We will not pay,” said Ana Kovac, the mayor.",
        [("Ana Kovac, the mayor", "said", ["“We will not pay,”"])],
    ),
    ("“Is it over?” Kovac asked.", [("Kovac", "asked", ["“Is it over?”"])]),
    (
        "“We will,” Kovac told reporters on Monday, “but not soon.”",
        [("Kovac", "told", ["“We will,”", "“but not soon.”"])],
    ),
    (
        "“We will,” said Kovac. “But not soon.”",
        [("Kovac", "said", ["“We will,”", "“But not soon.”"])],
    ),
    ('Kovac tweeted: "It is over."', [("Kovac", "tweeted", ['"It is over."'])]),
    ("‘It is over,’ said Kovac.", [("Kovac", "said", ["‘It is over,’"])]),
    (
        "In a post on X, Kovac wrote: “It is over.”",
        [("Kovac", "wrote", ["“It is over.”"])],
    ),
    (
        "The mayor, who took office in May, said on Tuesday: “It is over.”",
        [("The mayor, who took office in May,", "said", ["“It is over.”"])],
    ),
]

INDIRECT: list[tuple[str, list[Shown]]] = [
    (
        "The mayor said on Tuesday that the bridge would stay closed.",
        [("The mayor", "said", ["that the bridge would stay closed"])],
    ),
    (
        "In a statement, the company said it had hired 300 people.",
        [("the company", "said", ["it had hired 300 people"])],
    ),
    (
        "The drug is safe in adults, the company says.",
        [("the company", "says", ["The drug is safe in adults"])],
    ),
    (
        "Prices, Kovac said, would rise by May.",
        [("Kovac", "said", ["Prices", "would rise by May"])],
    ),
    (
        "The army told residents that shelling would resume.",
        [("The army", "told", ["that shelling would resume"])],
    ),
    (
        "Prices rose 4 percent, according to the central bank.",
        [("the central bank", "according to", ["Prices rose 4 percent"])],
    ),
    (
        "According to the central bank, prices rose 4 percent in May.",
        [("the central bank", "According to", ["prices rose 4 percent in May"])],
    ),
    (
        "The army has alleged that the envoy fled.",
        [("The army", "has alleged", ["that the envoy fled"])],
    ),
    (
        "Two officials who were not authorised to speak said the plan was dropped.",
        [("Two officials who were not authorised to speak", "said", ["the plan was dropped"])],
    ),
    (
        "Officials believe the fire was set on purpose.",
        [("Officials", "believe", ["the fire was set on purpose"])],
    ),
    (
        "Kovac promised to reopen the bridge.",
        [("Kovac", "promised", ["to reopen the bridge"])],
    ),
    (
        "Kovac was quoted as saying the deal was “dead.”",
        [("Kovac", "was quoted as saying", ["the deal was “dead.”"])],
    ),
    (
        "Kovac said the plan was “madness” and that it would fail.",
        [("Kovac", "said", ["the plan was “madness” and that it would fail"])],
    ),
]

FACT_CHECKED: list[tuple[str, list[Shown]]] = [
    (
        "At least 9 miners died over the weekend, Borduria reported, according to the Gazette.",
        [
            ("Borduria", "reported", ["At least 9 miners died over the weekend"]),
            ("the Gazette", "according to", []),
        ],
    ),
    (
        "Five of them reported a dry throat, the authors wrote.",
        [("the authors", "wrote", ["Five of them reported a dry throat"])],
    ),
    (
        "Residents fled, the army said, and the mayor warned of floods.",
        [("the army", "said", ["Residents fled"]), ("the mayor", "warned of", ["floods"])],
    ),
    (
        (
            "Four carters who asked not to be named because they feared the owner told the Gazette "
            "the mill was lost."
        ),
        [
            (
                "Four carters who asked not to be named because they feared the owner",
                "told",
                ["the mill was lost"],
            )
        ],
    ),
    (
        "An analyst at Alder Capital, Ana Kovac, predicted a price of between 3 and 4 pence.",
        [
            (
                "An analyst at Alder Capital, Ana Kovac,",
                "predicted",
                ["a price of between 3 and 4 pence"],
            )
        ],
    ),
    (
        "The guild that called it, the Bakers of Alder, disputed the number.",
        [("The guild that called it, the Bakers of Alder,", "disputed", ["the number"])],
    ),
    (
        "The clerk had taken the money, a jury at Alder Court found on Monday.",
        [("a jury at Alder Court", "found", ["The clerk had taken the money"])],
    ),
    (
        "The mill, which issues warnings, at first said that it was safe.",
        [("The mill, which issues warnings,", "said", ["that it was safe"])],
    ),
    ("Kovac on Monday said it was safe.", [("Kovac", "said", ["it was safe"])]),
    (
        "A week after its own board had advised that the mill should go, it stayed.",
        [("its own board", "had advised", ["that the mill should go, it stayed"])],
    ),
    (
        (
            "Kovac accused the guild of hiding the wreck, in a series of messages on X, formerly "
            "known as Twitter."
        ),
        [("Kovac", "accused", ["the guild of hiding the wreck"])],
    ),
    (
        "Kovac welcomed the verdict in a post on X.",
        [("Kovac", "welcomed", ["the verdict"])],
    ),
    (
        "Kovac said that the owner had lied in a letter.",
        [("Kovac", "said", ["that the owner had lied in a letter"])],
    ),
    (
        "Kovac said that the owner published the list in a post on X.",
        [("Kovac", "said", ["that the owner published the list in a post on X"])],
    ),
    (
        "The guild had earlier put the number of dead at nine.",
        [("The guild", "had earlier put", ["the number of dead at nine"])],
    ),
    (
        "Kovac pleaded not guilty to eleven counts of fraud.",
        [("Kovac", "pleaded not guilty", ["to eleven counts of fraud"])],
    ),
    (
        "The company declined to say what the mill would cost.",
        [("The company", "declined to say", ["what the mill would cost"])],
    ),
    (
        "Sources close to the owner suggest a sale.",
        [("Sources close to the owner", "suggest", ["a sale"])],
    ),
    ("The guild has ruled out sabotage.", [("The guild", "has ruled out", ["sabotage"])]),
    ("Kovac denies manslaughter.", [("Kovac", "denies", ["manslaughter"])]),
    (
        "Kovac corrected himself: the mill was never closed.",
        [("Kovac", "corrected", ["the mill was never closed"])],
    ),
    (
        "The researchers found no effect for coffee.",
        [("The researchers", "found", ["no effect for coffee"])],
    ),
    (
        "Prices rose, according to a study of 40,000 nurses.",
        [("a study of 40,000 nurses", "according to", ["Prices rose"])],
    ),
    (
        "The jury heard that the clerk had fled.",
        [("The jury", "heard", ["that the clerk had fled"])],
    ),
]

WITHOUT_ASSERTION: list[tuple[str, list[Shown]]] = [
    (
        "The ministry has not confirmed or denied the figures.",
        [("The ministry", "has not confirmed or denied", ["the figures"])],
    ),
    (
        "The ministry neither confirmed nor denied the figures.",
        [("The ministry", "neither confirmed nor denied", ["the figures"])],
    ),
    (
        "Kovac denied the reports of a sale, calling them “nonsense.”",
        [
            ("Kovac", "denied", ["the reports of a sale"]),
            ("Kovac", "calling", ["them “nonsense.”"]),
        ],
    ),
    (
        "The envoy allegedly fled to Oslo.",
        [(None, "allegedly", ["The envoy allegedly fled to Oslo"])],
    ),
    (
        "Kovac is accused of taking bribes.",
        [(None, "is accused", ["Kovac", "of taking bribes"])],
    ),
    (
        "Kovac did not say that the bridge was safe.",
        [("Kovac", "did not say", ["that the bridge was safe"])],
    ),
]


@pytest.mark.parametrize(("sentence", "expected"), DIRECT)
def test_rules_find_the_speaker_of_a_quotation(sentence: str, expected: list[Shown]) -> None:
    assert read(sentence) == expected


@pytest.mark.parametrize(("sentence", "expected"), INDIRECT)
def test_rules_find_the_source_of_reported_speech(sentence: str, expected: list[Shown]) -> None:
    assert read(sentence) == expected


@pytest.mark.parametrize(("sentence", "expected"), FACT_CHECKED)
def test_rules_read_what_a_fact_checker_would(sentence: str, expected: list[Shown]) -> None:
    assert read(sentence) == expected


@pytest.mark.parametrize(("sentence", "expected"), WITHOUT_ASSERTION)
def test_rules_keep_the_words_that_deny_or_weaken_in_the_cue(
    sentence: str, expected: list[Shown]
) -> None:
    assert read(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "The ministry declined to comment.",
        "The paper reached out to the ministry for comment by email.",
        "The ministry did not respond to a request for comment.",
        "The village, formerly known as Oster, is small.",
        "The post Mayor Says Bridge Is Safe appeared first on The Oster Gazette.",
        "— Ana Kovac / Ана Ковач (@anakovac) December 16, 2024",
        "The bridge has been closed since May.",
        "The alleged practice ended in the reported year.",
        "The Gazette has not seen the letter.",
        "Kovac heard that the bridge was safe.",
        "They put the chairs at the door.",
        "Most southern states that will vote in March are small.",
    ],
)
def test_rules_find_nothing_where_nobody_states_anything(sentence: str) -> None:
    assert read(sentence) == []


@pytest.mark.parametrize(
    "kind",
    [
        BlockKind.HEADING,
        BlockKind.FOOTER,
        BlockKind.CAPTION,
        BlockKind.BYLINE,
        BlockKind.DATELINE,
        BlockKind.EMBEDDED_POST,
    ],
)
def test_rules_leave_blocks_alone_that_are_no_prose(kind: BlockKind) -> None:
    assert read("Kovac said the bridge was safe.", kinds={0: kind}) == []


def test_rules_name_the_outlet_without_content_where_it_passes_on_a_report() -> None:
    found = read("The army reported that at least 30 soldiers died, according to the Gazette.")

    assert found == [
        ("The army", "reported", ["that at least 30 soldiers died"]),
        ("the Gazette", "according to", []),
    ]


def test_rules_divide_a_sentence_between_its_two_speakers() -> None:
    found = read("The army said it shot down 12 drones, but the governor said only 9 fell.")

    assert found == [
        ("The army", "said", ["it shot down 12 drones"]),
        ("the governor", "said", ["only 9 fell"]),
    ]


def test_rules_give_a_participle_the_source_of_its_sentence() -> None:
    found = read("The bridge is safe, the mayor said, adding that it would reopen in May.")

    assert found == [
        ("the mayor", "said", ["The bridge is safe"]),
        ("the mayor", "adding", ["that it would reopen in May"]),
    ]


def test_rules_do_not_read_a_statement_within_quoted_words() -> None:
    found = read("Kovac said: “The army told us that the bridge was safe.”")

    assert found == [("Kovac", "said", ["“The army told us that the bridge was safe.”"])]


def test_rules_follow_a_quotation_that_each_paragraph_reopens() -> None:
    found = read(
        "Kovac wrote: “The bridge is old. It must go.",
        "“We will build another.”",
        "Work begins in May.",
    )

    assert found == [
        ("Kovac", "wrote", ["“The bridge is old. It must go.", "“We will build another.”"])
    ]


def test_rules_take_the_next_paragraph_after_a_cue_and_a_colon() -> None:
    found = read("In a letter to the council, Kovac wrote:", "The bridge is old and must go.")

    assert found == [("Kovac", "wrote", ["The bridge is old and must go."[:-1]])]


def test_rules_read_a_transcript_by_its_speaker_lines() -> None:
    found = read("HOST: What did the army say?", "KOVAC: It said the bridge is safe. I doubt it.")

    assert found == [
        ("HOST", ":", ["What did the army say?"]),
        ("KOVAC", ":", ["It said the bridge is safe", "I doubt it"]),
    ]


def test_rules_read_an_interview_by_the_labels_of_its_answers() -> None:
    found = read("Q: Is the bridge safe?", "A: No. It never was.", "Note: the talk was shortened.")

    assert found == [("A", ":", ["No", "It never was"])]


def test_rules_read_lines_as_paragraphs_where_an_article_has_no_blocks() -> None:
    given_article = article("Kovac spoke.", "“It is over,” Kovac said.", blocks=False)

    tags = RulesTagger().tag(given_article)

    assert [given_article.text[tag.start : tag.end] for tag in tags] == [
        "“It is over,”",
        "Kovac",
        "said",
    ]


PIECES = st.sampled_from(
    [
        *("Kovac said", " the mayor", " according to", " who", " It", " that", " and", " to"),
        *(" denied", " saying", " claims", " reportedly", "KOVAC"),
        *("“", "”", "’", '"', ",", ".", " (", ")", "\n", ":"),
    ]
)


@given(st.lists(PIECES, max_size=40))
def test_rules_tags_are_ordered_grounded_and_apart_whatever_the_text(pieces: list[str]) -> None:
    given_article = article("".join(pieces), blocks=False)

    tags = RulesTagger().tag(given_article)

    assert tags == sorted(tags)
    for label in Label:
        spans = [(tag.start, tag.end) for tag in tags if tag.label is label]
        assert all(one[1] <= other[0] for one, other in itertools.pairwise(spans))
    assert all(0 <= tag.start < tag.end <= len(given_article.text) for tag in tags)
    assert all(0 <= tag.confidence <= 1 for tag in tags)


@pytest.mark.parametrize(
    "unit", ["he said ", "“", "X said, ", "' ", "Trump, ", "“a\n", "who said "]
)
def test_rules_finish_on_long_repetitions(unit: str) -> None:
    given_article = article(unit * 3000, blocks=False)

    tags = RulesTagger().tag(given_article)

    assert all(given_article.text[tag.start : tag.end].strip() for tag in tags)
