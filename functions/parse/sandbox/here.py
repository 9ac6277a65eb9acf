"""A sandbox that is none: documents are read in this process. For tests and measurements."""

import logging
from dataclasses import dataclass

from functions.parse.document import Document
from functions.parse.errors import ParseError, ReaderFaultError
from functions.parse.sandbox.tasks import article_of
from schemas.article import Article

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Here:
    """Reads documents in this process; only the text's length is limited."""

    most_characters: int

    def article(self, document: Document) -> Article:
        """The article of a document. Parsing is pure: what it raises it would raise every time.

        Raises:
            ParseError: If there is none, or the parser fails in a way that nobody foresaw.
        """
        try:
            return article_of(document, self.most_characters)
        except ParseError:
            raise
        except Exception as error:
            logger.exception("parser failed on %s", document.source.key)
            raise ReaderFaultError.of(type(error).__name__) from error
