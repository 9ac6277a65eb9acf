"""What a cue verb governs to its right, and where that begins: clause, quotation, infinitive.

Reads one frame; attributions are not put together here.
"""

from typing import Final

from functions.extract.engine.tagging.groups import Group
from functions.extract.engine.tagging.lexicon import (
    BE,
    CLAUSE_OPENERS,
    CUES,
    DAYS,
    HAVE,
    MODALS,
    PREPOSITIONS,
    PRONOUNS,
    REPORTING_NOUNS,
    SUBORDINATORS,
    TIMES,
    Form,
)
from functions.extract.engine.tagging.subjects import Range, is_verb
from functions.extract.engine.tagging.units import QUOTATION, Frame


def right(frame: Frame, group: Group) -> tuple[int, str]:
    """Where the content after a cue begins, and its kind: a letter of `GOVERNS`, or nothing."""
    at = group.cue[1]
    if "o" in group.word.governs:
        at = _after_object(frame, at)
    at = after_occasion(frame, at)
    if at >= len(frame.units):
        return at, ""
    word = frame.lower[at]
    if word == ",":
        return _after_comma(frame, at + 1)
    if word in PREPOSITIONS - {"to"} or word in _NO_CONTENT:
        found = _beyond_phrase(frame, at)
        return (at, "p") if not found[1] and word in {"of", "about", "against"} else found
    return at + (word == ":"), _kind(frame, at)


_NO_CONTENT: Final = frozenset(["when", "while", "as", "because", "and", "but"])


_PARTICLES: Final = frozenset(["up", "out", "off", "away", "yes", "so"])
"""After a cue verb these show that it says nothing: "showed up"."""


def _kind(frame: Frame, at: int) -> str:
    """The kind of content that opens with unit `at`."""
    word = frame.lower[at]
    if word in CLAUSE_OPENERS:
        return "t"
    if word == "to":
        return "" if set(frame.lower[at + 1 : at + 4]) & _SILENT else "i"
    if word == ":" or (word == QUOTATION and _is_sentence(frame, at)):
        return "q"
    if word in BE | HAVE | MODALS | _PARTICLES:
        return ""
    opens = frame.units[at].is_word or word in {"$", "#", "@", "(", QUOTATION}
    return "x" if opens else ""


_SILENT: Final = frozenset(["comment", "respond", "answer", "elaborate", "discuss", "speak", "say"])
"""What one refuses to do without saying anything: "declined to comment"."""


def _is_sentence(frame: Frame, at: int) -> bool:
    return frame.units[at].text[:1].isupper() or at + 2 >= len(frame.units)


def _after_comma(frame: Frame, at: int) -> tuple[int, str]:
    """After "X said," a quotation may follow, at once or after a phrase."""
    if at < len(frame.units) and frame.lower[at] in {QUOTATION, "that"}:
        return at, "q" if frame.lower[at] == QUOTATION else "t"
    if that := _beyond_aside(frame, at):
        return that, "t"
    for ahead in range(at, min(len(frame.units), at + 14)):
        if frame.lower[ahead] == QUOTATION and frame.lower[ahead - 1] in {",", ":"}:
            return ahead, "q"
        if frame.lower[ahead] in CUES:
            break
    return at, ""


def _beyond_aside(frame: Frame, at: int) -> int:
    """Where "that" stands after an aside: "X said, without giving evidence, that …"."""
    opening = frame.lower[at] if at < len(frame.units) else ""
    if not (opening in PREPOSITIONS or opening.endswith("ing")):
        return 0
    ahead = range(at + 1, min(len(frame.units), at + 24) - 1)
    return next((n + 1 for n in ahead if frame.lower[n : n + 2] == (",", "that")), 0)


def _beyond_phrase(frame: Frame, at: int) -> tuple[int, str]:
    """After "X said of Y" the content is what "that" or a mark opens, if anything does."""
    for ahead in range(at + 1, min(len(frame.units), at + 22)):
        word = frame.lower[ahead]
        if word == "that" and not is_verb(frame, ahead - 1):
            return ahead, "t"
        if word == QUOTATION and frame.lower[ahead - 1] in {",", ":"}:
            return ahead, "q"
        if word == ":":
            return ahead + 1, "q"
        if word == ";" or (word in CUES and CUES[word].form is not Form.BASE):
            break
    return at, ""


