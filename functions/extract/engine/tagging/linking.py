"""Joins source, cue and content spans into attributions, from the spans alone.

Where the spans come from does not matter: the linker knows no tagger.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from functions.extract.engine.attribution import Attribution, Label, Tag
from functions.extract.engine.tagging.prose import prose_runs
from functions.extract.engine.tagging.units import frames
from schemas.article import Article

_IMPERSONAL: Final = re.compile(
    r"(?:ha[sd] been |have been )?(?:is|are|was|were|be|been)\b(?! \w*ing\b)|it\b"
    r"|(?:seem|appear)(?:s|ed|ing)?\b|reportedly|allegedly|supposedly|purportedly",
    re.IGNORECASE,
)
"""Cues that take over no speaker: the passive, and adverbs of hearsay."""

_NEIGHBOURS: Final = 4
"""Tags of the wanted label that are looked at on either side."""

# Costs are counted in code points; a penalty is the distance that the crossing is worth.
_CROSSED_CUE: Final = 100.0
_CROSSED_CONTENT: Final = 20.0
_CROSSED_SOURCE: Final = 12.0
_OTHER_SENTENCE: Final = 80.0
_OTHER_RULE: Final = 60.0
_OTHER_PARAGRAPH: Final = 240.0
_TOO_FAR: Final = 400.0
_CLOSE: Final = 100.0
"""A source that costs more is not a cue's own."""
_BREAK: Final = 4
"""Code points between paragraphs that go on with one another."""
_GAP: Final = 40.0
"""A gap counts in full up to here, and a tenth of what is beyond."""


@dataclass(slots=True)
class _Layout:
    """The sentence and the paragraph of every place in the article."""

    starts: list[int] = field(default_factory=list)
    paragraphs: list[int] = field(default_factory=list)
    resumed: set[int] = field(default_factory=set)
    """Sentences that begin with a quotation that the paragraph before left open."""

    def sentence(self, position: int) -> int:
        return bisect_right(self.starts, position) - 1

    def paragraph(self, position: int) -> int:
        sentence = self.sentence(position)
        return self.paragraphs[sentence] if sentence >= 0 else -1


@dataclass(slots=True)
class _Tags:
    """The tags in the order of the text, and the same by label."""

    every: list[Tag]
    starts: list[int]
    by_label: dict[Label, list[Tag]]

    def near(self, label: Label, tag: Tag) -> list[Tag]:
        """The closest tags of a label on either side."""
        tags = self.by_label[label]
        at = bisect_left(tags, tag.start, key=lambda other: other.start)
        return tags[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS]

    def between(self, one: Tag, other: Tag) -> Iterator[Tag]:
        """The tags that lie between two."""
        first, last = (one, other) if one.start <= other.start else (other, one)
        low = bisect_left(self.starts, first.end)
        high = bisect_left(self.starts, last.start)
        within = (self.every[at] for at in range(low, high))
        return (tag for tag in within if tag.end <= last.start)


def link(tags: Sequence[Tag], article: Article) -> list[Attribution]:
    """The attributions that the tags make up, in the order of their first tag.

    Content goes to the nearest cue, counting what lies between; a cue without a source of its own
    takes over the earlier one in its sentence; content that reopens a quotation goes on with the
    content before. A source and a cue without content make an attribution without content: the
    outlet that passes on another's words.
    """
    layout = _layout(article)
    ordered = sorted(set(tags))
    by_label = {label: [tag for tag in ordered if tag.label is label] for label in Label}
    known = _Tags(ordered, [tag.start for tag in ordered], by_label)
    sources = _sources(known, layout, article.text)
    contents = _contents(known, layout)
    found = [
        Attribution(tuple(contents.get(cue, ())), sources.get(cue), cue)
        for cue in known.by_label[Label.CUE]
    ]
    found = [item for item in found if item.content or item.source]
    found.extend(Attribution((piece,)) for piece in contents.get(None, ()))
    return sorted(found, key=_first)


def _first(attribution: Attribution) -> int:
    return min(tag.start for tag in attribution.tags)


