"""DynamoDB write units, by the rules that AWS publishes: moto does not count them.

https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
"""

from collections import Counter
from typing import Any, Final

from boto3.dynamodb.types import TypeSerializer

from infra.local.items import item_bytes
from schemas.table import PK, SK, STATE_KEY, STATE_SORT, Item

UNIT = 1024
INDEX_KEYS = (STATE_KEY, STATE_SORT)


def units(item: Item) -> int:
    """Write units of an item: one for each 1 KB begun."""
    typed = {name: TypeSerializer().serialize(value) for name, value in item.items()}
    return -(-item_bytes(typed) // UNIT)


def index_units(old: Item, new: Item) -> int:
    """Write units of the state index: one to add or remove an entry, two when its key changes."""
    before, after = ([item.get(name) for name in INDEX_KEYS] for item in (old, new))
    if before == after:
        return 0
    return int(None not in before) + int(None not in after)


KINDS: Final = {
    "D": "day posting",
    "G": "ingestion posting",
    "U": "utterance posting",
    "S": "source posting",
    "N": "mention posting",
    "W": "words",
    "Q": "tally",
    "T": "counts",
    "K": "counts",
    "I": "directory",
    "J": "job",
}
"""By the first letter of the partition."""
OWN_KINDS: Final = {
    "META": "state",
    "DAYS": "tally",
    "R": "manifest",
    "V": "coverage",
    "C": "claim",
    "H": "review",
    "T": "review",
    "M": "member",
}
"""Of an article's own rows, by the sort key or its start."""


def kind(item: Item) -> str:
    """The kind of an item, by its keys."""
    pk, sk = str(item[PK]), str(item[SK])
    return OWN_KINDS[sk.partition("#")[0]] if pk.startswith("A#") else KINDS[pk[0]]


class CountingTable:
    """A table that counts the write units of what goes through to the one behind it."""

    def __init__(self, table: Any) -> None:  # noqa: ANN401 (any table resource)
        self._table = table
        self.name = table.name
        self.meta = self
        self.client = self
        self.units: Counter[str] = Counter()

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 (reads go through)
        """Reads go through uncounted."""
        return getattr(self._table, name)

    def update_item(self, **request: Any) -> Any:  # noqa: ANN401
        """Count the larger of the item before and after, and the index."""
        old = self._table.get_item(Key=request["Key"]).get("Item", {})
        answer = self._table.update_item(**request)
        new = self._table.get_item(Key=request["Key"])["Item"]
        self.units[kind(new)] += max(units(new), units(old) if old else 1)
        self.units["state index"] += index_units(old, new)
        return answer

    def batch_write_item(self, RequestItems: dict[str, list[Any]]) -> Any:  # noqa: ANN401, N803
        """Count each item that is put or deleted."""
        for request in RequestItems[self.name]:
            if "PutRequest" in request:
                item = request["PutRequest"]["Item"]
            else:
                key = request["DeleteRequest"]["Key"]
                item = self._table.get_item(Key=key).get("Item", key)
            self.units[kind(item)] += units(item)
        return self._table.meta.client.batch_write_item(RequestItems=RequestItems)

    def batch_get_item(self, **request: Any) -> Any:  # noqa: ANN401
        """Reads go through uncounted."""
        return self._table.meta.client.batch_get_item(**request)

    def take(self) -> Counter[str]:
        """What was counted since the last time."""
        counted, self.units = self.units, Counter()
        return counted
