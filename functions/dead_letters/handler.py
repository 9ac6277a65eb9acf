"""Lambda entry of `dead_letters`: what the queues gave up, one letter after another."""

from functools import cache
from typing import Any

import boto3
from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from functions.dead_letters.archive import Archive
from functions.dead_letters.config import Settings
from functions.dead_letters.letter import DeadLetter
from functions.dead_letters.service import DeadLetterService
from functions.dead_letters.store import StateStore
from functions.shared.jobs import Jobs
from functions.shared.queue import Queue
from functions.shared.records import deal_with
from functions.shared.table import DynamoTable

logger = Logger()
metrics = Metrics(namespace="Hearsay")


@cache
def service() -> DeadLetterService:
    """The service over AWS, made once in each process."""
    settings = Settings.from_environment()
    sqs, table = boto3.client("sqs"), DynamoTable.named(settings.table_name)
    return DeadLetterService(
        archive=Archive(boto3.client("s3"), settings.articles_bucket),
        states=StateStore(table),
        parse=Queue(sqs, settings.parse_queue_url),
        extract=Queue(sqs, settings.extract_queue_url),
        jobs=Jobs(table),
        tries=settings.tries,
    )


def letter_of(record: SQSRecord) -> DeadLetter:
    """The letter that a record of a queue is."""
    return DeadLetter(
        id=record.message_id,
        body=record.body,
        queue=record.queue_url.rsplit("/", 1)[-1],
        attributes={
            name: attribute.string_value
            for name, attribute in record.message_attributes.items()
            if attribute.string_value is not None
        },
    )


def handle_record(record: SQSRecord) -> None:
    """Deal with one letter. Its body is archived, never logged."""
    letter = letter_of(record)
    about = {"queue": letter.queue, "archived": letter.archive_key}
    verdict = service().handle(letter)
    metrics.add_metric("DeadLetters", MetricUnit.Count, 1)
    if verdict is None:
        metrics.add_metric("UnreadableDeadLetters", MetricUnit.Count, 1)
    logger.error(
        "dead letter", extra=about | {"verdict": verdict.value if verdict else "unreadable"}
    )


@metrics.log_metrics
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Partial batch response: only letters that have to come again are named."""
    return deal_with(event, context, handle_record)
