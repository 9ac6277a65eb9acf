"""Attributions that no active verb makes: the passive, adverbs of hearsay, nouns, a colon.

Cue verbs with a speaker are read elsewhere.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from functions.extract.engine.tagging.found import SHORTEST, Found, whole
from functions.extract.engine.tagging.governed import narrowed
from functions.extract.engine.tagging.lexicon import (
    ADVERB_CUES,
    BE,
    HAVE,
    NOUN_CUES,
    RUBRICS,
)
from functions.extract.engine.tagging.subjects import subject_before
from functions.extract.engine.tagging.units import QUOTATION, Frame


def without_verb(frame: Frame) -> Iterator[Found]:
    """What a frame in which no cue verb was read still attributes."""
    yield from _told(frame)
    yield from _passive_cue(frame)
    yield from _adverb_cue(frame)
    yield from _noun_cue(frame)
    yield from _colon_cue(frame)


def _told(frame: Frame) -> Iterator[Found]:
    """The passive of telling: "the jury was told that …", "…, the court was told"."""
    for at in range(2, len(frame.lower)):
        if frame.lower[at] != "told" or frame.lower[at - 1] not in BE:
            continue
        start = at - 1 - (frame.lower[at - 2] in HAVE)
        cue = (start, at + 1)
        listeners = subject_before(frame, start, 0)
        if frame.lower[at + 1 : at + 2] and frame.lower[at + 1] in {"that", ":", ",", QUOTATION}:
            content = narrowed(frame, at + 1, len(frame.units))
        elif listeners and all(not unit.is_word for unit in frame.units[at + 1 :]):
            content = narrowed(frame, 0, listeners[0])
        else:
            continue
        if content[1] > content[0]:
            yield Found("told", cue, None, (content,))
        return


_HEARSAY: Final = frozenset(["accused", "said", "believed", "thought", "reported", "alleged"])


_PASSIVE_LINKS: Final = frozenset(["of", "to", "as"])


def _passive_cue(frame: Frame) -> Iterator[Found]:
    """The passive: "X is accused of", "X is said to", "X was quoted as saying"."""
    for at in range(1, len(frame.lower) - 2):
        if frame.lower[at] not in _HEARSAY | {"quoted"} or frame.lower[at - 1] not in BE:
            continue
        start = at - 1 - (frame.lower[at - 2] in HAVE)
        subject = subject_before(frame, start, 0)
        if subject is None or frame.lower[at + 1] not in _PASSIVE_LINKS:
            continue
        if frame.lower[at : at + 3] == ("quoted", "as", "saying"):
            content = narrowed(frame, at + 3, len(frame.units))
            yield Found("quoted", (start, at + 3), subject, (content,))
        elif frame.lower[at] != "quoted":
            rest = narrowed(frame, at + 1, len(frame.units))
            yield Found(f"passive:{frame.lower[at]}", (start, at + 1), None, (subject, rest))
        return


def _adverb_cue(frame: Frame) -> Iterator[Found]:
    for at, word in enumerate(frame.lower):
        if word in ADVERB_CUES:
            yield Found(f"adverb:{word}", (at, at + 1), None, (whole(frame),))
            return


def _noun_cue(frame: Frame) -> Iterator[Found]:
    for at, word in enumerate(frame.lower[:-1]):
        if word in NOUN_CUES and frame.lower[at + 1] == "that" and at:
            owner = frame.lower[at - 1]
            source = None
            if owner.endswith(("'s", "s'")):
                source = subject_before(frame, at, 0)
            content = narrowed(frame, at + 1, len(frame.units))
            if content[1] - content[0] > SHORTEST:
                name = "noun-owned" if source else "noun"
                yield Found(f"{name}:{word}", (at, at + 1), source, (content,))
                return


def _colon_cue(frame: Frame) -> Iterator[Found]:
    """A name and a colon before a quotation."""
    at = _after_name(frame)
    if at is not None and frame.lower[at + 1] == QUOTATION:
        yield Found("colon", (at, at + 1), (0, at), (narrowed(frame, at + 1, len(frame.units)),))


def transcribed(frame: Frame, labels: frozenset[str] = frozenset()) -> Found | None:
    """A name in capitals and a colon before what its bearer says, as in a transcript.

    In an interview the names need no capitals: `labels` has them.
    """
    at = _after_name(frame)
    if at is None or not (_is_speaker_label(frame, at) or _words(frame, at) in labels):
        return None
    content = narrowed(frame, at + 1, len(frame.units))
    asks = frame.lower[-1] == "?" and not _is_speaker_label(frame, at)
    if content[0] == content[1] or asks:
        return None
    name = "transcript" if _is_speaker_label(frame, at) else "transcript-interview"
    return Found(name, (at, at + 1), (0, at), (content,))


def _words(frame: Frame, end: int) -> str:
    return " ".join(frame.lower[:end])


def labels_of(starts: Iterable[Frame]) -> frozenset[str]:
    """Who speaks in an interview: labels of paragraphs right after a question.

    The question may bear a label of its own. Also names and initials that open two paragraphs.
    """
    answering: set[str] = set()
    names: Counter[str] = Counter()
    asked: str | None = None
    for frame in starts:
        at = _after_name(frame)
        label = _words(frame, at) if at is not None else None
        if label and not RUBRICS & set(label.split()):
            names[label] += at is not None and _may_be_speaker(frame, at)
            answering |= {label} if asked is not None and label != asked else set()
        asked = (label or "") if frame.lower[-1] == "?" else None
    return frozenset(answering | {name for name, count in names.items() if count > 1})


def answers_of(frames: Iterable[Frame]) -> frozenset[str]:
    """The label of answers ("A") where one of them speaks of itself, so that somebody gives them.

    The questions may stand in headings. An explainer answers its own questions without an "I".
    """
    label, paragraph, found = "", -1, set()
    for frame in frames:
        at = _after_name(frame)
        if at is not None or frame.paragraph != paragraph:
            label, paragraph = _words(frame, at or 0), frame.paragraph
        if label in _ANSWERS and not _FIRST_PERSON.isdisjoint(frame.lower):
            found.add(label)
    return frozenset(found)


_ANSWERS: Final = frozenset(["a", "answer"])
_FIRST_PERSON: Final = frozenset(
    ["i", "i'm", "i've", "i'd", "i'll", "we", "we're", "we've", "we'd", "we'll", "my", "me", "our"]
)


def _may_be_speaker(frame: Frame, end: int) -> bool:
    """Whether a label is a name of two or three words, or initials: "MK"."""
    named = [unit.text for unit in frame.units[:end] if unit.is_word]
    initials = len(named) == 1 and named[0].isupper() and len(named[0]) in {2, 3}
    return initials or len(named) in {2, 3}


def _is_speaker_label(frame: Frame, end: int) -> bool:
    """Whether the first units are a name in capitals, not a rubric such as "BREAKING"."""
    named = [unit for unit in frame.units[:end] if unit.is_word]
    long_enough = max((len(unit.text) for unit in named), default=0) > 2
    capitals = all(unit.text.isupper() for unit in named)
    return long_enough and capitals and not RUBRICS & set(frame.lower[:end])


def _after_name(frame: Frame) -> int | None:
    """The colon after a name that the frame begins with."""
    if ":" not in frame.lower[1:7]:
        return None
    at = frame.lower.index(":", 1)
    named = all(unit.is_name or unit.text in {".", "-"} for unit in frame.units[:at])
    return at if named and at + 1 < len(frame.units) else None
