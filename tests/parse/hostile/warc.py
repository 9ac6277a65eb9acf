"""Hostile web archives: false lengths, damage, bombs, and records that are not what they say."""

import gzip
import random
import zlib
from collections.abc import Callable
from functools import partial
from typing import Final

from schemas.failure import FailureCode
from tests.parse.containers.archives import zipped
from tests.parse.containers.webarchives import PAGE, chunked, info, packed, record, response
from tests.parse.hostile.case import Case

_SAYS: Final = "the old bridge over the river would stay shut"
_GOOD: Final = record()
_FIRST: Final = b"WARC/1.0\r\n"
_NOTHING: Final = b"\0\0\0\xff\xff"
"""A block of Deflate that holds nothing."""
_CHUNKS: Final = {"Transfer-Encoding": "chunked"}
_GZIP: Final = {"Content-Encoding": "gzip"}
_DEFLATE: Final = {"Content-Encoding": "deflate"}


def _within(make: Callable[[], bytes]) -> bytes:
    """A record between two that are good."""
    return info() + _GOOD + make() + _GOOD


def _within_packed(make: Callable[[], bytes]) -> bytes:
    """A gzip member between two that are good."""
    return packed([info(), _GOOD]) + make() + packed([_GOOD])


def _body(content: bytes, fields: dict[str, str]) -> bytes:
    return record(response(content, fields))


def _header(*lines: bytes, content: bytes = b"x") -> bytes:
    """A record whose header is as no program writes it."""
    return _FIRST + b"\r\n".join(lines) + b"\r\n\r\n" + content + b"\r\n\r\n"


def _noise(size: int) -> bytes:
    return random.Random(size).randbytes(size)  # noqa: S311


def _packed_bomb(size: int) -> bytes:
    return gzip.compress(record(response(b"\0" * size)), mtime=0)


def _padded(blocks: int) -> bytes:
    """A gzip member that begins with blocks that hold nothing."""
    held = gzip.compress(_GOOD, mtime=0)
    return held[:10] + _NOTHING * blocks + held[10:]


