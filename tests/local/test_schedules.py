"""Schedules: run when told to, and by the clock for whoever wants that."""

import threading
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.local.errors import InvokeError, NotEmulatedError
from infra.local.schedules import Schedule, Ticker, interval
from infra.local.stack import LocalStack
from tests.local.newsroom import reported


@pytest.mark.parametrize("name", ["Reporter", "ReporterHourly"])
def test_tick_invokes_the_function_with_a_scheduled_event(stack: LocalStack, name: str) -> None:
    stack.tick(name)
    stack.wait_idle()
    event = reported(stack)[-1]
    assert event["source"] == "aws.events"
    assert event["detail-type"] == "Scheduled Event"
    assert event["detail"] == {}
    assert event["resources"] == [stack.deployment.resources["ReporterHourly"].arn]


@pytest.mark.parametrize("name", ["Worker", "NewsRule", "nothing"])
def test_tick_of_what_nothing_schedules_is_an_error(stack: LocalStack, name: str) -> None:
    with pytest.raises(InvokeError, match="0 schedules"):
        stack.tick(name)


def test_schedule_does_not_run_by_itself(stack: LocalStack) -> None:
    before = len(reported(stack))
    stack.advance(2 * 3600)
    stack.settle()
    assert len(reported(stack)) == before


@pytest.mark.parametrize(
    ("expression", "seconds"),
    [
        ("rate(1 minute)", 60),
        ("rate(5 minutes)", 300),
        ("rate(1 hour)", 3600),
        ("rate(10 days)", 864_000),
        ("cron(0 3 * * ? *)", None),
        ("cron(0/15 8-17 ? * MON-FRI *)", None),
    ],
)
def test_interval_of_what_aws_takes(expression: str, seconds: float | None) -> None:
    assert interval(expression, "R") == seconds


@pytest.mark.parametrize(
    "expression",
    [
        "rate(1 minutes)",
        "rate(5 minute)",
        "rate(0 minutes)",
        "rate(5 seconds)",
        "rate(5 minutes) ",
        "cron(0 3 * * *)",
        "at(2026-01-01T00:00:00)",
        "",
    ],
)
def test_interval_of_what_aws_refuses_is_refused(expression: str) -> None:
    with pytest.raises(NotEmulatedError, match="R: the schedule expression"):
        interval(expression, "R")


@given(st.integers(2, 10_000), st.sampled_from(["minute", "hour", "day"]))
def test_interval_is_proportional(count: int, unit: str) -> None:
    one = interval(f"rate(1 {unit})", "R")
    assert one is not None
    assert interval(f"rate({count} {unit}s)", "R") == count * one


def test_ticker_runs_what_has_a_rate_and_is_enabled() -> None:
    ran: list[str] = []
    twice = threading.Event()

    def run(name: str) -> None:
        ran.append(name)
        if ran.count("on") > 1:
            twice.set()

    ticker = Ticker(
        [
            Schedule("on", (), 0.01, enabled=True, run=lambda: run("on")),
            Schedule("off", (), 0.01, enabled=False, run=lambda: run("off")),
            Schedule("cron", (), None, enabled=True, run=lambda: run("cron")),
        ]
    )
    ticker.start()
    assert twice.wait(10)
    ticker.stop()
    count = len(ran)
    time.sleep(0.05)
    assert (set(ran), len(ran)) == ({"on"}, count)
