"""Bodies and documents that the prose names by a description alone: "the transport ministry"."""

import re
from bisect import bisect_right
from functools import lru_cache
from typing import Final

from functions.extract.engine.layout import Layout
from functions.extract.engine.lexicons.roles import (
    BODY_NOUNS,
    DOCUMENT_NOUNS,
    ORGANISATION_NOUNS,
)
from functions.extract.engine.noun_phrases import GOVERNMENT_NOUNS
from functions.extract.engine.ranges import Range

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
        self._found: dict[str, list[tuple[Range, str]]] = {}

    def only_before(self, position: int, noun: str) -> str | None:
        """The description with the head noun before a position, if it is one, without its article.

        Of two ministries neither is "the ministry" for certain.
        """
        if noun not in _NOUNS:
            return None
        if noun not in self._found:
            self._found[noun] = self._described(noun)
        found = self._found[noun]
        index = bisect_right(found, position, key=lambda item: item[0].end) - 1
        names = {name.casefold() for _, name in found[: index + 1]}
        return found[index][1] if len(names) == 1 else None

    def _described(self, noun: str) -> list[tuple[Range, str]]:
        return [
            (Range(*match.span()), " ".join(f"{match['owner'] or ''}{match['words']}".split()))
            for match in _pattern(noun).finditer(self._text)
        ]


@lru_cache(maxsize=512)
def _pattern(noun: str) -> re.Pattern[str]:
    """A description of up to three words before the noun, or what it is of after it."""
    name = r"(?:\sof\s(?:the\s)?(?-i:[^\W\d_a-z])[\w-]+)?"
    after = rf"{noun}\s(?:of|for)\s(?:the\s)?[\w-]+"
    before = rf"(?:{_PLAIN}){{1,3}}?{noun}{name}"
    return re.compile(rf"{_LED}(?P<words>{before}|{after})(?![\w’'-])", re.IGNORECASE)
