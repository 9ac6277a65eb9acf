"""The attribution chain: from the outlet over those who pass a statement on to its originator.

A news agency is never the claimant: where the article names nobody behind it, the source is
unnamed and the agency is a link of the chain.
"""

from collections.abc import Sequence
from typing import Final

from functions.extract.attribution import Attribution, Tag
from functions.extract.layout import Layout
from functions.extract.lexicons.outlets import OUTLETS, WIRE_SERVICES
from functions.extract.names import without_possessive
from functions.extract.ranges import Range
from schemas.claim import ChainLink, Source
from schemas.spans import Span

_PASSES_ON: Final = ("according to", "citing", "cited by", "as reported by", "via")


def name_of(text: str, tag: Tag) -> str:
    """The words of a source as a name: without article, possessive and punctuation."""
    words = without_possessive(text[tag.start : tag.end].strip(" ,;:"))
    return words[4:] if words[:4].casefold() == "the " else words


def is_wire(text: str, source: Tag | None) -> bool:
    """Whether the source is a news agency."""
    return source is not None and name_of(text, source).casefold() in WIRE_SERVICES


def is_outlet(text: str, source: Tag | None) -> bool:
    """Whether the source is a news agency or another outlet."""
    return is_wire(text, source) or (
        source is not None and name_of(text, source).casefold() in OUTLETS
    )


class Chains:
    """The relays of one article, by the attribution whose content they pass on."""

    def __init__(self, layout: Layout, attributions: Sequence[Attribution]) -> None:
        self._layout = layout
        self._text = layout.text
        self._with_content = [a for a in attributions if a.content]
        self._bare = [a for a in attributions if not a.content and self._passes_on(a)]

    def is_relay(self, attribution: Attribution) -> bool:
        """Whether an outlet's whole content is what another source in it states."""
        return is_outlet(self._text, attribution.source) and any(
            _lies_in(inner, attribution) for inner in self._with_content
        )

    def chain(self, attribution: Attribution, source: Source) -> tuple[ChainLink, ...]:
        """The links from the article's publisher to the source, both included."""
        publisher = self._layout.article.publisher
        outlet = [ChainLink(name=publisher)] if publisher else []
        relays = [self._link(relay) for relay in self._relays(attribution)]
        wire = is_wire(self._text, attribution.source)
        last = self._link(attribution) if wire else self._originator(attribution, source)
        return (*outlet, *(link for link in relays if link.name != publisher), last)

    def _relays(self, attribution: Attribution) -> list[Attribution]:
        """Those who pass it on, the outermost first."""
        parents = [outer for outer in self._with_content if _lies_in(attribution, outer)]
        parents.sort(key=lambda outer: -_length(outer))
        return [*self._bare_in_sentence(attribution), *parents]

    def _bare_in_sentence(self, attribution: Attribution) -> list[Attribution]:
        sentences = [
            sentence.range
            for piece in attribution.content[-1:]
            for sentence in self._layout.sentences_in(Range(piece.start, piece.end))[-1:]
        ]
        own = attribution.source
        return [
            bare
            for bare in self._bare
            if bare.source and (own is None or bare.source.start != own.start)
            if any(s.start <= bare.source.start < s.end for s in sentences)
        ]

    def _passes_on(self, attribution: Attribution) -> bool:
        if attribution.source is None or attribution.cue is None:
            return False
        cue = self._text[attribution.cue.start : attribution.cue.end].casefold()
        return is_outlet(self._text, attribution.source) or cue.startswith(_PASSES_ON)

    def _link(self, attribution: Attribution) -> ChainLink:
        source = attribution.source
        return ChainLink(
            name=name_of(self._text, source) if source else "",
            span=_span(self._text, source),
            cue=_span(self._text, attribution.cue),
        )

    def _originator(self, attribution: Attribution, source: Source) -> ChainLink:
        return ChainLink(
            name=source.canonical, span=source.span, cue=_span(self._text, attribution.cue)
        )


def _span(text: str, tag: Tag | None) -> Span | None:
    return Span.of(text, tag.start, tag.end) if tag else None


def _length(attribution: Attribution) -> int:
    return sum(tag.end - tag.start for tag in attribution.content)


def _lies_in(inner: Attribution, outer: Attribution) -> bool:
    """Whether the cue or the source of one attribution stands in the content of another."""
    anchor = inner.cue or inner.source
    return (
        inner is not outer
        and anchor is not None
        and any(c.start <= anchor.start and anchor.end <= c.end for c in outer.content)
    )
