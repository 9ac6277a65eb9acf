"""Hostile files packed with gzip: cut off, damaged, false, far too much, or nested."""

import gzip
import random
import struct
import zlib
from collections.abc import Callable
from functools import partial
from typing import Final

from schemas.failure import FailureCode
from tests.parse.containers.archives import lines, zipped
from tests.parse.documents import page
from tests.parse.hostile.case import Case

_SAID: Final = "The mayor, Ada Quill, said the bridge was safe."
_STORY: Final = (_SAID + "\n\n") * 3
_PACKED: Final = gzip.compress(_STORY.encode(), mtime=0)
_NAMED, _EXTRA, _COMMENT, _CHECKED, _RESERVED = 8, 4, 16, 2, 0xE0
_NOTHING: Final = b"\0\0\0\xff\xff"
"""A block of Deflate that holds nothing."""


def _flagged(flags: int, fields: bytes) -> bytes:
    """The story behind a header with flags, and the fields that these announce."""
    return _PACKED[:3] + bytes([flags]) + _PACKED[4:10] + fields + _PACKED[10:]


def _ended(body: bytes = _PACKED, *, crc: int | None = None, size: int | None = None) -> bytes:
    """A packed file with another checksum or length at its end."""
    held_crc, held_size = struct.unpack("<2L", body[-8:])
    ends = (held_crc if crc is None else crc, held_size if size is None else size)
    return body[:-8] + struct.pack("<2L", *ends)


def _changed(offset: int, byte: int) -> bytes:
    body = bytearray(_PACKED)
    body[offset] = byte
    return bytes(body)


def _again(body: bytes, times: int) -> bytes:
    for _ in range(times):
        body = gzip.compress(body, mtime=0)
    return body


def _noise(size: int) -> bytes:
    return random.Random(size).randbytes(size)  # noqa: S311


def _text(packed: bytes, name: str = "story.txt.gz") -> tuple[str, Callable[[], bytes]]:
    return name, lambda: packed


