"""Read units are those of AWS's rules, whatever the table is, and rows go through unchanged."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import islice

import pytest
from boto3.dynamodb.conditions import Attr
from boto3.dynamodb.conditions import Key as KeyCondition
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.read_units import ReadCountingTable, Reads, item_size
from functions.shared.table import Change, Delete, Put, Query, Table
from schemas.table import Item, Key
from tests.tables import memory_table, rows

KEYS = KeyCondition("pk").eq("P")
EVENTUAL = Query(KEYS)
STRONG = Query(KEYS, consistent=True)


def row(number: int, size: int) -> Item:
    """A row of exactly this many bytes."""
    item = {"pk": "P", "sk": f"{number:05}", "body": b""}
    return item | {"body": b"x" * (size - item_size(item))}


def counting(*sizes: int, table: Table | None = None) -> ReadCountingTable:
    """A table with a row of each size in one partition."""
    counted = ReadCountingTable(table or memory_table())
    counted.write(Put(row(number, size)) for number, size in enumerate(sizes))
    return counted


@pytest.mark.parametrize(("size", "units"), [(100, 1), (4096, 1), (4097, 2), (40_000, 10)])
def test_row_costs_a_unit_for_each_4_kb_begun(size: int, units: int) -> None:
    table = counting(size)

    assert table.get(("P", "00000")) == row(0, size)
    assert table.take() == Reads(units, 1)


def test_row_that_is_not_there_costs_a_unit() -> None:
    table = counting()

    assert table.get(("P", "none")) is None
    assert table.get_many([("P", "none"), ("P", "nor this")]) == {}
    assert table.take() == Reads(3, 2)


def test_rows_of_a_batch_are_each_rounded_up_and_100_are_a_request() -> None:
    table = counting(*[100] * 149, 4097)
    keys: list[Key] = [("P", f"{number:05}") for number in range(150)]

    assert len(table.get_many([*keys, *keys])) == 150
    assert table.take() == Reads(151, 2)


def test_rows_of_a_page_are_added_up_before_they_are_rounded() -> None:
    table = counting(*[1000] * 8)  # 8,000 bytes

    assert len(list(table.query(STRONG))) == 8
    assert table.take() == Reads(2, 1)
    list(table.query(EVENTUAL))
    assert table.take() == Reads(1, 1)


def test_partition_without_rows_costs_as_one_that_has_some() -> None:
    table = counting()

    assert list(table.query(STRONG)) == []
    assert table.take() == Reads(1, 1)
    assert table.count(EVENTUAL) == 0
    assert table.take() == Reads(0.5, 1)


def test_page_is_paid_for_whole_whatever_is_taken_of_it() -> None:
    table = counting(*[3000] * 6)
    query = replace(STRONG, page_size=3)

    next(iter(table.query(query)))

    assert table.take() == Reads(3, 1)


def test_full_page_takes_another_request_to_learn_that_it_was_the_last() -> None:
    table = counting(100, 100, 100, 100)

    list(table.query(replace(STRONG, page_size=2)))
    assert table.take() == Reads(3, 3)
    list(table.query(replace(STRONG, page_size=3)))
    assert table.take() == Reads(2, 2)


def test_page_ends_behind_the_row_that_reaches_a_megabyte() -> None:
    table = counting(*[300_000] * 5)

    assert len(list(table.query(STRONG))) == 5
    assert table.take() == Reads(-(-1_200_000 // 4096) + -(-300_000 // 4096), 2)


def test_keys_alone_cost_as_much_as_rows() -> None:
    table = counting(*[3000] * 4)

    found = list(table.query(replace(STRONG, keys_only=True)))

    assert found[0] == {"pk": "P", "sk": "00000"}
    assert table.take() == Reads(3, 1)


def test_counting_rows_costs_as_much_as_reading_them() -> None:
    table = counting(*[3000] * 4)

    assert table.count(EVENTUAL) == 4
    assert table.take() == Reads(1.5, 1)


def test_query_that_leaves_rows_out_is_refused() -> None:
    with pytest.raises(ValueError, match="leaves out"):
        list(counting().query(replace(STRONG, where=Attr("body").exists())))


def test_writes_go_through(any_table: Table) -> None:
    table = counting(100, 200, table=any_table)

    table.update(("P", "00000"), Change({"body": b"new"}))
    table.remove(("P", "00001"), Attr("pk").exists())
    table.write([Delete(("P", "none"))])

    assert rows(any_table) == [{"pk": "P", "sk": "00000", "body": b"new"}]
    assert table.take() == Reads()


SIZES = st.lists(st.integers(100, 9000), max_size=12)


@given(SIZES, st.integers(1, 5) | st.none(), st.booleans(), st.integers(0, 13))
def test_rows_are_those_of_the_table_behind_and_no_page_is_paid_for_before_it_is_read(
    sizes: Iterable[int], page_size: int | None, forward: bool, taken: int
) -> None:
    inner = memory_table()
    table = counting(*sizes, table=inner)
    query = Query(KEYS, forward=forward, page_size=page_size, consistent=True)

    found = list(islice(table.query(query), taken))

    assert found == list(inner.query(query))[:taken]
    pages = 0 if not taken else 1 + (max(len(found) - 1, 0) // page_size if page_size else 0)
    assert pages <= table.take().requests <= pages + 1
