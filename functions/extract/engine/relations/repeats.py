"""The same said again: by another source, with more force, in full, or corrected."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from functions.extract.engine.lexicons.relation_words import (
    AT_FIRST,
    BY_NOW,
    EARLIER_VERSION,
    REFERRING,
)
from functions.extract.engine.relations.likeness import (
    Matter,
    bounds,
    counts,
    differ,
    is_known,
    same_side,
    share,
)
from functions.extract.engine.relations.links import Link
from functions.extract.engine.relations.numbers import disagree, same_subject
from schemas.claim import CueClass, Directness, Kind, RelationType

CONFIRMED: Final = 0.7
"""Confidence, judged: another source confirms in the words of the claim, or by pointing to it."""
SAID_AGAIN: Final = 0.6
"""Confidence, judged: another source says most of the same words."""
ESCALATED: Final = 0.5
COMPLETED: Final = 0.8
CORRECTED: Final = 0.7

_REFERS: Final = re.compile(
    REFERRING.format(nouns="report|account|claim|allegation|story|figure|number|finding|price"),
    re.IGNORECASE,
)
_EARLIER_VERSION: Final = re.compile(EARLIER_VERSION, re.IGNORECASE)
_AT_FIRST: Final = re.compile(AT_FIRST, re.IGNORECASE)
_BY_NOW: Final = re.compile(BY_NOW, re.IGNORECASE)
_WORD: Final = re.compile(r"[\w’'-]+")
_LEAST_SHARED: Final = 3
_MOST_SHARE: Final = 0.7
_OF_BOTH: Final = 0.5
_FORCE: Final[dict[CueClass, int]] = {
    CueClass.HEARSAY: 0, CueClass.OPINE: 1, CueClass.ESTIMATE: 1, CueClass.ASSERT: 2,
    CueClass.REPORT: 2, CueClass.ALLEGE: 3,
}  # fmt: skip
"""How much a source commits itself to a charge; classes left out are not compared."""
_NOT_SAID_AGAIN: Final = frozenset({Kind.SPEECH_ACT, Kind.NORMATIVE, Kind.COMMITMENT})


def repeats(one: Matter, window: Sequence[Matter], near: Sequence[Matter]) -> Iterator[Link]:
    """How a claim takes up earlier ones on the same side of the matter.

    Args:
        one: A claim.
        window: The claims before it, the nearest last.
        near: Earlier claims that share a word with it, the nearest first.
    """
    corrected = _corrected(one, window)
    if corrected is not None:
        yield Link(one.index, corrected.index, RelationType.SUPERSEDES, CORRECTED)
    for other in near:
        yield from _completes(one, other)
        if other is not corrected and one.against == other.against:
            yield from _again(one, other)
    if (confirmed := _confirmed(one, window)) is not None:
        yield Link(one.index, confirmed.index, RelationType.SUPPORTS, CONFIRMED)


def _again(one: Matter, other: Matter) -> Iterator[Link]:
    if not (one.is_taken and other.is_taken) or one.denied or other.denied:
        return
    if one.who and one.who == other.who:
        yield from _by_the_same(one, other)
    elif is_known(one) and is_known(other) and not same_side(one, other):
        confidence = _support(one, other)
        if confidence:
            yield Link(one.index, other.index, RelationType.SUPPORTS, confidence)


def _support(one: Matter, other: Matter) -> float | None:
    """How sure it is that another source says the same."""
    passes_on = {link.name for link in one.claim.attribution_chain[:-1]}
    source = other.claim.source
    if (source and source.canonical in passes_on) or _numbers_differ(one, other):
        return None
    if one.claim.kind in _NOT_SAID_AGAIN or not same_subject(one, other):
        return None
    shared = share(one, other)
    if one.claim.cue_class is CueClass.CONFIRM and shared.of_shorter >= _MOST_SHARE:
        return CONFIRMED
    return SAID_AGAIN if shared.words >= _LEAST_SHARED and shared.of_both >= _OF_BOTH else None


def _numbers_differ(one: Matter, other: Matter) -> bool:
    return any(differ(*pair) for pair in counts(one, other))


def _by_the_same(one: Matter, other: Matter) -> Iterator[Link]:
    """A source that says it again: corrected, or with more force."""
    if one.is_own or not same_subject(one, other):
        return
    larger = disagree(one, other) and _grows(one, other)
    if disagree(one, other) and (_said(_AT_FIRST, other) or _said(_BY_NOW, one)):
        yield Link(one.index, other.index, RelationType.SUPERSEDES, CORRECTED)
    elif larger or (_is_stronger(one, other) and share(one, other).of_both >= _OF_BOTH):
        yield Link(one.index, other.index, RelationType.ESCALATES, ESCALATED)


def _grows(one: Matter, other: Matter) -> bool:
    return all(bounds(a)[1] > bounds(b)[1] for a, b in counts(one, other) if differ(a, b))


def _is_stronger(one: Matter, other: Matter) -> bool:
    force = [_FORCE.get(m.claim.cue_class) for m in (one, other)]
    return force[0] is not None and force[1] is not None and force[0] > force[1]


def _said(pattern: re.Pattern[str], one: Matter) -> bool:
    """Whether a word stands in the cue, or among the hedges."""
    cue = one.claim.cue.exact if one.claim.cue else ""
    return any(pattern.search(words) for words in (cue, *(h.exact for h in one.claim.hedges)))


def _corrected(one: Matter, window: Sequence[Matter]) -> Matter | None:
    """The claim that a correction takes the place of."""
    last = window[-1] if window else None
    span = last.claim.source.span if last and last.claim.source else None
    if last and span and _EARLIER_VERSION.search(span.exact) and one.who != last.who:
        return last if one.paragraph == last.paragraph and one.is_taken else None
    if one.claim.cue_class is not CueClass.CORRECT or one.denied:
        return None
    alike = (other for other in reversed(window) if share(one, other).words >= 2)
    return next(alike, None)


def _confirmed(one: Matter, window: Sequence[Matter]) -> Matter | None:
    """The claim before that another source confirms by pointing to it."""
    if one.claim.cue_class is not CueClass.CONFIRM or one.denied or not one.is_taken:
        return None
    if not _REFERS.fullmatch(one.words.rstrip(". ")):
        return None
    near = (o for o in window if not o.is_own and one.paragraph - o.paragraph <= 1)
    before = [o for o in near if o.claim.kind is not Kind.NORMATIVE]
    last = before[-1] if before else None
    sure = last and is_known(one) and last.is_taken and not last.denied
    return last if last and sure and not same_side(one, last) else None


def _completes(one: Matter, other: Matter) -> Iterator[Link]:
    """A quoted fragment, and the claim of the same source that holds its words and more."""
    if one.who != other.who or not one.who or one.is_own or other.is_own:
        return
    short, long = sorted((one, other), key=lambda m: len(m.words))
    if short.claim.directness is Directness.INDIRECT or short.denied != long.denied:
        return
    fragment, whole = (_WORD.findall(m.words.casefold()) for m in (short, long))
    if len(short.terms) >= 2 and len(fragment) < len(whole) and _holds(whole, fragment):
        yield Link(long.index, short.index, RelationType.COMPLETES, COMPLETED)


def _holds(whole: list[str], part: list[str]) -> bool:
    """Whether a list of words has another in it, in one run."""
    return f" {' '.join(part)} " in f" {' '.join(whole)} "
