"""The attribution chain: from the outlet over those who pass a statement on to its originator.

A news agency is never the claimant: where the article names nobody behind it, the source is
unnamed and the agency is a link of the chain.
"""

import re
from collections.abc import Sequence
from typing import Final

from functions.extract.engine import relays
from functions.extract.engine.attribution import Attribution, Tag
from functions.extract.engine.layout import Layout
from functions.extract.engine.ranges import Placed, Range
from functions.extract.engine.wires import Wires, name_of
from schemas.claim import ChainLink, Source
from schemas.spans import Span

_HEARD: Final = re.compile(r"\bhea(?:rd|rs)\b", re.IGNORECASE)
_NEAR: Final = 300
"""Code points around a cue in which an outlet passes on what it says."""
_CITING: Final = ("citing", "quoting")
_PASSES_ON: Final = ("according to", *_CITING, "cited by", "as reported by", "via")


class Chains:
    """The relays of one article, by the attribution whose content they pass on."""

    def __init__(self, layout: Layout, attributions: Sequence[Attribution]) -> None:
        self._layout = layout
        self._text = layout.text
        self._wires = Wires(layout, attributions)
        self._outlets: dict[Range, Placed[tuple[str, Range]]] = {}
        self._with_content = [a for a in attributions if a.content]
        self._bare = [a for a in attributions if not a.content and self._passes_on(a)]
        self._anchors = Placed((at, a) for a in self._with_content if (at := _anchor(a)))
        self._pieces = Placed((tag.range, a) for a in self._with_content for tag in a.content)

    def only_passes_on(self, attribution: Attribution) -> bool:
        """Whether its source states nothing itself: a news agency, or a court that heard it."""
        cue = attribution.cue
        hears = cue is not None and _HEARD.search(self._text, cue.start, cue.end) is not None
        return hears or self._wires.is_wire(attribution.source)

    def cited(self, attribution: Attribution) -> Tag | None:
        """Whom an outlet cites for its content: “Reuters reported …, citing two officials”."""
        if not self._wires.is_outlet(attribution.source):
            return None
        near = (bare for bare in self._bare_in_sentence(attribution) if self._is_citing(bare))
        return next((bare.source for bare in near), None)

    def _is_citing(self, attribution: Attribution) -> bool:
        cue = attribution.cue
        return cue is not None and self._text[cue.start : cue.end].casefold() in _CITING

    def is_relay(self, attribution: Attribution) -> bool:
        """Whether an outlet's whole content is what another source in it states."""
        return self._wires.is_outlet(attribution.source) and any(
            at.end <= tag.end and inner is not attribution
            for tag in attribution.content
            for at, inner in self._anchors.between(tag.start, tag.end)
        )

    def chain(self, attribution: Attribution, source: Source) -> tuple[ChainLink, ...]:
        """The links from the article's publisher to the source, both included."""
        publisher = self._layout.article.publisher
        outlet = [ChainLink(name=publisher)] if publisher else []
        passed = [self._link(relay) for relay in self._relays(attribution)]
        passed += self._named_relays(attribution, passed)
        if self.cited(attribution):
            passed.append(self._link(attribution))
            last = self._originator(attribution, source)
        elif self.only_passes_on(attribution):
            last = self._link(attribution)
        else:
            last = self._originator(attribution, source)
        return (*outlet, *(link for link in passed if link.name != publisher), last)

    def _named_relays(
        self, attribution: Attribution, known: Sequence[ChainLink]
    ) -> list[ChainLink]:
        """Outlets that the sentence of the cue names as passing it on, and nobody tagged."""
        anchor = _anchor(attribution)
        sentence = self._layout.sentence_at(anchor.start) if anchor else None
        if anchor is None or sentence is None or self._wires.is_outlet(attribution.source):
            return []
        names = {link.name for link in known}
        own = attribution.source
        near = self._outlets_in(sentence.range).between(anchor.start - _NEAR, anchor.end + _NEAR)
        return [
            ChainLink(name=name, span=Span.of(self._text, *where), cue=Span.of(self._text, *cue))
            for where, (name, cue) in sorted(near, key=self._is_inner)
            if name not in names and not (own and where.overlaps(Range(own.start, own.end)))
            if not _is_publisher(name, self._layout.article.publisher)
            if not any(tag.start <= where.start < tag.end for tag in attribution.content)
        ]

    def _is_inner(self, found: tuple[Range, tuple[str, Range]]) -> bool:
        """Whether an outlet stands closer to the source than one that carries its report."""
        _, (_, cue) = found
        return not relays.carries(cue.of(self._text))

    def _outlets_in(self, sentence: Range) -> Placed[tuple[str, Range]]:
        """The outlets that a sentence names, with the words of their cues."""
        if sentence not in self._outlets:
            found = relays.named(self._text, sentence, self._wires.is_wire_called)
            self._outlets[sentence] = Placed((where, (name, cue)) for name, where, cue in found)
        return self._outlets[sentence]

    def _relays(self, attribution: Attribution) -> list[Attribution]:
        """Those who pass it on, the outermost first."""
        bare = [bare for bare in self._bare_in_sentence(attribution) if not self._is_citing(bare)]
        parent = self._parent(attribution)
        return [*bare, parent] if parent else bare

    def _parent(self, attribution: Attribution) -> Attribution | None:
        """The attribution in whose content this one stands; contents never overlap."""
        anchor = _anchor(attribution)
        held = self._pieces.last_from(anchor.start) if anchor else None
        if anchor is None or held is None:
            return None
        piece, outer = held
        return outer if outer is not attribution and piece.covers(anchor) else None

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
        cue = " ".join(self._text[attribution.cue.start : attribution.cue.end].casefold().split())
        return self._wires.is_outlet(attribution.source) or cue.startswith(_PASSES_ON)

    def _link(self, attribution: Attribution) -> ChainLink:
        source = attribution.source
        words = name_of(self._text, source) if source else ""
        name = self._wires.name(source) or relays.name_of_outlet(words) or words
        return ChainLink(
            name=name,
            span=_span(self._text, source),
            cue=_span(self._text, attribution.cue),
        )

    def _originator(self, attribution: Attribution, source: Source) -> ChainLink:
        return ChainLink(
            name=source.canonical, span=source.span, cue=_span(self._text, attribution.cue)
        )


def _span(text: str, tag: Tag | None) -> Span | None:
    return Span.of(text, tag.start, tag.end) if tag else None


def _is_publisher(name: str, publisher: str | None) -> bool:
    """Whether an outlet is the article’s own, by its name or the end of it."""
    full = (publisher or "").casefold().removeprefix("the ")
    return full == name.casefold() or full.endswith(f" {name.casefold()}")


def _anchor(attribution: Attribution) -> Range | None:
    return attribution.anchor.range if attribution.anchor else None
