"""Counts on the whole stack: from a dropped file to the overview, and away again."""

from http import HTTPStatus

from schemas.table import SHARDS, counts_partition
from tests.pipeline.conftest import User
from tests.pipeline.test_work import call

QUILL = "Mayor Ada Quill said the bridge was safe. Bo Li denied that the tunnel was closed."
DAY = "2025-03-01"


def test_what_is_dropped_replaced_and_deleted_is_counted(user: User) -> None:
    user.drop("counted.txt", QUILL, published=DAY)
    user.settle()
    first = user.ask("/overview", to=DAY).json()
    user.drop("counted.txt", QUILL.partition(". ")[0], published=DAY)
    user.settle()
    replaced = user.ask("/overview", to=DAY).json()
    user.delete("counted.txt")
    user.settle()
    gone = user.ask("/overview", to=DAY).json()

    user.drop("empty.txt", "")
    user.settle()
    failed = user.ask("/overview", to=DAY).json()

    found = (first, replaced, gone, failed)
    assert [each["complete"] for each in found] == [True] * 4
    assert [each["claims"] for each in found] == [2, 1, 0, 0]
    assert {each["name"] for each in first["sources"]} == {"Ada Quill", "Bo Li"}


def test_counts_that_were_lost_come_back_by_a_job(user: User) -> None:
    user.drop("rebuilt.txt", QUILL, published="2025-04-01")
    user.settle()
    table, dynamodb = user.stack.outputs["RecordsTableName"], user.stack.client("dynamodb")
    for number in range(SHARDS):
        partition = {":pk": {"S": counts_partition("2025-04", number)}}
        found = dynamodb.query(
            TableName=table,
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues=partition,
        )
        for row in found["Items"]:
            dynamodb.delete_item(TableName=table, Key={"pk": row["pk"], "sk": row["sk"]})
    lost = user.ask("/overview", to="2025-04-01").json()

    request = {"prefix": "rebuilt", "rerun": "count"}
    assert call(user, "POST", "/jobs", request).status_code == HTTPStatus.ACCEPTED
    user.settle()

    assert lost["claims"] == 0
    assert user.ask("/overview", to="2025-04-01").json()["claims"] == 2