_WHOLE: Final = (
    ("one of two pieces", _text(_PACKED + gzip.compress(b"More of it.")), 1),
    ("one with zeros behind it", _text(_PACKED + b"\0" * 5000), 1),
    ("one with a file's name", _text(_flagged(_NAMED, b"../../etc/passwd\0")), 1),
    ("one with a name of 60,000 letters", _text(_flagged(_NAMED, b"a" * 60_000 + b"\0")), 1),
    ("one with 65,535 bytes of fields", _text(_flagged(_EXTRA, b"\xff\xff" + b"x" * 65_535)), 1),
    ("one with a comment of 300,000", _text(_flagged(_COMMENT, b"c" * 300_000 + b"\0")), 1),
    ("one of 999 pieces", _text(gzip.compress(b"", mtime=0) * 998 + _PACKED), 1),
    ("one byte a piece", _text(b"".join(gzip.compress(bytes([b])) for b in _SAID.encode())), 1),
    ("stored, not packed", _text(gzip.compress(_STORY.encode(), 0)), 1),
    ("a page called text", _text(gzip.compress(page(f"<p>{_SAID}</p>").encode()), "a.txt.gz"), 1),
    ("no ending at all", _text(_PACKED, "story"), 1),
    ("the ending of a page that is none", _text(_PACKED, "story.html.gz"), 1),
    ("nothing but an ending", _text(_PACKED, ".gz"), 1),
    ("packed twice", _text(_again(_PACKED, 1), "story.txt.gz.gz"), 1),
    (
        "lines packed",
        _text(gzip.compress(lines({"title": "A", "text": _STORY}, {"text": _STORY})), "a.jsonl.gz"),
        2,
    ),
    ("an archive packed", _text(gzip.compress(zipped({"a.txt": _STORY})), "a.zip.gz"), 1),
    ("packed in an archive", _text(zipped({"a.txt.gz": _PACKED, "b.txt": _STORY}), "a.zip"), 2),
)
_MIXED: Final = (
    ("damaged in an archive", _text(zipped({"a.gz": _PACKED[:-9], "b.txt": _STORY}), "b.zip")),
    (
        "lines of which one is none",
        _text(gzip.compress(b"[1\n" + lines({"text": _STORY})), "c.jsonl.gz"),
    ),
)
_CORRUPT: Final = {
    "cut off in its header": lambda: _PACKED[:7],
    "cut off behind its header": lambda: _PACKED[:10],
    "cut off within": lambda: _PACKED[: len(_PACKED) // 2],
    "cut off in its checksum": lambda: _PACKED[:-5],
    "without its last byte": lambda: _PACKED[:-1],
    "three bytes and no more": lambda: b"\x1f\x8b\x08",
    "a false checksum": lambda: _ended(crc=1),
    "a false length": lambda: _ended(size=1),
    "a length of 4 GiB": lambda: _ended(size=2**32 - 1),
    "a damaged block": lambda: _changed(10, 0xFF),
    "a bit turned within": lambda: _changed(30, _PACKED[30] ^ 0x10),
    "reserved flags": lambda: _flagged(_RESERVED, b""),
    "a false checksum of its header": lambda: _flagged(_CHECKED, b"\0\0"),
    "a name without end": lambda: _PACKED[:3] + bytes([_NAMED]) + _PACKED[4:10] + b"a" * 200_000,
    "words behind it": lambda: _PACKED + b"and so on",
    "a second piece cut off": lambda: _PACKED + _PACKED[:-4],
    "a second piece damaged": lambda: _PACKED + _changed(20, 0xFF),
    "noise behind its first bytes": lambda: b"\x1f\x8b\x08" + _noise(100_000),
    "raw Deflate behind its header": lambda: _PACKED[:10] + zlib.compress(_STORY.encode()),
}
_FAILING: Final[dict[str, tuple[Callable[[], bytes], FailureCode]]] = {
    "5 MB of zeros a byte short of the limit": (
        partial(gzip.compress, b"\0" * 4_999_999),
        FailureCode.BOMB,
    ),
    "50 MB of zeros": (partial(gzip.compress, b"\0" * 50_000_000), FailureCode.BOMB),
    "noise beyond the limit": (lambda: gzip.compress(_noise(5_000_001), 1), FailureCode.TOO_LARGE),
    "many small bombs": (lambda: gzip.compress(b"\0" * 1_000_000) * 9, FailureCode.BOMB),
    "2,000 empty pieces": (lambda: gzip.compress(b"", mtime=0) * 2000, FailureCode.TOO_MANY),
    "40 MB of blocks without content": (
        lambda: _PACKED[:10] + _NOTHING * 8_000_000,
        FailureCode.TOO_LARGE,
    ),
    "nothing in it": (lambda: gzip.compress(b""), FailureCode.EMPTY),
    "white space in it": (lambda: gzip.compress(b" \n" * 1000), FailureCode.EMPTY),
    "an image in it": (
        lambda: gzip.compress(b"\x89PNG\r\n\x1a\n" + _noise(99)),
        FailureCode.UNSUPPORTED,
    ),
    "noise in it": (lambda: gzip.compress(_noise(10_000)), FailureCode.UNSUPPORTED),
    "packed four times": (lambda: _again(_PACKED, 3), FailureCode.TOO_DEEP),
    "packed thirty times": (lambda: _again(_PACKED, 29), FailureCode.TOO_DEEP),
    "packed in a way of no name": (lambda: _again(_changed(2, 7), 1), FailureCode.UNSUPPORTED),
}

CASES: Final = [
    *(Case(f"gzip: {what}", *drop, says=_SAID, members=n) for what, drop, n in _WHOLE),
    *(
        Case(f"gzip: {what}", *drop, FailureCode.CORRUPT, says=_SAID, members=1)
        for what, drop in _MIXED
    ),
    *(
        Case(f"gzip: {what}", "story.txt.gz", make, FailureCode.CORRUPT, members=0)
        for what, make in _CORRUPT.items()
    ),
    *(
        Case(f"gzip: {what}", "story.txt.gz", make, code, members=0)
        for what, (make, code) in _FAILING.items()
    ),
]
