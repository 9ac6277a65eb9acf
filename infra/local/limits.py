"""Limits that AWS enforces and moto does not, checked before a request reaches moto."""

import json

from werkzeug import Response

from infra.local.actions import Call

BATCH_WRITE_ITEMS = 25
"""Put and delete requests that one BatchWriteItem may hold, over all tables.

https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html
"""


def refusal(call: Call) -> Response | None:
    """AWS's answer to a request that breaks a limit, or None."""
    if call.service != "dynamodb" or call.operation != "BatchWriteItem":
        return None
    requests = [r for table in call.json.get("RequestItems", {}).values() for r in table]
    if len(requests) > BATCH_WRITE_ITEMS:
        return _invalid("Too many items requested for the BatchWriteItem call")
    if len({json.dumps(request, sort_keys=True) for request in requests}) < len(requests):
        return _invalid("Provided list of item keys contains duplicates")
    return None


def _invalid(message: str) -> Response:
    body = {"__type": "com.amazon.coral.validate#ValidationException", "message": message}
    return Response(json.dumps(body), 400, content_type="application/x-amz-json-1.0")
