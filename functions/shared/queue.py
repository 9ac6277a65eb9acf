"""A queue that messages are sent to."""

from typing import TYPE_CHECKING

from schemas.base import Record

if TYPE_CHECKING:
    from mypy_boto3_sqs.client import SQSClient


class Queue:
    """A queue of SQS."""

    def __init__(self, sqs: "SQSClient", url: str) -> None:
        self._sqs = sqs
        self._url = url

    def send(self, message: Record) -> None:
        """Send one message, as JSON."""
        self._sqs.send_message(QueueUrl=self._url, MessageBody=message.model_dump_json())
