"""A sandbox that is none: documents are read in this process. For tests and measurements."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from functions.parse.containers import Limits, Part
from functions.parse.containers.division import Division
from functions.parse.document import Document
from functions.parse.errors import ParseError, ReaderFaultError
from functions.parse.sandbox.tasks import article_of
from schemas.article import Article

logger = logging.getLogger(__name__)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Here:
    """Reads documents in this process; only the text's length is limited.

    Reading is pure: what it raises it would raise every time.
    """

    most_characters: int
    _division: Division = field(default_factory=Division)

    def article(self, document: Document) -> Article:
        """The article of a document.

        Raises:
            ParseError: If there is none, or the parser fails in a way that nobody foresaw.
        """
        return _told(lambda: article_of(document, self.most_characters))

    def members(self, kind: str, body: bytes, limits: Limits) -> Sequence[tuple[str, int]]:
        """Name and size in bytes of each part of a whole container.

        Raises:
            ParseError: If it cannot be divided.
        """
        return _told(lambda: self._division.members(kind, body, limits))

    def part(self, kind: str, body: bytes, index: int, limits: Limits) -> Part:
        """A part of a whole container.

        Raises:
            ParseError: If it cannot be divided.
        """
        return _told(lambda: self._division.part(kind, body, index, limits))


def _told(read: Callable[[], T]) -> T:
    """What reading gives, or the error that it tells of."""
    try:
        return read()
    except ParseError:
        raise
    except Exception as error:
        logger.exception("parser failed")
        raise ReaderFaultError.of(type(error).__name__) from error