_OBJECTS: Final = frozenset(
    ["me", "him", "her", "us", "them", "you", "it", "itself", "himself", "herself", "themselves"]
)


def _after_object(frame: Frame, at: int) -> int:
    """Skip the person told: "told reporters", "told the Fox News host"."""
    if at < len(frame.units) and frame.lower[at] in _OBJECTS:
        return at + 1
    begun = at
    while at < min(len(frame.units), begun + 12):
        if _ends_object(frame, at, begun):
            break
        at += 1
    return at


def _ends_object(frame: Frame, at: int, begun: int) -> bool:
    word, unit = frame.lower[at], frame.units[at]
    if word in {"of", "&", "'", "-", "/", "and"} and at > begun:
        return False
    if not unit.is_word or word in PRONOUNS | SUBORDINATORS | PREPOSITIONS | DAYS | {"to", "but"}:
        return True
    if at == begun:
        return False
    before = frame.units[at - 1]
    starts_anew = unit.is_name and before.lower.endswith("s") and not before.is_name
    joined = before.lower in {"the", "a", "an", "of", "and", "his", "her", "their", "that"}
    article = word in {"the", "a", "an", "his", "her", "their", "there", "this"}
    return (starts_anew or article) and not joined and not before.lower.endswith("'s")


def after_occasion(frame: Frame, at: int) -> int:
    """Skip "on Monday", "last week", "in a statement", "to reporters" after a cue."""
    while at < len(frame.units):
        step = _occasion_length(frame, at)
        if not step:
            return at
        at += step
    return at


def _occasion_length(frame: Frame, at: int) -> int:
    word = frame.lower[at]
    if word in DAYS or word in {"earlier", "recently", "ago", "again", "publicly", "simply"}:
        return 1
    ahead = frame.lower[at + 1 : at + 7]
    if word in {"on", "last", "this", "early", "late", "in"} and ahead and ahead[0] in TIMES:
        length = 1
        while length <= len(ahead) and (ahead[length - 1] in TIMES or ahead[length - 1].isdigit()):
            length += 1
        return length
    if word in {"in", "on", "at", "during", "via"}:
        return _reporting_phrase(ahead)
    return 2 if word == "to" and ahead[:1] == ("reporters",) else 0


def _reporting_phrase(ahead: tuple[str, ...]) -> int:
    for length, word in enumerate(ahead[:5], start=1):
        if word in REPORTING_NOUNS or word in {"twitter", "facebook", "x", "instagram"}:
            more = ahead[length : length + 1]
            return 1 + length + (bool(more) and more[0] in REPORTING_NOUNS)
        if word in SUBORDINATORS or word in PRONOUNS or not word[:1].isalnum():
            return 0
    return 0


def resumes_clause(frame: Frame, at: int) -> bool:
    """Whether words after a comma go on with a clause rather than add to the cue."""
    if at + 3 > len(frame.units) or not frame.units[at].is_word:
        return False
    word = frame.lower[at]
    added = word in {"who", "which", "and", "but", "when", "after", "according", "in", "at", "on"}
    return not added and not word.endswith("ing")


def next_quote(frame: Frame, start: int) -> int:
    """The next quotation that a comma or a colon leads to, short of the next cue verb."""
    for at in range(start + 1, len(frame.units)):
        if frame.lower[at] == QUOTATION and frame.lower[at - 1] in {",", ":"}:
            return at
        if frame.lower[at] in CUES:
            break
    return len(frame.units)


def before_link(frame: Frame, at: int) -> int:
    """The unit after which the words that link two attributions begin."""
    while at and frame.lower[at - 1] in {"and", "but", "while", "as", "although", "though", ","}:
        at -= 1
    return at


def narrowed(frame: Frame, start: int, end: int) -> Range:
    """Leave out punctuation and conjunctions at the margins."""
    while end > start and frame.lower[end - 1] in {".", ",", ";", ":", "—", "–", "-", "…"}:
        end -= 1
    while start < end and frame.lower[start] in {",", ";", ":", "—", "–", "-", ".", "…"}:
        start += 1
    return start, end
