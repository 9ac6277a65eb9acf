"""Which date expression of a sentence says when the words were said.

It stands in the frame around the cue: "said on Monday", "on Monday denied", "On Monday, X said:".
A date that belongs to somebody's past ("the minister, elected in 2019, said") does not count, nor
does that of whoever passes the words on.
"""

import re
from collections.abc import Iterator
from typing import Final

from functions.extract.engine.cutting import has_finite_verb
from functions.extract.engine.dates.expressions import Expression, expressions
from functions.extract.engine.layout import Layout
from functions.extract.engine.ranges import CLOSING_MARKS, PLAIN_MARKS, Range
from functions.extract.engine.utterances import Utterance
from schemas.claim import CueClass, SourceType
from schemas.spans import Span

_OCCASION: Final = (
    r"(?:statements?|speech|post|tweet|message|letters?|emails?|e-mails?|interviews?|briefing|"
    r"address|broadcast|call|report|note|memo|filing|article|column|video|blog|study|paper|"
    r"conference|hearing|debate|bulletin|press release|release|testimony|remarks|ruling)"
)
_ISSUED: Final = (
    r"(?:published|released|issued|posted|broadcast|delivered|recorded|aired|sent|dated|shared|"
    r"circulated|given|held|made|filed|emailed|televised)"
)
_LEADS: Final = re.compile(
    rf"\W*(?:(?:and|but|then|later|earlier|also|however|meanwhile|only),?\s+)*"
    rf"(?:(?:in|at|during|on)\s(?:\w+\s+){{0,6}}?{_OCCASION}(?:\s+(?:to|with|for|on|in)\s[^,;:]{{1,40}}?)?"
    rf"(?:\s+{_ISSUED})?,?\s+|(?:asked|interviewed)\s|"
    rf"(?:speaking|writing|testifying|addressing)"
    rf"\s[^,;:]{{0,60}}?)?",
    re.IGNORECASE,
)
"""What may come before a date that opens a sentence: nothing, or the occasion of the utterance."""
_BELONGS_TO_OTHER: Final = re.compile(
    rf"\b(?:who|which|whose|whom|where|that|since|than|of|following|over|about)\b|"
    rf"\b(?!{_ISSUED}\b)\w+(?:ed|ing)\s*\Z",
    re.IGNORECASE,
)
"""Words between a cue and a date after which the date is that of something else."""
_SAID_OF_A_DOCUMENT: Final = re.compile(rf"(?:{_OCCASION}|{_ISSUED})\s*\Z", re.IGNORECASE)
_OBJECT: Final = re.compile(rf"\W*(?:it|this|them|these|those|{_ISSUED})\s+", re.IGNORECASE)
"""What may open a content before the date of the utterance: denied it on Monday."""
_ADDRESSEE: Final = re.compile(r"(?:(?!(?:of|to|for|that)\b)[\w’'-]+\s+){1,6}")
_ASKED: Final = re.compile(r"\s+(?:to|for)\s")
_GOES_ON: Final = {
    CueClass.ALLEGE: re.compile(r"\s+of\s"),
    CueClass.DEMAND: re.compile(r"\s+to\s+[a-z]"),
    CueClass.ADVISE: re.compile(r"\s+to\s+[a-z]"),
}
_SPEAKING: Final = re.compile(
    rf",\s*(?:(?:speaking|writing|testifying|addressing)\b[^,]*|"
    rf"(?:in|at|during)\s[^,]*{_OCCASION})\s*\Z",
    re.IGNORECASE,
)
"""The occasion between a source and its cue: the minister, speaking in Oslo on Monday, said."""
_PARTICIPLE: Final = re.compile(r"\w+ing\b", re.IGNORECASE)
_RELATIVE: Final = re.compile(r"\b(?:who|that|which)\b[^,]*\Z", re.IGNORECASE)
_BLANK: Final = re.compile(r"[\s,”\"'’)\]]*")
_REACH: Final = 160
"""Code points from the cue within which its date stands."""
_UNDATED: Final = frozenset({"since", "until", "till", "by", "from", "for", "through"})
"""Prepositions of dates that say nothing of when the words were said."""


def uttered(layout: Layout, utterance: Utterance) -> Expression | None:
    """The expression that dates the utterance, if there is one."""
    if utterance.cue is None:
        return None
    found = Frame(layout, utterance, utterance.cue).dates()
    return next((e for e in found if e.preposition.split(" ")[0] not in _UNDATED), None)


