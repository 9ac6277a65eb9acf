"""The function's own queue takes all messages, or says that it did not."""

from typing import Any

import pytest

from functions.parse.queue import ATTEMPTS, ParseQueue, UnsentError
from schemas.messages import PARSE_MESSAGE, ParseChange
from tests.records import event


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


def changes(number: int) -> list[ParseChange]:
    return [ParseChange(event=event(member=f"{each}.txt")) for each in range(number)]


def queue(behind: Reluctant) -> ParseQueue:
    return ParseQueue(behind, "url", sleep=lambda _: None)  # type: ignore[arg-type]


@pytest.mark.parametrize("accepts", [10, 4])
def test_send_all_sends_each_message_once_whatever_is_refused_at_first(accepts: int) -> None:
    behind = Reluctant(accepts)

    queue(behind).send_all(changes(23))

    sent = [PARSE_MESSAGE.validate_json(body) for body in behind.bodies]
    assert sorted(message.event.member for message in sent) == sorted(
        change.event.member for change in changes(23)
    )


def test_send_all_says_so_if_some_are_refused_again_and_again() -> None:
    with pytest.raises(UnsentError, match="refused 5 messages"):
        queue(Reluctant(1)).send_all(changes(5 + ATTEMPTS))
