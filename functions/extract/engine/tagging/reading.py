"""Reads a frame: which cue has which content, so that no two attributions share a word.

What a cue governs, and the cues that are no verbs, live beside this.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from functions.extract.engine.tagging.found import SHORTEST, Found
from functions.extract.engine.tagging.governed import (
    after_occasion,
    before_link,
    narrowed,
    next_quote,
    resumes_clause,
    right,
)
from functions.extract.engine.tagging.groups import Group, groups
from functions.extract.engine.tagging.lexicon import (
    BE,
    CONJUNCTIONS,
    CUES,
    MODALS,
    PREPOSITIONS,
    PRONOUNS,
    Form,
    is_adverb,
    words,
)
from functions.extract.engine.tagging.medium import without_medium
from functions.extract.engine.tagging.subjects import Range, is_verb, subject_after, subject_before
from functions.extract.engine.tagging.units import QUOTATION, Frame
from functions.extract.engine.tagging.verbless import transcribed, without_verb


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


def read_frame(frame: Frame, labels: frozenset[str] = frozenset()) -> list[Found]:
    """The attributions of a frame, in the order of their cues.

    Args:
        frame: The frame.
        labels: Who answers, where it belongs to an interview.
    """
    if answer := transcribed(frame, labels):
        return [answer]
    reading = Reading(frame, groups(frame))
    for at, group in enumerate(reading.groups):
        if group.start >= reading.read or _is_separate(reading, group):
            _read_group(reading, at)
    _read_citing(reading)
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
    end = _right_end(reading, at, start)
    piece = narrowed(frame, start, end if kind == "q" else _before_remark(frame, start, end))
    piece = piece if kind == "q" else without_medium(frame, piece)
    least = 1 if kind == "q" or _denies_a_word(frame, group, piece) else SHORTEST
    long_enough = piece[1] - piece[0] >= least
    name = "finding" if kind == "x" and _is_finding(frame, group) else _RIGHT_NAMES[kind]
    if kind in group.word.governs and long_enough:
        if kind == "p" and start == group.cue[1] and frame.lower[start] in {"of", "about"}:
            group, piece = replace(group, cue=(group.cue[0], start + 1)), (start + 1, piece[1])
        _add(reading, group, f"{name}:{group.word.lemma}", (piece,))
        reading.read = piece[1]
    return True


def _before_remark(frame: Frame, start: int, end: int) -> int:
    """Where the reporter's own remark on the content begins: ", and that may be true"."""
    for at in range(start + SHORTEST, end - 2):
        remark = frame.lower[at : at + 3] in {(",", "and", "that"), (",", "but", "that")}
        if remark and frame.lower[at + 3 : at + 4] and frame.lower[at + 3] in MODALS | BE:
            return at
    return end


_GOES_ON: Final = frozenset(",?!…—–-")


_RIGHT_NAMES: Final = {"q": "quote", "t": "that", "x": "clause", "i": "infinitive", "p": "topic"}


def _is_finding(frame: Frame, group: Group) -> bool:
    """Whether those who find something are whose business it is: a study, a jury."""
    subject = frame.lower[slice(*group.subject)] if group.subject else ()
    return group.word.lemma == "find" and not _FINDERS.isdisjoint(subject)


_FINDERS: Final = words(
    """study studies survey surveys poll polls researchers scientists report review analysis audit
    inquiry inquest investigation investigators jury court tribunal judge panel team authors
    committee watchdog regulator auditors inspectors"""
)


def _denies_a_word(frame: Frame, group: Group, piece: Range) -> bool:
    """Whether one word is all that is denied: "denies manslaughter"."""
    word = frame.lower[piece[0]]
    alone = piece[1] == len(frame.units) or not frame.units[piece[1]].is_word
    if group.word.lemma == "deny" and word in _MATTERS:
        return alone
    return group.word.lemma in {"deny", "rule"} and word not in PRONOUNS | _POINTERS


_MATTERS: Final = words("this that it these those them")
"""Words for a matter just told of, which may be denied: "officials denied this"."""
_POINTERS: Final = words("him her them this that these those so")


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
    weak = all(_is_weak(item) or _is_of_many(frame, item) for item in reading.found)
    return ends and set_off and weak and group.word.lemma in _TELLS


def _is_of_many(frame: Frame, found: Found) -> bool:
    """Whether people in general report something: "five of them reported pain, …"."""
    speaker = frame.units[slice(*found.source)] if found.source else ()
    named = any(unit.is_name for unit in speaker[1:])
    quoted = any(QUOTATION in frame.lower[a:b] for a, b in found.content)
    return bool(speaker) and not named and not quoted and found.rule.startswith("clause:report")


