"""The display text: derived where reading needs it, and never in place of the words."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.extract.engine import extract
from schemas.claim import Claim
from tests.factories import article, post

_sentences = st.sampled_from(
    (
        "Ida Berg said that she would leave Nord.",
        "“I never took a penny,” Tom Reyes said.",
        "“The dam,” Ida Berg said, “was never safe.”",
        "The ministry said it had opened an inquiry.",
        "She denied that he had lied.",
        "The port was shut on Monday.",
    )
)


def _shown(*paragraphs: str) -> list[str | None]:
    return [claim.display_text for claim in extract(article(*paragraphs)).claims]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Mrs Ida Berg said that she would leave Nord.", "[Ida Berg] would leave Nord"),
        ("“I never took a penny,” Tom Reyes said.", "I [Tom Reyes] never took a penny"),
        ("The ministry said it had opened an inquiry.", "[ministry] had opened an inquiry"),
        ("“The dam,” Ida Berg said, “was never safe.”", "The dam … was never safe"),
    ],
)
def test_display_text_makes_pronouns_and_pieces_clear(text: str, shown: str) -> None:
    (found,) = _shown(text)
    assert found == shown


@pytest.mark.parametrize(
    "text",
    [
        "The port was shut on Monday.",
        "The mill was shut, Ida Berg said.",
        "The ministry said it was late.",
        "The operator said it came down in the sea.",
        "Tom Reyes said they had been sent away.",
        "Mrs Ida Berg met Mrs Ada Quill. Mrs Ada Quill said that she would leave Nord.",
        "“He told me ‘I am done’,” Tom Reyes said.",
    ],
)
def test_display_text_is_nothing_where_words_are_clear_or_the_referent_is_not(text: str) -> None:
    assert _shown(text)[-1] is None


def test_display_text_of_a_post_names_who_signed_it() -> None:
    (claim,) = extract(article(post("I have told the board.", "Ida Berg"))).claims
    assert claim.display_text == "I [Ida Berg] have told the board."


@settings(max_examples=60, deadline=None)
@given(st.lists(_sentences, max_size=6))
def test_display_text_of_any_claim_alters_no_word_but_a_pronoun(sentences: list[str]) -> None:
    for claim in extract(article(*sentences)).claims:
        if claim.display_text is not None:
            assert _without_brackets(claim.display_text) in _forms(claim)


def _without_brackets(shown: str) -> str:
    return " ".join(re.sub(r"\[[^\]]*\]", "", shown).split())


def _forms(claim: Claim) -> set[str]:
    """The words as they stand, and without their first."""
    words = " … ".join(piece.exact for piece in claim.content)
    return {words, words.partition(" ")[2]}
