"""Messages in batches that SQS takes: all are sent, or the sender says that they were not."""

import json
from typing import Any

import boto3
import pytest

from functions.shared.queue import ATTEMPTS, Queue, UnsentError
from schemas.messages import RunJob


class Reluctant:
    """A queue that takes some of each batch, as SQS may."""

    def __init__(self, accepts: int) -> None:
        self.accepts = accepts
        self.bodies: list[str] = []

    def send_message_batch(self, QueueUrl: str, Entries: list[Any]) -> dict[str, Any]:  # noqa: N803
        assert QueueUrl
        assert len(Entries) <= 10, "SQS refuses larger batches"
        self.bodies += [entry["MessageBody"] for entry in Entries[: self.accepts]]
        return {"Failed": [{"Id": entry["Id"]} for entry in Entries[self.accepts :]]}


def steps(number: int) -> list[RunJob]:
    return [RunJob(job_id="j", step=step) for step in range(number)]


def queue(behind: Reluctant) -> Queue:
    return Queue(behind, "url", sleep=lambda _: None)  # type: ignore[arg-type]


@pytest.mark.parametrize("accepts", [10, 4])
def test_send_all_sends_each_message_once_whatever_is_refused_at_first(accepts: int) -> None:
    behind = Reluctant(accepts)

    queue(behind).send_all(steps(23))

    sent = [RunJob.model_validate_json(body) for body in behind.bodies]
    assert sorted(sent, key=lambda message: message.step) == steps(23)


def test_send_all_says_so_if_some_are_refused_again_and_again() -> None:
    with pytest.raises(UnsentError, match="refused 5 messages"):
        queue(Reluctant(1)).send_all(steps(5 + ATTEMPTS))


@pytest.mark.parametrize("count", [0, 1, 10, 23])
def test_send_all_to_a_queue_of_sqs_sends_each_message_once(aws: None, count: int) -> None:
    assert aws is None
    sqs = boto3.client("sqs")
    url = sqs.create_queue(QueueName="jobs")["QueueUrl"]

    Queue(sqs, url).send_all(steps(count))

    received = []
    while messages := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
        received += [json.loads(message["Body"])["step"] for message in messages]
    assert sorted(received) == list(range(count))


def test_send_can_put_a_message_off(aws: None) -> None:
    assert aws is None
    sqs = boto3.client("sqs")
    url = sqs.create_queue(QueueName="jobs")["QueueUrl"]

    Queue(sqs, url).send(RunJob(job_id="j", step=1), delay=60)

    assert "Messages" not in sqs.receive_message(QueueUrl=url)
