"""From the linked attributions to utterances: source resolved, cue read, chain laid."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from functions.extract.engine import complements, cues, weighing
from functions.extract.engine.attribution import Attribution, Label, Tag
from functions.extract.engine.chain import Chains
from functions.extract.engine.layout import Layout, visible_length
from functions.extract.engine.ranges import Cover, Range, trimmed
from functions.extract.engine.sources import Resolved, Resolver, unnamed
from functions.extract.engine.sources.resolved import UNNAMED
from functions.extract.engine.utterances import Utterance
from schemas.claim import ChainLink, CueClass, Directness, Polarity, Source, SourceType
from schemas.spans import Span

_KNOWN_BY_REPORT: Final = frozenset({SourceType.UNNAMED, SourceType.DOCUMENT})
"""Sources that only whoever reports them can have asked or read."""
_JOINING: Final = re.compile(r",?\s+(?:(?:and|but)(?:\s+then|\s+also)?|then)?\s*\Z")
_THAT: Final = re.compile(r"that\b", re.IGNORECASE)
_PARENTHESIS_ENDS: Final = re.compile(r"(?: (?:the |an? )?[\w’'-]+){0,4},\s+")
"""Between a cue and the "that" clause after its parenthesis, such as whom it was said to."""
_GOVERNS: Final = re.compile(
    r"(?:(?:and|but)\s+)?(?P<clause>(?:it|that|this|there|I|we|nobody|no one|nothing)\s"
    r"[^.,;:]{2,80}),\s+",
    re.IGNORECASE,
)
"""A short clause before a parenthetical cue that what follows "that" depends on."""
_DISMISSES: Final = re.compile(
    r"\b(?:dismiss|reject|brush|wav|laugh|shrug|rubbish|scoff)", re.IGNORECASE
)
_DISMISSED_AS: Final = re.compile(
    r"as (?P<first>[\"“‘«][^\"”’»]+[\"”’»]) (?P<rest>\w.*)|"
    r"(?P<denied>.+?),? as (?P<called>(?:[\"“‘«]|(?:an?|mere|pure|just|nothing)\b).+)",
    re.DOTALL,
)
"""Both orders of "dismissed the report as a lie" and "dismissed as “a lie” the report"."""
_REASON: Final = re.compile(r"(?<=\w):\s+(?=[\"'“‘«„])")
_NEGATED: Final = re.compile(
    r"\b(?:not|never|no|nothing|nobody|none|false|untrue|lies?|nonsense)\b|n[’']t\b", re.IGNORECASE
)


def utterances(
    layout: Layout, attributions: Sequence[Attribution], chains: Chains, resolver: Resolver
) -> list[Utterance]:
    """The utterances of all attributions that have content, in the order of the text."""
    ordered = sorted((a for a in attributions if a.content), key=lambda a: a.content[0].start)
    for attribution in sorted(ordered, key=lambda a: a.source.start if a.source else -1):
        if attribution.source and not chains.only_passes_on(attribution):
            resolver.resolve(attribution.source.range)
    found = [
        utterance(layout, attribution, chains, resolver)
        for attribution in ordered
        if not chains.is_relay(attribution)
    ]
    return [part for whole in _taken_up(layout, found) for part in _divided(layout, whole)]


def _taken_up(layout: Layout, found: Sequence[Utterance]) -> Iterator[Utterance]:
    """The utterances; what a report's document or unnamed source adds came by the same way."""
    own = layout.article.publisher
    ways: dict[str, tuple[ChainLink, ...]] = {}
    for utterance in found:
        source, relays = utterance.source, utterance.chain[:-1]
        if source.type not in _KNOWN_BY_REPORT or source.canonical == UNNAMED:
            yield utterance
        elif any(link.name != own for link in relays):
            ways[source.canonical] = relays
            yield utterance
        else:
            way = ways.get(source.canonical, relays)
            yield replace(utterance, chain=(*way, *utterance.chain[-1:]))


def _divided(layout: Layout, utterance: Utterance) -> list[Utterance]:
    """Two where part of what follows a denial is no denial, but what the source holds.

    In “He dismissed talk of a title: “It is October.”” the quoted words are what he holds; in
    “He dismissed the talk as gossip” he calls it gossip.
    """
    if utterance.reading.polarity is Polarity.AFFIRMED:
        return [utterance]
    if utterance.reading.cue_class in {CueClass.DENY, CueClass.RULE}:
        return _characterised(layout, utterance)
    return _reasoned(layout, utterance)


