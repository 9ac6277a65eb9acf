"""One file packed with gzip: a container of one member.

A WARC whose records are packed one by one is none of these: it is read by `warc`.
"""

import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from functions.parse.containers import warc
from functions.parse.containers.base import (
    RATIO_FLOOR,
    Candidate,
    File,
    Limits,
    Member,
    Part,
    Place,
    Streamed,
)
from functions.parse.containers.gunzip import MAGIC, GzipMember
from functions.parse.containers.naming import why_bad
from functions.parse.containers.registry import most_bytes
from functions.parse.errors import (
    CorruptDocumentError,
    TooLargeDocumentError,
    TooManyMembersError,
)
from functions.parse.readers.base import Certainty, Names

_UNNAMED: Final = "unpacked"
_OTHER_ENDINGS: Final = {".tgz": ".tar"}


@dataclass(frozen=True, slots=True)
class GzipContainer:
    """A file that is packed."""

    member: Member

    def members(self, place: Place) -> Iterator[tuple[Member, Place]]:
        """The one file that is in it."""
        if not place.position:
            yield self.member, Place(1, 1)


def recognise(candidate: Candidate) -> Certainty:
    """By the first bytes, unless they are those of a WARC packed record by record."""
    is_packed = candidate.head.startswith(MAGIC) and not warc.recognise(candidate)
    return Certainty.CERTAIN if is_packed else Certainty.NO


def open_packed(candidate: Candidate, limits: Limits) -> GzipContainer:
    """Open a packed file; its member has its name, without the ending that says it is packed.

    Raises:
        TooLargeDocumentError: If it has more bytes than a container may unpack to.
    """
    candidate.file.seek(max(0, candidate.size(limits) - 4))
    length = int.from_bytes(candidate.file.read(4), "little")
    name = _name(candidate.name, limits)
    return GzipContainer(Member(name, name, length))


def read(file: File, locator: str, limits: Limits) -> Part:
    """The file, unpacked; its name is its locator.

    Raises:
        ParseError: If it is damaged, cut off or beyond a limit.
    """
    most = most_bytes(locator, limits)
    try:
        return Part(locator, _unpack(file, most, limits))
    except TooLargeDocumentError as error:
        raise TooLargeDocumentError(error.message, "Drop it unpacked.") from error
    except EOFError as error:
        raise CorruptDocumentError("The packed file is cut off.") from error
    except zlib.error as error:
        raise CorruptDocumentError("The packed file is damaged and cannot be unpacked.") from error


def _name(name: str, limits: Limits) -> str:
    path = PurePosixPath(name)
    bare = path.stem + _OTHER_ENDINGS.get(path.suffix.lower(), "")
    is_good = bare and len(bare) <= limits.name_characters and not why_bad(bare)
    return bare if is_good else _UNNAMED


def _unpack(file: File, most: int, limits: Limits) -> bytes:
    """All members of the file, one after another; zeros may fill its last block.

    Bytes that unpack to nothing take time, too: of them there may not be many more than there
    may be of what comes out, nor very many members.
    """
    size, position, held = file.seek(0, io.SEEK_END), 0, bytearray()
    for _ in range(limits.members):
        member = GzipMember(file, position)
        for chunk in member.chunks():
            held += chunk
            packed = position + member.packed
            limits.check_unpacked(packed, len(held), most)
            if packed > most + RATIO_FLOOR:
                msg = f"It has far more than {most:,} bytes, the limit, even when packed."
                raise TooLargeDocumentError(msg)
        position += member.packed
        file.seek(position)
        if position >= size or not file.read(64).strip(b"\0"):
            return bytes(held)
    msg = f"It is packed in more than {limits.members:,} pieces, the limit."
    raise TooManyMembersError(msg, "Pack it anew, as one piece.")


CONTAINER: Final = Streamed(
    "gzip",
    Names("File packed with gzip", frozenset({"gz"}), frozenset({"application/gzip"})),
    recognise,
    open_packed,
    read,
    ("more gzip members than a container may have",),
)
