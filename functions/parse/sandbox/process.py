"""One child process as its parent sees it: started, asked, ended. What is asked lives in `worker`.

Plain pipes and signals: Lambda has neither /dev/shm nor semaphores, which `multiprocessing` needs.
"""

import os
import resource
import select
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from functions.parse.sandbox.frames import Frame, Reassembly

_ROOT: Final = Path(__file__).parents[3]
_KEPT: Final = ("LD_LIBRARY_PATH", "PYTHONHOME")
"""Of the environment: what the interpreter may need to start. No credentials, no settings."""
_CHUNK: Final = 1024 * 1024
_LAST_WORDS_SECONDS: Final = 0.5
"""For a child that is out of time to log where it was."""


class EndedError(Exception):
    """The child has ended by itself."""


class TimeUpError(Exception):
    """The child has not answered in time."""


@dataclass(frozen=True, slots=True)
class End:
    """How a child ended."""

    status: int
    """As `subprocess` tells it: negative if it was a signal."""
    peak_bytes: int
    """Resident; 0 where it is no more than the parent's own, from which the kernel counts on."""

    def __str__(self) -> str:
        if self.status >= 0:
            return f"exit status {self.status}"
        return signal.Signals(-self.status).name


class Child:
    """A process that answers questions, one after another.

    It ends with the thread that started it, or when that has its pipe closed.
    """

    def __init__(self, module: str, memory_bytes: int) -> None:
        self.answered = 0
        """Questions."""
        self._is_ready = False
        self._inherited = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        command = [sys.executable, "-S", "-P", "-m", module, str(os.getpid()), str(memory_bytes)]
        self._process = subprocess.Popen(  # noqa: S603 (ourselves)
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
            env=_environment(),
            cwd="/",
            process_group=0,
        )
        assert self._process.stdin  # noqa: S101 - they are pipes
        assert self._process.stdout  # noqa: S101
        self._questions, self._answers = self._process.stdin, self._process.stdout
        for pipe in (self._questions, self._answers):
            os.set_blocking(pipe.fileno(), False)

    def wait_until_ready(self, seconds: float) -> None:
        """Wait until it has imported what it needs.

        Raises:
            EndedError: If it has ended, now or before.
            TimeUpError: If it takes too long.
        """
        if not self._is_ready:
            self._exchange([], time.monotonic() + seconds)
            self._is_ready = True
        if self._has_ended():
            raise EndedError

    def ask(self, question: Frame, deadline: float) -> Frame:
        """Its answer to a question, by a moment of the monotonic clock.

        Raises:
            EndedError: If it ends before it has answered.
            TimeUpError: If it does not answer in time.
        """
        answer = self._exchange(question.parts(), deadline)
        self.answered += 1
        return answer

    def end(self, *, with_last_words: bool = False) -> End:
        """Kill it and all that it may have started, if it has not ended yet."""
        if with_last_words and self._process.returncode is None:
            self._signal(signal.SIGTERM)
            limit = time.monotonic() + _LAST_WORDS_SECONDS
            while time.monotonic() < limit and not self._has_ended():
                time.sleep(0.01)
        self._signal(signal.SIGKILL)
        _, status, usage = os.wait4(self._process.pid, 0)
        self._process.returncode = os.waitstatus_to_exitcode(status)
        self._questions.close()
        self._answers.close()
        peak = usage.ru_maxrss if usage.ru_maxrss > self._inherited else 0
        return End(self._process.returncode, peak * 1024)

    def _signal(self, number: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, number)

    def _has_ended(self) -> bool:
        """Whether it has ended; it is left to `end` to say how."""
        flags = os.WEXITED | os.WNOHANG | os.WNOWAIT
        return os.waitid(os.P_PID, self._process.pid, flags) is not None

    def _exchange(self, waiting: list[memoryview], deadline: float) -> Frame:
        """Send and receive at once, whichever the pipes are ready for."""
        answer, poll = Reassembly(), select.poll()
        poll.register(self._answers, select.POLLIN)
        if waiting:
            poll.register(self._questions, select.POLLOUT)
        while (left := deadline - time.monotonic()) > 0:
            for number, _ in poll.poll(left * 1000 + 1):
                if number == self._answers.fileno():
                    frame = answer.add(self._receive())
                    if frame:
                        return frame
                elif not self._send(waiting):
                    poll.unregister(self._questions)
        raise TimeUpError

    def _receive(self) -> bytes:
        chunk = os.read(self._answers.fileno(), _CHUNK)
        if not chunk:
            raise EndedError
        return chunk

    def _send(self, waiting: list[memoryview]) -> bool:
        """Send as much as the pipe takes; whether more waits."""
        try:
            sent = os.write(self._questions.fileno(), waiting[0])
        except BrokenPipeError as error:
            raise EndedError from error
        waiting[0] = waiting[0][sent:]
        while waiting and not waiting[0]:
            del waiting[0]
        return bool(waiting)


def _environment() -> dict[str, str]:
    path = os.pathsep.join([str(_ROOT), *(each for each in sys.path if Path(each).is_absolute())])
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {**kept, "PYTHONPATH": path, "LC_CTYPE": "C.UTF-8", "TZ": "UTC"}
