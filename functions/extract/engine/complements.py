"""What the words that follow a cue add to its meaning: "asked whether" is not "asked for".

The words between the cue and its content count, and those that the content begins with. What the
cue means by itself is read in `cues`.
"""

import re
from dataclasses import dataclass, replace
from typing import Final

from functions.extract.engine.attribution import Attribution
from functions.extract.engine.cues import Reading, verbs_of
from functions.extract.engine.layout import Layout
from functions.extract.engine.ranges import Range
from schemas.claim import CueClass, Polarity

_LONGEST_GAP: Final = 90
"""Code points between a cue and the content that it governs."""
_OPENING: Final = 120
"""Code points of the content that are read for how it begins."""
_NOUN: Final = (
    r"(?: (?:the|any|these|those|such|his|her|its|their|this))?"
    r"(?: (?:claims?|reports?|suggestions?|rumou?rs?|allegations?|accusations?|idea|notion))?"
)
_NOT_SO: Final = re.compile(
    r"(?:\b(?:not|never)(?: (?:to|true|the case|correct|right|accurate))?|n[’']t(?: true)?|"
    r"\buntrue|\bfalse|\bincorrect|\bwrong|\binaccurate|\b(?:a )?lie|\bnonsense|\bbaseless|"
    r"\bunfounded|\bno (?:truth|basis|foundation|question|way|chance|substance))"
    r"(?: (?:in|of|to|for))?"
    rf"{_NOUN}(?: that| (?:say|suggest|claim)(?: that)?)?\W*\Z",
    re.IGNORECASE,
)
"""Words after a cue which say that what follows is not so: "said it was untrue that"."""
_NO_PROOF: Final = re.compile(
    rf"\b(?:no|little) (?:evidence|proof|sign|indication)(?: (?:of|for|to suggest))?{_NOUN}"
    r"(?: that)?\W*\Z",
    re.IGNORECASE,
)
_NOTHING: Final = re.compile(r"\Anothing\b", re.IGNORECASE)
_AGAINST: Final = re.compile(r"\b(?:against|not to)\W*\Z", re.IGNORECASE)
_NEITHER: Final = re.compile(r"\W*(?:neither|nothing|none)\b", re.IGNORECASE)
"""How content begins that makes a denial none: "denied neither the sale nor the price"."""
_ADVISES: Final = frozenset({"warn", "caution", "tell", "advise", "urge", "argue", "recommend"})
_AS: Final = re.compile(r"\bas(?: (?:a|an|the|mere|mere a))?\W*\Z", re.IGNORECASE)
_AS_BEFORE: Final = 16
"""Code points before content that are read for an "as" that leads to it."""
_INFINITIVE: Final = re.compile(r"\W*to \w", re.IGNORECASE)
_WHETHER: Final = re.compile(
    r"\W*(?:[\w’']+\W+){0,6}?(?:whether|if|why|how|what|who|whom|when|where|which)\b",
    re.IGNORECASE,
)
_REQUEST: Final = re.compile(r"\b(?:to|for|that)\b", re.IGNORECASE)
_NUMBER: Final = re.compile(r"\d|\b(?:dozen|hundred|thousand|million|billion|percent|per cent)s?\b")
_NOT_GUILTY: Final = re.compile(r"\bnot guilty\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Complement:
    """What follows a cue."""

    cue: str
    gap: str
    """From the cue to the content, without the source."""
    content: str
    """How the content begins that comes after the cue, or else all of it."""

    @property
    def lead(self) -> str:
        """The cue and the words between it and the content."""
        return f"{self.cue} {self.gap}".strip()

    @property
    def opening(self) -> str:
        """What the cue governs, from its first word."""
        return f"{self.gap} {self.content}".strip()


def complement(layout: Layout, attribution: Attribution) -> Complement:
    """The words after the cue of an attribution that has one.

    Raises:
        ValueError: If the attribution has no cue.
    """
    cue = attribution.cue
    if cue is None:
        raise ValueError("an attribution without a cue has no complement")
    following = [piece for piece in attribution.content if piece.start >= cue.end]
    pieces = following or list(attribution.content)
    gap = ""
    if following and following[0].start - cue.end <= _LONGEST_GAP:
        gap = _gap(layout.text, Range(cue.end, following[0].start), attribution)
    content = " ".join(layout.text[piece.start : piece.end] for piece in pieces)
    words = (layout.text[cue.start : cue.end], gap, content[:_OPENING])
    return Complement(*(" ".join(part.split()) for part in words))


def _gap(text: str, where: Range, attribution: Attribution) -> str:
    source = attribution.source
    if source is None or not where.covers(Range(source.start, source.end)):
        return where.of(text)
    return f"{text[where.start : source.start]} {text[source.end : where.end]}"


def weighed(reading: Reading, found: Complement) -> Reading:
    """The reading of a cue with what follows it."""
    if reading.cue_class is CueClass.PLEAD:
        return Reading(CueClass.PLEAD, _plea(reading, found))
    if (against := _stated_against(reading, found)) is not None:
        return against
    if reading.cue_class is CueClass.DENY and _NEITHER.match(found.content):
        return Reading(CueClass.NEITHER_CONFIRM_NOR_DENY, Polarity.NO_POSITION)
    if reading.negated:
        return reading
    verbs = verbs_of(found.cue)
    if "ask" in verbs and reading.cue_class is CueClass.QUESTION:
        return _asked(found)
    return replace(reading, cue_class=_meant(reading.cue_class, verbs, found))


def characterises(text: str, piece: Range) -> bool:
    """Whether content is what something denied is called: "dismissed it as gossip"."""
    before = " ".join(text[max(0, piece.start - _AS_BEFORE) : piece.start].split())
    return _AS.search(before) is not None or text[piece.start : piece.start + 3].casefold() == "as "


def _plea(reading: Reading, found: Complement) -> Polarity:
    """Not guilty of what the content says, unless the content says so itself."""
    if reading.negated:
        return Polarity.NO_POSITION
    pleads = _NOT_GUILTY.search(found.lead) and not _NOT_GUILTY.search(found.content)
    return Polarity.DENIED if pleads else Polarity.AFFIRMED


def _asked(found: Complement) -> Reading:
    """A request, unless it is a question."""
    question = _WHETHER.match(found.opening) or "?" in found.content
    if question or not _REQUEST.search(found.opening):
        return Reading(CueClass.QUESTION, Polarity.NO_POSITION)
    return Reading(CueClass.DEMAND)


def _meant(cue_class: CueClass, verbs: set[str], found: Complement) -> CueClass:
    """What verbs mean that go with several sorts of content."""
    to_do = _INFINITIVE.match(found.opening) is not None or found.cue.casefold().endswith(" to")
    if verbs & {"want", "hope"} and to_do:
        return CueClass.PROMISE
    if "mean" in verbs and not to_do:
        return CueClass.ASSERT
    if "tell" in verbs and to_do:
        return CueClass.DEMAND
    if "reckon" in verbs and _NUMBER.search(found.content):
        return CueClass.ESTIMATE
    return cue_class


def _stated_against(reading: Reading, found: Complement) -> Reading | None:
    """The reading where the words before the content negate it: "said it was untrue that"."""
    if reading.cue_class in {CueClass.DENY, CueClass.NEITHER_CONFIRM_NOR_DENY}:
        return None
    lead = found.lead
    if _NO_PROOF.search(lead) or _NOTHING.match(found.gap):
        return Reading(reading.cue_class, Polarity.NO_POSITION)
    match = _NOT_SO.search(lead) or _AGAINST.search(lead)
    if match is None or not verbs_of(lead[: match.start()]):
        return None
    advises = _AGAINST.search(lead) and verbs_of(found.cue) & _ADVISES
    return Reading(CueClass.ADVISE if advises else reading.cue_class, Polarity.DENIED)
