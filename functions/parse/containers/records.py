"""The records of a WARC file: where each begins and ends, and what is wrong with it if it is.

Written for this rather than taken from a library. A library's native scanner hands out what a
wrong length leaves of a record as if it were whole, and a pure one reads a header of any size. What
is needed is little: records are found by their lengths, each packed one in a gzip member of its
own, so that every offset is one to go on from. A length that does not lead to another record is
false; then the next record is looked for by its first bytes, and only the one is lost.

https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/
"""

import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from functions.parse.containers.base import RATIO_FLOOR, File, Limits
from functions.parse.containers.gunzip import MAGIC, GzipMember, beginning
from functions.parse.containers.http import fields_of
from functions.parse.errors import CorruptDocumentError

FIRST: Final = b"WARC/1."
LOOKED_AT: Final = 128 * 1024
"""Bytes of a record that are looked at: its header, and the head of a response in it."""
_GLANCED_AT: Final = 8 * 1024
"""Bytes that hold both of nearly every record."""
_LONGEST_HEADER: Final = 64 * 1024
_HEADER: Final = re.compile(rb"WARC/1\.\d[ \t]*\r?\n(.*?\n)\r?\n", re.DOTALL)
_NEXT: Final = re.compile(rb"[\r\n](WARC/1\.\d[ \t]*\r?\n)")
_SEARCHED: Final = 1024 * 1024
_MOST_TRIED: Final = 10_000
"""Places at which a packed record could begin, tried before the rest is given up."""
_MOST_PADDING: Final = 1024 * 1024
"""Bytes that may unpack to nothing: blocks without content take time, and are no text."""
_BREAK: Final = b"\r\n\r\n"
"""Stands behind every record."""
_END: Final = 16
"""Bytes behind a record that are looked at; there ought to be four."""


class Damage(StrEnum):
    """What is wrong with a record. Stands in locators, which are stored."""

    HEADER = "header"
    CUT_OFF = "cut"
    LENGTH = "length"
    PACKED = "packed"
    BOMB = "bomb"
    SEVERAL = "several"


@dataclass(frozen=True, slots=True)
class Record:
    """A record, or a stretch where there ought to be one."""

    start: int
    """Offset in the file."""
    end: int
    """Where the next one begins."""
    head: bytes
    """Its first bytes, unpacked: all of its header, and what follows as far as looked at."""
    damage: Damage | None


@dataclass(frozen=True, slots=True)
class Header:
    """What a record says of itself."""

    fields: Mapping[str, str]
    """By their names in lower case."""
    size: int
    """Bytes of the header with the blank line that ends it."""
    length: int
    """Bytes of the content, as it says."""

    @property
    def end(self) -> int:
        """Where the content ought to end, in bytes from the beginning of the record."""
        return self.size + self.length


def header_of(held: bytes) -> Header | None:
    """The header that a record begins with; nothing if it is none, or longer than any is."""
    match = _HEADER.match(held, 0, _LONGEST_HEADER)
    if not match:
        return None
    fields = fields_of(match[1])
    length = fields.get("content-length", "")
    if not (length.isascii() and length.isdigit() and len(length) < 16):
        return None
    return Header(fields, match.end(), int(length))


def is_packed_by_record(head: bytes) -> bool:
    """Whether a gzip file begins with a WARC record in a gzip member of its own."""
    held = beginning(head, LOOKED_AT)
    header = header_of(held)
    if not header:
        return held.startswith(FIRST)
    return not held[header.end :].lstrip(b"\r\n").startswith(FIRST)


def records_of(file: File, start: int, size: int, limits: Limits) -> Iterator[Record]:
    """The records of a file of a size from an offset on, in order; held is a part of one."""
    file.seek(0)
    is_packed = file.read(len(MAGIC)) == MAGIC
    while start < size:
        if is_packed:
            record = _packed_record(file, start, size, limits)
        else:
            record = _plain_record(file, start, size)
        yield record
        start = record.end


