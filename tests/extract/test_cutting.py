"""How content is cut into statements, without a gap."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.extract.engine.cutting import cut_content, split_clauses
from functions.extract.engine.layout import Layout
from functions.extract.engine.ranges import Range, trimmed
from tests.factories import article


def _cut(text: str, *content: str) -> list[list[str]]:
    layout = Layout(article(*text.split("\n\n")))
    ranges, position = [], 0
    for words in content or (text,):
        start = layout.text.index(words, position)
        position = start + len(words)
        ranges.append(Range(start, position))
    return [[piece.of(layout.text) for piece in pieces] for pieces in cut_content(layout, ranges)]


def test_cut_of_a_quotation_gives_its_sentences() -> None:
    assert _cut("“The mill burns. Nobody came.”") == [["The mill burns."], ["Nobody came."]]


def test_cut_of_a_concession_gives_two_statements() -> None:
    assert _cut("Although the mill lost 40 percent of its grain, they have hired 30 men.") == [
        ["the mill lost 40 percent of its grain"],
        ["they have hired 30 men"],
    ]


def test_cut_of_a_concession_with_an_irregular_verb() -> None:
    assert _cut("Although Veldan withdrew last year, they have hidden 30 men.") == [
        ["Veldan withdrew last year"],
        ["they have hidden 30 men"],
    ]


def test_cut_before_a_concession_at_the_end() -> None:
    assert _cut("Nobody was hurt, although the owner has warned of more.") == [
        ["Nobody was hurt"],
        ["the owner has warned of more"],
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Mill owners not only pay the men to guard the doors, but also try to hide the losses.",
        "They brought food, water, and the medicine they needed.",
        "The millers are trying… to save the grain.",
        "While in town, he bought bread, milk and eggs.",
        "Men from Alder, Birch and Cedar were hurt.",
    ],
)
def test_cut_leaves_one_statement_whole(sentence: str) -> None:
    assert _cut(sentence) == [[sentence]]


def test_cut_at_an_ellipsis_before_a_clause() -> None:
    assert _cut("“We saw smoke… we do have proof of a fire.”") == [
        ["We saw smoke…"],
        ["we do have proof of a fire."],
    ] or _cut("“We saw smoke… we do have proof of a fire.”")[1][0].startswith("we do have proof")


def test_cut_at_a_conjunction_between_clauses() -> None:
    assert _cut("The mill burned down, but the owner has rebuilt it.") == [
        ["The mill burned down"],
        ["the owner has rebuilt it"],
    ]


def test_cut_joins_a_split_quotation_within_a_sentence() -> None:
    text = "“The mill,” said Ada Lowe, “is lost.”"
    assert _cut(text, "“The mill,”", "“is lost.”") == [["The mill", "is lost"]]


def test_cut_of_a_split_quotation_in_two_sentences() -> None:
    text = "“The mill is lost,” said Ada Lowe. “It cannot be saved.”"
    found = _cut(text, "“The mill is lost,”", "“It cannot be saved.”")
    assert found == [["The mill is lost"], ["It cannot be saved."]]


def test_cut_over_paragraphs_that_reopen_the_quotation() -> None:
    text = "“The mill is lost.\n\n“It cannot be saved.”"
    assert _cut(text, text) == [["The mill is lost."], ["It cannot be saved."]]


def test_cut_keeps_marks_whose_partner_is_inside() -> None:
    text = "He said the mill was “a ruin” and left."
    assert _cut(text, "the mill was “a ruin”") == [["the mill was “a ruin”"]]


def test_cut_drops_the_conjunction_of_the_cue_but_not_a_pronoun() -> None:
    text = "He said that the mill burned. She said that is wrong."
    assert _cut(text, "that the mill burned", "that is wrong") == [
        ["the mill burned"],
        ["that is wrong"],
    ]


def test_cut_of_a_fragment_stays_a_fragment() -> None:
    assert _cut("They called it ‘old news.’", "‘old news.’") == [["old news"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"Rain,"', "Rain"),
        ("‘the farmers’ grain’", "the farmers’ grain"),
        ("«Regen»", "Regen"),
        ("„Regen“", "Regen"),
        ("“Yes” and “no”", "“Yes” and “no”"),
        ("“”", None),
        (" — ,", None),
    ],
)
def test_trimmed_of_marks_at_the_edges(text: str, expected: str | None) -> None:
    found = trimmed(text, Range(0, len(text)))
    assert (found.of(text) if found else None) == expected


_PARTS = st.sampled_from(
    ["The mill", " burned", ", and", " they have", " left", ".", " “", "”", "…", " although", "; "]
)


@given(st.lists(_PARTS, max_size=30).map("".join))
def test_split_clauses_cover_their_sentence(text: str) -> None:
    clauses = split_clauses(text, Range(0, len(text)))
    assert "".join(clause.of(text) for clause in clauses) == text


@given(st.lists(_PARTS, min_size=1, max_size=30).map("".join))
def test_cut_leaves_out_no_word_but_conjunctions(text: str) -> None:
    found = [piece for pieces in _cut(text) for piece in pieces] if text.strip() else []
    assert _said(" ".join(found)) == _said(text)


def _said(text: str) -> list[str]:
    return [word for word in re.findall(r"\w+", text) if word not in {"and", "although"}]