# What stands between two good records fails with a code, or is passed over, or is read.
_BETWEEN: Final[dict[str, tuple[Callable[[], bytes], FailureCode | None, int]]] = {
    "a length too short": (lambda: record(length=20), FailureCode.CORRUPT, 2),
    "a length of nothing": (lambda: record(length=0), FailureCode.CORRUPT, 2),
    "a length beyond the file": (lambda: record(length=10**14), FailureCode.CORRUPT, 2),
    "a length of 40 digits": (lambda: record(Content_Length="9" * 40), FailureCode.CORRUPT, 2),
    "a length below nothing": (lambda: record(Content_Length="-5"), FailureCode.CORRUPT, 2),
    "a length in words": (lambda: record(Content_Length="many"), FailureCode.CORRUPT, 2),
    "no length": (lambda: record(Content_Length=""), FailureCode.CORRUPT, 2),
    "no header but a blank line": (lambda: _FIRST + b"\r\n", None, 2),
    "a header of 5 MB": (lambda: record(X_Long="x" * 5_000_000), FailureCode.CORRUPT, 2),
    "a header of 100,000 lines": (
        lambda: _header(*[b"a: b"] * 100_000, b"Content-Length: 1"),
        FailureCode.CORRUPT,
        2,
    ),
    "a header without end": (lambda: _FIRST + b"WARC-Type: response\r\n", None, 2),
    "a header of one line that is folded 9,000 times": (
        lambda: _header(b"a: b" + b"\r\n " * 9000, b"Content-Length: 1"),
        None,
        2,
    ),
    "a version of the future": (
        lambda: _GOOD.replace(_FIRST, b"WARC/2.0\r\n"),
        FailureCode.CORRUPT,
        2,
    ),
    "10 KB of noise": (lambda: _noise(10_000) + b"\r\n", FailureCode.CORRUPT, 2),
    "5 MB of line breaks": (lambda: b"\r\n" * 2_500_000, FailureCode.CORRUPT, 2),
    "5 MB of NULs": (lambda: b"\0" * 5_000_000 + b"\r\n", FailureCode.CORRUPT, 2),
    "an archive as a page": (lambda: record(response(_GOOD * 3)), None, 5),
    "a type of no name": (lambda: record(WARC_Type=""), None, 2),
    "a type of 60,000 letters": (lambda: record(type_="a" * 60_000), None, 2),
    "no HTTP response": (lambda: record(b"\xff" * 5000), FailureCode.CORRUPT, 2),
    "a response of one line": (lambda: record("HTTP/1.1 200 OK"), FailureCode.CORRUPT, 2),
    "a head of 200 KB": (lambda: _body(b"x", {"X-Long": "x" * 200_000}), FailureCode.CORRUPT, 2),
    "a status of letters": (lambda: record("HTTP/1.1 OK\r\n\r\n"), FailureCode.CORRUPT, 2),
    "an empty page": (lambda: record(response("")), FailureCode.EMPTY, 2),
    "a page of NULs": (lambda: record(response(b"\0" * 5000)), FailureCode.UNSUPPORTED, 2),
    "a picture called a page": (
        lambda: record(response(b"\x89PNG\r\n\x1a\n" + _noise(500))),
        FailureCode.UNSUPPORTED,
        2,
    ),
    "a page beyond the limit": (
        lambda: record(response(b"<p>" + b"x " * 3_000_000)),
        FailureCode.TOO_LARGE,
        2,
    ),
    "an address of 1 MB": (
        lambda: record(WARC_Target_URI="http://a/" + "x" * 1_000_000),
        FailureCode.CORRUPT,
        2,
    ),
    "an address with line breaks": (lambda: record(WARC_Target_URI="http://a/\rb"), None, 3),
    "a date of the year 99999": (lambda: record(WARC_Date="99999-01-01T00:00:00Z"), None, 3),
    "chunks of one byte": (lambda: _body(chunked(PAGE.encode(), 1), _CHUNKS), None, 3),
    "a chunk of 4 GB": (lambda: _body(b"FFFFFFFF\r\n" + PAGE.encode(), _CHUNKS), None, 3),
    "a chunk of no size": (lambda: _body(b"zz\r\n" + PAGE.encode(), _CHUNKS), None, 3),
    "chunks without the last": (lambda: _body(chunked(PAGE.encode())[:-5], _CHUNKS), None, 3),
    "100 MB of zeros as gzip": (
        lambda: _body(gzip.compress(b"\0" * 100_000_000, 9), _GZIP),
        FailureCode.TOO_LARGE,
        2,
    ),
    "4 MB of zeros as Deflate": (
        lambda: _body(zlib.compress(b"\0" * 4_000_000, 9), _DEFLATE),
        FailureCode.BOMB,
        2,
    ),
    "a bomb in a bomb": (
        lambda: _body(
            gzip.compress(gzip.compress(b"\0" * 50_000_000, 9), 9),
            {"Content-Encoding": "gzip, gzip"},
        ),
        FailureCode.BOMB,
        2,
    ),
    "gzip of noise": (
        lambda: _body(b"\x1f\x8b\x08\0" + _noise(5000), _GZIP),
        FailureCode.CORRUPT,
        2,
    ),
    "gzip that is cut off": (lambda: _body(gzip.compress(PAGE.encode())[:-9], _GZIP), None, 3),
    "gzip that is none": (lambda: _body(PAGE.encode(), _GZIP), None, 3),
    "50 encodings": (
        lambda: _body(PAGE.encode(), {"Content-Encoding": ", ".join(["gzip"] * 50)}),
        None,
        3,
    ),
    "Brotli": (
        lambda: _body(b"\x0b\x02\x80", {"Content-Encoding": "br"}),
        FailureCode.UNSUPPORTED,
        2,
    ),
    "a page in segments": (lambda: record(WARC_Segment_Number="1"), FailureCode.UNSUPPORTED, 2),
}
_PACKED: Final[dict[str, tuple[Callable[[], bytes], FailureCode | None, int]]] = {
    "a false checksum": (
        lambda: gzip.compress(_GOOD)[:-8] + b"\0\0\0\0" + gzip.compress(_GOOD)[-4:],
        FailureCode.CORRUPT,
        2,
    ),
    "a member that is cut off": (lambda: gzip.compress(_GOOD)[:-30], FailureCode.CORRUPT, 2),
    "a bit turned": (
        lambda: gzip.compress(_GOOD)[:60] + b"\xff" + gzip.compress(_GOOD)[61:],
        FailureCode.CORRUPT,
        2,
    ),
    "40 MB of zeros": (lambda: _packed_bomb(40_000_000), FailureCode.BOMB, 2),
    "two records in one member": (lambda: gzip.compress(_GOOD * 2), FailureCode.CORRUPT, 2),
    "a request and a page in one member": (
        lambda: gzip.compress(record("GET /", "request") + _GOOD),
        FailureCode.CORRUPT,
        2,
    ),
    "2,000 members of nothing": (lambda: gzip.compress(b"", mtime=0) * 2000, None, 2),
    "5 MB of blocks without content": (lambda: _padded(1_000_000), FailureCode.CORRUPT, 2),
    "a few blocks without content": (lambda: _padded(1000), None, 3),
    "a record that is not packed": (lambda: _GOOD, FailureCode.CORRUPT, 2),
    "noise": (lambda: _noise(100_000), FailureCode.CORRUPT, 2),
    "9,000 beginnings of members": (lambda: b"\x1f\x8b\x08" * 9000, FailureCode.CORRUPT, 2),
    "a length too short": (lambda: gzip.compress(record(length=20)), FailureCode.CORRUPT, 2),
    "a length too long": (lambda: gzip.compress(record(length=10**6)), FailureCode.CORRUPT, 2),
    "words packed": (lambda: gzip.compress(b"This is no record."), FailureCode.CORRUPT, 2),
}
_ALONE: Final[dict[str, tuple[Callable[[], bytes], FailureCode | None, int]]] = {
    "nothing but its first bytes": (lambda: b"WARC/1.", FailureCode.CORRUPT, 0),
    "only what describes it": (info, None, 0),
    "only requests": (lambda: record("GET /", "request") * 3000, None, 0),
    "a page that is cut off": (lambda: _GOOD[:-100], FailureCode.CORRUPT, 0),
    "a header that is cut off": (lambda: _GOOD[:100], FailureCode.CORRUPT, 0),
    "packed as one piece": (lambda: gzip.compress(info() + _GOOD * 2), None, 2),
    "packed as one piece, far too large": (
        lambda: gzip.compress(info() + record(response(_noise(21_000_000))), 1),
        FailureCode.TOO_LARGE,
        0,
    ),
    "packed, in an archive": (lambda: zipped({"a.warc.gz": packed([info(), _GOOD])}), None, 1),
    "packed twice": (lambda: gzip.compress(packed([info(), _GOOD])), None, 1),
    "20,000 beginnings of members": (
        lambda: packed([info()]) + b"\x1f\x8b\x08" * 20_000,
        FailureCode.CORRUPT,
        0,
    ),
}

CASES: Final = [
    *(
        Case(f"WARC: {what}", "a.warc", partial(_within, make), code, says=_SAYS, members=n)
        for what, (make, code, n) in _BETWEEN.items()
    ),
    *(
        Case(
            f"WARC, packed: {what}",
            "a.warc.gz",
            partial(_within_packed, make),
            code,
            says=_SAYS,
            members=n,
        )
        for what, (make, code, n) in _PACKED.items()
    ),
    *(
        Case(f"WARC alone: {what}", "a.warc.gz", make, code, says=_SAYS, members=n)
        for what, (make, code, n) in _ALONE.items()
    ),
]
