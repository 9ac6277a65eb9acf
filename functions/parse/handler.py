"""Lambda entry of `parse`: S3 events from the parse queue, one after another."""

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

from functions.parse.config import Settings
from functions.parse.objects import Articles, Inbox
from functions.parse.queue import ExtractQueue
from functions.parse.service import ParseService
from functions.parse.store import StateStore
from functions.shared.table import DynamoTable
from schemas.events import ObjectEvent, S3Event

logger = Logger()
processor = BatchProcessor(event_type=EventType.SQS, raise_on_entire_batch_failure=False)


@cache
def service() -> ParseService:
    """The service over AWS, made once in each process."""
    settings = Settings.from_environment()
    s3 = boto3.client("s3")
    return ParseService(
        states=StateStore(DynamoTable.named(settings.table_name), settings.lease_seconds),
        inbox=Inbox(s3, settings.max_object_bytes),
        articles=Articles(s3, settings.articles_bucket),
        queue=ExtractQueue(boto3.client("sqs"), settings.extract_queue_url),
        max_characters=settings.max_text_characters,
    )


def handle_record(record: SQSRecord) -> None:
    """Deal with one message: an S3 event as EventBridge delivered it."""
    try:
        event = ObjectEvent.from_s3(S3Event.model_validate_json(record.body))
        outcome = service().handle(event, int(record.attributes.approximate_receive_count))
    except Exception:
        # The batch processor swallows it and only names the message as failed.
        logger.exception("event comes again", message_id=record.message_id)
        raise
    logger.info("event handled", article_id=event.article_id, key=event.key, outcome=outcome.value)


def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Partial batch response: only messages that have to come again are named."""
    return dict(
        process_partial_response(
            event=event, record_handler=handle_record, processor=processor, context=context
        )
    )
