"""Reads a frame: which cue has which content, so that no two attributions share a word.

What a cue governs, and the cues that are no verbs, live beside this.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from functions.extract.tagging.found import SHORTEST, Found
from functions.extract.tagging.governed import (
    after_occasion,
    before_link,
    narrowed,
    next_quote,
    resumes_clause,
    right,
)
from functions.extract.tagging.groups import Group, groups
from functions.extract.tagging.lexicon import (
    CONJUNCTIONS,
    CUES,
    PREPOSITIONS,
    is_adverb,
    words,
)
from functions.extract.tagging.subjects import Range, is_verb, subject_after, subject_before
from functions.extract.tagging.units import QUOTATION, Frame
from functions.extract.tagging.verbless import transcribed, without_verb


@dataclass(slots=True)
class Reading:
    """What has been read of a frame so far."""

    frame: Frame
    groups: list[Group]
    found: list[Found] = field(default_factory=list)
    read: int = 0
    """The unit up to which everything belongs to an attribution."""

    @property
    def end(self) -> int:
        """The number of units."""
        return len(self.frame.units)


def read_frame(frame: Frame) -> list[Found]:
    """The attributions of a frame, in the order of their cues."""
    if answer := transcribed(frame):
        return [answer]
    reading = Reading(frame, groups(frame))
    for at, group in enumerate(reading.groups):
        if group.start >= reading.read or _is_separate(reading, group):
            _read_group(reading, at)
    _read_according(reading)
    if not reading.found:
        reading.found.extend(without_verb(frame))
    return _disjoint(reading.found)


def _disjoint(found: list[Found]) -> list[Found]:
    """Leave out what uses units that an earlier attribution has."""
    taken: set[int] = set()
    kept = []
    for item in found:
        units = {at for part in item.parts for at in range(*part)}
        if not units & taken:
            taken |= units
            kept.append(item)
    return kept


def _is_separate(reading: Reading, group: Group) -> bool:
    """Whether a cue inside what is being reported begins an attribution of its own."""
    if group.start == 0:
        return True
    before = reading.frame.lower[group.start - 1]
    if before in {",", ";", "—", "–"} or reading.frame.ends_clause(group.start - 1):
        return True
    if before not in {"and", "but", "while", "as", "although", "though", "or"}:
        return False
    if reading.frame.lower[group.start - 2] in {",", QUOTATION}:
        return True
    previous = reading.groups[max(0, reading.groups.index(group) - 1)]
    if before == "but" or (group.subject is None and group.word.form is previous.word.form):
        return True
    named = group.subject is not None and reading.frame.units[group.start].is_name
    return before == "and" and named and group.word.lemma in _TELLS


def _read_group(reading: Reading, at: int) -> None:
    group = reading.groups[at]
    if group.inverted:
        _read_left(reading, at, "inverted")
    elif _follows_quotation(reading, group):
        _read_left(reading, at, "after")
    elif _announces(reading, group):
        _add(reading, group, f"announced:{group.word.lemma}", ())
        reading.read = reading.end
    elif not _read_right(reading, at):
        _read_left(reading, at, "after")


def _announces(reading: Reading, group: Group) -> bool:
    """Whether the frame ends with the cue and a colon: the next paragraph is its content."""
    rest = [word for word in reading.frame.lower[group.cue[1] :] if word != ":"]
    ends = reading.frame.lower[-1] == ":" and "q" in group.word.governs
    return ends and len(rest) < 8 and not set(rest) & CUES.keys()


def _follows_quotation(reading: Reading, group: Group) -> bool:
    """Whether the speaker comes straight after quoted words that go on: “…,” X said."""
    if group.subject is None or group.start <= reading.read:
        return False
    before = reading.frame.units[group.start - 1]
    return before.quote is not None and before.text.rstrip()[-1:] in _GOES_ON


def _read_right(reading: Reading, at: int) -> bool:
    """Whether what follows the cue is its content, or at least not what stands before it."""
    group, frame = reading.groups[at], reading.frame
    start, kind = right(frame, group)
    if not kind or (kind == "x" and kind not in group.word.governs and group.start > 1):
        return False
    piece = narrowed(frame, start, _right_end(reading, at, start))
    long_enough = piece[1] - piece[0] >= (1 if kind == "q" else SHORTEST)
    if kind in group.word.governs and long_enough:
        _add(reading, group, f"{_RIGHT_NAMES[kind]}:{group.word.lemma}", (piece,))
        reading.read = piece[1]
    return True


_GOES_ON: Final = frozenset(",?!…—–-")


_RIGHT_NAMES: Final = {"q": "quote", "t": "that", "x": "clause", "i": "infinitive"}


def _add(reading: Reading, group: Group, rule: str, content: tuple[Range, ...]) -> None:
    if group.subject is None:
        rule = "shared-" + rule
    source, cue = group.subject, group.cue
    if source is None and not any(item.source for item in reading.found):
        source = _leading_subject(reading.frame, group.cue[0])
        if source is None:
            return
        rule = "led-" + rule
    if cue[1] > cue[0]:
        reading.found.append(Found(rule, cue, source, content))


def _leading_subject(frame: Frame, before: int) -> Range | None:
    """The subject of the sentence's first verb, for a participle that has none of its own."""
    for at in range(before):
        if at and (is_verb(frame, at) or frame.lower[at] in CUES) and not frame.units[at].is_name:
            end = at
            while end and is_adverb(frame.lower[end - 1]):
                end -= 1
            return subject_before(frame, end, 0)
    return None