def _may_precede(frame: Frame, left: Range, group: Group, *, goes_on: bool) -> bool:
    before = frame.lower[group.start - 1]
    if frame.lower[left[0]] == "asked":
        return False
    if before == QUOTATION or goes_on:
        return True
    if before == "," and frame.lower[group.start - 2] == QUOTATION:
        return True
    has_verb = any(
        is_verb(frame, at) or frame.lower[at] in CUES for at in range(left[0] + 1, left[1])
    )
    if before != "," or left[1] - left[0] < (SHORTEST if has_verb else _LEAST_BEFORE):
        return False
    if "," in frame.lower[left[0] : left[1]]:
        return True
    opening = frame.lower[left[0]]
    return opening not in _SUBORDINATE and (opening not in PREPOSITIONS or has_verb)


_LEAST_BEFORE: Final = 4
"""Units of the shortest content without a verb that may stand before its cue."""
_SUBORDINATE: Final = words("when while after as if because asked before since until like")
"""Words that may open a clause that leads in to the speaker, rather than what is said."""


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


def _read_citing(reading: Reading) -> None:
    """“…, citing two officials”: they are the ones whose statement it is, and state no other."""
    for at, item in enumerate(reading.found):
        if item.rule.endswith(":cite") and item.cue and "-shared-" not in item.rule:
            begins = subject_after(reading.frame, item.cue[1])
            form = CUES[reading.frame.lower[item.cue[1] - 1]].form
            if form is Form.ING and begins and item.source is None:
                reading.found[at] = Found("citing", item.cue, begins)


def _read_according(reading: Reading) -> None:
    """According to X, … / …, according to X."""
    frame = reading.frame
    for at in range(reading.end - 2):
        if frame.lower[at : at + 2] != ("according", "to"):
            continue
        source = _authority(frame, at + 2)
        if source is None:
            continue
        cited = _cited(frame, source[1])
        after = cited.source[1] if cited and cited.source else source[1]
        content = tuple(_around_according(reading, at, after))
        if content:
            reading.found[:] = [item for item in reading.found if not _gives_way(frame, item)]
        reading.found.append(Found("according", (at, at + 2), source, content))
        reading.found.extend([cited] if cited else [])


def _cited(frame: Frame, comma: int) -> Found | None:
    """Whom the authority itself cites: "according to X, citing Y, …"."""
    if frame.lower[comma : comma + 2] not in {(",", "citing"), (",", "quoting")}:
        return None
    source = subject_after(frame, comma + 2)
    if source is None:
        return None
    end = next((at for at in range(*source) if frame.lower[at] == ","), source[1])
    return Found("citing", (comma + 1, comma + 2), (source[0], end))


def _authority(frame: Frame, start: int) -> Range | None:
    """Whom "according to" names; a later clause is no part of the name."""
    if frame.lower[start] in {"him", "her", "them"}:
        return start, start + 1
    source = subject_after(frame, start)
    if source is None:
        return None
    if (closing := _end_of_relative(frame, source[1])) is not None:
        return start, closing
    inner = [at for at in range(*source) if frame.lower[at] == ","]
    ends_frame = all(not unit.is_word for unit in frame.units[source[1] :])
    if not inner or ends_frame or frame.lower[inner[0] + 1] in {"a", "an"}:
        return source
    return start, inner[0]


def _end_of_relative(frame: Frame, comma: int) -> int | None:
    """The comma that closes "the report, which was read in court," or nothing."""
    if frame.lower[comma : comma + 1] != (",",) or comma + 1 >= len(frame.units):
        return None
    if frame.lower[comma + 1] not in {"which", "who", "whose"}:
        return None
    return next(
        (at for at in range(comma + 2, len(frame.units) - 1) if frame.lower[at] == ","), None
    )


def _is_weak(found: Found) -> bool:
    """Whether an attribution gives way to a reporter named for the whole sentence."""
    lemma = found.rule.partition(":")[2]
    return found.rule.startswith(("led-", "shared-")) or lemma not in _TELLS


def _gives_way(frame: Frame, found: Found) -> bool:
    """Whether "according to" takes over what was found: not the quoted words of a named speaker."""
    if not _is_weak(found):
        return False
    named = found.source is not None and not found.rule.startswith(("led-", "shared-"))
    return not (named and any(QUOTATION in frame.lower[a:b] for a, b in found.content))


_TELLS: Final = words(
    """say tell write report announce claim allege confirm deny add warn estimate state declare
    argue insist tweet acknowledge admit"""
)
"""Verbs that make a statement of their own within another's report."""


def _around_according(reading: Reading, at: int, after: int) -> Iterator[Range]:
    frame = reading.frame
    if any(item.content and not _gives_way(frame, item) for item in reading.found):
        return
    left, right = narrowed(frame, 0, at), narrowed(frame, after, reading.end)
    opening = frame.units[slice(*left)]
    is_time = not any(unit.quote or unit.text[0].isalpha() for unit in opening)
    leads_in = is_time or (len(opening) < SHORTEST and opening[0].lower in CONJUNCTIONS)
    if left[1] > left[0] and not leads_in:
        yield left
    goes_on = not left[1] or leads_in or resumes_clause(frame, after + 1)
    if goes_on and right[1] > right[0] and frame.lower[min(after, reading.end - 1)] == ",":
        yield right
