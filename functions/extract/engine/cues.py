"""What a cue says of its content: its class, and whether the source holds the content to be so.

A denial is never an assertion: where a negation is in doubt, the source takes no position. Where a
cue stands in the text is the tagger's business; what the words after it add is read in
`complements`, what the source adds in `weighing`.
"""

import re
from dataclasses import dataclass, field, replace
from typing import Final

from functions.extract.engine.attribution import Attribution
from functions.extract.engine.layout import Layout
from functions.extract.engine.lemmas import in_lexicon
from functions.extract.engine.lexicons import listed
from functions.extract.engine.lexicons.cue_words import (
    AUXILIARIES,
    CUE_PHRASES,
    CUE_WORDS,
    DOUBTS,
    NEGATIONS,
    REFUSALS,
    SPEAKING,
    WITHDRAWALS,
    WITHHELD,
)
from functions.extract.engine.ranges import Range, words
from schemas.claim import CueClass, Polarity

_LEXICON: Final = frozenset(CUE_WORDS)
_PHRASES: Final = tuple(
    (re.compile(rf"\b(?:{pattern})(?!\w)", re.IGNORECASE), cue_class, polarity)
    for pattern, cue_class, polarity in CUE_PHRASES
)
_NOT_REALLY: Final = re.compile(
    r"\bnot (?:only|just|merely|simply)\b|\bno (?:doubt|secret)\b|\bnot guilty\b", re.IGNORECASE
)
"""Negations that leave the verb as it is."""
_NOT_GUILTY: Final = re.compile(r"\bnot guilty\b", re.IGNORECASE)
_NEGATIVE: Final = re.compile(
    r"\b(?:no|not|never|neither|nor|nobody|none|cannot|without|hardly|scarcely|unable|unwilling|"
    r"reluctant|yet to|refus\w+|declin\w+ to|fail\w* to|far from|short of)\b|n[’']t\b",
    re.IGNORECASE,
)
"""A word in a cue after which the content is not simply affirmed."""
_BEFORE: Final = 60
"""Code points before a cue that are read for a negation."""
_AFTER: Final = 12
"""Code points after a cue that are read for its particle ("called" + "for")."""
_NEGATED_ASSERTION: Final = frozenset(
    {CueClass.OPINE, CueClass.PREDICT, CueClass.ADVISE, CueClass.ASSESS, CueClass.ESTIMATE}
)
"""Classes where the negated cue says that the source holds the content not to be so."""
_WEAK: Final = frozenset({CueClass.ASSERT, CueClass.REPORT})
_PLACES: Final = listed("in on at during via amid after before following when while")
"""Words that begin where or when it was said: what follows them is no cue."""
_STATED: Final = re.compile(r"(?:\w+ed|said|says|told|tells|wrote)\Z", re.IGNORECASE)
_BREAKS: Final = re.compile(r"[,;:()—–]")


@dataclass(frozen=True, slots=True)
class Reading:
    """How a cue is read."""

    cue_class: CueClass
    polarity: Polarity = Polarity.AFFIRMED
    negated: bool = field(default=False, compare=False)
    """Whether the cue itself is negated, so that what follows it cannot make it an assertion."""


_NOBODY: Final = re.compile(
    r"(?:no(?!\.?\s*\d)(?!\.)|nobody|no one|none|not one|neither|few|hardly any\w*|"
    r"scarcely any\w*)\b",
    re.IGNORECASE,
)
_CONDITION: Final = re.compile(
    r"\b(?:if|unless|whether|den(?:y|ies|ied|ying|ials?) that)\W+\Z|\bneither\b[^.;]*\Z|"
    r"\b(?:nor|never|not once|at no (?:point|time|stage)|in no way|under no circumstances)\s+"
    r"(?:do|does|did|has|have|had|is|are|was|were|will|would|could|can)\s+\Z",
    re.IGNORECASE,
)
"""What stands before a source that is only supposed to say it, or does not."""
_ASKS: Final = re.compile(
    r"\W*(?:do|does|did|has|have|had|is|are|was|were|will|would|could|can)\s+\Z", re.IGNORECASE
)
"""How a question begins whose subject is the source."""
_PASSIVE: Final = re.compile(
    r"\b(?:is|are|was|were|be|been|being) (?:\w+ly )?"
    r"(?:said|believed|thought|understood|rumou?red|reported|reputed)\b",
    re.IGNORECASE,
)
_RUMOURS: Final = re.compile(r"\b(?:reports|rumou?rs)\Z", re.IGNORECASE)

NO_CUE: Final = Reading(CueClass.NONE)
_NO_POSITION: Final = Reading(CueClass.NEITHER_CONFIRM_NOR_DENY, Polarity.NO_POSITION)


def read(layout: Layout, attribution: Attribution) -> Reading:
    """Class and polarity of an attribution's cue, with the words around it."""
    if attribution.cue is None:
        return NO_CUE
    cue = Range(attribution.cue.start, attribution.cue.end)
    after = Range(cue.end, min(cue.end + _AFTER, len(layout.text))).of(layout.text)
    words_of_cue = " ".join(cue.of(layout.text).split())
    if _is_withheld(layout, attribution, cue):
        return Reading(_class_of(words_of_cue), Polarity.NO_POSITION, negated=True)
    before = _before(layout, attribution, cue)
    if attribution.source is None:
        return read_unsourced(words_of_cue, before, after)
    return read_words(words_of_cue, before, after)


def read_unsourced(cue: str, before: str = "", after: str = "") -> Reading:
    """Class and polarity of a cue that no source utters: "is said", "reportedly", "reports"."""
    if (_PASSIVE.search(cue) or _RUMOURS.search(cue)) and not _negation(f"{before} {cue}"):
        return Reading(CueClass.HEARSAY)
    return read_words(cue, before, after)


