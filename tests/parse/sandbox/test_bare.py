"""The sandbox needs nothing that Lambda lacks."""

import json
import subprocess
import sys

from functions.parse.readers import readers
from tests.conftest import ROOT


def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(  # noqa: S603 (our own code)
        [sys.executable, *arguments], capture_output=True, text=True, check=False, cwd=ROOT
    )


def test_documents_of_all_formats_are_read_without_shared_memory_and_semaphores() -> None:
    done = run("-m", "tests.parse.sandbox.bare")

    assert done.returncode == 0, done.stderr
    assert {reader.format for reader in readers()} <= set(json.loads(done.stdout))
    assert "BARE" not in done.stderr


def test_process_without_them_is_what_it_says() -> None:
    code = "from tests.parse.sandbox.bare import strip; strip(); import multiprocessing as m; m."
    for asked in ("Queue()", "Lock()", "Pool(1)"):
        done = run("-c", code + asked)

        assert done.returncode != 0
        assert "BARE: a semaphore was asked for" in done.stderr
