"""Which outlets a sentence names as passing a statement on."""

import pytest

from functions.extract.engine.ranges import Range
from functions.extract.engine.relays import named


def _names(text: str) -> list[str]:
    return [name for name, _, _ in named(text, Range(0, len(text)), lambda _: True)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The minister told Northwire that it was shut.", "Northwire"),
        ("It was shut, Northwire news agency reported.", "Northwire"),
        ("It was shut, the local weekly Scaddle Packet said.", "Scaddle Packet"),
    ],
)
def test_named_finds_who_passes_on(text: str, name: str) -> None:
    assert _names(text) == [name]


@pytest.mark.parametrize("text", ["{} reported that it was shut.", "He told {} that it was shut."])
def test_named_takes_no_endless_word_for_a_name(text: str) -> None:
    assert _names(text.format("Ab" * 20)) == ["Ab" * 20]
    assert _names(text.format("Ab" * 200)) == []
