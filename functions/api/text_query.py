"""What a search over the words of claims asks for, and which claims have it. Pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Self

from functions.api.errors import BadParameterError
from schemas.words import bucket, words

MOST_WORDS: Final = 16
_PHRASES: Final = re.compile(r'"([^"]*)"|([^\s"]+)')

Phrase = tuple[tuple[int, str], ...]
"""Words with their distance from the first word of the phrase that is searched for."""
Postings = Mapping[str, list[list[int]]]
"""For each word the claims that have it: the claim's index, and the word's places in it."""


@dataclass(frozen=True, slots=True)
class TextQuery:
    """Words and phrases that a claim must have, all of them."""

    phrases: tuple[Phrase, ...]

    @classmethod
    def of(cls, text: str) -> Self:
        """The query that a person wrote: words, and phrases in double quotes.

        Raises:
            BadParameterError: If nothing in it is searched for, or too much.
        """
        parts = (quoted or word for quoted, word in _PHRASES.findall(text))
        phrases = dict.fromkeys(filter(None, map(_phrase, parts)))
        if not phrases:
            raise BadParameterError("There is no word in it that is searched for.", "text")
        if sum(map(len, phrases)) > MOST_WORDS:
            raise BadParameterError(f"At most {MOST_WORDS} words are searched for.", "text")
        return cls(tuple(phrases))

    @property
    def words(self) -> set[str]:
        """All words of the query."""
        return {word for phrase in self.phrases for _, word in phrase}

    @property
    def lead(self) -> str:
        """The word whose list is read: the longest, which is likely to be the rarest."""
        return max(sorted(self.words), key=len)

    @property
    def buckets(self) -> list[int]:
        """The buckets that the words are in."""
        return sorted(set(map(bucket, self.words)))

    def claims(self, postings: Postings) -> set[int]:
        """Indexes of the claims that have all phrases."""
        return set.intersection(*(set(_having(phrase, postings)) for phrase in self.phrases))


def _phrase(text: str) -> Phrase:
    found = list(words(text))
    return tuple((place - found[0][0], word) for place, word in found)


def _having(phrase: Phrase, postings: Postings) -> Iterator[int]:
    """Indexes of the claims in which the words stand at their distances."""
    places = [{index: set(at) for index, *at in postings.get(word, [])} for _, word in phrase]
    for index in set.intersection(*map(set, places)):
        starts = [
            {at - offset for at in each[index]}
            for (offset, _), each in zip(phrase, places, strict=True)
        ]
        if set.intersection(*starts):
            yield index
