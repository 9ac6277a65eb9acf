"""The questions that the README asks are answered as they stand there, on the samples."""

import csv
import io
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from functions.api.changes import SETTLED
from tests.conftest import ROOT
from tests.pipeline.conftest import User

PATIENCE = 60
SECTION = re.compile(r"^## Ask$(.*?)^## ", re.MULTILINE | re.DOTALL)
BLOCK = re.compile(r"^```\n(.*?)^```", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^(?:hearsay|curl) (?:.*\\\n)*.*$", re.MULTILINE)


def examples() -> list[str]:
    """Command lines of the section on asking."""
    section = SECTION.search((ROOT / "README.md").read_text(encoding="utf-8"))
    assert section
    blocks = BLOCK.findall(section[1])
    return [line for block in blocks for line in COMMAND.findall(block)]


EXAMPLES = examples()


@pytest.fixture(scope="module")
def asked(user: User) -> dict[str, str]:
    """The environment of somebody who asks, once all samples are ingested."""
    for path in (ROOT / "samples").iterdir():
        user.drop(path.name, path.read_bytes())
    user.settle()
    access = {"HEARSAY_API": user.stack.api_url, "HEARSAY_TOKEN": user.stack.token()}
    tools = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    return os.environ | access | {"PATH": tools, "PYTHONUTF8": "1"}


def run(line: str, environment: dict[str, str]) -> str:
    """What a command line prints."""
    done = subprocess.run(  # noqa: S603 (of our own README)
        ["/bin/bash", "-c", line],
        env=environment,
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def holds_something(printed: str, line: str) -> bool:
    """Whether an answer says more than that there is nothing."""
    if "csv" in line:
        return len(list(csv.reader(io.StringIO(printed)))) > 1
    if not printed.startswith("{"):
        return "No claim matches" not in printed and len(printed.split()) > 10
    answer = json.loads(printed)
    lists = (answer.get(name) for name in ("items", "@graph", "sources"))
    return any(lists)


def test_readme_asks_by_command_and_by_request() -> None:
    assert len(EXAMPLES) > 8
    assert {line.split()[0] for line in EXAMPLES} == {"hearsay", "curl"}


@pytest.mark.parametrize("line", EXAMPLES)
def test_example_of_the_readme_is_answered(line: str, asked: dict[str, str]) -> None:
    end = time.monotonic() + SETTLED.total_seconds() + PATIENCE
    while not holds_something(printed := run(line, asked), line):
        # Counts follow the claims, and changes are told once they are some seconds old.
        assert re.search("overview|changes", line), printed
        assert time.monotonic() < end, printed
        time.sleep(1)


def test_answer_without_claims_is_none_that_an_example_may_have(asked: dict[str, str]) -> None:
    line = "hearsay claims --source nobody"

    assert not holds_something(run(line, asked), line)
    assert not holds_something(run(f"{line} --format csv", asked), "csv")
