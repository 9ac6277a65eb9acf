"""How spans become attributions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.extract.engine.attribution import Label, Tag
from functions.extract.engine.tagging.linking import link
from tests.extract.tagging.factories import Shown, article, marked, shown

CASES: list[tuple[str, list[Shown]]] = [
    ("[source Ana] [cue said] [content no].", [("Ana", "said", ["no"])]),
    (
        "[content “Yes,”] [source Ana] [cue said], [content “and no.”]",
        [("Ana", "said", ["“Yes,”", "“and no.”"])],
    ),
    (
        "[source Ana] [cue said] [content yes], [cue adding] [content that it rains].",
        [("Ana", "said", ["yes"]), ("Ana", "adding", ["that it rains"])],
    ),
    (
        "[source Ana] [cue said] [content yes], but [source Bo] [cue said] [content no].",
        [("Ana", "said", ["yes"]), ("Bo", "said", ["no"])],
    ),
    (
        "[content It rains], [source Ana] [cue said]. [source Bo] [cue denied] [content it].",
        [("Ana", "said", ["It rains"]), ("Bo", "denied", ["it"])],
    ),
    (
        "[source Bo] [cue reported] [content rain], [cue according to] [source the Gazette].",
        [("Bo", "reported", ["rain"]), ("the Gazette", "according to", [])],
    ),
    (
        "[content It] [cue reportedly] [content rained].",
        [(None, "reportedly", ["It", "rained"])],
    ),
    ("[content “It rains.”]", [(None, None, ["“It rains.”"])]),
]


@pytest.mark.parametrize(("sentence", "expected"), CASES)
def test_link_joins_the_spans_of_a_sentence(sentence: str, expected: list[Shown]) -> None:
    given_article, tags = marked(sentence)

    assert shown(given_article.text, link(tags, given_article)) == expected


def test_link_gives_a_source_to_no_cue_of_another_sentence() -> None:
    given_article, tags = marked(
        "[source Ana] [cue said] [content yes]. [cue Asked] [content why]."
    )

    found = shown(given_article.text, link(tags, given_article))

    assert found == [("Ana", "said", ["yes"]), (None, "Asked", ["why"])]


def test_link_takes_over_no_speaker_for_the_passive() -> None:
    given_article, tags = marked(
        "[source Ana] [cue said] [content yes], and [content Bo] [cue was accused] [content of no]."
    )

    found = shown(given_article.text, link(tags, given_article))

    assert found == [("Ana", "said", ["yes"]), (None, "was accused", ["Bo", "of no"])]


def test_link_goes_on_with_a_quotation_that_a_paragraph_reopens() -> None:
    given_article, tags = marked(
        "[source Ana] [cue wrote]: [content “One. Two.]",
        "[content “Three.]",
        "[content “Four.”]",
        "[source Bo] [cue said] [content five].",
    )

    found = shown(given_article.text, link(tags, given_article))

    assert found == [
        ("Ana", "wrote", ["“One. Two.", "“Three.", "“Four.”"]),
        ("Bo", "said", ["five"]),
    ]


def test_link_drops_a_source_that_no_cue_is_near() -> None:
    given_article, tags = marked("[source Ana] slept.")

    assert link(tags, given_article) == []


LABELS = st.sampled_from(list(Label))


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9), LABELS), max_size=15))
def test_link_loses_no_content_and_uses_none_twice(spans: list[tuple[int, int, Label]]) -> None:
    given_article = article(
        "Ana said so. “Yes,” Bo", "said. “No. Perhaps.", "“Or not.” It rains on."
    )
    tags = [
        Tag(start, min(start + length, len(given_article.text)), label, "any", 1.0)
        for start, length, label in spans
        if start < len(given_article.text)
    ]

    linked = link(tags, given_article)

    pieces = [piece for item in linked for piece in item.content]
    assert sorted(pieces) == sorted({tag for tag in tags if tag.label is Label.CONTENT})
