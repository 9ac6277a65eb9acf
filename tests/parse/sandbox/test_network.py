"""No reader calls anybody, whatever the document asks for."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from socketserver import BaseRequestHandler, ThreadingTCPServer
from urllib.request import urlopen

import pytest

from functions.parse.divisions import divided
from functions.parse.errors import ParseError
from functions.parse.readers import reader_for, readers
from functions.parse.sandbox import Sandbox
from functions.parse.sandbox.here import Here
from functions.parse.sandbox.worker import Worker
from schemas.article import Article, Format
from tests.parse.containers.archives import LIMITS as CONTAINER_LIMITS
from tests.parse.sandbox.asking import LIMITS
from tests.parse.sandbox.enticing import DIVIDED, DOCUMENTS, ENTICING, Enticing


@dataclass
class Callee:
    """Somebody on this machine who might be called."""

    url: str
    calls: list[bytes] = field(default_factory=list)


@pytest.fixture(scope="module")
def callee() -> Iterator[Callee]:
    """A server that keeps what it is sent."""

    class Handler(BaseRequestHandler):
        def handle(self) -> None:
            found.calls.append(self.request.recv(4096))

    with ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        found = Callee(f"http://127.0.0.1:{server.server_address[1]}")
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield found
        server.shutdown()


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    """The sandbox of the function."""
    with Worker(LIMITS) as running:
        yield running


def outcome(sandbox: Sandbox, make: Enticing, url: str) -> Article | ParseError:
    try:
        return sandbox.article(make(url))
    except ParseError as error:
        return error


@pytest.mark.parametrize("make", DOCUMENTS, ids=lambda make: make.__name__.strip("_"))
def test_document_that_names_addresses_has_nobody_called(
    make: Enticing, callee: Callee, worker: Worker
) -> None:
    """Neither confined nor, where nothing would stop it, in this process; nor does it matter."""
    here, there = (outcome(each, make, callee.url) for each in (Here(10**6), worker))

    assert callee.calls == []
    assert str(here) == str(there)


@pytest.mark.parametrize("kind", DIVIDED)
def test_container_that_names_addresses_has_nobody_called(
    kind: str, callee: Callee, worker: Worker
) -> None:
    body = DIVIDED[kind](callee.url).body

    there = worker.parts(kind, body, CONTAINER_LIMITS)

    assert there
    assert there == list(divided(kind, body, CONTAINER_LIMITS))
    assert callee.calls == []


@pytest.mark.parametrize("reader", readers(), ids=lambda reader: reader.format)
def test_every_reader_has_a_document_that_names_addresses(reader: object) -> None:
    read = [reader_for(make("http://127.0.0.1:9")) for make in DOCUMENTS if _is_read(make)]

    assert reader in read


def _is_read(make: Enticing) -> bool:
    try:
        return bool(reader_for(make("http://127.0.0.1:9")))
    except ParseError:
        return False


def test_every_format_has_a_document_that_names_addresses() -> None:
    assert set(ENTICING) == set(Format)


def test_callee_would_hear_of_a_call(callee: Callee) -> None:
    with pytest.raises(OSError):  # noqa: PT011 (it hangs up)
        urlopen(callee.url)  # noqa: S310
    assert callee.calls.pop().startswith(b"GET /")
