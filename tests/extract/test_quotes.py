"""Where quotations begin and end."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.extract.engine.quotes import MARKS, quotes


def paragraphs(*lines: str) -> tuple[str, list[tuple[int, int]]]:
    spans, start = [], 0
    for line in lines:
        spans.append((start, start + len(line)))
        start += len(line) + 1
    return "\n".join(lines), spans


def inner(*lines: str) -> list[str]:
    text, spans = paragraphs(*lines)
    return [text[slice(*quote.inner)] for quote in quotes(text, spans)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “yes” and “no.”", ["yes", "no."]),
        ("He said ‘yes’ and ‘no.’", ["yes", "no."]),
        ('He said "yes" and "no."', ["yes", "no."]),
        ("He said 'yes' and 'no.'", ["yes", "no."]),
        ("«Oui», dit-il. »Nein«, sagte sie.", ["Oui"]),
        ("»Nein«, sagte sie.", ["Nein"]),
        ("„Ja“, sagte er. „Jo‟", ["Ja", "Jo"]),
        ("”Jo”, sa han.", ["Jo"]),
        ("「はい」と彼は言った。", ["はい"]),
        ("``Yes,'' he said. ''No.''", ["Yes,", "No."]),
        ('“Yes," he said.', ["Yes,"]),
    ],
)
def test_quotes_of_every_style_are_found(text: str, expected: list[str]) -> None:
    assert inner(text) == expected


def test_quotes_within_a_quotation_are_deeper() -> None:
    text = "She said: “He called it ‘madness’ twice.” Then “so.”"

    found = quotes(text, [(0, len(text))])

    assert [(text[slice(*quote.inner)], quote.depth) for quote in found] == [
        ("He called it ‘madness’ twice.", 0),
        ("madness", 1),
        ("so.", 0),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The soldiers’ faces weren’t seen in the ’90s.",
        "The soldiers' faces weren't seen in the '90s.",
        "He is 5'10\" tall and doesn't mind.",
        "It’s the Russians’.",
    ],
)
def test_quotes_leave_apostrophes_and_inches_alone(text: str) -> None:
    assert inner(text) == []


def test_quotes_in_single_marks_may_hold_possessives() -> None:
    assert inner("‘The soldiers’ faces aren’t seen,’ he said.") == [
        "The soldiers’ faces aren’t seen,"
    ]


def test_quotes_over_paragraphs_are_one_group() -> None:
    text, spans = paragraphs("He wrote: “One.", "“Two.", "“Three.” So", "“Other.”")

    found = quotes(text, spans)

    assert [(quote.closed, quote.paragraph) for quote in found] == [
        (False, 0),
        (False, 1),
        (True, 2),
        (True, 3),
    ]
    assert len({quote.group for quote in found[:3]}) == 1
    assert found[3].group != found[0].group


def test_quotes_over_paragraphs_may_lack_the_mark_that_reopens() -> None:
    text, spans = paragraphs("He wrote: “One.", "Two.” So it was.")

    found = quotes(text, spans)

    assert [(text[slice(*quote.inner)], quote.opened) for quote in found] == [
        ("One.", True),
        ("Two.", False),
    ]
    assert found[0].group == found[1].group


def test_quotes_without_a_closing_mark_end_before_the_next_and_say_so() -> None:
    text = "He wrote: “One. Then “two” came."

    found = quotes(text, [(0, len(text))])

    assert [(text[slice(*quote.inner)], quote.closed) for quote in found] == [
        ("One. Then", False),
        ("two", True),
    ]


@given(st.lists(st.text(alphabet=MARKS + "ab,. s9", max_size=30), min_size=1, max_size=5))
def test_quotes_lie_in_their_paragraphs_and_nest(lines: list[str]) -> None:
    text, spans = paragraphs(*lines)

    found = quotes(text, spans)

    assert found == sorted(found, key=lambda quote: (quote.start, -quote.end))
    for quote in found:
        start, end = spans[quote.paragraph]
        assert start <= quote.start < quote.end <= end
        assert quote.start <= quote.inner[0] <= quote.inner[1] <= quote.end
        assert not quote.opened or text.startswith(quote.mark, quote.start)
    for one, other in itertools.pairwise(found):
        assert other.start >= one.end or other.end <= one.end
