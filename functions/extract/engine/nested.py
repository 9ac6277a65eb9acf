"""Statements that only tell what somebody else said, which are the claims of whoever they name.

In “The minister says that we are eighty,” a union wrote, the minister states it and the union
passes it on. So is “the firm’s denial that …” a denial of the firm's, wherever it is told. What is
left open or denied, or has words of the speaker's own, stays the speaker's.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from functions.extract.engine.attribution import Attribution, Label, Tag
from functions.extract.engine.cutting import cut
from functions.extract.engine.layout import Layout
from functions.extract.engine.lexicons import listed
from functions.extract.engine.mending import without_predicate
from functions.extract.engine.ranges import Range
from functions.extract.engine.sources.resolved import UNNAMED
from functions.extract.engine.tagging.found import tags_of
from functions.extract.engine.tagging.reading import read_frame
from functions.extract.engine.tagging.units import Frame, frames
from functions.extract.engine.utterances import Statement, Utterance
from functions.extract.engine.wires import is_wire_name
from schemas.claim import CueClass, Polarity, SourceType

Telling = Callable[[Attribution], Utterance]
"""Makes the utterance of an attribution."""

_STATING: Final = frozenset(
    {CueClass.ASSERT, CueClass.REPORT, CueClass.CONFIRM, CueClass.EVIDENCE, CueClass.NONE,
     CueClass.ALLEGE, CueClass.RULE, CueClass.CORRECT}
)  # fmt: skip
"""Classes of the cues of those who may pass on what others said."""
_NOT_ANOTHER: Final = listed(
    "i we you me us one this that there what who which whoever think believe"
)
"""First words of sources that are the speaker, whom the words are for, or nobody."""
_RULES: Final = ("that:", "quote:", "infinitive:", "shared-that:", "shared-quote:")
"""Rules by whose form alone a statement is told of another."""
_TELLING: Final = listed(
    """say tell claim believe think want insist deny admit warn argue accuse fear expect hope
    suspect dismiss reject allege predict maintain"""
)
"""Verbs that tell it also without "that"; others may do something: "called twice"."""
_LEAD: Final = re.compile(
    r"\W*(?:(?:(?:and|but|so|that|because|yet|then|now|well|yes|no|although|though|while|"
    r"whereas)\b|(?-i:[^\W\d_a-z][\w’'-]+)(?=,))\W*)*",
    re.IGNORECASE,
)
"""Words before a source that state nothing: conjunctions, and whom the words are for."""
_JOINING: Final = re.compile(r"\W*(?:(?:and|but|while|also|that)\W+)*", re.IGNORECASE)
_WORD: Final = re.compile(r"\w")
_FIRST: Final = re.compile(r"\w+")
_DENYING: Final = r"(?:denied|dismissed|rejected|refuted|disputed)"
_BY_NOUN: Final = "nested-noun"
_DENIALS: Final = {
    _BY_NOUN: re.compile(
        r"(?P<source>(?:[\w-]+ ){0,6}?[\w-]+)(?:[’']s|(?<=s)[’']) (?:\w+ )?(?P<cue>denial) "
        r"(?:that|of) (?P<content>[^,;:]+)"
    ),
    "nested-passive": re.compile(
        rf"(?P<content>[^,;:]+?),? (?P<cue>(?:was|were|is|are|has been|have been) (?:\w+ly )?"
        rf"{_DENYING} by) (?P<source>[^,;:.]+)[.]?"
    ),
}
"""Denials that are told by a noun or in the passive."""
_FIGURE: Final = re.compile(
    r"(?P<source>[^;:“”\"]{2,80}?),? (?P<cue>(?:has |have |had )?puts?) "
    r"(?P<content>(?:it|(?:the|that|its|their) (?:[\w-]+ )?(?:figure|number|toll|total|cost|count|"
    r"bill|price|loss)) (?:at|closer to|nearer|as high as|as low as) [^;:]+)"
)
"""Another number: "The firm puts the figure closer to £20"."""
_FORMS: Final = {**_DENIALS, "nested-figure": _FIGURE}
_DENIED_TOO: Final = re.compile(
    rf"(?P<own>.{{3,}}?),? (?:but|and) (?P<cue>(?:(?:has|have|had) )?(?:\w+ly )?{_DENYING}) "
    r"(?P<content>.+)",
    re.DOTALL,
)
"""What a source states, and what it denies in the same words: "it was late but denied fraud"."""
_SURE: Final = 0.8
"""How often such denials are read rightly; judged, for they are too rare to be measured."""


def told(layout: Layout, statement: Statement, telling: Telling) -> list[Statement]:
    """The statement, as those of the sources it names if it only tells what these said."""
    outer = statement.utterance
    passes_on = outer.reading.polarity is Polarity.AFFIRMED and outer.reading.cue_class in _STATING
    if not passes_on:
        return [statement]
    where, by_author = statement.pieces[0], outer.source.type is SourceType.AUTHOR
    if rest := statement.pieces[1:]:
        denied = _told_of(layout, outer, _by_form(layout.text, where), telling)
        return [*denied, Statement(rest, outer)] if denied else [statement]
    match = None if by_author else _DENIED_TOO.fullmatch(layout.text, *where)
    if match and not layout.quoted_length(Range(*match.span("cue"))):
        own = Statement((Range(*match.span("own")),), outer)
        return [own, *_told_of(layout, outer, [_formed(match, "nested-shared")], telling)]
    found = _inner(layout.text, where, by_author=by_author)
    return _told_of(layout, outer, found, telling) or [statement]


def _told_of(
    layout: Layout, outer: Utterance, found: Sequence[Attribution], telling: Telling
) -> list[Statement]:
    """The statements that the outer utterance passes on; none if one of them is its own."""
    passed_on = [_passed_on(outer, telling(attribution)) for attribution in found]
    known = [inner for inner in passed_on if inner is not None]
    return [part for inner in known for part in cut(layout, inner)] if known == passed_on else []


def _passed_on(outer: Utterance, inner: Utterance) -> Utterance | None:
    """The inner utterance after those who pass it on; nothing where it is the speaker's own."""
    source = inner.source
    own = source.type is SourceType.AUTHOR or source.canonical in {UNNAMED, outer.source.canonical}
    by_author = outer.source.type is SourceType.AUTHOR
    states = own and (by_author or inner.reading.polarity is Polarity.AFFIRMED)
    if states or is_wire_name(source.canonical):
        return None
    known = not by_author and outer.source.canonical != UNNAMED
    relays = outer.chain if known else outer.chain[:-1]
    return replace(
        inner,
        source=outer.source if own else source,
        chain=outer.chain if own else (*relays, *inner.chain[-1:]),
        confidence=min(outer.confidence, inner.confidence),
        directness=None if by_author else outer.directness,
        around=(*outer.around, *inner.around),
    )


