"""What the sandbox does when a document is too much for its child, and what is left afterwards."""

import json
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from functions.parse.errors import ParseError
from functions.parse.sandbox.base import SandboxError
from functions.parse.sandbox.here import Here
from functions.parse.sandbox.worker import Worker
from schemas.failure import FailureCode
from tests.conftest import ROOT
from tests.parse.documents import document, page
from tests.parse.sandbox.asking import (
    LIMITS,
    SHORT,
    ask,
    code,
    is_there,
    naughty,
    process,
    refusal,
)

MEGABYTES = 5 * 2**20
"""More than any pipe holds."""


@pytest.fixture(scope="module")
def shared() -> Iterator[Worker]:
    """A worker for what leaves no trace."""
    with naughty() as worker:
        yield worker


# --- What goes over the pipe ----------------------------------------------------------------------


@pytest.mark.parametrize("body", ["The mayor said so.", page("<p>The mayor said so.</p>")])
def test_article_is_the_same_as_in_this_process(shared: Worker, body: str) -> None:
    given = document(body, "story.html" if body.startswith("<") else "story.txt", published="2025")

    assert shared.article(given) == Here(LIMITS.characters).article(given)


def test_error_of_the_parser_is_the_same_as_in_this_process(shared: Worker) -> None:
    given = document(b"%PDF-1.7 ...\x00")
    errors = []
    for sandbox in (shared, Here(LIMITS.characters)):
        with pytest.raises(ParseError) as caught:
            sandbox.article(given)
        error = caught.value
        errors.append((type(error), error.code, error.message, error.remedy))

    assert errors[0] == errors[1]


@pytest.mark.parametrize("size", [0, 1, 65_536, MEGABYTES])
def test_bytes_of_any_number_go_both_ways(shared: Worker, size: int) -> None:
    body = os.urandom(size)

    answer = ask(shared, "echo", body, name="Zürich")

    assert answer.body == body
    assert answer.head["given"] == {"name": "Zürich"}


def test_what_a_reader_prints_is_not_in_the_way(shared: Worker) -> None:
    assert ask(shared, "print").head["read"] == "", "standard input is empty"
    assert ask(shared, "echo", b"whole").body == b"whole"


def test_more_text_than_can_be_worked_on_is_too_large() -> None:
    with naughty(replace(LIMITS, characters=10)) as worker, pytest.raises(ParseError) as caught:
        worker.article(document("The mayor said so."))

    assert caught.value.message == "The text has 18 characters; the limit is 10."


# --- Limits ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("task", ["sleep", "stay"])
def test_reader_that_takes_too_long_is_killed_and_the_next_document_read(task: str) -> None:
    with naughty(SHORT) as worker:
        before = process(worker)
        error = refusal(worker, task, seconds=1000)

        assert error.code is FailureCode.TIMEOUT
        assert error.message == "Reading the file took longer than 1 seconds."
        assert error.remedy
        assert not is_there(before)
        assert process(worker) != before


def test_reader_that_asks_for_too_much_memory_is_refused_and_its_process_replaced() -> None:
    with naughty() as worker:
        before = process(worker)
        error = refusal(worker, "hog", bytes=2 * LIMITS.memory_bytes)

        assert error.code is FailureCode.OUT_OF_MEMORY
        assert error.message == "Reading the file took more than 400 MiB of memory."
        assert not is_there(before)
        assert process(worker) != before


def test_reader_that_hides_that_memory_ran_out_is_refused_all_the_same() -> None:
    with naughty() as worker:
        assert code(worker, "swallow") is FailureCode.OUT_OF_MEMORY


def test_memory_of_a_document_below_the_limit_is_told(shared: Worker) -> None:
    held = LIMITS.memory_bytes // 2

    assert ask(shared, "hog", bytes=held).head["bytes"] == held
    assert held < shared.peak_bytes < LIMITS.memory_bytes


