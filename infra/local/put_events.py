"""`events:PutEvents`, answered here: moto would deliver to its own idea of targets.

https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
"""

import json
import uuid
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from werkzeug import Response

from infra.local.actions import Call
from infra.local.bus import DEFAULT_BUS, bus_name
from infra.local.cloud import ACCOUNT, Cloud
from infra.local.events import Event

_REQUIRED = ("Source", "DetailType", "Detail")


class PutEvents:
    """Puts the entries of requests on buses."""

    def __init__(self, cloud: Cloud, publish: Callable[[Event, str], None]) -> None:
        self._cloud = cloud
        self._publish = publish

    def __call__(self, call: Call) -> Response:
        """Answer a request: each entry is accepted or refused by itself."""
        results = [self._put(entry) for entry in call.json.get("Entries", [])]
        failed = sum("ErrorCode" in result for result in results)
        body = {"FailedEntryCount": failed, "Entries": results}
        return Response(json.dumps(body), content_type="application/x-amz-json-1.1")

    def _put(self, entry: Mapping[str, Any]) -> dict[str, str]:
        problem = _problem(entry)
        if problem:
            return problem
        event = self._event(entry)
        self._publish(event, bus_name(entry.get("EventBusName") or DEFAULT_BUS))
        return {"EventId": event["id"]}

    def _event(self, entry: Mapping[str, Any]) -> Event:
        seconds = float(entry.get("Time") or self._cloud.clock.millis() / 1000)
        return {
            "version": "0",
            "id": str(uuid.uuid4()),
            "detail-type": entry["DetailType"],
            "source": entry["Source"],
            "account": ACCOUNT,
            "time": datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "region": self._cloud.region,
            "resources": list(entry.get("Resources", [])),
            "detail": json.loads(entry["Detail"]),
        }


def _problem(entry: Mapping[str, Any]) -> dict[str, str] | None:
    """Why an entry is refused, as EventBridge says it."""
    for name in _REQUIRED:
        if not entry.get(name):
            reason = f"Parameter {name} is not valid. Reason: {name} is a required argument."
            return {"ErrorCode": "InvalidArgument", "ErrorMessage": reason}
    if entry["Source"].startswith("aws."):
        reason = "Not authorized for the source."
        return {"ErrorCode": "NotAuthorizedForSourceException", "ErrorMessage": reason}
    try:
        detail = json.loads(entry["Detail"])
    except ValueError:
        detail = None
    if not isinstance(detail, dict):
        return {"ErrorCode": "MalformedDetail", "ErrorMessage": "Detail is malformed."}
    return None
