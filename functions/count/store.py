"""The table as `count` uses it. What its rows are for is said in `service`."""

from typing import Any, Final
from uuid import uuid4

from boto3.dynamodb.conditions import Attr, ConditionBase
from boto3.dynamodb.conditions import Key as KeyCondition

from functions.count.days import Days
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
    Key,
    counted_days_row,
    day_partition,
    pack,
    posting_month,
    posting_sort,
    shard,
    state_row,
    unpack,
)

DOOMED: Final = "doomed"
"""Attribute of the row of days: the mark of whoever is about to remove it."""


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

    def days(self, article: str) -> Days:
        """The days that an article was ever filed under."""
        row = self._table.get(counted_days_row(article)) or {}
        return Days(tuple(map(str, row.get("days", ()))), row.get(DOOMED))

    def keep_day(self, article: str, known: Days, day: str) -> None:
        """Write down a day beside those that are known, and that nobody is to remove them.

        Nothing is done if the row has changed meanwhile.
        """
        days = known.with_day(day)
        # Days are only ever added, so that their number tells whether any was; unlike two lists,
        # two numbers are compared alike by every stand-in of the table.
        unchanged: ConditionBase = Attr("number").eq(len(known.days))
        if not known.days:
            unchanged = Attr(PK).not_exists()
        elif known.mark is not None:
            unchanged = unchanged & Attr(DOOMED).eq(known.mark)
        change = Change({"days": list(days), "number": len(days), DOOMED: None})
        self._unless_changed(counted_days_row(article), change, unchanged)

    def doom_days(self, article: str) -> str | None:
        """Mark the days of an article as what is about to be removed; nothing if there are none."""
        mark = uuid4().hex
        change = Change({DOOMED: mark})
        known = self._unless_changed(counted_days_row(article), change, Attr(PK).exists())
        return mark if known else None

    def remove_days(self, article: str, mark: str) -> None:
        """Remove the days of an article if they still have this mark."""
        self._remove(counted_days_row(article), Attr(DOOMED).eq(mark))

    def remove(self, article: str, day: str, seen: int) -> None:
        """Remove a tally, unless a newer state of the article has been seen there."""
        self._remove(Bucket.of(day, article).tally_row(article), Attr("seen").lte(seen))

    def file(self, article: str, day: str, seen: int, tally: Tally) -> None:
        """File a tally under a day, unless a newer state of the article has been seen there."""
        older = Attr("seen").not_exists() | Attr("seen").lte(seen)
        change = Change({"seen": seen, BODY: _packed(tally)})
        self._unless_changed(Bucket.of(day, article).tally_row(article), change, older)

    def sum_up(self, bucket: Bucket) -> bool:
        """Sum up the tallies of a bucket. False if somebody else has meanwhile."""
        row = self._table.get(bucket.counts_row) or {}
        filed = self._table.query(Query(KeyCondition(PK).eq(bucket.partition), consistent=True))
        total = Tally.total(_tally(item) for item in filed).cut()
        if row and _tally(row) == total:
            return True
        change = Change({BODY: _packed(total), "times": int(row.get("times", 0)) + 1})
        unchanged = Attr("times").eq(row["times"]) if row else Attr(PK).not_exists()
        return self._unless_changed(bucket.counts_row, change, unchanged)

    def note(self, at: str) -> None:
        """Note that changes up to a moment have been counted."""
        earlier = Attr("at").not_exists() | Attr("at").lt(at)
        self._unless_changed(COUNTING, Change({"at": at}), earlier)

    def _unless_changed(self, key: Key, change: Change, condition: ConditionBase) -> bool:
        """Change a row if the condition holds; whether it did."""
        try:
            self._table.update(key, change, condition)
        except ConflictError:
            return False
        return True

    def _remove(self, key: Key, condition: ConditionBase) -> None:
        """Remove a row if the condition holds."""
        try:
            self._table.remove(key, condition)
        except ConflictError:
            return


def _packed(tally: Tally) -> bytes:
    return pack(tally.model_dump(mode="json", exclude_defaults=True))


def _tally(item: Item) -> Tally:
    body: Any = unpack(bytes(item[BODY]))
    return Tally.model_validate(body)
