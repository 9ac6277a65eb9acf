"""Which format an Accept header asks for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.api.formats import FORMATS, wanted

PROFILE = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, "json"),
        ("", "json"),
        ("*/*", "json"),
        ("application/json", "json"),
        ("text/csv", "csv"),
        ("text/*", "csv"),
        ("TEXT/CSV; charset=utf-8", "csv"),
        ("application/x-ndjson", "jsonl"),
        ("application/ld+json", "jsonld"),
        (PROFILE, "annotations"),
        ("application/json;q=0.1, text/csv;q=0.9", "csv"),
        ("text/csv;q=0, */*", "json"),
        ("text/html, application/xhtml+xml, */*;q=0.8", "json"),
        ("text/html", None),
        ("application/json;q=0", None),
        ("application/json;q=nonsense", None),
    ],
)
def test_accept_header_chooses_what_it_likes_best(accept: str | None, expected: str | None) -> None:
    assert wanted(accept, None) == expected


def test_parameter_outranks_the_header() -> None:
    assert wanted("application/json", "csv") == "csv"


@given(st.text())
def test_any_header_is_answered(accept: str) -> None:
    assert wanted(accept, None) in {None, *FORMATS}
