"""What formats are called, and how surely a document is of one by its names alone."""

from dataclasses import dataclass, field
from enum import IntEnum

from functions.parse.document import Document


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
class Names:
    """What a format is called, by people, by file names and by content types."""

    title: str
    endings: frozenset[str] = field(default_factory=frozenset)
    """Of file names, in lower case, without the dot."""
    media_types: frozenset[str] = field(default_factory=frozenset)

    def certainty(self, document: Document) -> Certainty:
        """What a document's name and content type say of its being of this format."""
        if document.extension in self.endings:
            return Certainty.NAMED
        return Certainty.TYPED if document.media_type in self.media_types else Certainty.NO
