"""The words that "who" or "which" takes up: the noun phrase right before it.

Who or what the phrase names is resolved like any other source.
"""

import re
from collections.abc import Iterator
from typing import Final

from functions.extract.engine.cutting import has_finite_verb
from functions.extract.engine.layout import Layout
from functions.extract.engine.ranges import Range

RELATIVES: Final = frozenset({"who", "which"})
_BEGINS: Final = re.compile(
    r"(?<![\w’'-])(?:(?:the|an?|his|her|its|their|our|my|two|three|four|five|several|some|many|most|"
    r"\d+)\s(?=\w)|(?-i:[^\W\d_a-z])[\w’'.-]*)",
    re.IGNORECASE,
)
"""How a noun phrase may begin: with an article or the like, or with a name."""
_PREPOSITION: Final = re.compile(r"\b(?:of|for|at|from|in|with|to)\s\Z", re.IGNORECASE)
_GAP: Final = re.compile(r"\s*,?\s*\Z")
_BARRED: Final = re.compile(r"[,;:()“”\"]")
_LONGEST: Final = 100
"""Code points of a noun phrase that is looked for."""


def antecedents(layout: Layout, where: Range) -> Iterator[Range]:
    """The stretches that may be the noun phrase before a relative pronoun, the shortest first."""
    sentence = layout.sentence_at(where.start)
    if sentence is None:
        return
    begin = max(sentence.range.start, where.start - _LONGEST)
    gap = _GAP.search(layout.text, begin, where.start)
    end = gap.start() if gap else where.start
    for match in reversed(list(_BEGINS.finditer(layout.text, begin, end))):
        phrase = Range(match.start(), end)
        if _BARRED.search(layout.text, *phrase) or has_finite_verb(layout.text, phrase):
            return
        if not _goes_on(layout.text, phrase):
            yield phrase


def is_part(text: str, phrase: Range) -> bool:
    """Whether a phrase is part of a longer one: "the mill" in "the owner of the mill"."""
    return _PREPOSITION.search(text, max(0, phrase.start - 8), phrase.start) is not None


def _goes_on(text: str, phrase: Range) -> bool:
    """Whether a name begins with the word before: "Berg" in "Ida Berg" is only a part."""
    before = re.search(r"(?P<word>[\w’'.-]+) \Z", text[max(0, phrase.start - 40) : phrase.start])
    return before is not None and before["word"][0].isupper() and text[phrase.start].isupper()
