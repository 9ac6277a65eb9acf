"""What an article's title reports somebody to claim; other headings report nothing.

Only forms that leave little room for error are read: "Mayor: port to close", "Port to close, says
mayor", and what the tagger's rules are sure of on that line alone ("Mayor says port will close"),
once its capitals are those of a sentence. A news agency before a colon is no claimant.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from functions.extract.engine import cues
from functions.extract.engine.attribution import Attribution, Label, Tag
from functions.extract.engine.layout import Layout
from functions.extract.engine.lexicons.countries import COUNTRY_NAMES, METONYMS
from functions.extract.engine.lexicons.headline_words import LABEL_NOUNS, TITLE_CUES
from functions.extract.engine.lexicons.outlets import OUTLETS
from functions.extract.engine.ranges import Range, trimmed, words
from functions.extract.engine.sources import UNNAMED, Resolved, Resolver
from functions.extract.engine.tagging.linking import link
from functions.extract.engine.tagging.rules import RulesTagger
from functions.extract.engine.utterances import Utterance
from functions.extract.engine.wires import is_wire_name
from schemas.article import Article, Block, BlockKind
from schemas.claim import ChainLink, Directness
from schemas.spans import Span

CONFIDENCE: Final = 0.7
"""Judged, not measured: the corpus of the rules annotates no titles."""
SURE: Final = 0.75
"""Least precision, in prose, of a rule that is believed on a title."""

_COLON: Final = re.compile(r"(?P<source>[^:,.;!?“”\"]{2,60}):\s+(?P<content>\S.*)")
_SAYS_WHO: Final = re.compile(
    rf"(?P<content>.{{8,}}),\s+(?:(?P<cue>{TITLE_CUES})\s+(?P<source>[^,:;]{{2,60}})"
    rf"|(?P<source2>[^,:;]{{2,60}})\s+(?P<cue2>{TITLE_CUES}))",
    re.IGNORECASE,
)
_TEASES: Final = re.compile(
    r"\W*(?:(?:the|these) \d|(?:something|what|why|how|this|who|where|which|when)\b)|.*:",
    re.IGNORECASE,
)
_FEWEST: Final = 3
"""Words of the shortest content after a colon."""
_LONGEST: Final = 300
"""Code points of the longest line that is read as a title."""
_LONGEST_LABEL: Final = 5
_MOSTLY: Final = 0.6
"""Share of the words of a title with a capital, from which on a capital tells nothing."""
_LONG_WORD: Final = 4


def utterances(layout: Layout, resolver: Resolver) -> list[Utterance]:
    """The utterance that the article's title reports, if it is in such a form."""
    block = next((b for b in layout.blocks if b.kind is BlockKind.HEADING and b.level == 1), None)
    if block is None or not _opens(layout, block):
        return []
    line = _line(layout, block)
    if line.end - line.start > _LONGEST:
        return []
    title = _Title(layout, resolver, line)
    found = title.with_colon() or title.says_who() or title.by_rules()
    return [found] if found else []


def _opens(layout: Layout, block: Block) -> bool:
    """Whether no prose comes before it: a later heading of the first level is no title."""
    return not any(sentence.range.start < block.start for sentence in layout.prose[:1])


def _line(layout: Layout, block: Block) -> Range:
    """The title without space at its edges, or the full stop that some put after it."""
    words_of = layout.text[block.start : block.end]
    start = block.start + len(words_of) - len(words_of.lstrip())
    return Range(start, start + len(words_of.strip().rstrip(" .;")))


