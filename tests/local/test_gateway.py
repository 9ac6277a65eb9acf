"""The HTTP API: routing, tokens, events and responses, as API Gateway has them."""

import base64
import time
from typing import Any

import httpx
import jwt
import pytest
from aws_lambda_powertools.utilities.parser.models import APIGatewayProxyEventV2Model
from cryptography.hazmat.primitives.asymmetric import rsa
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import Client

from infra.local import gateway
from infra.local.errors import NotEmulatedError
from infra.local.gateway import API_GATEWAY, ApiSpec, Gateway, match_path
from infra.local.payload import MalformedResponseError, is_text, to_response
from infra.local.permissions import Permission
from infra.local.stack import LocalStack
from tests.local.conftest import drop

FAR_AHEAD = int(time.time()) + 24 * 3600
"""A time that does not come while the tests run: it is fixed when they are collected."""


def _get(stack: LocalStack, path: str, **options: Any) -> httpx.Response:
    headers = {"Authorization": f"Bearer {stack.token()}"} | options.pop("headers", {})
    return httpx.get(stack.api_url + path, headers=headers, **options)


def _event(stack: LocalStack, path: str, **options: Any) -> dict[str, Any]:
    event: dict[str, Any] = _get(stack, path, **options).json()["event"]
    return event


# --- Tokens ---


def test_api_without_a_token_is_unauthorized(stack: LocalStack) -> None:
    answer = httpx.get(f"{stack.api_url}/items/x")
    assert answer.status_code == 401
    assert answer.json() == {"message": "Unauthorized"}
    assert answer.headers["www-authenticate"] == "Bearer"


def test_api_route_without_authorizer_needs_no_token(stack: LocalStack) -> None:
    answer = httpx.get(f"{stack.api_url}/health")
    assert answer.status_code == 200
    assert "authorizer" not in answer.json()["event"]["requestContext"]


@pytest.mark.parametrize(
    "claims",
    [
        {"exp": int(time.time()) - 5},
        {"exp": None},
        {"nbf": FAR_AHEAD},
        {"iat": FAR_AHEAD},
        {"iss": "http://elsewhere.example"},
        {"iss": None},
        {"aud": "another"},
        {"aud": None},
        {"aud": "another", "client_id": "fixture"},
    ],
)
def test_api_token_with_a_wrong_claim_is_unauthorized(
    stack: LocalStack, claims: dict[str, Any]
) -> None:
    token = stack.token(**claims)
    answer = _get(stack, "/items/x", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 401


@pytest.mark.parametrize(
    "claims", [{"aud": ["x", "fixture"]}, {"aud": None, "client_id": "fixture"}, {"nbf": None}]
)
def test_api_token_with_unusual_but_right_claims_passes(
    stack: LocalStack, claims: dict[str, Any]
) -> None:
    token = stack.token(**claims)
    answer = _get(stack, "/files/x", headers={"Authorization": token})
    assert answer.status_code == 200


def test_api_token_signed_by_somebody_else_is_unauthorized(stack: LocalStack) -> None:
    claims = jwt.decode(stack.token(), options={"verify_signature": False})
    key_id = jwt.get_unverified_header(stack.token())["kid"]
    stranger = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    forged = [
        jwt.encode(claims, stranger, algorithm="RS256", headers={"kid": key_id}),
        jwt.encode(claims, stranger, algorithm="RS256", headers={"kid": "other"}),
        jwt.encode(claims, "a secret that is long enough for it", algorithm="HS256"),
        jwt.encode(claims, "", algorithm="none", headers={"kid": key_id}),
        "nonsense",
        stack.token()[:-8] + "AAAAAAAA",
    ]
    for token in forged:
        answer = _get(stack, "/items/x", headers={"Authorization": f"Bearer {token}"})
        assert answer.status_code == 401


def test_token_of_the_local_issuer_has_every_scope_unless_told_otherwise(stack: LocalStack) -> None:
    assert _get(stack, "/scoped").status_code == 200


def test_api_scope_missing_is_forbidden(stack: LocalStack) -> None:
    for scope in (None, "write"):
        headers = {"Authorization": f"Bearer {stack.token(scope=scope)}"}
        assert _get(stack, "/scoped", headers=headers).json() == {"message": "Forbidden"}
    token = stack.token(scope="write read")
    answer = _get(stack, "/scoped", headers={"Authorization": f"Bearer {token}"})
    assert answer.json()["event"]["requestContext"]["authorizer"]["jwt"]["scopes"] == ["read"]


def test_issuer_prints_a_token_that_passes(stack: LocalStack) -> None:
    token = httpx.get(f"{stack.issuer_url}/token", params={"sub": "me"}).text
    event = _event(stack, "/files/x", headers={"Authorization": f"Bearer {token}"})
    assert event["requestContext"]["authorizer"]["jwt"]["claims"]["sub"] == "me"
    assert stack.issuer_url in stack.token_command


def test_issuer_is_discoverable(stack: LocalStack) -> None:
    document = httpx.get(f"{stack.issuer_url}/.well-known/openid-configuration").json()
    assert document["issuer"] == stack.issuer_url
    (key,) = httpx.get(document["jwks_uri"]).json()["keys"]
    assert (key["kty"], key["alg"], "d" in key) == ("RSA", "RS256", False)


# --- Routes and events ---


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/nowhere"), ("GET", "/"), ("POST", "/items/x"), ("GET", "/items/x/y")],
)
def test_api_unknown_route_is_not_found(stack: LocalStack, method: str, path: str) -> None:
    answer = httpx.request(method, stack.api_url + path)
    assert (answer.status_code, answer.json()) == (404, {"message": "Not Found"})


