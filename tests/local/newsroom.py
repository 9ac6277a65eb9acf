"""What the tests of buses and schedules share: putting events, and what became of them."""

import json
from typing import Any

from infra.local.stack import LocalStack

Entry = dict[str, Any]


def entry(kind: str = "good", **more: Any) -> Entry:
    """An entry of PutEvents."""
    detail = json.dumps({"kind": kind, "text": "é"})
    return {
        "EventBusName": "fixture-news",
        "Source": "fixture",
        "DetailType": "Noted",
        "Detail": detail,
        **more,
    }


def put(stack: LocalStack, *entries: Entry) -> dict[str, Any]:
    """Have the reporter put entries, in its own role."""
    outcome = stack.invoke("Reporter", {"put": list(entries)})
    assert outcome.ok, outcome.payload
    answer: dict[str, Any] = outcome.json()
    return answer


def reported(stack: LocalStack) -> list[dict[str, Any]]:
    """The events that the reporter was invoked with."""
    lines = [line for line in stack.logs("Reporter") if line.startswith('{"event"')]
    return [json.loads(line)["event"] for line in lines]
