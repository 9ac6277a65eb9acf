"""Which sources are news agencies, by the list, by form, or by what the text calls them."""

import pytest

from functions.extract.engine import extract
from functions.extract.engine.wires import is_wire_name
from schemas.claim import SourceType
from tests.factories import article


@pytest.mark.parametrize(
    "name",
    [
        "Reuters",
        "Northwire",
        "Lakeland Press Agency",
        "Borduria News Agency",
        "Harbour News Service",
        "Bordurian state news agency Halvox",
    ],
)
def test_is_wire_name_of_news_agencies(name: str) -> None:
    assert is_wire_name(name)


@pytest.mark.parametrize(
    "name",
    ["editor of the news agency", "barbed wire", "River Agency", "news agency’s editor", "Wire"],
)
def test_is_wire_name_of_others(name: str) -> None:
    assert not is_wire_name(name)


@pytest.mark.parametrize(
    "paragraphs",
    [
        ["Halvox, a Bordurian news agency, said that it rained."],
        ["The news agency Halvox said that it rained."],
        ["Northwire reported that a mill burned. The same agency said that it rained."],
        ["The army said a mill burned, according to Northwire. The same agency said it rained."],
        ["A carter told the Lakeland Press Agency so. The agency said that it rained."],
    ],
)
def test_extract_never_makes_an_agency_the_claimant(paragraphs: list[str]) -> None:
    claim = extract(article(*paragraphs)).claims[-1]
    assert claim.source is not None
    assert claim.source.type is SourceType.UNNAMED
    assert claim.attribution_chain[-1].name in {"Halvox", "Northwire", "Lakeland Press Agency"}


def test_extract_takes_another_agency_named_since_for_the_label() -> None:
    found = article("Northwire said that a mill burned. The River Agency issues warnings.",
                    "The agency said that it rained.")  # fmt: skip
    claim = extract(found).claims[-1]
    assert claim.source is not None
    assert claim.source.canonical == "River Agency"
