"""One execution environment: a process under `awslambdaric`, and the Runtime API that it talks to.

https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html. Which environment serves an
invocation is decided in `infra.local.functions`.
"""

import json
import os
import queue
import re
import select
import signal
import subprocess
import threading
import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import IO, Any, ClassVar

MAX_PAYLOAD_BYTES = 6 * 1024 * 1024
"""Largest event and largest response of a synchronous invocation, in bytes."""

_ROUTE = re.compile(r"/2018-06-01/runtime/(?:invocation/)?(?P<id>[^/]+)(?:/(?P<what>[a-z]+))?")

# Runs the genuine client with the code folder first on the path, as in Lambda's own images. What is
# on its standard input ends when the stack does, however that is: then the process ends as well,
# and cannot write to a stack that is started after it.
_BOOT = (
    "import os, threading; life = os.dup(0); os.dup2(os.open(os.devnull, os.O_RDONLY), 0); "
    "end = lambda: (os.read(life, 1), os.killpg(0, 9)); "
    "threading.Thread(target=end, daemon=True).start(); "
    "import runpy, sys; root, client, handler = sys.argv[1:]; sys.path.insert(0, root); "
    "client and sys.path.append(client); sys.argv = ['awslambdaric', handler]; "
    "runpy.run_module('awslambdaric', run_name='__main__', alter_sys=True)"
)


@dataclass(frozen=True)
class Outcome:
    """What an invocation came to."""

    payload: bytes
    """The response, or the error object, as JSON."""
    error_type: str | None = None

    @property
    def ok(self) -> bool:
        """Whether the function returned."""
        return self.error_type is None

    def json(self) -> Any:  # noqa: ANN401
        """The decoded payload."""
        return json.loads(self.payload)

    @classmethod
    def failure(cls, error_type: str, message: str) -> "Outcome":
        """An error that the platform, rather than the function, reports."""
        body = {"errorType": error_type, "errorMessage": message}
        return cls(json.dumps(body).encode(), error_type)


@dataclass(frozen=True)
class ProcessSpec:
    """How the process of an environment is started."""

    python: Path
    root: Path
    handler: str
    variables: dict[str, str]
    """The whole environment of the process, but for the address of its Runtime API."""
    client_path: Path | None
    """Folder of the runtime client where the interpreter's packages are hidden, else None."""
    arn: str
    timeout_seconds: float
    init_seconds: float

    def command(self) -> list[str]:
        """The command line."""
        hidden = ["-S"] if self.client_path else []
        arguments = [str(self.root), str(self.client_path or ""), self.handler]
        return [str(self.python), "-I", *hidden, "-c", _BOOT, *arguments]


@dataclass
class _Invocation:
    payload: bytes
    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    done: threading.Event = field(default_factory=threading.Event)
    outcome: Outcome | None = None

    def complete(self, outcome: Outcome) -> None:
        if not self.done.is_set():
            self.outcome = outcome
            self.done.set()


class _Output:
    """What a process writes, split into lines.

    Anybody may pump, so that whoever has seen the end of an invocation finds its output in the log.
    """

    def __init__(self, stream: IO[bytes], write: Callable[[str], None]) -> None:
        self._stream = stream
        self._write = write
        self._rest = b""
        self._lock = threading.Lock()
        os.set_blocking(stream.fileno(), False)

    def pump(self) -> bool:
        """Pass on all that can be read now; False once the process has ended."""
        with self._lock:
            while not self._stream.closed:
                try:
                    data = os.read(self._stream.fileno(), 65536)
                except BlockingIOError:
                    return True
                self._split(data or b"\n")
                if not data:
                    self._stream.close()
        return False

    def _split(self, data: bytes) -> None:
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            if line:
                self._write(line.decode("utf-8", "replace"))

    def follow(self) -> None:
        """Pump until the process has ended."""
        while self.pump():
            with suppress(ValueError):  # somebody else has pumped it to its end
                select.select([self._stream], [], [])


