"""Lambda entry of `publish`: changes of state rows, from the table's stream."""

from functools import cache
from typing import Any

import boto3
from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from functions.publish.bus import EventBus
from functions.publish.config import Settings
from functions.publish.rows import RowChange
from functions.publish.service import PublishService

logger = Logger()


@cache
def service() -> PublishService:
    """The service over AWS, made once in each process."""
    settings = Settings.from_environment()
    return PublishService(EventBus(boto3.client("events"), settings.bus_name))


def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Partial batch response: names the change from which on the batch has to come again.

    A change that cannot be read fails the whole batch before any of it is announced: Lambda then
    halves the batch until that change is alone, and no other goes with it in the end.

    Raises:
        UnreadableChangeError: If a change is of no state row.
    """
    changes = [RowChange.of(record) for record in event["Records"]]
    told = service().publish(changes)
    logger.info("changes dealt with", announced=told.announced, again_from=told.again_from)
    again = [] if told.again_from is None else [{"itemIdentifier": told.again_from}]
    return {"batchItemFailures": again}