@dataclass(frozen=True)
class _Title:
    """A title and the article's sources."""

    layout: Layout
    resolver: Resolver
    line: Range

    def with_colon(self) -> Utterance | None:
        """A source and a colon before what it claims."""
        match = _COLON.fullmatch(self.layout.text, *self.line)
        if match is None or not self._is_label(Range(*match.span("source"))):
            return None
        source, content = Range(*match.span("source")), Range(*match.span("content"))
        return self._utterance(source, content, None, "headline-colon")

    def says_who(self) -> Utterance | None:
        """What is claimed, a comma, and who says so."""
        match = _SAYS_WHO.fullmatch(self.layout.text, *self.line)
        if match is None:
            return None
        number = "" if match["cue"] else "2"
        source, cue = (Range(*match.span(name + number)) for name in ("source", "cue"))
        if not self._is_label(source):
            return None
        return self._utterance(source, Range(*match.span("content")), cue, "headline-says")

    def by_rules(self) -> Utterance | None:
        """What the tagger's rules find on the line alone, where they are sure."""
        tagged = self._as_sentence
        for found in link(RulesTagger(SURE).tag(tagged), tagged):
            if found.source is None or found.cue is None or len(found.content) != 1:
                continue
            tags = (found.source, found.cue, *found.content)
            source, cue, content = (self._placed(tag) for tag in tags)
            sure = min(tag.confidence for tag in tags) >= SURE
            opens = source.start == self.line.start and source.end <= cue.start
            if sure and opens and self._is_label(source) and self._tells(content):
                return self._utterance(source, content, cue, f"headline-{found.cue.rule}")
        return None

    def _tells(self, content: Range) -> bool:
        """Whether a title gives away what is said, in one clause: "the 1 thing" does not."""
        return _TEASES.match(self.layout.text, *content) is None

    def _placed(self, tag: Tag) -> Range:
        return Range(tag.start + self.line.start, tag.end + self.line.start)

    @cached_property
    def _as_sentence(self) -> Article:
        """The line as an article of its own, with the capitals of a sentence; as long as before."""
        text = self._lowered() if self._has_capitals() else self.line.of(self.layout.text)
        block = Block(kind=BlockKind.PARAGRAPH, start=0, end=len(text))
        update = {"text": text, "blocks": [block], "sections": []}
        return self.layout.article.model_copy(update=update)

    def _has_capitals(self) -> bool:
        long = [w for where in self._words() if len(w := where.of(self.layout.text)) >= _LONG_WORD]
        return len([w for w in long if w[0].isupper()]) > _MOSTLY * len(long)

    def _words(self) -> list[Range]:
        return words(self.layout.text, self.line)

    def _lowered(self) -> str:
        """Only the first word and names keep their capital."""
        text = list(self.line.of(self.layout.text))
        for where in self._words()[1:]:
            word = where.of(self.layout.text)
            lowered = word[0].lower()
            if word[1:].islower() and word not in self._names and len(lowered) == 1:
                text[where.start - self.line.start] = lowered
        return "".join(text)

    @cached_property
    def _names(self) -> frozenset[str]:
        """Words that the prose writes with a capital within a sentence."""
        text = self.layout.text
        inner = (w.of(text) for s in self.layout.prose for w in words(text, s.range)[1:])
        return frozenset(word for word in inner if word[0].isupper())

    def _is_label(self, where: Range) -> bool:
        """Whether words name a source: by a noun for one, a country, or a person of the article."""
        found = [word.of(self.layout.text) for word in words(self.layout.text, where)]
        phrase = " ".join(found).casefold().removeprefix("the ")
        if not found or len(found) > _LONGEST_LABEL or is_wire_name(" ".join(found)):
            return False
        byline = {name.casefold() for name in self.layout.article.byline}
        if phrase in OUTLETS or phrase in byline:
            return False
        is_place = phrase in COUNTRY_NAMES or phrase in METONYMS
        noun = found[-1].casefold()
        return is_place or noun in LABEL_NOUNS or self.resolver.names_person(" ".join(found))

    def _utterance(
        self, source: Range, content: Range, cue: Range | None, rule: str
    ) -> Utterance | None:
        inner = trimmed(self.layout.text, content)
        resolved = self.resolver.titled(source)
        unnamed = resolved.source.canonical == UNNAMED
        if inner is None or unnamed or not self._states(inner, _FEWEST if cue is None else 2):
            return None
        return self._built(resolved, inner, cue, self._reading(source, inner, cue), rule)

    def _states(self, content: Range, fewest: int) -> bool:
        enough = len(words(self.layout.text, content)) >= fewest
        return enough and not content.of(self.layout.text).endswith("?")

    def _reading(self, source: Range, content: Range, cue: Range | None) -> cues.Reading:
        if cue is None:
            return cues.NO_CUE
        tags = [
            Tag(*where, label, "headline", CONFIDENCE)
            for where, label in ((source, Label.SOURCE), (cue, Label.CUE), (content, Label.CONTENT))
        ]
        return cues.read(self.layout, Attribution((tags[2],), tags[0], tags[1]))

    def _built(
        self,
        resolved: Resolved,
        content: Range,
        cue: Range | None,
        reading: cues.Reading,
        rule: str,
    ) -> Utterance:
        text = self.layout.text
        span = Span.of(text, *cue) if cue else None
        return Utterance(
            content=(content,),
            source=resolved.source,
            anonymity=resolved.anonymity,
            chain=tuple(self._chain(resolved, span)),
            cue=span,
            reading=reading,
            rule=rule,
            confidence=CONFIDENCE,
            directness=Directness.HEADLINE,
            around=(cue,) if cue else (),
        )

    def _chain(self, resolved: Resolved, cue: Span | None) -> Iterator[ChainLink]:
        publisher = self.layout.article.publisher
        if publisher:
            yield ChainLink(name=publisher)
        source = resolved.source
        yield ChainLink(name=source.canonical, span=source.span, cue=cue)
