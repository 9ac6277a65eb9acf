"""What every container is: members in an order, each found again by a locator, within limits.

There are two sorts. A *streamed* one is divided over a seekable file that may be far larger than
memory, and each member is read by itself. A *whole* one is a document like others in size; it is
read at once and gives all its parts, which needs parsers that may crash or stall: so it is a pure
function, to be called wherever that does no harm.

How a format is divided lives in the modules beside this one; how the members become articles, in
`expansion`.
"""

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Final, Protocol

from functions.parse.errors import BombError, TooLargeDocumentError
from functions.parse.readers.base import Certainty, Names
from schemas.article import Notice

HEAD: Final = 64 * 1024
"""Bytes looked at to tell a container."""
RATIO_FLOOR: Final = 1024 * 1024
"""Bytes up to which nobody minds how far something was packed."""


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
    """One member that is an article, or a container that is read whole; unpacked."""
    nested_bytes: int
    """One member that is a streamed container itself, unpacked; it is held in memory."""
    ratio: int
    """Bytes that one packed byte may become. Below 1 MiB nobody minds."""
    depth: int
    """Containers that an article may lie in."""
    name_characters: int
    """Of a member's name within its container."""

    def check_unpacked(self, packed: int, unpacked: int, most: int) -> None:
        """Refuse what unpacks to more than it may.

        Raises:
            TooLargeDocumentError: If it has more bytes than `most`.
            BombError: If it has far more bytes than it has when packed.
        """
        if unpacked > most:
            msg = f"It unpacks to more than {most:,} bytes, the limit."
            raise TooLargeDocumentError(msg)
        if unpacked > max(RATIO_FLOOR, packed * self.ratio):
            msg = f"It unpacks from {packed:,} bytes to more than {unpacked - 1:,}."
            raise BombError(msg)


@dataclass(frozen=True, slots=True)
class Place:
    """Where to go on with a container. It rises with every member."""

    position: int = 0
    """In a ZIP the index of an entry, in a whole container that of a part, else a byte's offset."""
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


@dataclass(frozen=True, slots=True)
class Part:
    """One member as it was read."""

    name: str
    """That of its member; empty where the locator alone finds it."""
    body: bytes = field(repr=False)
    content_type: str | None = None
    url: str | None = None
    """Address that it was fetched from."""
    fetched: str | None = None
    """ISO 8601 date and time at which it was, in UTC."""
    notices: tuple[Notice, ...] = ()
    """What a reader of the article has to know of how it was taken out."""
    fault: str | None = None
    """Why it is broken within its container, in one sentence; such a part has no body."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file that may be a container: its beginning, its name and its content type."""

    file: File
    name: str
    """The last part of its key or path."""
    media_type: str
    """In lower case, without parameters."""
    head: bytes = field(repr=False)
    """The first 64 KiB."""

    @classmethod
    def of(cls, file: File, name: str, content_type: str | None = None) -> "Candidate":
        """A file under a name, of which the beginning is read."""
        file.seek(0)
        media_type = (content_type or "").partition(";")[0].strip().lower()
        return cls(file, PurePosixPath(name).name, media_type, file.read(HEAD))

    def size(self, limits: Limits, called: str = "file", remedy: str | None = None) -> int:
        """Bytes of the file, as one that is streamed.

        Raises:
            TooLargeDocumentError: If it has more than all members of a container may have.
        """
        size = self.file.seek(0, io.SEEK_END)
        if size > limits.total_bytes:
            msg = f"The {called} has {size:,} bytes; the limit is {limits.total_bytes:,}."
            raise TooLargeDocumentError(msg, remedy)
        return size

    @property
    def extension(self) -> str:
        """The ending of the name in lower case, without its dot."""
        return ending(self.name)


class Opened(Protocol):
    """An opened container."""

    def members(self, place: Place) -> Iterator[tuple[Member | None, Place]]:
        """The members from a place on, in order, each with the place behind it.

        Without a member, a place is only one to rest at, after much that was passed over.

        Raises:
            ParseError: If the container is broken there.
        """


@dataclass(frozen=True, slots=True)
class Streamed:
    """A format of containers that are read bit by bit."""

    kind: str
    """Stands in the locators of members, which are stored: never to be changed."""
    names: Names
    recognise: Callable[[Candidate], Certainty]
    """By the head; name and content type are second evidence."""
    open: Callable[[Candidate, Limits], Opened]
    """Raises a ParseError if the container is broken or beyond a limit as a whole."""
    read: Callable[[File, str, Limits], Part]
    """The member at a locator; raises a ParseError if that is broken or beyond a limit."""
    limits: tuple[str, ...] = ()
    """What is refused beside what all containers refuse, each in a few words."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A format of containers that are read at once, within the limit of a document."""

    kind: str
    """Stands in the locators of members, which are stored: never to be changed."""
    names: Names
    recognise: Callable[[Candidate], Certainty]
    """By the head; name and content type are second evidence."""
    divide: Callable[[bytes, Limits], Sequence[Part]]
    """All parts under unique names, the same for the same bytes; pure; raises a ParseError."""
    limits: tuple[str, ...] = ()
    """What is refused beside what all containers refuse, each in a few words."""


Container = Streamed | Whole


def ending(name: str) -> str:
    """The ending of a name in lower case, without its dot."""
    return PurePosixPath(name).suffix.lower().removeprefix(".")
