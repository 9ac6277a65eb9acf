"""What a child cannot do, in Python and past it."""

import errno
from collections.abc import Iterator

import pytest

from functions.parse.sandbox.worker import Worker
from tests.parse.sandbox.asking import LIMITS, NAUGHTY, ask


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    """A worker for what leaves no trace; its parent has secrets."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
        patch.setenv("AWS_SESSION_TOKEN", "secret")
        patch.setenv("LD_LIBRARY_PATH", "/opt/somewhere")
        running = Worker(LIMITS, NAUGHTY)
    with running:
        yield running


def test_environment_holds_nothing_but_what_python_needs_to_start(worker: Worker) -> None:
    found = ask(worker, "environment").head

    assert set(found["environment"]) == {"LC_CTYPE", "LD_LIBRARY_PATH", "PYTHONPATH", "TZ"}
    assert found["folder"] == "/"


@pytest.mark.parametrize(
    "attempt",
    ["connect", "look up", "look up the old way", "run", "system", "fork", "spawn"],
)
def test_network_and_other_programs_are_refused(worker: Worker, attempt: str) -> None:
    assert ask(worker, attempt).head["error"] == "OutsideError"


@pytest.mark.parametrize("attempt", ["raw socket", "raw program"])
def test_libraries_in_c_are_refused_by_the_kernel(worker: Worker, attempt: str) -> None:
    found = ask(worker, attempt).head

    assert (found["number"], found["error"]) == (-1, errno.EACCES)
