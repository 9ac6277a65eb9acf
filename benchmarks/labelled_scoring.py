"""Compares the claims of a passage with its labels, field by field.

A claim is found where its content has a Jaccard index of at least .5 with the labelled one, in
words and marks, or covers at least half of it; each claim counts for one label, the best pairs
first. Fields are compared on the pairs alone. Nothing is printed here.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from benchmarks.labelled_set import LabelledClaim, Passage
from benchmarks.scoring import Score
from benchmarks.text import TextUnits, Units
from functions.extract.engine.lexicons.outlets import OUTLETS
from functions.extract.engine.wires import is_wire_name
from schemas.claim import (
    Claim,
    EventDate,
    Mention,
    Polarity,
    Quantity,
    Source,
    VerificationStatus,
)
from schemas.spans import Span

_ARTICLE: Final = re.compile(r"\A(?:the|an?|his|her|its|their)\s+")
_POSSESSIVE: Final = re.compile(r"['’]s?\b(?=\s|\Z)")
_VAGUE: Final = re.compile(r"[~?%]")
_UNITS: Final = {"feet": "foot", "kilogram": "kg", "percentage point": "percent"}
_PEOPLE: Final = ("per",)
_ORGANISATIONS: Final = ("org",)

DENIAL_AS_ASSERTION: Final = "denials stored as assertions"
DENIAL_AS_OWN: Final = "denied words stored as the article's own"
NO_POSITION_AS_ASSERTION: Final = "refusals to take a position stored as assertions"
WIRE_AS_CLAIMANT: Final = "wire services and outlets stored as claimants"
RELAY_AS_CLAIMANT: Final = "others who pass a claim on stored as claimants"
GRAVE: Final = (
    DENIAL_AS_ASSERTION,
    DENIAL_AS_OWN,
    NO_POSITION_AS_ASSERTION,
    WIRE_AS_CLAIMANT,
    RELAY_AS_CLAIMANT,
)
"""What no record may do."""


@dataclass(slots=True)
class Share:
    """How many of those compared are right."""

    right: int = 0
    of: int = 0

    def add(self, is_right: object) -> None:
        """Count one."""
        self.right += bool(is_right)
        self.of += 1

    def __add__(self, other: "Share") -> "Share":
        return Share(self.right + other.right, self.of + other.of)

    @property
    def percent(self) -> float:
        """The share in percent."""
        return 100 * self.right / max(1, self.of)


@dataclass(slots=True)
class Tally:
    """Everything counted over some passages."""

    passages: int = 0
    shares: dict[str, Share] = field(default_factory=dict)
    scores: dict[str, Score] = field(default_factory=dict)
    grave: Counter[str] = field(default_factory=Counter)
    confused: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    """Field, labelled value, the engine's value: how often they were taken for one another."""

    def share(self, name: str, is_right: object) -> None:
        """Count one comparison that is right or wrong."""
        self.shares.setdefault(name, Share()).add(is_right)

    def score(self, name: str, right: int, proposed: int, found: int, gold: int) -> None:
        """Count what was proposed against what is labelled."""
        self.scores.setdefault(name, Score()).add(right, proposed, found, gold)

    def value(self, name: str, proposed: object, gold: object) -> None:
        """Count one comparison of values, and what was taken for what."""
        self.share(name, proposed == gold)
        if proposed != gold:
            self.confused[name, str(gold), str(proposed)] += 1

    def add(self, other: "Tally") -> None:
        """Take in what was counted elsewhere."""
        self.passages += other.passages
        for name, share in other.shares.items():
            self.shares[name] = self.shares.get(name, Share()) + share
        for name, score in other.scores.items():
            self.score(name, score.right, score.proposed, score.found, score.gold)
        self.grave += other.grave
        self.confused += other.confused


@dataclass(frozen=True, slots=True)
class Pair:
    """A labelled claim and the claim that was found for it."""

    label: LabelledClaim
    claim: Claim
    exact: bool
    """Whether both contents have the same words."""


