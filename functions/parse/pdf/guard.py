"""pypdf within limits: whatever it raises on a broken file is an error of ours, or is heard.

It reads what is broken as far as it can, which is right for a PDF; that it has left words out it
only logs.
"""

import logging
import re
import struct
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Final, TypeVar

from functions.parse.errors import (
    BombError,
    CorruptDocumentError,
    EncryptedError,
    ParseError,
    TooLargeDocumentError,
)

MOST_PAGES: Final = 300
UNPACKED: Final = 20_000_000
"""Bytes that one stream may unpack to."""
MOST_FORMS: Final = 500
"""Forms drawn on one page, those in forms counted each time."""

MOST_TANGLED: Final = 3
"""Pages that may draw more forms than that: each of them takes a second."""
_TOO_MANY_FORMS: Final = "Exceeded %(limit)d form XObject"

_FAULTS: Final = (
    *(ArithmeticError, AssertionError, AttributeError, LookupError, OSError, RecursionError),
    *(TypeError, ValueError, struct.error, zlib.error),
)
"""What pypdf lets through, beside errors of its own, on files that break the rules."""
_PASSED_OVER: Final = (
    "Impossible to decode XFormObject",
    _TOO_MANY_FORMS,
    "Error -",  # of zlib: what could be unpacked is all that there is
)
"""Beginnings of what pypdf logs, and nowhere else says, when it leaves words out."""

_UNPACKS: Final = re.compile(r"decompress|output|decoding work", re.IGNORECASE)
_TANGLED: Final = re.compile(r"\bloop\b|cycl|depth", re.IGNORECASE)
"""Which of its limits pypdf has met, by what it says of it."""

T = TypeVar("T")


def limited() -> AbstractContextManager[Any]:
    """Pypdf's own limits, set to what a PDF of an article needs."""
    from pypdf import apply_configuration  # noqa: PLC0415 - only where a PDF is read

    return apply_configuration(
        zlib_maximum_output_length=UNPACKED,
        lzw_maximum_output_length=UNPACKED,
        run_length_maximum_output_length=UNPACKED,
        array_based_stream_maximum_output_length=UNPACKED,
        xform_maximum_invocations_per_extraction=MOST_FORMS,
        page_tree_maximum_entries=20 * MOST_PAGES,
        jbig2dec_binary=None,
        disable_legacy_handling=True,
    )


def tried(action: Callable[[], T], what: str) -> T:
    """The outcome of an action of pypdf, whatever it raises as an error of ours.

    Raises:
        TooLargeDocumentError: If it meets one of the limits.
        BombError: If a stream unpacks to more than any page would.
        EncryptedError: If the file is locked in a way of its own.
        CorruptDocumentError: If the file breaks it.
    """
    from pypdf.errors import (  # noqa: PLC0415
        DependencyError,
        FileNotDecryptedError,
        LimitReachedError,
        PyPdfError,
    )

    with _quiet():
        try:
            return action()
        except FileNotDecryptedError as error:
            raise EncryptedError("The PDF opens only with a password.") from error
        except LimitReachedError as error:
            raise _beyond(str(error)) from error
        except NotImplementedError as error:
            raise EncryptedError(
                "The PDF is locked in a way that only some programs know."
            ) from error
        except (PyPdfError, DependencyError, *_FAULTS) as error:
            raise CorruptDocumentError(f"{what}: {_reason(error)}.") from error


def _beyond(message: str) -> ParseError:
    """The error for one of pypdf's limits."""
    if _UNPACKS.search(message):
        return BombError("A stream of the PDF unpacks to far more than a page of text.")
    if _TANGLED.search(message):
        return CorruptDocumentError("The PDF's parts refer to one another without an end.")
    return TooLargeDocumentError(f"The PDF is beyond a limit: {message[:200].rstrip('.')}.")


def _reason(error: Exception) -> str:
    return " ".join((str(error) or type(error).__name__).split())[:120].rstrip(".")


def if_whole(action: Callable[[], T]) -> T | None:
    """The outcome of an action; nothing where the file breaks it, since its text is worth more."""
    try:
        return tried(action, "A part of the PDF is damaged")
    except ParseError:
        return None


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep what pypdf would log of each fault in a file out of the function's log."""
    logger, silence = logging.getLogger("pypdf"), logging.NullHandler()
    before, logger.propagate = logger.propagate, False
    logger.addHandler(silence)
    try:
        yield
    finally:
        logger.propagate = before
        logger.removeHandler(silence)


class _Listener(logging.Handler):
    """Hears what pypdf passes over."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.losses: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Take note of a message that speaks of words left out."""
        if str(record.msg).startswith(_PASSED_OVER):
            self.losses.append(str(record.msg))


def is_tangled(losses: Iterable[str]) -> bool:
    """Whether what was left out are forms beyond the limit."""
    return any(loss.startswith(_TOO_MANY_FORMS) for loss in losses)


@contextmanager
def passed_over() -> Iterator[list[str]]:
    """What pypdf leaves out meanwhile."""
    logger, listener = logging.getLogger("pypdf"), _Listener()
    logger.addHandler(listener)
    try:
        yield listener.losses
    finally:
        logger.removeHandler(listener)
