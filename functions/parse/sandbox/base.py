"""What a sandbox does for the service."""

from typing import Protocol

from functions.parse.document import Document
from schemas.article import Article


class Sandbox(Protocol):
    """Reads documents."""

    def article(self, document: Document) -> Article:
        """The article that a document holds.

        Raises:
            ParseError: If there is none, or reading it broke a limit or the reader.
        """


class SandboxError(Exception):
    """No document could be read, whatever it holds: a fault of ours, worth another try."""
