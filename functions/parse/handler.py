"""Lambda entry of `parse`: S3 events and requests from its queues, one after another."""

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
from functions.parse.expansion import ExpansionService
from functions.parse.members import MemberStore
from functions.parse.objects import Articles, Inbox
from functions.parse.requests import Request, RequestService
from functions.parse.service import ParseService
from functions.parse.store import StateStore
from functions.shared.jobs import Jobs
from functions.shared.queue import Queue
from functions.shared.table import DynamoTable
from schemas.events import ObjectEvent, S3Event
from schemas.messages import ParseChange

logger = Logger()
REQUEST: TypeAdapter[Request] = TypeAdapter(Annotated[Request, Field(discriminator="type")])
processor = BatchProcessor(event_type=EventType.SQS, raise_on_entire_batch_failure=False)


@cache
def expansion() -> ExpansionService:
    """The service of containers over AWS, made once in each process."""
    settings, sqs = Settings.from_environment(), boto3.client("sqs")
    return ExpansionService(
        members=MemberStore(DynamoTable.named(settings.table_name), settings.lease_seconds),
        inbox=Inbox(boto3.client("s3")),
        queue=Queue(sqs, settings.parse_queue_url),
        extract=Queue(sqs, settings.extract_queue_url),
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
        queue=Queue(boto3.client("sqs"), settings.extract_queue_url),
        expansion=expansion(),
        max_bytes=settings.max_object_bytes,
        max_characters=settings.max_text_characters,
    )


@cache
def requests() -> RequestService:
    """The service of what is asked for over AWS, made once in each process."""
    settings = Settings.from_environment()
    table = DynamoTable.named(settings.table_name)
    return RequestService(
        parse=service(),
        expansion=expansion(),
        states=StateStore(table, settings.lease_seconds),
        backfill=Queue(boto3.client("sqs"), settings.extract_backfill_queue_url),
        jobs=Jobs(table),
    )


def request_of(body: str) -> Request:
    """The request that a body is; an event of S3 is a change that nobody else asks for.

    Raises:
        ValueError: If it is neither an event as EventBridge delivers it nor a request.
    """
    if "detail-type" in json.loads(body):
        return ParseChange(event=ObjectEvent.from_s3(S3Event.model_validate_json(body)))
    return REQUEST.validate_json(body)


def handle_record(record: SQSRecord, lambda_context: LambdaContext) -> None:
    """Deal with one message: an S3 event as EventBridge delivered it, or a request."""
    try:
        request = request_of(record.body)
        outcome = requests().handle(
            request,
            int(record.attributes.approximate_receive_count),
            time_left=lambda: lambda_context.get_remaining_time_in_millis() / 1000,
        )
    except Exception:
        # The batch processor swallows it and only names the message as failed.
        logger.exception("event comes again", message_id=record.message_id)
        raise
    event = request.event
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
