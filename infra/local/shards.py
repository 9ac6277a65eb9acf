"""The stream of a table: its records, kept in place of moto's.

Beside `infra.local.cloud` the only module that reaches into moto. What moto gets wrong and is
mended here: it writes a record where a write changed nothing, two where an update makes an item,
images that change with the item, and copies every record in each transaction.

https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_StreamRecord.html
"""

import json
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any, Self

from moto.dynamodb.models import dynamodb_backends
from moto.dynamodb.models.dynamo_type import DynamoType, Item
from moto.dynamodb.models.table import StreamShard
from moto.dynamodb.models.utilities import dynamo_json_dump

from infra.local.cloud import ACCOUNT, Cloud

Image = Mapping[str, Any]
"""Attribute -> value, in DynamoDB's JSON."""


_TIME_TO_LIVE = {"type": "Service", "principalId": "dynamodb.amazonaws.com"}


@dataclass(frozen=True)
class StreamRecord:
    """One change of one item."""

    event_id: str
    event_name: str
    """INSERT, MODIFY or REMOVE."""
    created: float
    """Seconds since the epoch, by the clock of the stack."""
    number: int
    """The sequence number: increases along the stream."""
    keys: Image
    old: Image | None
    new: Image | None
    view: str
    """Which images the stream holds."""
    region: str
    expired: bool = False
    """Whether the item was removed because its time to live was over."""

    def __deepcopy__(self, _memo: object) -> Self:
        """Itself, as it never changes: moto copies whole tables."""
        return self

    def kept(self) -> dict[str, Any]:
        """Everything that it says, for `restore`."""
        return asdict(self)

    def body(self) -> dict[str, Any]:
        """The `dynamodb` part of the record."""
        images = {"NewImage": self.new, "OldImage": self.old}
        wanted = {"NEW_IMAGE": {"NewImage"}, "OLD_IMAGE": {"OldImage"}, "KEYS_ONLY": set()}
        shown = wanted.get(self.view, set(images))
        held = {n: i for n, i in images.items() if n in shown and i is not None}
        return {
            "ApproximateCreationDateTime": self.created,
            "Keys": self.keys,
            **held,
            "SequenceNumber": str(self.number),
            "SizeBytes": len(json.dumps([self.keys, *held.values()])),
            "StreamViewType": self.view,
        }

    def shaped(self) -> dict[str, Any]:
        """The record as Lambda passes it on, but for the ARN of the stream."""
        return {
            "eventID": self.event_id,
            "eventName": self.event_name,
            "eventVersion": "1.1",
            "eventSource": "aws:dynamodb",
            "awsRegion": self.region,
            "dynamodb": self.body(),
            **({"userIdentity": dict(_TIME_TO_LIVE)} if self.expired else {}),
        }

    def to_json(self) -> dict[str, Any]:
        """The record as moto's own API of streams returns it."""
        shaped = self.shaped()
        shaped["dynamodb"]["ApproximateCreationDateTime"] = datetime.fromtimestamp(
            self.created, UTC
        )
        return shaped


@contextmanager
def installed(cloud: Cloud) -> Iterator[None]:
    """Make moto's tables write these records."""
    original = StreamShard.add
    setattr(StreamShard, "add", _adder(cloud))  # noqa: B010 - a type checker refuses the plain form
    try:
        yield
    finally:
        setattr(StreamShard, "add", original)  # noqa: B010


def _adder(cloud: Cloud) -> Callable[[Any, Any, Any], None]:
    def add(shard: Any, old: Any, new: Any) -> None:  # noqa: ANN401
        before, after = _image(old), _image(new)
        if before == after:
            return
        made = _record(shard, before, after, cloud)
        if shard.items and _is_first_half(shard.items[-1], made):
            shard.items.pop()
            made = _record(shard, before, after, cloud)
        shard.items.append(made)

    return add


def _image(item: Any) -> Image | None:  # noqa: ANN401
    """An item as it is now, sharing nothing with it."""
    if item is None:
        return None
    image: Image = json.loads(dynamo_json_dump(item.to_json()["Attributes"]))
    return image


def _is_first_half(last: StreamRecord, made: StreamRecord) -> bool:
    """Whether moto has put the bare key of an item that an update is about to fill."""
    return last.event_name == made.event_name == "INSERT" and last.keys == made.keys


