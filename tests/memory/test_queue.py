"""The queue in memory: at least once, hidden while it is worked on, moved away after too many."""

from datetime import datetime

import pytest

from schemas.messages import RetractArticle
from tests.memory import MemoryQueue
from tests.records import at


class Clock:
    """A time that a test sets."""

    seconds = 0.0

    def __call__(self) -> datetime:
        return at(self.seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


def bodies(queue: MemoryQueue) -> list[str]:
    return [message.body for message in queue.messages()]


def test_send_takes_models_as_json(clock: Clock) -> None:
    queue = MemoryQueue(clock)
    queue.send(RetractArticle(article_id="a"))

    message = queue.receive()

    assert message is not None
    assert RetractArticle.model_validate_json(message.body).article_id == "a"


def test_receive_hides_a_message_until_its_visibility_ends(clock: Clock) -> None:
    queue = MemoryQueue(clock, visibility=30)
    queue.send("first")
    received = queue.receive()
    assert received is not None

    assert queue.receive() is None
    assert queue.next_change() == at(30)
    clock.seconds = 30

    assert queue.receive() is received
    assert received.receives == 2


def test_receive_takes_the_message_that_the_test_wants(clock: Clock) -> None:
    queue = MemoryQueue(clock)
    for body in "abc":
        queue.send(body)

    received = [queue.receive(4), queue.receive(0), queue.receive(0)]

    assert [message.body for message in received if message] == ["b", "a", "c"]


def test_delete_ends_a_message(clock: Clock) -> None:
    queue = MemoryQueue(clock)
    queue.send("first")
    message = queue.receive()
    assert message is not None

    queue.delete(message)

    assert bodies(queue) == []


def test_release_makes_a_message_visible_at_once(clock: Clock) -> None:
    queue = MemoryQueue(clock)
    queue.send("first")
    message = queue.receive()
    assert message is not None

    queue.release(message)

    assert queue.receive() is message


def test_delay_hides_a_message_at_first(clock: Clock) -> None:
    queue = MemoryQueue(clock, delay=60)
    queue.send("later")

    assert queue.receive() is None
    clock.seconds = 60
    assert queue.receive() is not None


def test_redrive_moves_what_was_received_too_often(clock: Clock) -> None:
    dead = MemoryQueue(clock, name="dead")
    queue = MemoryQueue(clock, visibility=1, max_receives=2, dead_letters=dead)
    queue.send("poison")
    for second in range(2):
        clock.seconds = second
        assert queue.receive() is not None
    clock.seconds = 2

    assert queue.receive() is None
    assert (bodies(queue), bodies(dead)) == ([], ["poison"])


def test_hook_is_called_under_the_name_of_the_queue(clock: Clock) -> None:
    calls: list[str] = []
    queue = MemoryQueue(clock, name="extract", hook=calls.append)

    queue.send("first")
    queue.receive()

    assert calls == [
        "before extract.send",
        "after extract.send",
        "before extract.receive",
        "after extract.receive",
    ]
