"""Lambda entry of `erase`: messages from the erase queue, one after another."""

from functools import cache
from typing import Any

import boto3
from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.batch import (
    BatchProcessor,
    EventType,
    process_partial_response,
)
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from functions.erase.config import Settings
from functions.erase.service import EraseService
from functions.erase.store import Files, Inbox, RecordStore
from functions.shared.queue import Queue
from functions.shared.table import DynamoTable
from schemas.messages import EraseArticle

logger = Logger()
processor = BatchProcessor(event_type=EventType.SQS, raise_on_entire_batch_failure=False)


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


def handle_record(record: SQSRecord, lambda_context: LambdaContext) -> None:
    """Deal with one message."""

    def time_left() -> float:
        return lambda_context.get_remaining_time_in_millis() / 1000

    try:
        message = EraseArticle.model_validate_json(record.body)
        outcome = service().handle(message, time_left)
    except Exception:
        # The batch processor swallows it and only names the message as failed.
        logger.exception("message comes again", message_id=record.message_id)
        raise
    logger.info("message handled", article_id=message.article_id, outcome=outcome.value)


def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Partial batch response: only messages that have to come again are named."""
    return dict(
        process_partial_response(
            event=event, record_handler=handle_record, processor=processor, context=context
        )
    )
