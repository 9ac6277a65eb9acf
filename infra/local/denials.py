"""Refusals in the protocol of each service, so that an SDK raises what it raises on AWS."""

import json
from dataclasses import dataclass
from xml.sax.saxutils import escape

from werkzeug import Response

from infra.local.actions import Call


@dataclass(frozen=True)
class Denial:
    """Why a request is refused."""

    code: str
    """`AccessDenied`, or the error of a key that is missing, unknown or used too late."""
    message: str


ACCESS_DENIED = "AccessDenied"

NO_KEY = Denial("MissingAuthenticationToken", "Request is missing Authentication Token")
UNKNOWN_KEY = Denial("UnrecognizedClient", "The security token included in the request is invalid.")
EXPIRED = Denial(ACCESS_DENIED, "Request has expired")

_S3_CODES = {
    ACCESS_DENIED: ACCESS_DENIED,
    NO_KEY.code: ACCESS_DENIED,
    UNKNOWN_KEY.code: "InvalidAccessKeyId",
}
_SQS_CODES = {ACCESS_DENIED: ACCESS_DENIED, UNKNOWN_KEY.code: "InvalidClientTokenId"}


def not_authorized(principal: str, action: str, resource: str, *, explicit: bool) -> Denial:
    """The refusal of an action, in AWS's words."""
    because = (
        "with an explicit deny in an identity-based policy"
        if explicit
        else f"because no identity-based policy allows the {action} action"
    )
    return Denial(
        ACCESS_DENIED,
        f"User: {principal} is not authorized to perform: {action} on resource: {resource} "
        f"{because}",
    )


def response(denial: Denial, call: Call) -> Response:
    """The refusal as the service that was called would send it."""
    if call.service == "s3":
        return _s3(denial, call)
    if call.service == "sqs":
        return _sqs(denial, call)
    return _json(f"{denial.code}Exception", denial, 400)


def _s3(denial: Denial, call: Call) -> Response:
    code = _S3_CODES[denial.code]
    body = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f"<Error><Code>{code}</Code><Message>{escape(denial.message)}</Message>"
        "<RequestId>LOCAL</RequestId><HostId>local</HostId></Error>"
    )
    text = "" if call.method == "HEAD" else body
    return Response(text, 403, content_type="application/xml")


def _sqs(denial: Denial, call: Call) -> Response:
    code = _SQS_CODES.get(denial.code, denial.code)
    if "x-amz-target" in call.headers:
        answer = _json(f"{code}Exception" if code == ACCESS_DENIED else code, denial, 403)
        answer.headers["x-amzn-query-error"] = f"{code};Sender"
        return answer
    body = (
        "<ErrorResponse><Error><Type>Sender</Type>"
        f"<Code>{code}</Code><Message>{escape(denial.message)}</Message></Error>"
        "<RequestId>LOCAL</RequestId></ErrorResponse>"
    )
    return Response(body, 403, content_type="text/xml")


def _json(code: str, denial: Denial, status: int) -> Response:
    body = {"__type": f"com.amazon.coral.service#{code}", "Message": denial.message}
    body["message"] = denial.message
    return Response(json.dumps(body), status, content_type="application/x-amz-json-1.0")
