"""The servers that everything is reached through."""

from typing import Any

import httpx
import pytest

from infra.local.errors import PortBusyError
from infra.local.server import BackgroundServer


def _fail(_environ: Any, _start_response: Any) -> Any:
    message = "as told"
    raise RuntimeError(message)


def test_server_survives_an_application_that_fails() -> None:
    server = BackgroundServer("127.0.0.1", 0, "thing")
    server.start(_fail)
    assert [httpx.get(server.url).status_code for _ in range(2)] == [500, 500]
    server.stop()


def test_server_stopped_gives_its_port_back() -> None:
    first = BackgroundServer("127.0.0.1", 0, "thing")
    with pytest.raises(PortBusyError, match=f"other: port {first.port}"):
        BackgroundServer("127.0.0.1", first.port, "other")
    first.stop()
    BackgroundServer("127.0.0.1", first.port, "other").stop()
