"""The parts that a mail consists of, found by their boundaries.

The standard library reads the header fields, with the policy that does not interpret them. It does
not find the parts: it calls itself for each level, and tests each line against every boundary that
is open. Here a mail is split in time that grows with its bytes and with its levels, which are few.

RFC 2045 and RFC 2046.
"""

import binascii
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesHeaderParser
from typing import Final

from functions.parse.errors import (
    CorruptDocumentError,
    TooDeepError,
    TooLargeDocumentError,
    TooManyMembersError,
)

LEVELS: Final = 25
"""Of multiparts in multiparts."""
MOST_PARTS: Final = 1000
MOST_HEADER_BYTES: Final = 256 * 1024
"""Of one part."""
LONGEST_FIELD: Final = 16 * 1024
"""Characters of a header field; what is longer is cut there, before anything is made of it."""
_LONGEST_TYPED: Final = 2000
"""Characters of one with parameters, which the library finds in quadratic time."""
LIMITS: Final = (f"{LEVELS} levels", f"{MOST_PARTS:,} parts", f"{MOST_HEADER_BYTES:,} header bytes")

_BLANK: Final = re.compile(rb"\r?\n\r?\n|\r\n?\r\n?|\A\r?\n")
_DELIMITER: Final = re.compile(
    rb"(?:\A|\n)--([\w'()+,./:=?-]{1,70})[ \t]*\r?\n(?=content-[a-z-]{1,40}:|\r?\n)", re.IGNORECASE
)
"""A line that opens a part, as the header of one behind it shows."""
_FIELD: Final = re.compile(rb"[!-9;-~]{1,100}[ \t]*:|[ \t]")
_CHARSET_NAME: Final = re.compile(r"[\w.:-]{1,40}", re.ASCII)
_NOT_BASE64: Final = re.compile(rb"[^A-Za-z0-9+/]")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A part that holds no others."""

    fields: "Fields"
    payload: bytes = field(repr=False)
    """As it is transferred."""
    is_cut: bool = False
    """Whether the mail ends within it, before the boundary that closes it."""

    def body(self) -> bytes:
        """What was sent."""
        how = self.fields.get("Content-Transfer-Encoding").strip().lower()
        if how == "base64":
            return _base64(self.payload)
        return quopri.decodestring(self.payload) if how == "quoted-printable" else self.payload


@dataclass(frozen=True, slots=True)
class Multipart:
    """A part that holds others."""

    fields: "Fields"
    parts: "tuple[Leaf | Multipart, ...]"


MimePart = Leaf | Multipart


class Fields:
    """The header fields of a part."""

    def __init__(self, block: bytes) -> None:
        self._message: Message = BytesHeaderParser().parsebytes(block.replace(b"\0", b""))

    def get(self, name: str) -> str:
        """The first field of a name, as one line; bytes beyond ASCII are surrogates."""
        for key, value in self._message.raw_items():
            if key.lower() == name.lower():
                return " ".join(str(value)[:LONGEST_FIELD].split())
        return ""

    def items(self) -> Iterator[tuple[str, str]]:
        """All fields, in order, as they are transferred."""
        return ((key, str(value)) for key, value in self._message.raw_items())

    @property
    def media_type(self) -> str:
        """In lower case; plain text where none is given, or what is given is none."""
        return self._typed("Content-Type").get_content_type()

    @property
    def disposition(self) -> str:
        """Whether it is `inline` or an `attachment`, if it says."""
        return self.get("Content-Disposition").partition(";")[0].strip().lower()

    def parameter(self, name: str, header: str = "Content-Type") -> str:
        """A parameter of a field, decoded by RFC 2231; nothing if it is not there or broken."""
        try:
            value = self._typed(header).get_param(name, "", header)
            if isinstance(value, tuple):
                charset, _, text = value
                known = charset if _CHARSET_NAME.fullmatch(charset or "") else "utf-8"
                return text.encode("latin-1", "replace").decode(str(known), "replace")
        except (LookupError, UnicodeError, ValueError):
            return ""
        return value if isinstance(value, str) else ""

    def _typed(self, header: str) -> Message:
        """A message of one field, which is not too long to be taken apart."""
        value = self.get(header)[:_LONGEST_TYPED].encode("utf-8", "surrogateescape")
        single = Message()
        single[header] = value.decode("utf-8", "replace")
        return single


def parts_of(body: bytes) -> MimePart:
    """The parts of a mail.

    Raises:
        CorruptDocumentError: If it has no header.
        TooDeepError: If multiparts lie in too many others.
        TooManyMembersError: If it has too many parts.
        TooLargeDocumentError: If a header has too many bytes.
    """
    return _Splitter().part(without_envelope(body), level=0, is_cut=False)


def without_envelope(body: bytes) -> bytes:
    """A mail without the line that mailboxes put before it."""
    body = body.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    return body.partition(b"\n")[2] if body.startswith(b"From ") else body


class _Splitter:
    """Splits one mail, and counts its parts."""

    def __init__(self) -> None:
        self._count = 0

    def part(self, body: bytes, level: int, *, is_cut: bool) -> MimePart:
        self._count += 1
        if self._count > MOST_PARTS:
            raise TooManyMembersError(f"The mail has more than {MOST_PARTS:,} parts.")
        block, rest = header_of(body)
        fields = Fields(block)
        if fields.media_type.startswith("multipart/"):
            return self._multipart(fields, rest, level, is_cut=is_cut)
        return Leaf(fields, rest, is_cut)

    def _multipart(self, fields: Fields, rest: bytes, level: int, *, is_cut: bool) -> MimePart:
        boundary = fields.parameter("boundary").rstrip()
        if level == LEVELS:
            raise TooDeepError(f"The mail has parts in more than {LEVELS} others.")
        pieces, is_closed = _split(rest, boundary) if boundary else ([], False)
        found = None if pieces else _DELIMITER.search(rest)
        if found:  # another boundary than the one that is given, if any is
            pieces, is_closed = _split(rest, found[1].decode())
        if not pieces:  # a boundary that never comes: what is there is one text
            return Leaf(_plain(fields), rest, is_cut=True)
        last = len(pieces) - 1
        parts = tuple(
            self.part(piece, level + 1, is_cut=place == last and (is_cut or not is_closed))
            for place, piece in enumerate(pieces)
        )
        return Multipart(fields, parts)


def header_of(body: bytes) -> tuple[bytes, bytes]:
    """The header of a part and what comes behind it; the header ends where no field follows.

    Raises:
        TooLargeDocumentError: If it has too many bytes.
    """
    end = _BLANK.search(body, 0, MOST_HEADER_BYTES)
    if end is None and len(body) > MOST_HEADER_BYTES:
        msg = f"A header of the mail has more than {MOST_HEADER_BYTES:,} bytes."
        raise TooLargeDocumentError(msg)
    block = body[: end.start()] if end else body
    place = 0
    for line in block.splitlines(keepends=True):
        if _FIELD.match(line) is None:
            return body[:place], body[place:]
        place += len(line)
    return block, body[end.end() :] if end else b""


def _split(rest: bytes, boundary: str) -> tuple[list[bytes], bool]:
    """What stands between boundaries, and whether the last of them closes."""
    mark = re.escape(boundary.encode())
    pieces: list[bytes] = []
    start: int | None = None
    for found in re.finditer(b"--" + mark + rb"(--)?[ \t]*(?=[\r\n]|\Z)", rest):
        if rest[max(0, found.start() - 1) : found.start()] not in {b"", b"\r", b"\n"}:
            continue
        if start is not None:
            pieces.append(rest[start : max(start, _before_line(rest, found.start()))])
        if found[1]:
            return pieces, True
        start = _behind_line(rest, found.end())
        if len(pieces) > MOST_PARTS:
            raise TooManyMembersError(f"The mail has more than {MOST_PARTS:,} parts.")
    if start is not None and rest[start:].strip():
        pieces.append(rest[start:])
    return pieces, False


def _before_line(body: bytes, start: int) -> int:
    """The end of the line before the one that begins at an offset."""
    return start - (2 if body[max(0, start - 2) : start] == b"\r\n" else 1)


def _behind_line(body: bytes, end: int) -> int:
    """The beginning of the next line, where one ends at an offset."""
    return end + (2 if body[end : end + 2] == b"\r\n" else 1)


def _plain(fields: Fields) -> Fields:
    """The fields of what says that it has parts, without its saying so."""
    kept = (f"{key}: {value}" for key, value in fields.items() if key.lower() != "content-type")
    return Fields("\n".join(kept).encode("utf-8", "surrogateescape"))


def _base64(payload: bytes) -> bytes:
    """What base64 stands for; what is cut off is decoded as far as it goes.

    Raises:
        CorruptDocumentError: If nothing can be made of it.
    """
    letters = _NOT_BASE64.sub(b"", payload.partition(b"=")[0] if b"=" in payload else payload)
    whole = letters[: len(letters) - (len(letters) % 4 == 1)]
    try:
        return binascii.a2b_base64(whole + b"=" * (-len(whole) % 4))
    except binascii.Error as error:
        raise CorruptDocumentError("A part of the mail is no base64.") from error
