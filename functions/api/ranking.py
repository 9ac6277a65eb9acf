"""Claims by how much they are worth a fact-checker's time, within a window of articles. Pure.

Every page looks at its whole window again, and goes on behind the claim that the page before ended
with. A claim keeps its place as long as its revision does.
"""

from collections.abc import Iterable
from typing import Annotated, NamedTuple

from pydantic import Field, TypeAdapter

from functions.api.cursor import Spelled
from functions.api.listings import Hit

WINDOW = 500
"""Articles whose claims are ranked together."""


class Rank(NamedTuple):
    """Where a page of ranked claims ended."""

    start: Spelled
    """The window's articles come behind this place of the list."""
    worth: Annotated[float, Field(ge=0, le=1)]
    """Of the last claim that was seen, like the two below."""
    spot: Spelled
    last: Annotated[int, Field(ge=-1)]

    def is_behind(self, hit: Hit) -> bool:
        """Whether a claim comes later."""
        if hit.worth != self.worth:
            return hit.worth < self.worth
        if hit.spot.order != self.spot:
            return hit.spot.order < self.spot
        return hit.index > self.last


RANK: TypeAdapter[Rank] = TypeAdapter(Rank)


def first(start: str) -> Rank:
    """The place before all claims of a window."""
    return Rank(start, 1.0, start, -1)


def ranked(hits: Iterable[Hit]) -> list[Hit]:
    """Claims in the order of their worth; those of equal worth stay in the order of the list."""
    return sorted(hits, key=lambda hit: -hit.worth)
