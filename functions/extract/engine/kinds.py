"""What sort of statement a claim is: a fact that can be checked, or something else.

Derived from the class of the cue first, then from the claim's own words: what is done by saying
it, what the source undertakes, what ought to be, what is to come, what is a judgement. What none
of these marks is taken for a statement of fact, true or not.
"""

import re
from typing import Final

from functions.extract.engine.cutting import has_finite_verb
from functions.extract.engine.lemmas import lemmas
from functions.extract.engine.lexicons.kind_words import (
    ACTING,
    ACTS,
    AIMS,
    BELIEFS,
    COMMANDS,
    DEPENDS,
    FEELINGS,
    FUTURE,
    IN_MY_VIEW,
    JUDGING,
    LATER,
    METAPHOR,
    MILD,
    NO_POLICY,
    OUGHT,
    POSSIBLE,
    PROMISED,
    REPORTED_FUTURE,
    STRONG,
    TIMETABLED,
    UNWILLED,
    WISHES,
)
from functions.extract.engine.ranges import Range
from functions.extract.engine.utterances import Statement
from schemas.claim import CueClass, Directness, Kind

_FLAGS: Final = re.IGNORECASE
_ACTING: Final = re.compile(rf"\W*(?:{ACTING})", _FLAGS)
_NO_POLICY: Final = re.compile(NO_POLICY, _FLAGS)
_OUGHT: Final = re.compile(OUGHT, _FLAGS)
_FUTURE: Final = re.compile(FUTURE, _FLAGS)
_REPORTED_FUTURE: Final = re.compile(REPORTED_FUTURE, _FLAGS)
_POSSIBLE: Final = re.compile(POSSIBLE, _FLAGS)
_LATER: Final = re.compile(LATER, _FLAGS)
_TIMETABLED: Final = re.compile(TIMETABLED, _FLAGS)
_PROMISED: Final = re.compile(PROMISED, _FLAGS)
_VIEW: Final = re.compile(f"{IN_MY_VIEW}|{METAPHOR}|{JUDGING}", _FLAGS)
_TO_DO: Final = re.compile(r"\W*to\s+[a-z]", _FLAGS)
_TITLE: Final = re.compile(r"(?P<subject>(?:\w[\w’'-]*\s+){1,5})to\s+[a-z]+\b[^.!?]*", _FLAGS)
"""The future of titles: "Port to close"."""
_RULES_OUT: Final = re.compile(r"rul\w+ out", _FLAGS)
_WILLED: Final = re.compile(
    r"\b(?:I|we)(?:\s+(?:\w+ly|also|now|still|then))?"
    r"(?:[’']ll|\s+(?:will|won[’']t|shall|are going to|am going to)|[’'](?:m|re) going to)\s+"
    r"(?P<rest>[^.;]{0,40})",
    _FLAGS,
)
_WOULD: Final = re.compile(
    r"\W*(?:(?:[Hh]e|[Ss]he|[Ii]t|[Tt]hey)\s+would|(?:he|she|it|they)\s+will)\s+"
    r"(?P<rest>[^.;]{0,40})"
)
"""Reported speech: a whole sentence with "It will …" is direct, and speaks of something else."""
_ADVERB: Final = re.compile(r"(?:(?:not|never|also|now|then|only|soon|\w+ly)\s+)*", _FLAGS)
_PREDICATE: Final = re.compile(
    r"(?:\b(?:is|are|was|were|be|been|am|seems?|seemed|looks?|looked|remains?|becomes?|became|"
    r"isn[’']t|aren[’']t|wasn[’']t|weren[’']t)|(?<=\w)[’'](?:s|re|m))"
    r"(?:\s+(?:not|too|very|so|quite|really|completely|totally|simply|just|also|still|more|less|"
    r"most|least|than|far|a|an|the|all|pretty|rather|truly|deeply|utterly|entirely|extremely|"
    r"clearly|always|never|now|perfectly|only))*"
    r"\s+[\"“‘']?(?P<word>[\w-]+)",
    _FLAGS,
)
_SUBORDINATE: Final = re.compile(
    r"\b(?:who|which|whom|whose|whether|if|unless|when|where|because)\b[^,;:]{0,80}\Z", _FLAGS
)
"""What stands before words that do not belong to the main clause: "X, who will attend, left"."""
_SELF: Final = re.compile(r"\W*I\b")
_CLAUSE: Final = 100
"""Code points before a word in which the clause that it belongs to opens."""
_WORD: Final = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")


def kind(text: str, statement: Statement) -> Kind:
    """What sort of statement it is, from its cue and its words."""
    utterance = statement.utterance
    words = " ".join(" ".join(piece.of(text) for piece in statement.pieces).split())
    cue = " ".join(utterance.cue.exact.split()) if utterance.cue else ""
    is_title = utterance.directness is Directness.HEADLINE
    return kind_of(words, utterance.reading.cue_class, cue, is_title=is_title)


