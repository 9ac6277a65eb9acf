"""What `parse` does with an event: the steps, their order, and what a crash between them leaves."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import pytest

from functions.parse.document import Document
from functions.parse.dropped import Dropped
from functions.parse.errors import GoneError
from functions.parse.lease import Lease, Refusal, Refused
from functions.parse.outcome import BusyError, Outcome
from functions.parse.sandbox.here import Here
from functions.parse.service import ParseService
from functions.shared.errors import ThrottledError
from functions.shared.trouble import Trouble
from schemas.article import Article, SourceObject
from schemas.events import Change, ObjectEvent
from schemas.failure import Failure, FailureCode, Stage
from schemas.messages import ExtractArticle, RetractArticle
from tests.parse.containers.archives import zipped
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
    taken_over: bool = False
    was_divided: bool = False
    way: list[str] | None = None
    dies_before: str = ""
    log: list[str] = field(default_factory=list)
    failure: Failure | None = None
    trouble: Trouble | None = None
    sent: list[ExtractArticle | RetractArticle] = field(default_factory=list)

    def step(self, name: str) -> None:
        if name == self.dies_before:
            raise CrashError
        self.log.append(name)

    def claim(self, event: ObjectEvent, now: datetime) -> Lease | Refused:
        assert now
        self.step("claim")
        return self.answer or Lease(event, 1, was_divided=self.was_divided)

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

    def note(self, lease: Lease, trouble: Trouble) -> None:
        assert lease
        self.step("note")
        self.trouble = trouble

    def bury(self, event: ObjectEvent, now: datetime) -> int | None:
        assert event
        assert now
        self.step("bury")
        return None if self.taken_over else 2

    def steps(self, event: ObjectEvent) -> list[str] | None:
        return self.way if event.member else []

    def open(self, event: ObjectEvent, steps: Sequence[str]) -> Dropped:
        self.step("open")
        if self.gone and event.version_id != self.current:
            raise GoneError(event.key)
        size = len(self.body)
        source = SourceObject(bucket=event.bucket, key=event.key, member=event.member, size=size)
        assert bool(steps) is bool(event.member)
        return Dropped(io.BytesIO(self.body), source, {})

    def begin(self, lease: Lease, job: str | None) -> Outcome:
        assert job is None or job
        assert lease
        self.step("begin")
        return Outcome.DIVIDING

    def resume(self, event: ObjectEvent, job: str | None) -> None:
        assert job is None or job
        assert event
        self.step("resume")

    def clear(self, event: ObjectEvent) -> None:
        assert event
        self.step("clear")

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
        *(world, world, world, world, world), Here(LIMIT), 10**6, clock=lambda: next(moments)
    )


def test_a_new_object_is_read_written_committed_and_announced() -> None:
    world = World()

    assert service(world).handle(event(), 1) is Outcome.PARSED
    assert world.log == ["claim", "open", "write", "commit", "send extract"]


def test_a_bad_object_ends_as_a_failure_that_says_why() -> None:
    world = World(body=b"\x89PNG\r\n\x1a\n\x00\x00")

    assert service(world).handle(event(), 3) is Outcome.FAILED

    assert world.failure is not None
    assert world.failure.code is FailureCode.UNSUPPORTED
    assert (world.failure.stage, world.failure.attempts) == (Stage.PARSE, 3)
    assert world.failure.version_id == "v1"
    assert world.log[-3:] == ["fail", "send retract", "clear"], "its earlier claims go"


def test_an_object_that_the_parser_cannot_bear_is_a_failure_and_not_retried(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fault(document: Document) -> Article:
        raise ZeroDivisionError(document.source.key)

    monkeypatch.setattr("functions.parse.normalise.normalise", fault)
    world = World()

    assert service(world).handle(event(), 1) is Outcome.FAILED
    assert world.failure is not None
    assert world.failure.code is FailureCode.INTERNAL
    assert "ZeroDivisionError" in world.failure.message


def test_an_object_with_more_text_than_can_be_extracted_in_time_is_too_large() -> None:
    world = World(body=b"It rained. " * 100)

    assert service(world).handle(event(), 1) is Outcome.FAILED
    assert world.failure is not None
    assert world.failure.message == "The text has 1,100 characters; the limit is 1,000."


def test_a_version_that_is_gone_gives_way_to_the_one_that_is_there() -> None:
    world = World(gone=True, current="older")

    assert service(world).handle(event(), 1) is Outcome.PARSED
    assert world.log == ["claim", "open", "open", "write", "commit", "send extract"]


def test_a_version_that_is_gone_with_nothing_under_it_is_a_deletion() -> None:
    world = World(gone=True)

    assert service(world).handle(event(), 1) is Outcome.DELETED
    assert world.log == ["claim", "open", "bury", "send retract", "clear"]


def removal() -> ObjectEvent:
    """The latest version, or the marker that hid it, went for good."""
    return event(change=Change.DELETED, permanent=True)


def test_a_removed_version_brings_back_the_one_under_it() -> None:
    world = World(current="older")

    assert service(world).handle(removal(), 1) is Outcome.PARSED
    assert world.log == ["claim", "open", "write", "commit", "send extract"]


def test_a_removed_version_with_nothing_under_it_is_a_deletion() -> None:
    world = World()

    assert service(world).handle(removal(), 1) is Outcome.DELETED


def test_a_removed_version_that_was_not_the_object_changes_nothing() -> None:
    world = World(current="newer", answer=Refused(Refusal.DUPLICATE))

    assert service(world).handle(removal(), 1) is Outcome.DUPLICATE
    assert world.log == ["claim"]


@pytest.mark.parametrize(
    ("refusal", "outcome"),
    [(Refusal.STALE, Outcome.STALE), (Refusal.DUPLICATE, Outcome.DUPLICATE)],
)
def test_an_event_that_is_not_to_be_worked_on_touches_nothing(
    refusal: Refusal, outcome: Outcome
) -> None:
    world = World(answer=Refused(refusal))

    assert service(world).handle(event(), 1) is outcome
    assert world.log == ["claim"]


def test_an_event_that_another_run_works_on_comes_again() -> None:
    with pytest.raises(BusyError, match=r"story\.txt"):
        service(World(answer=Refused(Refusal.BUSY))).handle(event(), 1)


def test_an_event_after_a_crash_before_the_message_sends_it_again() -> None:
    crashed = World(dies_before="send extract")
    with pytest.raises(CrashError):
        service(crashed).handle(event(), 1)
    redelivered = World(answer=Refused(Refusal.PENDING, run=1))

    assert service(redelivered).handle(event(), 2) is Outcome.RESENT
    assert redelivered.sent == [
        ExtractArticle(
            article_id=event().article_id, run=1, prefix=f"{event().article_id}/0000000001/"
        )
    ]


def test_an_event_after_a_crash_before_the_retraction_sends_it_again() -> None:
    crashed = World(body=b"", dies_before="send retract")
    with pytest.raises(CrashError):
        service(crashed).handle(event(), 1)
    redelivered = World(answer=Refused(Refusal.FAILED, run=1))

    assert service(redelivered).handle(event(), 2) is Outcome.DUPLICATE
    assert redelivered.sent == [RetractArticle(article_id=event().article_id)]


@pytest.mark.parametrize("step", ["claim", "open", "write", "commit", "send extract"])
def test_a_crash_before_any_step_is_no_outcome(step: str) -> None:
    with pytest.raises(CrashError):
        service(World(dies_before=step)).handle(event(), 1)


def test_a_run_that_was_taken_over_has_its_files_cleared_away() -> None:
    world = World(taken_over=True)

    assert service(world).handle(event(), 1) is Outcome.STALE
    assert world.log[-3:] == ["write", "commit", "send retract"]


def test_a_failure_that_was_taken_over_announces_nothing() -> None:
    world = World(body=b"\x00\x01\x02", taken_over=True)

    assert service(world).handle(event(), 1) is Outcome.STALE
    assert world.sent == []


def test_a_deletion_is_buried_and_its_claims_retracted() -> None:
    world = World()

    assert service(world).handle(event(change=Change.DELETED), 1) is Outcome.DELETED
    assert world.sent == [RetractArticle(article_id=event().article_id)]


def test_a_late_deletion_retracts_nothing() -> None:
    world = World(taken_over=True)

    assert service(world).handle(event(change=Change.DELETED), 1) is Outcome.STALE
    assert world.sent == []


def test_a_container_is_divided_rather_than_read() -> None:
    world = World(body=zipped({"a.txt": "The mayor said so."}))

    assert service(world).handle(event(), 1) is Outcome.DIVIDING
    assert world.log == ["claim", "open", "begin"]


def test_an_event_after_a_crash_before_dividing_went_on_resumes_it() -> None:
    world = World(answer=Refused(Refusal.EXPANDING, run=1))

    assert service(world).handle(event(), 2) is Outcome.RESENT
    assert world.log == ["claim", "resume"]


def test_an_article_in_place_of_a_container_clears_its_members_away() -> None:
    world = World(was_divided=True)

    assert service(world).handle(event(), 1) is Outcome.PARSED
    assert world.log[-2:] == ["send extract", "clear"]


def test_a_member_that_its_container_no_longer_has_is_stale_before_it_is_claimed() -> None:
    world = World(way=None)

    assert service(world).handle(event(member="a.txt"), 1) is Outcome.STALE
    assert world.log == []


def test_a_member_is_read_like_any_object() -> None:
    world = World(way=["zip:1:0"])

    assert service(world).handle(event(member="a.txt"), 1) is Outcome.PARSED
    assert world.log == ["claim", "open", "write", "commit", "send extract"]


def test_a_member_of_a_version_that_is_gone_is_left_to_the_change_of_its_object() -> None:
    world = World(way=["zip:1:0"], gone=True)

    assert service(world).handle(event(member="a.txt"), 1) is Outcome.STALE
    assert world.log == ["claim", "open"]


class RefusingWorld(World):
    """The inbox throttles."""

    def open(self, event: ObjectEvent, steps: Sequence[str]) -> Dropped:
        super().open(event, steps)
        raise ThrottledError(event.key)


def test_an_error_from_outside_is_noted_and_the_event_comes_again() -> None:
    world = RefusingWorld()

    with pytest.raises(ThrottledError):
        service(world).handle(event(), 2)

    assert world.log == ["claim", "open", "note"]
    assert world.trouble == Trouble(
        code=FailureCode.UNAVAILABLE, error="ThrottledError", run=1, attempt=2
    )


def test_an_error_whose_note_fails_is_the_one_that_counts() -> None:
    class SilentWorld(RefusingWorld):
        def note(self, lease: Lease, trouble: Trouble) -> None:
            raise ThrottledError(f"{lease.run} {trouble.error}")

    with pytest.raises(ThrottledError, match=r"^story\.txt$"):
        service(SilentWorld()).handle(event(), 1)


def test_a_crash_leaves_no_note() -> None:
    world = World(dies_before="write")

    with pytest.raises(CrashError):
        service(world).handle(event(), 1)

    assert world.trouble is None
