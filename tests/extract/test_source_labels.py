"""Labels, offices, interviews and seats of government: who is meant, whoever proposed the spans."""

import pytest

from functions.extract.engine.layout import Layout
from functions.extract.engine.ranges import Range
from functions.extract.engine.sources import Resolved, Resolver
from schemas.claim import Directness, Resolution, SourceType
from tests.extract.linked import attributed_to
from tests.factories import article


def _resolve(text: str, *sources: str) -> Resolved:
    """The last of the sources, each after the one before."""
    resolver, position, resolved = Resolver(Layout(article(*text.split("\n"))), []), 0, []
    flat = article(*text.split("\n")).text
    for words in sources:
        start = flat.index(words, position)
        resolved.append(resolver.resolve(Range(start, start + len(words))))
        position = start + len(words)
    return resolved[-1]


@pytest.mark.parametrize(
    ("text", "label", "canonical"),
    [
        ("Alder Airways, the airline, cut a route. The airline blamed fuel.", "The airline",
         "Alder Airways"),
        ("The app Wisp has grown. The company promised more.", "The company", "Wisp"),
        ("Shares of Cobalt fell. The company was silent.", "The company", "Cobalt"),
        ("Marsh Chips will build a plant, the company said.", "the company", "Marsh Chips"),
        ("The fish ministry met on Monday. The ministry said so.", "The ministry",
         "fish ministry"),
        ("Two fish ministry officials left. The ministry said so.", "The ministry",
         "fish ministry"),
        ("A chamber of trade met. The chamber said so.", "The chamber", "chamber of trade"),
    ],
)  # fmt: skip
def test_resolve_label_to_what_the_article_names_so(text: str, label: str, canonical: str) -> None:
    found = _resolve(text, label).source
    assert (found.canonical, found.resolution) == (canonical, Resolution.LABEL)


def test_resolve_label_of_two_ministries_stays_as_it_stands() -> None:
    text = "The fish ministry and the coal ministry met. The ministry said so."
    assert _resolve(text, "The ministry").source.canonical == "ministry"


def test_resolve_label_to_the_source_that_bears_it_as_its_head() -> None:
    # Given a survey by a chamber, whose head is the survey
    text = "A survey by the chamber of trade found gaps. The chamber said so."
    found = _resolve(text, "A survey by the chamber of trade", "The chamber").source
    assert found.type is not SourceType.DOCUMENT


@pytest.mark.parametrize(
    ("text", "label", "canonical"),
    [
        ("Fees will rise, the state auditor said. In her report, Ola Brandt found gaps.",
         "the state auditor", "Ola Brandt"),
        ("The mayor said so. The mayor, Ola Brandt, left.", "The mayor", "Ola Brandt"),
        ("A county judge ruled so. Judge Ola Brandt held it was late.", "A county judge",
         "Ola Brandt"),
    ],
)  # fmt: skip
def test_resolve_office_to_its_holder_whom_the_next_sentence_names(
    text: str, label: str, canonical: str
) -> None:
    found = _resolve(text, label).source
    assert (found.canonical, found.resolution) == (canonical, Resolution.LABEL)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("The mayor said so. His captain, Ola Brandt, left.", "The mayor"),
        ("The mayor said so. Nurses at St Olaf’s left.", "The mayor"),
        ("A judge ruled so. Ola Brandt said it was late.", "A judge"),
        ("A witness saw it. Ola Brandt, 42, was arrested.", "A witness"),
    ],
)
def test_resolve_office_is_never_given_to_somebody_else(text: str, label: str) -> None:
    assert "Ola" not in _resolve(text, label).source.canonical


def test_resolve_office_without_a_name_is_a_person_in_a_role() -> None:
    found = _resolve("The water minister said so.", "The water minister")
    assert (found.source.type, found.source.role) == (SourceType.PERSON, "water minister")
    assert found.anonymity is None


@pytest.mark.parametrize("label", ["The 34-year-old", "The mother of two", "the defendant"])
def test_resolve_epithet_to_the_person_spoken_of(label: str) -> None:
    text = f"Anna Brandt left the court. {label} said it was late."
    found = _resolve(text, label).source
    assert (found.canonical, found.resolution) == ("Anna Brandt", Resolution.LABEL)


@pytest.mark.parametrize(
    ("text", "source", "canonical", "kind"),
    [
        ("Brussels said so.", "Brussels", "European Union", SourceType.GOVERNMENT),
        ("Whitehall said so.", "Whitehall", "United Kingdom", SourceType.GOVERNMENT),
        ("Pyongyang said so.", "Pyongyang", "North Korea", SourceType.GOVERNMENT),
        ("Pell, the capital of Zembria, is cold. Pell said so.", "Pell", "Zembria",
         SourceType.GOVERNMENT),
        ("The Lund city council met. City Hall said so.", "City Hall", "Lund city council",
         SourceType.GOVERNMENT_BODY),
        ("City Hall said so.", "City Hall", "City Hall", SourceType.GOVERNMENT_BODY),
    ],
)  # fmt: skip
def test_resolve_seat_to_the_government_that_sits_there(
    text: str, source: str, canonical: str, kind: SourceType
) -> None:
    found = _resolve(text, source).source
    assert (found.canonical, found.type) == (canonical, kind)
    assert found.resolution is Resolution.METONYM