class Environment:
    """A process that serves one invocation at a time, until it fails or is stopped."""

    def __init__(self, spec: ProcessSpec, write_log: Callable[[str], None]) -> None:
        self._spec = spec
        self._write_log = write_log
        self._inbox: queue.SimpleQueue[_Invocation | None] = queue.SimpleQueue()
        self._ready = threading.Event()
        self._current: _Invocation | None = None
        self._server = _RuntimeServer(("127.0.0.1", 0), _RuntimeHandler)
        self._server.environment = self
        self._threads: list[threading.Thread] = []
        self.alive = True
        self._process = self._start()

    @property
    def process_id(self) -> int:
        """The id of its process."""
        return self._process.pid

    def _start(self) -> "subprocess.Popen[bytes]":
        self._thread(self._server.serve_forever, 0.05)
        address = f"127.0.0.1:{self._server.server_port}"
        process = subprocess.Popen(  # noqa: S603
            self._spec.command(),
            cwd=self._spec.root,
            env={**self._spec.variables, "AWS_LAMBDA_RUNTIME_API": address},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        assert process.stdout  # noqa: S101 - it is a pipe
        self._output = _Output(process.stdout, self._write_log)
        self._thread(self._watch, process)
        return process

    def _thread(self, target: Callable[..., object], *args: object) -> None:
        thread = threading.Thread(target=target, args=args, daemon=True, name="function")
        thread.start()
        self._threads.append(thread)

    def _watch(self, process: "subprocess.Popen[bytes]") -> None:
        """Copy the output to the log until the process ends, then report its end."""
        self._output.follow()
        code = process.wait()
        assert process.stdin  # noqa: S101 - it is a pipe
        process.stdin.close()
        self.alive = False
        how = f"signal: {signal.Signals(-code).name}" if code < 0 else f"exit status {code}"
        self._complete(
            lambda i: _platform_error(i, "Runtime.ExitError", f"Runtime exited with error: {how}")
        )
        self._ready.set()

    def invoke(self, payload: bytes) -> Outcome:
        """Run the function on an event; the environment is of no more use if this fails fatally."""
        self._current = invocation = _Invocation(payload)
        self._inbox.put(invocation)
        if not self.alive:  # it ended before `_current` was there to be told
            self._complete(lambda i: _platform_error(i, "Runtime.ExitError", "Runtime is gone"))
        self._ready.wait(self._spec.init_seconds)
        if not invocation.done.wait(self._spec.timeout_seconds):
            self._time_out(invocation)
        self._current = None
        self._output.pump()
        outcome = invocation.outcome
        assert outcome is not None  # noqa: S101
        if outcome.error_type in {"Runtime.ExitError", "Sandbox.Timedout"}:
            self._write_log(outcome.json()["errorMessage"])
        return outcome

    def _time_out(self, invocation: _Invocation) -> None:
        message = f"Task timed out after {self._spec.timeout_seconds:.2f} seconds"
        invocation.complete(_platform_error(invocation, "Sandbox.Timedout", message))
        self.kill()

    def _complete(self, make: Callable[[_Invocation], Outcome]) -> None:
        if self._current:
            self._current.complete(make(self._current))

    def kill(self) -> None:
        """Kill the process, as a machine that fails does: what runs in it ends as a crash."""
        self.alive = False
        if self._process.returncode is None:  # else its id may be somebody else's by now
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)

    @property
    def busy(self) -> bool:
        """Whether an invocation is running."""
        current = self._current
        return current is not None and not current.done.is_set()

    def stop(self) -> None:
        """End the process, its Runtime API and all threads."""
        self.kill()
        self._inbox.put(None)
        self._server.shutdown()
        self._server.server_close()
        for thread in self._threads:
            thread.join(timeout=5)

    # --- Called by the Runtime API ---

    def next(self) -> tuple[_Invocation, dict[str, str]] | None:
        """The next invocation and its headers; None once the environment is being stopped."""
        self._ready.set()
        invocation = self._inbox.get()
        if invocation is None:
            return None
        deadline = int((time.time() + self._spec.timeout_seconds) * 1000)
        return invocation, {
            "Lambda-Runtime-Aws-Request-Id": invocation.id,
            "Lambda-Runtime-Deadline-Ms": str(deadline),
            "Lambda-Runtime-Invoked-Function-Arn": self._spec.arn,
            "Lambda-Runtime-Trace-Id": _trace_id(),
        }

    def respond(self, invocation_id: str, body: bytes) -> HTTPStatus:
        """Take the function's response."""
        if not self._current or self._current.id != invocation_id:
            return HTTPStatus.BAD_REQUEST
        if len(body) > MAX_PAYLOAD_BYTES:
            message = f"Response payload size exceeded maximum allowed ({MAX_PAYLOAD_BYTES} bytes)."
            outcome = Outcome.failure("Function.ResponseSizeTooLarge", message)
            self._current.complete(outcome)
            self.alive = False  # the runtime client does not survive this answer
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        self._current.complete(Outcome(body))
        return HTTPStatus.ACCEPTED

    def fail(self, body: bytes, *, fatal: bool) -> HTTPStatus:
        """Take the error of an invocation, or of the initialisation, which is fatal."""
        self.alive = self.alive and not fatal
        error_type = json.loads(body).get("errorType") or "Unhandled"
        self._complete(lambda _: Outcome(body, error_type))
        return HTTPStatus.ACCEPTED


def _platform_error(invocation: _Invocation, error_type: str, message: str) -> Outcome:
    return Outcome.failure(error_type, f"RequestId: {invocation.id} Error: {message}")


def _trace_id() -> str:
    return f"Root=1-{int(time.time()):08x}-{uuid.uuid4().hex[:24]};Sampled=0"


class _RuntimeServer(ThreadingHTTPServer):
    daemon_threads = True
    environment: Environment


class _RuntimeHandler(BaseHTTPRequestHandler):
    """Speaks the Runtime API; buffers and flushes, as Nagle's algorithm would cost 40 ms a call."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    server: _RuntimeServer
    _POSTS: ClassVar[set[str]] = {"response", "error"}

    def do_GET(self) -> None:
        """Hand out the next invocation, whenever it comes."""
        if not self.path.endswith("/invocation/next"):
            self._answer(HTTPStatus.NOT_FOUND, b"{}")
            return
        found = self.server.environment.next()
        if found is None:
            self.close_connection = True
            return
        invocation, headers = found
        self._answer(HTTPStatus.OK, invocation.payload, headers)

    def do_POST(self) -> None:
        """Take a response or an error."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        route = _ROUTE.fullmatch(self.path)
        if not route or route["what"] not in self._POSTS:
            status = HTTPStatus.NOT_FOUND
        elif route["what"] == "response":
            status = self.server.environment.respond(route["id"], body)
        else:
            status = self.server.environment.fail(body, fatal=route["id"] == "init")
        self._answer(status, b'{"status":"OK"}')

    def handle_expect_100(self) -> bool:
        """Say at once that a large body may come: the client waits for it."""
        answered = super().handle_expect_100()
        self.wfile.flush()
        return answered

    def _answer(
        self, status: HTTPStatus, body: bytes, headers: dict[str, str] | None = None
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Runtime API calls are not logged."""
