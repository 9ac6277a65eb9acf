"""Tells binary files from text by their first bytes, and names what they are.

Only what is certain from the bytes is decided here; which text format it is lives in the readers.
"""

import re
from dataclasses import dataclass
from typing import Final

from functions.parse.errors import UnsupportedDocumentError
from functions.parse.packed import HEAD, packed_within


@dataclass(frozen=True, slots=True)
class Magic:
    """A kind of file that certain bytes at an offset give away."""

    name: str
    signature: bytes
    offset: int = 0
    remedy: str | None = None


_EXPORT: Final = "Export it as DOCX, PDF, HTML or plain text and drop that."
_UNPACK: Final = "Unpack it and drop the articles that are in it one by one."
_DROP: Final = "Drop it into the inbox, where it is divided, or unpack it."

MAGICS: Final = (
    Magic("an RTF document", b"{\\rtf", remedy=_EXPORT),
    Magic("an old Microsoft Office document", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", remedy=_EXPORT),
    Magic("a PostScript document", b"%!PS", remedy=_EXPORT),
    Magic("a PNG image", b"\x89PNG\r\n\x1a\n"),
    Magic("a JPEG image", b"\xff\xd8\xff"),
    Magic("a GIF image", b"GIF87a"),
    Magic("a GIF image", b"GIF89a"),
    Magic("a WebP image", b"WEBP", 8),
    Magic("a TIFF image", b"II*\x00"),
    Magic("a TIFF image", b"MM\x00*"),
    Magic("a BMP image", b"BM"),
    Magic("a WAV recording", b"WAVE", 8),
    Magic("an AVI video", b"AVI ", 8),
    Magic("an MP4 video or HEIC image", b"ftyp", 4),
    Magic("an MP3 recording", b"ID3"),
    Magic("an MP3 recording", b"\xff\xfb"),
    Magic("an Ogg recording", b"OggS\x00"),
    Magic("a FLAC recording", b"fLaC\x00"),
    Magic("a Matroska or WebM video", b"\x1aE\xdf\xa3"),
    Magic("a gzip archive", b"\x1f\x8b", remedy=_DROP),
    Magic("a bzip2 archive", b"BZh91AY&SY", remedy=_UNPACK),
    Magic("an xz archive", b"\xfd7zXZ\x00", remedy=_UNPACK),
    Magic("a Zstandard archive", b"(\xb5/\xfd", remedy=_UNPACK),
    Magic("a 7-Zip archive", b"7z\xbc\xaf'\x1c", remedy=_UNPACK),
    Magic("a RAR archive", b"Rar!\x1a\x07", remedy=_UNPACK),
    Magic("a tar archive", b"ustar", 257, remedy=_UNPACK),
    Magic("a WARC web archive", b"WARC/1.", remedy=_DROP),
    Magic("a Linux program", b"\x7fELF"),
    Magic("a Windows program", b"MZ"),
    Magic("an SQLite database", b"SQLite format 3\x00"),
    Magic("a Parquet file", b"PAR1"),
    Magic("a font", b"wOF2"),
)

ZIP_MAGIC: Final = b"PK\x03\x04"

_BINARY_BYTES: Final = re.compile(rb"[\x00-\x08\x0e-\x1a\x7f]")
_WORDLIKE: Final = re.compile(rb"[A-Za-z0-9!/. ]+")
_BOMS: Final = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")


def refuse_binary(body: bytes) -> None:
    """Refuse what is no text.

    Raises:
        UnsupportedDocumentError: If the bytes are those of a known binary format, or hold NULs
            or other control bytes that no text has.
    """
    if body.startswith(ZIP_MAGIC):
        _refuse_zip(body)
    for magic in MAGICS:
        if _matches(body, magic):
            raise UnsupportedDocumentError(
                f"This is {magic.name}, not an article in text form.", magic.remedy
            )
    if not body.startswith(_BOMS) and _looks_binary(body):
        raise UnsupportedDocumentError("This is binary data of an unknown kind, not text.")


def _matches(body: bytes, magic: Magic) -> bool:
    """Whether the signature is there; one that could open a sentence needs binary bytes too."""
    if not body.startswith(magic.signature, magic.offset):
        return False
    could_be_words = magic.offset > 0 or (
        len(magic.signature) < 5 and _WORDLIKE.fullmatch(magic.signature) is not None
    )
    return not could_be_words or _BINARY_BYTES.search(body[:HEAD]) is not None


def _refuse_zip(body: bytes) -> None:
    packed = packed_within(body[:HEAD] + body[-HEAD:])
    what, remedy = (packed, _EXPORT) if packed else ("a ZIP archive", _DROP)
    raise UnsupportedDocumentError(f"This is {what}, not an article in text form.", remedy)


def _looks_binary(body: bytes) -> bool:
    """Whether a NUL stands anywhere, or control bytes make up over half a percent."""
    if b"\x00" in body:
        return True
    controls = len(body) - len(body.translate(None, _CONTROLS))
    return controls > 2 and controls > len(body) * 0.005


_CONTROLS: Final = bytes(byte for byte in range(32) if byte not in b"\t\n\v\f\r\x1b") + b"\x7f"
