"""The queue to `extract`."""

from typing import TYPE_CHECKING

from schemas.messages import ExtractArticle, RetractArticle

if TYPE_CHECKING:
    from mypy_boto3_sqs.client import SQSClient


class ExtractQueue:
    """Asks `extract` for work."""

    def __init__(self, sqs: "SQSClient", url: str) -> None:
        self._sqs = sqs
        self._url = url

    def send(self, message: ExtractArticle | RetractArticle) -> None:
        """Send one message."""
        self._sqs.send_message(QueueUrl=self._url, MessageBody=message.model_dump_json())
