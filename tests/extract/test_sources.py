"""Whose statement it is, and how that was found out."""

import pytest

from functions.extract.engine.layout import Layout
from functions.extract.engine.ranges import Range
from functions.extract.engine.sources import UNNAMED, Resolved, Resolver
from schemas.article import Article
from schemas.claim import Resolution, SourceType
from tests.extract.linked import attributed_to
from tests.factories import article


def _resolve(found: Article, *sources: str, contents: tuple[str, ...] = ()) -> list[Resolved]:
    """The sources in the order in which they are given, each after the one before."""
    covered = [Range(found.text.index(c), found.text.index(c) + len(c)) for c in contents]
    resolver, resolved, position = Resolver(Layout(found), covered), [], 0
    for words in sources:
        start = found.text.index(words, position)
        resolved.append(resolver.resolve(Range(start, start + len(words))))
        position = start + len(words)
    return resolved


def _one(text: str, source: str) -> Resolved:
    return _resolve(article(text), source)[0]


def test_resolve_surname_to_the_fullest_name_with_its_role() -> None:
    found = article("Norwegian President Ida Berg left.", "Berg said it was late.")
    (berg,) = _resolve(found, "Berg")
    assert (berg.source.canonical, berg.source.role) == ("Ida Berg", "Norwegian President")
    assert berg.source.resolution is Resolution.EXPLICIT


def test_resolve_surname_that_is_given_in_full_only_later() -> None:
    found = article("Nord said it was late.", "“It is late,” repeated Ola Nord.")
    assert _resolve(found, "Nord")[0].source.canonical == "Ola Nord"


def test_resolve_surname_of_two_people_stays_as_it_stands() -> None:
    found = article("Ida Berg and Ola Berg left.", "Then Berg said it was late.")
    (_, berg) = _resolve(found, "Ola Berg", "Berg")
    assert berg.source.canonical == "Berg"


@pytest.mark.parametrize(
    ("source", "canonical", "kind", "resolution"),
    [
        ("Oslo", "Norway", SourceType.GOVERNMENT, Resolution.METONYM),
        ("The Kremlin", "Russia", SourceType.GOVERNMENT, Resolution.METONYM),
        ("Downing Street", "United Kingdom", SourceType.GOVERNMENT, Resolution.METONYM),
        ("Norway", "Norway", SourceType.GOVERNMENT, Resolution.EXPLICIT),
        ("The US", "United States", SourceType.GOVERNMENT, Resolution.EXPLICIT),
        ("The Norwegian government", "Norway", SourceType.GOVERNMENT, Resolution.EXPLICIT),
        ("The Pentagon", "Pentagon", SourceType.GOVERNMENT_BODY, Resolution.EXPLICIT),
        ("Norway’s whaling agency", "Norway’s whaling agency", SourceType.GOVERNMENT_BODY,
         Resolution.EXPLICIT),
        ("The Ministry of Fish", "Ministry of Fish", SourceType.GOVERNMENT_BODY,
         Resolution.EXPLICIT),
        ("Lund University", "Lund University", SourceType.ORGANISATION, Resolution.EXPLICIT),
        ("A study in Fish Weekly", "study in Fish Weekly", SourceType.DOCUMENT,
         Resolution.EXPLICIT),
        ("Recent polls", "Recent polls", SourceType.DOCUMENT, Resolution.EXPLICIT),
        ("Mr King", "King", SourceType.PERSON, Resolution.EXPLICIT),
        ("Police", "Police", SourceType.GOVERNMENT_BODY, Resolution.EXPLICIT),
    ],
)  # fmt: skip
def test_resolve_of_what_is_no_person(
    source: str, canonical: str, kind: SourceType, resolution: Resolution
) -> None:
    found = _one(f"{source} said it was late.", source).source
    assert (found.canonical, found.type, found.resolution) == (canonical, kind, resolution)


@pytest.mark.parametrize(
    ("source", "count", "reason"),
    [
        ("Two officials", 2, None),
        ("A person familiar with the talks", 1, None),
        ("Officials in Oslo", None, None),
        ("One aide", 1, None),
        (
            "Three sources, who asked not to be named",
            3,
            "who asked not to be named",
        ),
    ],
)
def test_resolve_unnamed(source: str, count: int | None, reason: str | None) -> None:
    found = _one(f"{source}, said it was late.", source)
    assert found.source.type is SourceType.UNNAMED
    assert found.anonymity is not None
    assert found.anonymity.count == count
    assert (found.anonymity.reason and found.anonymity.reason.exact) == reason


def test_resolve_unnamed_with_a_reason_later_in_the_sentence() -> None:
    text = "Two aides said so, speaking on condition of anonymity because the talks were private."
    found = _one(text, "Two aides")
    assert found.anonymity is not None
    assert found.anonymity.reason is not None
    assert found.anonymity.reason.exact == "because the talks were private"


