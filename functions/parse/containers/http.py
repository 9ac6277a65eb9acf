"""HTTP responses as they were recorded: their head, and their body as the browser would show it.

https://www.rfc-editor.org/rfc/rfc9112
"""

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from functions.parse.containers.base import Limits
from functions.parse.errors import CorruptDocumentError, UnsupportedDocumentError
from schemas.article import Notice, NoticeCode

LONGEST_HEAD: Final = 64 * 1024
"""Bytes."""
_STATUS: Final = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+(\d{3})\b")
_END: Final = re.compile(rb"\r?\n\r?\n")
_CHUNK_SIZE: Final = re.compile(rb"\s{0,2}([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,1000})?\r?\n")
_OUT: Final = 64 * 1024
_MOST_ENCODINGS: Final = 3
_DEFLATED: Final = frozenset({"gzip", "x-gzip", "deflate"})
_CUT_OFF: Final = Notice(
    code=NoticeCode.CUT_OFF, message="The page was cut off when it was fetched."
)


@dataclass(frozen=True, slots=True)
class Head:
    """Status and fields of a response."""

    status: int
    fields: Mapping[str, str]
    """By their names in lower case; of several with a name, the first."""
    length: int
    """Bytes, with the blank line that ends it."""

    @property
    def media_type(self) -> str:
        """The content type in lower case, without its parameters."""
        return self.fields.get("content-type", "").partition(";")[0].strip().lower()


def fields_of(lines: bytes) -> dict[str, str]:
    """Header fields by their names in lower case; lines that begin with a space go on."""
    unfolded = re.sub(rb"\r?\n[ \t]+", b" ", lines)
    fields: dict[str, str] = {}
    for line in unfolded.decode("utf-8", "replace").splitlines():
        name, colon, value = line.partition(":")
        if colon:
            fields.setdefault(name.strip().lower(), value.strip())
    return fields


def head_of(held: bytes) -> Head | None:
    """The head that a response begins with; nothing if it is none, or longer than any is."""
    status, end = _STATUS.match(held), _END.search(held, 0, LONGEST_HEAD)
    if not status or not end:
        return None
    return Head(int(status[1]), fields_of(held[status.end() : end.start()]), end.end())


def body_of(head: Head, body: bytes, limits: Limits) -> tuple[bytes, tuple[Notice, ...]]:
    """The body of a response, put together and unpacked, and what has to be said of it.

    Crawlers differ in whether they keep chunks and packing that the head speaks of: where the
    body shows none, it is taken as it is.

    Raises:
        UnsupportedDocumentError: If it is packed in a way that is not read.
        ParseError: If it is damaged or unpacks beyond a limit.
    """
    is_whole = True
    if "chunked" in head.fields.get("transfer-encoding", "").lower():
        body, is_whole = _joined(body)
    elif head.fields.get("content-length", "").isdigit():
        is_whole = len(body) >= int(head.fields["content-length"][:15])
    coded = [name.strip() for name in head.fields.get("content-encoding", "").lower().split(",")]
    for encoding in reversed(coded[:_MOST_ENCODINGS]):
        if encoding in _DEFLATED:
            body, was_whole = _unpacked(body, limits)
            is_whole = is_whole and was_whole
        elif encoding not in {"", "identity", "none"} and not body.lstrip().startswith(b"<"):
            raise UnsupportedDocumentError(
                f"The page is packed in a way that is not read ({encoding[:40]}).",
                "Crawl it again with the header `Accept-Encoding: gzip`, or drop the saved page.",
            )
    return body, () if is_whole else (_CUT_OFF,)


def _joined(body: bytes) -> tuple[bytes, bool]:
    """The chunks put together, and whether the last was there."""
    parts: list[bytes] = []
    position = 0
    while match := _CHUNK_SIZE.match(body, position):
        length = int(match[1], 16)
        if not length:
            return b"".join(parts), True
        parts.append(body[match.end() : match.end() + length])
        position = match.end() + length
    return (b"".join(parts), False) if parts else (body, True)


def _unpacked(body: bytes, limits: Limits) -> tuple[bytes, bool]:
    """What is packed with gzip or Deflate, and whether its end was there.

    Raises:
        ParseError: If it is damaged or unpacks beyond a limit.
    """
    if body.startswith(b"\x1f\x8b"):
        return _inflated(body, zlib.MAX_WBITS + 16, limits)
    if len(body) > 1 and body[0] & 0x0F == 8 and int.from_bytes(body[:2]) % 31 == 0:
        return _inflated(body, zlib.MAX_WBITS, limits)
    if not body or body.lstrip()[:1] in {b"<", b"\xef"}:
        return body, True
    return _inflated(body, -zlib.MAX_WBITS, limits)


def _inflated(body: bytes, bits: int, limits: Limits) -> tuple[bytes, bool]:
    held, left = bytearray(), body
    try:
        while left:
            inflater = zlib.decompressobj(bits)
            while not inflater.eof:
                chunk = inflater.decompress(left, _OUT)
                held += chunk
                limits.check_unpacked(len(body), len(held), limits.member_bytes)
                left = inflater.unconsumed_tail
                if not chunk and not left and not inflater.eof:
                    return bytes(held), False
            left = inflater.unused_data if inflater.unused_data[:2] == body[:2] else b""
    except zlib.error as error:
        raise CorruptDocumentError("The page's packed bytes are damaged.") from error
    return bytes(held), True