@dataclass(frozen=True, slots=True)
class Matching:
    """Which of the claims were found, and what is left on both sides."""

    pairs: list[Pair]
    missed: list[LabelledClaim]
    surplus: list[Claim]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A passage with what was found in it."""

    passage: Passage
    attributed: Matching
    own: Matching
    tally: Tally


# --- Finding ----------------------------------------------------------------------------------
def match(units: TextUnits, labels: Sequence[LabelledClaim], claims: Sequence[Claim]) -> Matching:
    """Pair labels and claims one to one, the best pairs first."""
    wanted = [units.of(label.content) for label in labels]
    given = [_variants(units, claim) for claim in claims]
    likely = sorted(
        (-likeness, at, number)
        for at, label in enumerate(wanted)
        for number, variants in enumerate(given)
        if (likeness := max(_likeness(label, content) for content in variants))
    )
    chosen: dict[int, int] = {}
    for _, at, number in likely:
        if at not in chosen and number not in chosen.values():
            chosen[at] = number
    pairs = [
        Pair(labels[at], claims[number], _same_words(units, wanted[at], given[number]))
        for at, number in sorted(chosen.items())
    ]
    return Matching(
        pairs,
        [label for at, label in enumerate(labels) if at not in chosen],
        [claim for number, claim in enumerate(claims) if number not in chosen.values()],
    )


def _variants(units: TextUnits, claim: Claim) -> list[Units]:
    """The units of a claim's content at each of its places."""
    contents = [claim.content, *(place.content for place in claim.occurrences)]
    return [units.of(content) for content in contents]


def _likeness(label: Units, content: Units) -> float:
    """The Jaccard index; 0 where the content is no match."""
    shared = len(label & content)
    if not shared:
        return 0.0
    jaccard = shared / len(label | content)
    return jaccard if jaccard >= 0.5 or shared / len(label) >= 0.5 else 0.0


def _same_words(units: TextUnits, label: Units, variants: Iterable[Units]) -> bool:
    return any(units.words(label) == units.words(content) for content in variants)


# --- Comparing --------------------------------------------------------------------------------
def same_name(one: str | None, other: str | None) -> bool:
    """Whether two names are one: equal, or one within the other, without article and case."""
    if not one or not other:
        return not one and not other
    first, second = _folded(one), _folded(other)
    return f" {first} " in f" {second} " or f" {second} " in f" {first} "


def _folded(name: str) -> str:
    words = _ARTICLE.sub("", " ".join(name.casefold().split()))
    return " ".join(re.findall(r"\w+", _POSSESSIVE.sub("", words)))


def compare(passage: Passage, claims: Sequence[Claim]) -> Outcome:
    """Score the claims of a passage by its labels."""
    units = TextUnits(passage.article.text)
    attributed = match(units, passage.attributed, [c for c in claims if c.is_attributed])
    own = match(units, passage.own, [c for c in claims if not c.is_attributed])
    tally = Tally(passages=1)
    _found(tally, "attributed", attributed)
    _found(tally, "own", own)
    for pair in attributed.pairs:
        _of_any(tally, pair)
    _stray(tally, units, attributed, own)
    _grave(tally, passage, attributed)
    if passage.full:
        _of_full(tally, passage, attributed, own)
    return Outcome(passage, attributed, own, tally)


def _found(tally: Tally, name: str, matching: Matching) -> None:
    found = len(matching.pairs)
    proposed, gold = found + len(matching.surplus), found + len(matching.missed)
    tally.score(f"{name} claims", found, proposed, found, gold)
    exact = sum(pair.exact for pair in matching.pairs)
    tally.score(f"{name} claims, same words", exact, proposed, exact, gold)
    if name == "attributed":
        right = sum(is_source_right(pair) for pair in matching.pairs)
        tally.score("attributed claims with the right source", right, proposed, right, gold)


def source_name(claim: Claim) -> str | None:
    """The name of a claim's source."""
    return claim.source.canonical if claim.source else None


def _source_span(claim: Claim) -> Span | None:
    return claim.source.span if claim.source else None


def is_source_right(pair: Pair) -> bool:
    """Whether the claim's source has the labelled name."""
    return same_name(source_name(pair.claim), pair.label.name)


def _of_any(tally: Tally, pair: Pair) -> None:
    """The fields that are labelled in every passage."""
    label, claim = pair.label, pair.claim
    tally.share("source: name", is_source_right(pair))
    tally.share("source: words", _same_place(_source_span(claim), label.source))
    tally.share("cue: words", _same_place(claim.cue, label.cue))
    tally.value("cue class", claim.cue_class, label.cue_class)
    tally.value("polarity", claim.polarity, label.polarity)
    tally.value("verification", claim.verification.status, label.verification)
    _spans(tally, "hedges", claim.hedges, label.hedges)
    none = VerificationStatus.NONE_STATED
    _single(
        tally, "verification, where stated",
        None if claim.verification.status is none else claim.verification.status,
        None if label.verification is none else label.verification,
    )  # fmt: skip


def _same_place(span: Span | None, label: Span | None) -> bool:
    """Whether the two overlap, or neither is there."""
    if span is None or label is None:
        return span is label
    return span.overlaps(label)


