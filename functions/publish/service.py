"""What `publish` does with a batch of changes, over a bus that is passed in.

Knows nothing of AWS. Which change is worth an announcement is decided in `derivation`.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final, Protocol

from functions.publish.derivation import announcement_of
from functions.publish.rows import RowChange
from functions.shared.leftovers import send_until_taken
from schemas.announcements import Announcement

PUT_BATCH: Final = 10
"""Announcements in one request."""
ATTEMPTS: Final = 5
"""Times that what a request left over is sent: 1.5 seconds at most."""


class Bus(Protocol):
    """The event bus, as the service needs it."""

    def put(self, announcements: Sequence[Announcement]) -> list[int]:
        """Put up to ten announcements on the bus; the positions of those that it did not take."""


@dataclass(frozen=True, slots=True)
class Told:
    """What has become of a batch of changes."""

    announced: int
    again_from: str | None = None
    """Sequence number of the first change that has to come again, with all after it."""


@dataclass(frozen=True, slots=True)
class _Due:
    """A change that is to be announced."""

    sequence_number: str
    announcement: Announcement


@dataclass(frozen=True)
class PublishService:
    """Announces changes."""

    bus: Bus
    sleep: Callable[[float], None] = time.sleep

    def publish(self, changes: Iterable[RowChange]) -> Told:
        """Announce a batch of changes, in its order but for those that had to be sent again."""
        announced = 0
        for batch in _batches(changes):
            left = self._put(batch)
            announced += len(batch) - len(left)
            if left:
                # What comes after it comes again too, and need not be sent now.
                return Told(announced, left[0].sequence_number)
        return Told(announced)

    def _put(self, batch: list[_Due]) -> list[_Due]:
        """Put a batch on the bus, and again what it left over; returns what it never took."""
        return send_until_taken(batch, self._put_once, ATTEMPTS, self.sleep)

    def _put_once(self, batch: list[_Due]) -> list[_Due]:
        refused = self.bus.put([due.announcement for due in batch])
        return [batch[position] for position in refused]


def _batches(changes: Iterable[RowChange]) -> Iterator[list[_Due]]:
    """What is to be announced, in batches that the bus takes."""
    announced = (
        (change.sequence_number, announcement_of(change.before, change.after)) for change in changes
    )
    due = (_Due(number, announcement) for number, announcement in announced if announcement)
    while batch := list(islice(due, PUT_BATCH)):
        yield batch