def _record(shard: Any, old: Image | None, new: Image | None, cloud: Cloud) -> StreamRecord:  # noqa: ANN401
    table, image = shard.table, new or old or {}
    keys = {name: image[name] for name in table.table_key_attrs}
    return StreamRecord(
        event_id=uuid.uuid4().hex,
        event_name="INSERT" if old is None else "REMOVE" if new is None else "MODIFY",
        created=cloud.clock.millis() // 1000,
        number=shard.starting_sequence_number + len(shard.items),
        keys=keys,
        old=old,
        new=new,
        view=table.stream_specification["StreamViewType"],
        region=cloud.region,
    )


def expire(cloud: Cloud) -> int:
    """Remove every item whose time to live is over by the clock of the stack; returns how many.

    AWS does so some time after that, within days; moto never does.
    """
    with cloud.locks["dynamodb"]:
        tables = dynamodb_backends[ACCOUNT][cloud.region].tables.values()
        return sum(_expire(table, cloud.clock.millis() / 1000) for table in tables)


def _expire(table: Any, now: float) -> int:  # noqa: ANN401
    if table.ttl.get("TimeToLiveStatus") != "ENABLED":
        return 0
    name = table.ttl["AttributeName"]
    over = [
        item
        for item in table.all_items()
        if (end := item.attrs.get(name)) and end.type == "N" and float(end.value) < now
    ]
    for item in over:
        table.delete_item(item.hash_key, item.range_key)
        if table.stream_shard:
            table.stream_shard.items[-1] = replace(table.stream_shard.items[-1], expired=True)
    return len(over)


def restore(
    cloud: Cloud, name: str, images: Iterable[Image], kept: Iterable[Mapping[str, Any]]
) -> None:
    """Fill a table with items, and its stream with the records that were still to be told.

    The records are made now: the time that they were kept does not count.
    """
    with cloud.locks["dynamodb"]:
        table: Any = dynamodb_backends[ACCOUNT][cloud.region].tables[name]
        for image in images:
            _restore_item(table, image)
        shard, now = table.stream_shard, cloud.clock.millis() // 1000
        for record in kept:
            number = shard.starting_sequence_number + len(shard.items)
            shard.items.append(StreamRecord(**{**record, "number": number, "created": now}))


def _restore_item(table: Any, image: Image) -> None:  # noqa: ANN401
    keys = [DynamoType(image[name]) for name in table.table_key_attrs]
    item = Item(keys[0], keys[1] if len(keys) > 1 else None, {})
    # Past the check of the size, which each attribute would cost once more: it was made before.
    dict.update(item.attrs, {name: DynamoType(value) for name, value in image.items()})
    if len(keys) > 1:
        table.items[keys[0]][keys[1]] = item
    else:
        table.items[keys[0]] = item


def shard_of(cloud: Cloud, name: str) -> "Shard | None":
    """The shard of a table, if it has a stream that tells what items are."""
    table: Any = dynamodb_backends[ACCOUNT][cloud.region].tables[name]
    if table.stream_shard is None:
        return None
    told = table.stream_specification["StreamViewType"]
    if told not in {"NEW_IMAGE", "NEW_AND_OLD_IMAGES"}:
        return None
    return Shard(cloud, f"{table.table_arn}/stream/{table.latest_stream_label}")


class Shard:
    """The one shard of a table's stream."""

    def __init__(self, cloud: Cloud, stream_arn: str) -> None:
        self._cloud = cloud
        self._stream_arn = stream_arn
        self._table = stream_arn.split("/")[1] if "/stream/" in stream_arn else ""

    def exists(self) -> bool:
        """Whether the table has this stream."""
        table = dynamodb_backends[ACCOUNT][self._cloud.region].tables.get(self._table)
        if table is None or table.latest_stream_label is None:
            return False
        return self._stream_arn == f"{table.table_arn}/stream/{table.latest_stream_label}"

    @property
    def id(self) -> str:
        """Its id."""
        return str(self._shard().id)

    @property
    def first_number(self) -> int:
        """The sequence number of its first record; the others follow without gaps."""
        return int(self._shard().starting_sequence_number)

    def end(self) -> int:
        """How many records there are."""
        with self._cloud.locks["dynamodb"]:
            return len(self._shard().items)

    def read(self, start: int, count: int) -> list[StreamRecord]:
        """Up to `count` records from an index on.

        Whoever holds the lock sees no record of a transaction that is not through: moto takes a
        failed one's table, and so its records, back.
        """
        with self._cloud.locks["dynamodb"]:
            return list(self._shard().items[start : start + count])

    def _shard(self) -> Any:  # noqa: ANN401
        # Looked up again each time, for the reason given above.
        return dynamodb_backends[ACCOUNT][self._cloud.region].tables[self._table].stream_shard
