"""Lists of claims: postings of a month, source or mention, of one revision for each article.

A partition may hold postings of several revisions of an article, or only of one that is not
current any more. What is listed is what the article's own revision has there.
"""

import heapq
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from functions.api.claim_filter import ClaimFilter
from functions.api.cursor import Place
from functions.api.reading import Reader, chunks
from functions.api.snapshot import Snapshot, Spot
from functions.api.text_query import TextQuery
from schemas.claim import ReviewState
from schemas.review import Judgement
from schemas.table import (
    BODY,
    POSTING_CHUNK,
    SHARDS,
    SK,
    Entry,
    Key,
    posting_month,
    posting_parts,
    posting_sort,
    unpack,
    words_partition,
)

LOOKAHEAD = 25
"""Articles that are looked at together."""

Body = list[Any]


@dataclass(frozen=True, slots=True)
class Group:
    """A spot, with the posting rows of any revision that were met there."""

    spot: Spot
    rows: Mapping[Key, Body] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Listing:
    """The claims of an article at a spot, all of one revision, by their index there."""

    spot: Spot
    entries: list[tuple[int, Entry]]
    reviews: Mapping[str, Judgement] = field(default_factory=dict)
    """Of those that a person has judged, by hash."""

    def review(self, entry: Entry) -> ReviewState:
        """What a person made of a claim."""
        found = self.reviews.get(entry.hash)
        return found.review.state if found else ReviewState.MACHINE


@dataclass(frozen=True, slots=True)
class Hit:
    """A wanted claim, and where a page ends that ends with it."""

    spot: Spot
    index: int
    hash: str
    worth: float
    """Its score of check-worthiness, 0 where it has none."""

    def end(self, rev: int | None, following: "Hit") -> Place:
        """The place behind the claim, which another follows."""
        if following.spot != self.spot:
            return Place(self.spot.day, self.spot.article)
        return Place(self.spot.day, self.spot.article, rev or 0, self.index)


def groups(reader: Reader, wanted: ClaimFilter, low: str, high: str) -> Iterator[Group]:
    """What stands between two sort keys of the lists that a question is about, newest first."""
    if wanted.partition_of_all is not None:
        yield from partition_groups(reader, wanted.partition_of_all, low, high, LOOKAHEAD)
        return
    months = wanted.months
    for month in _months(reader, low, high) if months is None else reversed(months):
        streams = [
            partition_groups(reader, partition, low, high, LOOKAHEAD)
            for partition in wanted.partitions(month)
        ]
        yield from heapq.merge(*streams, key=lambda group: group.spot.order, reverse=True)


def partition_groups(
    reader: Reader, partition: str, low: str, high: str, page_size: int
) -> Iterator[Group]:
    """What stands between two sort keys of one partition, newest first."""
    rows = reader.newest_first(partition, low, high, page_size)
    for spot, group in groupby(rows, key=lambda row: Spot(partition, *posting_parts(row[0])[:2])):
        yield Group(spot, {(partition, sort): body for sort, body in group})


def listings(reader: Reader, snapshot: Snapshot, met: Iterable[Group]) -> Iterator[Listing]:
    """What the articles' revisions have at the spots.

    Raises:
        SupersededError: If a posting that must be there has gone.
        GoneError: If one of the cursor's article has.
    """
    for some in chunks(met, LOOKAHEAD):
        snapshot.look(group.spot.article for group in some)
        keys = {group.spot: snapshot.posting_keys(group.spot) for group in some}
        rows = {key: body for group in some for key, body in group.rows.items()}
        # Written after the list was read, or before that by a run that was not done yet.
        absent = [key for each in keys.values() for key in each if key not in rows]
        read = reader.get_many(absent)
        rows |= {key: unpack(bytes(item[BODY])) for key, item in read.items()}
        for spot, each in keys.items():
            entries = list(_entries(snapshot, spot, each, rows))
            yield Listing(spot, entries, snapshot.reviews(spot.article) if entries else {})


