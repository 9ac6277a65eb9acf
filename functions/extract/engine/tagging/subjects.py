"""Who speaks: the noun phrase before or after a cue, by closed classes and capitals alone.

Which word is a cue, and what it governs, does not live here.
"""

from typing import Final

from functions.extract.engine.lexicons.roles import (
    BODY_NOUNS,
    DOCUMENT_NOUNS,
    ORGANISATION_NOUNS,
    ROLES,
    UNNAMED_NOUNS,
)
from functions.extract.engine.tagging.lexicon import (
    ADVERBS,
    CONJUNCTIONS,
    CUES,
    DAYS,
    DETERMINERS,
    FINITE,
    NOT_VERBS,
    PREPOSITIONS,
    PRONOUNS,
    REPORTING_NOUNS,
    SUBORDINATORS,
    TIMES,
    Form,
    is_adverb,
    words,
)
from functions.extract.engine.tagging.units import QUOTATION, Frame

Range = tuple[int, int]
"""Units of a frame, half-open."""

_LONGEST: Final = 45
"""Units of the longest noun phrase that is looked for."""
_LONGEST_RELATIVE: Final = 24
"""Units of the longest relative clause between a speaker and the cue."""
_ABOUT_NAMING: Final = words(
    """named identified anonymity anonymous anonymously authorised authorized unnamed publicly"""
)
"""Words of a relative clause on why a speaker is not named, whatever verbs it holds besides."""
_INNER: Final = frozenset("-&/'’.$%#@*")
_STANDALONE: Final = words(
    """this these those many some most others both few several all another one each two three"""
)
_APPOSITION: Final = words(
    """who whose which a an the his her their its former one now then himself herself speaking
    citing executive senior president director chairman professor co-founder founder chief
    head editor author another long once also vice deputy spokesman spokeswoman"""
)
_AFTER_SPEAKER: Final = words(
    """on during after before when while as that to by but since because through via if though
    although earlier later about last this following speaking referring citing early late
    recently"""
)
_SPEAKING: Final = (
    BODY_NOUNS | DOCUMENT_NOUNS | ORGANISATION_NOUNS | ROLES | UNNAMED_NOUNS | {"group", "jury"}
)
_OPENING: Final = DETERMINERS | {"former", "senior", "officials", "people", "sources", "critics"}


def subject_before(frame: Frame, end: int, floor: int) -> Range | None:
    """The noun phrase that ends at unit `end`; none reaches to the left of `floor`.

    A name with an apposition or a relative clause keeps it and its closing comma.
    """
    if end <= floor:
        return None
    last = frame.lower[end - 1]
    if last in PRONOUNS or last == "who":
        return end - 1, end
    if last == ",":
        return _with_apposition(frame, end, floor)
    start = _phrase_start(frame, end, floor)
    if (described := _before_relative(frame, end, floor)) is not None:
        start = described
    return (start, end) if start < end and _is_speaker(frame, start, end) else None


def _before_relative(frame: Frame, end: int, floor: int) -> int | None:
    """Where "two officials who were not authorised to speak" begins."""
    states = False
    for at in range(end - 2, max(floor, end - _LONGEST_RELATIVE), -1):
        word = frame.lower[at]
        if word == "who" and not (states and _ABOUT_NAMING.isdisjoint(frame.lower[at:end])):
            start = _phrase_start(frame, at, floor)
            return start if start < at and _is_speaker(frame, start, at) else None
        if not frame.units[at].is_word and word not in _INNER:
            return None
        states = states or word in PRONOUNS | {"that", "and", "but"} or word in CUES
    return None


def _described(frame: Frame, end: int, floor: int) -> int:
    """Where "the union that called it" begins, or `end`."""
    for at in range(end - 2, max(floor, end - _LONGEST_RELATIVE), -1):
        word = frame.lower[at]
        if word in {"that", "which", "who"}:
            start = _phrase_start(frame, at, floor)
            return start if start < at and frame.lower[start] in DETERMINERS else end
        if not frame.units[at].is_word and word not in _INNER:
            break
    return end


def _is_speaker(frame: Frame, start: int, end: int) -> bool:
    last = frame.lower[end - 1]
    if last in DETERMINERS:
        return last in _STANDALONE
    if last.endswith("'s") or "according" in frame.lower[start:end]:
        return False
    if last in PREPOSITIONS | SUBORDINATORS | CONJUNCTIONS | TIMES:
        return last in {"may", "march"} and frame.units[end - 1].is_name
    first = frame.units[start]
    if first.lower.endswith("ing") and not first.is_name:
        return False
    return any(unit.is_word for unit in frame.units[start:end])


