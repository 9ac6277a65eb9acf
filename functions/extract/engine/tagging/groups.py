"""Cue verbs in a frame, each with its auxiliaries and its speaker.

What a cue governs does not live here.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from functions.extract.engine.lexicons.numbers import SCALES, TENS, UNITS
from functions.extract.engine.tagging.lexicon import (
    BE,
    CONTRACTED,
    CUES,
    DAYS,
    DETERMINERS,
    HAVE,
    MODALS,
    NEGATIONS,
    PREPOSITIONS,
    REPORTING_NOUNS,
    CueWord,
    Form,
    is_adverb,
    words,
)
from functions.extract.engine.tagging.subjects import (
    Range,
    before_time,
    is_person_or_body,
    subject_after,
    subject_before,
)
from functions.extract.engine.tagging.units import QUOTATION, Frame

NOUNLIKE: Final = words(
    """claims reports notes states demands estimates charges shows hopes fears calls views
    plans votes remarks promises questions doubts answers quotes worries concerns
    comments rules thanks finds guesses endorses urges praises supports favors reads posts
    means credits signals labels brands projects objects offers orders forecasts
    worries blasts vows pledges wishes threats bets repeats voices echoes figures"""
)
"""Third persons that are plural nouns as well."""
_PLURAL: Final = words(
    """they we i you people some many most others who all few both women men police several
    percent % majority voters"""
)
_ISSUES: Final = words("""issued released posted sent wrote gave made put""")
_NUMERALS: Final = (
    UNITS.keys()
    | TENS.keys()
    | SCALES.keys()
    | words("about around between more less least nearly almost some over just under $ £ € a")
)
_WITHHELD: Final = frozenset([("say",), ("confirm",), ("deny",), ("disclose",), ("reveal",)])
"""What one declines to do about a matter that is then named."""
_HEARINGS: Final = words("court inquest jury jurors tribunal inquiry hearing trial")
_OCCASIONS: Final = DAYS | {"on", "in", "during", ","}
_LINKS: Final = frozenset(
    [",", QUOTATION, "and", "but", "or", ";", "—", "–", "then", ")", "-", "..."]
)


@dataclass(frozen=True, slots=True)
class Group:
    """A cue verb with its auxiliaries (`cue`) and its speaker, as units of a frame."""

    cue: Range
    verb: int
    word: CueWord
    subject: Range | None = None
    inverted: bool = False
    """Whether the speaker follows the cue."""

    @property
    def start(self) -> int:
        """The first unit of cue and speaker."""
        return min(self.cue[0], self.subject[0]) if self.subject else self.cue[0]

    @property
    def end(self) -> int:
        """The unit after cue and speaker."""
        return max(self.cue[1], self.subject[1]) if self.subject else self.cue[1]


def groups(frame: Frame) -> list[Group]:
    """The cue verbs of the frame that have a speaker, or that take over an earlier one."""
    found: list[Group] = []
    floor = 0
    for at, word in enumerate(frame.lower):
        if word not in CUES or at < floor:
            continue
        if group := _group(frame, at, floor):
            while found and _is_within(found[-1], group.subject):
                found.pop()
            found.append(group)
            floor = group.cue[1]
    return found


def _is_within(group: Group, subject: Range | None) -> bool:
    """Whether a cue stands in the relative clause of another cue's speaker."""
    return subject is not None and subject[0] <= group.cue[0] < subject[1]


def _group(frame: Frame, verb: int, floor: int) -> Group | None:
    word = CUES[frame.lower[verb]]
    if frame.units[verb].is_name and verb > 0 and not frame.units[verb].text.isupper():
        return None
    if word.lemma == "hear" and not _is_hearing(frame, verb):
        return None
    if word.lemma == "put" and not (_puts_a_figure(frame, verb) or _puts_it_to(frame, verb)):
        return None
    start = _auxiliaries(frame, verb, floor)
    if not _is_verb_phrase(frame, start, verb, word):
        return None
    end, governs = (_end_of_put if word.lemma == "put" else _cue_end)(frame, verb)
    word = replace(word, governs=governs or word.governs)
    return next(iter(_with_speaker(frame, (start, end), verb, word)), None)


