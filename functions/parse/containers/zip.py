"""ZIP archives: their members, unpacked one at a time as a stream.

What is no article by its kind is passed over: folders, the resource forks of macOS and what file
managers leave behind. The directory is read by `directory`.
"""

import bz2
import struct
import zlib
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import Final

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
from functions.parse.containers.directory import (
    Entry,
    entries_of,
    entry_at,
    find_directory,
    packed,
)
from functions.parse.containers.naming import unused, why_bad
from functions.parse.containers.registry import most_bytes
from functions.parse.errors import (
    BadNameError,
    BombError,
    CorruptDocumentError,
    EmptyDocumentError,
    EncryptedError,
    TooLargeDocumentError,
    UnsupportedDocumentError,
)
from functions.parse.readers.base import Certainty, Names

_MAGICS: Final = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08PK\x03\x04", b"PK00PK\x03\x04")
"""Of an archive, an empty one, and one that was to be split."""
_LOCAL: Final = struct.Struct("<4s5H3L2H")
_LOCAL_MAGIC: Final = b"PK\x03\x04"
_CHUNK: Final = 64 * 1024
_LEFTOVERS: Final = frozenset({".ds_store", "thumbs.db", "desktop.ini"})


class ZipContainer:
    """An opened archive whose members may be taken out."""

    def __init__(self, entries: list[Entry], shift: int) -> None:
        self._entries = entries
        self._shift = shift

    def members(self, place: Place) -> Iterator[tuple[Member, Place]]:
        """The members from the entry of an index on."""
        names: set[str] = set()
        for index, entry in enumerate(self._entries):
            if _is_passed_over(entry):
                continue
            # Names are made from the first entry on: which are taken depends on those before.
            name = unused(_member_name(entry, index), names)
            names.add(name)
            if index >= place.position:
                locator = f"{entry.offset}:{self._shift}"
                yield Member(name, locator, entry.size), Place(index + 1, index + 1)


def recognise(candidate: Candidate) -> Certainty:
    """By the first bytes, whatever it is called; a document that only happens to be one is none."""
    is_archive = candidate.head.startswith(_MAGICS) and packed(candidate.file) is None
    return Certainty.CERTAIN if is_archive else Certainty.NO


def open_archive(candidate: Candidate, limits: Limits) -> ZipContainer:
    """Open an archive.

    Raises:
        ParseError: If it is empty, cut off, damaged, has too many entries, unpacks to too
            much, or has entries that share their bytes.
    """
    directory = find_directory(candidate.file, limits.members)
    entries = list(entries_of(candidate.file, directory))
    if all(map(_is_passed_over, entries)):
        raise EmptyDocumentError("The ZIP archive is empty.")
    _refuse_shared_bytes(entries, directory.start)
    total = sum(entry.size for entry in entries)
    if total > limits.total_bytes:
        msg = f"The ZIP archive unpacks to {total:,} bytes; the limit is {limits.total_bytes:,}."
        raise TooLargeDocumentError(msg)
    return ZipContainer(entries, directory.shift)


def read(file: File, locator: str, limits: Limits) -> Part:
    """One member, unpacked.

    Raises:
        ParseError: If it is encrypted, a link, damaged, beyond a limit, or has a bad name.
    """
    offset, shift = map(int, locator.split(":"))
    entry = entry_at(file, offset, shift)
    _check(entry, limits)
    return Part(entry.name or "", _unpack(file, entry))


def _is_passed_over(entry: Entry) -> bool:
    if entry.name is None:
        return False
    parts = entry.name.lower().split("/")
    is_fork = parts[0] == "__macosx" or parts[-1].startswith("._")
    return entry.is_folder or is_fork or parts[-1] in _LEFTOVERS


def _member_name(entry: Entry, index: int) -> str:
    """The entry's own name, or one from its index if that cannot be one of a path."""
    if entry.name and why_bad(entry.name) is None:
        return entry.name
    return f"member-{index:07d}"


def _refuse_shared_bytes(entries: Iterable[Entry], end: int) -> None:
    """Refuse entries that overlap: a way to unpack the same bytes over and over.

    https://www.bamsoftware.com/hacks/zipbomb/

    Raises:
        BombError: If two do.
        CorruptDocumentError: If one reaches beyond the archive.
    """
    spans = sorted((entry.header, entry.header + _LOCAL.size + entry.packed) for entry in entries)
    if spans[-1][1] > end:
        raise CorruptDocumentError("The ZIP archive is cut off: its members reach beyond it.")
    if any(before[1] > after[0] for before, after in pairwise(spans)):
        raise BombError("Members of the ZIP archive share their bytes.")


