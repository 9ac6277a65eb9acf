"""Lambda entry of `erase`: messages from the erase queue, one after another."""

from functools import cache
from typing import Any

import boto3
from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from functions.erase.config import Settings
from functions.erase.service import EraseService
from functions.erase.store import Files, Inbox, RecordStore
from functions.shared.deadline import seconds_left
from functions.shared.queue import Queue
from functions.shared.records import deal_with
from functions.shared.table import DynamoTable
from schemas.messages import EraseArticle

logger = Logger()


@cache
def service() -> EraseService:
    """The service over AWS, made once in each process."""
    settings = Settings.from_environment()
    s3 = boto3.client("s3")
    return EraseService(
        inbox=Inbox(s3),
        files=Files(s3, settings.articles_bucket),
        records=RecordStore(DynamoTable.named(settings.table_name)),
        queue=Queue(boto3.client("sqs"), settings.erase_queue_url),
        grace_seconds=settings.grace_seconds,
        reserve=settings.reserve_seconds,
    )


def handle_record(record: SQSRecord, context: LambdaContext) -> None:
    """Deal with one message."""
    message = EraseArticle.model_validate_json(record.body)
    outcome = service().handle(message, seconds_left(context))
    logger.info("message handled", article_id=message.article_id, outcome=outcome.value)


def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Partial batch response: only messages that have to come again are named."""
    return deal_with(event, context, lambda record: handle_record(record, context))