def _spans(
    tally: Tally,
    name: str,
    proposed: Sequence[Span],
    gold: Sequence[Span],
    same: Callable[[Span, Span], bool] = Span.overlaps,
) -> None:
    """Count the members of two lists of spans; by default they are the same if they overlap."""
    right = sum(any(same(span, label) for label in gold) for span in proposed)
    found = sum(any(same(span, label) for span in proposed) for label in gold)
    tally.score(name, right, len(proposed), found, len(gold))


def _single(
    tally: Tally,
    name: str,
    proposed: object,
    gold: object,
    same: Callable[..., bool] = lambda one, other: one == other,
) -> None:
    """Count a value that may be absent on both sides."""
    right = int(bool(proposed) and bool(gold) and same(proposed, gold))
    tally.score(name, right, int(bool(proposed)), right, int(bool(gold)))


# --- Across the two kinds, and grave errors ---------------------------------------------------
def _stray(tally: Tally, units: TextUnits, attributed: Matching, own: Matching) -> None:
    """Claims of a source that are stored as the article's own, and the other way round."""
    for label in attributed.missed:
        tally.share("missed, and stored as the article's own", _is_among(units, label, own.surplus))
    for label in own.missed:
        is_given = _is_among(units, label, attributed.surplus)
        tally.share("own claims missed, and given to a source", is_given)
    for label in attributed.missed:
        if label.polarity is Polarity.DENIED and _is_among(units, label, _without(own, label)):
            tally.grave[DENIAL_AS_OWN] += 1


def _without(own: Matching, label: LabelledClaim) -> list[Claim]:
    """The article's own surplus claims that leave the cue out: what keeps it says who denies."""
    cue = label.cue
    return [
        claim
        for claim in own.surplus
        if cue is None or not any(piece.overlaps(cue) for piece in claim.content)
    ]


def _is_among(units: TextUnits, label: LabelledClaim, claims: Sequence[Claim]) -> bool:
    return bool(match(units, [label], claims).pairs)


def _grave(tally: Tally, passage: Passage, attributed: Matching) -> None:
    for pair in attributed.pairs:
        if pair.claim.polarity is Polarity.AFFIRMED:
            tally.grave[DENIAL_AS_ASSERTION] += pair.label.polarity is Polarity.DENIED
            tally.grave[NO_POSITION_AS_ASSERTION] += pair.label.polarity is Polarity.NO_POSITION
        if not is_source_right(pair) and (error := _relay(pair, passage)):
            tally.grave[error] += 1
    names = [label.name for label in passage.attributed]
    for claim in attributed.surplus:
        name = source_name(claim) or ""
        is_known = any(same_name(name, known) for known in names)
        tally.grave[WIRE_AS_CLAIMANT] += not is_known and _is_outlet(name)


def _relay(pair: Pair, passage: Passage) -> str | None:
    """What the error is called where the source only passes on what another says, if it does.

    A relay is taken for an outlet if it is one by name, or if the passage gives it no claim.
    """
    name = source_name(pair.claim) or ""
    if _is_outlet(name):
        return WIRE_AS_CLAIMANT
    if not any(same_name(name, relay) for relay in pair.label.chain[:-1]):
        return None
    speaks = any(same_name(name, label.name) for label in passage.attributed)
    return RELAY_AS_CLAIMANT if speaks else WIRE_AS_CLAIMANT


def _is_outlet(name: str) -> bool:
    return is_wire_name(name) or _ARTICLE.sub("", name.casefold()) in OUTLETS


# --- Fields of full passages ------------------------------------------------------------------
def _of_full(tally: Tally, passage: Passage, attributed: Matching, own: Matching) -> None:
    for pair in attributed.pairs:
        _sort(tally, pair)
        _whose(tally, pair)
        _passed_on(tally, passage, pair)
    for pair in (*attributed.pairs, *own.pairs):
        _about(tally, pair)
    _relations(tally, [*attributed.pairs, *own.pairs])


def _sort(tally: Tally, pair: Pair) -> None:
    label, claim, source = pair.label, pair.claim, pair.claim.source
    for name, proposed, gold in (
        ("directness", claim.directness, label.directness),
        ("kind", claim.kind, label.kind),
        ("source: type", source and source.type, label.source_type),
        ("source: resolution", source and source.resolution, label.resolution),
    ):
        if gold is not None:
            tally.value(name, proposed, gold)


