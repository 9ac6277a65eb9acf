"""What every container is: members in an order, each found again by a locator, within limits.

How a format is divided lives in the modules beside this one; how the members become articles, in
`expansion`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final, Protocol

CONTAINER_ENDINGS: Final = frozenset({"zip", "jsonl", "ndjson", "jsonlines"})
"""Endings of names that containers usually have, in lower case."""


class File(Protocol):
    """A seekable binary file, as far as containers need one."""

    def seek(self, offset: int, whence: int = 0, /) -> int: ...  # noqa: D102
    def read(self, size: int = -1, /) -> bytes: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a container may hold. Whatever breaks one ends as a failure record."""

    members: int
    """Of one container, not counting those of containers in it."""
    total_bytes: int
    """All members of one container together, unpacked."""
    member_bytes: int
    """One member that is an article, unpacked."""
    nested_bytes: int
    """One member that is a container itself, unpacked; it is held in memory."""
    ratio: int
    """Bytes that one packed byte may become. Below 1 MiB nobody minds."""
    depth: int
    """Containers that an article may lie in."""
    name_characters: int
    """Of a member's name within its container."""

    def bytes_of(self, name: str) -> int:
        """Bytes that a member of this name may have."""
        return self.nested_bytes if ending(name) in CONTAINER_ENDINGS else self.member_bytes


@dataclass(frozen=True, slots=True)
class Place:
    """Where to go on with a container."""

    position: int = 0
    """In a ZIP the index of an entry, in JSON Lines the offset of a byte."""
    number: int = 0
    """Entries passed so far, whether or not they were members."""


@dataclass(frozen=True, slots=True)
class Member:
    """One thing in a container that ought to be an article, or a container itself."""

    name: str
    """Unique in its container, and the same on every run."""
    locator: str
    """Finds it again without reading the others."""
    size: int
    """Bytes, as the container says."""


class Container(Protocol):
    """An opened container."""

    def members(self, place: Place) -> Iterator[tuple[Member, Place]]:
        """The members from a place on, in order, each with the place behind it.

        Raises:
            ParseError: If the container is broken there.
        """


class Format(Protocol):
    """A format of containers."""

    def open(self, file: File, limits: Limits) -> Container:
        """Open a container.

        Raises:
            ParseError: If it is broken or beyond a limit as a whole.
        """

    def read(self, file: File, locator: str, limits: Limits) -> bytes:
        """One member, unpacked.

        Raises:
            ParseError: If this member is broken, encrypted or beyond a limit.
        """


def ending(name: str) -> str:
    """The ending of a name in lower case, without its dot."""
    return PurePosixPath(name).suffix.lower().removeprefix(".")
