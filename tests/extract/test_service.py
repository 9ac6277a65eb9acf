"""What `extract` does with a message: the steps, and what a crash between them leaves."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

import pytest

from functions.extract.errors import BusyError
from functions.extract.lease import Lease
from functions.extract.rows import Revision
from functions.extract.service import ExtractService, Outcome
from functions.shared.errors import UnstorableError
from schemas.article import Article
from schemas.coverage import Extraction
from schemas.failure import Failure
from schemas.messages import ExtractArticle, RetractArticle
from tests.records import at, extraction_of, statements, story

ARTICLE = story(statements(2))
MESSAGE = ExtractArticle(article_id=ARTICLE.article_id, run=1, prefix="prefix/0000000001/")


@dataclass
class World:
    """The table and the bucket, in memory."""

    stale: bool = False
    overtaken: bool = False
    old: list[int] = field(default_factory=list)
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

    def superseded(self, article: str) -> tuple[int, list[int]]:
        assert article == ARTICLE.article_id
        return (3 if self.old else 1), self.old

    def remove(self, article: str, rev: int) -> None:
        assert article
        self.log.append(f"remove {rev}")

    def read(self, prefix: str) -> Article:
        assert prefix == MESSAGE.prefix
        self.log.append("read")
        return ARTICLE

    def remove_before(self, article_id: str, run: int) -> None:
        assert article_id
        self.log.append(f"remove files before {run}")


def service(world: World) -> ExtractService:
    moments: Iterator[datetime] = (at(second) for second in range(100))
    return ExtractService(world, world, extraction_of, clock=lambda: next(moments))


def test_a_parsed_article_is_read_written_and_flipped() -> None:
    world = World()

    assert service(world).handle(MESSAGE, 1) is Outcome.EXTRACTED
    assert world.log == ["claim", "read", "write 2 claims", "flip"]


def test_a_replacement_sweeps_what_it_superseded_after_the_flip() -> None:
    world = World(old=[2, 4])

    service(world).handle(MESSAGE, 1)

    assert world.log[3:] == ["flip", "remove 2", "remove 4", "remove files before 3"]


def test_a_duplicate_finishes_the_sweep_that_a_crash_left() -> None:
    world = World(stale=True, old=[2])

    assert service(world).handle(MESSAGE, 1) is Outcome.STALE
    assert world.log == ["claim", "remove 2", "remove files before 3"]


def test_a_run_that_was_overtaken_takes_its_rows_back() -> None:
    world = World(overtaken=True)

    assert service(world).handle(MESSAGE, 1) is Outcome.STALE
    assert world.log[-2:] == ["flip", "discard"]


def test_an_article_that_the_engine_cannot_bear_is_a_failure_and_not_retried() -> None:
    def fault(article: Article) -> Extraction:
        raise ZeroDivisionError(article.article_id)

    world = World(old=[2])
    broken = ExtractService(world, world, fault, clock=lambda: at(0))

    assert broken.handle(MESSAGE, 2) is Outcome.FAILED
    assert world.log[2:] == ["fail internal after 2", "remove 2", "remove files before 3"]


def test_an_article_that_the_table_will_never_take_is_a_failure() -> None:
    class FullWorld(World):
        def write(self, revision: Revision) -> None:
            raise UnstorableError(str(revision.current.rev))

    world = FullWorld()

    assert service(world).handle(MESSAGE, 1) is Outcome.FAILED
    assert world.log[-1] == "fail internal after 1"


def test_a_retraction_removes_all_revisions_and_files() -> None:
    world = World(old=[2])
    message = RetractArticle(article_id=ARTICLE.article_id)

    assert service(world).handle(message, 1) is Outcome.RETRACTED
    assert world.log == ["remove 2", "remove files before 3"]


def test_a_message_that_another_run_works_on_comes_again() -> None:
    class BusyWorld(World):
        def claim(self, message: ExtractArticle, now: datetime) -> Lease | None:
            assert now
            raise BusyError(message.article_id)

    with pytest.raises(BusyError):
        service(BusyWorld()).handle(MESSAGE, 1)
