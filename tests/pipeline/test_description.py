"""The API behind its gateway against its own description, over HTTP and with a token.

What is sent to the function in its own process, and more of it, is in `tests/api`. Here the gateway
answers, too: for who has no token, and for paths and bodies that it does not pass on. More requests
for each route: `HEARSAY_EXAMPLES=200 pytest tests/pipeline/test_description.py`.
"""

import os
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi import checks

from tests.conftest import ROOT
from tests.pipeline.conftest import User

EXAMPLES = int(os.environ.get("HEARSAY_EXAMPLES", "3"))
"""Requests for each route, beside those that are made of the description's limits."""
EXCLUDED = [
    checks.unsupported_method,  # the gateway has no such route, and says 404
    checks.positive_data_acceptance,  # what is well-formed may make no sense still
]

schema = schemathesis.openapi.from_path(ROOT / "schemas/json/openapi.json")


@pytest.fixture(scope="module")
def headers(user: User) -> dict[str, str]:
    """Those of somebody who may do everything, once there is something to ask about."""
    user.drop("bridge.txt", "Ada Quill said the bridge was safe. Bo Li denied it.")
    user.drop("empty.txt", b"")
    user.settle()
    return {"Authorization": f"Bearer {user.stack.token()}"}


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
    database=None,
)
def test_answer_over_http_is_one_that_the_description_names(
    case: schemathesis.Case[Any], user: User, headers: dict[str, str]
) -> None:
    case.call_and_validate(
        base_url=user.stack.api_url, headers=headers, excluded_checks=EXCLUDED, timeout=60
    )


def test_functions_were_denied_nothing(user: User) -> None:
    assert user.stack.denied == []
