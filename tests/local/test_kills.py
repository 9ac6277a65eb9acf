"""Processes killed while they work: a crash for the message, nothing for its neighbours."""

import time
from collections.abc import Callable

import pytest

from infra.local.errors import NotIdleError
from infra.local.stack import LocalStack
from tests.local.conftest import drop, item, received

PATIENCE_SECONDS = 20


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.002)


def killed(stack: LocalStack) -> int:
    return sum("SIGKILL" in line or "is gone" in line for line in stack.logs("Worker"))


def test_kill_of_an_idle_function_kills_nothing(stack: LocalStack) -> None:
    stack.wait_idle()
    assert not stack.kill("Worker")


def test_kill_ends_the_invocation_as_a_crash_and_the_message_comes_again(
    stack: LocalStack,
) -> None:
    before = killed(stack)
    drop(stack, "k", "hang")
    until(lambda: stack.kill("Worker"))
    with pytest.raises(NotIdleError, match="retry"):
        stack.wait_idle()
    assert killed(stack) == before + 1
    drop(stack, "k", "good now")
    stack.settle()
    noted = item(stack, "k")
    assert noted is not None
    assert noted["text"] == {"S": "good now"}
    assert received(stack, "Dead") == []


def test_kill_of_every_attempt_sends_the_message_to_the_dead_letters(stack: LocalStack) -> None:
    drop(stack, "doomed", "hang")
    for _ in range(2):
        until(lambda: stack.kill("Worker"))
        with pytest.raises(NotIdleError):
            stack.wait_idle()
        stack.advance(61)
    stack.settle()
    assert len(received(stack, "Dead")) == 1
