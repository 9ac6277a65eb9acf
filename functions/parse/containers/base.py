"""What every container is: members in an order, each found again by a locator, within limits.

A format is *streamed*, divided where the file lies however large it is, or *whole*, read as one
document of which the parts are taken: the parsers that this needs run where documents are read.
How a format is divided lives in the modules beside this one; how the members become articles, in
`expansion`.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final, Protocol

from functions.parse.names import Names

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


@dataclass(frozen=True, slots=True)
class Part:
    """A member taken out of its container."""

    body: bytes
    name: str = ""
    """Of a whole container's: unique in it, and the same on every run."""
    content_type: str | None = None
    """As the container says, or knows."""
    url: str | None = None
    """Address that it was fetched from, where the container says so."""
    fetched: str | None = None
    """ISO 8601 date and time at which it was, in UTC."""


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What a format sees of a file to recognise it."""

    file: File
    head: bytes
    """Its first bytes."""
    ending: str
    """Of its name, in lower case, without the dot."""
    media_type: str


@dataclass(frozen=True, slots=True)
class Streamed:
    """A format that is divided where the file lies. Nothing but pure Python touches it."""

    name: str
    """Stands in the locators of members, so that it may never change."""
    names: Names
    recognise: Callable[[Glimpse], bool]
    open: Callable[[File, Limits], Container]
    """Raises a ParseError if it is broken or beyond a limit as a whole."""
    read: Callable[[File, str, Limits], Part]
    """The member of a locator; raises a ParseError if it is broken or beyond a limit."""
    limits: tuple[str, ...] = ()
    """Beside those that all containers have, one in a few words each."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A format whose files are documents in size: read as one, and divided in the sandbox."""

    name: str
    """Stands in the locators of members, so that it may never change."""
    names: Names
    recognise: Callable[[Glimpse], bool]
    divide: Callable[[bytes, Limits], Sequence[Part]]
    """The parts in their order; raises a ParseError if it is broken or beyond a limit."""
    limits: tuple[str, ...] = ()


Format = Streamed | Whole


def ending(name: str) -> str:
    """The ending of a name in lower case, without its dot."""
    return PurePosixPath(name).suffix.lower().removeprefix(".")
