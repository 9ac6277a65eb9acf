"""Lambda entry of `count`: changes of state rows, from the table's stream."""

from functools import cache
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from functions.count.changes import StateChange
from functions.count.config import Settings
from functions.count.service import CountService
from functions.count.store import CountStore
from functions.shared.table import DynamoTable

logger = Logger()


@cache
def service() -> CountService:
    """The service over AWS, made once in each process."""
    table = DynamoTable.named(Settings.from_environment().table_name)
    return CountService(CountStore(table))


def handler(event: dict[str, Any], _context: LambdaContext) -> None:
    """Count a batch, or fail as a whole: doing any of it again changes nothing."""
    changes = [StateChange.of(record) for record in event["Records"]]
    logger.info("changes dealt with", counted=service().count(changes))