def _puts_a_figure(frame: Frame, verb: int) -> bool:
    """Whether "put" goes on with "at" and a number: "put the toll at nine"."""
    ahead = range(verb + 2, min(len(frame.units) - 1, verb + 12))
    return any(frame.lower[at] == "at" and _is_number(frame, at + 1) for at in ahead)


def _puts_it_to(frame: Frame, verb: int) -> int:
    """Where "that" stands after "put it to him", or nothing."""
    if frame.lower[verb + 1 : verb + 3] != ("it", "to"):
        return 0
    ahead = range(verb + 3, min(len(frame.units), verb + 9))
    return next((at for at in ahead if frame.lower[at] == "that"), 0)


def _is_hearing(frame: Frame, verb: int) -> bool:
    """Whether it is a court that hears: "the inquest heard", "jurors at Alder Court heard"."""
    return not _HEARINGS.isdisjoint(frame.lower[max(0, verb - 8) : verb])


def _is_number(frame: Frame, at: int) -> bool:
    word = frame.lower[at]
    return word[:1].isdigit() or word in _NUMERALS


def _auxiliaries(frame: Frame, verb: int, floor: int) -> int:
    at = verb
    while at > floor:
        word = frame.lower[at - 1]
        if not (word in HAVE | BE | NEGATIONS | CONTRACTED | MODALS or is_adverb(word)):
            break
        if frame.units[at - 1].is_name and at > 1:
            break
        if word in {"first", "last"} and frame.lower[max(0, at - 2)] == "at":
            break
        at -= 1
    return at


def _is_verb_phrase(frame: Frame, start: int, verb: int, word: CueWord) -> bool:
    """Whether the words form an active, finite (or participial) verb phrase."""
    helpers = set(frame.lower[start:verb])
    if word.lemma == "see" and helpers & (NEGATIONS | CONTRACTED):
        return False
    before = frame.lower[start - 1] if start else ""
    if before in {"to", "'s", "of", "by", "for", "without"}:
        return False
    if helpers & MODALS or (helpers & BE and word.form is not Form.ING):
        return _is_unable(word, helpers)
    if word.form is Form.PARTICIPLE:
        return bool(helpers & HAVE)
    if word.form is Form.BASE:
        return not helpers & HAVE and _agrees(frame, start, helpers)
    return word.form is not Form.THIRD or _is_third_person(frame, start, verb)


def _is_unable(word: CueWord, helpers: set[str]) -> bool:
    """Whether a source says no more than that it does not know: "could not confirm"."""
    negated = helpers & NEGATIONS or helpers & {"couldn't", "can't", "cannot"}
    able = helpers & MODALS <= {"could", "can", "couldn't", "can't", "cannot"}
    return word.lemma in {"confirm", "say"} and word.form is Form.BASE and able and bool(negated)


def _agrees(frame: Frame, start: int, helpers: set[str]) -> bool:
    """Whether a base form is finite here: after "do", or with a plural before it."""
    if helpers & CONTRACTED:
        return True
    before = frame.lower[start - 1] if start else ""
    return _is_plural(before) or _is_plural(_head(frame, start))


def _is_plural(word: str) -> bool:
    return word in _PLURAL or (word.endswith("s") and not word.endswith(("ss", "'s", "us")))


def _head(frame: Frame, end: int) -> str:
    """The head noun of "sources close to the owner", the subject that ends at unit `end`."""
    subject = subject_before(frame, end, 0)
    if subject is None:
        return ""
    inside = range(subject[0] + 1, subject[1])
    cut = (at for at in inside if frame.lower[at] in PREPOSITIONS | {"close", "familiar", "who"})
    return frame.lower[next(cut, subject[1]) - 1]


