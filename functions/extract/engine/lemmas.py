"""Base forms of English words, as candidates: a lexicon decides which of them is a word."""

import re
from collections.abc import Iterator
from typing import Final

from functions.extract.engine.lexicons.cue_words import IRREGULAR

_DOUBLED: Final = "bdglmnprt"
_ENDING: Final = re.compile(r"(?<=\w{3})(?:ings?|ed|es|s|e)\Z")


def lemmas(word: str) -> Iterator[str]:
    """The base forms that a word may have, the likeliest first."""
    word = word.casefold()
    yield from (IRREGULAR[word],) if word in IRREGULAR else ()
    yield word
    for suffix, endings in (("ies", ("y",)), ("es", ("", "e")), ("s", ("",)), ("ied", ("y",))):
        if word.endswith(suffix):
            yield from (word[: -len(suffix)] + ending for ending in endings)
    for suffix in ("ed", "ing"):
        if word.endswith(suffix):
            yield from _stems(word[: -len(suffix)])


def _stems(stem: str) -> Iterator[str]:
    yield stem
    yield stem + "e"
    if stem[-1:] in _DOUBLED and stem[-2:-1] == stem[-1:]:
        yield stem[:-1]


def stem(word: str) -> str:
    """A crude stem under which the forms of a word fall together; for comparing, never shown."""
    return _ENDING.sub("", word.casefold()) or word.casefold()


def in_lexicon(word: str, lexicon: frozenset[str] | dict[str, object]) -> str | None:
    """The base form of a word that the lexicon has, if any."""
    for lemma in lemmas(word):
        for spelling in (lemma, lemma.replace("ize", "ise"), lemma.replace("yze", "yse")):
            if spelling in lexicon:
                return spelling
    return None
