"""Attributions as taggers propose them, and as they are mended before they are read."""

import pytest

from functions.extract.engine.attribution import TRAINED, Attribution, Label, Tag
from functions.extract.engine.layout import Layout
from functions.extract.engine.mending import mended
from functions.extract.engine.tagging.linking import link
from tests.extract.tagging.factories import marked
from tests.factories import article as story


def _mended(line: str) -> tuple[str | None, str | None, list[str]]:
    article, tags = marked(line)
    (found,) = mended(Layout(article), _only(link(tags, article)))

    def words(tag: Tag | None) -> str | None:
        return article.text[tag.start : tag.end] if tag else None

    return words(found.source), words(found.cue), [words(tag) or "" for tag in found.content]


def _only(found: list[Attribution]) -> list[Attribution]:
    assert len(found) == 1
    return found


def test_mended_source_loses_the_comma_of_its_apposition() -> None:
    found = _mended("[source The buyer, Ida Berg,] [cue said] [content the mill was sound].")
    assert found[0] == "The buyer, Ida Berg"


def test_mended_cue_takes_in_its_infinitive() -> None:
    found = _mended("[source The firm] [cue declined] [content to say whether the mill was sold].")
    assert found[1:] == ("declined to say", ["whether the mill was sold"])


def test_mended_cue_of_consent_stays() -> None:
    found = _mended("[source The firm] [cue agreed] [content to say whether the mill was sold].")
    assert found[1] == "agreed"


@pytest.mark.parametrize(
    "line",
    [
        "[cue Claims] that [content the mill was sold] were denied by the firm on Monday.",
        "[cue Claims] that [content the mill was sold were denied by the firm on Monday].",
        "[cue Reports] that [content the mill was sold] have been firmly denied by the firm.",
    ],
)
def test_mended_denial_is_that_of_whoever_denies(line: str) -> None:
    source, cue, content = _mended(line)
    assert source == "the firm"
    assert cue is not None
    assert cue.endswith("denied by")
    assert content == ["the mill was sold"]


def test_mended_claim_that_nobody_denies_stays_with_nobody() -> None:
    assert _mended("[cue Claims] that [content the mill was sold] spread on Monday.")[0] is None


def test_mended_claim_of_a_source_stays_its_own() -> None:
    line = "[source Ida Berg] [cue said] [content the sale was denied by the firm]."
    assert _mended(line)[0] == "Ida Berg"


def test_mended_attributions_leave_out_what_only_tells_a_name() -> None:
    article, tags = marked("[source The site], [cue formerly known as] [content Chirp], is down.")
    assert mended(Layout(article), link(tags, article)) == []


def test_mended_attributions_leave_out_a_model_s_content_in_nobody_s_mouth() -> None:
    text = "How long it lasts remains to be seen. “It will,” is written there."
    places = [(0, len("How long it lasts")), (text.index("“"), text.index("”") + 1)]
    whole, quoted = (Attribution((Tag(*at, Label.CONTENT, TRAINED, 0.9),)) for at in places)
    assert mended(Layout(story(text)), [whole, quoted]) == [quoted]
