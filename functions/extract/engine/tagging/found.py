"""An attribution as the rules find it: units of a frame, before it becomes tags."""

from dataclasses import dataclass
from typing import Final

from functions.extract.engine.tagging.governed import narrowed
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
