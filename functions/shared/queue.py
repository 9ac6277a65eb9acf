"""A queue that messages are sent to."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from schemas.base import Record

if TYPE_CHECKING:
    from mypy_boto3_sqs.client import SQSClient

SEND_BATCH = 10
"""Messages in one SendMessageBatch."""


class SendError(Exception):
    """The queue did not take all that it was sent. Transient: all has to be sent again."""


class Queue:
    """A queue of SQS."""

    def __init__(self, sqs: "SQSClient", url: str) -> None:
        self._sqs = sqs
        self._url = url

    def send(self, message: Record, delay: int = 0) -> None:
        """Send one message, as JSON; `delay` is in seconds, the queue's own if it is 0."""
        options = {"DelaySeconds": delay} if delay else {}
        body = message.model_dump_json()
        self._sqs.send_message(QueueUrl=self._url, MessageBody=body, **options)  # type: ignore[arg-type]

    def send_all(self, messages: Iterable[Record]) -> None:
        """Send messages, as JSON, in no certain order.

        Raises:
            SendError: If the queue refuses some; any of them may have been sent.
        """
        for batch in _batches(messages):
            answer = self._sqs.send_message_batch(
                QueueUrl=self._url,
                Entries=[
                    {"Id": str(number), "MessageBody": message.model_dump_json()}
                    for number, message in enumerate(batch)
                ],
            )
            refused = answer.get("Failed", [])
            if refused:
                raise SendError(f"{len(refused)} of {len(batch)} refused, the first: {refused[0]}")


def _batches(messages: Iterable[Record]) -> Iterator[list[Record]]:
    iterator = iter(messages)
    while batch := list(islice(iterator, SEND_BATCH)):
        yield batch
