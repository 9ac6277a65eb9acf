"""WordPiece: a unit of text as the pieces of an uncased vocabulary (Schuster & Nakajima 2012).

Only what the encoder needs: units are split elsewhere, so there is no pre-tokenisation here.
"""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

PAD: Final = 0
UNKNOWN: Final = "[UNK]"
PARAGRAPH: Final = "[unused0]"
"""Stands before the first unit of every paragraph."""
_CONTINUES: Final = "##"
_LONGEST: Final = 64
"""Letters of a unit beyond which it is unknown."""


class WordPiece:
    """Splits units by the longest piece that fits, from the left."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self._ids = {piece: index for index, piece in enumerate(vocabulary)}
        self._unknown = self._ids[UNKNOWN]
        self.paragraph = self._ids[PARAGRAPH]
        self.pieces = lru_cache(maxsize=50_000)(self._pieces)

    def _pieces(self, unit: str) -> tuple[int, ...]:
        """The ids of a unit's pieces; that of the unknown one where no piece fits."""
        word = _plain(unit)
        found: list[int] = []
        start = 0
        while start < len(word) <= _LONGEST:
            match = self._longest(word, start)
            if match is None:
                return (self._unknown,)
            start, index = match
            found.append(index)
        return tuple(found) or (self._unknown,)

    def _longest(self, word: str, start: int) -> tuple[int, int] | None:
        lead = _CONTINUES if start else ""
        for end in range(len(word), start, -1):
            index = self._ids.get(lead + word[start:end])
            if index is not None:
                return end, index
        return None


def _plain(unit: str) -> str:
    """In lower case and without accents, as the vocabulary was made."""
    decomposed = unicodedata.normalize("NFD", unit.lower())
    return "".join(char for char in decomposed if unicodedata.category(char) != "Mn")
