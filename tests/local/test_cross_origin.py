"""What a page of another origin may do with a bucket, by the bucket's rules."""

from typing import Any

import pytest
from werkzeug.test import EnvironBuilder

from infra.local.cross_origin import Rules, granted, preflight, rules_of

PAGE = "https://page.example"
BUCKET = {
    "CorsConfiguration": {
        "CorsRules": [
            {
                "AllowedMethods": ["POST"],
                "AllowedOrigins": ["https://*.example"],
                "AllowedHeaders": ["content-type"],
                "MaxAge": 60,
            }
        ]
    }
}
RULES = {"inbox": rules_of(BUCKET), "articles": rules_of({})}


def request(method: str, path: str = "/inbox", **headers: str) -> dict[str, Any]:
    named = [(name.replace("_", "-"), value) for name, value in headers.items()]
    return EnvironBuilder(path, method=method, headers=named).get_environ()


def ask(path: str = "/inbox", method: str = "POST", **headers: str) -> dict[str, Any]:
    return request("OPTIONS", path, Access_Control_Request_Method=method, **headers)


def test_browser_that_asks_is_told_what_is_allowed() -> None:
    answer = preflight(RULES, ask(Origin=PAGE, Access_Control_Request_Headers="Content-Type"))

    assert answer
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == PAGE
    assert answer.headers["Access-Control-Allow-Methods"] == "POST"
    assert answer.headers["Access-Control-Allow-Headers"] == "content-type"
    assert answer.headers["Access-Control-Max-Age"] == "60"


@pytest.mark.parametrize(
    "environ",
    [
        ask(Origin="https://page.test"),
        ask(Origin=PAGE, method="PUT"),
        ask(Origin=PAGE, path="/articles"),
        ask(Origin=PAGE, Access_Control_Request_Headers="x-amz-acl"),
    ],
)
def test_what_no_rule_allows_is_refused(environ: dict[str, Any]) -> None:
    answer = preflight(RULES, environ)

    assert answer
    assert answer.status_code == 403
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_request_that_asks_for_nothing_is_no_preflight() -> None:
    assert preflight(RULES, request("OPTIONS", Origin=PAGE)) is None
    assert preflight(RULES, request("POST", Origin=PAGE)) is None


def test_answer_may_be_seen_by_an_origin_that_a_rule_allows() -> None:
    assert granted(RULES, request("POST", Origin=PAGE))["Access-Control-Allow-Origin"] == PAGE


def test_everybody_is_named_as_everybody() -> None:
    rules: Rules = {"inbox": [{"AllowedMethods": ["POST"], "AllowedOrigins": ["*"]}]}

    assert granted(rules, request("POST", Origin=PAGE))["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    "environ",
    [
        request("POST"),
        request("GET", Origin=PAGE),
        request("POST", "/articles", Origin=PAGE),
        request("POST", "/unknown", Origin=PAGE),
    ],
)
def test_answer_says_nothing_where_no_rule_allows_it(environ: dict[str, Any]) -> None:
    assert granted(RULES, environ) == {}
