"""An attribution as the rules find it: units of a frame, and the tags that these make."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from functions.extract.engine.attribution import Label, Tag
from functions.extract.engine.tagging.governed import narrowed
from functions.extract.engine.tagging.precision import precision_of
from functions.extract.engine.tagging.subjects import Range
from functions.extract.engine.tagging.units import Frame

SHORTEST: Final = 2
"""Units of the shortest content that is no quotation."""


@dataclass(frozen=True, slots=True)
class Found:
    """One attribution as units of a frame."""

    rule: str
    cue: Range | None = None
    source: Range | None = None
    content: tuple[Range, ...] = ()

    @property
    def parts(self) -> list[Range]:
        """Everything it consists of."""
        return [part for part in (self.cue, self.source, *self.content) if part]


def whole(frame: Frame) -> Range:
    """All of a frame but the punctuation at its margins."""
    return narrowed(frame, 0, len(frame.units))


def tags_of(frame: Frame, found: Found) -> Iterator[Tag]:
    """The tags of what was found in a frame, as sure as its rule."""
    confidence = precision_of(found.rule)
    labelled = [(Label.CUE, found.cue), (Label.SOURCE, found.source)]
    labelled.extend((Label.CONTENT, piece) for piece in found.content)
    for label, units in labelled:
        if units:
            start, end = frame.units[units[0]].start, frame.units[units[1] - 1].end
            yield Tag(start, end, label, found.rule, confidence)
