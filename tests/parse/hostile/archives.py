"""Hostile ZIP archives and JSON Lines: containers that lie, members that are not what they say."""

import json
import struct
import zipfile
from collections.abc import Callable
from typing import Final

from schemas.failure import FailureCode
from tests.parse.containers.archives import lines, zipped
from tests.parse.hostile.case import Case

_SENTENCE: Final = "The mayor said the bridge was safe."
_STORED: Final = zipfile.ZIP_STORED
_GOOD: Final = {"a.txt": _SENTENCE, "b.txt": _SENTENCE}


def _patched(change: Callable[[bytearray], object], **members: bytes) -> Callable[[], bytes]:
    """An archive of two texts in which bytes are changed."""

    def make() -> bytes:
        held = bytearray(zipped({**_GOOD, **members}, _STORED))
        change(held)
        return bytes(held)

    return make


def _set(held: bytearray, magic: bytes, offset: int, value: bytes) -> None:
    """Overwrite a field of every record that begins with some bytes."""
    place = held.find(magic)
    while place >= 0:
        held[place + offset : place + offset + len(value)] = value
        place = held.find(magic, place + 4)


_LOCAL, _ENTRY, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"


def _with_bad_checksum(held: bytearray) -> None:
    _set(held, _ENTRY, 16, struct.pack("<I", 7))


def _line(value: str) -> bytes:
    return json.dumps({"text": value}).encode() + b"\n"


def _nested(levels: int) -> bytes:
    held = zipped({"a.txt": _SENTENCE})
    for _ in range(levels):
        held = zipped({"a.zip": held})
    return held


def _named(*names: str) -> bytes:
    return zipped([(name, _SENTENCE) for name in names])