def test_resolve_spokesman_keeps_the_organisation_but_not_its_head_as_speaker() -> None:
    found = _one("A spokesman for Ida Berg said it was late.", "A spokesman for Ida Berg").source
    assert (found.canonical, found.type) == ("spokesman for Ida Berg", SourceType.UNNAMED)


def test_resolve_possessor_is_not_the_speaker() -> None:
    found = article("Ida Berg left.", "Berg’s rivals said it was late.")
    assert _resolve(found, "Berg’s rivals")[0].source.canonical == "Berg’s rivals"


def test_resolve_pronoun_to_the_earlier_source_of_its_gender() -> None:
    found = article("Maria Nord said it was late. Erik Lund left.", "“It is,” she said.")
    (_, she) = _resolve(found, "Maria Nord", "she")
    assert (she.source.canonical, she.source.resolution) == ("Maria Nord", Resolution.PRONOUN)


def test_resolve_pronoun_passes_over_a_name_that_is_only_quoted() -> None:
    # Given a man who is named only within what another man says
    content = "that Erik Lund was late"
    found = article(f"Peter Vik said {content}.", "“We waited,” he said.")
    (_, he) = _resolve(found, "Peter Vik", "he", contents=(content,))
    assert he.source.canonical == "Peter Vik"


def test_resolve_pronoun_they_to_a_plural_source() -> None:
    found = article("Two officials spoke to Ida Berg.", "They said it was late.")
    (_, they) = _resolve(found, "Two officials", "They")
    assert (they.source.canonical, they.source.type) == ("Two officials", SourceType.UNNAMED)


def test_resolve_pronoun_it_to_a_government() -> None:
    found = article("Oslo said it was late. It added that the sea was cold.")
    (_, it) = _resolve(found, "Oslo", "It")
    assert (it.source.canonical, it.source.resolution) == ("Norway", Resolution.PRONOUN)


def test_resolve_pronoun_without_a_referent_is_unnamed() -> None:
    assert _one("She said it was late.", "She").source.canonical == UNNAMED


def test_resolve_label_to_the_source_with_that_role() -> None:
    found = article("Poet Maria Nord and baker Erik Lund met.", "The baker said it was late.")
    (baker,) = _resolve(found, "The baker")
    # "baker" is no word of the lexicon of roles, so nothing is guessed
    assert baker.source.canonical == "baker"
    found = article("Poet Maria Nord and mayor Erik Lund met.", "The mayor said it was late.")
    (mayor,) = _resolve(found, "The mayor")
    assert (mayor.source.canonical, mayor.source.resolution) == ("Erik Lund", Resolution.LABEL)


def test_resolve_label_to_an_earlier_organisation() -> None:
    found = article("Norway’s spy agency said so.", "The agency said it was late.")
    (_, agency) = _resolve(found, "Norway’s spy agency", "The agency")
    assert agency.source.canonical == "Norway’s spy agency"
    assert agency.source.resolution is Resolution.LABEL


def test_resolve_name_in_apposition() -> None:
    text = "The head of the Mint, Maria Nord, said it was late."
    found = _one(text, "The head of the Mint, Maria Nord,").source
    assert (found.canonical, found.role, found.organisation) == ("Maria Nord", "head", "Mint")
    text = "The baker, Crumbs Ltd, said it was late."
    assert _one(text, "The baker, Crumbs Ltd,").source.canonical == "Crumbs Ltd"


def test_resolve_name_after_a_possessor() -> None:
    text = "Ida Berg’s campaign manager Erik Lund said it was late."
    found = _one(text, "Ida Berg’s campaign manager Erik Lund").source
    assert (found.canonical, found.role) == ("Erik Lund", "campaign manager")


def test_resolve_of_two_people() -> None:
    found = _one("Maria Nord and Erik Lund said so.", "Maria Nord and Erik Lund").source
    assert found.canonical == "Maria Nord and Erik Lund"


def test_author_is_the_byline_or_the_publisher() -> None:
    assert Resolver(Layout(article("x", byline=["Ada Lowe"])), []).author().canonical == "Ada Lowe"
    assert Resolver(Layout(article("x")), []).author().canonical == "The Daily Example"
    unknown = Resolver(Layout(article("x", publisher=None)), []).author()
    assert (unknown.canonical, unknown.type) == ("Unknown author", SourceType.AUTHOR)


@pytest.mark.parametrize(
    ("before", "source", "label", "canonical"),
    [
        ("Alder Mining said so.", "Alder Mining", "The company", "Alder Mining"),
        ("Lund Police said so.", "Lund Police", "The force", "Lund Police"),
        ("A study in Fish Weekly said so.", "A study in Fish Weekly", "the paper",
         "study in Fish Weekly"),
    ],
)  # fmt: skip
def test_resolve_label_to_the_earlier_source_of_its_sort(
    before: str, source: str, label: str, canonical: str
) -> None:
    found = article(before, f"{label} added that it was late.")
    (_, resolved) = _resolve(found, source, label)
    assert (resolved.source.canonical, resolved.source.resolution) == (canonical, Resolution.LABEL)


