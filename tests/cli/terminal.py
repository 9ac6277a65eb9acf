"""What the tests of a running stack share: commands, as in a terminal of their own."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import boto3

from infra.cli.connection import Connection
from tests.conftest import ROOT

if TYPE_CHECKING:
    from mypy_boto3_s3.client import S3Client

PATIENCE = 60


def hearsay(*arguments: str) -> subprocess.Popen[str]:
    """Start a command as a shell would, in a process group of its own."""
    return subprocess.Popen(  # noqa: S603 (our own code)
        [sys.executable, "-m", "infra.cli", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"},
    )


def output(*arguments: str) -> str:
    """What a command prints."""
    process = hearsay(*arguments)
    printed, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, printed
    return printed


def eventually(look: Callable[[], object]) -> None:
    """Wait until there is something to see."""
    end = time.monotonic() + PATIENCE
    while not look():
        assert time.monotonic() < end, "nothing came"
        time.sleep(0.2)


def claims(*filters: str) -> list[dict[str, object]]:
    """The claims that the command finds, or none while there is no stack."""
    process = hearsay("claims", "--format", "jsonl", *filters)
    printed, _ = process.communicate(timeout=PATIENCE)
    return [json.loads(line) for line in printed.splitlines()] if process.returncode == 0 else []


def s3(connection: Connection) -> "S3Client":
    """A client of the stack's S3, as anybody may have one."""
    return boto3.client(
        "s3",
        endpoint_url=connection.endpoint,
        region_name=connection.region,
        aws_access_key_id=connection.access_key,
        aws_secret_access_key=connection.secret_key,
    )
