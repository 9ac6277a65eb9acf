"""Lambda entry of `parse`: S3 events and its own messages from the parse queue, one by one."""

import json
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
from pydantic import TypeAdapter

from functions.parse.config import Settings
from functions.parse.expansion import ExpansionService
from functions.parse.members import MemberStore
from functions.parse.objects import Articles, Inbox
from functions.parse.outcome import Outcome
from functions.parse.queue import ExtractQueue, ParseQueue
from functions.parse.service import ParseService
from functions.parse.store import StateStore
from functions.shared.table import DynamoTable
from schemas.events import ObjectEvent, S3Event
from schemas.messages import ExpandContainer, ParseChange

logger = Logger()
processor = BatchProcessor(event_type=EventType.SQS, raise_on_entire_batch_failure=False)

Message = ParseChange | ExpandContainer
MESSAGE: TypeAdapter[Message] = TypeAdapter(Message)


@cache
def expansion() -> ExpansionService:
    """The service of containers over AWS, made once in each process."""
    settings, sqs = Settings.from_environment(), boto3.client("sqs")
    return ExpansionService(
        members=MemberStore(DynamoTable.named(settings.table_name), settings.lease_seconds),
        inbox=Inbox(boto3.client("s3")),
        queue=ParseQueue(sqs, settings.parse_queue_url),
        extract=ExtractQueue(sqs, settings.extract_queue_url),
        limits=settings.limits(),
        most_hops=settings.max_hops,
        reserve=settings.reserve_seconds,
    )


@cache
def service() -> ParseService:
    """The service of objects and members over AWS, made once in each process."""
    settings, s3 = Settings.from_environment(), boto3.client("s3")
    return ParseService(
        states=StateStore(DynamoTable.named(settings.table_name), settings.lease_seconds),
        inbox=Inbox(s3),
        articles=Articles(s3, settings.articles_bucket),
        queue=ExtractQueue(boto3.client("sqs"), settings.extract_queue_url),
        expansion=expansion(),
        max_bytes=settings.max_object_bytes,
        max_characters=settings.max_text_characters,
    )


def message_of(body: str) -> Message:
    """The message that a body is: an event of S3 as EventBridge delivers it, or one of ours.

    Raises:
        pydantic.ValidationError: If it is neither.
        ValueError: If it is no JSON.
    """
    if "detail-type" in json.loads(body):
        return ParseChange(event=ObjectEvent.from_s3(S3Event.model_validate_json(body)))
    return MESSAGE.validate_json(body)


def handle_message(message: Message, attempt: int, context: LambdaContext) -> Outcome:
    """Deal with one message."""
    if isinstance(message, ParseChange):
        return service().handle(message.event, attempt)
    return expansion().handle(
        message, attempt, time_left=lambda: context.get_remaining_time_in_millis() / 1000
    )


def handle_record(record: SQSRecord, lambda_context: LambdaContext) -> None:
    """Deal with one record of the queue."""
    try:
        message = message_of(record.body)
        attempt = int(record.attributes.approximate_receive_count)
        outcome = handle_message(message, attempt, lambda_context)
    except Exception:
        # The batch processor swallows it and only names the message as failed.
        logger.exception("event comes again", message_id=record.message_id)
        raise
    event = message.event
    logger.info(
        "event handled",
        article_id=event.article_id,
        key=event.key,
        member=event.member,
        outcome=outcome.value,
    )


def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Partial batch response: only messages that have to come again are named."""
    return dict(
        process_partial_response(
            event=event, record_handler=handle_record, processor=processor, context=context
        )
    )
