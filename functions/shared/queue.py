"""A queue that messages are sent to."""

import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Final

from functions.shared.errors import TransientError
from functions.shared.leftovers import send_until_taken
from schemas.base import Record

if TYPE_CHECKING:
    from mypy_boto3_sqs.client import SQSClient
    from mypy_boto3_sqs.type_defs import SendMessageBatchRequestEntryTypeDef

SEND_BATCH: Final = 10
"""Messages in one SendMessageBatch."""
ATTEMPTS: Final = 5
"""Times that what was refused of a batch is sent."""


class UnsentError(TransientError):
    """The queue did not take all messages, even after retries."""


class Queue:
    """A queue of SQS."""

    def __init__(
        self, sqs: "SQSClient", url: str, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._sqs = sqs
        self._url = url
        self._sleep = sleep

    def send(self, message: Record, delay: int = 0) -> None:
        """Send one message, as JSON; `delay` is in seconds, the queue's own if it is 0."""
        options = {"DelaySeconds": delay} if delay else {}
        body = message.model_dump_json()
        self._sqs.send_message(QueueUrl=self._url, MessageBody=body, **options)  # type: ignore[arg-type]

    def send_all(self, messages: Iterable[Record]) -> None:
        """Send messages, as JSON, in no certain order.

        Raises:
            UnsentError: If the queue keeps refusing some; any of them may have been sent.
        """
        for batch in _batches(messages):
            self._send(batch)

    def _send(self, batch: "list[SendMessageBatchRequestEntryTypeDef]") -> None:
        left = send_until_taken(batch, self._send_once, ATTEMPTS, self._sleep)
        if left:
            msg = f"the queue refused {len(left)} messages in {ATTEMPTS} attempts"
            raise UnsentError(msg)

    def _send_once(
        self, batch: "list[SendMessageBatchRequestEntryTypeDef]"
    ) -> "list[SendMessageBatchRequestEntryTypeDef]":
        answer = self._sqs.send_message_batch(QueueUrl=self._url, Entries=batch)
        refused = {failed["Id"] for failed in answer.get("Failed", [])}
        return [entry for entry in batch if entry["Id"] in refused]


def _batches(messages: Iterable[Record]) -> "Iterator[list[SendMessageBatchRequestEntryTypeDef]]":
    bodies = (message.model_dump_json() for message in messages)
    while batch := list(islice(bodies, SEND_BATCH)):
        yield [{"Id": str(number), "MessageBody": body} for number, body in enumerate(batch)]
