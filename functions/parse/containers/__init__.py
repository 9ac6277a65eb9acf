"""Containers: files that hold articles. Which there are, how to tell them, and how to divide them.

Pure: everything works over a seekable binary file. What becomes of the members lives in
`expansion`.
"""

from enum import StrEnum
from typing import Final

from functions.parse.containers.base import (
    Container,
    File,
    Format,
    Limits,
    Member,
    Place,
    ending,
)
from functions.parse.containers.lines import LinesFormat, looks_like_lines
from functions.parse.containers.zip import MAGICS, ZipFormat, is_document
from functions.parse.errors import CorruptDocumentError

__all__ = ["Container", "File", "Kind", "Limits", "Member", "Place", "kind_of", "open_container"]
__all__ += ["read_member"]

_HEAD: Final = 64 * 1024
"""Bytes looked at to tell a container."""
_LINES_ENDINGS: Final = frozenset({"jsonl", "ndjson", "jsonlines"})
_LINES_TYPES: Final = frozenset(
    {"application/jsonl", "application/x-jsonlines", "application/x-ndjson", "application/ndjson"}
)


class Kind(StrEnum):
    """Which kind of container a file is."""

    ZIP = "zip"
    LINES = "lines"


_FORMATS: Final[dict[Kind, Format]] = {Kind.ZIP: ZipFormat(), Kind.LINES: LinesFormat()}


def kind_of(file: File, name: str, media_type: str = "") -> Kind | None:
    """Which kind of container a file is, if it is one.

    A ZIP archive is told by its first bytes, whatever it is called; JSON Lines by name or content
    type, or by two lines that are objects.
    """
    file.seek(0)
    head = file.read(_HEAD)
    if head.startswith(MAGICS):
        return Kind.ZIP if _holds_articles(file) else None
    named = ending(name) in _LINES_ENDINGS or media_type in _LINES_TYPES
    if (named and b"\x00" not in head) or looks_like_lines(head):
        return Kind.LINES
    return None


def _holds_articles(file: File) -> bool:
    try:
        return not is_document(file)
    except CorruptDocumentError:
        return True  # opening it will say what is wrong


def open_container(file: File, kind: Kind, limits: Limits) -> Container:
    """Open a container.

    Raises:
        ParseError: If it is broken or beyond a limit as a whole.
    """
    return _FORMATS[kind].open(file, limits)


def read_member(file: File, kind: Kind, locator: str, limits: Limits) -> bytes:
    """One member of a container, unpacked.

    Raises:
        ParseError: If this member is broken, encrypted or beyond a limit.
    """
    return _FORMATS[kind].read(file, locator, limits)
