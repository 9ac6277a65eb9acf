"""Why a document cannot become an article. All are permanent: another try ends the same way.

Failures of the services around the parser (which are worth another try) do not live here.
"""

from collections.abc import Iterator
from typing import ClassVar, Self

from schemas.failure import FailureCode


class ParseError(Exception):
    """A document that cannot become an article.

    Attributes:
        code: Which of the ways to fail this is.
        message: One sentence: what is wrong with the document.
        remedy: One sentence: what to do about it.
    """

    code: ClassVar[FailureCode] = FailureCode.CORRUPT
    default_remedy: ClassVar[str] = "Drop an undamaged copy of the file under the same name."

    def __init__(self, message: str, remedy: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy or self.default_remedy


class EmptyDocumentError(ParseError):
    """There is no text in the document."""

    code = FailureCode.EMPTY
    default_remedy = "Drop the file again with the article's text in it."


class UnsupportedDocumentError(ParseError):
    """The document is of a kind that no reader is there for."""

    code = FailureCode.UNSUPPORTED
    default_remedy = (
        "Drop the article as plain text, HTML, Markdown, PDF, DOCX, JSON, ninjs, NewsML-G2, NITF "
        "or a mail."
    )


class UndecodableDocumentError(ParseError):
    """The bytes are no text in any encoding that the document could be in."""

    code = FailureCode.UNDECODABLE
    default_remedy = "Save the file as UTF-8 and drop it again."


class CorruptDocumentError(ParseError):
    """The document is of a known kind but broken."""

    code = FailureCode.CORRUPT


class TooLargeDocumentError(ParseError):
    """The document is larger than the parser reads."""

    code = FailureCode.TOO_LARGE
    default_remedy = "Split the file into its articles and drop each by itself."


class NoArticleError(ParseError):
    """The document is readable but holds no article."""

    code = FailureCode.NO_ARTICLE
    default_remedy = "Drop the page of a single article, or its text as a .txt file."


class NoTextLayerError(ParseError):
    """The pages are pictures of text."""

    code = FailureCode.NO_TEXT_LAYER
    default_remedy = "Run text recognition (OCR) on it and drop the result."


class UnreadableDocumentError(ParseError):
    """The store will not hand the document out."""

    code = FailureCode.UNREADABLE
    default_remedy = "Restore or decrypt the object, then drop it again."


class ReaderFaultError(ParseError):
    """The parser itself failed on the document: a fault of ours that every try would meet."""

    code = FailureCode.INTERNAL
    default_remedy = "Please report it with the file; the log of this time has the details."

    @classmethod
    def of(cls, fault: str) -> Self:
        """For a fault that has the name of an exception's class."""
        return cls(f"The parser failed on this file ({fault}).")


class OutOfTimeError(ParseError):
    """Reading the document took longer than it may, in a process of its own."""

    code = FailureCode.TIMEOUT
    default_remedy = "Drop the article's text alone, as plain text or a simple page."


class OutOfMemoryError(ParseError):
    """Reading the document took more memory than it may, in a process of its own."""

    code = FailureCode.OUT_OF_MEMORY
    default_remedy = "Split the file into smaller ones, or drop the article's text alone."


class ReaderCrashedError(ParseError):
    """The process that read the document died of it."""

    code = FailureCode.READER_CRASHED
    default_remedy = "Save the document anew in another program, or drop its text as a .txt file."


class EncryptedError(ParseError):
    """The document is locked with a password."""

    code = FailureCode.ENCRYPTED
    default_remedy = "Save it without a password and drop it again."


class TooManyMembersError(ParseError):
    """The container holds more than is taken out of one."""

    code = FailureCode.TOO_MANY
    default_remedy = "Divide it into smaller ones and drop each by itself."


class TooDeepError(ParseError):
    """The container lies in too many others."""

    code = FailureCode.TOO_DEEP
    default_remedy = "Unpack the outer ones and drop what is in them."


class BombError(ParseError):
    """It unpacks to far more than any text would."""

    code = FailureCode.BOMB
    default_remedy = "If it is what you meant to drop, unpack it and drop the articles themselves."


class BadNameError(ParseError):
    """A member's name cannot be taken for the name of an article."""

    code = FailureCode.BAD_NAME
    default_remedy = "Rename it within its container and drop that again."


class GoneError(Exception):
    """The version that was announced no longer exists: not a failure, but a change to follow."""


def error_of(code: FailureCode, message: str, remedy: str) -> ParseError:
    """An error as it was raised in another process."""
    classes = {each.code: each for each in _classes(ParseError)}
    return classes[code](message, remedy)


def _classes(base: type[ParseError]) -> Iterator[type[ParseError]]:
    """A class and those derived from it, so that a code's own class comes after the base."""
    yield base
    for each in base.__subclasses__():
        yield from _classes(each)
