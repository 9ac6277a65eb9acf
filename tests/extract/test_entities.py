"""Which names an article has, what bears them, and which mean the same thing."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.extract.engine.entities import Entities, mentions, slug
from functions.extract.engine.extraction import extract
from functions.extract.engine.layout import Layout
from functions.extract.engine.lexicons import listed
from functions.extract.engine.ranges import Range
from schemas.claim import EntityType, Mention
from tests.factories import Part, article, footer, heading

PERSON, ORGANISATION = EntityType.PERSON, EntityType.ORGANISATION
PLACE, OTHER = EntityType.PLACE, EntityType.OTHER


def _mentions(*parts: str | Part) -> list[Mention]:
    return mentions(Layout(article(*parts)))


def _named(*parts: str | Part) -> list[tuple[str, EntityType | None]]:
    return [(mention.exact, mention.type) for mention in _mentions(*parts)]


def _ids(*parts: str | Part) -> dict[str, str | None]:
    return {mention.exact: mention.id for mention in _mentions(*parts)}


@pytest.mark.parametrize(
    ("text", "exact", "kind"),
    [
        ("Then Dr. Osk Varn left.", "Osk Varn", PERSON),
        ("They met Maria Varn.", "Maria Varn", PERSON),
        ("They met Osk Varn, a nurse from the ward.", "Osk Varn", PERSON),
        ("They met Judge Eleanor Marsh.", "Eleanor Marsh", PERSON),
        ("They met Osk Varn, 41, there.", "Osk Varn", PERSON),
        ("They met Osk J. Varn.", "Osk J. Varn", PERSON),
        ("They met Osk van der Varn.", "Osk van der Varn", PERSON),
        ("“No,” said Osk Varn.", "Osk Varn", PERSON),
        ("the former president Varn spoke", "Varn", PERSON),
        ("They took the ferry to the Skarn River.", "Skarn River", PLACE),
        ("A fire near Skarn went out.", "Skarn", PLACE),
        ("They met in Skarn, Oregon.", "Skarn", PLACE),
        ("the capital of Skarn burned", "Skarn", PLACE),
        ("Skarn’s army withdrew.", "Skarn", PLACE),
        ("It rained over the Gulf of Mexico.", "Gulf of Mexico", PLACE),
        ("It rained in northern Iraq.", "Iraq", PLACE),
        ("The U.S. withdrew.", "U.S.", PLACE),
        ("The Skarn Herald closed.", "Skarn Herald", ORGANISATION),
        ("They sued Varn & Sons.", "Varn & Sons", ORGANISATION),
        ("They sued Varn Hydro, Inc. on Monday.", "Varn Hydro, Inc.", ORGANISATION),
        ("the University of Skarn", "University of Skarn", ORGANISATION),
        ("the Ministry of Trade and Culture", "Ministry of Trade and Culture", ORGANISATION),
        ("They sued Varn, a charity.", "Varn", ORGANISATION),
        ("The carmaker Varn closed.", "Varn", ORGANISATION),
        ("the chief executive of Varn left", "Varn", ORGANISATION),
        ("The British Chess Society met.", "British Chess Society", ORGANISATION),
        ("the Skarn Treaty", "Skarn Treaty", OTHER),
        ("It was Hurricane Varn.", "Hurricane Varn", OTHER),
        ("They bought a Varn.", "Varn", None),
    ],
)
def test_mentions_of_one_name(text: str, exact: str, kind: EntityType | None) -> None:
    assert (exact, kind) in _named(text)


@pytest.mark.parametrize(
    "text",
    [
        "Yesterday they left.",
        "Residents said so.",
        "On Monday in May they left.",
        "Russian troops left, and the Ukrainians stayed.",
        "The President and the Prime Minister met.",
        "The Trust paid, and the Council agreed.",
        "They asked the Secretary of State about it.",
        "They saw Section 7 of it.",
        "It is VERY cold, very cold.",
        "Write to ola@Skarn.example or see www.Skarn.example soon.",
    ],
)
def test_mentions_of_no_name_are_none(text: str) -> None:
    assert _named(text) == []


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("Ukraine’s army", "Ukraine"),
        ("James’ army", "James"),
        ("Norwegian President Ida Berg", "Ida Berg"),
        ("On Friday Ida Berg left", "Ida Berg"),
        ("Secretary of State Ida Berg left", "Ida Berg"),
        ("They met the Rev. Ida Berg MP there", "Ida Berg"),
    ],
)
def test_mention_leaves_out_what_is_no_name(text: str, exact: str) -> None:
    assert [found for found, _ in _named(text)] == [exact]


def test_mentions_of_a_body_before_a_title_are_two() -> None:
    found = _named("They asked Pentagon Press Secretary Ida Berg.")
    assert found == [("Pentagon", ORGANISATION), ("Ida Berg", PERSON)]


def test_mentions_joined_by_and_are_two() -> None:
    assert [exact for exact, _ in _named("It lies between Iran and Oman.")] == ["Iran", "Oman"]


def test_surname_alone_is_the_person_of_the_full_name() -> None:
    ids = _ids("Ida Berg left.", "Later Berg came back, and Berg’s dog with her.")
    assert ids == {"Ida Berg": "ida-berg", "Berg": "ida-berg"}


def test_surname_of_two_people_is_neither() -> None:
    ids = _ids("Ida Berg met Maria Berg.", "They say Berg won.")
    assert ids["Berg"] == "berg"


def test_all_names_of_a_country_are_one() -> None:
    ids = _ids(
        "The Democratic People's Republic of Korea (DPRK) fired.",
        "They say the DPRK lies. They mean North Korea.",
    )
    assert set(ids.values()) == {"north-korea"}


def test_acronym_is_what_it_was_explained_as() -> None:
    found = _mentions("The Skarn Rescue Board (SRB) met.", "They say the SRB paid.")
    assert {m.id for m in found} == {"skarn-rescue-board"}
    assert {m.type for m in found} == {ORGANISATION}


def test_short_name_of_a_company_is_the_company() -> None:
    ids = _ids("They sued Varn Mining Ltd.", "They say Varn paid. They say Varn Mining did.")
    assert set(ids.values()) == {"varn-mining-ltd"}


def test_place_of_a_newspaper_is_not_the_newspaper() -> None:
    ids = _ids("They read the Skarn Echo.", "They live in Skarn.")
    assert ids == {"Skarn Echo": "skarn-echo", "Skarn": "skarn"}


def test_type_is_told_by_what_is_said_elsewhere() -> None:
    found = _named("They say Varn won.", "They are the carmaker Varn.")
    assert found == [("Varn", ORGANISATION), ("Varn", ORGANISATION)]


def test_country_that_is_a_given_name_goes_by_what_is_said() -> None:
    assert _named("They met Mr Jordan.") == [("Jordan", PERSON)]
    assert _named("They live in Jordan.") == [("Jordan", PLACE)]


def test_heading_has_only_the_names_that_are_known() -> None:
    found = _named(heading("Ida Berg Leaves Lots Of Ships"), "They say Ida Berg left.")
    assert found == [("Ida Berg", PERSON), ("Ida Berg", PERSON)]


def test_headline_in_a_footer_is_no_name() -> None:
    end = footer("The post Varn Accuses Skarn of Burying Ships appeared first on The Lund Post.")
    ids = _ids("They live in Varn. They say Skarn lied.", end)
    assert (ids["Varn"], ids["Skarn"]) == ("varn", "skarn")
    assert "Varn Accuses Skarn" not in ids


def test_party_of_a_member_is_no_name() -> None:
    assert _named("They met Ida Berg, D-Ohio, there.") == [("Ida Berg", PERSON)]


def test_surname_of_two_words_is_the_person_of_the_full_name() -> None:
    ids = _ids("They met Maria San Varn Berg.", "They say Varn Berg won.")
    assert ids["Varn Berg"] == "maria-san-varn-berg"


def test_slug_of_a_name_is_plain() -> None:
    assert slug("U.N.") == slug("UN")
    assert slug("Łódź’s Café-Bar No. 3") == "łodzs-cafe-bar-no-3"


def test_within_gives_the_names_of_the_pieces_alone() -> None:
    text = "Ida Berg went to Oslo with Maria Varn."
    entities = Entities(Layout(article(text)))
    start = text.index("Oslo")
    assert [m.exact for m in entities.within([Range(start, len(text))])] == ["Oslo", "Maria Varn"]
    assert entities.within([Range(1, start + 2)]) == []


def test_claim_holds_places_apart_from_other_names() -> None:
    (claim,) = extract(
        article("Ida Berg said that Maria Varn had moved Varn Mining to Oslo.")
    ).claims
    assert [(m.exact, m.id) for m in claim.places] == [("Oslo", "oslo")]
    assert [(m.exact, m.type) for m in claim.entities] == [
        ("Maria Varn", PERSON),
        ("Varn Mining", ORGANISATION),
    ]


_WORDS = st.sampled_from(
    # The mixture that names are made of, and what may stand between them.
    sorted(
        listed(
            """Ida Berg Berg’s the The of and for University Oslo in U.S. said Dr. President Mount
            (SRB) Skarn Rescue Board Russian I Inc. Ltd, Monday May van der al-Varn “No” Street. ’s
            & North Korea DPRK War St. J. Ö É ß 7 a@B New York — Women’s VARN Minister Defence"""
        )
    )
)
_TEXTS = st.lists(st.lists(_WORDS, min_size=1, max_size=25).map(" ".join), min_size=1, max_size=4)


@settings(deadline=None)
@given(_TEXTS)
def test_mentions_always_are_grounded_and_apart(paragraphs: list[str]) -> None:
    layout = Layout(article(*paragraphs))
    found = mentions(layout)
    assert all(mention.is_grounded_in(layout.text) and mention.exact.strip() for mention in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(mention.id for mention in found)


@settings(deadline=None)
@given(st.text(max_size=120))
def test_mentions_of_any_text_are_grounded(text: str) -> None:
    layout = Layout(article(f"x{text}"))
    assert all(mention.is_grounded_in(layout.text) for mention in mentions(layout))


@settings(deadline=None)
@given(_TEXTS)
def test_ids_never_depend_on_where_a_name_stands(paragraphs: list[str]) -> None:
    before = _mentions(*paragraphs)
    after = _mentions("it rained all day and all night.", *paragraphs)
    assert [(m.exact, m.id, m.type) for m in before] == [(m.exact, m.id, m.type) for m in after]