def test_api_more_specific_route_wins(stack: LocalStack) -> None:
    drop(stack, "latest", "stored")
    stack.wait_idle()
    assert _get(stack, "/items/latest").status_code == 500  # has no path parameter to read
    drop(stack, "other", "stored")
    stack.wait_idle()
    assert _get(stack, "/items/other").text == "stored"


def test_api_event_is_payload_version_2(stack: LocalStack) -> None:
    event = _event(
        stack,
        "/files/a/b%20c?x=1&x=2&y=%C3%A9",
        headers={"X-Custom": "v", "Cookie": "a=1; b=2"},
    )
    model = APIGatewayProxyEventV2Model.model_validate(event)
    assert model.routeKey == "ANY /files/{path+}"
    assert model.rawPath == "/files/a/b c"
    assert model.rawQueryString == "x=1&x=2&y=%C3%A9"
    assert model.queryStringParameters == {"x": "1,2", "y": "é"}
    assert model.pathParameters == {"path": "a/b c"}
    assert model.cookies == ["a=1", "b=2"]
    assert model.headers["x-custom"] == "v"
    assert "cookie" not in model.headers
    assert model.requestContext.http.method == "GET"
    assert model.requestContext.stage == "$default"
    assert event["requestContext"]["authorizer"]["jwt"]["claims"]["aud"] == "fixture"


def test_api_event_without_extras_leaves_them_out(stack: LocalStack) -> None:
    event = httpx.get(f"{stack.api_url}/health").json()["event"]
    APIGatewayProxyEventV2Model.model_validate(event)
    assert not {"cookies", "queryStringParameters", "pathParameters", "body"} & set(event)


@pytest.mark.parametrize(
    ("content", "kind", "body", "is_base64"),
    [
        ("é".encode(), "text/plain", "é", False),
        (b'{"a":1}', "application/json", '{"a":1}', False),
        (b"\x00\xff", "application/octet-stream", base64.b64encode(b"\x00\xff").decode(), True),
        (b"a=1", "application/x-www-form-urlencoded", base64.b64encode(b"a=1").decode(), True),
    ],
)
def test_api_body_is_passed_as_text_or_base64(
    stack: LocalStack, content: bytes, kind: str, body: str, is_base64: bool
) -> None:
    headers = {"Content-Type": kind, "Authorization": stack.token()}
    event = httpx.post(f"{stack.api_url}/echo", content=content, headers=headers).json()["event"]
    assert (event["body"], event["isBase64Encoded"]) == (body, is_base64)


def test_api_body_too_large_is_refused(stack: LocalStack) -> None:
    headers = {"Authorization": stack.token(), "Content-Type": "text/plain"}
    for size in (7 * 1024 * 1024, 10 * 1024 * 1024 + 1):
        answer = httpx.post(f"{stack.api_url}/echo", content=b"x" * size, headers=headers)
        assert answer.status_code == 413


# --- Responses ---


def test_api_response_with_everything(stack: LocalStack) -> None:
    answer = _get(stack, "/files/binary")
    assert (answer.status_code, answer.content) == (201, b"\x00\xff")
    assert answer.headers["content-type"] == "image/gif"
    assert answer.headers["x-number"] == "3"
    assert answer.headers.get_list("set-cookie") == ["a=1; Path=/", "b=2"]


def test_api_response_redirects(stack: LocalStack) -> None:
    answer = _get(stack, "/files/redirect")
    assert (answer.status_code, answer.headers["location"]) == (302, "https://elsewhere.example/")


def test_api_response_without_a_status_is_a_json_body(stack: LocalStack) -> None:
    answer = _get(stack, "/files/text")
    assert (answer.status_code, answer.text) == (200, "just text")
    assert answer.headers["content-type"] == "application/json"


@pytest.mark.parametrize("path", ["/files/malformed", "/files/raise"])
def test_api_function_that_fails_is_an_internal_error(stack: LocalStack, path: str) -> None:
    answer = _get(stack, path)
    assert (answer.status_code, answer.json()) == (500, {"message": "Internal Server Error"})


