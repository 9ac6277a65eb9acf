"""Whole containers, divided: who does it is passed in, and the last divisions are kept.

Each member of such a container is read by dividing it again. A feed of a thousand items would so
be parsed a thousand times, if a warm process did not remember what it has just divided.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

from functions.parse.containers import Limits, Member, Part, Place, Whole
from functions.parse.containers.registry import container
from functions.parse.errors import CorruptDocumentError, TooManyMembersError

KEPT: Final = 2
"""Divisions held at a time: of a mail, and of a mail in it."""
Identity = tuple[str | None, ...]
"""What tells the content of one container from any other's: its version, and the way to it."""


class Divider(Protocol):
    """Divides whole containers, wherever that does no harm."""

    def parts(self, kind: str, body: bytes) -> Sequence[Part]:
        """All parts of a container of a kind.

        Raises:
            ParseError: If it is broken or beyond a limit, or dividing it breaks one.
        """


def divided(kind: str, body: bytes, limits: Limits) -> Sequence[Part]:
    """All parts of a whole container.

    Raises:
        ParseError: If it is broken or beyond a limit.
    """
    format_ = container(kind)
    if not isinstance(format_, Whole):
        raise TypeError(kind)
    parts = format_.divide(body, limits)
    if len(parts) > limits.members:
        msg = f"The container has {len(parts):,} members; the limit is {limits.members:,}."
        raise TooManyMembersError(msg)
    return parts


@dataclass(frozen=True, slots=True)
class WholeContainer:
    """A container that was divided at once."""

    parts: Sequence[Part]

    def members(self, place: Place) -> Iterator[tuple[Member, Place]]:
        """The members from the part of an index on; each is found again by its name."""
        for index in range(place.position, len(self.parts)):
            part = self.parts[index]
            yield Member(part.name, part.name, len(part.body)), Place(index + 1, index + 1)

    def part(self, name: str) -> Part:
        """The part of a name.

        Raises:
            CorruptDocumentError: If it is broken, or there is none, as after a change of this code.
        """
        for part in self.parts:
            if part.name == name:
                if part.fault is not None:
                    raise CorruptDocumentError(part.fault)
                return part
        raise CorruptDocumentError("The container no longer holds this member.")


@dataclass(frozen=True, slots=True)
class Divisions:
    """What whole containers were divided into."""

    divider: Divider
    _kept: OrderedDict[Identity, WholeContainer] = field(default_factory=OrderedDict)

    def of(self, identity: Identity, kind: str, read: Callable[[], bytes]) -> WholeContainer:
        """The division of a container, which is read only if it is not remembered.

        Raises:
            ParseError: If it is broken or beyond a limit.
        """
        key = (*identity, kind)
        if key not in self._kept:
            self._kept[key] = WholeContainer(self.divider.parts(kind, read()))
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        return self._kept[key]
