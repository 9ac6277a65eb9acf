"""A relation between two claims by their places, before it becomes part of a record."""

from typing import NamedTuple

from schemas.claim import RelationType


class Link(NamedTuple):
    """From one claim to another, by their indexes among the claims of the article."""

    source: int
    target: int
    type: RelationType
    confidence: float
    """Judged, not measured, as for all relations: 0.8 where words or a cue say it, 0.5 where only
    the place does."""