def _characterised(layout: Layout, utterance: Utterance) -> list[Utterance]:
    """What is denied, and what it is called: "dismissed the report as fiction"."""
    after = utterance.cue.end if utterance.cue else 0
    content = tuple(
        part for piece in utterance.content for part in _apart(layout, utterance, piece)
    )
    called = tuple(
        piece
        for piece in content
        if piece.start >= after and complements.characterises(layout.text, piece)
    )
    denied = tuple(piece for piece in content if piece not in called)
    calling = replace(utterance, content=called, reading=cues.Reading(CueClass.CHARACTERISE))
    whole = replace(utterance, content=denied) if called else utterance
    parts = _reasoned(layout, whole) if denied else []
    return [*parts, calling] if called else parts


def _apart(layout: Layout, utterance: Utterance, piece: Range) -> list[Range]:
    """What is dismissed and what it is dismissed as, which the tagger may take for one piece."""
    cue = utterance.cue
    match = _DISMISSED_AS.fullmatch(layout.text, *piece)
    if cue is None or match is None or not _DISMISSES.search(cue.exact):
        return [piece]
    if match["first"]:
        return [Range(*match.span("first")), Range(*match.span("rest"))]
    return [Range(*match.span("denied")), Range(*match.span("called"))]


def _reasoned(layout: Layout, utterance: Utterance) -> list[Utterance]:
    """What is denied, and the reason for it that is quoted after a colon."""
    last = utterance.content[-1]
    match = _REASON.search(layout.text, *last)
    if match is None:
        return [utterance]
    before = replace(utterance, content=(*utterance.content[:-1], Range(last.start, match.start())))
    held = cues.Reading(CueClass.ASSERT)
    return [before, replace(utterance, content=(Range(match.end(), last.end),), reading=held)]


def completed(layout: Layout, attributions: Sequence[Attribution]) -> list[Attribution]:
    """The attributions with the content that their sentence has for them.

    One "according to X" to which no content was found gets its sentence's. A "that" clause after
    a parenthetical cue gets the words that govern it: "It is untrue, she said, that …" does not
    state what follows "that", but its contrary.
    """
    taken = Cover(tag.range for a in attributions for tag in a.content)
    return [_completed(layout, attribution, taken) for attribution in attributions]


def _completed(layout: Layout, attribution: Attribution, taken: Cover) -> Attribution:
    if _lacks_content(layout, attribution, taken):
        return _with_rest(layout, attribution)
    governing = _governing(layout, attribution)
    if governing is None or taken.overlaps(governing):
        return attribution
    first = replace(attribution.content[0], start=governing.start, end=governing.end)
    return replace(attribution, content=(first, *attribution.content))


def _governing(layout: Layout, attribution: Attribution) -> Range | None:
    """The clause before a parenthetical cue that governs the "that" clause after it."""
    cue, source, text = attribution.cue, attribution.source, layout.text
    sentence = layout.sentence_at(cue.start) if cue else None
    if cue is None or source is None or sentence is None or not attribution.content:
        return None
    begin, end = min(cue.start, source.start), max(cue.end, source.end)
    content = attribution.content[0]
    parenthesis_ends = _PARENTHESIS_ENDS.fullmatch(text, end, max(end, content.start))
    if parenthesis_ends is None or not _THAT.match(text, content.start):
        return None
    match = _GOVERNS.fullmatch(text, sentence.range.start, begin)
    return trimmed(text, Range(*match.span("clause"))) if match else None


def _lacks_content(layout: Layout, attribution: Attribution, taken: Cover) -> bool:
    cue, source = attribution.cue, attribution.source
    if attribution.content or cue is None or source is None:
        return False
    sentence = layout.sentence_at(cue.start)
    words = layout.text[cue.start : cue.end].casefold().split()
    according = words[:2] == ["according", "to"]
    return according and sentence is not None and not taken.overlaps(sentence.range)


def _with_rest(layout: Layout, attribution: Attribution) -> Attribution:
    """The attribution with the words of its sentence before the cue and after the source."""
    cue, source = attribution.cue, attribution.source
    sentence = layout.sentence_at(cue.start) if cue else None
    if cue is None or source is None or sentence is None:
        return attribution
    first, last = min(cue.start, source.start), max(cue.end, source.end)
    rest = (Range(sentence.range.start, first), Range(last, sentence.range.end))
    content = tuple(
        Tag(start, end, Label.CONTENT, cue.rule, cue.confidence)
        for start, end in filter(None, (trimmed(layout.text, part) for part in rest))
    )
    return replace(attribution, content=content)


