"""A queue of SQS in memory: at least once, visibility, delay, redrive. Order is up to the test."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import count, islice

from pydantic import BaseModel

from functions.shared.queue import SEND_BATCH
from tests.memory.hooks import Hook, Hooked, no_hook


@dataclass(slots=True)
class Message:
    """A message in a queue."""

    id: int
    body: str
    sent_at: datetime
    visible_at: datetime
    receives: int = 0


class MemoryQueue(Hooked):
    """Implements `send` as the functions do it, and what an event source mapping does.

    Args:
        clock: The time now.
        visibility: Seconds that a received message stays hidden.
        delay: Seconds that a sent message stays hidden: the queue's DelaySeconds.
        max_receives: After so many receives a message goes to the dead letters instead.
        dead_letters: Where it goes.
    """

    def __init__(
        self,
        clock: Callable[[], datetime],
        name: str = "queue",
        visibility: float = 30,
        delay: float = 0,
        max_receives: int | None = None,
        dead_letters: "MemoryQueue | None" = None,
        hook: Hook = no_hook,
    ) -> None:
        super().__init__(hook)
        self.name = name  # type: ignore[misc]
        self.dead_letters = dead_letters
        self._clock = clock
        self._visibility, self._delay = timedelta(seconds=visibility), timedelta(seconds=delay)
        self._max_receives = max_receives
        self._ids = count(1)
        self._messages: dict[int, Message] = {}

    def send(self, message: BaseModel | str, delay: int = 0) -> None:
        """Send one message: a model as JSON, or a body as it is."""
        body = message if isinstance(message, str) else message.model_dump_json()
        self._call("send", lambda: self._add(body, delay))

    def send_all(self, messages: Iterable[BaseModel]) -> None:
        """Send messages, batch by batch: after a crash some of them are."""
        bodies = iter([message.model_dump_json() for message in messages])
        while batch := list(islice(bodies, SEND_BATCH)):
            self._call("send_all", partial(self._add_all, batch))

    def messages(self) -> list[Message]:
        """All messages, hidden ones too, in the order of their sending."""
        return list(self._messages.values())

    def visible(self) -> list[Message]:
        """The messages that can be received now."""
        return [message for message in self.messages() if message.visible_at <= self._clock()]

    def receive(self, place: int = 0) -> Message | None:
        """Receive one of the visible messages: which one, counted round, is up to the test.

        Messages that were received too often go to the dead letters and are not received.
        """
        return self._call("receive", lambda: self._receive(place))

    def delete(self, message: Message) -> None:
        """The message has been dealt with."""
        self._call("delete", lambda: self._messages.pop(message.id, None))

    def release(self, message: Message) -> None:
        """Make a received message visible again, as the end of its visibility would."""
        if message.id in self._messages:
            message.visible_at = self._clock()

    def next_change(self) -> datetime | None:
        """When the next hidden message becomes visible, if there is one."""
        hidden = [m.visible_at for m in self.messages() if m.visible_at > self._clock()]
        return min(hidden, default=None)

    def _add_all(self, bodies: Iterable[str]) -> None:
        for body in bodies:
            self._add(body)

    def _add(self, body: str, delay: int = 0) -> None:
        now = self._clock()
        due = now + (timedelta(seconds=delay) if delay else self._delay)
        message = Message(next(self._ids), body, now, due)
        self._messages[message.id] = message

    def _receive(self, place: int) -> Message | None:
        self._redrive()
        visible = self.visible()
        if not visible:
            return None
        message = visible[place % len(visible)]
        message.receives += 1
        message.visible_at = self._clock() + self._visibility
        return message

    def _redrive(self) -> None:
        for message in self.visible():
            if self._max_receives is not None and message.receives >= self._max_receives:
                del self._messages[message.id]
                if self.dead_letters is not None:
                    self.dead_letters._add(message.body)
