"""The sandbox of the function: a warm child process, replaced when it is spent, stuck or dead.

A document is blamed for what only a fresh child did with it. One that has read others may be full
of what they left behind, so that the document is read once more, within the same time.
"""

import logging
import signal
import time
from dataclasses import dataclass
from typing import Final, Self

from functions.parse.containers import Limits, Part
from functions.parse.document import Document
from functions.parse.errors import (
    OutOfMemoryError,
    OutOfTimeError,
    ParseError,
    ReaderCrashedError,
    ReaderFaultError,
    error_of,
)
from functions.parse.sandbox.base import SandboxError
from functions.parse.sandbox.frames import Frame
from functions.parse.sandbox.limits import SandboxLimits
from functions.parse.sandbox.process import Child, End, EndedError, TimeUpError
from functions.parse.sandbox.tasks import (
    ask_for_article,
    ask_for_parts,
    told_article,
    told_parts,
)
from schemas.article import Article
from schemas.failure import FailureCode

logger = logging.getLogger(__name__)

CHILD: Final = "functions.parse.sandbox.child"
START_SECONDS: Final = 10
"""For a child to be ready. Not of a document's time."""
_STARTS: Final = 2
_NEARLY: Final = 0.75
"""Share of the memory limit: a process that dies above it died of it, whatever it says."""


class Worker:
    """Reads documents in a child process. Not for several threads at once."""

    def __init__(self, limits: SandboxLimits, module: str = CHILD) -> None:
        self._limits, self._module = limits, module
        self.peak_bytes = 0
        """Memory that the child has had at most, as it said with its last answer."""
        self._child = self._start()

    def article(self, document: Document) -> Article:
        """The article that a document holds.

        Raises:
            ParseError: If there is none, or reading it broke a limit or the reader.
            SandboxError: If no child can be started.
        """
        return told_article(self.ask(ask_for_article(document, self._limits.characters)))

    def parts(self, kind: str, body: bytes, limits: Limits) -> list[Part]:
        """The parts of a whole container.

        Raises:
            ParseError: If it cannot be divided, or doing so broke a limit or the reader.
            SandboxError: If no child can be started.
        """
        return told_parts(self.ask(ask_for_parts(kind, body, limits)))

    def ask(self, question: Frame) -> Frame:
        """The answer to a question.

        Raises:
            ParseError: If the document in it cannot be read.
            SandboxError: If no child can be started.
        """
        left = self._limits.seconds
        while True:
            child = self._ready_child()
            was_fresh, began = not child.answered, time.monotonic()
            try:
                return self._told(self._answer(child, question, began + left))
            except (OutOfMemoryError, ReaderCrashedError) as error:
                if was_fresh:
                    raise
                logger.warning("read again by a fresh child: %s", error.message)
                left -= time.monotonic() - began

    def close(self) -> None:
        """End the child."""
        self._child.end()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _start(self) -> Child:
        return Child(self._module, self._limits.memory_bytes)

    def _replace(self, *, with_last_words: bool = False) -> End:
        """End the child and start another, which gets ready meanwhile."""
        end = self._child.end(with_last_words=with_last_words)
        self._child = self._start()
        return end

    def _ready_child(self) -> Child:
        for _ in range(_STARTS):
            try:
                self._child.wait_until_ready(START_SECONDS)
            except EndedError:
                # Nobody is to blame: between two documents, it may have been killed.
                logger.warning("child ended by itself: %s", self._replace())
            except TimeUpError as error:
                self._replace(with_last_words=True)
                raise SandboxError(f"no child is ready after {START_SECONDS} s") from error
            else:
                return self._child
        raise SandboxError("children end before they are ready")

    def _answer(self, child: Child, question: Frame, deadline: float) -> Frame:
        try:
            answer = child.ask(question, deadline)
        except TimeUpError as error:
            logger.warning("child killed: out of time")
            self._replace(with_last_words=True)
            seconds = self._limits.seconds
            message = f"Reading the file took longer than {seconds:g} seconds."
            raise OutOfTimeError(message) from error
        except EndedError as error:
            raise self._verdict(self._replace()) from error
        except BaseException:
            self._replace()  # half of the answer may still be on its way
            raise
        self._check(child, answer)
        return answer

    def _verdict(self, end: End) -> ParseError:
        """What a child died of while it read. SIGKILL is how a system out of memory kills."""
        logger.warning("child ended while it read: %s, %d bytes", end, end.peak_bytes)
        is_full = end.peak_bytes > self._limits.memory_bytes * _NEARLY
        if end.status < 0 and (is_full or end.status == -signal.SIGKILL):
            return self._out_of_memory()
        return ReaderCrashedError(f"The process that read the file ended with {end}.")

    def _check(self, child: Child, answer: Frame) -> None:
        """Replace a child that is out of memory, or has read enough."""
        self.peak_bytes = answer.head["peak"]
        is_full = self.peak_bytes > self._limits.memory_bytes
        if is_full or "out_of_memory" in answer.head:
            self._replace()
            raise self._out_of_memory()
        if child.answered >= self._limits.documents:
            self._replace()

    def _out_of_memory(self) -> OutOfMemoryError:
        mebibytes = self._limits.memory_bytes / 2**20
        return OutOfMemoryError(f"Reading the file took more than {mebibytes:,.0f} MiB of memory.")

    @staticmethod
    def _told(answer: Frame) -> Frame:
        """An answer, or the error that it tells of."""
        if refused := answer.head.get("refused"):
            code = FailureCode(refused["code"])
            raise error_of(code, refused["message"], refused["remedy"])
        if failed := answer.head.get("failed"):
            logger.error("parser failed: %s", failed["trace"])
            raise ReaderFaultError.of(failed["fault"])
        return answer


@dataclass(frozen=True, slots=True)
class WorkerDivider:
    """Has whole containers divided in the child of a worker."""

    worker: "Worker"
    limits: Limits

    def parts(self, kind: str, body: bytes) -> list[Part]:
        """All parts of a container of a kind.

        Raises:
            ParseError: If it is broken or beyond a limit, or dividing it breaks one.
        """
        return self.worker.parts(kind, body, self.limits)
