"""Whole containers: documents in size, whose parts are taken where documents are read.

What each format's parts are lives in its module; where they are taken, in the sandbox.
"""

import io
from collections.abc import Iterator, Sequence
from typing import Protocol

from functions.parse.containers.base import File, Limits, Member, Part, Place
from functions.parse.errors import EmptyDocumentError, TooLargeDocumentError, TooManyMembersError


class Divider(Protocol):
    """What takes the parts of a whole container."""

    def members(self, kind: str, body: bytes, limits: Limits) -> Sequence[tuple[str, int]]:
        """Name and size in bytes of each part, in their order; raises a ParseError."""

    def part(self, kind: str, body: bytes, index: int, limits: Limits) -> Part:
        """The part at an index; raises a ParseError."""


class WholeContainer:
    """An opened container that is read as one document."""

    def __init__(self, divider: Divider, kind: str, file: File, limits: Limits) -> None:
        """Raises TooLargeDocumentError if it is larger than a document may be."""
        size = file.seek(0, io.SEEK_END)
        if size > limits.member_bytes:
            msg = f"The file has {size:,} bytes; the limit is {limits.member_bytes:,}."
            raise TooLargeDocumentError(msg)
        file.seek(0)
        self._body, self._kind, self._divider, self._limits = file.read(), kind, divider, limits

    def members(self, place: Place) -> Iterator[tuple[Member, Place]]:
        """The parts from an index on.

        Raises:
            ParseError: If it is broken, empty, or holds too many.
        """
        found = self._divider.members(self._kind, self._body, self._limits)
        if not found:
            raise EmptyDocumentError("The file holds no article.")
        if len(found) > self._limits.members:
            msg = f"The file holds {len(found):,} articles; the limit is {self._limits.members:,}."
            raise TooManyMembersError(msg)
        for index, (name, size) in enumerate(found):
            if index >= place.position:
                yield Member(name, str(index), size), Place(index + 1, index + 1)

    def part(self, locator: str) -> Part:
        """The part of a locator.

        Raises:
            ParseError: If it cannot be taken out.
        """
        part = self._divider.part(self._kind, self._body, int(locator), self._limits)
        if len(part.body) > self._limits.member_bytes:
            most = self._limits.member_bytes
            msg = f"The part has {len(part.body):,} bytes; the limit is {most:,}."
            raise TooLargeDocumentError(msg)
        return part
