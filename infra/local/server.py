"""Threaded HTTP servers on the loopback interface, each in a thread of its own."""

import logging
import socket
import threading
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from moto.moto_server.werkzeug_app import MotoRequestHandler
from werkzeug.serving import BaseWSGIServer, make_server

from infra.local.errors import PortBusyError

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

log = logging.getLogger(__name__)


class _Handler(MotoRequestHandler):
    """Sends small packets at once, and says nothing on the console."""

    disable_nagle_algorithm = True

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002
        """Requests are nobody's business but the debugger's."""
        log.debug("%s: " + message, type, *args)


def listen(host: str, port: int, what: str) -> socket.socket:
    """A listening socket.

    Raises:
        PortBusyError: The port is in use.
    """
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise PortBusyError(f"{what}: port {port} on {host} cannot be used: {error}") from error
    listener.listen(128)
    return listener


class BackgroundServer:
    """A WSGI application served from a background thread."""

    def __init__(self, host: str, port: int, what: str) -> None:
        self._socket = listen(host, port, what)
        self._what = what
        self._thread: threading.Thread | None = None
        self._server: BaseWSGIServer | None = None
        self.host = host
        self.port: int = self._socket.getsockname()[1]
        self.url = f"http://{host}:{self.port}"

    def start(self, app: "WSGIApplication") -> None:
        """Serve an application until `stop`."""
        server = make_server(
            self.host,
            self.port,
            _guarded(app, self._what),
            threaded=True,
            request_handler=_Handler,
            fd=self._socket.fileno(),
        )
        self._server = server
        self._thread = threading.Thread(
            target=server.serve_forever, args=(0.05,), name=f"{self._what}-server", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """Stop serving and give the port back."""
        if self._server and self._thread:
            self._server.shutdown()
            self._server.server_close()
            self._thread.join()
            self._server = None
        self._socket.close()


def _guarded(app: "WSGIApplication", what: str) -> "WSGIApplication":
    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:  # noqa: ANN401
        try:
            return app(environ, start_response)
        except Exception:  # a bad request must not end the server
            log.exception("%s: %s failed", what, environ.get("PATH_INFO"))
            start_response("500 Internal Server Error", [("Content-Type", "text/plain")])
            return [b"the local cloud failed; see its log"]

    return answer