@pytest.mark.parametrize(
    ("task", "number", "expected", "says"),
    [
        ("signal", signal.SIGSEGV, FailureCode.READER_CRASHED, "SIGSEGV"),
        ("signal", signal.SIGABRT, FailureCode.READER_CRASHED, "SIGABRT"),
        ("exit", 3, FailureCode.READER_CRASHED, "exit status 3"),
        ("signal", signal.SIGKILL, FailureCode.OUT_OF_MEMORY, "memory"),
    ],
)
def test_reader_that_dies_is_a_failure_that_says_of_what(
    task: str, number: int, expected: FailureCode, says: str
) -> None:
    with naughty() as worker:
        error = refusal(worker, task, number=number)

        assert error.code is expected
        assert says in error.message
        assert process(worker), "another child reads the next document"


def test_unforeseen_error_is_a_fault_of_ours_and_where_it_was_is_logged(
    shared: Worker, caplog: pytest.LogCaptureFixture
) -> None:
    error = refusal(shared, "fault", by=0)

    assert error.code is FailureCode.INTERNAL
    assert "ZeroDivisionError" in error.message
    assert "naughty.py" in caplog.text


# --- Replacement ----------------------------------------------------------------------------------


def test_child_is_replaced_after_so_many_documents() -> None:
    with naughty(replace(LIMITS, documents=3)) as worker:
        children = [process(worker) for _ in range(7)]

    assert len(set(children[:3])) == len(set(children[3:6])) == 1
    assert len(set(children)) == 3


def test_child_that_dies_between_documents_is_replaced_and_no_document_fails() -> None:
    with naughty() as worker:
        before = process(worker)
        os.kill(before, signal.SIGKILL)
        while is_there(before):
            time.sleep(0.01)

        assert process(worker) != before


def test_child_that_dies_while_a_document_is_sent_is_replaced_and_the_document_read() -> None:
    body = os.urandom(MEGABYTES)
    with naughty() as worker:
        before = process(worker)
        os.kill(before, signal.SIGSTOP)  # the pipe fills, and nobody reads it
        threading.Timer(0.2, os.kill, (before, signal.SIGKILL)).start()

        assert ask(worker, "echo", body).body == body


def test_child_that_stood_still_between_documents_goes_on() -> None:
    with naughty() as worker:
        before = process(worker)
        os.kill(before, signal.SIGSTOP)
        os.kill(before, signal.SIGCONT)

        assert process(worker) == before


def test_document_is_not_blamed_for_what_others_left_in_the_child(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.WARNING), naughty() as worker:
        before = process(worker)
        ask(worker, "crash if used")

        assert process(worker) != before
    assert "read again by a fresh child" in caplog.text


def test_child_that_cannot_start_is_no_failure_of_the_document() -> None:
    with Worker(LIMITS, "tests.parse.sandbox.gone") as worker, pytest.raises(SandboxError):
        worker.article(document("The mayor said so."))


def test_worker_that_is_interrupted_does_not_give_an_old_answer_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with naughty() as worker:
        before = process(worker)

        def interrupt(*_: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr("functions.parse.sandbox.frames.Reassembly.add", interrupt)
        with pytest.raises(KeyboardInterrupt):
            ask(worker, "echo", b"old")
        monkeypatch.undo()

        answer = ask(worker, "echo", b"new")
        assert (bytes(answer.body), answer.head["process"] == before) == (b"new", False)


# --- What is left ---------------------------------------------------------------------------------


def test_closed_worker_leaves_no_process() -> None:
    with naughty() as worker:
        child = process(worker)

    assert not is_there(child)


@pytest.mark.parametrize("task", ["echo", "stay"])
def test_child_ends_when_its_parent_is_killed(task: str) -> None:
    """Between two documents and while it reads one."""
    parent = (
        "import json, os, signal, threading\n"
        "from tests.parse.sandbox.asking import naughty, process, ask\n"
        "worker = naughty()\n"
        "print(json.dumps(process(worker)), flush=True)\n"
        "threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGKILL)).start()\n"
        f"ask(worker, {task!r})\n"
        "signal.pause()\n"
    )
    done = subprocess.run(  # noqa: S603 (our own code)
        [sys.executable, "-c", parent], capture_output=True, check=False, cwd=ROOT
    )
    child = json.loads(done.stdout)

    assert done.returncode == -signal.SIGKILL
    while is_there(child):  # the kernel kills it at once; a test that hangs here has failed
        time.sleep(0.01)


def test_child_of_the_function_knows_no_task_of_a_test() -> None:
    with Worker(LIMITS) as worker:
        assert code(worker, "echo") is FailureCode.INTERNAL
