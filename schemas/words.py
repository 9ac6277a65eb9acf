"""Words of a text as they are searched for: which they are, and where they stand. Pure."""

import re
import unicodedata
import zlib
from collections.abc import Iterator
from typing import Final

BUCKETS: Final = 4
"""Rows that the words of an article are kept in, by the words' hashes."""
LONGEST_WORD: Final = 40
# fmt: off
STOP_WORDS: Final = frozenset(
    {
        "a", "about", "after", "all", "also", "an", "and", "any", "are", "as", "at", "be",
        "because", "been", "before", "being", "but", "by", "can", "could", "did", "do", "does",
        "for", "from", "had", "has", "have", "he", "her", "his", "how", "i", "if", "in", "into",
        "is", "it", "its", "just", "more", "most", "my", "of", "on", "one", "only", "or", "other",
        "our", "out", "over", "she", "so", "some", "such", "than", "that", "the", "their", "them",
        "then", "there", "these", "they", "this", "those", "to", "under", "up", "was", "we", "were",
        "what", "when", "where", "which", "who", "will", "with", "would", "you", "your",
    }
)
# fmt: on
"""Words that most claims hold: they are not searched for, but keep their place in a phrase."""
_MARKS: Final = re.compile("[\u0300-\u036f]")
_POSSESSIVE: Final = re.compile(r"['’]s\b|['’]")
_WORD: Final = re.compile(r"[^\W_]+")


def words(text: str) -> Iterator[tuple[int, str]]:
    """The words of a text by their number, without case, accents and possessive endings.

    Stop words are counted and left out.
    """
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", text.casefold()))
    for number, found in enumerate(_WORD.finditer(_POSSESSIVE.sub("", plain))):
        if found[0] not in STOP_WORDS:
            yield number, found[0][:LONGEST_WORD]


def bucket(word: str) -> int:
    """The bucket of a word."""
    return zlib.crc32(word.encode()) % BUCKETS