def test_resolve_label_to_an_organisation_that_is_only_mentioned() -> None:
    found = article("The Harbour Board decides in June.", "The board said it was late.")
    (board,) = _resolve(found, "The board")
    assert (board.source.canonical, board.source.resolution) == ("Harbour Board", Resolution.LABEL)


@pytest.mark.parametrize("label", ["The county council", "The agency’s union", "The council"])
def test_resolve_label_that_another_body_answers_to_stays_as_it_stands(label: str) -> None:
    found = article("The River Agency and Lund Fire Group met.", f"{label} said it was late.")
    (resolved,) = _resolve(found, label)
    assert resolved.source.resolution is Resolution.EXPLICIT


def test_resolve_it_to_the_company_that_the_sentence_before_is_about() -> None:
    found = article("Alder Mining now expects less. It blamed the rain.")
    (it,) = _resolve(found, "It")
    assert (it.source.canonical, it.source.resolution) == ("Alder Mining", Resolution.PRONOUN)


def test_resolve_one_of_several_is_unnamed() -> None:
    text = "One of them, who asked not to be named, said it was late."
    found = _one(text, "One of them, who asked not to be named,")
    assert (found.source.canonical, found.source.type) == ("One of them", SourceType.UNNAMED)
    assert found.anonymity is not None
    assert found.anonymity.count == 1


def test_resolve_spokesman_of_an_owner_that_is_named_after_him() -> None:
    phrase = "A spokesman for the mill’s owner, Alder Hydro,"
    found = _one(f"{phrase} said it was late.", phrase).source
    assert (found.type, found.organisation) == (SourceType.UNNAMED, "Alder Hydro")


def test_resolve_spokesman_of_an_organisation_with_a_relative_clause() -> None:
    phrase = "A spokesperson for Trench Minerals, which holds the mine,"
    assert _one(f"{phrase} spoke.", phrase).source.organisation == "Trench Minerals"


def test_resolve_friends_of_a_place_are_an_organisation() -> None:
    found = _one("It rained, said the Friends of Alder Mill.", "the Friends of Alder Mill").source
    assert (found.canonical, found.type) == ("Friends of Alder Mill", SourceType.ORGANISATION)


def test_resolve_later_mention_keeps_the_role_in_front_of_the_first() -> None:
    found = article("The trust’s chair, Ada Lowe, left.", "Lowe said it was late.")
    (lowe,) = _resolve(found, "Lowe")
    assert (lowe.source.canonical, lowe.source.role) == ("Ada Lowe", "chair")


def test_resolve_office_in_a_company_that_a_label_stands_for() -> None:
    found = article(
        "Varn Hydro lost money.", "The company’s flight director, Ola Nord, said it was late."
    )
    (nord,) = _resolve(found, "The company’s flight director, Ola Nord")
    assert (nord.source.role, nord.source.organisation) == ("flight director", "Varn Hydro")


def test_resolve_office_in_a_company_that_may_be_one_of_two_keeps_the_label() -> None:
    found = article(
        "Varn Hydro sued Lund Mining.", "The insurer’s founder, Ola Nord, said it was late."
    )
    (nord,) = _resolve(found, "The insurer’s founder, Ola Nord")
    assert nord.source.organisation == "insurer"


def test_resolve_surname_in_capitals_is_the_person_interviewed() -> None:
    found = article("KASPAR: It is late.", "Professor Ida Kaspar spoke to us on Sunday.")
    (kaspar,) = _resolve(found, "KASPAR")
    assert (kaspar.source.canonical, kaspar.source.role) == ("Ida Kaspar", "Professor")


@pytest.mark.parametrize(
    ("line", "canonical"),
    [
        ("Ida Berg, [source who] [cue denies] [content hiding the ledger], resigned.", "Ida Berg"),
        ("It was shut by Palisade, [source which] [cue said] [content it leaked].", "Palisade"),
        ("It was mapped by the air force, [source which] [cue said] [content it flew].",
         "air force"),
        ("The owner of the mill, [source who] [cue said] [content it leaked], left.",
         "owner of the mill"),
        ("Ola Brandt met Ida Berg, [source who] [cue said] [content the dam leaked].", "Ida Berg"),
    ],
)  # fmt: skip
def test_relative_pronoun_stands_for_the_noun_phrase_before_it(line: str, canonical: str) -> None:
    (claim,) = attributed_to(line)
    assert claim.source is not None
    assert claim.source.canonical == canonical
    assert claim.source.resolution is Resolution.PRONOUN
