"""Limits of PutEvents, which moto does not enforce. Pure.

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html
"""

from collections.abc import Mapping
from typing import Any, Final

PUT_EVENTS_ENTRIES: Final = 10
PUT_EVENTS_BYTES: Final = 1024 * 1024
"""Entries that one PutEvents may have, and bytes that they may add up to."""


def problem(request: Mapping[str, Any]) -> str | None:
    """Why AWS would answer a PutEvents with a ValidationException, or None."""
    entries = request.get("Entries", [])
    if not 1 <= len(entries) <= PUT_EVENTS_ENTRIES:
        return (
            "1 validation error detected: Value at 'entries' failed to satisfy constraint: "
            f"Member must have length between 1 and {PUT_EVENTS_ENTRIES}"
        )
    if sum(map(_entry_size, entries)) > PUT_EVENTS_BYTES:
        return "Total size of the entries in the request is over the limit."
    return None


def _entry_size(entry: Mapping[str, Any]) -> int:
    """Bytes that an entry of PutEvents counts.

    https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevent-size.html
    """
    texts = [entry.get(name) or "" for name in ("Source", "DetailType", "Detail")]
    texts += entry.get("Resources", [])
    return sum(len(text.encode()) for text in texts) + (14 if entry.get("Time") else 0)