def utterance(
    layout: Layout, attribution: Attribution, chains: Chains, resolver: Resolver
) -> Utterance:
    """All that one attribution with content says, and who says it."""
    reading = cues.read(layout, attribution)
    resolved = _resolved(attribution, reading, chains, resolver)
    reading = _weighed(layout, attribution, reading, resolved.source)
    if reading.polarity is Polarity.DENIED and _denies_in_its_own_words(layout, attribution):
        reading = replace(reading, polarity=Polarity.AFFIRMED)
    cue = attribution.cue
    return Utterance(
        content=tuple(tag.range for tag in attribution.content),
        source=resolved.source,
        anonymity=resolved.anonymity,
        chain=chains.chain(attribution, resolved.source),
        cue=Span.of(layout.text, cue.start, cue.end) if cue else None,
        reading=reading,
        rule=attribution.rule,
        confidence=_confidence(attribution),
        field_confidence=_field_confidence(attribution),
        around=_around(attribution),
        directness=Directness.INTERVIEW_ANSWER if _is_answer(attribution, resolver) else None,
    )


def _weighed(
    layout: Layout, attribution: Attribution, reading: cues.Reading, source: Source
) -> cues.Reading:
    """The reading of a cue with what follows it, and with who utters it."""
    if attribution.cue is None:
        return reading
    found = complements.complement(layout, attribution)
    return weighing.weighed(complements.weighed(reading, found), found.cue, source)


def _is_answer(attribution: Attribution, resolver: Resolver) -> bool:
    """Whether it stands in an interview or a transcript, under its speaker's label."""
    content = attribution.content[0]
    if content.rule.startswith("transcript"):
        return True
    return attribution.cue is None and resolver.is_answer(content.start)


def lead(layout: Layout, attribution: Attribution) -> Range | None:
    """What the article itself states before a cue that shares its subject, if it does.

    “She left the room and said that …” states that she left.
    """
    cue, source = attribution.cue, attribution.source
    shares = cue is not None and cue.rule.startswith("led-") and attribution.content
    if not shares or cue is None or source is None or source.end > cue.start:
        return None
    match = _JOINING.search(layout.text, source.end, cue.start)
    return trimmed(layout.text, Range(source.start, match.start() if match else cue.start))


def _denies_in_its_own_words(layout: Layout, attribution: Attribution) -> bool:
    """Whether the content is the denial itself, as in “It is not true,” he denied.

    To take it for what is denied would turn it into its contrary.
    """
    first = attribution.content[0].range
    words = trimmed(layout.text, first)
    return (
        words is not None
        and layout.quoted_length(first) == visible_length(layout.text, first)
        and layout.text[words.start].isupper()
        and _NEGATED.search(layout.text, *words) is not None
    )


def _resolved(
    attribution: Attribution, reading: cues.Reading, chains: Chains, resolver: Resolver
) -> Resolved:
    """The source; for a bare quotation the one who spoke last in its paragraph."""
    if (cited := chains.cited(attribution)) is not None:
        return resolver.resolve(cited.range)
    if chains.only_passes_on(attribution):
        return unnamed()
    if attribution.source:
        return resolver.resolve(attribution.source.range)
    if attribution.cue or reading.cue_class is CueClass.HEARSAY:
        return unnamed()
    return resolver.speaker_near(attribution.content[0].range) or unnamed()


def _around(attribution: Attribution) -> tuple[Range, ...]:
    """The words of the cue, from the source on where it comes right before: "initially denied"."""
    cue, source = attribution.cue, attribution.source
    if cue is None:
        return ()
    between = source is not None and 0 <= cue.start - source.end < 40
    start = source.end if source and between else cue.start
    inside = any(start < tag.end and tag.start < cue.end for tag in attribution.content)
    return (Range(cue.start if inside else start, cue.end),)


def _confidence(attribution: Attribution) -> float:
    found = attribution.least if attribution.confidence is None else attribution.confidence
    return round(found, 3)


def _field_confidence(attribution: Attribution) -> dict[str, float]:
    fields: dict[str, float] = {}
    for tag in attribution.tags:
        name = tag.label.value
        fields[name] = round(min(tag.confidence, fields.get(name, 1.0)), 3)
    return fields
