"""Lambda entry of `parse`: S3 events and requests from its queues, one after another."""

from functools import cache
from typing import Any, Final

import boto3
from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from functions.parse.config import Settings
from functions.parse.divisions import Divisions
from functions.parse.expansion import ExpansionService
from functions.parse.members import MemberStore
from functions.parse.objects import Articles, Inbox
from functions.parse.requests import RequestService, request_of
from functions.parse.sandbox.worker import Worker, WorkerDivider
from functions.parse.service import ParseService
from functions.parse.store import StateStore
from functions.shared.deadline import seconds_left
from functions.shared.jobs import Jobs
from functions.shared.queue import Queue
from functions.shared.records import deal_with
from functions.shared.table import DynamoTable

logger = Logger()
SETTINGS: Final = Settings.from_environment()
SANDBOX: Final = Worker(SETTINGS.sandbox())
"""Started with the module: it gets ready while the first message is on its way."""


@cache
def service() -> RequestService:
    """The service over AWS, made once in each process."""
    settings, sqs = SETTINGS, boto3.client("sqs")
    s3, table = boto3.client("s3"), DynamoTable.named(settings.table_name)
    states, inbox = StateStore(table, settings.lease_seconds), Inbox(s3)
    extract, limits = Queue(sqs, settings.extract_queue_url), settings.limits()
    expansion = ExpansionService(
        members=MemberStore(table, settings.lease_seconds),
        inbox=inbox,
        queue=Queue(sqs, settings.parse_queue_url),
        extract=extract,
        limits=limits,
        divisions=Divisions(WorkerDivider(SANDBOX, limits)),
        most_hops=settings.max_hops,
        reserve=settings.reserve_seconds,
    )
    parse = ParseService(
        states=states,
        inbox=inbox,
        articles=Articles(s3, settings.articles_bucket),
        queue=extract,
        expansion=expansion,
        sandbox=SANDBOX,
        max_bytes=settings.max_object_bytes,
    )
    backfill = Queue(sqs, settings.extract_backfill_queue_url)
    return RequestService(parse, expansion, states, backfill, Jobs(table))


def handle_record(record: SQSRecord, context: LambdaContext) -> None:
    """Deal with one message: an S3 event as EventBridge delivered it, or a request."""
    request = request_of(record.body)
    attempt = int(record.attributes.approximate_receive_count)
    outcome = service().handle(request, attempt, seconds_left(context))
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
    return deal_with(event, context, lambda record: handle_record(record, context))
