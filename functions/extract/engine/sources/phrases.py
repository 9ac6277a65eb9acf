"""Bodies and documents that the prose names by a description alone: "the transport ministry"."""

import re
from functools import lru_cache
from typing import Final

from functions.extract.engine.layout import Layout
from functions.extract.engine.lexicons.roles import (
    BODY_NOUNS,
    DOCUMENT_NOUNS,
    ORGANISATION_NOUNS,
)
from functions.extract.engine.noun_phrases import GOVERNMENT_NOUNS

_LED: Final = (
    r"\b(?:(?:the|an?|its|his|her|their|our|one|two|three|four|several|some|many)\s|"
    r"(?P<owner>(?:(?-i:[^\W\d_a-z])[\w-]*\s){0,2}[^\W\d_][\w-]*[’']s?\s))"
)
_PLAIN: Final = (
    r"(?!(?:the|an?|of|in|on|at|for|with|from|and|or|but|to|by|as|is|are|was|were|be|has|had|have|"
    r"that|which|who|its|his|her|their|than|said|says|told|same|other|new|whole|entire|first|last|"
    r"next|latest|recent|earlier)\b)[\w-]+\s"
)
_NOUNS: Final = BODY_NOUNS | ORGANISATION_NOUNS | DOCUMENT_NOUNS | GOVERNMENT_NOUNS


class Phrases:
    """Finds the descriptions of one article by their head noun."""

    def __init__(self, layout: Layout) -> None:
        self._text = layout.text
        self._known: dict[str, tuple[str, int, int] | None] = {}

    def only_before(self, position: int, noun: str) -> str | None:
        """The description with the head noun before a position, if it is one, without its article.

        Of two ministries neither is "the ministry" for certain.
        """
        if noun not in _NOUNS:
            return None
        if noun not in self._known:
            self._known[noun] = self._first(noun)
        known = self._known[noun]
        if known is None:
            return None
        name, begin, other = known
        return name if begin <= position < other else None

    def _first(self, noun: str) -> tuple[str, int, int] | None:
        """The first description, where it ends, and where the first of another body ends."""
        first: tuple[str, int] | None = None
        for match in _pattern(noun).finditer(self._text):
            name = " ".join(f"{match['owner'] or ''}{match['words']}".split())
            if first is None:
                first = name, match.end()
            elif name.casefold() != first[0].casefold():
                return *first, match.end()
        return None if first is None else (*first, len(self._text) + 1)


@lru_cache(maxsize=512)
def _pattern(noun: str) -> re.Pattern[str]:
    """A description of up to three words before the noun, or what it is of after it."""
    name = r"(?:\sof\s(?:the\s)?(?-i:[^\W\d_a-z])[\w-]+)?"
    after = rf"{noun}\s(?:of|for)\s(?:the\s)?[\w-]+"
    before = rf"(?:{_PLAIN}){{1,3}}?{noun}{name}"
    return re.compile(rf"{_LED}(?P<words>{before}|{after})(?![\w’'-])", re.IGNORECASE)
