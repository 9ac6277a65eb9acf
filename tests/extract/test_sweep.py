"""What becomes of superseded rows and files: kept for a grace period, then gone without a trace."""

from collections import Counter
from datetime import datetime, timedelta

import pytest

from functions.extract.service import ExtractService
from functions.extract.store import RecordStore
from functions.parse.lease import Lease as ParseLease
from functions.parse.store import StateStore
from functions.shared.jobs import Jobs
from schemas.events import Change
from schemas.messages import EXTRACT_MESSAGE, ExtractArticle, RetractArticle
from schemas.table import claim_prefix
from tests.memory import MemoryArticles, MemoryQueue
from tests.records import at, event, extraction_of, said, statements, story
from tests.tables import memory_table

LEASE = 150
GRACE = 300


class KilledError(BaseException):
    """The process ends here: nothing catches it."""


class World:
    """The pipeline behind `parse`, in memory, and a clock that stands still."""

    def __init__(self) -> None:
        self.now: datetime = at(0)
        self.table = memory_table()
        self.articles = MemoryArticles()
        self.sweeps = MemoryQueue(lambda: self.now, delay=GRACE)
        self.states = StateStore(self.table, LEASE)
        self.service = ExtractService(
            RecordStore(self.table, LEASE),
            self.articles,
            self.sweeps,
            lambda article: extraction_of(article, *[{"utterance_date": said("2025-02-28")}] * 9),
            Jobs(self.table),
            clock=lambda: self.now,
        )

    def parse(self, text: str, sequencer: str) -> ExtractArticle:
        """Write a version of the article; returns the message to `extract`."""
        lease = self.states.claim(event(sequencer=sequencer), self.now)
        assert isinstance(lease, ParseLease)
        article = story(text)
        self.articles.write(article, lease.prefix)
        assert self.states.commit(lease, self.now)
        return ExtractArticle(article_id=article.article_id, run=lease.run, prefix=lease.prefix)

    def ingest(self, text: str, sequencer: str) -> str:
        message = self.parse(text, sequencer)
        self.service.handle(message, 1)
        return message.article_id

    def delete(self, sequencer: str) -> None:
        """Delete the object, and its rows at once."""
        deletion = event(sequencer=sequencer, change=Change.DELETED)
        assert self.states.bury(deletion, self.now)
        self.service.handle(RetractArticle(article_id=deletion.article_id), 1)

    def sweep(self) -> int:
        """Let the sweeps run whose time has come."""
        count = 0
        while message := self.sweeps.receive():
            self.service.handle(EXTRACT_MESSAGE.validate_json(message.body), 1)
            self.sweeps.delete(message)
            count += 1
        return count

    def wait(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    def kinds(self) -> Counter[str]:
        """Rows of each kind, those left out that other articles share."""
        rows = self.table.rows()
        names = (str(r["sk"] if r["pk"].startswith("A#") else r["pk"])[0] for r in rows)
        counted = Counter(names)
        del counted["I"]
        return counted


def test_sweep_of_a_replaced_revision_waits_for_the_end_of_the_grace_period() -> None:
    world = World()
    article = world.ingest(statements(3), "1")
    world.ingest(statements(2), "2")

    world.wait(GRACE - 1)
    assert world.sweep() == 0
    assert world.kinds()["C"] == 5
    assert len(world.articles.keys()) == 4

    world.wait(1)
    assert world.sweep() == 1
    assert world.kinds() == Counter(M=1, R=1, V=1, C=2, D=1, G=1, U=1, S=1, W=4)
    assert len(world.articles.keys()) == 2
    assert article


def test_sweep_of_one_revision_leaves_one_that_was_superseded_later() -> None:
    world = World()
    world.ingest(statements(1), "1")
    world.ingest(statements(2), "2")
    world.wait(GRACE - 1)
    world.ingest(statements(3), "3")

    world.wait(1)
    world.sweep()

    assert world.kinds()["C"] == 2 + 3
    assert len(world.articles.keys()) == 4


def test_first_revision_calls_for_no_sweep() -> None:
    world = World()
    world.ingest(statements(1), "1")

    assert world.sweeps.messages() == []


def test_crash_between_flip_and_call_for_the_sweep_is_mended_when_the_message_comes_again() -> None:
    world = World()
    world.ingest(statements(1), "1")
    message = world.parse(statements(2), "2")

    def kill(call: str) -> None:
        if call == "before queue.send":
            raise KilledError

    world.sweeps.hook = kill
    with pytest.raises(KilledError):
        world.service.handle(message, 1)
    world.sweeps.hook = lambda _: None
    world.service.handle(message, 2)
    world.wait(GRACE)
    world.sweep()

    assert world.kinds() == Counter(M=1, R=1, V=1, C=2, D=1, G=1, U=1, S=1, W=4)


def test_deletion_takes_rows_and_files_at_once_and_manifests_after_the_grace_period() -> None:
    world = World()
    world.ingest(statements(3), "1")

    world.delete("2")
    assert world.kinds() == Counter(M=1, R=1)
    assert world.articles.keys() == []

    world.wait(GRACE)
    world.sweep()
    assert world.kinds() == Counter(M=1)


WRITES = 5
"""Batches that a revision of 60 claims is written in."""


@pytest.mark.parametrize("deletion", range(WRITES))
@pytest.mark.parametrize("death", range(WRITES))
def test_writer_that_dies_after_its_article_was_deleted_leaves_no_row(
    deletion: int, death: int
) -> None:
    """The first removal may come before the last write, so the manifest has to outlive it."""
    world = World()
    message = world.parse(statements(60), "1")
    written = 0

    def interfere(call: str) -> None:
        nonlocal written
        if call != "before table.write":
            return
        number, written = written, written + 1
        if number == deletion:
            world.table.hook = lambda _: None
            world.delete("2")
            world.table.hook = interfere
        if number == death:
            raise KilledError

    world.table.hook = interfere
    with pytest.raises(KilledError):
        world.service.handle(message, 1)
    world.table.hook = lambda _: None
    if deletion > death:
        world.delete("2")
    world.wait(GRACE)
    world.sweep()

    assert world.kinds() == Counter(M=1)


def test_writer_that_is_overtaken_by_a_newer_version_and_dies_leaves_no_row() -> None:
    world = World()
    message = world.parse(statements(60), "1")

    def interfere(call: str) -> None:
        if call == "after table.write":
            world.table.hook = lambda _: None
            world.ingest(statements(2), "2")
            world.table.hook = die_later

    def die_later(call: str) -> None:
        if call == "after table.write":
            raise KilledError

    world.table.hook = interfere
    with pytest.raises(KilledError):
        world.service.handle(message, 1)
    world.table.hook = lambda _: None
    world.wait(GRACE)
    world.sweep()

    assert world.kinds() == Counter(M=1, R=1, V=1, C=2, D=1, G=1, U=1, S=1, W=4)
    prefixes = {row["sk"][:13] for row in world.table.rows() if row["sk"].startswith("C#")}
    assert prefixes == {claim_prefix(4)}
