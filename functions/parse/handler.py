"""Lambda entry of `parse`: S3 events and other messages from its queues, one after another."""

import json
from functools import cache
from typing import Annotated, Any

import boto3
from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.batch import (
    BatchProcessor,
    EventType,
    process_partial_response,
)
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext
from pydantic import Field, TypeAdapter

from functions.parse.config import Settings
from functions.parse.objects import Articles, Inbox
from functions.parse.service import Message, ParseService
from functions.parse.store import StateStore
from functions.shared.jobs import Jobs
from functions.shared.queue import Queue
from functions.shared.table import DynamoTable
from schemas.events import ObjectEvent, S3Event
from schemas.messages import ParseChange

logger = Logger()
MESSAGE: TypeAdapter[Message] = TypeAdapter(Annotated[Message, Field(discriminator="type")])
processor = BatchProcessor(event_type=EventType.SQS, raise_on_entire_batch_failure=False)


@cache
def service() -> ParseService:
    """The service over AWS, made once in each process."""
    settings = Settings.from_environment()
    s3, sqs = boto3.client("s3"), boto3.client("sqs")
    table = DynamoTable.named(settings.table_name)
    return ParseService(
        states=StateStore(table, settings.lease_seconds),
        inbox=Inbox(s3, settings.max_object_bytes),
        articles=Articles(s3, settings.articles_bucket),
        queue=Queue(sqs, settings.extract_queue_url),
        backfill=Queue(sqs, settings.extract_backfill_queue_url),
        jobs=Jobs(table),
        max_characters=settings.max_text_characters,
    )


def message_of(body: str) -> Message:
    """The message that a body is; an event of S3 is a change like any other.

    Raises:
        ValueError: If it is neither an event as EventBridge delivers it nor a message of ours.
    """
    if "detail-type" in json.loads(body):
        return ParseChange(event=ObjectEvent.from_s3(S3Event.model_validate_json(body)))
    return MESSAGE.validate_json(body)


def handle_record(record: SQSRecord) -> None:
    """Deal with one record of a queue."""
    try:
        message = message_of(record.body)
        outcome = service().handle(message, int(record.attributes.approximate_receive_count))
    except Exception:
        # The batch processor swallows it and only names the message as failed.
        logger.exception("message comes again", message_id=record.message_id)
        raise
    event = message.event
    logger.info(
        "message handled", article_id=event.article_id, key=event.key, outcome=outcome.value
    )


def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Partial batch response: only messages that have to come again are named."""
    return dict(
        process_partial_response(
            event=event, record_handler=handle_record, processor=processor, context=context
        )
    )