def test_api_function_that_takes_too_long_is_unavailable(
    stack: LocalStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gateway, "INTEGRATION_SECONDS", 0.2)
    answer = _get(stack, "/files/slow")
    assert (answer.status_code, answer.json()) == (503, {"message": "Service Unavailable"})


def test_api_without_permission_to_invoke_is_an_internal_error(stack: LocalStack) -> None:
    api = stack.deployment.resources["HttpApi"]
    spec = ApiSpec.from_properties(api.physical_id, api.properties)
    function = stack.functions["Api"].spec.arn
    other = Permission(function, API_GATEWAY, "arn:aws:execute-api:*:*:other/*")
    app = Gateway(spec, stack.functions.values(), [other], "eu-west-1")
    answer = Client(app).get("/health")
    assert (answer.status_code, answer.json) == (500, {"message": "Internal Server Error"})


@pytest.mark.parametrize(
    "payload",
    [
        {"statusCode": "teapot"},
        {"statusCode": None},
        {"statusCode": 200, "body": {"not": "text"}},
        {"statusCode": 200, "body": "???", "isBase64Encoded": True},
    ],
)
def test_to_response_malformed_is_refused(payload: dict[str, Any]) -> None:
    with pytest.raises(MalformedResponseError):
        to_response(payload)


def test_to_response_default_content_type_is_plain_text() -> None:
    assert to_response({"statusCode": 200, "body": "x"}).content_type.startswith("text/plain")


@pytest.mark.parametrize(
    ("kind", "text"),
    [("application/problem+json; charset=utf-8", True), ("TEXT/html", True), ("image/png", False)],
)
def test_is_text(kind: str, text: bool) -> None:
    assert is_text(kind) is text


# --- CORS ---


def test_api_preflight_is_answered_by_the_gateway(stack: LocalStack) -> None:
    origin = {"Origin": "https://reader.example", "Access-Control-Request-Method": "GET"}
    answer = httpx.options(f"{stack.api_url}/items/x", headers=origin)
    assert answer.status_code == 204
    assert answer.headers["access-control-allow-origin"] == "https://reader.example"
    assert answer.headers["access-control-allow-methods"] == "GET"


def test_api_other_origin_gets_no_cors_headers(stack: LocalStack) -> None:
    answer = httpx.get(f"{stack.api_url}/health", headers={"Origin": "https://evil.example"})
    assert "access-control-allow-origin" not in answer.headers


# --- Matching ---


@pytest.mark.parametrize(
    ("route", "path", "expected"),
    [
        ("/a/{x}", "/a/1", {"x": "1"}),
        ("/a/{x}", "/a/", None),
        ("/a/{x}", "/a/1/2", None),
        ("/a/{x}/b", "/a/1/b", {"x": "1"}),
        ("/a/{x+}", "/a/1/2", {"x": "1/2"}),
        ("/a/{x+}", "/a", None),
        ("/a/{x}", "/a/b%2Fc", {"x": "b/c"}),
        ("/a", "/b", None),
    ],
)
def test_match_path(route: str, path: str, expected: dict[str, str] | None) -> None:
    assert match_path(route.strip("/").split("/"), path.lstrip("/").split("/")) == expected


@given(st.lists(st.text(st.characters(categories=["L", "N"]), min_size=1), min_size=1))
def test_match_path_a_path_matches_itself(segments: list[str]) -> None:
    assert match_path(segments, segments) == {}


def _api(operation: dict[str, Any], **body: Any) -> dict[str, Any]:
    return {"Body": {"paths": {"/a": {"get": operation}}, **body}}


INTEGRATION = {
    "type": "aws_proxy",
    "payloadFormatVersion": "2.0",
    "uri": "arn:aws:apigateway:r:lambda:path/2015-03-31/functions/arn:aws:lambda:r:1:function:f"
    "/invocations",
}


@pytest.mark.parametrize(
    "properties",
    [
        _api({"x-amazon-apigateway-integration": {**INTEGRATION, "payloadFormatVersion": "1.0"}}),
        _api({"x-amazon-apigateway-integration": {"type": "http_proxy", "uri": "http://x"}}),
        _api({"x-amazon-apigateway-integration": INTEGRATION, "security": [{"Unknown": []}]}),
        _api(
            {"x-amazon-apigateway-integration": INTEGRATION},
            components={
                "securitySchemes": {"L": {"x-amazon-apigateway-authorizer": {"type": "request"}}}
            },
        ),
    ],
)
def test_api_spec_what_is_not_emulated_is_refused(properties: dict[str, Any]) -> None:
    with pytest.raises(NotEmulatedError):
        ApiSpec.from_properties("api", properties)