def _is_third_person(frame: Frame, start: int, verb: int) -> bool:
    before = frame.units[start - 1] if start else None
    if before is None or before.lower in DETERMINERS | PREPOSITIONS:
        return False
    if before.lower.endswith(("'s", "s'")):
        return False
    if frame.lower[verb] not in NOUNLIKE:
        return True
    if frame.lower[verb + 1 : verb + 2] == ("that",) and frame.lower[verb] not in {
        "reports",
        "states",
    }:
        return subject_before(frame, start, 0) is not None
    if frame.lower[verb] == "states":
        return before.lower in {"he", "she", "it", "who"}
    return before.is_name or before.lower in {"he", "she", "it", "who", ","}


def _end_of_put(frame: Frame, verb: int) -> tuple[int, str]:
    that = _puts_it_to(frame, verb)
    return (that, "t") if that else (verb + 1, "")


def _cue_end(frame: Frame, verb: int) -> tuple[int, str]:
    """Take in a second verb ("confirmed or denied"), and what it governs where that changes."""
    after = frame.lower[verb + 1 : verb + 3]
    lemma = CUES[frame.lower[verb]].lemma
    if lemma in {"decline", "refuse"} and after[:1] == ("to",) and after[1:] in _WITHHELD:
        return _cue_end(frame, verb + 2)[0], "tx"
    if lemma == "rule" and after[:1] == ("out",):
        return verb + 2, "tx"
    if lemma == "plead" and after in {("not", "guilty"), ("no", "contest")}:
        return verb + 3, "i"
    if lemma == "plead" and after[:1] == ("guilty",):
        return verb + 2, "i"
    if len(after) == 2 and after[0] in {"or", "nor"} and after[1] in CUES:
        return verb + 3, ""
    return verb + 1, ""


def _with_speaker(frame: Frame, cue: Range, verb: int, word: CueWord) -> Iterator[Group]:
    before = frame.lower[cue[0] - 1] if cue[0] else "^"
    if word.form is Form.ING and not set(frame.lower[cue[0] : verb]) & BE:
        if before in _LINKS:
            yield Group(cue, verb, word)
        elif before in REPORTING_NOUNS and (start := _issuing(frame, cue[0])):
            subject = subject_before(frame, _auxiliaries(frame, start, 0), 0)
            yield Group((start, cue[1]), verb, word, subject)
        return
    follows = before == "," or (before == QUOTATION and frame.ends_clause(cue[0] - 1))
    if follows and (subject := _inverted(frame, verb, cue)):
        yield Group(cue, verb, word, subject, inverted=True)
    elif subject := _speaker_before(frame, cue[0]):
        yield Group(cue, verb, word, subject)
    elif before in {"and", "but", ","} and word.form is not Form.BASE:
        yield Group(cue, verb, word)


def _speaker_before(frame: Frame, end: int) -> Range | None:
    """The subject right before unit `end`, or before a time that stands between them."""
    subject = subject_before(frame, end, 0)
    if subject is None and (earlier := before_time(frame, end)) < end:
        subject = subject_before(frame, earlier, 0)
    return subject


def _issuing(frame: Frame, end: int) -> int | None:
    """The verb of "issued a statement" before "saying"."""
    for at in range(end - 2, max(0, end - 8), -1):
        if frame.lower[at] in _ISSUES:
            return at
    return None


def _inverted(frame: Frame, verb: int, cue: Range) -> Range | None:
    """The speaker after the cue, where none stands before it."""
    after = subject_after(frame, cue[1])
    if not {"q", "l"} & set(CUES[frame.lower[verb]].governs):
        return None
    if after is None or frame.lower[cue[0] - 1] == QUOTATION:
        return after
    rest = frame.units[after[1] :]
    closes = all(not unit.is_word and unit.quote is None for unit in rest)
    if "o" in CUES[frame.lower[verb]].governs or not (closes or rest[0].lower in _OCCASIONS):
        return None
    if not is_person_or_body(frame, after):
        return None
    return after if closes or not subject_before(frame, cue[0], 0) else None
