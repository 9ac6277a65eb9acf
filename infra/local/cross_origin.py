"""Who may use a bucket from a page of another origin: the bucket's rules, as S3 applies them.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html
"""

from collections.abc import Iterator, Mapping
from typing import Any

from werkzeug import Request, Response

from infra.local.iam import matches

Rule = Mapping[str, Any]
Rules = Mapping[str, list[Rule]]
"""By the name of the bucket."""


def rules_of(bucket: Mapping[str, Any]) -> list[Rule]:
    """The rules that a bucket's properties hold."""
    found: list[Rule] = bucket.get("CorsConfiguration", {}).get("CorsRules", [])
    return found


def preflight(rules: Rules, environ: Mapping[str, Any]) -> Response | None:
    """The answer to a browser that asks before it sends; nothing for any other request."""
    request = Request(dict(environ))
    method = request.headers.get("Access-Control-Request-Method")
    if request.method != "OPTIONS" or not method:
        return None
    wanted = request.headers.get("Access-Control-Request-Headers", "")
    headers = [each.strip().lower() for each in wanted.split(",") if each.strip()]
    for rule in _matching(rules, request, method):
        allowed = [each.lower() for each in rule.get("AllowedHeaders", [])]
        if all(any(matches(pattern, each) for pattern in allowed) for each in headers):
            return Response(status=200, headers=_granted(rule, request, headers))
    return Response("CORSResponse: This CORS request is not allowed.", 403)


def granted(rules: Rules, environ: Mapping[str, Any]) -> dict[str, str]:
    """What an answer says to the browser: that the origin may see it, where a rule allows it."""
    request = Request(dict(environ))
    for rule in _matching(rules, request, request.method):
        return _granted(rule, request, [])
    return {}


def _matching(rules: Rules, request: Request, method: str) -> Iterator[Rule]:
    origin = request.headers.get("Origin")
    bucket = request.path.strip("/").partition("/")[0]
    for rule in rules.get(bucket, []) if origin else []:
        if method in rule["AllowedMethods"] and any(
            matches(pattern, str(origin)) for pattern in rule["AllowedOrigins"]
        ):
            yield rule


def _granted(rule: Rule, request: Request, headers: list[str]) -> dict[str, str]:
    everybody = "*" in rule["AllowedOrigins"]
    found = {
        "Access-Control-Allow-Origin": "*" if everybody else request.headers["Origin"],
        "Access-Control-Allow-Methods": ", ".join(rule["AllowedMethods"]),
        "Vary": "Origin, Access-Control-Request-Headers, Access-Control-Request-Method",
    }
    if headers:
        found["Access-Control-Allow-Headers"] = ", ".join(headers)
    if "MaxAge" in rule:
        found["Access-Control-Max-Age"] = str(rule["MaxAge"])
    return found
