"""What the parser is given: one object's bytes and what the store knows of them.

Fetching the object does not live here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath

from functions.parse.decode import decode
from functions.parse.errors import EmptyDocumentError
from functions.parse.sniff import refuse_binary
from schemas.article import SourceObject

INVISIBLE = "\ufeff\u200b\u200e\u200f\u2060"
"""Characters without width that are no white space to Python."""


@dataclass(frozen=True)
class Document:
    """One object as it was dropped."""

    body: bytes
    source: SourceObject
    metadata: Mapping[str, str] = field(default_factory=dict)
    """The object's user metadata, keys in lower case; `published` is read."""

    @property
    def extension(self) -> str:
        """The ending of the member's or key's last part in lower case, without its dot."""
        return PurePosixPath(self.source.member or self.source.key).suffix.lower().removeprefix(".")

    @property
    def media_type(self) -> str:
        """The content type in lower case, without its parameters."""
        return (self.source.content_type or "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        """The charset parameter of the content type."""
        _, _, parameter = (self.source.content_type or "").lower().partition("charset=")
        return parameter.partition(";")[0].strip("\"' ") or None

    @cached_property
    def text(self) -> str:
        """The document as text, decoded once.

        Raises:
            UnsupportedDocumentError: If it is binary.
            UndecodableDocumentError: If it is text in no encoding that it could be in.
            EmptyDocumentError: If it holds nothing but white space.
        """
        refuse_binary(self.body)
        text = decode(self.body, self.charset)
        if not text.strip().strip(INVISIBLE).strip():
            raise EmptyDocumentError("The file is empty or holds nothing but white space.")
        return text
