"""What `parse` does with an event: the steps, their order, and what a crash between them leaves."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

import pytest

from functions.parse.document import Document
from functions.parse.errors import GoneError
from functions.parse.lease import Lease, Refusal, Refused
from functions.parse.service import BusyError, Outcome, ParseService
from functions.shared.errors import ThrottledError
from functions.shared.jobs import JobOutcome
from functions.shared.trouble import Trouble
from schemas.article import Article, SourceObject
from schemas.events import Change, ObjectEvent
from schemas.failure import Failure, FailureCode, Stage
from schemas.messages import ExtractArticle, ParseChange, ReparseObject, RetractArticle
from tests.records import at, event

LIMIT = 1000


class CrashError(BaseException):
    """The process dies here, and nothing catches that."""


@dataclass
class World:
    """Everything around the service, in memory; it can die before any step."""

    body: bytes = b"The mayor said so."
    answer: Refused | None = None
    gone: bool = False
    current: str | None = None
    known: bool = True
    taken_over: bool = False
    dies_before: str = ""
    log: list[str] = field(default_factory=list)
    failure: Failure | None = None
    sent: list[ExtractArticle | RetractArticle] = field(default_factory=list)
    cancelled: bool = False
    began: bool = True
    trouble: Trouble | None = None
    told: list[tuple[str, str, JobOutcome]] = field(default_factory=list)

    def step(self, name: str) -> None:
        if name == self.dies_before:
            raise CrashError
        self.log.append(name)

    def claim(self, event: ObjectEvent, now: datetime, *, begin: bool = True) -> Lease | Refused:
        assert now
        self.step("claim")
        self.began = begin
        return self.answer or Lease(event, 1)

    def claim_again(
        self, message: ReparseObject, now: datetime, *, begin: bool = True
    ) -> Lease | Refused:
        return self.claim(message.event, now, begin=begin)

    def note(self, lease: Lease, trouble: Trouble) -> None:
        assert lease
        self.step("note")
        self.trouble = trouble

    def settled(self, job: str, article: str, outcome: JobOutcome) -> None:
        self.step("settle")
        self.told.append((job, article, outcome))

    def is_cancelled(self, job: str) -> bool:
        assert job
        return self.cancelled

    def commit(self, lease: Lease, now: datetime) -> bool:
        assert lease
        assert now
        self.step("commit")
        return not self.taken_over

    def fail(self, lease: Lease, failure: Failure, now: datetime) -> bool:
        assert lease
        assert now
        self.step("fail")
        self.failure = failure
        return not self.taken_over

    def bury(self, event: ObjectEvent, now: datetime) -> int | None:
        assert event
        assert now
        self.step("bury")
        return None if self.taken_over else 2

    def read(self, event: ObjectEvent) -> Document:
        self.step("read")
        if self.gone and event.version_id != self.current:
            raise GoneError(event.key)
        source = SourceObject(bucket=event.bucket, key=event.key, size=len(self.body))
        return Document(body=self.body, source=source)

    def knows(self, event: ObjectEvent) -> bool:
        assert event.version_id
        return self.known

    def current_version(self, event: ObjectEvent) -> str | None:
        assert event
        return self.current

    def version_since(self, event: ObjectEvent, moment: str) -> str | None:
        assert event
        assert moment
        return self.current

    def write(self, article: Article, prefix: str) -> None:
        assert article.article_id in prefix
        self.step("write")

    def send(self, message: ExtractArticle | RetractArticle) -> None:
        self.step(f"send {message.type}")
        self.sent.append(message)


def service(world: World) -> ParseService:
    moments: Iterator[datetime] = (at(second) for second in range(100))
    return ParseService(
        states=world,
        inbox=world,
        articles=world,
        queue=world,
        backfill=Backfill(world),
        jobs=world,
        max_characters=LIMIT,
        clock=lambda: next(moments),
    )


@dataclass(frozen=True)
class Backfill:
    """The other queue to `extract`."""

    world: World

    def send(self, message: ExtractArticle | RetractArticle) -> None:
        self.world.step(f"send {message.type} unhurried")
        self.world.sent.append(message)


def test_a_new_object_is_read_written_committed_and_announced() -> None:
    world = World()

    assert service(world).handle(ParseChange(event=event()), 1) is Outcome.PARSED
    assert world.log == ["claim", "read", "write", "commit", "send extract"]


def test_a_bad_object_ends_as_a_failure_that_says_why() -> None:
    world = World(body=b"\x89PNG\r\n\x1a\n\x00\x00")

    assert service(world).handle(ParseChange(event=event()), 3) is Outcome.FAILED

    assert world.failure is not None
    assert world.failure.code is FailureCode.UNSUPPORTED
    assert (world.failure.stage, world.failure.attempts) == (Stage.PARSE, 3)
    assert world.failure.version_id == "v1"
    assert world.log[-2:] == ["fail", "send retract"], "its earlier claims go"


def test_an_object_that_the_parser_cannot_bear_is_a_failure_and_not_retried(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fault(document: Document) -> Article:
        raise ZeroDivisionError(document.source.key)

    monkeypatch.setattr("functions.parse.service.normalise", fault)
    world = World()

    assert service(world).handle(ParseChange(event=event()), 1) is Outcome.FAILED
    assert world.failure is not None
    assert world.failure.code is FailureCode.INTERNAL
    assert "ZeroDivisionError" in world.failure.message


def test_an_object_with_more_text_than_can_be_extracted_in_time_is_too_large() -> None:
    world = World(body=b"It rained. " * 100)

    assert service(world).handle(ParseChange(event=event()), 1) is Outcome.FAILED
    assert world.failure is not None
    assert world.failure.message == "The text has 1,100 characters; the limit is 1,000."


def test_a_version_that_is_gone_gives_way_to_the_one_that_is_there() -> None:
    world = World(gone=True, current="older")

    assert service(world).handle(ParseChange(event=event()), 1) is Outcome.PARSED
    assert world.log == ["claim", "read", "read", "write", "commit", "send extract"]


def test_a_version_that_is_gone_with_nothing_under_it_is_a_deletion() -> None:
    world = World(gone=True)

    assert service(world).handle(ParseChange(event=event()), 1) is Outcome.DELETED
    assert world.log == ["claim", "read", "bury", "send retract"]


def removal() -> ObjectEvent:
    """The latest version, or the marker that hid it, went for good."""
    return event(change=Change.DELETED, permanent=True)


def test_a_removed_version_brings_back_the_one_under_it() -> None:
    world = World(current="older")

    assert service(world).handle(ParseChange(event=removal()), 1) is Outcome.PARSED
    assert world.log == ["claim", "read", "write", "commit", "send extract"]


def test_a_removed_version_with_nothing_under_it_is_a_deletion() -> None:
    world = World()

    assert service(world).handle(ParseChange(event=removal()), 1) is Outcome.DELETED


def test_a_removed_version_that_was_superseded_before_changes_nothing() -> None:
    world = World(known=False)

    assert service(world).handle(ParseChange(event=removal()), 1) is Outcome.STALE
    assert world.log == []


@pytest.mark.parametrize(
    ("refusal", "outcome"),
    [(Refusal.STALE, Outcome.STALE), (Refusal.DUPLICATE, Outcome.DUPLICATE)],
)
def test_an_event_that_is_not_to_be_worked_on_touches_nothing(
    refusal: Refusal, outcome: Outcome
) -> None:
    world = World(answer=Refused(refusal))

    assert service(world).handle(ParseChange(event=event()), 1) is outcome
    assert world.log == ["claim"]


def test_an_event_that_another_run_works_on_comes_again() -> None:
    with pytest.raises(BusyError, match=r"story\.txt"):
        service(World(answer=Refused(Refusal.BUSY))).handle(ParseChange(event=event()), 1)


def test_an_event_after_a_crash_before_the_message_sends_it_again() -> None:
    crashed = World(dies_before="send extract")
    with pytest.raises(CrashError):
        service(crashed).handle(ParseChange(event=event()), 1)
    redelivered = World(answer=Refused(Refusal.PENDING, run=1))

    assert service(redelivered).handle(ParseChange(event=event()), 2) is Outcome.RESENT
    assert redelivered.sent == [
        ExtractArticle(
            article_id=event().article_id, run=1, prefix=f"{event().article_id}/0000000001/"
        )
    ]


def test_an_event_after_a_crash_before_the_retraction_sends_it_again() -> None:
    crashed = World(body=b"", dies_before="send retract")
    with pytest.raises(CrashError):
        service(crashed).handle(ParseChange(event=event()), 1)
    redelivered = World(answer=Refused(Refusal.FAILED, run=1))

    assert service(redelivered).handle(ParseChange(event=event()), 2) is Outcome.DUPLICATE
    assert redelivered.sent == [RetractArticle(article_id=event().article_id)]


@pytest.mark.parametrize("step", ["claim", "read", "write", "commit", "send extract"])
def test_a_crash_before_any_step_is_no_outcome(step: str) -> None:
    with pytest.raises(CrashError):
        service(World(dies_before=step)).handle(ParseChange(event=event()), 1)


def test_a_run_that_was_taken_over_has_its_files_cleared_away() -> None:
    world = World(taken_over=True)

    assert service(world).handle(ParseChange(event=event()), 1) is Outcome.STALE
    assert world.log[-3:] == ["write", "commit", "send retract"]


def test_a_failure_that_was_taken_over_announces_nothing() -> None:
    world = World(body=b"\x00\x01\x02", taken_over=True)

    assert service(world).handle(ParseChange(event=event()), 1) is Outcome.STALE
    assert world.sent == []


def test_a_deletion_is_buried_and_its_claims_retracted() -> None:
    world = World()

    assert (
        service(world).handle(ParseChange(event=event(change=Change.DELETED)), 1) is Outcome.DELETED
    )
    assert world.sent == [RetractArticle(article_id=event().article_id)]


def test_a_late_deletion_retracts_nothing() -> None:
    world = World(taken_over=True)

    assert (
        service(world).handle(ParseChange(event=event(change=Change.DELETED)), 1) is Outcome.STALE
    )
    assert world.sent == []


# --- Trouble, repetitions, jobs ----------------------------------------------------------------


class RefusingWorld(World):
    """The inbox throttles."""

    def read(self, event: ObjectEvent) -> Document:
        self.step("read")
        raise ThrottledError(event.key)


def test_an_error_from_outside_is_noted_and_the_event_comes_again() -> None:
    world = RefusingWorld()

    with pytest.raises(ThrottledError):
        service(world).handle(ParseChange(event=event()), 2)

    assert world.log == ["claim", "read", "note"]
    assert world.trouble == Trouble(
        code=FailureCode.UNAVAILABLE, error="ThrottledError", run=1, attempt=2
    )


def test_an_error_whose_note_fails_is_the_one_that_counts() -> None:
    class SilentWorld(RefusingWorld):
        def note(self, lease: Lease, trouble: Trouble) -> None:
            raise ThrottledError(f"{lease.run} {trouble.error}")

    with pytest.raises(ThrottledError, match=r"^story\.txt$"):
        service(SilentWorld()).handle(ParseChange(event=event()), 1)


def test_a_crash_leaves_no_note() -> None:
    world = World(dies_before="write")

    with pytest.raises(CrashError):
        service(world).handle(ParseChange(event=event()), 1)

    assert world.trouble is None


@pytest.mark.parametrize(
    "message",
    [ParseChange(event=event(), job="j1"), ReparseObject(event=event(), run=1)],
)
def test_what_a_job_or_a_retry_asks_for_goes_on_behind_fresh_articles(
    message: ParseChange | ReparseObject,
) -> None:
    world = World()

    assert service(world).handle(message, 1) is Outcome.PARSED

    assert world.log[-1] == "send extract unhurried"
    assert [sent.job for sent in world.sent if isinstance(sent, ExtractArticle)] == [message.job]
    assert world.told == [], "extract tells the job how the article ended"


def test_a_message_that_is_sent_again_keeps_its_job_and_its_queue() -> None:
    world = World(answer=Refused(Refusal.PENDING, run=1))

    service(world).handle(ReparseObject(event=event(), run=1, job="j1"), 2)

    assert world.log == ["claim", "send extract unhurried"]
    assert isinstance(world.sent[0], ExtractArticle)
    assert world.sent[0].job == "j1"


@pytest.mark.parametrize(
    ("world", "change", "outcome"),
    [
        (World(body=b""), Change.CREATED, JobOutcome.FAILED),
        (World(answer=Refused(Refusal.FAILED)), Change.CREATED, JobOutcome.FAILED),
        (World(answer=Refused(Refusal.STALE)), Change.CREATED, JobOutcome.DONE),
        (World(answer=Refused(Refusal.DUPLICATE)), Change.CREATED, JobOutcome.DONE),
        (World(), Change.DELETED, JobOutcome.DONE),
    ],
)
def test_a_job_is_told_of_what_ends_here(world: World, change: Change, outcome: JobOutcome) -> None:
    service(world).handle(ParseChange(event=event(change=change), job="j1"), 1)

    assert world.told[0] == ("j1", event().article_id, outcome), "the first word counts"
    assert world.log[-1] == "settle", "after all else: a crash before it repeats the rest"


def test_a_cancelled_job_begins_nothing_and_is_told_nothing() -> None:
    world = World(cancelled=True, answer=Refused(Refusal.STALE))

    outcome = service(world).handle(ReparseObject(event=event(), run=1, job="j1"), 1)

    assert outcome is Outcome.CANCELLED
    assert not world.began
    assert world.told == []


def test_a_cancelled_job_ends_what_it_has_begun() -> None:
    world = World(cancelled=True)

    outcome = service(world).handle(ReparseObject(event=event(), run=1, job="j1"), 2)

    assert outcome is Outcome.PARSED, "the claim found it abandoned"
    assert not world.began


def test_a_cancelled_job_leaves_no_container_half_divided() -> None:
    world = World(cancelled=True, answer=Refused(Refusal.DUPLICATE))

    service(world).handle(ParseChange(event=event(member="a.txt"), job="j1"), 1)

    assert world.began
