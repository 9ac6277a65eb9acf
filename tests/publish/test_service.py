"""Batches of changes, over a bus that refuses some of what it is given."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from functions.publish.service import ATTEMPTS, PUT_BATCH, PublishService, Told
from schemas.announcements import Announcement
from schemas.table import State
from tests.publish.factories import change, row


@dataclass
class FakeBus:
    """Takes what it is given, but for what it is told to refuse."""

    refuses: Callable[[Announcement, int], bool] = lambda _, __: False
    """Given an announcement, and how often it was refused before."""
    taken: list[str] = field(default_factory=list)
    """Articles of what was taken, as it came."""
    sizes: list[int] = field(default_factory=list)
    """Of each request."""
    refused: dict[str, int] = field(default_factory=dict)

    def put(self, announcements: Sequence[Announcement]) -> list[int]:
        self.sizes.append(len(announcements))
        return [n for n, each in enumerate(announcements) if not self._take(each)]

    def _take(self, announcement: Announcement) -> bool:
        article = announcement.article_id
        before = self.refused.get(article, 0)
        if self.refuses(announcement, before):
            self.refused[article] = before + 1
            return False
        self.taken.append(article)
        return True


def service(bus: FakeBus, pauses: list[float] | None = None) -> PublishService:
    return PublishService(bus, sleep=(pauses if pauses is not None else []).append)


def article(number: int) -> str:
    """The article that `change` makes up."""
    return f"{number:024x}"


def refusing(number: int) -> Callable[[Announcement, int], bool]:
    """Refuses the announcement of one change however often it comes."""
    return lambda announcement, _: announcement.article_id == article(number)


def test_batch_is_announced_in_its_order_in_requests_that_the_bus_takes() -> None:
    bus = FakeBus()

    told = service(bus).publish(change(number) for number in range(25))

    assert told == Told(announced=25)
    assert bus.taken == [article(number) for number in range(25)]
    assert bus.sizes == [PUT_BATCH, PUT_BATCH, 5]


def test_batch_without_an_announcement_asks_nothing_of_the_bus() -> None:
    bus = FakeBus()

    told = service(bus).publish([change(1, None, row(State.PARSING, 1))])

    assert told == Told(announced=0)
    assert bus.sizes == []


def test_refused_announcement_is_sent_again_alone_after_a_pause() -> None:
    bus = FakeBus(lambda each, before: each.article_id == article(1) and before < 2)
    pauses: list[float] = []

    told = service(bus, pauses).publish(change(number) for number in range(3))

    assert told == Told(announced=3)
    assert bus.sizes == [3, 1, 1]
    assert bus.taken == [article(0), article(2), article(1)]
    assert len(pauses) == 2


def test_what_the_bus_keeps_refusing_comes_again_with_all_after_it() -> None:
    bus = FakeBus(refusing(12))

    told = service(bus).publish(change(number) for number in range(30))

    assert told == Told(announced=19, again_from="12")
    assert bus.refused[article(12)] == ATTEMPTS
    assert article(20) not in bus.taken, "it comes again anyway"


@given(st.lists(st.booleans(), max_size=35), st.randoms(use_true_random=False))
def test_nothing_before_the_change_that_comes_again_is_lost(
    worth_it: list[bool], chance: Random
) -> None:
    bus = FakeBus(lambda *_: chance.random() < 0.6)
    changes = [
        change(number) if worth else change(number, None, row(State.PARSING, 1))
        for number, worth in enumerate(worth_it)
    ]
    due = [number for number, worth in enumerate(worth_it) if worth]

    told = service(bus).publish(changes)

    settled = [n for n in due if told.again_from is None or n < int(told.again_from)]
    assert {article(number) for number in settled} <= set(bus.taken)
    assert len(bus.taken) == len(set(bus.taken)) == told.announced
    assert told.again_from is None or article(int(told.again_from)) not in bus.taken