def _with_apposition(frame: Frame, end: int, floor: int) -> Range | None:
    commas = [
        at for at in range(end - 2, max(floor, end - _LONGEST), -1) if frame.lower[at] == ","
    ][:4]
    for at in sorted(commas, key=lambda at: not _begins_apposition(frame, at + 1, end - 1)):
        start = _phrase_start(frame, at, floor)
        start = _described(frame, at, floor) if start == at else start
        if QUOTATION in frame.lower[at:end]:
            continue
        if start < at and _is_speaker(frame, start, at) and not _is_time(frame, start, at):
            return start, end
    return None


def _begins_apposition(frame: Frame, start: int, end: int) -> bool:
    if frame.lower[start] in _APPOSITION:
        return True
    inside = frame.units[start:end]
    return all(unit.is_name or unit.text.isdigit() or not unit.is_word for unit in inside)


def _is_time(frame: Frame, start: int, end: int) -> bool:
    return all(word in TIMES or word.isdigit() for word in frame.lower[start:end])


def _phrase_start(frame: Frame, end: int, floor: int) -> int:
    """Walk left over what may belong to one noun phrase."""
    at, joint = end, None
    while at > max(floor, end - _LONGEST):
        word = frame.lower[at - 1]
        if word == ")":
            at = _bracket_start(frame, at, floor)
            continue
        if _is_barrier(frame, at - 1):
            break
        if is_verb(frame, at - 1):
            at = at if joint is None else joint
            break
        if word == "and":
            joint = at
            if at - 2 >= floor and frame.lower[at - 2] == ",":
                break
        at -= 1
    return _trimmed(frame, at, end)


def _bracket_start(frame: Frame, at: int, floor: int) -> int:
    for opening in range(at - 2, max(floor, at - 12) - 1, -1):
        if frame.lower[opening] == "(":
            return opening
    return at - 1


def _is_barrier(frame: Frame, at: int) -> bool:
    word = frame.lower[at]
    if word in {"after", "before"} and at and frame.units[at - 1].is_word:
        return True
    if word == "as" or word in PRONOUNS or word in SUBORDINATORS or word in CONJUNCTIONS - {"and"}:
        return not frame.units[at].text.isupper() or len(word) == 1
    return not frame.units[at].is_word and word not in _INNER


def is_verb(frame: Frame, at: int) -> bool:
    """Whether the unit is most likely a finite verb."""
    word = frame.lower[at]
    unit = frame.units[at]
    if unit.is_name and at > 0:
        return False
    if word in FINITE:
        return True
    before = frame.lower[at - 1] if at else ""
    if cue := CUES.get(word):
        return cue.form in {Form.PAST, Form.PARTICIPLE} and before not in DETERMINERS
    looks_past = word.endswith("ed") and len(word) > 4 and word not in NOT_VERBS
    return looks_past and "-" not in word and before not in DETERMINERS


def _trimmed(frame: Frame, start: int, end: int) -> int:
    """Leave out what stands before the noun phrase: conjunctions, adverbs, a leading phrase."""
    while start < end - 1:
        word = frame.lower[start]
        leading = word in CONJUNCTIONS or word in ADVERBS or not frame.units[start].is_word
        if not leading and not (is_adverb(word) and not _all_names(frame, start, end)):
            break
        if frame.lower[start] in {"#", "@", "$"}:
            break
        start += 1
    if start < end and frame.lower[start] in PREPOSITIONS | TIMES | {"then"}:
        return _after_phrase(frame, start, end)
    return start


def before_time(frame: Frame, end: int) -> int:
    """Where "at first", "on Monday" or "last week" before unit `end` begins, or `end`."""
    if frame.lower[max(0, end - 2) : end] in {("at", "first"), ("in", "turn"), ("at", "last")}:
        return end - 2
    at = end
    while at > 1 and (frame.lower[at - 1] in TIMES or frame.lower[at - 1].isdigit()):
        at -= 1
    if at < end and frame.lower[at - 1] in {"on", "in", "since", "at"}:
        return at - 1
    plain = frame.lower[at] in DAYS or frame.lower[at] in {"earlier", "last", "this", "late"}
    return at if at < end and plain else end


