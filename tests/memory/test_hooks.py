"""What a hook can do between two calls of a twin."""

from collections.abc import Callable

import pytest
from boto3.dynamodb.conditions import Key as KeyCondition

from functions.shared.table import Change, Delete, Put, Query
from schemas.table import PK, SK, Item
from tests.memory import MemoryArticles, MemoryTable
from tests.records import story
from tests.tables import memory_table

KEY = ("A#1", "META")
PARTITION = KeyCondition(PK).eq("A#1")


class CrashError(Exception):
    """The process dies here."""


def row(number: int) -> Item:
    return {PK: "A#1", SK: f"C#{number:02d}"}


def crash_at(moment: str, count: int = 1) -> Callable[[str], None]:
    """A hook that dies when a moment comes for the n-th time."""
    left = [count]

    def hook(name: str) -> None:
        left[0] -= name == moment
        if left[0] == 0:
            raise CrashError

    return hook


@pytest.fixture
def table() -> MemoryTable:
    return memory_table()


@pytest.mark.parametrize(("moment", "done"), [("before", False), ("after", True)])
def test_what_was_done_before_a_crash_stays_done(
    table: MemoryTable, moment: str, done: bool
) -> None:
    table.hook = crash_at(f"{moment} table.update")

    with pytest.raises(CrashError):
        table.update(KEY, Change({"name": "new"}))

    assert bool(table.rows()) is done


def test_a_crash_between_batches_leaves_whole_batches(table: MemoryTable) -> None:
    table.hook = crash_at("before table.write", 3)

    with pytest.raises(CrashError):
        table.write(Put(row(number)) for number in range(99))

    assert len(table.rows()) == 50


def test_every_page_of_a_query_is_a_call(table: MemoryTable) -> None:
    table.write(Put(row(number)) for number in range(5))
    calls: list[str] = []
    table.hook = calls.append

    assert table.count(Query(PARTITION, page_size=2)) == 5
    assert calls == ["before table.query", "after table.query"] * 3


def test_what_happens_between_pages_is_seen_by_the_next(table: MemoryTable) -> None:
    table.write(Put(row(number)) for number in range(4))

    def interfere(name: str) -> None:
        if name == "after table.query":
            table.hook = lambda _: None
            table.write([Delete(("A#1", "C#00")), Delete(("A#1", "C#03"))])

    table.hook = interfere

    found = [item[SK] for item in table.query(Query(PARTITION, page_size=2))]

    assert found == ["C#00", "C#01", "C#02"]


def test_a_crash_between_the_files_of_an_article_leaves_the_first() -> None:
    articles = MemoryArticles(crash_at("before articles.put", 2))

    with pytest.raises(CrashError):
        articles.write(story("Text."), "a/0000000001/")

    assert articles.keys() == ["a/0000000001/article.txt"]
