"""The event bus that announcements are put on."""

import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from botocore.exceptions import ClientError

from schemas.announcements import SOURCE, Announcement

if TYPE_CHECKING:
    from mypy_boto3_events.client import EventBridgeClient
    from mypy_boto3_events.type_defs import PutEventsRequestEntryTypeDef

logger = logging.getLogger(__name__)

THROTTLED: Final = frozenset({"InternalException", "InternalFailure", "ThrottlingException"})
"""Codes of answers that another try may change; botocore has then tried several times."""


class EventBus:
    """A bus of EventBridge."""

    def __init__(self, events: "EventBridgeClient", name: str) -> None:
        self._events = events
        self._name = name

    def put(self, announcements: Sequence[Announcement]) -> list[int]:
        """Put up to ten announcements on the bus; the positions of those that it did not take."""
        entries = [self._entry(announcement) for announcement in announcements]
        try:
            answer = self._events.put_events(Entries=entries)
        except ClientError as error:
            code = error.response["Error"]["Code"]
            if code not in THROTTLED:
                raise
            logger.warning("the bus took nothing: %s", code)
            return list(range(len(entries)))
        refused = [
            (position, entry)
            for position, entry in enumerate(answer["Entries"])
            if "ErrorCode" in entry
        ]
        for position, entry in refused:
            key = announcements[position].dedupe_key
            logger.warning("the bus refused %s: %s", key, entry["ErrorCode"])
        return [position for position, _ in refused]

    def _entry(self, announcement: Announcement) -> "PutEventsRequestEntryTypeDef":
        return {
            "EventBusName": self._name,
            "Source": SOURCE,
            "DetailType": type(announcement).__name__,
            "Detail": announcement.model_dump_json(),
        }
