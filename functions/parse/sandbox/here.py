"""A sandbox that is none: documents are read in this process. For tests and measurements.

Reading is pure, so what it raises it would raise every time.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from functions.parse.containers import Limits, Part
from functions.parse.divisions import divided
from functions.parse.document import Document
from functions.parse.errors import ParseError, ReaderFaultError
from functions.parse.sandbox.tasks import article_of
from schemas.article import Article

logger = logging.getLogger(__name__)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Here:
    """Reads documents in this process; only the text's length is limited."""

    most_characters: int

    def article(self, document: Document) -> Article:
        """The article of a document.

        Raises:
            ParseError: If there is none, or the parser fails in a way that nobody foresaw.
        """
        key = document.source.key
        return _read(lambda: article_of(document, self.most_characters), f"parser failed on {key}")


@dataclass(frozen=True, slots=True)
class DividerHere:
    """Divides whole containers in this process."""

    limits: Limits

    def parts(self, kind: str, body: bytes) -> Sequence[Part]:
        """All parts of a container of a kind.

        Raises:
            ParseError: If it is broken or beyond a limit, or the parser fails unforeseen.
        """
        failed = f"division failed on a container of kind {kind}"
        return _read(lambda: divided(kind, body, self.limits), failed)


def _read(read: Callable[[], T], failed: str) -> T:
    """What reading gives; where nobody foresaw how it fails, that is logged and a fault of ours."""
    try:
        return read()
    except ParseError:
        raise
    except Exception as error:
        logger.exception(failed)
        raise ReaderFaultError.of(type(error).__name__) from error
