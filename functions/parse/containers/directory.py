"""The central directory of a ZIP archive: what it says it holds, and where.

Read by hand rather than with `zipfile`, which holds every entry and has to read all of them again
to find one: here an entry is found by its own offset. Nothing is unpacked here.

https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT (sections 4.3 to 4.6)
"""

import io
import stat
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from functions.parse.containers.base import File
from functions.parse.errors import CorruptDocumentError, EncryptedError, TooManyMembersError
from functions.parse.packed import HEAD, Packed, packed_of, packed_within

_END: Final = struct.Struct("<4s4H2LH")
_END_MAGIC: Final = b"PK\x05\x06"
_END64: Final = struct.Struct("<4sQ2H2L4Q")
_END64_MAGIC: Final = b"PK\x06\x06"
_LOCATOR64: Final = struct.Struct("<4sLQL")
_LOCATOR64_MAGIC: Final = b"PK\x06\x07"
_ENTRY: Final = struct.Struct("<4s6H3L5H2L")
_ENTRY_MAGIC: Final = b"PK\x01\x02"
_LONGEST_COMMENT: Final = 65535
_LONGEST_ENTRY: Final = _ENTRY.size + 3 * 65535
_USUAL_ENTRY: Final = 1024
"""Bytes of an entry with its name and extra fields, at most, on average over an archive."""

_ZIP64_FIELD: Final = 0x0001
_UNICODE_PATH_FIELD: Final = 0x7075
_FULL32: Final = 0xFFFFFFFF
_ENCRYPTED: Final = 0x1
_UTF8: Final = 0x800
_MASKED: Final = 0x2000
_MOST_LOOKED_AT: Final = 100_000
"""Entries, to tell what an archive is."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the central directory."""

    name: str | None
    """Nothing if it is no text."""
    method: int
    crc: int
    packed: int
    """Bytes."""
    size: int
    """Bytes when unpacked, as it says."""
    header: int
    """Offset of its local header in the file."""
    offset: int
    """Of this entry itself in the file."""
    length: int
    """Bytes of this entry."""
    is_encrypted: bool
    is_link: bool

    @property
    def is_folder(self) -> bool:
        """Whether it stands for a folder, which holds nothing by itself."""
        return self.name is not None and self.name.endswith(("/", "\\"))


@dataclass(frozen=True, slots=True)
class Directory:
    """Where the central directory lies, and how many entries it says it has."""

    start: int
    end: int
    entries: int
    shift: int
    """Bytes before the archive's own first byte, which its offsets do not count."""


def find_directory(file: File, most: int) -> Directory:
    """Find the central directory, which may have a number of entries at most.

    Raises:
        CorruptDocumentError: If there is none: the file is cut off, or no ZIP archive.
        TooManyMembersError: If it has more entries.
    """
    end, fields = _end_record(file)
    _, disk, first_disk, _, entries, size, start, _ = fields
    wide = _end_record64(file, end)
    if wide:
        end, disk, first_disk, entries, size, start = wide
    if disk or first_disk:
        raise CorruptDocumentError("This is one part of a ZIP archive that is split over files.")
    shift = end - size - start
    if shift < 0 or size < entries * _ENTRY.size:
        raise CorruptDocumentError("The ZIP archive's directory does not lie where it says.")
    if entries > most or size > (most + 1) * _USUAL_ENTRY:
        msg = f"The ZIP archive has {entries:,} entries; the limit is {most:,}."
        raise TooManyMembersError(msg)
    return Directory(end - size, end, entries, shift)


def entries_of(file: File, directory: Directory) -> Iterator[Entry]:
    """All entries, in the order of the directory.

    Raises:
        CorruptDocumentError: If one is broken, or they are not as many as the archive says.
        EncryptedError: If the directory itself is encrypted.
    """
    file.seek(directory.start)
    held = file.read(directory.end - directory.start)
    position = number = 0
    while position < len(held):
        entry = _entry(memoryview(held)[position:], directory.start + position, directory.shift)
        yield entry
        position += entry.length
        number += 1
    if number != directory.entries:
        msg = f"The ZIP archive says that it has {directory.entries:,} entries but has {number:,}."
        raise CorruptDocumentError(msg)


def packed(file: File) -> Packed | None:
    """The document that an archive is rather than a container of articles.

    Raises:
        EncryptedError: If the directory is encrypted.
        TooManyMembersError: If it has more entries than are looked at.
    """
    try:
        entries = entries_of(file, find_directory(file, _MOST_LOOKED_AT))
        return packed_of(entry.name or "" for entry in entries)
    except CorruptDocumentError:  # whoever opens it will say what is wrong
        file.seek(0)
        return packed_within(file.read(HEAD))


def entry_at(file: File, offset: int, shift: int) -> Entry:
    """The entry at an offset in the file.

    Raises:
        CorruptDocumentError: If there is none.
    """
    file.seek(offset)
    return _entry(memoryview(file.read(_LONGEST_ENTRY)), offset, shift)


