"""Records of an SQS queue, dealt with one after another: what every function on a queue answers."""

from collections.abc import Callable
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.batch import (
    BatchProcessor,
    EventType,
    process_partial_response,
)
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

logger = Logger()
processor = BatchProcessor(event_type=EventType.SQS, raise_on_entire_batch_failure=False)


def deal_with(
    event: dict[str, Any], context: LambdaContext, deal: Callable[[SQSRecord], None]
) -> dict[str, Any]:
    """Deal with all records. Partial batch response: only those that failed are named.

    https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
    """

    def attempt(record: SQSRecord) -> None:
        try:
            deal(record)
        except Exception:
            # The batch processor swallows it and only names the message as failed.
            queue = record.queue_url.rsplit("/", 1)[-1]
            logger.exception("message comes again", message_id=record.message_id, queue=queue)
            raise

    return dict(
        process_partial_response(
            event=event, record_handler=attempt, processor=processor, context=context
        )
    )
