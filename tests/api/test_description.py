"""The API against its own description: whatever is sent, answers are those that it names.

Requests go through the function, in this process; what the gateway answers by itself is left out.
"""

import re
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi import checks
from werkzeug import Request, Response

from functions.api.handler import handler
from infra.local.payload import Route, to_event, to_response
from tests.api.conftest import Ask, Context, Library
from tests.records import statements, story

MANY, FEW = 25, 8
"""Requests for each route, beside those that are made of the description's limits."""
MANIFOLD = "/claims$|/reviews?$|/jobs$|/uploads$"
"""Routes with many parameters, or with a body."""
ID = re.compile(r"[0-9a-f]{24}(\.[0-9a-f]{16})?|[0-9a-f]{32}")
OPEN = {"/health", "/openapi.json"}
EXCLUDED = [
    checks.unsupported_method,  # the gateway has no such route, and says 404
    # What is well-formed may make no sense still: an unsigned cursor, a range that ends before it
    # begins, an edit without the state.
    checks.positive_data_acceptance,
    checks.ignored_auth,  # the gateway lets nobody through without a token
]


def served(environ: dict[str, Any], start_response: Any) -> Any:
    """The function as a WSGI application, behind a gateway that takes any token."""
    if "HTTP_AUTHORIZATION" not in environ and environ["PATH_INFO"] not in OPEN:
        return Response('{"message": "Unauthorized"}', 401, content_type="application/json")(
            environ, start_response
        )
    claims = {"sub": "ada"}
    route = Route("api", "$default", {}, claims, None, "eu-west-1")
    environ.pop("HTTP_ACCEPT_ENCODING", None)  # the client in this process unpacks nothing
    event = to_event(Request(environ), route)
    return to_response(handler(event, Context()))(environ, start_response)  # type: ignore[arg-type]


schema = schemathesis.openapi.from_wsgi("/openapi.json", served)
known: dict[str, str] = {}


@schema.hook
def map_path_parameters(_: Any, drawn: dict[str, Any] | None) -> dict[str, Any] | None:
    """Ids of what there is, every other time: else nearly all answers were 404."""
    return {name: _id(name, value) for name, value in (drawn or {}).items()}


def _id(name: str, drawn: Any) -> Any:
    is_one = isinstance(drawn, str) and ID.fullmatch(drawn)
    return known[name] if is_one and drawn[0] in "01234567" else drawn


@pytest.fixture
def something(library: Library, ask: Ask) -> None:
    """What can be asked about."""
    article = library.add(story(statements(3), "a.txt", published="2025-03-01"))
    library.add(story(statements(2), "b.txt"))
    claim = ask(f"/articles/{article}/claims").json["items"][0]["claim_id"]
    job = ask("/jobs", "POST", {"prefix": "a"}).json["job_id"]
    known.update(article_id=article, claim_id=claim, job_id=job)


def examples(number: int) -> settings:
    return settings(
        max_examples=number,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
        database=None,
    )


@schema.include(path_regex=MANIFOLD).parametrize()
@examples(MANY)
@pytest.mark.usefixtures("something")
def test_answer_to_many_parameters_is_one_that_the_description_names(
    case: schemathesis.Case[Any],
) -> None:
    case.call_and_validate(excluded_checks=EXCLUDED)


@schema.exclude(path_regex=MANIFOLD).parametrize()
@examples(FEW)
@pytest.mark.usefixtures("something")
def test_answer_is_one_that_the_description_names(case: schemathesis.Case[Any]) -> None:
    case.call_and_validate(excluded_checks=EXCLUDED)