def _right_end(reading: Reading, at: int, start: int) -> int:
    """The content goes on to the next attribution of its own, or to the end of the sentence."""
    frame = reading.frame
    for group in reading.groups[at + 1 :]:
        if group.start > start and _is_separate(reading, group):
            return before_link(frame, group.start)
    for ahead in range(start + 1, reading.end - 1):
        if frame.lower[ahead : ahead + 2] == ("according", "to"):
            return ahead
        if frame.lower[ahead] == ";":
            return ahead
    return reading.end


def _read_left(reading: Reading, at: int, rule: str) -> None:
    """The content stands before the cue, and may go on after it: “…,” X said, “…”."""
    group, frame = reading.groups[at], reading.frame
    if _reports_all(reading, at):
        reading.found.clear()
        reading.read = 0
    left = narrowed(frame, reading.read, group.start)
    rest = tuple(_resumed(reading, at))
    if left[0] >= left[1] or not _may_precede(frame, left, group, goes_on=bool(rest)):
        return
    quoted = QUOTATION in frame.lower[left[0] : left[1]]
    if ("q" if quoted else "l") not in group.word.governs:
        return
    name = f"quote-{rule}" if quoted else f"clause-{'around' if rest else rule}"
    _add(reading, group, f"{name}:{group.word.lemma}", (left, *rest))
    reading.read = rest[-1][1] if rest else group.end


def _reports_all(reading: Reading, at: int) -> bool:
    """Whether the cue ends the sentence and what was found before it is but part of its content."""
    group, frame = reading.groups[at], reading.frame
    ends = all(not unit.is_word for unit in frame.units[after_occasion(frame, group.end) :])
    set_off = group.start > 0 and frame.lower[group.start - 1] in {",", QUOTATION}
    weak = all(_is_weak(item) for item in reading.found)
    return ends and set_off and weak and group.word.lemma in _TELLS


def _may_precede(frame: Frame, left: Range, group: Group, *, goes_on: bool) -> bool:
    before = frame.lower[group.start - 1]
    if frame.lower[left[0]] == "asked":
        return False
    if before == QUOTATION or goes_on:
        return True
    if before != "," or left[1] - left[0] < 4:
        return False
    opening = frame.lower[left[0]]
    leads_in = opening in PREPOSITIONS | {"when", "while", "after", "as", "if", "because", "asked"}
    return not leads_in or "," in frame.lower[left[0] : left[1]]


def _resumed(reading: Reading, at: int) -> Iterator[Range]:
    """The rest of content that the cue interrupts."""
    frame, group = reading.frame, reading.groups[at]
    after = after_occasion(frame, group.end)
    before = frame.lower[group.start - 1] if group.start else ""
    plain = before == "," and after < reading.end and frame.lower[after] == ","
    if plain and resumes_clause(frame, after + 1):
        yield narrowed(frame, after + 1, _right_end(reading, at, after + 1))
        return
    if after >= reading.end or frame.lower[after] not in {",", QUOTATION, ":", "—", "–"}:
        after = next_quote(frame, group.end)
    following = after + (after < reading.end and frame.lower[after] != QUOTATION)
    if following < reading.end and frame.lower[following] == QUOTATION:
        yield narrowed(frame, following, _right_end(reading, at, following))


def _read_according(reading: Reading) -> None:
    """According to X, … / …, according to X."""
    frame = reading.frame
    for at in range(reading.end - 2):
        if frame.lower[at : at + 2] != ("according", "to"):
            continue
        source = _authority(frame, at + 2)
        if source is None:
            continue
        content = tuple(_around_according(reading, at, source[1]))
        if content:
            reading.found[:] = [item for item in reading.found if not _is_weak(item)]
        reading.found.append(Found("according", (at, at + 2), source, content))


def _authority(frame: Frame, start: int) -> Range | None:
    """Whom "according to" names; a later clause is no part of the name."""
    if frame.lower[start] in {"him", "her", "them"}:
        return start, start + 1
    source = subject_after(frame, start)
    if source is None:
        return None
    inner = [at for at in range(*source) if frame.lower[at] == ","]
    ends_frame = all(not unit.is_word for unit in frame.units[source[1] :])
    if not inner or ends_frame or frame.lower[inner[0] + 1] in {"a", "an"}:
        return source
    return start, inner[0]


def _is_weak(found: Found) -> bool:
    """Whether an attribution gives way to a reporter named for the whole sentence."""
    lemma = found.rule.partition(":")[2]
    return found.rule.startswith(("led-", "shared-")) or lemma not in _TELLS


_TELLS: Final = words(
    """say tell write report announce claim allege confirm deny add warn estimate state declare
    argue insist tweet acknowledge admit"""
)
"""Verbs that make a statement of their own within another's report."""


def _around_according(reading: Reading, at: int, after: int) -> Iterator[Range]:
    frame = reading.frame
    if any(item.content and not _is_weak(item) for item in reading.found):
        return
    left, right = narrowed(frame, 0, at), narrowed(frame, after, reading.end)
    leads_in = left[1] - left[0] < SHORTEST and frame.lower[left[0]] in CONJUNCTIONS
    if left[1] > left[0] and not leads_in:
        yield left
    goes_on = not left[1] or leads_in or resumes_clause(frame, after + 1)
    if goes_on and right[1] > right[0] and frame.lower[min(after, reading.end - 1)] == ",":
        yield right
