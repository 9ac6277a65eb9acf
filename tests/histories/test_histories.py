"""Any history of a bucket ends in the state of the newest event of each key."""

from hypothesis import HealthCheck, settings

from tests.histories.machine import Histories

TestHistories = Histories.TestCase
TestHistories.settings = settings(
    max_examples=600, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck)
)
