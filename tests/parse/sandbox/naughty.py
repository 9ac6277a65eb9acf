"""A child that can be asked for what a reader must not do.

python -m tests.parse.sandbox.naughty PARENT MEMORY_BYTES
"""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from functions.parse.sandbox.child import main
from functions.parse.sandbox.frames import Frame
from functions.parse.sandbox.tasks import TASKS, Task

_ASKED: Final[list[str]] = []
"""What this process was asked for."""
_LIBRARY: Final = ctypes.CDLL(None, use_errno=True)


def _echo(given: Mapping[str, Any], body: bytes) -> Frame:
    return Frame({"given": given, "process": os.getpid()}, body)


def _sleep(given: Mapping[str, Any], _: bytes) -> Frame:
    time.sleep(given["seconds"])
    return Frame({})


def _stay(_given: Mapping[str, Any], _: bytes) -> Frame:
    """Sleep through the signal that asks for an end."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    time.sleep(1000)
    return Frame({})


def _hog(given: Mapping[str, Any], _: bytes) -> Frame:
    return Frame({"bytes": len(bytearray(given["bytes"]))})


def _swallow(_given: Mapping[str, Any], _: bytes) -> Frame:
    """Take all memory that there is, and say nothing of it, as a library may."""
    held = []
    with suppress(MemoryError):
        while True:
            held.append(bytearray(2**20))
    return Frame({})


def _signal(given: Mapping[str, Any], _: bytes) -> Frame:
    os.kill(os.getpid(), given["number"])
    return Frame({})


def _crash_if_used(_given: Mapping[str, Any], _: bytes) -> Frame:
    if len(_ASKED) > 1:
        os.kill(os.getpid(), signal.SIGSEGV)
    return Frame({})


def _print(_given: Mapping[str, Any], _: bytes) -> Frame:
    """Print in every way that a library might, and read what is not there."""
    print("print")
    assert sys.__stdout__
    sys.__stdout__.write("the first stdout\n")
    sys.__stdout__.flush()
    os.write(1, b"the descriptor\n")
    _LIBRARY.puts(b"the C library")
    _LIBRARY.fflush(None)
    return Frame({"read": sys.stdin.read()})


def _environment(_given: Mapping[str, Any], _: bytes) -> Frame:
    return Frame({"environment": dict(os.environ), "folder": str(Path.cwd())})


def _raw_socket(_given: Mapping[str, Any], _: bytes) -> Frame:
    """Ask the kernel, past Python, as a library in C does."""
    number = _LIBRARY.socket(socket.AF_INET, socket.SOCK_STREAM, 0)
    return Frame({"number": number, "error": ctypes.get_errno()})


def _raw_program(_given: Mapping[str, Any], _: bytes) -> Frame:
    arguments = (ctypes.c_char_p * 2)(b"/bin/true", None)
    answer = _LIBRARY.execv(b"/bin/true", arguments)
    return Frame({"number": answer, "error": ctypes.get_errno()})


def _attempt(what: Callable[[], object]) -> Task:
    """A task that tells which error an attempt ends with."""

    def task(_given: Mapping[str, Any], _: bytes) -> Frame:
        try:
            what()
        except Exception as error:
            return Frame({"error": type(error).__name__})
        return Frame({"error": None})

    return task


_ATTEMPTS: Final[dict[str, Callable[[], object]]] = {
    "connect": lambda: socket.create_connection(("127.0.0.1", 9)),
    "look up": lambda: socket.getaddrinfo("news.example", 80),
    "look up the old way": lambda: socket.gethostbyname("news.example"),
    "run": lambda: subprocess.run(["/bin/true"], check=True),
    "system": lambda: os.system("true"),  # noqa: S605, S607
    "fork": os.fork,
    "spawn": lambda: os.posix_spawn("/bin/true", ["true"], {}),
}
_TASKS: Final[dict[str, Task]] = {
    "echo": _echo,
    "sleep": _sleep,
    "stay": _stay,
    "hog": _hog,
    "swallow": _swallow,
    "signal": _signal,
    "exit": lambda _given, _body: os._exit(3),
    "crash if used": _crash_if_used,
    "print": _print,
    "environment": _environment,
    "raw socket": _raw_socket,
    "raw program": _raw_program,
    "fault": lambda given, _: Frame({"quotient": 1 / given["by"]}),
    **{name: _attempt(what) for name, what in _ATTEMPTS.items()},
}


class _Counting(dict[str, Task]):
    def __getitem__(self, name: str) -> Task:
        _ASKED.append(name)
        return super().__getitem__(name)


if __name__ == "__main__":
    main(_Counting({**TASKS, **_TASKS}))
