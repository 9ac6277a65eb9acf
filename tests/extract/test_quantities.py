"""Which numbers are quantities, with which limits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.extract.engine.quantities import parse_number, quantities
from functions.extract.engine.ranges import Range
from schemas.claim import Qualifier, Quantity


def _in(text: str) -> list[Quantity]:
    return quantities(text, [Range(0, len(text))])


@pytest.mark.parametrize(
    ("text", "exact", "value", "qualifier", "unit", "what"),
    [
        ("at least 12 Welsh miners digging", "at least 12", 12, "at_least", None, "Welsh miners"),
        ("an estimated 9,500 votes", "an estimated 9,500", 9500, "estimated", None, "votes"),
        ("about 40 percent of the land", "about 40 percent", 40, "about", "percent", "land"),
        ("it cost $1.2 billion", "$1.2 billion", 1.2e9, "exact", "USD", None),
        ("up to £3m was lost", "up to £3m", 3e6, "up_to", "GBP", None),
        ("two dozen ships", "two dozen", 24, "exact", None, "ships"),
        ("a dozen eggs", "a dozen", 12, "exact", None, "eggs"),
        ("half a million people", "half a million", 5e5, "exact", None, "people"),
        ("twenty-five boats", "twenty-five", 25, "exact", None, "boats"),
        ("seven sailors", "seven", 7, "exact", None, "sailors"),
        ("between 10 and 20 homes", "between 10 and 20", [10, 20], "exact", None, "homes"),
        ("10-20 homes", "10-20", [10, 20], "exact", None, "homes"),
        ("from 1 to 3 million hens", "from 1 to 3 million", [1e6, 3e6], "exact", None, "hens"),
        ("more than 300 km of road", "more than 300 km", 300, "more_than", "kilometres", "road"),
        ("30 or more horses", "30 or more", 30, "at_least", None, "horses"),
        ("he is 46 years old", "46 years old", 46, "exact", "years", None),
        ("5% fell", "5%", 5, "exact", "percent", "fell"),
    ],
)
def test_quantities_of_a_number(
    text: str, exact: str, value: float | list[float], qualifier: str, unit: str, what: str
) -> None:
    (found,) = _in(text)
    assert (found.exact, found.value, found.qualifier) == (exact, value, Qualifier(qualifier))
    assert (found.unit, found.what) == (unit, what)


@pytest.mark.parametrize(
    "text",
    [
        "the 94th brigade",
        "in 2024",
        "from 2019 to 2021",
        "on December 16, 2024",
        "on 3 March",
        "at 10:30 sharp",
        "at 5 p.m. on deck",
        "an F-16 and a Su-27",
        "along Highway 9",
        "a Boeing 737 landed",
        "won 3-1 away",
        "since 9/11 and 24/7",
        "one of them",
        "the T-90M and COVID19",
        "No. 10 replied",
    ],
)
def test_quantities_of_other_numbers_is_empty(text: str) -> None:
    assert _in(text) == []


def test_quantities_joined_by_and_are_two() -> None:
    assert [q.value for q in _in("two boats and three canoes, $4 and 5 euros")] == [2, 3, 4, 5]


@given(st.integers(min_value=0, max_value=10**9))
def test_parse_number_reads_digits_with_separators(number: int) -> None:
    assert parse_number(f"{number:,}") == number


@given(st.text())
def test_quantities_are_grounded_in_any_text(text: str) -> None:
    assert all(found.is_grounded_in(text) for found in _in(text))
