"""The revisions that one answer is made of: one of each article, and whether they still count.

The first look at an article's state fixes the revision that the answer has of it. All rows of the
answer are of that revision, and once they are read a second look says whether it is still the
current one. The revision that a cursor names is the exception: it is read as long as its rows
are there, even when a newer one is current.

The grace period of superseded rows is longer than a request: an article that moves to another day
while a list is read would be on neither day if its earlier postings went meanwhile.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Self, TypeVar

from functions.api.cursor import Place
from functions.api.errors import (
    GoneError,
    MovedError,
    RestlessError,
    SupersededError,
    UnknownRecordError,
)
from functions.api.reading import Reader
from functions.api.summaries import current_of, reviewed_since, summary_of, why_not_ready
from schemas.claim import Claim
from schemas.review import Judgement
from schemas.table import (
    BODY,
    POSTING_CHUNK,
    Axis,
    Current,
    Item,
    Key,
    claim_row,
    day_partition,
    manifest_row,
    partition_axis,
    posting_month,
    posting_parts,
    posting_sort,
    shard,
    state_row,
    unpack,
)

TRIES = 5
"""Times that an answer is read while its articles are being replaced."""
START_AGAIN = "Leave out the cursor to start again from the beginning."

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a list has an article."""

    partition: str
    day: str
    article: str

    @property
    def order(self) -> str:
        """Spots come in descending order."""
        return f"{self.day}#{self.article}"

    @classmethod
    def by_day(cls, day: str, article: str) -> Self:
        """Where the list of a month has an article."""
        return cls(day_partition(posting_month(day), shard(article)), day, article)


