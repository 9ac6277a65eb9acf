"""Lambda entry of `jobs`: messages from the jobs queue, one after another."""

from functools import cache
from typing import Any

import boto3
from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from functions.jobs.config import Settings
from functions.jobs.lister import Lister
from functions.jobs.service import JobService
from functions.jobs.store import JobStore
from functions.shared.deadline import seconds_left
from functions.shared.inbox import InboxListing
from functions.shared.queue import Queue
from functions.shared.records import deal_with
from functions.shared.state_reader import StateReader
from functions.shared.table import DynamoTable
from schemas.messages import RunJob

logger = Logger()


@cache
def service() -> JobService:
    """The service over AWS, made once in each process."""
    settings, sqs = Settings.from_environment(), boto3.client("sqs")
    table = DynamoTable.named(settings.table_name)
    size = settings.page_size
    inbox = InboxListing(boto3.client("s3"), settings.inbox_bucket, size)
    return JobService(
        jobs=JobStore(table),
        lister=Lister(inbox, StateReader(table, size)),
        parse=Queue(sqs, settings.parse_queue_url),
        extract=Queue(sqs, settings.extract_queue_url),
        queue=Queue(sqs, settings.jobs_queue_url),
        reserve=settings.reserve_seconds,
        look_seconds=settings.look_seconds,
    )


def handle_record(record: SQSRecord, context: LambdaContext) -> None:
    """Deal with one message."""
    message = RunJob.model_validate_json(record.body)
    attempt = int(record.attributes.approximate_receive_count)
    outcome = service().handle(message, attempt, seconds_left(context))
    logger.info("message handled", job_id=message.job_id, outcome=outcome.value)


def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Partial batch response: only messages that have to come again are named."""
    return deal_with(event, context, lambda record: handle_record(record, context))
