"""Messages in batches that SQS takes."""

import json

import boto3
import pytest

from functions.shared.queue import Queue
from schemas.messages import RunJob


@pytest.mark.parametrize("count", [0, 1, 10, 23])
def test_send_all_sends_each_message_once(aws: None, count: int) -> None:
    assert aws is None
    sqs = boto3.client("sqs")
    url = sqs.create_queue(QueueName="jobs")["QueueUrl"]

    Queue(sqs, url).send_all(RunJob(job_id="j", step=number) for number in range(count))

    steps = []
    while messages := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
        steps += [json.loads(message["Body"])["step"] for message in messages]
    assert sorted(steps) == list(range(count))


def test_send_can_put_a_message_off(aws: None) -> None:
    assert aws is None
    sqs = boto3.client("sqs")
    url = sqs.create_queue(QueueName="jobs")["QueueUrl"]

    Queue(sqs, url).send(RunJob(job_id="j", step=1), delay=60)

    assert "Messages" not in sqs.receive_message(QueueUrl=url)
