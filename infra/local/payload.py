"""HTTP to Lambda's payload format 2.0, and back.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
"""

import base64
import binascii
import json
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote

from werkzeug import Request, Response

from infra.local.cloud import ACCOUNT

_TEXT_TYPES = ("text/", "application/json", "application/javascript", "application/xml")
_TEXT_SUFFIXES = ("+json", "+xml")


class MalformedResponseError(Exception):
    """A function's response is not one that API Gateway understands."""


@dataclass(frozen=True)
class Route:
    """Where a request was routed to, for the event."""

    api_id: str
    key: str
    """Method and path, such as `GET /articles/{article_id}`."""
    path_parameters: Mapping[str, str]
    claims: Mapping[str, Any] | None
    scopes: list[str] | None
    region: str


def to_event(request: Request, route: Route) -> dict[str, Any]:
    """The event of a request."""
    headers = {name.lower(): value for name, value in request.headers.items() if value}
    cookies = [part.strip() for part in headers.pop("cookie", "").split(";") if part.strip()]
    query = request.query_string.decode("latin-1")
    body, is_base64 = _body(request)
    optional = {
        "cookies": cookies,
        "queryStringParameters": {
            name: ",".join(values) for name, values in request.args.to_dict(flat=False).items()
        },
        "pathParameters": dict(route.path_parameters),
        "body": body,
    }
    return {
        "version": "2.0",
        "routeKey": route.key,
        "rawPath": unquote(request.path),
        "rawQueryString": query,
        "headers": headers,
        "requestContext": _context(request, route),
        "isBase64Encoded": is_base64,
        **{name: value for name, value in optional.items() if value},
    }


def _context(request: Request, route: Route) -> dict[str, Any]:
    now = datetime.now(UTC)
    prefix = route.api_id
    claims = {"jwt": {"claims": _as_texts(route.claims), "scopes": route.scopes or None}}
    return {
        "accountId": ACCOUNT,
        "apiId": route.api_id,
        **({"authorizer": claims} if route.claims is not None else {}),
        "domainName": f"{prefix}.execute-api.{route.region}.amazonaws.com",
        "domainPrefix": prefix,
        "http": {
            "method": request.method,
            "path": unquote(request.path),
            "protocol": request.environ.get("SERVER_PROTOCOL", "HTTP/1.1"),
            "sourceIp": request.remote_addr or "127.0.0.1",
            "userAgent": request.headers.get("User-Agent", ""),
        },
        "requestId": base64.b64encode(uuid.uuid4().bytes[:11]).decode(),
        "routeKey": route.key,
        "stage": "$default",
        "time": now.strftime("%d/%b/%Y:%H:%M:%S +0000"),
        "timeEpoch": int(time.time() * 1000),
    }


def _as_texts(claims: Mapping[str, Any] | None) -> dict[str, str]:
    """API Gateway passes every claim as text; lists in brackets, without commas."""
    return {name: _claim_text(value) for name, value in (claims or {}).items()}


def _claim_text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return f"[{' '.join(map(str, value))}]"
    return json.dumps(value) if isinstance(value, dict) else str(value)


def is_text(content_type: str) -> bool:
    """Whether a body of that type is passed as it is rather than in base64."""
    kind = content_type.split(";", 1)[0].strip().lower()
    return kind.startswith(_TEXT_TYPES) or kind.endswith(_TEXT_SUFFIXES)


def _body(request: Request) -> tuple[str | None, bool]:
    data = request.get_data()
    if not data:
        return None, False
    if is_text(request.headers.get("Content-Type", "text/plain")):
        return data.decode("utf-8", "replace"), False
    return base64.b64encode(data).decode(), True


def to_response(payload: Any) -> Response:  # noqa: ANN401
    """The HTTP response that a function's response stands for.

    Raises:
        MalformedResponseError: It is not one that API Gateway understands.
    """
    if not isinstance(payload, dict) or "statusCode" not in payload:
        body = payload if isinstance(payload, str) else json.dumps(payload)
        return Response(body, 200, content_type="application/json")
    try:
        answer = Response(_decoded(payload), int(payload["statusCode"]))
    except (TypeError, ValueError, binascii.Error) as error:
        raise MalformedResponseError(str(error)) from error
    headers = {
        name.lower(): _header(value) for name, value in (payload.get("headers") or {}).items()
    }
    answer.headers["Content-Type"] = headers.pop("content-type", "text/plain;charset=UTF-8")
    for name, value in headers.items():
        if name not in {"content-length", "transfer-encoding", "connection"}:
            answer.headers[name] = value
    for cookie in payload.get("cookies") or []:
        answer.headers.add("Set-Cookie", cookie)
    return answer


def _decoded(payload: Mapping[str, Any]) -> bytes:
    body = payload.get("body")
    if body is None:
        return b""
    if not isinstance(body, str):
        raise MalformedResponseError("the body is not text")
    if payload.get("isBase64Encoded"):
        return base64.b64decode(body, validate=True)
    return body.encode()


def _header(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
