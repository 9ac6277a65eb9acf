"""The functions of a template: their environment variables, their logs and their processes.

A process sees nothing of the user's own environment: only what the template declares, what Lambda
itself sets, credentials of its own role, and the address of the local AWS endpoint.
"""

import json
import random
import subprocess
import tempfile
import threading
from collections import deque
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infra.local.errors import InvokeError, ProvisionError
from infra.local.guard import FUNCTION_SECRET
from infra.local.runtime_api import Environment, Outcome, ProcessSpec
from infra.local.settings import LogSink, StackSettings

RUNTIME_CLIENT = ("awslambdaric", "runtime_client", "simplejson", "snapshot_restore_py")
"""The modules that the runtime client consists of."""


@dataclass(frozen=True)
class FunctionSpec:
    """A function as the template declares it, every expression resolved."""

    logical_id: str
    name: str
    arn: str
    handler: str
    runtime: str
    timeout_seconds: float
    memory_mb: int
    variables: Mapping[str, str]
    logging: Mapping[str, str]
    """The `LoggingConfig`."""
    role: str
    """Name of the execution role."""
    access_key: str
    root: Path
    """Folder that the code is run from."""


class FunctionLog:
    """The last lines that a function wrote, and what they are passed on to."""

    def __init__(self, function: str, lines: int, sink: LogSink | None) -> None:
        self._function = function
        self._lines: deque[str] = deque(maxlen=lines)
        self._sink = sink
        self._lock = threading.Lock()

    def write(self, line: str) -> None:
        """Take one line."""
        with self._lock:
            self._lines.append(line)
            if self._sink:
                self._sink(self._function, line)

    def lines(self) -> list[str]:
        """The lines kept, oldest first."""
        with self._lock:
            return list(self._lines)


class Function:
    """A function with its environments: started when needed, reused, replaced when they end."""

    def __init__(
        self, spec: FunctionSpec, process: ProcessSpec, log: FunctionLog, limit: int
    ) -> None:
        self.spec = spec
        self.log = log
        self.limit = limit
        self._process = process
        self._slots = threading.BoundedSemaphore(limit)
        self._idle: list[Environment] = []
        self._all: set[Environment] = set()
        self._lock = threading.Lock()
        self._stopped = False

    def invoke(self, payload: bytes) -> Outcome:
        """Invoke synchronously; waits for an environment where all of them are busy.

        Raises:
            InvokeError: The function has been stopped.
        """
        with self._slots:
            environment = self._take()
            try:
                return environment.invoke(payload)
            finally:
                self._give_back(environment)

    def invoke_json(self, event: Any) -> Outcome:  # noqa: ANN401
        """Invoke with an event."""
        return self.invoke(json.dumps(event, ensure_ascii=False).encode())

    def processes(self) -> list[int]:
        """The process ids of its environments."""
        with self._lock:
            return [environment.process_id for environment in self._all]

    def kill_random(self, chooser: random.Random | None = None) -> bool:
        """Kill the process of one of the running invocations; False where none is running.

        The invocation ends with Runtime.ExitError, and the next one starts a new process.
        """
        with self._lock:
            running = [environment for environment in self._all if environment.busy]
            if running:
                (chooser or random.Random()).choice(running).kill()  # noqa: S311
            return bool(running)

    def _take(self) -> Environment:
        with self._lock:
            if self._stopped:
                raise InvokeError(f"{self.spec.logical_id} has been stopped")
            while self._idle:
                environment = self._idle.pop()
                if environment.alive:
                    return environment
                self._discard(environment)
            environment = Environment(self._process, self.log.write)
            self._all.add(environment)
            return environment

    def _give_back(self, environment: Environment) -> None:
        with self._lock:
            if environment.alive and not self._stopped:
                self._idle.append(environment)
            else:
                self._discard(environment)

    def _discard(self, environment: Environment) -> None:
        self._all.discard(environment)
        environment.stop()

    def stop(self) -> None:
        """End every process."""
        with self._lock:
            self._stopped = True
            self._idle.clear()
            environments = list(self._all)
        for environment in environments:
            environment.stop()


