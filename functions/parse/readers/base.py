"""What every reader is. The readers themselves live in the modules beside this one."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Protocol

from functions.parse.document import Document
from functions.parse.reading import Reading
from schemas.article import Format


class Certainty(IntEnum):
    """How surely a document is of a reader's format; content outranks names when it is clear."""

    NO = 0
    POSSIBLE = 1
    """Nothing speaks against it."""
    LIKELY = 2
    """Some markup of the format is there."""
    TYPED = 3
    """The content type says so."""
    NAMED = 4
    """The name's ending says so."""
    CERTAIN = 5
    """The content can be nothing else."""


class Named(Protocol):
    """What has a name with an ending, and a content type."""

    @property
    def extension(self) -> str: ...  # noqa: D102
    @property
    def media_type(self) -> str: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Names:
    """What a format is called, by people, by file names and by content types."""

    title: str
    endings: frozenset[str] = field(default_factory=frozenset)
    """Of file names, in lower case, without the dot."""
    media_types: frozenset[str] = field(default_factory=frozenset)

    def certainty(self, named: Named) -> Certainty:
        """What the name and content type of a file say of its being of this format."""
        if named.extension in self.endings:
            return Certainty.NAMED
        return Certainty.TYPED if named.media_type in self.media_types else Certainty.NO


@dataclass(frozen=True, slots=True)
class Reader:
    """One format: how to recognise it and how to read it."""

    format: Format
    names: Names
    recognise: Callable[[Document, str], Certainty]
    """From the document and the first characters of its text; none if it is no text."""
    read: Callable[[Document], Reading]
    """The reading of a document; raises a ParseError."""
    limits: tuple[str, ...] = ()
    """What is refused for its size or shape, one limit in a few words each."""
