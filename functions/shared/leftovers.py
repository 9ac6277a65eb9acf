"""Batches that a service takes only in part: what it left over is sent again, after a pause."""

import random
from collections.abc import Callable
from typing import Final, TypeVar

T = TypeVar("T")
FIRST_PAUSE: Final = 0.1
"""Seconds before the second attempt at most; the bound doubles with each."""


def send_until_taken(
    batch: list[T],
    send: Callable[[list[T]], list[T]],
    attempts: int,
    sleep: Callable[[float], None],
) -> list[T]:
    """Send a batch, and again what was left over of it; returns what was never taken.

    Args:
        batch: What is to be sent.
        send: Sends once, and returns what was left over.
        attempts: How often it is sent at most.
        sleep: Waits for so many seconds.
    """
    for attempt in range(attempts):
        if attempt:
            sleep(random.uniform(0, FIRST_PAUSE * 2 ** (attempt - 1)))  # noqa: S311 (jitter)
        batch = send(batch)
        if not batch:
            break
    return batch
