"""Who denies what: a denial and the claim of another source that it denies.

A denial finds its claim by the words that both share, or by pointing back to it ("denied the
allegation"). A source may also state the contrary in words of its own. What shares too little is
left alone: a wrong denial is worse than none.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from functions.extract.engine.cutting import has_finite_verb
from functions.extract.engine.lexicons.relation_words import (
    ACCUSING_NOUNS,
    COUNTING_NOUNS,
    REFERRING,
    REFUTING,
    REFUTING_SOURCE,
    REPORTED_NOUNS,
)
from functions.extract.engine.names import folded
from functions.extract.engine.ranges import Range
from functions.extract.engine.relations.likeness import (
    Matter,
    apart,
    same_side,
    share,
    term,
)
from functions.extract.engine.relations.links import Link
from schemas.claim import CueClass, Directness, Kind, RelationType, SourceType

BY_WORDS: Final = 0.8
"""Confidence, judged: the denial repeats most words of what it denies."""
BY_REFERENCE: Final = 0.7
"""Confidence, judged: the denial points back to what came just before."""
IN_OWN_WORDS: Final = 0.6
"""Confidence, judged: the contrary in other words that share the matter."""
BY_THE_ACCUSED: Final = 0.6
"""Confidence, judged: the accused denies something right after the accusation."""
BY_PLACE: Final = 0.5
"""Confidence, judged: a few words, one of them shared, deny right after a claim."""

_NOUNS: Final = "|".join(sorted(ACCUSING_NOUNS | COUNTING_NOUNS | REPORTED_NOUNS))
_REFERS: Final = re.compile(REFERRING.format(nouns=_NOUNS), re.IGNORECASE)
_REFUTES: Final = re.compile(REFUTING, re.IGNORECASE)
_REFUTES_SOURCE: Final = re.compile(REFUTING_SOURCE, re.IGNORECASE)
_DENIES: Final = re.compile(r"\bden(?:y|ies|ied|ying|ial)\b", re.IGNORECASE)
_ANSWERS: Final = re.compile(
    r"\b(?:answer|repl|respond|retort|counter|shot back|hit back)\w*", re.IGNORECASE
)
_SHORT_ANSWER: Final = re.compile(
    r"\W*(?:no, )?[\w’']+ (?:\w+n[’']t|did not|do not)\W*\Z", re.IGNORECASE
)
_NEAR: Final = 2
"""Paragraphs back to what a denial points to."""
_JUST_BEFORE: Final = 3
"""Claims back to one that a denial in other words may be about."""
_FEW: Final = 2
_SHORT: Final = 3
_REPLY: Final = 2
"""Claims back to the one that an answer is to."""
_MOST: Final = 4
"""Claims that one denial is about."""
_REPORTING: Final = frozenset(
    {CueClass.REPORT, CueClass.EVIDENCE, CueClass.ASSESS, CueClass.HEARSAY}
)
_UNDENIABLE: Final = frozenset({Kind.SPEECH_ACT, Kind.NORMATIVE, Kind.COMMITMENT})
_STRONG_SHARE: Final = 0.6
_LEAST_SHARE: Final = 0.5
_OF_BOTH: Final = 0.4


def denials(one: Matter, window: Sequence[Matter], near: Sequence[Matter]) -> Iterator[Link]:
    """The denials between a claim and earlier ones.

    Args:
        one: A claim.
        window: The claims before it, the nearest last.
        near: Earlier claims that share a word with it, the nearest first.
    """
    if not one.is_taken:
        return
    found = [link for other in near if (link := _by_words(one, other)) is not None]
    if not found:
        found = list(_by_reference(one, window)) or list(_by_place(one, window))
    yield from found[:_MOST]


def _by_words(one: Matter, other: Matter) -> Link | None:
    """A denial between two claims that share their matter, whichever comes first."""
    if not other.is_taken or same_side(one, other) or one.against == other.against:
        return None
    if one.denied or other.denied:
        denial, denied = (one, other) if one.denied else (other, one)
        sure = BY_WORDS if denial.claim.cue_class is CueClass.DENY else IN_OWN_WORDS
        return _link(denial, denied, sure) if _repeats(denial, denied) else None
    if one.is_own or other.is_own or not _states_contrary(one, other):
        return None
    sure = share(one, other).of_both >= _OF_BOTH or _replies(one, other)
    return _link(one, other, IN_OWN_WORDS) if sure else None


def _link(denial: Matter, denied: Matter, confidence: float) -> Link:
    return Link(denial.index, denied.index, RelationType.DENIES, confidence)


def _replies(one: Matter, other: Matter) -> bool:
    """Whether a claim answers the one right before it, by its cue or in an interview."""
    cue = one.claim.cue.exact if one.claim.cue else ""
    answers = one.claim.directness is Directness.INTERVIEW_ANSWER or _ANSWERS.search(cue)
    return bool(answers) and one.index - other.index <= _REPLY


def _repeats(denial: Matter, denied: Matter) -> bool:
    """Whether a denial repeats the words of a claim that can be denied.

    What the article states on its own account may only touch on the matter: it has to say little
    else. Whoever rejects or opposes something denies a claim only where that is a whole clause.
    """
    if apart(denial, denied) or denied.claim.kind in _UNDENIABLE:
        return False
    if not (_is_plain(denial) or _is_clause(denial.words)):
        return False
    shared = share(denial, denied)
    alike = shared.words >= 2 and shared.of_shorter >= _LEAST_SHARE
    return alike and (not denied.is_own or shared.of_both >= _OF_BOTH)


def _is_plain(denial: Matter) -> bool:
    """Whether the cue says no more than that something is denied."""
    cue = denial.claim.cue.exact if denial.claim.cue else ""
    return _DENIES.search(cue) is not None


def _is_clause(words: str) -> bool:
    return has_finite_verb(words, Range(0, len(words)))


def _states_contrary(one: Matter, other: Matter) -> bool:
    """Whether of two statements one says what the other negates: the negated word is shared.

    A short answer may share that word alone, where it follows at once.
    """
    shared = share(one, other)
    if apart(one, other) or not shared.terms & (one.negated | other.negated):
        return False
    if shared.words >= 2 and shared.of_shorter >= _STRONG_SHARE:
        return True
    short = min(len(one.terms), len(other.terms)) <= _SHORT and shared.of_shorter >= _LEAST_SHARE
    follows = one.index - other.index <= 2 and one.paragraph - other.paragraph <= 1
    return bool(shared.words) and short and follows


def _by_reference(one: Matter, window: Sequence[Matter]) -> Iterator[Link]:
    """A denial that points back: "denied it", "rejected the report", "that is a lie"."""
    others = [other for other in window if _may_be_meant(one, other)]
    if not others:
        return
    if one.claim.cue_class is CueClass.DENY and one.denied:
        refers = _REFERS.fullmatch(one.words.rstrip(". "))
        meant = _meant(refers, others) if refers else []
    elif _REFUTES.match(one.words) or _is_short_answer(one, others[-1]):
        meant = _attribution(others)
    else:
        refuted = _REFUTES_SOURCE.match(one.words)
        meant = _of_source(refuted["who"], others) if refuted else []
    for other in meant[-_MOST:]:
        yield _link(one, other, BY_REFERENCE)


def _may_be_meant(one: Matter, other: Matter) -> bool:
    """Whether it is a claim of somebody else, near enough, that takes a position."""
    near = one.paragraph - other.paragraph <= _NEAR
    stated = other.is_taken and not other.denied and not other.is_own
    undeniable = other.claim.kind in _UNDENIABLE
    return near and stated and not undeniable and not same_side(one, other)


def _is_short_answer(one: Matter, other: Matter) -> bool:
    """Whether it says no more than "They didn’t" to what came right before."""
    return one.index - other.index == 1 and _SHORT_ANSWER.match(one.words) is not None


def _meant(refers: re.Match[str], others: Sequence[Matter]) -> list[Matter]:
    """The claims that the words of a denial point to."""
    noun = (refers["noun"] or "").casefold()
    others = [other for other in others if _fits(refers, other)]
    alleged = [o for o in others if o.claim.cue_class is CueClass.ALLEGE]
    if noun in ACCUSING_NOUNS:
        return alleged if refers["plural"] else _attribution(alleged)
    if noun in COUNTING_NOUNS:
        return _attribution([o for o in others if o.claim.quantities])
    reported = [o for o in others if _is_report(o)]
    if noun in {"report", "study", "finding", "result"} and reported:
        return _attribution(reported)
    if noun in {"report", "account", "story", "version"}:
        return _account(others)
    return _attribution(others)


def _fits(refers: re.Match[str], other: Matter) -> bool:
    """Whether a claim is of whom, and about what, the denial says: "Reyes’s claims about tax"."""
    if refers["whose"] and term(refers["whose"]) not in map(term, other.who.split()):
        return False
    about = {term(word) for word in (refers["about"] or "").split()} - {""}
    return not about or bool(about & other.terms)


def _is_report(other: Matter) -> bool:
    source = other.claim.source
    is_document = source is not None and source.type is SourceType.DOCUMENT
    return is_document or other.claim.cue_class in _REPORTING


def _attribution(others: Sequence[Matter]) -> list[Matter]:
    """The claims of the last attribution."""
    last = others[-1:]
    return [o for o in others if last and o.claim.attribution_id == last[0].claim.attribution_id]


def _account(others: Sequence[Matter]) -> list[Matter]:
    """What the source who spoke last said first: to reject an account denies its gist alone."""
    return [other for other in others if same_side(other, others[-1])][:1]


def _of_source(name: str, others: Sequence[Matter]) -> list[Matter]:
    """The last claims of the source that somebody calls mistaken."""
    named = {term(word) for word in folded(name).split()} - {"the", "his", "her", "their"}
    bearing = [o for o in others if named and named <= {term(w) for w in o.who.split()}]
    return _attribution(bearing)


def _by_place(one: Matter, window: Sequence[Matter]) -> Iterator[Link]:
    """A denial in other words, right after what it denies.

    The accused denies it, or the few words of the denial share one with the claim before.
    """
    if one.claim.cue_class is not CueClass.DENY or not one.denied or not one.who:
        return
    for other in reversed(window[-_JUST_BEFORE:]):
        accused = _accuses(other, one)
        if _may_be_meant(one, other) and (accused or _touches(one, other)):
            yield _link(one, other, BY_THE_ACCUSED if accused else BY_PLACE)
            return


def _accuses(other: Matter, one: Matter) -> bool:
    alleges = other.claim.cue_class is CueClass.ALLEGE
    return alleges and term(one.who.split()[-1]) in other.terms


def _touches(one: Matter, other: Matter) -> bool:
    shared = one.terms & other.terms
    return 0 < len(one.terms) <= _FEW and bool(shared - one.names)
