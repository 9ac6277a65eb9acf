"""Different numbers for the same thing, by different sources."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from functions.extract.engine.lexicons.relation_words import NUMBER_OF, VICTIMS
from functions.extract.engine.relations.likeness import (
    Matter,
    apart,
    bounds,
    counts,
    differ,
    same_noun,
    same_side,
    share,
    term,
)
from functions.extract.engine.relations.links import Link
from schemas.claim import CueClass, Quantity, RelationType

BY_WORDS: Final = 0.7
"""Confidence, judged: both speak of the same thing in the same words."""
BY_REFERENCE: Final = 0.6
"""Confidence, judged: one puts "the figure" at another number."""

_NUMBER_OF: Final = re.compile(NUMBER_OF, re.IGNORECASE)
_VICTIMS: Final = frozenset(map(term, VICTIMS))
_NEAR: Final = 2
"""Paragraphs back to the number that "the figure" stands for."""
_LEAST_SHARED: Final = 2
_LEAST_SHARE: Final = 0.5
_OF_BOTH: Final = 0.4
_OF_BOTH_HARMED: Final = 0.25
_FACTOR: Final = 100
"""How far apart two numbers for one thing may be: beyond that they count different things."""


def conflicts(one: Matter, window: Sequence[Matter], near: Sequence[Matter]) -> Iterator[Link]:
    """The earlier claims of other sources with another number, each in both directions.

    Args:
        one: A claim.
        window: The claims before it, the nearest last.
        near: Earlier claims that share a word with it, the nearest first.
    """
    if not one.claim.quantities or not _affirms(one):
        return
    found = [other for other in near if _may_conflict(one, other) and _conflicts(one, other)]
    confidence = BY_WORDS
    if not found:
        found, confidence = _by_reference(one, window), BY_REFERENCE
    for other in found:
        yield Link(one.index, other.index, RelationType.CONFLICTS_WITH, confidence)
        yield Link(other.index, one.index, RelationType.CONFLICTS_WITH, confidence)


def _affirms(one: Matter) -> bool:
    return one.is_taken and not one.denied


def _may_conflict(one: Matter, other: Matter) -> bool:
    return bool(other.claim.quantities) and _affirms(other) and not same_side(one, other)


def _conflicts(one: Matter, other: Matter) -> bool:
    return same_subject(one, other) and disagree(one, other)


def disagree(one: Matter, other: Matter) -> bool:
    """Whether each has one number for the same thing, and the two differ."""
    pairs = [(a, b) for a, b in counts(one, other) if _are_comparable(a, b, one, other)]
    return len(pairs) == 1 and differ(*pairs[0]) and _are_of_one_size(*pairs[0])


def _are_comparable(first: Quantity, second: Quantity, one: Matter, other: Matter) -> bool:
    """Whether the words for what is counted agree, or stand for people who came to harm.

    Of money and percentages that alone says nothing: both claims have to name the same party.
    """
    if first.what and second.what:
        return same_noun(first.what, second.what)
    if first.unit is not None:
        return bool(one.names & other.names)
    return bool(one.terms & other.terms & _VICTIMS)


def _are_of_one_size(first: Quantity, second: Quantity) -> bool:
    values = [abs(value) for value in (*bounds(first), *bounds(second))]
    return min(values) > 0 and max(values) <= _FACTOR * min(values)


def same_subject(one: Matter, other: Matter) -> bool:
    """Whether two speak of one thing at one time, by the words that they share."""
    if apart(one, other):
        return False
    shared = share(one, other)
    harmed = bool(shared.terms & _VICTIMS) and shared.of_shorter >= _LEAST_SHARE
    return (harmed and shared.of_both >= _OF_BOTH_HARMED) or (
        shared.words >= _LEAST_SHARED and shared.of_both >= _OF_BOTH
    )


def _by_reference(one: Matter, window: Sequence[Matter]) -> list[Matter]:
    """The number just before that "puts the figure at …" gives anew."""
    opens = _NUMBER_OF.match(one.words)
    if opens is None or one.claim.cue_class is not CueClass.ESTIMATE:
        return []
    near = [o for o in window if one.paragraph - o.paragraph <= _NEAR and _may_conflict(one, o)]
    return [o for o in near if _same_measure(one, o)][-1:]


def _same_measure(one: Matter, other: Matter) -> bool:
    return any(
        first.unit == second.unit and differ(first, second) and _are_of_one_size(first, second)
        for first in one.claim.quantities
        for second in other.claim.quantities
    )
