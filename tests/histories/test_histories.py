"""Any history of a bucket ends in the state of the newest event of each key."""

import logging
from collections.abc import Iterator
from typing import Final

import pytest
from hypothesis.stateful import run_state_machine_as_test

from tests.histories.machine import Histories, histories

pytestmark = pytest.mark.no_cover  # tracing would take several times as long as the histories
PARTS: Final = 8
"""So that processes share the work."""
EXAMPLES: Final = 2000


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """The logs of what is broken on purpose are not looked at."""
    logging.disable()
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.parametrize("part", range(PARTS))
def test_any_history_ends_in_the_newest_state_of_each_key(part: int) -> None:
    assert part < PARTS
    run_state_machine_as_test(Histories, settings=histories(EXAMPLES // PARTS))