def _is_withheld(layout: Layout, attribution: Attribution, cue: Range) -> bool:
    """Whether nobody is said to say it: "nobody said that", "if she says that", "did she say"."""
    source = attribution.source
    if source and _NOBODY.match(layout.text, source.start, source.end):
        return True
    sentence = layout.sentence_at(cue.start)
    opening = source.start if source else cue.start
    begin = max(sentence.range.start, opening - _BEFORE) if sentence else opening
    lead = layout.text[begin:opening]
    if _CONDITION.search(lead):
        return True
    asked = sentence is not None and sentence.range.of(layout.text).rstrip().endswith("?")
    return asked and _ASKS.fullmatch(lead) is not None


def read_words(cue: str, before: str = "", after: str = "") -> Reading:
    """Class and polarity of a cue from its words and those right around it."""
    negation = _negation(f"{before} {cue}")
    reading = _read_words(cue, after, negation)
    doubtful = reading.polarity is Polarity.AFFIRMED and _NEGATIVE.search(_NOT_REALLY.sub("", cue))
    if doubtful:
        return Reading(reading.cue_class, Polarity.NO_POSITION, negated=True)
    return replace(reading, negated=negation is not None)


def _read_words(cue: str, after: str, negation: str | None) -> Reading:
    verbs = verbs_of(cue)
    if (negation and {"confirm", "deny"} & verbs) or {"confirm", "deny"} <= verbs:
        return _NO_POSITION
    for pattern, cue_class, polarity in _PHRASES:
        if pattern.search(cue + after):
            return _read_phrase(cue_class, polarity, negation)
    return _negated(_class_of(cue), verbs, negation) if negation else _plain(cue, verbs)


def verbs_of(cue: str) -> set[str]:
    """The base forms of the words of a cue that the lexicon has."""
    return {verb for word in _split(cue) if (verb := in_lexicon(word, _LEXICON))}


def _split(cue: str) -> list[str]:
    return [word.of(cue) for word in words(cue, Range(0, len(cue)))]


def _plain(cue: str, verbs: set[str]) -> Reading:
    cue_class = _class_of(cue)
    if cue_class is CueClass.DENY or verbs & DOUBTS:
        return Reading(cue_class, Polarity.DENIED)
    if cue_class is CueClass.QUESTION:
        return Reading(cue_class, Polarity.NO_POSITION)
    denied = verbs & WITHDRAWALS or ("plead" in verbs and _NOT_GUILTY.search(cue))
    return Reading(cue_class, Polarity.DENIED if denied else Polarity.AFFIRMED)


def _negated(cue_class: CueClass, verbs: set[str], negation: str) -> Reading:
    if verbs & {"accept", "agree"} and negation not in WITHHELD:
        return Reading(CueClass.DENY, Polarity.DENIED)
    if negation in WITHHELD or cue_class in {CueClass.DENY, CueClass.CONFIRM}:
        return _NO_POSITION
    if negation != "never" and cue_class is CueClass.ASSERT and verbs & SPEAKING:
        return _NO_POSITION
    if verbs & DOUBTS:
        return Reading(cue_class, Polarity.NO_POSITION)
    if cue_class in _NEGATED_ASSERTION:
        return Reading(cue_class, Polarity.DENIED)
    return Reading(cue_class, Polarity.NO_POSITION)


def _read_phrase(cue_class: CueClass, polarity: Polarity, negation: str | None) -> Reading:
    """Phrases: "did not rule out" takes no position."""
    if not negation:
        return Reading(cue_class, polarity)
    return _NO_POSITION if cue_class is CueClass.DENY else Reading(cue_class, Polarity.NO_POSITION)


def _class_of(cue: str) -> CueClass:
    """The class of the first word that says more than "said", or else of the first word.

    A denial says more than the noun for what is denied: "a charge he denies".
    """
    found: list[CueClass] = []
    stated = False
    for word in _split(cue):
        verb = in_lexicon(word, _LEXICON)
        if verb is None and found and word.casefold() in _PLACES:
            break
        if verb is None:
            continue
        if CUE_WORDS[verb] is CueClass.DENY and not stated:
            return CueClass.DENY
        found.append(CUE_WORDS[verb])
        stated = stated or _STATED.match(word) is not None
    strong = [cue_class for cue_class in found if cue_class not in _WEAK]
    return (strong or found or [CueClass.ASSERT])[0]


def _negation(phrase: str) -> str | None:
    """The negation that governs the verb at the end of the phrase, if any."""
    phrase = _NOT_REALLY.sub("", phrase.replace("’", "'"))
    places = words(phrase, Range(0, len(phrase)))
    last, crossed = "", False
    for at, place in reversed(list(enumerate(places))):
        word = place.of(phrase).casefold()
        if at + 1 < len(places):
            gap = phrase[place.end : places[at + 1].start]
            crossed = crossed or (_BREAKS.search(gap) is not None and last not in {"or", "nor"})
        if word in NEGATIONS or word.endswith("n't") or (word in REFUSALS and last == "to"):
            return word
        verb = in_lexicon(word, _LEXICON)
        if word not in AUXILIARIES and (verb is None or crossed):
            return None
        last = word
    return None


def _before(layout: Layout, attribution: Attribution, cue: Range) -> str:
    """The words before the cue in its sentence, as far as the source and the content allow."""
    sentence = layout.sentence_at(cue.start)
    starts = [sentence.range.start if sentence else cue.start, cue.start - _BEFORE]
    if attribution.source and attribution.source.end <= cue.start:
        starts.append(attribution.source.end)
    starts += [piece.end for piece in attribution.content if piece.end <= cue.start]
    return layout.text[max(0, *starts) : cue.start]