def _all_names(frame: Frame, start: int, end: int) -> bool:
    return all(unit.is_name for unit in frame.units[start:end])


def _after_phrase(frame: Frame, start: int, end: int) -> int:
    """Where the subject begins after "On Monday", "Last week" or "In his post"."""
    at = start + (frame.lower[start] in PREPOSITIONS)
    while at < end and (frame.lower[at] in TIMES or frame.lower[at].strip(".").isdigit()):
        at += 1
    if at > start + 1 or frame.lower[start] in TIMES:
        return at
    for split in range(end - 1, start + 1, -1):
        before = frame.units[split - 1]
        begins = frame.units[split].is_name or frame.lower[split] in DETERMINERS
        plain = before.is_word and not before.is_name and before.lower not in PREPOSITIONS
        if begins and plain and before.lower not in DETERMINERS and not _is_title(before.lower):
            return split
    return end


def _is_title(word: str) -> bool:
    return word in {"former", "president", "senator", "candidate", "nominee", "leader", "official"}


def is_person_or_body(frame: Frame, where: Range) -> bool:
    """Whether a noun phrase may speak: by a name, a definite article, or a noun for people."""
    inside = frame.units[where[0] : where[1]]
    if any(unit.is_name for unit in inside[1:]) or inside[0].lower not in {"a", "an"}:
        return True
    return any(_is_speaking_noun(unit.lower) for unit in inside)


def _is_speaking_noun(word: str) -> bool:
    return word in _SPEAKING or word.removesuffix("s") in _SPEAKING


def subject_after(frame: Frame, start: int) -> Range | None:
    """The noun phrase that begins at unit `start`, with its apposition."""
    if start >= len(frame.units):
        return None
    first = frame.lower[start]
    if first in PRONOUNS:
        return start, start + 1
    if not frame.units[start].is_word or first in PREPOSITIONS or first in TIMES - {"may"}:
        return None
    closed = first in SUBORDINATORS or first in CONJUNCTIONS or is_adverb(first)
    end = _phrase_end(frame, start)
    named = any(unit.is_name for unit in frame.units[start : start + 4])
    opens = named or first in _OPENING or first.endswith("s")
    return (start, end) if opens and not closed and end > start else None


def _phrase_end(frame: Frame, start: int) -> int:
    """Walk right to where the speaker's name and apposition end."""
    at, commas = start, 0
    limit = min(len(frame.units), start + _LONGEST)
    while at < limit:
        if frame.lower[at] == "," and not commas and _goes_on(frame, at + 1):
            commas += 1
        elif frame.lower[at] == "(" and ")" in frame.lower[at : at + 8]:
            at = frame.lower.index(")", at)
        elif _ends_phrase(frame, at, commas):
            break
        at += 1
    while at > start and not frame.units[at - 1].is_word and frame.lower[at - 1] != ")":
        at -= 1
    return at


def _goes_on(frame: Frame, at: int) -> bool:
    """Whether the comma before unit `at` opens an apposition rather than a new clause."""
    if at >= len(frame.units) or not frame.units[at].is_word:
        return False
    word = frame.lower[at]
    if word in {"a", "an", "the", "his", "her", "one", "former"} or word.isdigit():
        return True
    closed = word in PREPOSITIONS | SUBORDINATORS | CONJUNCTIONS | PRONOUNS | TIMES | ADVERBS
    return not closed and not word.endswith("ing") and not is_verb(frame, at)


def _ends_phrase(frame: Frame, at: int, commas: int) -> bool:
    word = frame.lower[at]
    if word in _AFTER_SPEAKER or word in DAYS or word in PRONOUNS or word in SUBORDINATORS:
        return True
    if not frame.units[at].is_word:
        return word not in _INNER
    if word in {"in", "at", "with", "from"}:
        return _leads_to_occasion(frame, at) or (not commas and word == "at")
    if word in CONJUNCTIONS:
        return word != "and" or frame.lower[at - 1] == ","
    return not commas and (word in ADVERBS or is_verb(frame, at))


def _leads_to_occasion(frame: Frame, at: int) -> bool:
    """Whether "in" or "at" names where it was said: "in a statement"."""
    ahead = frame.lower[at + 1 : at + 6]
    return any(word in REPORTING_NOUNS or word.isdigit() or word in TIMES for word in ahead)
