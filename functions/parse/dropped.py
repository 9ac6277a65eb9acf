"""What was dropped, opened: an object, or a member of one, that is an article or a container.

Where the bytes come from is the business of `objects`.
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from functions.parse.containers import Candidate, File, Limits, Opened, Part, Streamed
from functions.parse.containers.registry import container, kind_of
from functions.parse.divisions import Divisions, Identity
from functions.parse.document import Document
from functions.parse.errors import TooDeepError, TooLargeDocumentError
from schemas.article import Notice, SourceObject
from schemas.identity import LEVEL, member_depth

Step = str
"""How a member is found in its container: the container's kind and the member's locator."""


def step(kind: str, locator: str) -> Step:
    """The step to a member."""
    return f"{kind}:{locator}"


@dataclass(frozen=True, slots=True)
class Dropped:
    """An object or a member of one. Nothing but what is asked for is read."""

    file: File
    source: SourceObject
    metadata: Mapping[str, str]
    """The object's user metadata."""
    steps: tuple[Step, ...] = ()
    """The way to it from the object."""
    notices: tuple[Notice, ...] = ()
    """What a reader of the article has to know of how it was taken out of its container."""

    def member(
        self, path: str, steps: Sequence[Step], limits: Limits, divisions: Divisions
    ) -> "Dropped":
        """The member at a path within this object, found by one step for each level.

        Raises:
            ParseError: If it or a container around it is broken or beyond a limit.
        """
        dropped = self
        for each in steps:
            kind, _, locator = each.partition(":")
            part = dropped._part(kind, locator, limits, divisions)
            update = {
                "member": path,
                "size": len(part.body),
                "content_type": part.content_type,
                "url": part.url,
                "fetched": part.fetched,
            }
            dropped = replace(
                dropped,
                file=io.BytesIO(part.body),
                source=dropped.source.model_copy(update=update),
                steps=(*dropped.steps, each),
                notices=part.notices,
            )
        return dropped

    def kind(self) -> str | None:
        """Which kind of container it is, if it is one."""
        return kind_of(self._candidate())

    def container(self, kind: str, limits: Limits, divisions: Divisions) -> Opened:
        """It as a container.

        Raises:
            ParseError: If it is broken, or beyond a limit as a whole.
        """
        depth = member_depth(self.source.member) + 1
        if depth > limits.depth:
            msg = f"The container lies in {depth - 1} others; the limit is {limits.depth - 1}."
            raise TooDeepError(msg)
        format_ = container(kind)
        if isinstance(format_, Streamed):
            return format_.open(self._candidate(), limits)
        return divisions.of(self._identity(), kind, partial(self._body, limits.member_bytes))

    def document(self, max_bytes: int) -> Document:
        """It as an article, read whole.

        Raises:
            TooLargeDocumentError: If it has more bytes than the limit; nothing of it is read.
        """
        body = self._body(max_bytes)
        return Document(body=body, source=self.source, metadata=self.metadata)

    def _part(self, kind: str, locator: str, limits: Limits, divisions: Divisions) -> Part:
        format_ = container(kind)
        if isinstance(format_, Streamed):
            return format_.read(self.file, locator, limits)
        whole = divisions.of(self._identity(), kind, partial(self._body, limits.member_bytes))
        return whole.part(locator)

    def _candidate(self) -> Candidate:
        name = self.source.member.rpartition(LEVEL)[2] or self.source.key
        return Candidate.of(self.file, name, self.source.content_type)

    def _identity(self) -> Identity:
        source = self.source
        return (source.bucket, source.key, source.version_id, source.etag, *self.steps)

    def _body(self, most: int) -> bytes:
        size = self.source.size
        if size > most:
            raise TooLargeDocumentError(f"The file has {size:,} bytes; the limit is {most:,}.")
        self.file.seek(0)
        return self.file.read()