def _entries(
    snapshot: Snapshot, spot: Spot, keys: list[Key], rows: Mapping[Key, Body]
) -> Iterator[tuple[int, Entry]]:
    for key in keys:
        if key in rows:
            first = posting_parts(key[1])[3] * POSTING_CHUNK
            yield from enumerate(map(Entry.from_row, rows[key]), first)
        else:
            snapshot.lacks(spot)


def narrowed(
    reader: Reader, snapshot: Snapshot, listed: Iterable[Listing], partitions: Sequence[str]
) -> Iterator[Listing]:
    """The listings, with those claims alone that the postings of other partitions have, too.

    Raises:
        SupersededError: If a posting that must be there has gone.
        GoneError: If one of the cursor's article has.
    """
    if not partitions:
        yield from listed
        return
    for some in chunks(listed, LOOKAHEAD):
        kept = [{entry.hash for _, entry in listing.entries} for listing in some]
        for partition in partitions:
            spots = [Spot(partition, each.spot.day, each.spot.article) for each in some]
            others = listings(reader, snapshot, map(Group, spots))
            for hashes, other in zip(kept, others, strict=True):
                hashes &= {entry.hash for _, entry in other.entries}
        for listing, hashes in zip(some, kept, strict=True):
            entries = [each for each in listing.entries if each[1].hash in hashes]
            yield Listing(listing.spot, entries, listing.reviews)


def by_day(group: Group) -> Group:
    """The spot of a group in the list of days, in which an article has all of its claims."""
    return Group(Spot.by_day(group.spot.day, group.spot.article))


def with_word(met: Iterable[Group], query: TextQuery) -> Iterator[Group]:
    """Where the word was met that a query is led by, as spots in the list of days.

    The cursor's article, in which no rows were met, is among them.
    """
    for group in met:
        if not group.rows or any(query.lead in body for body in group.rows.values()):
            yield by_day(group)


def searched(
    reader: Reader, snapshot: Snapshot, listed: Iterable[Listing], query: TextQuery
) -> Iterator[Listing]:
    """The listings by day, with those claims alone that have the words of a query.

    Raises:
        GoneError: If words of the cursor's article have gone.
    """
    for some in chunks(listed, LOOKAHEAD):
        rows = {each.spot: _word_keys(snapshot, each.spot, query) for each in some}
        read = reader.get_many(key for keys in rows.values() for key in keys)
        for listing in some:
            keys = rows[listing.spot]
            found = query.claims(
                {
                    w: at
                    for key in keys
                    if key in read
                    for w, at in unpack(bytes(read[key][BODY])).items()
                }
            )
            for key in keys:
                if key not in read:
                    snapshot.lacks(Spot(key[0], listing.spot.day, listing.spot.article))
            entries = [each for each in listing.entries if each[0] in found]
            yield Listing(listing.spot, entries, listing.reviews)


def _word_keys(snapshot: Snapshot, spot: Spot, query: TextQuery) -> list[Key]:
    month, rev = posting_month(spot.day), snapshot.rev(spot.article) or 0
    sort = posting_sort(spot.day, spot.article, rev, 0)
    return [(words_partition(month, number), sort) for number in query.buckets]


def hits(listed: Iterable[Listing], wanted: ClaimFilter, after: Place | None) -> Iterator[Hit]:
    """The wanted claims behind a place."""
    for listing in listed:
        spot = listing.spot
        resumed = after and after.rev and after.spot == spot.order
        for index, entry in listing.entries:
            seen = resumed and after and index <= after.last
            if not seen and wanted.wants(entry, listing.review(entry)):
                yield Hit(spot, index, entry.hash, entry.worth or 0.0)


def _months(reader: Reader, low: str, high: str) -> list[str]:
    """The months that have articles, newest first; the unknown month comes last."""
    months = {
        str(item[SK])
        for number in range(SHARDS)
        for item in reader.directory("month", number, "", 1000)
    }
    return sorted((m for m in months if low[:7] <= m <= high[:7]), reverse=True)