def _inner(text: str, where: Range, *, by_author: bool) -> list[Attribution]:
    """The attributions that a statement consists of; none if it has words of its own.

    Args:
        text: The article's text.
        where: The statement.
        by_author: Whether the article states it on its own account, so that the tagger has read it.
    """
    if formed := _by_form(text, where):
        return formed
    found = [] if by_author else [a for frame in frames(text, [where]) for a in _read(text, frame)]
    return found if _is_all(text, _without_lead(text, where), found) else []


def _by_form(text: str, where: Range) -> list[Attribution]:
    """The denial by a noun or in the passive that a stretch consists of, or another's number."""
    begin, end = _without_lead(text, where)
    for rule, pattern in _FORMS.items():
        if match := pattern.fullmatch(text, begin, end):
            return [_formed(match, rule)]
    return []


def _without_lead(text: str, where: Range) -> Range:
    lead = _LEAD.match(text, *where)
    return Range(lead.end() if lead else where.start, where.end)


def _is_all(text: str, where: Range, found: Sequence[Attribution]) -> bool:
    """Whether the attributions leave out no words but those that join them."""
    at = where.start
    for attribution in found:
        begin = min(tag.start for tag in attribution.tags)
        if not _JOINING.fullmatch(text, at, max(at, begin)):
            return False
        at = max(tag.end for tag in attribution.tags)
    return not _WORD.search(text, at, where.end)


def _formed(match: re.Match[str], rule: str) -> Attribution:
    def tag(label: Label, where: Range) -> Tag:
        return Tag(*where, label, rule, _SURE)

    named = {label: Range(*match.span(label)) for label in match.re.groupindex}
    content = named[Label.CONTENT]
    content = without_predicate(match.string, content) if rule == _BY_NOUN else content
    source = tag(Label.SOURCE, named[Label.SOURCE]) if Label.SOURCE in named else None
    return Attribution((tag(Label.CONTENT, content),), source, tag(Label.CUE, named[Label.CUE]))


def _read(text: str, frame: Frame) -> Iterator[Attribution]:
    """What the rules find in a statement, where they are sure of who says it."""
    for found in read_frame(frame):
        tells = found.rule.startswith(_RULES) or found.rule.rpartition(":")[2] in _TELLING
        if found.source is None or not found.content or not tells:
            continue
        parts: dict[Label, list[Tag]] = {label: [] for label in Label}
        for tag in tags_of(frame, found):
            parts[tag.label].append(replace(tag, rule=f"nested-{tag.rule}"))
        source, cue = parts[Label.SOURCE][0], parts[Label.CUE][0]
        first = _FIRST.match(text, source.start, source.end)
        if first and first[0].casefold() not in _NOT_ANOTHER:
            yield Attribution(tuple(parts[Label.CONTENT]), source, cue)
