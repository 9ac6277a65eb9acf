"""A process as bare as Lambda's: no shared memory, no semaphores.

python -m tests.parse.sandbox.bare                          # as the parent: reads documents
python -m tests.parse.sandbox.bare PARENT MEMORY_BYTES      # as its child
"""

import errno
import json
import sys
from collections import Counter
from importlib import import_module
from typing import Any

from functions.parse.errors import ParseError
from functions.parse.sandbox.child import main
from functions.parse.sandbox.worker import Worker
from tests.parse.sandbox.asking import LIMITS
from tests.parse.sandbox.enticing import DOCUMENTS

_SHARED = ("/dev/shm", "/dev/mqueue")  # noqa: S108


class _Semaphore:
    """Of which there can be none."""

    SEM_VALUE_MAX = 1

    def __init__(self, *_: object) -> None:
        print("BARE: a semaphore was asked for", file=sys.stderr, flush=True)
        raise OSError(errno.ENOSYS, "Function not implemented")


def strip() -> None:
    """Have what Lambda lacks fail as it does there, and be noticed whoever catches it."""
    semaphores: Any = import_module("_multiprocessing")
    semaphores.SemLock = _Semaphore
    sys.modules["_posixshmem"] = None  # type: ignore[assignment]
    sys.addaudithook(_refuse)


def _refuse(event: str, given: tuple[Any, ...]) -> None:
    if event == "open" and str(given[0]).startswith(_SHARED):
        print(f"BARE: {given[0]} was asked for", file=sys.stderr, flush=True)
        raise OSError(errno.ENOENT, "No such file or directory")


def read_all() -> Counter[str]:
    """How many documents of all formats became articles, and how many failed, by code."""
    ends: Counter[str] = Counter()
    with Worker(LIMITS, "tests.parse.sandbox.bare") as worker:
        for make in DOCUMENTS:
            try:
                ends[worker.article(make("http://127.0.0.1:9")).format] += 1
            except ParseError as error:
                ends[error.code] += 1
    return ends


if __name__ == "__main__":
    strip()
    if len(sys.argv) > 1:
        main()
    else:
        print(json.dumps(read_all()))
