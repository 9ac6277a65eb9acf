"""What every reader is. The readers themselves live in the modules beside this one."""

from collections.abc import Callable
from dataclasses import dataclass

from functions.parse.document import Document
from functions.parse.names import Certainty, Names
from functions.parse.reading import Reading
from schemas.article import Format

__all__ = ["Certainty", "Names", "Reader"]


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