class Snapshot:
    """What one try at an answer has seen of states, and the reads that depend on it."""

    def __init__(self, reader: Reader, resumed: Place | None = None) -> None:
        self._reader = reader
        self._resumed = resumed if resumed and resumed.rev else None
        self._seen: dict[str, Item | None] = {}
        self._used: set[str] = set()
        self._met: dict[str, tuple[Axis, Current]] = {}
        self._listed: set[tuple[str, str]] = set()
        self._reviews: dict[str, Mapping[str, Judgement]] = {}

    def look(self, articles: Iterable[str]) -> None:
        """Fix the revisions of articles that have not been looked at yet, together."""
        new = [article for article in dict.fromkeys(articles) if article not in self._seen]
        states = self._reader.get_many(map(state_row, new))
        self._seen |= {article: states.get(state_row(article)) for article in new}

    def state(self, article: str) -> Item:
        """The state row of an article that the answer is about.

        Raises:
            UnknownRecordError: If no such object was ever seen.
        """
        self.look([article])
        self._used.add(article)
        state = self._seen[article]
        if state is None:
            msg = (
                f"There is no article {article!r}. GET /articles lists those that there are; what "
                "has just been uploaded is among them in a moment."
            )
            raise UnknownRecordError(msg)
        return state

    def posting_keys(self, spot: Spot) -> list[Key]:
        """The postings that the article's revision may have at a spot, in the order of the text.

        Raises:
            GoneError: If the article is the cursor's, and its revision is no longer there.
        """
        if self._resumed and self._resumed.article == spot.article:
            return self._resumed_keys(self._resumed, spot)
        return self._current_keys(spot)

    def rev(self, article: str) -> int | None:
        """The revision that the answer has of an article; none if nobody may see one."""
        if self._resumed and self._resumed.article == article:
            return self._resumed.rev
        return self._current_rev(article)

    def current(self, article: str) -> Current | None:
        """The revision that an article has now, with what lists tell of it."""
        self.look([article])
        return current_of(self._seen[article])

    def is_superseded(self, article: str) -> bool:
        """Whether the answer has a revision of the article that is no longer current."""
        return self.rev(article) != self._current_rev(article)

    def reviews(self, article: str) -> Mapping[str, Judgement]:
        """What people said last of an article's claims, by hash, as it was when first looked at.

        It belongs to no revision: of the claims of any, the answer shows the same.
        """
        if article not in self._reviews:
            self.look([article])
            since = reviewed_since(self._seen[article])
            found = () if since is None else self._reader.reviews(article)
            self._reviews[article] = {
                hash_: each for hash_, each in found if since is not None and each.rev >= since
            }
        return self._reviews[article]

    def claims(self, keys: Iterable[tuple[str, str]]) -> list[Claim]:
        """Claims by article and hash.

        Raises:
            SupersededError: If one has gone.
            GoneError: If one of the cursor's article has.
        """
        wanted = [(article, claim_row(article, self.rev(article) or 0, h)) for article, h in keys]
        items = self._reader.get_many(row for _, row in wanted)
        for article, row in wanted:
            self._used.add(article)
            if row not in items:
                raise self.missing(article)
        return [Claim.model_validate(unpack(bytes(items[row][BODY]))) for _, row in wanted]

    def missing(self, article: str) -> Exception:
        """What it means that a row of an article is not there."""
        self._used.add(article)
        return _gone() if self.is_superseded(article) else SupersededError()

    def lacks(self, spot: Spot) -> None:
        """A posting is not at a spot. That is well in the list of a source that has no claim there.

        Raises:
            SupersededError: If it must be there.
            GoneError: If it must be there and is of the cursor's article.
        """
        resumed = self._resumed and self._resumed.article == spot.article
        if resumed or spot == Spot.by_day(spot.day, spot.article):
            raise self.missing(spot.article)
        self._used.add(spot.article)

    def passed(self, low: str, high: str) -> list[tuple[str, str, int]]:
        """Articles, each with a day and its revision, that were not met under that day of theirs.

        Only those that were met elsewhere, and only days from one place of a list up to the place
        that it was read behind.
        """
        return [
            (article, day, current.rev)
            for article, (axis, current) in self._met.items()
            for day in current.days(axis)
            if (article, day) not in self._listed and low <= f"{day}#{article}" < high
        ]

    def holds(self, *, complete: bool) -> bool:
        """Whether a second look finds the revisions that the answer is made of.

        In a complete answer that of the cursor may have been superseded; where a row is missing,
        that is the reason.
        """
        now = self._reader.get_many(map(state_row, self._used))
        revs = {article: _rev(now.get(state_row(article))) for article in self._used}
        lenient = self._resumed.article if self._resumed and complete else None
        return all(
            rev is not None if article == lenient else rev == self.rev(article)
            for article, rev in revs.items()
        )

    def _current_keys(self, spot: Spot) -> list[Key]:
        self.look([spot.article])
        current = current_of(self._seen[spot.article])
        if current is None:
            return []
        axis = partition_axis(spot.partition)
        self._met[spot.article] = axis, current
        if spot.day not in current.days(axis):
            return []
        self._listed.add((spot.article, spot.day))
        count = -(-current.claims // POSTING_CHUNK)
        sorts = (posting_sort(spot.day, spot.article, current.rev, each) for each in range(count))
        return [(spot.partition, sort) for sort in sorts]

    def _resumed_keys(self, resumed: Place, spot: Spot) -> list[Key]:
        """The postings of the cursor's revision, as its manifest lists them."""
        summary = summary_of(self.state(resumed.article))
        if summary.revision is None:
            raise GoneError(f"{why_not_ready(summary)} {START_AGAIN}")
        manifest = self._reader.get(manifest_row(resumed.article, resumed.rev))
        if manifest is None:
            raise self.missing(resumed.article)
        listed = ((str(pk), str(sk)) for pk, sk in unpack(bytes(manifest[BODY])))
        there = (key for key in listed if key[0] == spot.partition)
        keys = sorted((key for key in there if posting_parts(key[1])[0] == spot.day), reverse=True)
        if not keys and spot.day == resumed.day:
            raise _gone()
        return keys

    def _current_rev(self, article: str) -> int | None:
        return _rev(self._seen.get(article))


def steady(reader: Reader, answer: Callable[[Snapshot], T], resumed: Place | None = None) -> T:
    """An answer whose revisions were all current when the last of it had been read.

    It is read again while they are not. That of the cursor need only be there still.

    Raises:
        GoneError: If the cursor's revision is not there any more.
        RestlessError: If the articles were replaced during every try.
        SupersededError: If a row or file is missing although nothing was replaced.
    """
    for _ in range(TRIES):
        snapshot = Snapshot(reader, resumed)
        try:
            found = answer(snapshot)
        except MovedError:
            continue
        except SupersededError:
            if snapshot.holds(complete=False):
                raise
        else:
            if snapshot.holds(complete=True):
                return found
    msg = "What you asked for is being replaced again and again. Ask again in a moment."
    raise RestlessError(msg)


def _gone() -> GoneError:
    msg = "The article was replaced since the page before, and its earlier claims have gone."
    return GoneError(f"{msg} {START_AGAIN}")


def _rev(state: Item | None) -> int | None:
    current = (state or {}).get("current")
    return int(current["rev"]) if current else None
