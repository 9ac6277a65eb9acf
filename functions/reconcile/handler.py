"""Lambda entry of `reconcile`: a schedule invokes it; what it finds is logged and measured."""

from functools import cache
from typing import Any

import boto3
from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

from functions.reconcile.config import Settings
from functions.reconcile.service import ReconcileService
from functions.reconcile.store import Inbox, PassStore
from functions.shared.deadline import seconds_left
from functions.shared.queue import Queue
from functions.shared.revisions import Revisions
from functions.shared.state_reader import StateReader
from functions.shared.table import DynamoTable
from schemas.reconciliation import Finding

logger = Logger()
metrics = Metrics(namespace="Hearsay", service="reconcile")


@cache
def service() -> ReconcileService:
    """The service over AWS, made once in each process."""
    settings, sqs = Settings.from_environment(), boto3.client("sqs")
    table = DynamoTable.named(settings.table_name)
    return ReconcileService(
        passes=PassStore(table, settings.pass_seconds),
        inbox=Inbox(boto3.client("s3"), settings.inbox_bucket, settings.page_size),
        states=StateReader(table, settings.page_size),
        revisions=Revisions(table),
        parse=Queue(sqs, settings.parse_queue_url),
        extract=Queue(sqs, settings.extract_queue_url),
        erase=Queue(sqs, settings.erase_queue_url),
        patience=settings.patience(),
        reserve=settings.reserve_seconds,
    )


@metrics.log_metrics
def handler(event: dict[str, Any], context: LambdaContext) -> None:  # noqa: ARG001 (a clock's tick)
    """Go on with the comparison."""
    result = service().run(seconds_left(context))
    if result is None:
        logger.info("another run is at it")
        return
    for finding in Finding:
        count = result.counts.get(finding, 0)
        metrics.add_metric(name=f"Found{finding.title()}", unit=MetricUnit.Count, value=count)
    logger.info("compared", report=result.report.model_dump(mode="json"))
