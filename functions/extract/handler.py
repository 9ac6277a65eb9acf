"""Lambda entry of `extract`: messages from the extract and sweep queues, one after another."""

from functools import cache, partial
from typing import Any

import boto3
from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from functions.extract.articles import Articles
from functions.extract.config import Settings
from functions.extract.engine import extract
from functions.extract.engine.tagging.choice import best_tagger
from functions.extract.service import ExtractService
from functions.extract.store import RecordStore
from functions.shared.jobs import Jobs
from functions.shared.queue import Queue
from functions.shared.records import deal_with
from functions.shared.table import DynamoTable
from schemas.messages import EXTRACT_MESSAGE

logger = Logger()


@cache
def service() -> ExtractService:
    """The service over AWS, made once in each process."""
    settings = Settings.from_environment()
    tagger = best_tagger()
    logger.info("tagger ready", tagger=tagger.name)
    table = DynamoTable.named(settings.table_name)
    return ExtractService(
        records=RecordStore(table, settings.lease_seconds),
        articles=Articles(boto3.client("s3"), settings.articles_bucket),
        sweeps=Queue(boto3.client("sqs"), settings.sweep_queue_url),
        extract=partial(extract, tagger=tagger),
        jobs=Jobs(table),
        searchable=settings.search_index,
    )


def handle_record(record: SQSRecord) -> None:
    """Deal with one message."""
    message = EXTRACT_MESSAGE.validate_json(record.body)
    outcome = service().handle(message, int(record.attributes.approximate_receive_count))
    logger.info("message handled", article_id=message.article_id, outcome=outcome.value)


def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Partial batch response: only messages that have to come again are named."""
    return deal_with(event, context, handle_record)