def _check(entry: Entry, limits: Limits) -> None:
    _check_name(entry.name, limits)
    if entry.is_encrypted:
        raise EncryptedError("The member is encrypted.")
    if entry.is_link:
        raise UnsupportedDocumentError("The member is a link, not a file.")
    if entry.method not in _METHODS:
        msg = f"The member is packed in a way that is not read (ZIP method {entry.method})."
        raise UnsupportedDocumentError(msg, "Pack it with the usual method (Deflate).")
    limit = most_bytes(entry.name or "", limits)
    if entry.size > limit:
        msg = f"The member has {entry.size:,} bytes; the limit is {limit:,}."
        raise TooLargeDocumentError(msg)
    if entry.size > max(RATIO_FLOOR, entry.packed * limits.ratio):
        msg = f"The member unpacks from {entry.packed:,} bytes to {entry.size:,}."
        raise BombError(msg)


def _check_name(name: str | None, limits: Limits) -> None:
    if not name:
        raise BadNameError("The member's name is no text.")
    why = why_bad(name)
    if why:
        raise BadNameError(f"The member's name {name[:100]!r} {why}.")
    length, limit = len(name), limits.name_characters
    if length > limit:
        msg = f"The member's name has {length:,} characters; the limit is {limit:,}."
        raise BadNameError(msg)


def _unpack(file: File, entry: Entry) -> bytes:
    """The bytes of an entry: never more than it says that it has, plus one chunk.

    Raises:
        CorruptDocumentError: If they are other or more than it says.
    """
    _seek_data(file, entry)
    held = bytearray()
    try:
        for chunk in _METHODS[entry.method](_packed(file, entry)):
            held += chunk
            if len(held) > entry.size:
                raise CorruptDocumentError("The member unpacks to more than its archive says.")
    except (zlib.error, OSError, EOFError, ValueError) as error:
        raise CorruptDocumentError("The member is damaged and cannot be unpacked.") from error
    if len(held) < entry.size or zlib.crc32(held) != entry.crc:
        raise CorruptDocumentError("The member is damaged: its checksum does not fit.")
    return bytes(held)


def _seek_data(file: File, entry: Entry) -> None:
    file.seek(entry.header)
    held = file.read(_LOCAL.size)
    if len(held) < _LOCAL.size or not held.startswith(_LOCAL_MAGIC):
        raise CorruptDocumentError("The member does not lie where its archive says.")
    *_, name_length, extra_length = _LOCAL.unpack(held)
    file.seek(entry.header + _LOCAL.size + name_length + extra_length)


def _packed(file: File, entry: Entry) -> Iterator[bytes]:
    left = entry.packed
    while left > 0 and (chunk := file.read(min(left, _CHUNK))):
        yield chunk
        left -= len(chunk)


def _inflated(packed: Iterable[bytes]) -> Iterator[bytes]:
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    for chunk in packed:
        left = chunk
        while left and not inflater.eof:
            yield inflater.decompress(left, _CHUNK)
            left = inflater.unconsumed_tail
    while not inflater.eof and (rest := inflater.decompress(b"", _CHUNK)):
        yield rest


def _unzipped2(packed: Iterable[bytes]) -> Iterator[bytes]:
    decompressor = bz2.BZ2Decompressor()
    for chunk in packed:
        left = chunk
        while not decompressor.eof and (left or not decompressor.needs_input):
            yield decompressor.decompress(left, _CHUNK)
            left = b""


_METHODS: Final[dict[int, Callable[[Iterable[bytes]], Iterable[bytes]]]] = {
    0: lambda packed: packed,
    8: _inflated,
    12: _unzipped2,
}
"""The ways of packing that are read: stored, Deflate, bzip2."""

CONTAINER: Final = Streamed(
    "zip",
    Names("ZIP archive", frozenset({"zip"}), frozenset({"application/zip"})),
    recognise,
    open_archive,
    read,
    (
        "members packed otherwise than stored, Deflate or bzip2",
        "members that are links or encrypted",
        "members that share their bytes",
    ),
)
