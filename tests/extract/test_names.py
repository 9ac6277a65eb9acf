"""How names are read out of prose, with role, organisation and gender."""

import pytest

from functions.extract.engine.layout import Layout
from functions.extract.engine.names import Named, folded, read_role, roster
from tests.factories import article


def _people(text: str) -> list[Named]:
    return roster(Layout(article(text)))


@pytest.mark.parametrize(
    ("text", "name", "role", "organisation"),
    [
        ("Norwegian President Ida Berg spoke.", "Ida Berg", "Norwegian President", None),
        ("On Friday Fleet spokesman Rear Admiral Jon Vik spoke.", "Jon Vik", "spokesman", "Fleet"),
        ("Poet and novelist Ola Nord spoke.", "Ola Nord", "Poet and novelist", None),
        ("Oatly chief executive Ola Nord left.", "Ola Nord", "chief executive", "Oatly"),
        ("US Defense Secretary Ola Nord left.", "Ola Nord", "US Defense Secretary", None),
        ("Ola Nord, a spokeswoman for the Mint, left.", "Ola Nord", "spokeswoman", "Mint"),
        ("Secretary of State Ola Nord left.", "Ola Nord", "Secretary of State", None),
        ("Former Oatly manager Ola Nord left.", "Ola Nord", "Former manager", "Oatly"),
        ("Retired Air Force Col. Ola Nord left.", "Ola Nord", None, None),
        ("Attorney General Ola Nord left.", "Ola Nord", "Attorney General", None),
        ("Ola Nord, an analyst at the Mint and now a poet, left.", "Ola Nord", "analyst", "Mint"),
        ("Dr. Ola Nord left.", "Ola Nord", None, None),
        ("Ola van der Berg left.", "Ola van der Berg", None, None),
        ("Ola B. Nord Jr. left.", "Ola B. Nord Jr.", None, None),
    ],
)
def test_roster_of_a_name_with_its_role(
    text: str, name: str, role: str | None, organisation: str | None
) -> None:
    (person,) = _people(text)
    assert (person.name, person.role, person.organisation) == (name, role, organisation)


@pytest.mark.parametrize(
    "text",
    [
        "The North Koreans left.",
        "The Ministry of Defence left.",
        "New York Times left.",
        "On Monday",
    ],
)
def test_roster_of_other_names_is_empty(text: str) -> None:
    assert _people(text) == []


def test_roster_gives_later_surnames_to_the_person() -> None:
    (person,) = _people("Ida Berg left. Berg’s dog stayed. Later Berg returned.")
    assert len(person.mentions) == 3


@pytest.mark.parametrize(
    ("text", "gender"),
    [("Mrs Ola Nord left.", "f"), ("Spokesman Ola Nord left.", "m"), ("Maria Nord left.", "f"),
     ("Ola Nord left.", None)],
)  # fmt: skip
def test_roster_gender(text: str, gender: str | None) -> None:
    assert _people(text)[0].gender == gender


def test_folded_of_transliterations_is_one_key() -> None:
    assert folded("Valeriy") == folded("Valerii".replace("ii", "iy")) == folded("Valeryy")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("the head of the Mint", ("head", "Mint")),
        ("a professor at Lund University", ("professor", "Lund University")),
        ("who lives nearby", (None, None)),
        ("the army’s chief of staff", ("chief of staff", "army")),
        ("the firm’s flight director", ("flight director", "firm")),
        ("a plumber from Lund", ("plumber", None)),
        ("an analyst from the Mint", ("analyst", "Mint")),
    ],
)
def test_read_role(words: str, expected: tuple[str | None, str | None]) -> None:
    assert read_role(words) == expected
