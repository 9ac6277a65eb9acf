"""Batches of messages: how large they get, and how long they are waited for."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from infra.local.stack import LocalStack
from tests.local.conftest import Deploy, Mutation, Template, drop, item

KEYS = [f"key{number}" for number in range(20)]


def _mapping(**properties: Any) -> Mutation:
    def change(template: Template) -> None:
        worker = template["Resources"]["Worker"]["Properties"]
        worker["Events"]["Work"]["Properties"] |= properties

    return change


def _drop_all(stack: LocalStack) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda key: drop(stack, key, "hello"), KEYS))
    stack.wait_idle()
    assert all(item(stack, key) for key in KEYS)


def _batches(stack: LocalStack) -> list[int]:
    lines = [line for line in stack.logs("Worker") if line.startswith('{"records"')]
    return [len(json.loads(line)["records"]) for line in lines]


def test_mapping_with_a_window_waits_for_a_full_batch(deploy: Deploy) -> None:
    # Long enough that nothing but a full batch can end it in this test.
    with deploy(_mapping(BatchSize=20, MaximumBatchingWindowInSeconds=25)) as stack:
        _drop_all(stack)
        assert _batches(stack) == [20]


def test_mapping_without_a_window_takes_what_is_there_up_to_a_batch(deploy: Deploy) -> None:
    change = _mapping(BatchSize=3, ScalingConfig={"MaximumConcurrency": 2})
    with deploy(change, environments={"Worker": 3}) as stack:
        _drop_all(stack)
        assert sum(_batches(stack)) == len(KEYS)
        assert max(_batches(stack)) <= 3
        assert len(stack.functions["Worker"].processes()) <= 2
