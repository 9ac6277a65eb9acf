"""Who signs: people are the byline, desks, agencies and outlets stand in organisations."""

import json

import pytest

from functions.parse.people import organisations, people
from tests.parse.documents import article, page

TEXT = "The council kept the bridge open, and nobody spoke against it on Monday."


@pytest.mark.parametrize(
    "name",
    ["AFP", "dpa", "RT", "Cleveland.com", "AppleInsider", "Reuters", "Example Press", "Post Staff"],
)
def test_organisation_shows_in_its_name(name: str) -> None:
    assert (people([name]), organisations([name])) == ([], [name])


@pytest.mark.parametrize(
    "name",
    [
        *("admin", "Regan", "Staff", "Staff Writer", "Contributor", "Updated on Monday", "J"),
        *("https://meridian.example/people/ada-stone", "desk@meridian.example"),
    ],
)
def test_role_day_address_and_lone_name_are_nobody(name: str) -> None:
    assert (people([name]), organisations([name])) == ([], [])


@pytest.mark.parametrize(
    ("body", "key"),
    [
        (
            page(f"<p>{TEXT}</p>", '<meta name="author" content="Ada Stone, Northwire Staff">'),
            "a.html",
        ),
        (json.dumps({"text": TEXT, "author": ["Ada Stone", "Northwire Staff"]}), "a.json"),
        (f"---\nauthor: Ada Stone, Northwire Staff\n---\n\n{TEXT}\n", "a.md"),
    ],
    ids=["html", "json", "markdown"],
)
def test_people_stand_apart_from_organisations_in_every_format(body: str, key: str) -> None:
    found = article(body, key)

    assert (found.byline, found.organisations) == (["Ada Stone"], ["Northwire Staff"])


def test_outlet_that_signs_as_itself_is_an_organisation_though_written_like_a_person() -> None:
    found = article(
        json.dumps({"text": TEXT, "author": "Al Meridian", "publisher": "Al Meridian"}), "a.json"
    )

    assert (found.byline, found.organisations) == ([], ["Al Meridian"])
