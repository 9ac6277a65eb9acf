"""What claims have in common: the words of the matter, the numbers, and which side they take.

Words are compared by crude stems; nothing here knows of synonyms.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from typing import Final

from functions.extract.engine.lemmas import stem
from functions.extract.engine.lexicons.numbers import MONTHS
from functions.extract.engine.lexicons.relation_words import (
    COUNTED_PEOPLE,
    EMPTY,
    NEGATING_WORDS,
    PAST_FORMS,
)
from functions.extract.engine.names import folded, without_possessive
from functions.extract.engine.ranges import Range, words
from functions.extract.engine.sources import UNNAMED
from schemas.claim import Claim, Directness, Polarity, Quantity, SourceType

_DOUBLED: Final = re.compile(r"([bdglmnprt])\1\Z")
_YEAR: Final = re.compile(r"(?:19|20)\d\d\Z")
_DAYS: Final = frozenset(
    {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
)
_NEGATION: Final = re.compile(
    r"\b(?:" + "|".join(sorted(NEGATING_WORDS)) + r")\b(?!,)(?! (?:only|just|so much)\b)|n[’']t\b",
    re.IGNORECASE,
)
_OBJECTS: Final = frozenset({"no", "none", "nobody", "nothing"})
"""Negations that may be the object of the verb that they negate."""
_SUBORDINATE: Final = re.compile(
    r"\b(?:if|unless|who|which|whose|whether|when|because)\b[^,;:]*\Z", re.IGNORECASE
)
_OF_THEM: Final = re.compile(r"\b(?:them|these|those|whom)\Z")
"""How a source ends that is some of others: "one of them"."""
_CLAUSE: Final = 80
"""Code points before a negation in which its clause opens."""
_WORD: Final = re.compile(r"[^\W_]+(?:[’'.\-][^\W_]+)*")
_RAISING: Final = frozenset({"think", "believ", "expect", "suppos", "feel"})
"""Stems of verbs that take the negation of what follows them: "I don’t think he left"."""
_PEOPLE: Final = frozenset(map(stem, COUNTED_PEOPLE)) | {"man", "woman", "child", "person"}
_OF_THE_MIND: Final = frozenset({"know", "car", "mind", "rememb", "remember", "want"})
"""Stems of verbs whose negation contradicts nobody: "I don’t know"."""
_MOST: Final = 24
"""Earlier claims that share a word and are looked at, the nearest first."""


@dataclass(frozen=True, slots=True)
class Matter:
    """A claim as it is compared with others."""

    claim: Claim
    index: int
    """Its place among the claims of the article."""
    words: str
    """The content, its pieces joined."""
    terms: frozenset[str]
    """Stems of the words of the matter, numbers left out."""
    names: frozenset[str]
    """Of the terms, those that some claim of the article writes with a capital in mid-sentence."""
    times: frozenset[str]
    """Years, months and days of the week in it."""
    negated: frozenset[str]
    """Of the terms, those that a negation stands next to; one may stand next to none of them."""
    has_negation: bool
    paragraph: int

    @property
    def start(self) -> int:
        """Where it begins in the text."""
        return self.claim.content[0].start

    @property
    def denied(self) -> bool:
        """Whether the source holds the content not to be so."""
        return self.claim.polarity is Polarity.DENIED

    @property
    def against(self) -> bool:
        """Whether, all told, it says that something is not so."""
        return self.has_negation != self.denied

    @property
    def is_own(self) -> bool:
        """Whether the article states it on its own account."""
        return self.claim.directness is Directness.UNATTRIBUTED

    @property
    def is_taken(self) -> bool:
        """Whether the source takes a position at all: one who asks does not."""
        return self.claim.polarity is not Polarity.NO_POSITION and not self.words.endswith("?")

    @property
    def who(self) -> str:
        """The source as a key; empty where the article does not give it."""
        source = self.claim.source
        return "" if source is None or source.canonical == UNNAMED else folded(source.canonical)


def matters(claims: Sequence[Claim]) -> list[Matter]:
    """The claims of an article made ready to be compared."""
    found = [_matter(claim, index) for index, claim in enumerate(claims)]
    names = {name for one in found for name in one.names}
    return [replace(one, names=one.terms & names) for one in found]


def _matter(claim: Claim, index: int) -> Matter:
    text = " ".join(" ".join(piece.exact for piece in claim.content).split())
    found = [word.of(text) for word in words(text, Range(0, len(text)))]
    counted = {word for quantity in claim.quantities for word in quantity.exact.casefold().split()}
    terms = {term(word): word for word in reversed(found) if _is_of_matter(word, counted)}
    times = frozenset(word.casefold() for word in found if _is_time(word))
    return Matter(
        claim=claim,
        index=index,
        words=text,
        terms=frozenset(terms) - times,
        names=frozenset(term(word) for word in found[1:] if word[0].isupper()),
        times=times,
        negated=frozenset(_negated(text)),
        has_negation=_NEGATION.search(text) is not None,
        paragraph=claim.context.paragraph or 0,
    )


def _negated(text: str) -> Iterator[str]:
    """The term after each negation of a main clause; of "nothing" also the verb right before."""
    for match in _NEGATION.finditer(text):
        if _SUBORDINATE.search(text, max(0, match.start() - _CLAUSE), match.start()):
            continue
        after = (term(w) for w in _WORD.findall(text, match.end()) if _is_of_matter(w, set()))
        first = islice((found for found in after if found not in _RAISING), 1)
        yield from (found for found in first if found not in _OF_THE_MIND)
        before = _WORD.findall(text, max(0, match.start() - _CLAUSE), match.start())[-1:]
        if before and match[0].casefold() in _OBJECTS and _is_of_matter(before[0], set()):
            yield term(before[0])


@lru_cache(maxsize=8192)
def term(word: str) -> str:
    """The stem under which the forms of a word fall together."""
    plain = without_possessive(word.casefold())
    base = PAST_FORMS.get(plain, plain)
    return _DOUBLED.sub(r"\1", stem(base))


def _is_of_matter(word: str, counted: set[str]) -> bool:
    lowered = word.casefold().replace("’", "'")
    plain = without_possessive(lowered)
    empty = plain in EMPTY or plain in NEGATING_WORDS or lowered.split("'")[0] in EMPTY
    return not empty and "n't" not in lowered and lowered not in counted and len(plain) > 1


def _is_time(word: str) -> bool:
    lowered = word.casefold()
    month = lowered in MONTHS and word[0].isupper()
    return month or lowered in _DAYS or _YEAR.match(word) is not None


@dataclass(frozen=True, slots=True)
class Shared:
    """What two claims have in common."""

    terms: frozenset[str]
    words: int
    """How many of the terms are no names: names alone make no matter."""
    of_shorter: float
    """Their part of the terms of the claim that has fewer, 0 to 1."""
    of_both: float
    """Their part of the terms of both, 0 to 1."""


def share(one: Matter, two: Matter) -> Shared:
    """What two have in common."""
    terms = one.terms & two.terms
    shorter, both = min(len(one.terms), len(two.terms)), len(one.terms | two.terms)
    return Shared(
        terms=terms,
        words=len(terms - one.names - two.names),
        of_shorter=len(terms) / shorter if shorter else 0.0,
        of_both=len(terms) / both if both else 0.0,
    )


def apart(one: Matter, two: Matter) -> bool:
    """Whether two name different people or places, or different times."""
    return _disjoint(one.names, two.names) or _disjoint(one.times, two.times)


def _disjoint(one: frozenset[str], two: frozenset[str]) -> bool:
    return bool(one) and bool(two) and not one & two


def same_side(one: Matter, two: Matter) -> bool:
    """Whether both are the same source, or one speaks for the other, or nobody can tell."""
    first, second = one.claim.source, two.claim.source
    if first is None or second is None or one.who == two.who:
        return True
    if any(_OF_THEM.search(who) for who in (one.who, two.who)):
        return True
    sides = [_side(source.canonical, source.organisation) for source in (first, second)]
    return any(a <= b or b <= a for a in sides[0] for b in sides[1])


@lru_cache(maxsize=4096)
def _side(canonical: str, organisation: str | None) -> list[frozenset[str]]:
    """The words of a source's name, and of whom it speaks for."""
    names = [canonical, *([organisation] if organisation else [])]
    found = [frozenset(term(w) for w in folded(name).split() if w not in EMPTY) for name in names]
    return [name for name in found if name]


