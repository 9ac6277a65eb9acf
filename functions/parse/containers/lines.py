"""JSON Lines: one JSON value a line, each an article. Lines are found here, not understood.

https://jsonlines.org
"""

import json
from collections.abc import Iterator
from typing import Final

from functions.parse.containers.base import (
    Candidate,
    File,
    Limits,
    Member,
    Part,
    Place,
    Streamed,
)
from functions.parse.errors import EmptyDocumentError, TooLargeDocumentError
from functions.parse.readers.base import Certainty, Names

_NAMES: Final = Names(
    "JSON Lines",
    frozenset({"jsonl", "ndjson", "jsonlines"}),
    frozenset(
        {
            "application/jsonl",
            "application/x-jsonlines",
            "application/x-ndjson",
            "application/ndjson",
        }
    ),
)
_BOM: Final = b"\xef\xbb\xbf"
_CHUNK: Final = 256 * 1024
_WHITE: Final = b" \t\r\n"


class LinesContainer:
    """Opened JSON Lines."""

    def __init__(self, file: File) -> None:
        self._file = file

    def members(self, place: Place) -> Iterator[tuple[Member, Place]]:
        """The lines from the offset of a byte on; blank ones are counted but are no members."""
        number, start = place.number, place.position
        for end, is_blank in _lines(self._file, start):
            number += 1
            if not is_blank:
                member = Member(f"line-{number:07d}", f"{start}:{end - start}", end - start)
                yield member, Place(end, number)
            start = end


def recognise(candidate: Candidate) -> Certainty:
    """By name or content type, or by two lines that are objects."""
    named = _NAMES.certainty(candidate)
    if named and b"\x00" not in candidate.head:
        return named
    return Certainty.LIKELY if _looks_like_lines(candidate.head) else Certainty.NO


def open_lines(candidate: Candidate, limits: Limits) -> LinesContainer:
    """Open a file.

    Raises:
        ParseError: If it is empty or has too many bytes.
    """
    candidate.size(limits)
    container = LinesContainer(candidate.file)
    if next(container.members(Place()), None) is None:
        raise EmptyDocumentError("The file holds no line with anything in it.")
    return container


def read(file: File, locator: str, limits: Limits) -> Part:
    """One line, without white space around it.

    Raises:
        TooLargeDocumentError: If it is longer than an article may be.
    """
    start, length = map(int, locator.split(":"))
    if length > limits.member_bytes:
        msg = f"The line has {length:,} bytes; the limit is {limits.member_bytes:,}."
        raise TooLargeDocumentError(msg)
    file.seek(start)
    line = file.read(length)
    body = (line.removeprefix(_BOM) if start == 0 else line).strip(_WHITE)
    return Part("", body, "application/json")


def _looks_like_lines(head: bytes) -> bool:
    """Whether the beginning of a file is a JSON object on a line and that of another below."""
    lines = [line for line in head.removeprefix(_BOM).split(b"\n") if line.strip(_WHITE)]
    if len(lines) < 2 or not lines[1].lstrip(_WHITE).startswith(b"{"):
        return False
    try:
        return isinstance(json.loads(lines[0]), dict)
    except (ValueError, RecursionError):
        return False


def _lines(file: File, start: int) -> Iterator[tuple[int, bool]]:
    """Where each line ends, its line feed included, and whether it is blank.

    Held is one chunk, however long a line is. The file's own position may move between two
    lines.
    """
    position, is_blank, begun = start, True, False
    while True:
        file.seek(position)
        chunk = file.read(_CHUNK)
        if not chunk:
            break
        at = 0
        while at < len(chunk):
            feed = chunk.find(b"\n", at)
            end = len(chunk) if feed < 0 else feed + 1
            part = chunk[at:end]
            if position + at == 0:
                part = part.removeprefix(_BOM)
            is_blank, begun = is_blank and not part.strip(_WHITE), feed < 0
            if feed >= 0:
                yield position + end, is_blank
                is_blank = True
            at = end
        position += len(chunk)
    if begun:
        yield position, is_blank


CONTAINER: Final = Streamed("lines", _NAMES, recognise, open_lines, read)