def _plain_record(file: File, start: int, size: int) -> Record:
    held = _read(file, start, _GLANCED_AT)
    header = header_of(held)
    if not header or b"\n\r\n" not in held[header.size :]:
        held = _read(file, start, LOOKED_AT)
        header = header_of(held)
    if not header:
        return Record(start, _next_plain(file, start + 1, size), held, Damage.HEADER)
    end = start + header.end
    behind = _read(file, end, _END)
    rest = behind.lstrip(b"\r\n")
    if end <= size and (rest.startswith(FIRST) or not rest):
        return Record(start, min(size, end + len(behind) - len(rest)), held, None)
    if end <= size and behind.startswith(_BREAK):  # what is damaged is the one behind it
        return Record(start, end + len(_BREAK), held, None)
    found = _next_plain(file, start + header.size, size)
    cut = end > size and found == size
    return Record(start, found, held, Damage.CUT_OFF if cut else Damage.LENGTH)


def _next_plain(file: File, start: int, size: int) -> int:
    """Where the next record begins at a line of its own; the end of the file if none does."""
    while start < size:
        held = _read(file, start, _SEARCHED)
        match = _NEXT.search(held)
        if match:
            return start + match.start(1)
        start += max(1, len(held) - 2 * _END)
        if len(held) < _SEARCHED:
            break
    return size


def _packed_record(file: File, start: int, size: int, limits: Limits) -> Record:
    member, head = GzipMember(file, start), bytearray()
    try:
        damage = _drain(member, head, limits)
    except EOFError:
        damage = Damage.CUT_OFF
    except zlib.error:
        damage = Damage.PACKED
    end = start + member.packed
    if damage in {Damage.CUT_OFF, Damage.PACKED, Damage.BOMB}:
        end = _next_packed(file, start + 1, size)
    return Record(start, end, bytes(head), damage)


def _drain(member: GzipMember, head: bytearray, limits: Limits) -> Damage | None:
    """Unpack a member to its end, keep its beginning, and compare its length with what it says.

    Raises:
        zlib.error: If it is damaged.
        EOFError: If it is cut off.
    """
    behind, header, passed = bytearray(), None, 0
    for chunk in member.chunks():
        if len(head) < LOOKED_AT:
            head += chunk[: LOOKED_AT - len(head)]
            header = header or header_of(bytes(head))
        if member.unpacked > max(RATIO_FLOOR, member.packed * limits.ratio):
            return Damage.BOMB
        if member.packed > _MOST_PADDING + 2 * member.unpacked:
            return Damage.PACKED
        if header and member.unpacked > header.end and len(behind) < _END:
            behind += chunk[max(0, header.end - passed) :][:_END]
        passed = member.unpacked
    if not header:
        return Damage.HEADER if member.unpacked else None
    if member.unpacked < header.end:
        return Damage.CUT_OFF
    rest = bytes(behind).lstrip(b"\r\n")
    return None if not rest else Damage.SEVERAL if rest.startswith(FIRST) else Damage.LENGTH


def _next_packed(file: File, start: int, size: int) -> int:
    """Where the next gzip member with a record begins; the end of the file if none does.

    Raises:
        CorruptDocumentError: If very many places look like one and are none.
    """
    tried = 0
    while start < size:
        held = _read(file, start, _SEARCHED)
        place = held.find(MAGIC)
        while place >= 0:
            if beginning(held[place : place + 4096], len(FIRST)) == FIRST:
                return start + place
            tried += 1
            if tried > _MOST_TRIED:
                raise CorruptDocumentError("The packed WARC is damaged throughout.")
            place = held.find(MAGIC, place + 1)
        start += max(1, len(held) - 4096)
        if len(held) < _SEARCHED:
            break
    return size


def _read(file: File, start: int, size: int) -> bytes:
    file.seek(start)
    return file.read(size)
