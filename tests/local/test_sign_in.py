"""Signing in at the local issuer, as pages do it."""

import base64
import hashlib
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import jwt
import pytest

from infra.local.issuer import Issuer
from infra.local.sign_in import CODE_SECONDS, SignIn

VERIFIER = "a-verifier-that-nobody-else-knows-0123456789"
BACK = "http://127.0.0.1:8080/"


def challenge(verifier: str = VERIFIER) -> str:
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def question(**changes: str | None) -> dict[str, str]:
    asked = {
        "response_type": "code",
        "client_id": "page",
        "redirect_uri": BACK,
        "scope": "openid hearsay/read",
        "state": "mine",
        "code_challenge": challenge(),
        "code_challenge_method": "S256",
    } | changes
    return {name: value for name, value in asked.items() if value is not None}


def form(code: str, **changes: str) -> dict[str, str]:
    return {
        "grant_type": "authorization_code",
        "client_id": "page",
        "code": code,
        "redirect_uri": BACK,
        "code_verifier": VERIFIER,
    } | changes


@pytest.fixture
def issuer() -> Issuer:
    return Issuer("http://issuer.test", "hearsay", ["hearsay/read", "hearsay/admin"])


@pytest.fixture
def client(issuer: Issuer) -> Iterator[httpx.Client]:
    transport = httpx.WSGITransport(app=issuer)
    with httpx.Client(transport=transport, base_url=issuer.url) as client:
        yield client


def code_of(client: httpx.Client, **changes: str) -> str:
    answer = client.get("/authorize", params=question(**changes))
    assert answer.status_code == 302
    return parse_qs(urlsplit(answer.headers["location"]).query)["code"][0]


def claims(token: str) -> dict[str, Any]:
    found: dict[str, Any] = jwt.decode(token, options={"verify_signature": False})
    return found


def test_code_is_a_token_for_whoever_has_the_verifier(client: httpx.Client) -> None:
    answer = client.post("/token", data=form(code_of(client)))

    token = claims(answer.json()["access_token"])
    assert answer.json()["token_type"] == "Bearer"
    assert (token["sub"], token["aud"]) == ("local-user", "hearsay")


def test_token_has_the_scopes_that_were_asked_for_and_exist(client: httpx.Client) -> None:
    answer = client.post("/token", data=form(code_of(client)))

    assert claims(answer.json()["access_token"])["scope"] == "hearsay/read"


def test_person_is_whoever_the_page_says(client: httpx.Client) -> None:
    answer = client.post("/token", data=form(code_of(client, login_hint="ada")))

    assert claims(answer.json()["access_token"])["sub"] == "ada"


def test_state_comes_back(client: httpx.Client) -> None:
    answer = client.get("/authorize", params=question())

    assert parse_qs(urlsplit(answer.headers["location"]).query)["state"] == ["mine"]


@pytest.mark.parametrize(
    "changes",
    [
        {"redirect_uri": "https://elsewhere.example/"},
        {"response_type": "token"},
        {"client_id": None},
        {"code_challenge": None},
        {"code_challenge_method": "plain"},
    ],
)
def test_question_that_is_not_safe_is_refused_without_a_redirect(
    client: httpx.Client, changes: dict[str, str | None]
) -> None:
    answer = client.get("/authorize", params=question(**changes))

    assert answer.status_code == 400
    assert "location" not in answer.headers


@pytest.mark.parametrize(
    "changes",
    [
        {"code_verifier": "another"},
        {"redirect_uri": "http://127.0.0.1:9/"},
        {"client_id": "another"},
        {"grant_type": "password"},
        {"code": "guessed"},
    ],
)
def test_code_is_nothing_in_other_hands(client: httpx.Client, changes: dict[str, str]) -> None:
    code = code_of(client)

    answer = client.post("/token", data=form(code) | changes)

    assert answer.status_code == 400
    assert "access_token" not in answer.json()


def test_code_can_be_redeemed_once(client: httpx.Client) -> None:
    code = code_of(client)
    client.post("/token", data=form(code))

    assert client.post("/token", data=form(code)).json()["error"] == "invalid_grant"


def test_code_is_good_for_a_minute(issuer: Issuer, client: httpx.Client) -> None:
    now = [0.0]
    issuer._sign_in = SignIn(lambda: now[0])
    code = code_of(client)

    now[0] = CODE_SECONDS + 1

    assert client.post("/token", data=form(code)).json()["error"] == "invalid_grant"


def test_page_of_another_origin_may_ask(client: httpx.Client) -> None:
    found = client.get("/.well-known/openid-configuration")

    assert found.headers["access-control-allow-origin"] == "*"
    assert found.json()["authorization_endpoint"] == "http://issuer.test/authorize"