CASES: Final = [
    # --- ZIP archives as a whole ---
    Case("ZIP: empty", "a.zip", lambda: zipped({}), FailureCode.EMPTY, members=0),
    Case(
        "ZIP: of folders alone",
        "a.zip",
        lambda: zipped({"a/": "", "b/": ""}),
        FailureCode.EMPTY,
        members=0,
    ),
    Case("ZIP: its magic alone", "a.zip", lambda: _LOCAL, FailureCode.CORRUPT, members=0),
    Case(
        "ZIP: cut off in its middle",
        "a.zip",
        lambda: zipped(_GOOD)[:120],
        FailureCode.CORRUPT,
        members=0,
    ),
    Case(
        "ZIP: cut off in its directory",
        "a.zip",
        lambda: zipped(_GOOD)[:-30],
        FailureCode.CORRUPT,
        members=0,
    ),
    Case(
        "ZIP: of zeros after its magic",
        "a.zip",
        lambda: _LOCAL + b"\x00" * 10_000,
        FailureCode.CORRUPT,
        members=0,
    ),
    Case(
        "ZIP: whose directory lies beyond it",
        "a.zip",
        _patched(lambda z: _set(z, _END, 16, b"\xff\xff\xff\x7f")),
        FailureCode.CORRUPT,
        members=0,
    ),
    Case(
        "ZIP: whose directory is said to be huge",
        "a.zip",
        _patched(lambda z: _set(z, _END, 12, b"\xff\xff\xff\x7f")),
        FailureCode.CORRUPT,
        members=0,
    ),
    Case(
        "ZIP: that says it has more entries",
        "a.zip",
        _patched(lambda z: _set(z, _END, 8, b"\x09\x00\x09\x00")),
        FailureCode.CORRUPT,
        members=0,
    ),
    Case(
        "ZIP: of 5,000 members",
        "a.zip",
        lambda: zipped({f"{n}.txt": "" for n in range(5000)}),
        FailureCode.TOO_MANY,
        members=0,
    ),
    Case("ZIP: five deep", "a.zip", lambda: _nested(5), FailureCode.TOO_DEEP, members=0),
    Case(
        "ZIP: with a comment of 60 KB",
        "a.zip",
        lambda: zipped(_GOOD)[:-2] + b"\x60\xea" + b"a" * 60_000,
        members=2,
        says="mayor",
    ),
    Case("ZIP: named as a text", "a.txt", lambda: zipped(_GOOD), members=2, says="mayor"),
    Case(
        "ZIP: behind a program",
        "a.exe.zip",
        lambda: b"MZ" + b"\x00" * 998 + zipped(_GOOD),
        FailureCode.UNSUPPORTED,
        members=0,
    ),
    # --- Members of ZIP archives ---
    Case(
        "ZIP: with a bomb",
        "a.zip",
        lambda: zipped({**_GOOD, "c.txt": b"a" * 4_000_000}),
        FailureCode.BOMB,
        members=2,
        says="mayor",
    ),
    Case(
        "ZIP: with a member of 6 MB",
        "a.zip",
        lambda: zipped({**_GOOD, "c.txt": b"a" * 6_000_000}, _STORED),
        FailureCode.TOO_LARGE,
        members=2,
    ),
    Case(
        "ZIP: with wrong checksums",
        "a.zip",
        _patched(_with_bad_checksum),
        FailureCode.CORRUPT,
        members=0,
    ),
    Case(
        "ZIP: whose members are under a password",
        "a.zip",
        _patched(lambda z: _set(z, _ENTRY, 8, b"\x01\x00")),
        FailureCode.ENCRYPTED,
        members=0,
    ),
    Case(
        "ZIP: packed in an unknown way",
        "a.zip",
        _patched(lambda z: _set(z, _ENTRY, 10, b"\x5f\x00")),
        FailureCode.UNSUPPORTED,
        members=0,
    ),
    Case(
        "ZIP: stored, and said to be packed",
        "a.zip",
        _patched(lambda z: _set(z, _ENTRY, 10, b"\x08\x00")),
        FailureCode.CORRUPT,
        members=0,
    ),
    Case(
        "ZIP: whose members lie elsewhere",
        "a.zip",
        _patched(lambda z: _set(z, _ENTRY, 42, b"\x01\x00\x00\x00")),
        FailureCode.BOMB,
        members=0,
    ),
    Case(
        "ZIP: of pictures",
        "a.zip",
        lambda: zipped({"a.png": b"\x89PNG\r\n\x1a\n\x00", "b.gif": b"GIF89a\x00"}),
        FailureCode.UNSUPPORTED,
        members=0,
    ),
    Case(
        "ZIP: with a name of dots",
        "a.zip",
        lambda: _named("../../a.txt", "b.txt"),
        FailureCode.BAD_NAME,
        members=1,
    ),
    Case(
        "ZIP: with a name from the root",
        "a.zip",
        lambda: _named("/etc/passwd", "b.txt"),
        FailureCode.BAD_NAME,
        members=1,
    ),
    Case(
        "ZIP: with a name of 10,000 letters",
        "a.zip",
        lambda: _named("a" * 10_000, "b.txt"),
        FailureCode.BAD_NAME,
        members=1,
    ),
    Case(
        "ZIP: with a name of a container's",
        "a.zip",
        lambda: _named("a!/b.txt", "b.txt"),
        FailureCode.BAD_NAME,
        members=1,
    ),
    Case(
        "ZIP: with 200 members of one name",
        "a.zip",
        lambda: _same_names(200),
        members=200,
        says="mayor",
    ),
    Case(
        "ZIP: packed with bzip2",
        "a.zip",
        lambda: zipped(_GOOD, zipfile.ZIP_BZIP2),
        members=2,
        says="mayor",
    ),
    Case(
        "ZIP: with forks of a Mac",
        "a.zip",
        lambda: zipped({**_GOOD, "__MACOSX/._a.txt": b"\x00\x05\x16\x07"}),
        members=2,
    ),
    # --- JSON Lines ---
    Case("JSON Lines: empty", "a.jsonl", lambda: b"", FailureCode.EMPTY, members=0),
    Case(
        "JSON Lines: of line ends",
        "a.jsonl",
        lambda: b"\n\r\n \n" * 5000,
        FailureCode.EMPTY,
        members=0,
    ),
    Case(
        "JSON Lines: with a line that is none",
        "a.jsonl",
        lambda: _line(_SENTENCE) + b"{[\n" + _line(_SENTENCE),
        FailureCode.CORRUPT,
        members=2,
    ),
    Case(
        "JSON Lines: cut off in its last line",
        "a.jsonl",
        lambda: (_line(_SENTENCE) * 3)[:-9],
        FailureCode.CORRUPT,
        members=2,
    ),
    Case(
        "JSON Lines: with a line 100,000 levels deep",
        "a.jsonl",
        lambda: _line(_SENTENCE) + b"[" * 100_000 + b"\n",
        FailureCode.CORRUPT,
        members=1,
    ),
    Case(
        "JSON Lines: with a line of 6 MB",
        "a.jsonl",
        lambda: _line(_SENTENCE) + _line("a" * 6_000_000),
        FailureCode.TOO_LARGE,
        members=1,
    ),
    Case(
        "JSON Lines: with a line of NULs",
        "a.jsonl",
        lambda: _line(_SENTENCE) * 20 + b"\x00" * 9 + b"\n",
        FailureCode.UNSUPPORTED,
        members=20,
    ),
    Case(
        "JSON Lines: with numbers and nulls",
        "a.jsonl",
        lambda: lines({"text": _SENTENCE}, 5, None, [], {}),
        FailureCode.NO_ARTICLE,
        members=1,
    ),
    Case(
        "JSON Lines: with half of a character",
        "a.jsonl",
        lambda: rb'{"text": "The mayor \ud83d said so."}' + b"\n",
        members=1,
        says="said so.",
    ),
    Case(
        "JSON Lines: with line ends of Windows",
        "a.jsonl",
        lambda: _line(_SENTENCE).replace(b"\n", b"\r\n") * 9,
        members=9,
        says="mayor",
    ),
    Case(
        "JSON Lines: with a byte order mark",
        "a.jsonl",
        lambda: b"\xef\xbb\xbf" + _line(_SENTENCE) * 2,
        members=2,
        says="mayor",
    ),
    Case(
        "JSON Lines: of 200 numbers",
        "a.jsonl",
        lambda: b"5\n" * 200,
        FailureCode.NO_ARTICLE,
        members=0,
    ),
]


def _same_names(count: int) -> bytes:
    return zipped([(zipfile.ZipInfo("a.txt"), _SENTENCE) for _ in range(count)])