def _whose(tally: Tally, pair: Pair) -> None:
    label = pair.label
    source: Source | None = pair.claim.source
    _single(tally, "source: role", source and source.role, label.role, same_name)
    held = source and source.organisation
    _single(tally, "source: organisation", held, label.organisation, same_name)
    count, reason = _anonymity(pair)
    _single(tally, "anonymity: count", count, label.anonymity and label.anonymity.count)
    given = label.anonymity and label.anonymity.reason
    _single(tally, "anonymity: reason", reason, given, Span.overlaps)


def _anonymity(pair: Pair) -> tuple[int | None, Span | None]:
    held = pair.claim.anonymity
    return (held.count, held.reason) if held else (None, None)


def _passed_on(tally: Tally, passage: Passage, pair: Pair) -> None:
    """Who stands between the outlet and the originator."""
    links = [link.name for link in pair.claim.attribution_chain]
    proposed = _between(links, source_name(pair.claim), passage)
    gold = _between(pair.label.chain, pair.label.name, passage)
    _single(tally, "attribution chain", proposed, gold, _same_names)


def _between(names: Sequence[str], source: str | None, passage: Passage) -> list[str]:
    """The names of a chain without the passage's own outlet and the originator."""
    publisher = passage.article.publisher
    ends = names[:-1] if names and same_name(names[-1], source) else names
    return [name for name in ends if not (publisher and same_name(name, publisher))]


def _same_names(ones: Sequence[str], others: Sequence[str]) -> bool:
    return len(ones) == len(others) and all(map(same_name, ones, others))


def _about(tally: Tally, pair: Pair) -> None:
    """What the statement speaks of."""
    label, claim = pair.label, pair.claim
    _quantities(tally, claim.quantities, label)
    _spans(tally, "event dates: words", claim.event_dates, label.dates)
    _spans(tally, "event dates", claim.event_dates, label.dates, _same_date)
    said, said_on = claim.utterance_date, label.said_on
    _single(tally, "utterance date", said, said_on, _same_day)
    _spans(tally, "places", claim.places, label.places)
    _spans(tally, "people", _typed(claim.entities, _PEOPLE), label.people)
    held = _typed(claim.entities, _ORGANISATIONS)
    _spans(tally, "organisations", held, label.organisations)


def _quantities(tally: Tally, given: Sequence[Quantity], label: LabelledClaim) -> None:
    _spans(tally, "quantities: words", given, label.quantities)
    _spans(tally, "quantities", given, label.quantities, _same_quantity)
    for quantity in given:
        for labelled in label.quantities:
            if quantity.overlaps(labelled):
                tally.share("quantities: unit", _unit(quantity.unit) == _unit(labelled.unit))


def _same_quantity(one: Span, other: Span) -> bool:
    value, qualifier = getattr(one, "value", None), getattr(one, "qualifier", None)
    same = value == getattr(other, "value", None) and qualifier == getattr(other, "qualifier", None)
    return same and one.overlaps(other)


def _unit(name: str | None) -> str | None:
    single = (name or "").removesuffix("s")
    return _UNITS.get(single, single) or None


def _same_date(one: Span, other: Span) -> bool:
    return one.overlaps(other) and _same_day(one, other)


def _same_day(one: Span, other: Span) -> bool:
    """Whether two dates are one, however vague their bounds are said to be."""
    return bool(_edtf(one)) and _edtf(one) == _edtf(other)


def _edtf(date: EventDate | Span) -> str:
    return _VAGUE.sub("", getattr(date, "edtf", None) or "")


def _typed(mentions: Iterable[Mention], openings: tuple[str, ...]) -> list[Mention]:
    return [m for m in mentions if (m.type or "").casefold().startswith(openings)]


def _relations(tally: Tally, pairs: Sequence[Pair]) -> None:
    """Relations between claims that were both found."""
    numbers = {pair.claim.claim_id: pair.label.number for pair in pairs}
    proposed = set(_given(pairs, numbers))
    gold = {
        (pair.label.number, relation.type, relation.to)
        for pair in pairs
        for relation in pair.label.relations
    }
    both = len(proposed & gold)
    tally.score("relations", both, len(proposed), both, len(gold))
    ours, theirs = ({frozenset((one, to)) for one, _, to in items} for items in (proposed, gold))
    both = len(ours & theirs)
    tally.score("relations: which claims", both, len(ours), both, len(theirs))


def _given(pairs: Sequence[Pair], numbers: dict[str, int]) -> Iterator[tuple[int, str, int]]:
    for pair in pairs:
        for relation in pair.claim.relations:
            yield pair.label.number, relation.type, numbers.get(relation.claim_id, 0)
