"""What jobs, retries and containers ask `parse` for: how it is claimed, and who is told."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import pytest

from functions.parse.lease import Lease, Refusal, Refused
from functions.parse.outcome import Outcome
from functions.parse.requests import Request, RequestService
from functions.parse.service import ParseService
from functions.shared.jobs import JobOutcome
from schemas.events import Change, ObjectEvent
from schemas.messages import (
    ExpandContainer,
    ExtractArticle,
    ParseChange,
    ReparseObject,
    RetractArticle,
)
from tests.parse.test_service import World, service
from tests.records import event

ARTICLE = event().article_id


@dataclass
class AskedWorld(World):
    """A world that can be asked for things."""

    cancelled: bool = False
    told: list[tuple[str, str, JobOutcome]] = field(default_factory=list)

    def reclaim(self, event: ObjectEvent, now: datetime) -> Lease | Refused:
        assert now
        self.step("reclaim")
        return self.answer or Lease(event, 1)

    def claim_again(self, message: ReparseObject, now: datetime, *, begin: bool) -> Lease | Refused:
        assert now
        self.step("claim again" if begin else "reclaim")
        return self.answer or Lease(message.event, 1)

    def settled(self, job: str, article: str, outcome: JobOutcome) -> None:
        self.step("tell")
        self.told.append((job, article, outcome))

    def is_cancelled(self, job: str) -> bool:
        assert job
        return self.cancelled


@dataclass(frozen=True)
class Backfill:
    """The other queue to `extract`."""

    world: World

    def send(self, message: ExtractArticle | RetractArticle) -> None:
        self.world.step(f"send {message.type} unhurried")
        self.world.sent.append(message)


@dataclass(frozen=True)
class Expander:
    """Divides containers."""

    world: World

    def handle(
        self, message: ExpandContainer, attempt: int, time_left: Callable[[], float]
    ) -> Outcome:
        assert attempt
        assert time_left()
        self.world.step(f"divide from {message.position}")
        return Outcome.DIVIDING if message.position == 0 else Outcome.DIVIDED


def handle(world: AskedWorld, request: Request, attempt: int = 1) -> Outcome:
    parse: ParseService = service(world)
    asked = RequestService(parse, Expander(world), world, Backfill(world), world)
    return asked.handle(request, attempt, time_left=lambda: 100)


def test_a_change_that_nobody_asks_for_is_handled_as_ever() -> None:
    world = AskedWorld()

    assert handle(world, ParseChange(event=event())) is Outcome.PARSED
    assert world.log == ["claim", "open", "write", "commit", "send extract"]


@pytest.mark.parametrize(
    ("request_", "claim"),
    [
        (ParseChange(event=event(), job="j1"), "claim"),
        (ReparseObject(event=event(), run=1, job="j1"), "claim again"),
        (ReparseObject(event=event(), run=1), "claim again"),
    ],
)
def test_what_a_job_or_a_retry_asks_for_goes_on_behind_fresh_articles(
    request_: Request, claim: str
) -> None:
    world = AskedWorld()

    assert handle(world, request_) is Outcome.PARSED

    assert world.log == [claim, "open", "write", "commit", "send extract unhurried"]
    assert [sent.job for sent in world.sent if isinstance(sent, ExtractArticle)] == [request_.job]
    assert world.told == [], "extract tells the job how the article ended"


def test_a_message_that_is_sent_again_keeps_its_job_and_its_queue() -> None:
    world = AskedWorld(answer=Refused(Refusal.PENDING, run=1))

    assert handle(world, ReparseObject(event=event(), run=1, job="j1"), 2) is Outcome.RESENT

    assert world.log == ["claim again", "send extract unhurried", "clear"]
    assert isinstance(world.sent[0], ExtractArticle)
    assert world.sent[0].job == "j1"


@pytest.mark.parametrize(
    ("world", "change", "outcome"),
    [
        (AskedWorld(body=b""), Change.CREATED, JobOutcome.FAILED),
        (AskedWorld(answer=Refused(Refusal.FAILED)), Change.CREATED, JobOutcome.FAILED),
        (AskedWorld(answer=Refused(Refusal.STALE)), Change.CREATED, JobOutcome.DONE),
        (AskedWorld(answer=Refused(Refusal.DUPLICATE)), Change.CREATED, JobOutcome.DONE),
        (AskedWorld(), Change.DELETED, JobOutcome.DONE),
    ],
)
def test_a_job_is_told_of_what_ends_here(
    world: AskedWorld, change: Change, outcome: JobOutcome
) -> None:
    handle(world, ParseChange(event=event(change=change), job="j1"))

    assert world.told == [("j1", ARTICLE, outcome)]
    assert world.log[-1] == "tell", "after all else: a crash before it repeats the rest"


def test_a_cancelled_job_begins_nothing_and_is_told_nothing() -> None:
    world = AskedWorld(cancelled=True, answer=Refused(Refusal.STALE))

    for request in (
        ReparseObject(event=event(), run=1, job="j1"),
        ParseChange(event=event(), job="j1"),
    ):
        assert handle(world, request) is Outcome.STALE

    assert world.log == ["reclaim", "reclaim"]


def test_a_cancelled_job_ends_what_it_has_begun() -> None:
    world = AskedWorld(cancelled=True)

    assert handle(world, ReparseObject(event=event(), run=1, job="j1"), 2) is Outcome.PARSED


def test_a_cancelled_job_leaves_no_container_half_divided() -> None:
    world = AskedWorld(cancelled=True, answer=Refused(Refusal.DUPLICATE), way=["zip:1:0"])

    handle(world, ParseChange(event=event(member="a.txt"), job="j1"))

    assert world.log[0] == "claim"


@pytest.mark.parametrize(("position", "told"), [(0, []), (7, [("j1", ARTICLE, JobOutcome.DONE)])])
def test_a_job_is_told_of_a_container_once_all_of_it_is_divided(
    position: int, told: list[tuple[str, str, JobOutcome]]
) -> None:
    world = AskedWorld()
    message = ExpandContainer(
        event=event(), run=1, position=position, number=position, hop=1, job="j1"
    )

    handle(world, message)

    assert world.told == told


def test_a_repetition_is_fenced_right_after_what_it_repeats() -> None:
    message = ReparseObject(event=event(), run=1)

    assert event().sequencer < message.rerun.sequencer < event(sequencer="2").sequencer
