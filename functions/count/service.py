"""What `count` does with a batch of changes, over data access that is passed in.

A change only says which article to look at: what is counted is what its state row says now. So
nothing depends on the order of changes, or on how often they come. Three kinds of rows keep it:

1. The days that an article was ever filed under. What is filed there is read after the day was
   written down, so that whoever sees a newer state of the article takes away what is filed.
2. The tally of an article, filed under its day. Under each of its other days it has an empty one.
   Each is written only in place of one that saw an older state of the article.
3. The counts of a bucket of a day: the sum of the tallies filed there, read after they were
   written, and written only if nobody else has summed them up meanwhile.

A crash between any two leaves a batch that comes again and does all of it anew.

Of an article that was erased nothing stays: once all who were at work have ended, its state row
says so, and when the sums are without it, its tallies and days are removed. The days are marked
first and the state is read then, and they go only with that mark; whoever files something under a
day makes sure afterwards that it is still written down without a mark. So an object that comes back
meanwhile keeps its days, or writes them down again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from functions.count.changes import StateChange
from functions.count.days import Days
from functions.shared.errors import TransientError
from schemas.counts import Tally
from schemas.table import RECOUNT, Bucket, Current, Entry, Item

TRIES = 10
"""Times that an article or a bucket is read while others write it."""


class RestlessError(TransientError):
    """What was to be counted was changed during every try; the batch has to come again."""


class Counts(Protocol):
    """The table, as the service needs it."""

    def state(self, article: str) -> Item: ...  # noqa: D102
    def entries(self, article: str, current: Current) -> list[Entry] | None: ...  # noqa: D102
    def days(self, article: str) -> Days: ...  # noqa: D102
    def keep_day(self, article: str, known: Days, day: str) -> None: ...  # noqa: D102
    def doom_days(self, article: str) -> str | None: ...  # noqa: D102
    def remove_days(self, article: str, mark: str) -> None: ...  # noqa: D102
    def file(self, article: str, day: str, seen: int, tally: Tally) -> None: ...  # noqa: D102
    def remove(self, article: str, day: str, seen: int) -> None: ...  # noqa: D102
    def sum_up(self, bucket: Bucket) -> bool: ...  # noqa: D102
    def note(self, at: str) -> None: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Filed:
    """An article, and all days under which something of it was filed."""

    article: str
    days: tuple[str, ...]
    state: Item
    """As it was seen then."""

    @property
    def buckets(self) -> list[Bucket]:
        """What has to be summed up."""
        return [Bucket.of(day, self.article) for day in self.days]


@dataclass(frozen=True)
class CountService:
    """Counts articles anew."""

    counts: Counts

    def count(self, changes: Iterable[StateChange]) -> int:
        """Count what a batch of changes is about; returns how many articles that was.

        Raises:
            TransientError: If the table is throttled, or others keep writing the same; the batch
                has to come again.
        """
        known = [change for change in changes if change.is_counted or change.is_end]
        articles = dict.fromkeys(change.article for change in known if change.is_counted)
        filed = [self._file(article) for article in articles]
        for bucket in dict.fromkeys(bucket for each in filed for bucket in each.buckets):
            self._sum_up(bucket)
        for each in filed:
            if each.days and _is_forgotten(each.state):
                self._forget(each)
        if known:
            self.counts.note(max(change.at for change in known))
        return len(articles)

    def _file(self, article: str) -> Filed:
        """File what the article has now under its day, and nothing under its others."""
        for _ in range(TRIES):
            known = self.counts.days(article)
            state, tally = self._tally(article)
            current = _current(state)
            day = current.day if current else None
            if day is not None and not known.keeps(day):
                self.counts.keep_day(article, known, day)
                continue
            for each in known.days:
                self.counts.file(article, each, _seen(state), tally if each == day else Tally())
            if day is None or self.counts.days(article).keeps(day):
                return Filed(article, known.days, state)
        raise RestlessError(article)

    def _forget(self, filed: Filed) -> None:
        """Remove what is kept of an article that is erased for good."""
        mark = self.counts.doom_days(filed.article)
        state = self.counts.state(filed.article)
        if not _is_forgotten(state):
            return
        for day in filed.days:
            self.counts.remove(filed.article, day, _seen(state))
        if mark is not None:
            self.counts.remove_days(filed.article, mark)

    def _tally(self, article: str) -> tuple[Item, Tally]:
        """The state of an article, with the tally of what can be read then."""
        for _ in range(TRIES):
            state = self.counts.state(article)
            current = _current(state)
            if current is None:
                return state, Tally()
            entries = self.counts.entries(article, current)
            if entries is not None:
                return state, Tally.of(current, entries)
        raise RestlessError(article)

    def _sum_up(self, bucket: Bucket) -> None:
        if not any(self.counts.sum_up(bucket) for _ in range(TRIES)):
            raise RestlessError(bucket.partition)


def _current(state: Item) -> Current | None:
    return Current.model_validate(state["current"]) if state.get("current") else None


def _is_forgotten(state: Item) -> bool:
    """Whether an article is erased, and nobody is at work on what it was."""
    return "erased" in state and state.get(RECOUNT) == state["erased"]


def _seen(state: Item) -> int:
    """A number that grows with every change of what readers see of an article.

    Every claim of work counts up. While it goes on, the revision before may be seen; it ends either
    with none or with a revision that bears its number.
    """
    counter, current = int(state.get("counter", 0)), _current(state)
    if current is None:
        return 3 * counter + 1
    return 3 * counter + (2 if current.rev == counter else 0)
