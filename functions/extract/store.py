"""The table as `extract` uses it: lease, write a revision, flip to it, sweep the superseded.

A revision becomes visible by one conditional update of the state row, whatever its size. What
its rows hold is made in `rows`.
"""

import random
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from boto3.dynamodb.conditions import Attr, ConditionBase
from boto3.dynamodb.conditions import Key as KeyCondition
from botocore.exceptions import ClientError

from functions.extract.errors import BusyError, ThrottledError, UnstorableError
from functions.extract.lease import Lease
from functions.extract.rows import Revision
from schemas.failure import Failure
from schemas.messages import ExtractArticle
from schemas.table import (
    BODY,
    MANIFEST_PREFIX,
    PK,
    SK,
    STATE_KEY,
    STATE_SORT,
    Item,
    Key,
    State,
    article_partition,
    claim_prefix,
    manifest_rev,
    manifest_row,
    prefix_run,
    shard,
    state_partition,
    state_row,
    unpack,
)

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.service_resource import Table

BATCH = 25
"""Requests in one BatchWriteItem."""
BATCH_ATTEMPTS = 8


class RecordStore:
    """Revisions of articles in the table."""

    def __init__(
        self, table: "Table", lease_seconds: int, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._table = table
        self._lease_seconds = lease_seconds
        self._sleep = sleep

    def claim(self, message: ExtractArticle, now: datetime) -> Lease | None:
        """Take the work of a message; nothing if it is stale or done.

        Raises:
            BusyError: If another run is at work on the same article.
        """
        epoch = int(now.timestamp())
        waiting = Attr("run").eq(message.run) & Attr("state").eq(State.PARSED)
        free = Attr("lease_until").not_exists() | Attr("lease_until").lt(epoch)
        answer = self._update(
            message.article_id,
            "SET lease_until = :until, #counter = #counter + :one",
            {":until": epoch + self._lease_seconds, ":one": 1},
            waiting & free,
            {"#counter": "counter"},
        )
        if answer is not None:
            return Lease(message, int(answer["counter"]))
        if self._awaits(message):
            raise BusyError(message.article_id)
        return None

    def write(self, revision: Revision) -> None:
        """Write the rows of a revision that nobody sees yet."""
        self._write([{"PutRequest": {"Item": revision.manifest}}])
        rows = (*revision.own_rows, *revision.directory)
        self._write({"PutRequest": {"Item": item}} for item in rows)

    def flip(self, lease: Lease, revision: Revision, now: datetime) -> bool:
        """Make the revision the current one. False if something newer has come."""
        current = revision.current.model_dump(mode="json", exclude_none=True)
        return self._settle(lease, State.READY, now, ("current", current), removed="failure")

    def fail(self, lease: Lease, failure: Failure, now: datetime) -> bool:
        """Record why there are no claims and hide the earlier revision.

        False if something newer has come.
        """
        reason = failure.model_dump(mode="json")
        return self._settle(lease, State.FAILED, now, ("failure", reason), removed="current")

    def _settle(
        self, lease: Lease, state: State, now: datetime, outcome: tuple[str, Item], removed: str
    ) -> bool:
        """End the work of a lease in a state, with an outcome in place of another."""
        article = lease.message.article_id
        moment = now.astimezone(UTC).isoformat(timespec="milliseconds")
        mine = (
            Attr("run").eq(lease.message.run)
            & Attr("state").eq(State.PARSED)
            & Attr("counter").eq(lease.rev)
        )
        answer = self._update(
            article,
            f"SET #state = :state, #outcome = :outcome, updated_at = :moment, "
            f"{STATE_KEY} = :state_key, {STATE_SORT} = :state_sort REMOVE lease_until, #removed",
            {
                ":state": state.value,
                ":outcome": outcome[1],
                ":moment": moment,
                ":state_key": state_partition(state, shard(article)),
                ":state_sort": f"{moment}#{article}",
            },
            mine,
            {"#state": "state", "#outcome": outcome[0], "#removed": removed},
        )
        return answer is not None

    def discard(self, revision: Revision) -> None:
        """Delete a revision that will never be current."""
        self._write(_delete((item[PK], item[SK])) for item in revision.own_rows)

    def superseded(self, article: str) -> tuple[int, list[int]]:
        """The run before which files are superseded, and the revisions that are."""
        state = self._state(article)
        run, bound = _bounds(state)
        return run, [rev for rev in self._revisions(article) if rev < bound]

    def remove(self, article: str, rev: int) -> None:
        """Delete all rows of a revision, its manifest last."""
        pk = article_partition(article)
        manifest = self._manifest(article, rev)
        claims = [(pk, sk) for sk in self._sort_keys(pk, claim_prefix(rev))]
        self._write(_delete(key) for key in [*claims, *manifest])
        self._write([_delete(manifest_row(article, rev))])

    def _revisions(self, article: str) -> list[int]:
        keys = self._sort_keys(article_partition(article), MANIFEST_PREFIX)
        return [manifest_rev(key) for key in keys]

    def _manifest(self, article: str, rev: int) -> list[Key]:
        pk, sk = manifest_row(article, rev)
        item = self._table.get_item(Key={PK: pk, SK: sk}, ConsistentRead=True).get("Item")
        return [(pk, sk) for pk, sk in unpack(_binary(item[BODY]))] if item else []

    def _sort_keys(self, pk: str, prefix: str) -> Iterator[str]:
        condition = KeyCondition(PK).eq(pk) & KeyCondition(SK).begins_with(prefix)
        start: Item = {}
        while True:
            page = self._table.query(
                KeyConditionExpression=condition,
                ProjectionExpression=SK,
                ConsistentRead=True,
                **start,
            )
            yield from (str(item[SK]) for item in page["Items"])
            if "LastEvaluatedKey" not in page:
                return
            start = {"ExclusiveStartKey": page["LastEvaluatedKey"]}

    def _state(self, article: str) -> Item:
        pk, sk = state_row(article)
        return self._table.get_item(Key={PK: pk, SK: sk}, ConsistentRead=True).get("Item", {})

    def _awaits(self, message: ExtractArticle) -> bool:
        state = self._state(message.article_id)
        return state.get("state") == State.PARSED and int(state["run"]) == message.run

    def _update(
        self,
        article: str,
        expression: str,
        values: Item,
        condition: ConditionBase,
        names: dict[str, str],
    ) -> Item | None:
        """The state row after the update, or nothing where the condition does not hold."""
        pk, sk = state_row(article)
        try:
            answer = self._table.update_item(
                Key={PK: pk, SK: sk},
                UpdateExpression=expression,
                ExpressionAttributeNames=names,
                ExpressionAttributeValues=values,
                ConditionExpression=condition,
                ReturnValues="ALL_NEW",
            )
        except ClientError as error:
            if error.response["Error"]["Code"] == "ConditionalCheckFailedException":
                return None
            raise
        return answer["Attributes"]

    def _write(self, requests: Iterable[Item]) -> None:
        batch: list[Item] = []
        for request in requests:
            batch.append(request)
            if len(batch) == BATCH:
                self._write_batch(batch)
                batch = []
        if batch:
            self._write_batch(batch)

    def _write_batch(self, batch: list[Item]) -> None:
        """One batch, sent again until the table has taken all of it.

        Raises:
            ThrottledError: If the table keeps refusing some of it.
        """
        client, name = self._table.meta.client, self._table.name
        for attempt in range(BATCH_ATTEMPTS):
            try:
                answer = client.batch_write_item(RequestItems={name: batch})  # type: ignore[dict-item]
            except ClientError as error:
                if error.response["Error"]["Code"] == "ValidationException":
                    raise UnstorableError(str(error)) from error
                raise
            batch = list(answer.get("UnprocessedItems", {}).get(name, []))  # type: ignore[arg-type]
            if not batch:
                return
            self._sleep(random.uniform(0, 0.05 * 2**attempt))  # noqa: S311 (jitter)
        raise ThrottledError(len(batch))


def _bounds(state: Item) -> tuple[int, int]:
    """The run and the revision from which on files and rows may still be wanted."""
    run, current = int(state.get("run", 0)), state.get("current")
    if current:
        return prefix_run(current["prefix"]), int(current["rev"])
    ended = state.get("state") in {State.FAILED, State.DELETED}
    return run, int(state["counter"]) + 1 if ended else run


def _delete(key: Key) -> Item:
    return {"DeleteRequest": {"Key": {PK: key[0], SK: key[1]}}}


def _binary(value: Any) -> bytes:  # noqa: ANN401 (boto3 wraps bytes)
    return bytes(value)
