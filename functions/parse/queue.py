"""The queues that `parse` sends to: that of `extract`, and its own."""

import random
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Final

from pydantic import BaseModel

from functions.shared.errors import TransientError
from schemas.messages import ExpandContainer, ExtractArticle, ParseChange, RetractArticle

if TYPE_CHECKING:
    from mypy_boto3_sqs.client import SQSClient
    from mypy_boto3_sqs.type_defs import SendMessageBatchRequestEntryTypeDef

BATCH: Final = 10
"""Messages in one SendMessageBatch."""
ATTEMPTS: Final = 5
"""Times that what was refused of a batch is sent."""
FIRST_PAUSE: Final = 0.1
"""Seconds before the second attempt at most; the bound doubles with each."""


class UnsentError(TransientError):
    """The queue did not take all messages, even after retries."""


class ExtractQueue:
    """Asks `extract` for work."""

    def __init__(self, sqs: "SQSClient", url: str) -> None:
        self._sqs = sqs
        self._url = url

    def send(self, message: ExtractArticle | RetractArticle) -> None:
        """Send one message."""
        self._sqs.send_message(QueueUrl=self._url, MessageBody=message.model_dump_json())


class ParseQueue:
    """Asks `parse` itself for more work."""

    def __init__(
        self, sqs: "SQSClient", url: str, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._sqs = sqs
        self._url = url
        self._sleep = sleep

    def send_all(self, messages: Sequence[ParseChange | ExpandContainer]) -> None:
        """Send messages, in no certain order. After an error any of them may have been sent.

        Raises:
            UnsentError: If the queue keeps refusing some.
        """
        for batch in _batches(messages):
            self._send(batch)

    def _send(self, batch: "list[SendMessageBatchRequestEntryTypeDef]") -> None:
        for attempt in range(ATTEMPTS):
            if attempt:
                self._sleep(random.uniform(0, FIRST_PAUSE * 2 ** (attempt - 1)))  # noqa: S311 (jitter)
            answer = self._sqs.send_message_batch(QueueUrl=self._url, Entries=batch)
            refused = {failed["Id"] for failed in answer.get("Failed", [])}
            batch = [entry for entry in batch if entry["Id"] in refused]
            if not batch:
                return
        msg = f"the queue refused {len(batch)} messages in {ATTEMPTS} attempts"
        raise UnsentError(msg)


def _batches(
    messages: Sequence[BaseModel],
) -> "Iterator[list[SendMessageBatchRequestEntryTypeDef]]":
    bodies = (message.model_dump_json() for message in messages)
    while batch := list(islice(bodies, BATCH)):
        yield [{"Id": str(number), "MessageBody": body} for number, body in enumerate(batch)]
