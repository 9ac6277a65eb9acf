"""A worker whose child does what it must not, for tests."""

from contextlib import suppress
from dataclasses import replace
from typing import Any, Final

import pytest

from functions.parse.errors import ParseError
from functions.parse.sandbox import SandboxLimits
from functions.parse.sandbox.frames import Frame
from functions.parse.sandbox.worker import Worker
from schemas.failure import FailureCode

LIMITS: Final = SandboxLimits(
    seconds=60, memory_bytes=400 * 2**20, documents=1000, characters=1_000_000
)
SHORT: Final = replace(LIMITS, seconds=1)
NAUGHTY: Final = "tests.parse.sandbox.naughty"


def naughty(limits: SandboxLimits = LIMITS) -> Worker:
    """A worker over the naughty child."""
    return Worker(limits, NAUGHTY)


def ask(worker: Worker, task: str, body: bytes = b"", **given: Any) -> Frame:
    """The answer to a question."""
    return worker.ask(Frame({"task": task, "given": given}, body))


def refusal(worker: Worker, task: str, **given: Any) -> ParseError:
    """The error that a question ends with."""
    with pytest.raises(ParseError) as caught:
        ask(worker, task, **given)
    return caught.value


def code(worker: Worker, task: str, **given: Any) -> FailureCode:
    """The code of the error that a question ends with."""
    return refusal(worker, task, **given).code


def process(worker: Worker) -> int:
    """The id of the child that answers now."""
    return int(ask(worker, "echo").head["process"])


def is_there(number: int) -> bool:
    """Whether a process is there, or the zombie of one."""
    with suppress(FileNotFoundError), open(f"/proc/{number}/stat") as held:  # noqa: PTH123
        return held.read().rpartition(")")[2].split()[0] != "Z"
    return False