def kind_of(words: str, cue_class: CueClass, cue: str = "", *, is_title: bool = False) -> Kind:
    """What sort of statement the words are under a cue.

    Args:
        words: The content, its pieces joined.
        cue_class: The class of the cue.
        cue: The words of the cue; nothing where there is none.
        is_title: Whether they stand in a title, where "to close" is what is to come; without a
            cue they may.
    """
    verbs = {verb for word in _WORD.findall(cue) for verb in lemmas(word)}
    return (
        _done_by_saying(words, cue_class, verbs)
        or _governed(words, cue_class, cue, verbs)
        or _in_its_own_words(words, is_title=is_title or cue_class is CueClass.NONE)
    )


def _done_by_saying(words: str, cue_class: CueClass, verbs: set[str]) -> Kind | None:
    """A plea, an order, thanks, an apology."""
    acts = cue_class is CueClass.PLEAD or verbs & ACTS or "apologize" in verbs
    return Kind.SPEECH_ACT if acts or _ACTING.match(words) or _commands(words) else None


def _commands(words: str) -> bool:
    """Whether a whole sentence opens with an imperative."""
    found = _WORD.match(words.lstrip("\"“‘'¡ "))
    if found is None or not found[0][0].isupper() or not words.rstrip("\"”’'").endswith((".", "!")):
        return False
    first = found[0].casefold().replace("’", "'")
    return first in COMMANDS and not re.match(r"\W*let[’']?s\b|\W*let us\b", words, _FLAGS)


def _governed(words: str, cue_class: CueClass, cue: str, verbs: set[str]) -> Kind | None:
    """What the cue alone, or with the form of its content, makes of it."""
    if cue_class is CueClass.PROMISE or (verbs & AIMS and _TO_DO.match(words)):
        return Kind.COMMITMENT
    if _RULES_OUT.search(cue) and not _NO_POLICY.search(words):
        return Kind.COMMITMENT
    if cue_class in {CueClass.DEMAND, CueClass.ADVISE} or verbs & WISHES:
        return Kind.NORMATIVE
    if cue_class is CueClass.PREDICT and _foretells(words, verbs):
        return Kind.PREDICTION
    if cue_class in {CueClass.OPINE, CueClass.CHARACTERISE}:
        return _believed(words)
    return _believed(words) if verbs & BELIEFS else None


def _foretells(words: str, verbs: set[str]) -> bool:
    """Whether a cue of prediction speaks of what is to come: one may warn of what is so."""
    if not verbs & DEPENDS:
        return True
    return _is_to_come(words) or _POSSIBLE.search(words) is not None


def _believed(words: str) -> Kind:
    """A belief: one about what ought to be, or what is to come, is that rather than a view."""
    if _in_main_clause(_OUGHT, words):
        return Kind.NORMATIVE
    return Kind.PREDICTION if _in_main_clause(_FUTURE, words) else Kind.OPINION


def _in_its_own_words(words: str, *, is_title: bool) -> Kind:
    if _in_main_clause(_OUGHT, words):
        return Kind.NORMATIVE
    if _undertakes(words):
        return Kind.COMMITMENT
    if _is_to_come(words) or (is_title and _is_title_to_come(words)):
        return Kind.PREDICTION
    return Kind.OPINION if _judges(words) else Kind.FACT


def _undertakes(words: str) -> bool:
    """Whether the source says what it will itself do: "we will pay", "she would resign"."""
    if _PROMISED.search(words):
        return True
    match = _WILLED.search(words) or _WOULD.match(words)
    if match is None:
        return False
    found = _WORD.findall(_ADVERB.sub("", match["rest"], count=1))
    if not found or (found[0].casefold() in UNWILLED and found[0].casefold() != "be"):
        return False
    being = found[0].casefold() == "be"
    return not being or (len(found) > 1 and found[1].endswith("ing"))


def _is_to_come(words: str) -> bool:
    if _in_main_clause(_FUTURE, words) or _in_main_clause(_REPORTED_FUTURE, words):
        return True
    modal = _POSSIBLE.search(words) or _TIMETABLED.search(words)
    return modal is not None and _LATER.search(words) is not None


def _is_title_to_come(words: str) -> bool:
    match = _TITLE.fullmatch(words)
    if match is None:
        return False
    subject = match["subject"]
    return not has_finite_verb(f"- {subject}", Range(0, len(subject) + 2))


def _judges(words: str) -> bool:
    """Whether the words hold a judgement, at large or of what they speak of."""
    if _VIEW.search(words) or any(word.casefold() in STRONG for word in _WORD.findall(words)):
        return True
    said_of = [match["word"].casefold() for match in _PREDICATE.finditer(words)]
    of_self = FEELINGS if _SELF.match(words) else frozenset()
    return any(word in MILD and word not in of_self for word in said_of)


def _in_main_clause(pattern: re.Pattern[str], words: str) -> bool:
    """Whether the pattern stands in the words outside of a relative or conditional clause."""
    return any(
        not _SUBORDINATE.search(words, max(0, match.start() - _CLAUSE), match.start())
        for match in pattern.finditer(words)
    )
