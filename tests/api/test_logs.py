"""What the API writes into its log: faults, and nothing that opens a door."""

import io
import logging
from collections.abc import Iterator

import pytest

from functions.api import app, handler
from functions.api.routes import claims
from tests.api.conftest import Ask

SECRETS = ("Bearer", "secret-cursor", "secret-tag")


class BrokenError(Exception):
    """A fault of ours."""


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """All that the API logs, as it would be written."""
    written = io.StringIO()
    copy = logging.StreamHandler(written)
    copy.setFormatter(app.logger.registered_formatter)
    for logger in (app.logger, handler.logger):
        logger.addHandler(copy)
    yield written
    for logger in (app.logger, handler.logger):
        logger._logger.removeHandler(copy)


def test_fault_is_logged_without_the_request(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, log: io.StringIO
) -> None:
    def broken() -> None:
        raise BrokenError

    monkeypatch.setattr(claims, "queries", broken)

    answer = ask("/claims", if_match="secret-tag", authorization="Bearer secret-token", limit="1")

    assert answer.status == 500
    logged = log.getvalue()
    assert "BrokenError" in logged, "or nothing would show what is wrong"
    assert not [secret for secret in SECRETS if secret in logged]


def test_request_that_is_refused_is_not_logged(ask: Ask, log: io.StringIO) -> None:
    ask("/claims", cursor="secret-cursor", authorization="Bearer secret-token")

    assert not [secret for secret in SECRETS if secret in log.getvalue()]