def _end_record(file: File) -> tuple[int, tuple[bytes, int, int, int, int, int, int, int]]:
    """Offset and fields of the end record: the last one whose comment ends with the file."""
    size = file.seek(0, io.SEEK_END)
    start = max(0, size - _END.size - _LONGEST_COMMENT)
    file.seek(start)
    tail = file.read(size - start)
    position = tail.rfind(_END_MAGIC)
    while position >= 0:
        if position + _END.size <= len(tail):
            fields = _END.unpack_from(tail, position)
            if position + _END.size + fields[-1] <= len(tail):
                return start + position, fields
        position = tail.rfind(_END_MAGIC, 0, position)
    raise CorruptDocumentError("The ZIP archive has no directory: it is cut off or damaged.")


def _end_record64(file: File, end: int) -> tuple[int, int, int, int, int, int] | None:
    """Offset, disks, entries, size and start of a directory that takes 64 bits to say them.

    Raises:
        CorruptDocumentError: If it should be there but is not.
    """
    if end < _LOCATOR64.size + _END64.size:
        return None
    file.seek(end - _LOCATOR64.size)
    magic, _, offset, _ = _LOCATOR64.unpack(file.read(_LOCATOR64.size))
    if magic != _LOCATOR64_MAGIC:
        return None
    # Bytes before the archive shift it; the record without extensions ends at the locator.
    for place in (offset, end - _LOCATOR64.size - _END64.size):
        if place <= end - _END64.size:
            file.seek(place)
            fields = _END64.unpack(file.read(_END64.size))
            if fields[0] == _END64_MAGIC:
                return (place, *fields[4:6], *fields[7:])
    raise CorruptDocumentError("The ZIP archive's 64-bit directory is missing.")


def _entry(held: memoryview, offset: int, shift: int) -> Entry:
    """The entry that some bytes begin with."""
    if len(held) < _ENTRY.size or bytes(held[:4]) != _ENTRY_MAGIC:
        raise CorruptDocumentError("The ZIP archive's directory is damaged.")
    fields = _ENTRY.unpack_from(held)
    flags, method, crc, packed, size = fields[3], fields[4], *fields[7:10]
    name_length, extra_length, comment_length = fields[10:13]
    attributes, header = fields[15:]
    if flags & _MASKED:
        raise EncryptedError("The directory of the ZIP archive is encrypted.")
    length = _ENTRY.size + name_length + extra_length + comment_length
    if length > len(held):
        raise CorruptDocumentError("The ZIP archive's directory is cut off.")
    raw = bytes(held[_ENTRY.size : _ENTRY.size + name_length])
    start = _ENTRY.size + name_length
    extra = _extra_fields(bytes(held[start : start + extra_length]))
    size, packed, header = _wide(extra.get(_ZIP64_FIELD, b""), size, packed, header)
    return Entry(
        name=_name(raw, flags, extra.get(_UNICODE_PATH_FIELD, b"")),
        method=method,
        crc=crc,
        packed=packed,
        size=size,
        header=header + shift,
        offset=offset,
        length=length,
        is_encrypted=bool(flags & _ENCRYPTED),
        is_link=stat.S_ISLNK(attributes >> 16),
    )


def _extra_fields(extra: bytes) -> dict[int, bytes]:
    """The extra fields by their ids; a broken rest is left out, as other programs do."""
    fields: dict[int, bytes] = {}
    position = 0
    while position + 4 <= len(extra):
        id_, length = struct.unpack_from("<2H", extra, position)
        fields.setdefault(id_, extra[position + 4 : position + 4 + length])
        position += 4 + length
    return fields


def _wide(field: bytes, *narrow: int) -> tuple[int, int, int]:
    """The values in 64 bits where the narrow ones are full; the field holds only those.

    Raises:
        CorruptDocumentError: If the field lacks one.
    """
    wide = iter(struct.unpack(f"<{len(field) // 8}Q", field[: len(field) // 8 * 8]))
    try:
        size, packed, header = (next(wide) if value == _FULL32 else value for value in narrow)
    except (RuntimeError, StopIteration) as error:
        raise CorruptDocumentError("The ZIP archive's directory is damaged.") from error
    return size, packed, header


def _name(raw: bytes, flags: int, unicode_path: bytes) -> str | None:
    """The name as text: UTF-8 by its flag, its extra field or the evidence; else the PC's old one.

    Other programs write UTF-8 without the flag, and text in another encoding is hardly ever
    valid UTF-8.
    """
    if len(unicode_path) > 5 and struct.unpack_from("<L", unicode_path, 1)[0] == zlib.crc32(raw):
        raw, flags = unicode_path[5:], flags | _UTF8
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return None if flags & _UTF8 else raw.decode("cp437")
