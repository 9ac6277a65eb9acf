"""The table as `count` uses it. What its rows are for is said in `service`."""

from typing import Any

from boto3.dynamodb.conditions import Attr
from boto3.dynamodb.conditions import Key as KeyCondition

from functions.shared.errors import ConflictError
from functions.shared.table import Change, Query, Table
from schemas.counts import Tally
from schemas.table import (
    BODY,
    COUNTING,
    PK,
    POSTING_CHUNK,
    Bucket,
    Current,
    Entry,
    Item,
    counted_days_row,
    day_partition,
    pack,
    posting_month,
    posting_sort,
    shard,
    state_row,
    unpack,
)


class CountStore:
    """Tallies and counts in the table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def state(self, article: str) -> Item:
        """The state row of an article; {} if there is none."""
        return self._table.get(state_row(article)) or {}

    def entries(self, article: str, current: Current) -> list[Entry] | None:
        """What its posting by day says of each claim of a revision; nothing if it has gone."""
        partition = day_partition(posting_month(current.day), shard(article))
        chunks = range(-(-current.claims // POSTING_CHUNK))
        keys = [
            (partition, posting_sort(current.day, article, current.rev, chunk)) for chunk in chunks
        ]
        items = self._table.get_many(keys)
        if len(items) < len(keys):
            return None
        return [Entry.from_row(row) for key in keys for row in unpack(bytes(items[key][BODY]))]

    def days(self, article: str) -> list[str]:
        """The days that an article was ever filed under."""
        row = self._table.get(counted_days_row(article)) or {}
        return [str(day) for day in row.get("days", [])]

    def add_day(self, article: str, known: list[str], day: str) -> None:
        """Add a day to those that are known, unless somebody else has added one meanwhile."""
        unchanged = Attr("days").eq(known) if known else Attr(PK).not_exists()
        change = Change({"days": [*known, day]})
        try:
            self._table.update(counted_days_row(article), change, unchanged)
        except ConflictError:
            return

    def file(self, article: str, day: str, seen: int, tally: Tally) -> None:
        """File a tally under a day, unless a newer state of the article has been seen there."""
        older = Attr("seen").not_exists() | Attr("seen").lte(seen)
        change = Change({"seen": seen, BODY: _packed(tally)})
        try:
            self._table.update(Bucket.of(day, article).tally_row(article), change, older)
        except ConflictError:
            return

    def sum_up(self, bucket: Bucket) -> bool:
        """Sum up the tallies of a bucket. False if somebody else has meanwhile."""
        row = self._table.get(bucket.counts_row) or {}
        filed = self._table.query(Query(KeyCondition(PK).eq(bucket.partition), consistent=True))
        total = Tally.total(_tally(item) for item in filed).cut()
        if row and _tally(row) == total:
            return True
        change = Change({BODY: _packed(total), "times": int(row.get("times", 0)) + 1})
        unchanged = Attr("times").eq(row["times"]) if row else Attr(PK).not_exists()
        try:
            self._table.update(bucket.counts_row, change, unchanged)
        except ConflictError:
            return False
        return True

    def note(self, at: str) -> None:
        """Note that changes up to a moment have been counted."""
        earlier = Attr("at").not_exists() | Attr("at").lt(at)
        try:
            self._table.update(COUNTING, Change({"at": at}), earlier)
        except ConflictError:
            return


def _packed(tally: Tally) -> bytes:
    return pack(tally.model_dump(mode="json", exclude_defaults=True))


def _tally(item: Item) -> Tally:
    body: Any = unpack(bytes(item[BODY]))
    return Tally.model_validate(body)
