"""The records table, with the keys and indexes that the template gives it, in several hands."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from boto3.dynamodb.conditions import ConditionBase

from functions.shared.table import Change, DynamoTable, Table
from infra.local.items import TableKeys
from infra.local.template import load
from schemas.table import Item, Key
from tests.memory import MemoryTable

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.service_resource import DynamoDBServiceResource

ROOT = Path(__file__).parent.parent
TABLE = "records"


@cache
def table_properties() -> dict[str, Any]:
    """What the template says of the table, as CreateTable takes it."""
    properties = load(ROOT / "template.yaml")["Resources"]["RecordsTable"]["Properties"]
    wanted = ("AttributeDefinitions", "BillingMode", "GlobalSecondaryIndexes", "KeySchema")
    return {name: properties[name] for name in wanted}


def table_keys() -> TableKeys:
    """The keys of the table and of its index."""
    return TableKeys.of(table_properties())


def memory_table() -> MemoryTable:
    """The table in memory, empty."""
    return MemoryTable(table_keys())


def dynamo_table(dynamodb: "DynamoDBServiceResource", name: str = TABLE) -> DynamoTable:
    """The table behind an endpoint of DynamoDB, empty; it never waits between two tries."""
    table = dynamodb.create_table(TableName=name, **table_properties())
    while table.table_status != "ACTIVE":
        table.reload()
    return DynamoTable(table, sleep=lambda _: None)


def rows(table: Table) -> list[Item]:
    """Every row of a table."""
    if isinstance(table, MemoryTable):
        return table.rows()
    assert isinstance(table, DynamoTable)
    return table._table.scan(ConsistentRead=True)["Items"]


class ForgetfulTable:
    """A table whose answers are lost: the client library sends every update again."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def update(self, key: Key, change: Change, condition: ConditionBase | None = None) -> Item:
        self._table.update(key, change, condition)
        return self._table.update(key, change, condition)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._table, name)
