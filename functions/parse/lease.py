"""The right to work on an event, or why there is none. How it is won lives in `store`."""

from dataclasses import dataclass
from enum import StrEnum

from schemas.events import ObjectEvent
from schemas.table import article_prefix


class Refusal(StrEnum):
    """Why an event is not to be worked on."""

    STALE = "stale"
    """A later event of the same key has been seen."""
    DUPLICATE = "duplicate"
    """This event has been dealt with."""
    PENDING = "pending"
    """Parsed, and perhaps the message to `extract` was never sent."""
    EXPANDING = "expanding"
    """A container that is being divided, and perhaps the message to go on was never sent."""
    FAILED = "failed"
    """Failed, and perhaps its earlier claims were never retracted."""
    BUSY = "busy"
    """Another run holds the lease."""


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to parse one version of one object or member."""

    event: ObjectEvent
    run: int
    was_divided: bool = False
    """Whether the object has been a container before."""
    erased: str | None = None
    """When what the key held before was erased, if nothing has come of it since."""

    @property
    def prefix(self) -> str:
        """Key prefix of the files that this run writes."""
        return article_prefix(self.event.article_id, self.run)


@dataclass(frozen=True, slots=True)
class Refused:
    """The event is not to be worked on; `run` is the run that has dealt with it."""

    refusal: Refusal
    run: int = 0
