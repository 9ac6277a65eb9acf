"""Functions: what their processes see, and what happens when they misbehave."""

import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from infra.local.errors import InvokeError, ProvisionError
from infra.local.functions import Function, FunctionFactory, FunctionSpec
from infra.local.settings import StackSettings

CODE = """
import json, os, sys, time

def handler(event, context):
    if "probe" in event:
        return {"environment": dict(os.environ), "path": sys.path, "cwd": os.getcwd(),
                "pid": os.getpid(), "argv": sys.argv,
                "context": [context.function_name, context.memory_limit_in_mb,
                            context.invoked_function_arn, context.get_remaining_time_in_millis()]}
    if "import" in event:
        return __import__(event["import"]).__name__
    if "say" in event:
        print(event["say"], flush=True)
    if "sleep" in event:
        time.sleep(event["sleep"])
    if "exit" in event:
        os._exit(event["exit"])
    if "size" in event:
        return "x" * event["size"]
    if "raise" in event:
        raise ValueError(event["raise"])
    print("saw", json.dumps(event))
    return event
"""

Make = Callable[..., Function]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    """Makes functions from source code."""
    made: list[Function] = []
    factories: list[FunctionFactory] = []

    def build(code: str = CODE, *, timeout: float = 3, **changes: Any) -> Function:
        (tmp_path / "code").mkdir(exist_ok=True)
        (tmp_path / "code" / "main.py").write_text(code)
        settings = StackSettings(template=tmp_path, root=tmp_path, **changes)
        factory = FunctionFactory(settings, "http://127.0.0.1:1")
        factories.append(factory)
        made.append(factory.make(_spec(tmp_path / "code", timeout)))
        return made[-1]

    yield build
    for function in made:
        function.stop()
    for factory in factories:
        factory.close()


def _spec(root: Path, timeout: float) -> FunctionSpec:
    return FunctionSpec(
        logical_id="F",
        name="stack-F",
        arn="arn:aws:lambda:eu-west-1:123456789012:function:stack-F",
        handler="main.handler",
        runtime="python3.13",
        timeout_seconds=timeout,
        memory_mb=256,
        variables={"DECLARED": "yes"},
        logging={"LogFormat": "JSON", "ApplicationLogLevel": "WARNING"},
        role="role",
        access_key="LKIA0000000000000000",
        root=root,
    )


def test_function_environment_has_nothing_of_the_users(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LEAK", "PYTHONPATH", "AWS_PROFILE", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "leaked")
    seen = make().invoke_json({"probe": 1}).json()
    variables = seen["environment"]
    assert "leaked" not in str(seen["environment"])
    assert variables["DECLARED"] == "yes"
    assert variables["AWS_ENDPOINT_URL"] == "http://127.0.0.1:1"
    assert variables["AWS_LAMBDA_FUNCTION_NAME"] == "stack-F"
    assert variables["AWS_LAMBDA_LOG_LEVEL"] == "WARNING"
    assert variables["HOME"] != os.environ.get("HOME")


def test_function_context_is_lambdas(make: Make) -> None:
    seen = make().invoke_json({"probe": 1}).json()
    name, memory, arn, remaining = seen["context"]
    assert (name, memory, arn.rsplit(":", 1)[-1]) == ("stack-F", "256", "stack-F")
    assert 0 < remaining <= 3000
    assert seen["cwd"] == seen["path"][0]


def test_function_process_is_reused(make: Make) -> None:
    function = make()
    first, second = (function.invoke_json({"probe": 1}).json()["pid"] for _ in range(2))
    assert first == second != os.getpid()


def test_function_output_is_logged(make: Make) -> None:
    lines: list[tuple[str, str]] = []
    function = make(log_sink=lambda name, line: lines.append((name, line)))
    function.invoke_json({"text": "hé"})
    function.invoke_json({"raise": "as told"})
    assert function.log.lines()[0] == 'saw {"text": "h\\u00e9"}'
    assert ("F", function.log.lines()[0]) in lines
    assert any("as told" in line for line in function.log.lines())


def test_function_that_raises_reports_its_error(make: Make) -> None:
    outcome = make().invoke_json({"raise": "as told"})
    assert outcome.error_type == "ValueError"
    assert outcome.json()["errorMessage"] == "as told"


def test_function_that_outlives_its_timeout_is_killed_and_replaced(make: Make) -> None:
    function = make(timeout=0.3)
    before = function.invoke_json({"probe": 1}).json()["pid"]
    outcome = function.invoke_json({"sleep": 30})
    assert outcome.error_type == "Sandbox.Timedout"
    assert outcome.json()["errorMessage"].endswith("Task timed out after 0.30 seconds")
    assert "Task timed out" in function.log.lines()[-1]
    assert function.invoke_json({"probe": 1}).json()["pid"] != before


def test_function_that_exits_is_replaced(make: Make) -> None:
    function = make()
    outcome = function.invoke_json({"exit": 3})
    assert outcome.error_type == "Runtime.ExitError"
    assert "exit status 3" in outcome.json()["errorMessage"]
    assert function.invoke_json({"n": 1}).json() == {"n": 1}


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("import nowhere", "Runtime.ImportModuleError"),
        ("def other(): pass", "Runtime.HandlerNotFound"),
        ("def handler(:", "Runtime.UserCodeSyntaxError"),
        ("raise KeyError('x')", "KeyError"),
    ],
)
def test_function_that_cannot_be_loaded_says_so_every_time(
    make: Make, code: str, error: str
) -> None:
    function = make(code)
    assert [function.invoke_json({}).error_type for _ in range(2)] == [error, error]