@pytest.mark.parametrize(
    ("source", "canonical"),
    [
        ("two traders at Cobalt Capital", "two traders at Cobalt Capital"),
        ("Brokers at Wick & Lund", "Brokers at Wick & Lund"),
        ("Several residents", "Several residents"),
        ("A trawler crew off Cape Sorn", "trawler crew off Cape Sorn"),
        ("a slide that stayed up for a minute", "slide that stayed up for a minute"),
    ],
)
def test_resolve_group_is_not_the_name_within_it(source: str, canonical: str) -> None:
    assert _resolve(f"{source} said so.", source).source.canonical == canonical


@pytest.mark.parametrize(
    ("text", "source", "role", "organisation"),
    [
        ("The league’s chairman, Ola Brandt, left.", "Ola Brandt", "chairman", "Northern League"),
        ("Its chief executive, Ola Brandt, left.", "Ola Brandt", "chief executive",
         "Northern League"),
        ("Its own youth board’s chair, Ola Brandt, left.", "Ola Brandt", "chair", "youth board"),
        ("Gen. Ola Brandt, the army’s chief of staff, left.", "Ola Brandt", "chief of staff",
         "army"),
    ],
)  # fmt: skip
def test_resolve_role_of_an_organisation_that_is_told_by_a_label(
    text: str, source: str, role: str, organisation: str
) -> None:
    found = _resolve(f"The Northern League met. {text}", "The Northern League", source).source
    assert (found.role, found.organisation) == (role, organisation)


def test_resolve_spokesman_for_a_body_without_a_name() -> None:
    found = _resolve("A spokesman for the council said so.", "A spokesman for the council").source
    assert (found.role, found.organisation) == ("spokesman", "council")


def test_resolve_nested_possessive_is_the_person() -> None:
    text = "Ada Hill left. Hill’s denial came late."
    assert _resolve(text, "Hill’s").source.canonical == "Ada Hill"


INTERVIEW = (
    "Q: Will the dam hold?",
    "A: [content It will.] [content I checked it.]",
    "Q: Who says so?",
    "Ada Quill has led the board since May.",
)


def test_answer_in_an_interview_is_that_of_the_one_person_named() -> None:
    claim = attributed_to(*INTERVIEW)[0]
    assert claim.source is not None
    assert (claim.source.canonical, claim.source.resolution) == ("Ada Quill", Resolution.INFERRED)
    assert claim.directness is Directness.INTERVIEW_ANSWER


def test_question_in_an_interview_is_not_given_to_the_one_who_answers() -> None:
    lines = ("Q: [content The dam leaks.] Will it hold?", *INTERVIEW[1:])
    claims = [c for c in attributed_to(*lines) if c.content[0].exact == "The dam leaks."]
    assert not [c for c in claims if c.source and c.source.canonical == "Ada Quill"]


def test_label_in_capitals_is_the_person_of_that_surname() -> None:
    lines = ("REPORTER: Will it hold?", "QUILL: [content It will.]", "REPORTER: When?",
             "Ada Quill has led the board since May.")  # fmt: skip
    (claim,) = attributed_to(*lines)
    assert claim.source is not None
    assert claim.source.canonical == "Ada Quill"


def test_resolve_office_never_to_another_speaker_who_comes_next() -> None:
    text = "The mayor denied taking bribes. Ida Berg claimed that the mayor took them."
    assert _resolve(text, "The mayor").source.canonical == "mayor"


def test_first_person_in_an_answer_is_the_one_who_answers() -> None:
    lines = ("Q: Will it hold?", "A: [source I] [cue think] [content it will].", *INTERVIEW[2:])
    (claim,) = [c for c in attributed_to(*lines) if c.cue]
    assert claim.source is not None
    assert (claim.source.canonical, claim.source.type) == ("Ada Quill", SourceType.PERSON)


def test_first_person_in_quoted_words_is_never_the_author() -> None:
    resolved = _resolve("“I told them it leaks,” said Ada Quill.", "I")
    assert resolved.source.type is not SourceType.AUTHOR


@pytest.mark.parametrize(
    ("words", "canonical", "type_"),
    [
        ("A county spokesman, Dale Prouty", "Dale Prouty", SourceType.PERSON),
        ("A spokesman for the Tahrani Front, Idris Belhaj", "Idris Belhaj", SourceType.PERSON),
        ("His widow, Jean", "Jean", SourceType.PERSON),
        ("The buyer, Harbour & Dale", "Harbour & Dale", SourceType.ORGANISATION),
    ],
)
def test_resolve_apposition_to_the_name_in_it(
    words: str, canonical: str, type_: SourceType
) -> None:
    found = _resolve(f"{words}, said that it was sold.", words)
    assert (found.source.canonical, found.source.type) == (canonical, type_)
    assert found.anonymity is None
