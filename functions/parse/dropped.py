"""What was dropped, opened: an object, or a member of one, that is an article or a container.

Where the bytes come from is the business of `objects`.
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from functions.parse.containers import (
    Container,
    File,
    Kind,
    Limits,
    kind_of,
    open_container,
    read_member,
)
from functions.parse.document import Document
from functions.parse.errors import TooDeepError, TooLargeDocumentError
from schemas.article import SourceObject
from schemas.identity import member_depth

Step = str
"""How a member is found in its container: the container's kind and the member's locator."""


def step(kind: Kind, locator: str) -> Step:
    """The step to a member."""
    return f"{kind.value}:{locator}"


@dataclass(frozen=True, slots=True)
class Dropped:
    """An object or a member of one. Nothing but what is asked for is read."""

    file: File
    source: SourceObject
    metadata: Mapping[str, str]
    """The object's user metadata."""

    def member(self, path: str, steps: Sequence[Step], limits: Limits) -> "Dropped":
        """The member at a path within this object, found by one step for each level.

        Raises:
            ParseError: If it or a container around it is broken or beyond a limit.
        """
        file, kind, size = self.file, None, 0
        for each in steps:
            name, _, locator = each.partition(":")
            kind = Kind(name)
            body = read_member(file, kind, locator, limits)
            file, size = io.BytesIO(body), len(body)
        media_type = "application/json" if kind is Kind.LINES else None
        update = {"member": path, "size": size, "content_type": media_type}
        return replace(self, file=file, source=self.source.model_copy(update=update))

    def kind(self) -> Kind | None:
        """Which kind of container it is, if it is one."""
        if self.source.member and self.source.content_type:
            return None  # a line of JSON Lines
        name = self.source.member or self.source.key
        return kind_of(self.file, name, (self.source.content_type or "").partition(";")[0].strip())

    def container(self, kind: Kind, limits: Limits) -> Container:
        """It as a container.

        Raises:
            ParseError: If it is broken, or beyond a limit as a whole.
        """
        depth = member_depth(self.source.member) + 1
        if depth > limits.depth:
            msg = f"The container lies in {depth - 1} others; the limit is {limits.depth - 1}."
            raise TooDeepError(msg)
        return open_container(self.file, kind, limits)

    def document(self, max_bytes: int) -> Document:
        """It as an article, read whole.

        Raises:
            TooLargeDocumentError: If it has more bytes than the limit; nothing of it is read.
        """
        if self.source.size > max_bytes:
            msg = f"The file has {self.source.size:,} bytes; the limit is {max_bytes:,}."
            raise TooLargeDocumentError(msg)
        self.file.seek(0)
        return Document(body=self.file.read(), source=self.source, metadata=self.metadata)
