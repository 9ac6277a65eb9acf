"""The state of an object in the table, as `parse` keeps it: fence, lease, outcome.

Every method is one conditional write. Claims and their index rows belong to `extract`.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from boto3.dynamodb.conditions import Attr, ConditionBase
from botocore.exceptions import ClientError

from functions.parse.lease import Lease, Refusal, Refused
from schemas.events import ObjectEvent
from schemas.failure import Failure
from schemas.table import (
    PK,
    SK,
    STATE_KEY,
    STATE_SORT,
    State,
    shard,
    state_partition,
    state_row,
)

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.service_resource import Table


class StateStore:
    """The state rows of the table."""

    def __init__(self, table: "Table", lease_seconds: int) -> None:
        self._table = table
        self._lease_seconds = lease_seconds

    def claim(self, event: ObjectEvent, now: datetime) -> Lease | Refused:
        """Take the work that an event announces, unless it is stale, done or being done."""
        newer = Attr(PK).not_exists() | Attr("sequencer").lt(event.sequencer)
        abandoned = (
            Attr("sequencer").eq(event.sequencer)
            & Attr("state").eq(State.PARSING)
            & Attr("lease_until").lt(_epoch(now))
        )
        until = _epoch(now) + self._lease_seconds
        fields: Item = _fence(event) | {"lease_until": until, "failure": None}
        try:
            item = self._move(event, State.PARSING, now, fields, newer | abandoned, count=True)
        except _Conflict as conflict:
            return _refused(event, conflict.item)
        return Lease(event, int(item["run"]))

    def knows(self, event: ObjectEvent) -> bool:
        """Whether the version of the event is the latest one seen of its key."""
        pk, sk = state_row(event.article_id)
        item = self._table.get_item(Key={PK: pk, SK: sk}, ConsistentRead=True).get("Item", {})
        return event.version_id is not None and item.get("version_id") == event.version_id

    def commit(self, lease: Lease, now: datetime) -> bool:
        """Mark the article as parsed. False if another run has taken over."""
        fields: Item = {"lease_until": None, "version_id": lease.event.version_id}
        return self._settle(lease, State.PARSED, now, fields)

    def fail(self, lease: Lease, failure: Failure, now: datetime) -> bool:
        """Record why the object cannot be parsed and hide its earlier revision.

        False if another run has taken over.
        """
        fields = {"lease_until": None, "failure": failure.model_dump(mode="json"), "current": None}
        return self._settle(lease, State.FAILED, now, fields)

    def bury(self, event: ObjectEvent, now: datetime) -> int | None:
        """Leave a tombstone that no late event can pass, and hide the current revision.

        Returns the run of the deletion, or nothing if the event is stale.
        """
        condition = Attr(PK).not_exists() | Attr("sequencer").lte(event.sequencer)
        fields: Item = _fence(event) | {"lease_until": None, "failure": None, "current": None}
        try:
            item = self._move(event, State.DELETED, now, fields, condition, count=True)
        except _Conflict:
            return None
        return int(item["run"])

    def _settle(self, lease: Lease, state: State, now: datetime, fields: "Item") -> bool:
        mine = Attr("run").eq(lease.run) & Attr("state").eq(State.PARSING)
        try:
            self._move(lease.event, state, now, fields, mine)
        except _Conflict:
            return False
        return True

    def _move(  # noqa: PLR0913 (one update, all its parts)
        self,
        event: ObjectEvent,
        state: State,
        now: datetime,
        fields: "Item",
        condition: ConditionBase,
        *,
        count: bool = False,
    ) -> "Item":
        """Set state and fields where the condition holds; a field of None is removed."""
        pk, sk = state_row(event.article_id)
        moment = now.astimezone(UTC).isoformat(timespec="milliseconds")
        values = fields | {
            "state": state.value,
            "updated_at": moment,
            STATE_KEY: state_partition(state, shard(event.article_id)),
            STATE_SORT: f"{moment}#{event.article_id}",
        }
        update = _update_expression(values, count=count)
        try:
            answer = self._table.update_item(
                Key={PK: pk, SK: sk},
                ConditionExpression=condition,
                ReturnValues="ALL_NEW",
                ReturnValuesOnConditionCheckFailure="ALL_OLD",
                **update,
            )
        except ClientError as error:
            if error.response["Error"]["Code"] != "ConditionalCheckFailedException":
                raise
            raise _Conflict(error.response) from error
        return dict(answer["Attributes"])


Item = dict[str, Any]


class _Conflict(Exception):  # noqa: N818 (an answer, not an error)
    """The condition of a write did not hold; `item` is what stood there."""

    def __init__(self, response: Mapping[str, Any]) -> None:
        super().__init__("the condition did not hold")
        self.item: Item = dict(response.get("Item", {}))


def _epoch(moment: datetime) -> int:
    return int(moment.timestamp())


def _fence(event: ObjectEvent) -> Item:
    return {
        "article_id": event.article_id,
        "bucket": event.bucket,
        "key": event.key,
        "version_id": event.version_id,
        "sequencer": event.sequencer,
    }


def _refused(event: ObjectEvent, item: Item) -> Refused:
    sequencer, state = _plain(item["sequencer"]), _plain(item["state"])
    run = int(_plain(item["run"]))
    if sequencer > event.sequencer:
        return Refused(Refusal.STALE, run)
    answers = {
        State.PARSING: Refusal.BUSY,
        State.PARSED: Refusal.PENDING,
        State.FAILED: Refusal.FAILED,
    }
    return Refused(answers.get(State(state), Refusal.DUPLICATE), run)


def _plain(value: Any) -> Any:  # noqa: ANN401 (any attribute value)
    """An attribute value; errors carry it typed, as in `{"S": "..."}`, even to the resource."""
    return next(iter(value.values())) if isinstance(value, dict) else value


def _update_expression(values: Item, *, count: bool) -> Item:
    """SET and REMOVE of the values, with `run` counted up from the article's counter if asked."""
    set_ = [name for name, value in values.items() if value is not None]
    remove = [name for name, value in values.items() if value is None]
    assignments = [f"#{name} = :{name}" for name in set_]
    attributes = {f":{name}": values[name] for name in set_}
    names = {f"#{name}": name for name in values}
    if count:
        for name in ("run", "counter"):
            assignments.append(f"#{name} = if_not_exists(#counter, :zero) + :one")
            names[f"#{name}"] = name
        attributes |= {":zero": 0, ":one": 1}
    expression = "SET " + ", ".join(assignments)
    if remove:
        expression += " REMOVE " + ", ".join(f"#{name}" for name in remove)
    return {
        "UpdateExpression": expression,
        "ExpressionAttributeNames": names,
        "ExpressionAttributeValues": attributes,
    }
