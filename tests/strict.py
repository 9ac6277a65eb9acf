"""Makes stand-ins of DynamoDB refuse what AWS refuses and they would take."""

import json
from typing import Any

import boto3
from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders
from botocore.model import OperationModel

from infra.local import limits
from infra.local.items import TableKeys
from tests.tables import table_keys


def be_strict() -> None:
    """Check every request that clients of the default session, made from now on, send DynamoDB."""
    session = boto3.DEFAULT_SESSION or boto3._get_default_session()
    session.events.register("before-call.dynamodb", _refuse, unique_id="strict")  # type: ignore[arg-type]


def _refuse(
    model: OperationModel, params: dict[str, Any], **_: Any
) -> tuple[AWSResponse, dict[str, Any]] | None:
    """The answer in place of the call, where AWS would refuse it."""
    problem = limits.problem(model.name, json.loads(params["body"]), _keys)
    if problem is None:
        return None
    response = AWSResponse(params["url"], 400, HTTPHeaders(), None)
    error = {"Code": "ValidationException", "Message": problem}
    return response, {"Error": error, "ResponseMetadata": {"HTTPStatusCode": 400}}


def _keys(_: str) -> TableKeys:
    """Every table of these tests is the records table."""
    return table_keys()
