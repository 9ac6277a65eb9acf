"""What a cue says of its content: its class, and whether the source holds the content to be so.

A denial is never an assertion. Where a cue stands in the text is the tagger's business.
"""

import re
from dataclasses import dataclass
from typing import Final

from functions.extract.engine.attribution import Attribution
from functions.extract.engine.layout import Layout
from functions.extract.engine.lemmas import in_lexicon
from functions.extract.engine.lexicons.cue_words import (
    AUXILIARIES,
    CUE_PHRASES,
    CUE_WORDS,
    DOUBTS,
    NEGATIONS,
    REFUSALS,
)
from functions.extract.engine.ranges import Range, words
from schemas.claim import CueClass, Polarity

_LEXICON: Final = frozenset(CUE_WORDS)
_PHRASES: Final = tuple(
    (re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), cue_class)
    for pattern, cue_class in CUE_PHRASES
)
_NOT_ONLY: Final = re.compile(r"\bnot (?:only|just|merely|simply)\b", re.IGNORECASE)
_BEFORE: Final = 60
"""Code points before a cue that are read for a negation."""
_AFTER: Final = 12
"""Code points after a cue that are read for its particle ("called" + "for")."""
_NEGATED_ASSERTION: Final = frozenset(
    {CueClass.OPINE, CueClass.PREDICT, CueClass.ADVISE, CueClass.ASSESS, CueClass.ESTIMATE}
)
"""Classes where the negated cue says that the source holds the content not to be so."""
_WEAK: Final = frozenset({CueClass.ASSERT, CueClass.REPORT})


@dataclass(frozen=True, slots=True)
class Reading:
    """How a cue is read."""

    cue_class: CueClass
    polarity: Polarity = Polarity.AFFIRMED


_NOBODY: Final = re.compile(r"(?:no|nobody|no one|none|not one|neither)\b", re.IGNORECASE)
_CONDITION: Final = re.compile(r"\b(?:if|unless|whether)\W+\Z|\bneither\b[^.;]*\Z", re.IGNORECASE)
"""What stands before a source that is only supposed to say it."""

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
        return Reading(_class_of(words_of_cue), Polarity.NO_POSITION)
    reading = read_words(words_of_cue, _before(layout, attribution, cue), after)
    hearsay = attribution.source is None and reading.cue_class is CueClass.ALLEGE
    if hearsay and cue.of(layout.text).casefold().endswith("ly"):
        return Reading(CueClass.HEARSAY)
    return reading


def _is_withheld(layout: Layout, attribution: Attribution, cue: Range) -> bool:
    """Whether nobody is said to say it: "nobody said that", "if she says that"."""
    source = attribution.source
    if source and _NOBODY.match(layout.text, source.start, source.end):
        return True
    sentence = layout.sentence_at(cue.start)
    opening = source.start if source else cue.start
    begin = max(sentence.range.start, opening - _BEFORE) if sentence else opening
    lead = layout.text[begin:opening]
    return _CONDITION.search(lead) is not None


def read_words(cue: str, before: str = "", after: str = "") -> Reading:
    """Class and polarity of a cue from its words and those right around it."""
    verbs = {verb for word in _split(cue) if (verb := in_lexicon(word, _LEXICON))}
    negation = _negation(f"{before} {cue}")
    if negation and {"confirm", "deny"} & verbs:
        return _NO_POSITION
    phrase = next((found for pattern, found in _PHRASES if pattern.search(cue + after)), None)
    if phrase is not None:
        return _read_phrase(phrase, cue + after, negation)
    return _negated(_class_of(cue), verbs, negation) if negation else _plain(cue, verbs)


def _split(cue: str) -> list[str]:
    return [word.of(cue) for word in words(cue, Range(0, len(cue)))]


def _plain(cue: str, verbs: set[str]) -> Reading:
    cue_class = _class_of(cue)
    if cue_class is CueClass.DENY or verbs & DOUBTS:
        return Reading(cue_class, Polarity.DENIED)
    if cue_class is CueClass.QUESTION:
        return Reading(cue_class, Polarity.NO_POSITION)
    withdrawn = {"retract", "recant", "withdraw", "retraction"} & verbs
    return Reading(cue_class, Polarity.DENIED if withdrawn else Polarity.AFFIRMED)


def _negated(cue_class: CueClass, verbs: set[str], negation: str) -> Reading:
    if verbs & {"accept", "agree"} and negation not in REFUSALS:
        return Reading(CueClass.DENY, Polarity.DENIED)
    if negation in REFUSALS or cue_class in {CueClass.DENY, CueClass.CONFIRM}:
        return _NO_POSITION
    if verbs & DOUBTS:
        return Reading(cue_class, Polarity.NO_POSITION)
    if cue_class in _NEGATED_ASSERTION:
        return Reading(cue_class, Polarity.DENIED)
    return Reading(cue_class, Polarity.NO_POSITION)


def _read_phrase(cue_class: CueClass, words_around: str, negation: str | None) -> Reading:
    """Phrases: "did not rule out" takes no position; "not guilty" negates the content."""
    if cue_class is CueClass.PLEAD:
        not_guilty = re.search(r"\bnot guilty\b", words_around, re.IGNORECASE)
        return Reading(cue_class, Polarity.DENIED if not_guilty else Polarity.AFFIRMED)
    if negation:
        return (
            _NO_POSITION if cue_class is CueClass.DENY else Reading(cue_class, Polarity.NO_POSITION)
        )
    denies = cue_class in {CueClass.DENY, CueClass.CORRECT}
    return Reading(cue_class, Polarity.DENIED if denies else Polarity.AFFIRMED)


def _class_of(cue: str) -> CueClass:
    """The class of the first word that says more than "said", or else of the first word."""
    found = [CUE_WORDS[verb] for word in _split(cue) if (verb := in_lexicon(word, _LEXICON))]
    strong = [cue_class for cue_class in found if cue_class not in _WEAK]
    return (strong or found or [CueClass.ASSERT])[0]


def _negation(phrase: str) -> str | None:
    """The negation that governs the verb at the end of the phrase, if any."""
    phrase = _NOT_ONLY.sub("", phrase)
    for word in reversed([w.casefold().replace("’", "'") for w in _split(phrase)]):
        if word in NEGATIONS or word.endswith("n't"):
            return word
        if word not in AUXILIARIES and not in_lexicon(word, _LEXICON):
            return None
    return None


def _before(layout: Layout, attribution: Attribution, cue: Range) -> str:
    """The words before the cue in its sentence, as far as the source and the content allow."""
    sentence = layout.sentence_at(cue.start)
    starts = [sentence.range.start if sentence else cue.start, cue.start - _BEFORE]
    if attribution.source and attribution.source.end <= cue.start:
        starts.append(attribution.source.end)
    starts += [piece.end for piece in attribution.content if piece.end <= cue.start]
    return layout.text[max(0, *starts) : cue.start]
