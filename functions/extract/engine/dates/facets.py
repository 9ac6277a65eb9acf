"""The dates of a claim: when it happened, and when it was said.

Words in the content date the event; words in the frame around the cue date the utterance. A
relative expression counts from the day of speaking: of the post, of the utterance for quoted
words, else of publication. Quoted words whose day of speaking is unknown keep "yesterday" and
"tonight" unresolved.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from functions.extract.engine.dates.expressions import Expression, expressions
from functions.extract.engine.dates.frame import uttered
from functions.extract.engine.dates.periods import Period
from functions.extract.engine.dates.tense import Tense, tense
from functions.extract.engine.dates.values import Anchor, Reference
from functions.extract.engine.layout import Layout
from functions.extract.engine.ranges import Range
from functions.extract.engine.utterances import Statement, Utterance
from schemas.article import Post
from schemas.claim import CueClass, DateBasis, Directness, EventDate, Grain
from schemas.spans import Span

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_SPOKEN: Final = frozenset({Directness.DIRECT, Directness.INTERVIEW_ANSWER})
_AS_SAID: Final = frozenset({Tense.PAST, Tense.BACKSHIFTED})
"""Tenses of reported speech that count from the day of the utterance, not of the report."""
_FINE: Final = frozenset({Grain.DAY, Grain.TIME_OF_DAY, Grain.WEEK, Grain.WEEKEND, Grain.MONTH})
_OF_THE_DAY: Final = frozenset({Grain.DAY, Grain.TIME_OF_DAY})


@dataclass(frozen=True, slots=True)
class Speaking:
    """When and how the words were said that hold a date."""

    day: date | None
    """The day that relative expressions count from."""
    basis: DateBasis
    reported: EventDate | None = None
    """In reported speech the date of the utterance, which bounds what it says of the past."""
    cue: CueClass = CueClass.NONE
    is_vague: bool = False
    """Whether the day is that of publication, though the words are quoted."""


def day_of(edtf: str | None) -> date | None:
    """The day of an EDTF date or date and time; nothing where it names no day."""
    match = _DAY.match(edtf or "")
    try:
        return date.fromisoformat(match[0]) if match else None
    except ValueError:
        return None


def utterance_date(layout: Layout, utterance: Utterance) -> EventDate | None:
    """When the words were said, if the article dates it."""
    if (post := _post(layout, utterance)) is not None:
        return _posted(layout.text, post)
    found = uttered(layout, utterance)
    if found is None:
        return None
    speaking = Speaking(day_of(layout.article.published), DateBasis.PUBLISHED)
    return _dated(layout.text, found, speaking, _frame_tense(layout, found, utterance), None)


def event_dates(
    layout: Layout, statement: Statement, directness: Directness, said: EventDate | None
) -> list[EventDate]:
    """When that happened which the statement speaks of, in the order of its words.

    Args:
        layout: The article.
        statement: Whose pieces are read.
        directness: Of the claim; quoted words count from the day on which they were said.
        said: The date of the utterance.
    """
    speaking = _speaking(layout, statement.utterance, directness, said)
    found: list[EventDate] = []
    own = None if said is None else said.start
    for piece in statement.pieces:
        for expression in expressions(layout.text, piece):
            if expression.where.start != own:
                when = tense(layout.text, expression, piece, speaking.cue)
                other = _day_before(found)
                found.append(_dated(layout.text, expression, speaking, when, other))
    return found


def _post(layout: Layout, utterance: Utterance) -> Post | None:
    if utterance.directness is not Directness.EMBEDDED_POST:
        return None
    block = layout.block_at(utterance.content[0].start)
    return None if block is None else layout.blocks[block].post


def _posted(text: str, post: Post) -> EventDate | None:
    """The date of a post, in the words of its signature that give it."""
    line = post.signature
    if line is None:
        return None
    words = [e.where for e in expressions(text, Range(line.start, line.end))]
    day = day_of(post.posted) or _written(text, line)
    if day is None:
        return None
    where = words[-1] if words else Range(line.start, line.end)
    return EventDate(
        **Span.of(text, *where).model_dump(),
        edtf=day.isoformat(),
        grain=Grain.DAY,
        basis=DateBasis.POST,
    )


def _written(text: str, line: Span) -> date | None:
    """The day that a signature names in full."""
    for expression in expressions(text, Range(line.start, line.end)):
        if expression.value.reference is Reference.NOTHING:
            found = _resolved(expression, Anchor(date.min))
            if found and found.start == found.end:
                return found.start
    return None


def _frame_tense(layout: Layout, found: Expression, utterance: Utterance) -> Tense:
    """The past, unless the cue itself looks forward: "will say on Friday"."""
    cue = utterance.cue
    if cue is None or not cue.exact.casefold().startswith(("will", "plans", "is due", "’ll")):
        return Tense.PAST
    return tense(layout.text, found, Range(cue.start, found.where.end))


def _speaking(
    layout: Layout, utterance: Utterance, directness: Directness, said: EventDate | None
) -> Speaking:
    uttered_on = day_of(said.edtf) if said and said.grain in _OF_THE_DAY else None
    cue = utterance.reading.cue_class
    if said and said.basis is DateBasis.POST:
        return Speaking(uttered_on, DateBasis.POST, cue=cue)
    published = day_of(layout.article.published)
    if directness in _SPOKEN and uttered_on:
        return Speaking(uttered_on, DateBasis.UTTERANCE, cue=cue)
    spoken = directness in _SPOKEN or directness is Directness.EMBEDDED_POST
    return Speaking(published, DateBasis.PUBLISHED, said, cue, is_vague=spoken)


def _day_before(found: Sequence[EventDate]) -> date | None:
    """The last single day that the statement has named so far."""
    days = (day_of(d.edtf) for d in reversed(found) if d.grain in _OF_THE_DAY and d.edtf)
    return next(days, None)


def _dated(
    text: str, expression: Expression, speaking: Speaking, when: Tense, other: date | None
) -> EventDate:
    """The record of one expression; without EDTF where nothing says what it is relative to."""
    period, basis = None, DateBasis.UNRESOLVED
    for day, possible in _anchors(expression, speaking, when, other):
        future = when in {Tense.FUTURE, Tense.BACKSHIFTED, Tense.PRESENT}
        if period := _resolved(expression, Anchor(day, future)):
            basis = possible
            break
    return EventDate(
        **Span.of(text, *expression.where).model_dump(),
        edtf=period.edtf if period else None,
        grain=period.grain if period else _grain(expression),
        basis=basis,
    )


def _anchors(
    expression: Expression, speaking: Speaking, when: Tense, other: date | None
) -> Iterator[tuple[date, DateBasis]]:
    """The day that the expression is relative to, if it is known, and what gives it."""
    reference = expression.value.reference
    if reference is Reference.NOTHING:
        yield date(2000, 1, 1), DateBasis.EXPLICIT
    elif reference is Reference.OTHER:
        yield from [(other, DateBasis.OTHER_DATE)] if other else []
    elif reference is Reference.CALENDAR and speaking.reported and when in _AS_SAID:
        yield from _as_said(speaking.reported, when)
    elif speaking.day and not (speaking.is_vague and _counts_days(expression)):
        yield speaking.day, speaking.basis


def _as_said(said: EventDate, when: Tense) -> Iterator[tuple[date, DateBasis]]:
    """The day of the utterance; nothing where that is too vague to tell which one is meant.

    Of a week or a month, the past counts from its end and the future from its beginning.
    """
    low, _, high = (said.edtf or "").partition("/")
    bound = (high or low) if when is Tense.PAST else low
    day = day_of(bound) or day_of(f"{bound}-{'28' if when is Tense.PAST else '01'}")
    if day and said.grain in _FINE:
        yield day, DateBasis.UTTERANCE


def _counts_days(expression: Expression) -> bool:
    """Whether it moves with the day of speaking: yesterday, three days ago."""
    return expression.value.reference is Reference.NOW and _grain(expression) in _OF_THE_DAY


def _resolved(expression: Expression, anchor: Anchor) -> Period | None:
    try:
        return expression.value.resolve(anchor)
    except (ValueError, OverflowError):
        return None


def _grain(expression: Expression) -> Grain:
    """How fine it is, whatever day it counts from."""
    found = _resolved(expression, Anchor(date(2000, 6, 15)))
    return found.grain if found else Grain.INTERVAL
