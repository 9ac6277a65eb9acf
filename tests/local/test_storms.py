"""A storm of kills: whatever is killed and whenever, every object is processed in the end."""

import random
import threading

from infra.local.stack import LocalStack
from tests.local.conftest import Deploy, Template, drop, item, received

KEYS = [f"key{number}" for number in range(24)]


def _one_by_one(template: Template) -> None:
    resources = template["Resources"]
    resources["Worker"]["Properties"]["Events"]["Work"]["Properties"]["BatchSize"] = 1
    # Kills are no fault of the messages: none is to be given up for them.
    resources["Work"]["Properties"]["RedrivePolicy"]["maxReceiveCount"] = 1000


def _storm(stack: LocalStack, calm: threading.Event, kills: list[bool]) -> None:
    chooser = random.Random(4)  # noqa: S311
    while not calm.wait(chooser.uniform(0.02, 0.2)):
        kills.append(stack.kill("Worker", chooser))


def test_storm_of_kills_loses_nothing_and_leaves_no_process(deploy: Deploy) -> None:
    with deploy(_one_by_one, environments={"Worker": 3}) as stack:
        kills: list[bool] = []
        calm = threading.Event()
        storm = threading.Thread(target=_storm, args=(stack, calm, kills))
        storm.start()
        for key in KEYS:
            drop(stack, key, f"text of {key}")
        for _ in range(3):
            stack.advance(61)
            calm.wait(0.5)
        calm.set()
        storm.join()
        stack.settle()
        assert sum(kills) > 3
        assert all(item(stack, key) for key in KEYS)
        assert received(stack, "Dead") == []
        assert len(stack.functions["Worker"].processes()) <= 3
