"""What every reader is. The readers themselves live in the modules beside this one."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

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


@dataclass(frozen=True, slots=True)
class Reader:
    """One format: how to recognise it and how to read it."""

    format: Format
    recognise: Callable[[Document, str], Certainty]
    """From the document and the first characters of its text."""
    read: Callable[[str], Reading]
    """The reading of a document's text; raises a ParseError."""


def named_certainty(
    document: Document, extensions: frozenset[str], media_types: frozenset[str]
) -> Certainty:
    """What a document's name and content type say of its format."""
    if document.extension in extensions:
        return Certainty.NAMED
    return Certainty.TYPED if document.media_type in media_types else Certainty.NO