def test_function_response_too_large_is_an_error(make: Make) -> None:
    function = make()
    outcome = function.invoke_json({"size": 6 * 1024 * 1024 + 1})
    assert outcome.error_type == "Function.ResponseSizeTooLarge"
    assert function.invoke_json({"n": 1}).ok


def test_function_killed_ends_the_running_invocation_as_a_crash(make: Make) -> None:
    function = make(timeout=30)
    assert not function.kill_random()
    function.invoke_json({"n": 1})
    assert not function.kill_random()
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(function.invoke_json, {"say": "began", "sleep": 25})
        _until(lambda: "began" in function.log.lines())
        assert function.kill_random()
        outcome = running.result()
    assert outcome.error_type == "Runtime.ExitError"
    assert function.invoke_json({"n": 2}).json() == {"n": 2}


def test_function_killed_leaves_its_other_invocations_alone(make: Make) -> None:
    function = make(timeout=30, environments={"F": 3})
    with ThreadPoolExecutor(3) as pool:
        running = [
            pool.submit(function.invoke_json, {"say": f"began {n}", "sleep": 1.5}) for n in range(3)
        ]
        _until(lambda: sum("began" in line for line in function.log.lines()) == 3)
        assert function.kill_random(random.Random(1))  # noqa: S311
        outcomes = [future.result() for future in running]
    assert sorted(outcome.ok for outcome in outcomes) == [False, True, True]
    assert len(function.processes()) == 2


def _until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.002)


@pytest.mark.parametrize("limit", [1, 2])
def test_function_invoked_side_by_side_has_as_many_processes_as_it_may(
    make: Make, limit: int
) -> None:
    function = make(environments={"F": limit})
    with ThreadPoolExecutor(3) as pool:
        outcomes = list(pool.map(function.invoke_json, [{"sleep": 0.3}] * 3))
    assert all(outcome.ok for outcome in outcomes)
    assert len(function.processes()) == limit


def test_function_without_site_packages_sees_only_its_folder_and_the_client(make: Make) -> None:
    function = make(site_packages=False)
    seen = function.invoke_json({"probe": 1})
    assert seen.ok, seen.payload
    assert not any("site-packages" in path for path in seen.json()["path"])
    assert function.invoke_json({"import": "boto3"}).error_type == "ModuleNotFoundError"
    assert function.invoke_json({"import": "json"}).json() == "json"


def test_function_with_site_packages_sees_them(make: Make) -> None:
    assert make().invoke_json({"import": "pydantic"}).json() == "pydantic"


def test_function_stopped_cannot_be_invoked(make: Make) -> None:
    function = make()
    function.stop()
    with pytest.raises(InvokeError):
        function.invoke_json({})


def test_factory_interpreter_without_the_runtime_client_is_refused(make: Make) -> None:
    base = Path(sys.base_prefix) / "bin" / "python3"
    with pytest.raises(ProvisionError, match="awslambdaric"):
        make(python=base, site_packages=False)