def _layout(article: Article) -> _Layout:
    layout = _Layout()
    for run in prose_runs(article):
        base = layout.paragraphs[-1] + 1 if layout.paragraphs else 0
        open_groups: set[int] = set()
        for paragraph, sentences in groupby(
            frames(article.text, run), key=lambda frame: frame.paragraph
        ):
            for frame in sentences:
                if frame.quotation_groups & open_groups:
                    layout.resumed.add(len(layout.starts))
                layout.starts.append(frame.start)
                layout.paragraphs.append(base + paragraph)
                open_groups |= frame.quotation_groups
    return layout


def _cost(known: _Tags, layout: _Layout, one: Tag, other: Tag) -> float:
    """How badly two tags go together."""
    gap = max(0, other.start - one.end, one.start - other.end)
    cost = min(gap, _GAP) + max(0.0, gap - _GAP) / 10
    for tag in known.between(one, other):
        cost += _CROSSING[tag.label]
        if cost > _TOO_FAR:
            return cost
    cost += _OTHER_SENTENCE * (layout.sentence(one.start) != layout.sentence(other.start))
    return cost + _OTHER_PARAGRAPH * (layout.paragraph(one.start) != layout.paragraph(other.start))


_CROSSING: Final = {
    Label.CUE: _CROSSED_CUE,
    Label.CONTENT: _CROSSED_CONTENT,
    Label.SOURCE: _CROSSED_SOURCE,
}


def _sources(known: _Tags, layout: _Layout, text: str) -> dict[Tag, Tag]:
    """For each cue its source: the closest pairs first, then what is taken over."""
    pairs = sorted(
        (_cost(known, layout, cue, source), cue, source)
        for cue in known.by_label[Label.CUE]
        for source in known.near(Label.SOURCE, cue)
        if layout.sentence(cue.start) == layout.sentence(source.start)
    )
    own: dict[Tag, Tag] = {}
    taken: set[Tag] = set()
    for cost, cue, source in pairs:
        if cost < _CLOSE and cue not in own and source not in taken:
            own[cue] = source
            taken.add(source)
    orphans = [
        cue
        for cue in known.by_label[Label.CUE]
        if cue not in own and not _IMPERSONAL.match(text, cue.start, cue.end)
    ]
    taken_over = ((cue, _inherited(known, layout, cue)) for cue in orphans)
    return own | {cue: source for cue, source in taken_over if source}


def _inherited(known: _Tags, layout: _Layout, cue: Tag) -> Tag | None:
    """The nearest earlier source in the sentence."""
    sentence = layout.sentence(cue.start)
    earlier = [
        source
        for source in known.near(Label.SOURCE, cue)
        if source.start < cue.start and layout.sentence(source.start) == sentence
    ]
    return earlier[-1] if earlier else None


def _contents(known: _Tags, layout: _Layout) -> dict[Tag | None, list[Tag]]:
    """For each cue its pieces of content, in order; under None what has no cue."""
    found: dict[Tag | None, list[Tag]] = {}
    before: tuple[Tag, Tag | None] | None = None
    for piece in known.by_label[Label.CONTENT]:
        goes_on = before is not None and _goes_on(known, layout, before[0], piece)
        cue = before[1] if before and goes_on else _nearest_cue(known, layout, piece)
        found.setdefault(cue, []).append(piece)
        before = piece, cue
    return found


def _goes_on(known: _Tags, layout: _Layout, before: Tag, piece: Tag) -> bool:
    """Whether content reopens a quotation, or fills a paragraph after one that it ends."""
    if layout.sentence(piece.start) in layout.resumed:
        return True
    paragraph = layout.paragraph(piece.start)
    if not layout.paragraph(before.start) < paragraph or any(known.between(before, piece)):
        return False
    cues = (layout.paragraph(cue.start) for cue in known.near(Label.CUE, piece))
    return piece.start - before.end <= _BREAK and paragraph not in cues


def _estrangement(layout: _Layout, piece: Tag, cue: Tag) -> float:
    """What it costs to link what different rules found in a sentence: one finds both ends."""
    same_sentence = layout.sentence(piece.start) == layout.sentence(cue.start)
    return _OTHER_RULE if same_sentence and piece.rule != cue.rule else 0.0


def _nearest_cue(known: _Tags, layout: _Layout, piece: Tag) -> Tag | None:
    costs = [
        (_cost(known, layout, piece, cue) + _estrangement(layout, piece, cue), cue)
        for cue in known.near(Label.CUE, piece)
    ]
    cost, cue = min(costs) if costs else (_TOO_FAR, None)
    return cue if cost < _TOO_FAR else None