class FunctionFactory:
    """Makes functions that share a scratch folder and an AWS endpoint."""

    def __init__(self, settings: StackSettings, endpoint: str) -> None:
        self._settings = settings
        self._endpoint = endpoint
        self._cleanup = ExitStack()
        scratch = self._cleanup.enter_context(tempfile.TemporaryDirectory(prefix="local-stack-"))
        self._scratch = Path(scratch)
        self._client: Path | None = None
        if not settings.site_packages:
            self._client = link_runtime_client(settings.python, self._scratch / "client")

    def make(self, spec: FunctionSpec) -> Function:
        """A function that can be invoked.

        Raises:
            ProvisionError: Its folder is missing.
        """
        if not spec.root.is_dir():
            raise ProvisionError(f"{spec.logical_id}: its code folder {spec.root} does not exist")
        settings = self._settings
        home = self._scratch / spec.logical_id
        home.mkdir()
        process = ProcessSpec(
            python=settings.python,
            root=spec.root.resolve(),
            handler=spec.handler,
            variables=environment_variables(spec, settings.region, self._endpoint, home),
            client_path=self._client,
            arn=spec.arn,
            timeout_seconds=spec.timeout_seconds,
            init_seconds=settings.init_seconds,
        )
        log = FunctionLog(spec.logical_id, settings.log_lines, settings.log_sink)
        return Function(spec, process, log, settings.environments.get(spec.logical_id, 1))

    def close(self) -> None:
        """Remove the scratch folder."""
        self._cleanup.close()


def environment_variables(
    spec: FunctionSpec, region: str, endpoint: str, home: Path
) -> dict[str, str]:
    """Everything that a function's process finds in its environment."""
    log_format = spec.logging.get("LogFormat", "Text")
    level = spec.logging.get("ApplicationLogLevel")
    return {
        **lambda_variables(spec, region),
        "AWS_LAMBDA_LOG_FORMAT": log_format.upper() if log_format == "JSON" else log_format,
        **({"AWS_LAMBDA_LOG_LEVEL": level} if level else {}),
        **spec.variables,
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ACCOUNT_ID_ENDPOINT_MODE": "disabled",
        # So that neither ~/.aws nor /tmp of the person who runs this is read or littered.
        "HOME": str(home),
        "TMPDIR": str(home),
    }


def lambda_variables(spec: FunctionSpec, region: str) -> dict[str, str]:
    """What Lambda itself sets.

    https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
    """
    return {
        "_HANDLER": spec.handler,
        "AWS_ACCESS_KEY_ID": spec.access_key,
        "AWS_DEFAULT_REGION": region,
        "AWS_EXECUTION_ENV": f"AWS_Lambda_{spec.runtime}",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(spec.memory_mb),
        "AWS_LAMBDA_FUNCTION_NAME": spec.name,
        "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
        "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
        "AWS_LAMBDA_LOG_GROUP_NAME": f"/aws/lambda/{spec.name}",
        "AWS_LAMBDA_LOG_STREAM_NAME": "local",
        "AWS_REGION": region,
        "AWS_SECRET_ACCESS_KEY": FUNCTION_SECRET,
        "AWS_SESSION_TOKEN": "local",
        "LAMBDA_RUNTIME_DIR": str(spec.root),
        "LAMBDA_TASK_ROOT": str(spec.root),
        "LANG": "en_US.UTF-8",
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "TZ": ":UTC",
    }


def link_runtime_client(python: Path, folder: Path) -> Path:
    """A folder that holds the runtime client of an interpreter, and nothing else.

    Raises:
        ProvisionError: The interpreter lacks the runtime client.
    """
    ask = "import sys, importlib.util as u; [print(u.find_spec(n).origin) for n in sys.argv[1:]]"
    command = [str(python), "-I", "-c", ask, *RUNTIME_CLIENT]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if answer.returncode:
        raise ProvisionError(f"{python} lacks {', '.join(RUNTIME_CLIENT)}: {answer.stderr}")
    folder.mkdir()
    for origin in map(Path, answer.stdout.split()):
        source = origin.parent if origin.name == "__init__.py" else origin
        (folder / source.name).symlink_to(source)
    return folder
