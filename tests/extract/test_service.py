"""What `extract` does with a message: the steps, and what a crash between them leaves."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

import pytest

from functions.extract.errors import BusyError
from functions.extract.lease import Lease
from functions.extract.rows import Revision
from functions.extract.service import ExtractService, Outcome
from functions.shared.errors import ThrottledError, UnstorableError
from functions.shared.jobs import JobOutcome
from functions.shared.revisions import FIRST_REVISION, Superseded
from functions.shared.trouble import Trouble
from schemas.article import Article
from schemas.coverage import Extraction
from schemas.failure import Failure, FailureCode
from schemas.messages import ExtractArticle, RetractArticle, SweepArticle
from tests.records import at, extraction_of, statements, story

ARTICLE = story(statements(2))
NOTHING = Superseded(FIRST_REVISION, 1)
MESSAGE = ExtractArticle(article_id=ARTICLE.article_id, run=1, prefix="prefix/0000000001/")


@dataclass
class World:
    """The table and the bucket, in memory."""

    stale: bool = False
    overtaken: bool = False
    old: Superseded = NOTHING
    failed: bool = False
    cancelled: bool = False
    began: bool = True
    trouble: Trouble | None = None
    log: list[str] = field(default_factory=list)

    def claim(self, message: ExtractArticle, now: datetime, *, begin: bool = True) -> Lease | None:
        assert now
        self.log.append("claim")
        self.began = begin
        return None if self.stale else Lease(message, 2)

    def note(self, lease: Lease, trouble: Trouble) -> None:
        assert lease
        self.trouble = trouble

    def has_failed(self, article: str) -> bool:
        assert article
        return self.failed

    def settled(self, job: str, article: str, outcome: JobOutcome) -> None:
        assert article == ARTICLE.article_id
        self.log.append(f"tell {job} {outcome.value}")

    def is_cancelled(self, job: str) -> bool:
        assert job
        return self.cancelled

    def write(self, revision: Revision) -> None:
        self.log.append(f"write {revision.current.claims} claims")

    def flip(self, lease: Lease, revision: Revision, now: datetime) -> bool:
        assert lease.rev == revision.current.rev
        assert now
        self.log.append("flip")
        return not self.overtaken

    def fail(self, lease: Lease, failure: Failure, now: datetime) -> bool:
        assert lease
        assert now
        self.log.append(f"fail {failure.code.value} after {failure.attempts}")
        return not self.overtaken

    def discard(self, revision: Revision) -> None:
        assert revision
        self.log.append("discard")

    def superseded(self, article: str) -> Superseded:
        assert article == ARTICLE.article_id
        return self.old

    def read(self, prefix: str) -> Article:
        assert prefix == MESSAGE.prefix
        self.log.append("read")
        return ARTICLE

    def remove_before(self, article: str, number: int, *, for_good: bool | None = None) -> None:
        assert article == ARTICLE.article_id
        if for_good is None:
            self.log.append(f"remove files before {number}")
        else:
            self.log.append(f"remove rows before {number}{' for good' if for_good else ''}")

    def send(self, message: SweepArticle) -> None:
        assert message.article_id == ARTICLE.article_id
        self.log.append(f"call for a sweep before {message.rev} and {message.run}")


def service(
    world: World, engine: Callable[[Article], Extraction] = extraction_of
) -> ExtractService:
    moments: Iterator[datetime] = (at(second) for second in range(100))
    return ExtractService(world, world, world, engine, world, clock=lambda: next(moments))


def test_a_parsed_article_is_read_written_and_flipped() -> None:
    world = World()

    assert service(world).handle(MESSAGE, 1) is Outcome.EXTRACTED
    assert world.log == ["claim", "read", "write 2 claims", "flip"]


def test_a_replacement_leaves_what_it_superseded_to_its_readers_and_calls_for_a_sweep() -> None:
    world = World(old=Superseded(4, 3))

    service(world).handle(MESSAGE, 1)

    assert world.log[3:] == ["flip", "call for a sweep before 4 and 3"]


def test_a_duplicate_calls_for_the_sweep_that_a_crash_after_the_flip_left_out() -> None:
    world = World(stale=True, old=Superseded(4, 3))

    assert service(world).handle(MESSAGE, 1) is Outcome.STALE
    assert world.log == ["claim", "call for a sweep before 4 and 3"]


def test_a_sweep_removes_for_good_what_it_names_whatever_has_happened_since() -> None:
    world = World(old=Superseded(9, 8))
    message = SweepArticle(article_id=ARTICLE.article_id, rev=4, run=3)

    assert service(world).handle(message, 1) is Outcome.SWEPT
    assert world.log == ["remove rows before 4 for good", "remove files before 3"]


def test_a_run_that_was_overtaken_takes_its_rows_back() -> None:
    world = World(overtaken=True)

    assert service(world).handle(MESSAGE, 1) is Outcome.STALE
    assert world.log[-2:] == ["flip", "discard"]


def test_an_article_that_the_engine_cannot_bear_is_a_failure_and_not_retried() -> None:
    def fault(article: Article) -> Extraction:
        raise ZeroDivisionError(article.article_id)

    world = World(old=Superseded(4, 3, ended=True))

    assert service(world, fault).handle(MESSAGE, 2) is Outcome.FAILED
    assert world.log[2:] == [
        "fail internal after 2",
        "remove rows before 4",
        "remove files before 3",
        "call for a sweep before 4 and 3",
    ]


def test_an_article_that_the_table_will_never_take_is_a_failure() -> None:
    class FullWorld(World):
        def write(self, revision: Revision) -> None:
            raise UnstorableError(str(revision.current.rev))

    world = FullWorld()

    assert service(world).handle(MESSAGE, 1) is Outcome.FAILED
    assert world.log[-1] == "fail internal after 1"


def test_a_retraction_removes_at_once_and_calls_for_a_sweep_of_what_is_written_meanwhile() -> None:
    world = World(old=Superseded(4, 3, ended=True))
    message = RetractArticle(article_id=ARTICLE.article_id)

    assert service(world).handle(message, 1) is Outcome.RETRACTED
    assert world.log == [
        "remove rows before 4",
        "remove files before 3",
        "call for a sweep before 4 and 3",
    ]


def test_a_message_that_another_run_works_on_comes_again() -> None:
    class BusyWorld(World):
        def claim(
            self, message: ExtractArticle, now: datetime, *, begin: bool = True
        ) -> Lease | None:
            assert now
            assert begin
            raise BusyError(message.article_id)

    with pytest.raises(BusyError):
        service(BusyWorld()).handle(MESSAGE, 1)


def test_an_error_from_outside_is_noted_and_the_message_comes_again() -> None:
    class FullWorld(World):
        def write(self, revision: Revision) -> None:
            raise ThrottledError(str(revision.current.rev))

    world = FullWorld()

    with pytest.raises(ThrottledError):
        service(world).handle(MESSAGE, 3)

    assert world.trouble == Trouble(
        code=FailureCode.UNAVAILABLE, error="ThrottledError", run=2, attempt=3
    )


def test_an_error_whose_note_fails_is_the_one_that_counts() -> None:
    class SilentWorld(World):
        def read(self, prefix: str) -> Article:
            raise FileNotFoundError(prefix)

        def note(self, lease: Lease, trouble: Trouble) -> None:
            raise ThrottledError(f"{lease.rev} {trouble.error}")

    with pytest.raises(FileNotFoundError):
        service(SilentWorld()).handle(MESSAGE, 1)


@pytest.mark.parametrize(
    ("world", "told"),
    [
        (World(), "tell j1 done"),
        (World(overtaken=True), "tell j1 done"),
        (World(stale=True), "tell j1 done"),
        (World(stale=True, failed=True), "tell j1 failed"),
    ],
)
def test_a_job_is_told_how_its_article_ended(world: World, told: str) -> None:
    service(world).handle(MESSAGE.model_copy(update={"job": "j1"}), 1)

    assert world.log[-1] == told


def test_a_job_is_told_of_a_failure() -> None:
    def fault(article: Article) -> Extraction:
        raise ZeroDivisionError(article.article_id)

    world = World()

    service(world, fault).handle(MESSAGE.model_copy(update={"job": "j1"}), 1)

    assert world.log[-1] == "tell j1 failed"


@pytest.mark.parametrize(("again", "begins"), [(4, False), (None, True)])
def test_a_cancelled_job_repeats_nothing_but_ends_what_was_parsed_for_it(
    again: int | None, begins: bool
) -> None:
    world = World(cancelled=True, stale=not begins)
    message = MESSAGE.model_copy(update={"job": "j1", "again": again})

    outcome = service(world).handle(message, 1)

    assert world.began is begins
    assert outcome is (Outcome.EXTRACTED if begins else Outcome.CANCELLED)
    assert ("tell j1 done" in world.log) is begins
