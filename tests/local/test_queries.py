"""Queries of the local tables find what they must, although they look at fewer rows than moto's."""

from itertools import product
from typing import Any

import pytest
from boto3.dynamodb.conditions import Key as KeyCondition

from functions.shared.table import DynamoTable, Put, Query, Table
from infra.local.cloud import mend_queries
from schemas.table import PARENT_INDEX, PARENT_KEY, STATE_INDEX, STATE_KEY, STATE_SORT, Item
from tests.tables import memory_table

PARTITION = KeyCondition("pk").eq("P1")
INDEXED = KeyCondition(STATE_KEY).eq("ready#1")
QUERIES = [
    Query(PARTITION),
    Query(PARTITION & KeyCondition("sk").between("03", "07")),
    Query(KeyCondition("pk").eq("nowhere")),
    Query(INDEXED, index=STATE_INDEX),
    Query(INDEXED & KeyCondition(STATE_SORT).gt("2"), index=STATE_INDEX),
    Query(
        KeyCondition(PARENT_KEY).eq("zip") & KeyCondition("state").eq("ready"), index=PARENT_INDEX
    ),
]


def rows() -> list[Item]:
    """Three partitions, written in no order; the second half of the rows is in the indexes."""
    plain = [{"pk": f"P{n % 3}", "sk": f"{n * 7 % 10:02}"} for n in range(15)]
    return [*plain, *(_indexed(n) for n in range(15, 30))]


def _indexed(number: int) -> Item:
    item = {"pk": f"P{number % 3}", "sk": f"{number * 7 % 10:02}"}
    item |= {STATE_KEY: f"ready#{number % 2}", STATE_SORT: str(number * 5 % 7)}
    return item | ({PARENT_KEY: "zip", "state": "ready"} if number % 4 else {})


def filled(table: Table) -> Table:
    table.write(map(Put, rows()))
    return table


@pytest.mark.parametrize("changes", list(product([True, False], [None, 1, 4])))
@pytest.mark.parametrize("query", QUERIES)
def test_query_finds_what_any_other_table_does(
    table: DynamoTable, query: Query, changes: tuple[bool, int | None]
) -> None:
    mend_queries()
    forward, page_size = changes
    values: dict[str, Any] = {"index": query.index, "forward": forward, "page_size": page_size}
    asked = Query(query.keys, **values)

    found = list(filled(table).query(asked))

    assert found == list(filled(memory_table()).query(asked))
    assert bool(found) == (query != QUERIES[2])