class Frame:
    """The words of a sentence around one cue that are not content."""

    def __init__(self, layout: Layout, utterance: Utterance, cue: Span) -> None:
        self._text = layout.text
        self._utterance = utterance
        self._cue = Range(cue.start, cue.end)
        sentence = layout.sentence_at(self._cue.start)
        self._sentence = sentence.range if sentence else self._cue
        span = utterance.source.span
        source = Range(span.start, span.end) if span else None
        self._source = source if source and self._sentence.covers(source) else None
        self._contents = [c for c in utterance.content if c.overlaps(self._sentence)]

    def dates(self) -> Iterator[Expression]:
        """The expressions that may date it, the surest first."""
        yield from self._after_the_cue()
        yield from self._after_the_content()
        yield from self._before_the_cue()
        yield from self._leading()
        yield from self._in_the_source()

    def _in(self, start: int, end: int) -> list[Expression]:
        start, end = max(start, self._sentence.start), min(end, self._sentence.end)
        found = expressions(self._text, Range(start, end)) if start < end else []
        return [e for e in found if not any(e.where.overlaps(c) for c in self._contents)]

    def _after_the_cue(self) -> Iterator[Expression]:
        """Said (the minister) (in a statement) on Monday."""
        source = self._source
        follows = source is not None and 0 <= source.start - self._cue.end < 3
        start = source.end if source and follows else self._cue.end
        if source and follows and _RELATIVE.search(self._text, *source):
            return
        contents = [c.start for c in self._contents if c.start >= start]
        end = min([start + _REACH, self._sentence.end, *contents])
        for expression in self._in(start, end):
            between = self._text[start : expression.where.start]
            if self._is_near(between):
                yield expression
            break

    def _is_near(self, between: str) -> bool:
        last = between.rpartition(",")[2]
        occasion = _SAID_OF_A_DOCUMENT.search(last) is not None
        if "," in between and last.strip() and not occasion:
            return False
        return ";" not in between and _BELONGS_TO_OTHER.search(last) is None

    def _after_the_content(self) -> Iterator[Expression]:
        """Called it “madness” on Monday; denied it on Monday."""
        for content in self._contents:
            if content.start >= self._cue.end:
                for expression in self._in(content.end, content.end + _REACH)[:1]:
                    gap = self._text[content.end : expression.where.start]
                    if _BLANK.fullmatch(gap):
                        yield expression
                yield from self._inside(content)

    def _inside(self, content: Range) -> Iterator[Expression]:
        """Denied it on Monday; accused him on Monday of theft; called it “madness” on Monday."""
        end = min(content.end, self._sentence.end, content.start + _REACH)
        for expression in expressions(self._text, Range(content.start, end)):
            start, stop = expression.where
            if _OBJECT.fullmatch(self._text, content.start, start):
                yield expression
            elif _ADDRESSEE.fullmatch(self._text, content.start, start):
                if (goes_on := self._goes_on()) and goes_on.match(self._text, stop, content.end):
                    yield expression
            elif self._closes(expression) and _BLANK.fullmatch(self._text, stop, content.end):
                yield expression

    def _goes_on(self) -> re.Pattern[str] | None:
        """What follows an addressee and a date: “of” an accusation, “to” of a demand."""
        asks = self._text[self._cue.start : self._cue.end].casefold().startswith("ask")
        return _ASKED if asks else _GOES_ON.get(self._utterance.reading.cue_class)

    def _closes(self, expression: Expression) -> bool:
        """Whether a date that ends a content is its cue's: pleaded guilty to theft on Monday."""
        cue_class = self._utterance.reading.cue_class
        if cue_class is CueClass.PLEAD:
            return expression.preposition in {"", "on"}
        marks = tuple(CLOSING_MARKS + PLAIN_MARKS)
        before = self._text[self._cue.end : expression.where.start].rstrip()
        return cue_class is CueClass.CHARACTERISE and before[-1:] in marks

    def _before_the_cue(self) -> Iterator[Expression]:
        """The minister on Monday denied; the council disputed this on Monday, saying."""
        source = self._source
        if source is None or not 0 < self._cue.start - source.end < _REACH:
            return
        participle = _PARTICIPLE.match(self._text, *self._cue) is not None
        for expression in self._in(source.end, self._cue.start):
            before = self._text[source.end : expression.where.start]
            after = self._text[expression.where.end : self._cue.start]
            beside = _BLANK.fullmatch(after) is not None
            lone = self._is_lone(before, source.start)
            if beside and (lone or (participle and not _BELONGS_TO_OTHER.search(before))):
                yield expression

    def _is_lone(self, before: str, start: int) -> bool:
        """Whether nothing stands between source and date that the date could belong to."""
        if before.rstrip().endswith(",") or _SPEAKING.search(before):
            return True
        ahead = self._text[max(self._sentence.start, start - _REACH) : start]
        return not before.strip() and _RELATIVE.search(ahead) is None

    def _leading(self) -> Iterator[Expression]:
        """On Monday, X said; in a statement on Monday, X said."""
        end = min([self._cue.start, *([self._source.start] if self._source else [])])
        start = max(self._sentence.start, end - 2 * _REACH)
        for expression in self._in(start, end):
            where = expression.where
            opens = start == self._sentence.start and _LEADS.fullmatch(
                self._text, start, where.start
            )
            if opens and not has_finite_verb(self._text, Range(where.end, end)):
                yield expression
            break

    def _in_the_source(self) -> Iterator[Expression]:
        """According to a report published on Monday; X, speaking on Monday, said."""
        source = self._source
        is_document = self._utterance.source.type is SourceType.DOCUMENT
        for expression in self._in(*source) if source else []:
            before = self._text[self._sentence.start : expression.where.start][-_REACH:]
            if _SPEAKING.search(before) or (is_document and _SAID_OF_A_DOCUMENT.search(before)):
                yield expression
