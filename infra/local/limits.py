"""Limits that AWS enforces and moto does not, checked before a request reaches moto."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from werkzeug import Response

from infra.local.actions import Call

BATCH_WRITE_ITEMS = 25
"""Put and delete requests that one BatchWriteItem may hold, over all tables.

https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html
"""


PUT_EVENTS_ENTRIES = 10
PUT_EVENTS_BYTES = 1024 * 1024
"""Entries that one PutEvents may have, and bytes that they may add up to.

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html
"""


def refusal(call: Call) -> Response | None:
    """AWS's answer to a request that breaks a limit, or None."""
    check = _CHECKS.get((call.service, call.operation))
    message = check(call.json) if check else None
    return _invalid(message) if message else None


def _batch_write(body: Mapping[str, Any]) -> str | None:
    requests = [r for table in body.get("RequestItems", {}).values() for r in table]
    if len(requests) > BATCH_WRITE_ITEMS:
        return "Too many items requested for the BatchWriteItem call"
    if len({json.dumps(request, sort_keys=True) for request in requests}) < len(requests):
        return "Provided list of item keys contains duplicates"
    return None


def _put_events(body: Mapping[str, Any]) -> str | None:
    entries = body.get("Entries", [])
    if not 1 <= len(entries) <= PUT_EVENTS_ENTRIES:
        return (
            "1 validation error detected: Value at 'entries' failed to satisfy constraint: "
            f"Member must have length between 1 and {PUT_EVENTS_ENTRIES}"
        )
    if sum(map(entry_size, entries)) > PUT_EVENTS_BYTES:
        return "Total size of the entries in the request is over the limit."
    return None


def entry_size(entry: Mapping[str, Any]) -> int:
    """Bytes that an entry of PutEvents counts.

    https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevent-size.html
    """
    texts = [entry.get(name) or "" for name in ("Source", "DetailType", "Detail")]
    texts += entry.get("Resources", [])
    return sum(len(text.encode()) for text in texts) + (14 if entry.get("Time") else 0)


_CHECKS: Mapping[tuple[str, str], Callable[[Mapping[str, Any]], str | None]] = {
    ("dynamodb", "BatchWriteItem"): _batch_write,
    ("events", "PutEvents"): _put_events,
}


def _invalid(message: str) -> Response:
    body = {"__type": "com.amazon.coral.validate#ValidationException", "message": message}
    return Response(json.dumps(body), 400, content_type="application/x-amz-json-1.0")
