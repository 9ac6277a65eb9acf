"""What DynamoTable does when DynamoDB does not do all that it is asked."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from functions.shared.errors import ThrottledError, TransientError
from functions.shared.table import (
    ATTEMPTS,
    READ_BATCH,
    WRITE_BATCH,
    Change,
    Delete,
    DynamoTable,
    Put,
    Request,
    write_batches,
)
from schemas.table import PK, SK, Item, Key


class Reluctant:
    """A table that does some of each batch and leaves the rest unprocessed, as DynamoDB may."""

    name = "records"

    def __init__(self, accepts: int) -> None:
        self.meta = self
        self.client = self
        self.accepts = accepts
        self.taken: list[Any] = []

    def batch_write_item(self, RequestItems: dict[str, list[Any]]) -> Item:  # noqa: N803
        requests = RequestItems[self.name]
        assert len(requests) <= WRITE_BATCH, "DynamoDB refuses larger batches"
        self.taken += requests[: self.accepts]
        left = requests[self.accepts :]
        return {"UnprocessedItems": {self.name: left} if left else {}}

    def batch_get_item(self, RequestItems: dict[str, Any]) -> Item:  # noqa: N803
        keys = RequestItems[self.name]["Keys"]
        assert RequestItems[self.name]["ConsistentRead"]
        assert len(keys) <= READ_BATCH, "DynamoDB refuses larger batches"
        self.taken += keys[: self.accepts]
        left = keys[self.accepts :]
        return {
            "Responses": {self.name: keys[: self.accepts]},
            "UnprocessedKeys": {self.name: {"Keys": left}} if left else {},
        }


class Refusing:
    """A table that answers every update with an error."""

    def __init__(self, code: str) -> None:
        self.code = code

    def update_item(self, **_: Any) -> None:
        raise ClientError({"Error": {"Code": self.code, "Message": "no"}}, "UpdateItem")


def table(behind: Reluctant | Refusing, pauses: list[float] | None = None) -> DynamoTable:
    noted = pauses if pauses is not None else []
    return DynamoTable(behind, sleep=noted.append)  # type: ignore[arg-type]


def row(number: int) -> Key:
    return "A#1", f"C#{number:04d}"


def put(number: int) -> Put:
    return Put({PK: row(number)[0], SK: row(number)[1]})


def test_write_sends_again_what_was_left_unprocessed() -> None:
    behind = Reluctant(accepts=10)

    table(behind).write(put(number) for number in range(60))

    assert len(behind.taken) == 60


def test_get_many_asks_again_for_what_was_left_unprocessed() -> None:
    keys = [row(number) for number in range(250)]

    assert set(table(Reluctant(accepts=30)).get_many(keys)) == set(keys)


def test_a_batch_is_sent_again_after_pauses_that_grow() -> None:
    pauses: list[float] = []

    table(Reluctant(accepts=5), pauses).write(put(number) for number in range(WRITE_BATCH))

    assert len(pauses) == 4
    assert all(pause <= 0.1 * 2**number for number, pause in enumerate(pauses))


@pytest.mark.parametrize("act", ["write", "get_many"])
def test_a_table_that_does_nothing_is_transient(act: str) -> None:
    pauses: list[float] = []
    refusing = table(Reluctant(accepts=0), pauses)
    given = {"write": [put(1)], "get_many": [row(1)]}

    with pytest.raises(ThrottledError, match=f"1 rows after {ATTEMPTS}"):
        getattr(refusing, act)(given[act])

    assert len(pauses) == ATTEMPTS - 1, "nobody waits after the last attempt"


@pytest.mark.parametrize("code", ["ThrottlingException", "ProvisionedThroughputExceededException"])
def test_an_answer_that_may_change_is_transient(code: str) -> None:
    with pytest.raises(TransientError):
        table(Refusing(code)).update(row(1), Change({"name": "new"}))


def test_an_answer_that_nobody_foresaw_is_passed_on() -> None:
    with pytest.raises(ClientError, match="AccessDenied"):
        table(Refusing("AccessDeniedException")).update(row(1), Change({"name": "new"}))


def test_write_batches_have_no_key_twice_and_keep_the_order_of_its_requests() -> None:
    requests: list[Request] = [put(1), put(2), Delete(row(1)), put(3), put(1)]

    batches = list(write_batches(requests))

    assert [request for batch in batches for request in batch] == requests
    for batch in batches:
        assert len({request.key for request in batch}) == len(batch)
