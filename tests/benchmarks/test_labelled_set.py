"""The labelled passages load, and every label has its words in the passage.

A failure names the label and never its words: the test half is held out.
"""

from functools import cache
from typing import Any

import pytest

from benchmarks.labelled_set import (
    HALVES,
    UNNAMED,
    Half,
    LabelError,
    Passage,
    distance,
    passages,
    places,
)
from benchmarks.labelled_written import RelationType
from schemas.article import BlockKind, Format
from schemas.claim import CueClass, Polarity
from tests.benchmarks.factories import made

half_of_them = pytest.mark.parametrize("half", HALVES)


@cache
def loaded(half: Half) -> list[Passage]:
    return passages(half)


# --- The passages of the project ---------------------------------------------------------------
@half_of_them
def test_passages_have_grounded_spans(half: Half) -> None:
    ungrounded = [
        f"{each.id}, claim {claim.number}"
        for each in loaded(half)
        for claim in each.claims
        if not all(span.is_grounded_in(each.article.text) for span in claim.spans())
    ]

    assert not ungrounded


@half_of_them
def test_passages_are_named_after_their_topic(half: Half) -> None:
    strays = [each.id for each in loaded(half) if not each.id.startswith(f"{each.topic}-")]

    assert not strays


@half_of_them
def test_passages_hold_claims(half: Half) -> None:
    empty = [each.id for each in loaded(half) if not each.claims]

    assert not empty


@half_of_them
def test_passages_that_are_full_carry_the_fields_of_their_sources(half: Half) -> None:
    lacking = [
        f"{each.id}, claim {claim.number}"
        for each in loaded(half)
        if each.full
        for claim in each.attributed
        if None in {claim.directness, claim.kind, claim.source_type, claim.resolution}
    ]

    assert not lacking


def test_passages_are_many_and_each_has_an_id_of_its_own() -> None:
    ids = [each.id for half in HALVES for each in loaded(half)]

    assert len(ids) >= 300
    assert len(set(ids)) == len(ids)


def test_passages_of_the_test_half_share_no_topic_with_the_training_half() -> None:
    train, test = ({each.topic for each in loaded(half)} for half in HALVES)

    assert not train & test


# --- How labels find their place ---------------------------------------------------------------
def test_content_is_the_first_such_place() -> None:
    [claim] = made("It rained. Ada Quill said it rained.", {"content": "it rained"}).claims

    assert claim.content[0].start == len("It rained. Ada Quill said ")


def test_content_is_another_place_where_the_label_counts() -> None:
    text = "The lock is shut. The lock is shut, Ada Quill said."

    [claim] = made(text, {"content": {"exact": "The lock is shut", "nth": 2}}).claims

    assert claim.content[0].start == len("The lock is shut. ")


def test_content_in_pieces_goes_on_after_the_piece_before() -> None:
    text = "It, Ada Quill said, and she meant it, is shut. It is shut."

    [claim] = made(text, {"content": ["It", "is shut"]}).claims

    assert [piece.start for piece in claim.content] == [0, text.index("is shut")]


def test_source_is_the_place_nearest_to_the_content_and_outside_it() -> None:
    text = "The mayor left. Nobody saw the mayor’s car. The mill is shut, she said, and she wept."

    near = made(text, {"content": "The mill is shut", "source": "she", "cue": "said"}).claims[0]
    inside = made("Then she said she was ill.", {"content": "she was ill", "source": "she"}).claims[
        0
    ]

    assert near.source
    assert near.source.start == text.index("she said")
    assert inside.source
    assert inside.source.start == len("Then ")


def test_source_without_words_is_unnamed() -> None:
    [claim] = made("The mill reportedly shut.", {"content": "The mill", "cue": "reportedly"}).claims

    assert (claim.source, claim.name) == (None, UNNAMED)


def test_own_claims_come_last_and_have_no_source() -> None:
    text = "The mill is shut. It will open, Ada Quill said."

    first, last = made(
        text, {"content": "It will open", "source": "Ada Quill"}, own=["The mill is shut."]
    ).claims

    assert (first.number, first.own, first.name) == (1, False, "Ada Quill")
    assert (last.number, last.own, last.name) == (2, True, None)


def test_words_that_stand_twice_in_a_list_are_two_places() -> None:
    [claim] = made(
        "Two of the two mills shut, Ada Quill said.",
        {"content": "Two of the two mills shut", "hedges": ["mills", "mills"], "places": ["two"]},
    ).claims

    assert claim.places[0].start == len("Two of the ")
    assert len(claim.hedges) == 2


def test_words_are_never_a_part_of_a_longer_word() -> None:
    assert [at.start for at in places("13 in 1303 of 3, and 3", "3")] == [14, 21]
    assert [at.start for at in places("“No,” he said: “No", "“No")] == [0, 15]


@pytest.mark.parametrize(
    "label",
    [{"content": "the moon"}, {"content": "mill", "cue": "swore"}, {"content": []}],
    ids=["content", "cue", "no content"],
)
def test_label_whose_words_are_not_in_the_passage_is_an_error(label: dict[str, Any]) -> None:
    with pytest.raises(LabelError, match="made-01, claim 1"):
        made("The mill is shut.", label)


@pytest.mark.parametrize("fault", [{"polarity": "maybe"}, {"sauce": "he"}])
def test_label_with_an_unknown_key_or_value_is_an_error(fault: dict[str, Any]) -> None:
    with pytest.raises(LabelError, match=r"cannot be read: claims\.0\."):
        made("The mill is shut.", {"content": "The mill", **fault})


@pytest.mark.parametrize("number", [0, 1, 3])
def test_relation_to_no_other_claim_is_an_error(number: int) -> None:
    first = {"content": "The mill", "relations": [{"type": "denies", "to": number}]}

    with pytest.raises(LabelError, match="no such claim"):
        made("The mill is shut.", first, {"content": "shut"})


def test_relations_have_one_vocabulary() -> None:
    first = {"content": "The mill", "relations": [{"type": "contradicts", "to": 2}]}

    claim = made("The mill is shut.", first, {"content": "shut"}).claims[0]

    assert claim.relations[0].type is RelationType.CONFLICTS_WITH


def test_defaults_are_what_the_labels_say_when_they_say_nothing() -> None:
    [claim] = made("The mill is shut.", {"content": "The mill"}).claims

    assert (claim.cue_class, claim.polarity) == (CueClass.NONE, Polarity.AFFIRMED)
    assert (claim.hedges, claim.chain, claim.said_on) == ((), (), None)


def test_passage_is_read_in_its_format() -> None:
    html = "<html><body><article><h2>Why</h2><p>The mill is <b>shut</b>, said Ada Quill.</p>"

    read = made(html, {"content": "The mill is shut"}, format="html", published="2025-03-04")

    assert read.article.format is Format.HTML
    assert BlockKind.HEADING in {block.kind for block in read.article.blocks}
    assert read.article.published == "2025-03-04"


def test_distance_is_nothing_where_spans_touch() -> None:
    one, other = places("one, other", "one")[0], places("one, other", "other")[0]

    assert (distance(one, other), distance(other, one), distance(one, one)) == (2, 2, 0)
