"""Dynalite, an implementation of DynamoDB that has nothing in common with moto or the memory table.

`make dynalite` installs it; without it the tests that run on it are skipped, or fail where the
environment says that they must run.
"""

import json
import os
import shutil
import subprocess
from itertools import count
from typing import TYPE_CHECKING, Any, Final, Self

import boto3

from tests.tables import ROOT

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.service_resource import DynamoDBServiceResource

FOLDER: Final = ROOT / ".cache" / "dynalite"
REQUIRED: Final = "HEARSAY_REQUIRE_DYNALITE"
MISSING: Final = (
    f"dynalite is not installed: `make dynalite` does it (needs npm). {REQUIRED}=1 insists."
)
SERVE: Final = """
    require('dynalite')({createTableMs: 0, deleteTableMs: 0}).listen(0, '127.0.0.1', function () {
      console.log(this.address().port)
    })
"""


def is_installed() -> bool:
    """Whether dynalite can be started here."""
    return shutil.which("node") is not None and (FOLDER / "node_modules" / "dynalite").is_dir()


def is_required() -> bool:
    """Whether tests that cannot run on dynalite are to fail."""
    return bool(os.environ.get(REQUIRED))


class Dynalite:
    """A running dynalite with tables in memory."""

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(  # noqa: S603 (no input)
            ["node", "-e", SERVE],  # noqa: S607
            cwd=FOLDER,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        self._url = f"http://127.0.0.1:{int(self._process.stdout.readline())}"
        self._names = count(1)
        self.dynamodb = self._resource()
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.communicate()

    def new_name(self) -> str:
        """A name that no table has."""
        return f"records-{next(self._names)}"

    def _resource(self) -> "DynamoDBServiceResource":
        resource = boto3.resource("dynamodb", **self._settings())
        typed = boto3.client("dynamodb", **self._settings())

        def keep(params: dict[str, Any], context: dict[str, Any], **_: Any) -> None:
            context["request"] = json.loads(params["body"])

        def add_item(parsed: dict[str, Any], context: dict[str, Any], **_: Any) -> None:
            """Do what dynalite lacks: say what stood where a condition did not hold."""
            failed = parsed.get("Error", {}).get("Code") == "ConditionalCheckFailedException"
            request = context.get("request", {})
            if failed and request.get("ReturnValuesOnConditionCheckFailure") == "ALL_OLD":
                answer = typed.get_item(
                    TableName=request["TableName"], Key=request["Key"], ConsistentRead=True
                )
                parsed.update({"Item": answer["Item"]} if "Item" in answer else {})

        events = resource.meta.client.meta.events
        for operation in ("UpdateItem", "DeleteItem"):
            events.register(f"before-call.dynamodb.{operation}", keep)
            events.register(f"after-call.dynamodb.{operation}", add_item)
        return resource

    def _settings(self) -> Any:
        return {
            "endpoint_url": self._url,
            "region_name": "eu-west-1",
            "aws_access_key_id": "testing",
            "aws_secret_access_key": "testing",
        }