def is_known(one: Matter) -> bool:
    """Whether its source is one that the article names or describes, other than its author."""
    source = one.claim.source
    return bool(one.who) and source is not None and source.type is not SourceType.AUTHOR


class Index:
    """The claims seen so far, by the words of their matter."""

    def __init__(self) -> None:
        self._by_term: dict[str, list[Matter]] = defaultdict(list)

    def add(self, one: Matter) -> None:
        """Take a further claim."""
        for word in one.terms:
            self._by_term[word].append(one)

    def near(self, one: Matter) -> list[Matter]:
        """Earlier claims that share a word, the nearest first; a common word finds only those."""
        found = {other.index: other for word in one.terms for other in self._last(word)}
        return [found[index] for index in sorted(found, reverse=True)]

    def _last(self, word: str) -> Sequence[Matter]:
        return self._by_term[word][-_MOST:] if word in self._by_term else ()


def counts(one: Matter, two: Matter) -> Iterator[tuple[Quantity, Quantity]]:
    """The pairs of quantities that count the same thing."""
    for first in one.claim.quantities:
        for second in two.claim.quantities:
            if first.unit == second.unit and _same_thing(first, second):
                yield first, second


def _same_thing(one: Quantity, two: Quantity) -> bool:
    return one.unit is not None or not one.what or not two.what or same_noun(one.what, two.what)


def same_noun(one: str, two: str) -> bool:
    """Whether two name the same thing: "dockworkers" are "workers", and people are people."""
    heads = sorted((term(one.rsplit(maxsplit=1)[-1]), term(two.rsplit(maxsplit=1)[-1])), key=len)
    return heads[1].endswith(heads[0]) or set(heads) <= _PEOPLE


def bounds(quantity: Quantity) -> tuple[float, float]:
    """Least and greatest value of a quantity."""
    value = quantity.value
    return (value[0], value[-1]) if isinstance(value, list) else (value, value)


def differ(one: Quantity, two: Quantity) -> bool:
    """Whether two quantities cannot be the same number, rounding apart."""
    (low, high), (least, most) = bounds(one), bounds(two)
    slack = 0.02 * max(abs(high), abs(most))
    return high + slack < least or most + slack < low
