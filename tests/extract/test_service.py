"""What `extract` does with a message: the steps, and what a crash between them leaves."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

import pytest

from functions.extract.errors import BusyError
from functions.extract.lease import Lease
from functions.extract.rows import Revision
from functions.extract.service import ExtractService, Outcome
from functions.shared.errors import UnstorableError
from functions.shared.revisions import FIRST_REVISION, Superseded
from schemas.article import Article
from schemas.coverage import Extraction
from schemas.failure import Failure
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
    log: list[str] = field(default_factory=list)

    def claim(self, message: ExtractArticle, now: datetime) -> Lease | None:
        assert now
        self.log.append("claim")
        return None if self.stale else Lease(message, 2)

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
    return ExtractService(world, world, world, engine, clock=lambda: next(moments))


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
        def claim(self, message: ExtractArticle, now: datetime) -> Lease | None:
            assert now
            raise BusyError(message.article_id)

    with pytest.raises(BusyError):
        service(BusyWorld()).handle(MESSAGE, 1)
