"""Who may ask what: every route of the template, with the tokens that the gateway is shown."""

import httpx
import pytest

from tests.pipeline.conftest import User
from tests.test_template import ROUTES

CLOSED = {route: scopes for route, scopes in ROUTES.items() if scopes}
ALL = {scope for scopes in CLOSED.values() for scope in scopes}
IDS = {"article_id": "0" * 24, "job_id": "0" * 32, "claim_id": f"{'0' * 24}.{'0' * 16}"}


def ask(user: User, route: str, token: str | None) -> httpx.Response:
    method, path = route.split(" ")
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    url = f"{user.stack.api_url}{path.format(**IDS)}"
    return httpx.request(method, url, headers=headers, timeout=30)


@pytest.mark.parametrize("route", CLOSED)
def test_route_is_closed_without_a_token_and_to_every_other_scope(user: User, route: str) -> None:
    others = " ".join(sorted(ALL - set(CLOSED[route])))

    assert ask(user, route, None).status_code == 401
    assert ask(user, route, user.stack.token(aud="another")).status_code == 401
    assert ask(user, route, user.stack.token(scope=None)).status_code == 403
    assert ask(user, route, user.stack.token(scope=others)).status_code == 403


@pytest.mark.parametrize("route", CLOSED)
def test_route_is_open_to_its_scope(user: User, route: str) -> None:
    answer = ask(user, route, user.stack.token(scope=" ".join(CLOSED[route])))

    assert answer.status_code in {200, 400, 404}


def test_health_needs_no_token(user: User) -> None:
    assert ask(user, "GET /health", None).status_code == 200


def test_what_was_asked_is_in_no_log(user: User) -> None:
    token = user.stack.token()
    url = f"{user.stack.api_url}/claims"
    headers = {"Authorization": f"Bearer {token}"}
    for cursor in ("c2VjcmV0LWN1cnNvcg", "secret-cursor"):
        httpx.get(url, params={"cursor": cursor}, headers=headers)

    logged = "\n".join(user.stack.logs("ApiFunction"))
    assert token not in logged
    assert "cursor" not in logged
