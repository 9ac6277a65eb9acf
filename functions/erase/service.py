"""What `erase` does with one message, over data access that is passed in. Knows nothing of AWS.

The state row is a tombstone already when the message is sent (`functions.shared.erasures`), so
that nobody reads what is still stored. Every step removes what it finds and can be done any number
of times: a message that comes again, after a crash or because the time was up, goes on.

All is done twice. Whoever was at work when the row was marked can no longer make anything readable
but may still be writing; the second time comes when they have certainly ended.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from functions.shared.clock import utc_now
from schemas.messages import EraseArticle
from schemas.table import Item


class Outcome(StrEnum):
    """How a message ended."""

    ERASED = "erased"
    """All that was there has gone; once more when the grace period is over."""
    ERASED_FOR_GOOD = "erased_for_good"
    CONTINUED = "continued"
    """The time was up: a message to go on was sent."""


@dataclass(frozen=True, slots=True)
class Version:
    """A version of an object, or a marker of its deletion."""

    id: str
    modified: datetime
    is_latest: bool


class Versions(Protocol):
    """The inbox, as the service needs it."""

    def pages(self, bucket: str, key: str) -> Iterator[list[Version]]: ...  # noqa: D102
    def remove_versions(self, bucket: str, key: str, versions: Sequence[str]) -> None: ...  # noqa: D102


class Files(Protocol):
    """The articles bucket, as the service needs it."""

    def remove_before(self, article_id: str, run: int) -> None: ...  # noqa: D102
    def remove_dead_letters(self, article_id: str) -> None: ...  # noqa: D102


class Records(Protocol):
    """The table, as the service needs it."""

    def remove_before(self, article: str, rev: int, *, for_good: bool) -> None: ...  # noqa: D102
    def remove_reviews(self, article: str, rev: int) -> None: ...  # noqa: D102
    def sources(self, article: str, rev: int) -> set[str]: ...  # noqa: D102
    def forget_source(self, source: str) -> None: ...  # noqa: D102
    def members(self, message: EraseArticle) -> Iterator[Item]: ...  # noqa: D102
    def erase_member(  # noqa: D102
        self, message: EraseArticle, row: Item, now: datetime
    ) -> EraseArticle | None: ...
    def forget_counts(self, message: EraseArticle) -> None: ...  # noqa: D102
    def forget_member(self, message: EraseArticle, row: Item) -> None: ...  # noqa: D102


class OwnQueue(Protocol):
    """The queue to `erase` itself, as the service needs it."""

    def send(self, message: EraseArticle, delay: int = 0) -> None: ...  # noqa: D102


class OutOfTimeError(Exception):
    """The deadline is near: the rest is left to another message."""


@dataclass(frozen=True)
class EraseService:
    """Erases what messages name."""

    inbox: Versions
    files: Files
    records: Records
    queue: OwnQueue
    grace_seconds: int
    """After which everybody has ended who was at work when the erasure was asked for."""
    reserve: float
    """Seconds before the deadline at which nothing new is begun."""
    clock: Callable[[], datetime] = utc_now

    def handle(self, message: EraseArticle, time_left: Callable[[], float]) -> Outcome:
        """Deal with one message; `time_left` is in seconds.

        Raises:
            TransientError: If the table is throttled; the message has to come again.
            RemovalError: If S3 leaves something; so, too.
        """
        try:
            self._erase(message, time_left)
        except OutOfTimeError:
            self.queue.send(message)
            return Outcome.CONTINUED
        if message.last:
            return Outcome.ERASED_FOR_GOOD
        self.queue.send(message.model_copy(update={"last": True}), self.grace_seconds)
        return Outcome.ERASED

    def _erase(self, message: EraseArticle, time_left: Callable[[], float]) -> None:
        def check() -> None:
            if time_left() < self.reserve:
                raise OutOfTimeError

        # Members first: their claims are readable until they are marked, too.
        self._erase_members(message, check)
        if not message.member:
            self._erase_versions(message, check)
        self.files.remove_before(message.article_id, message.run)
        self.files.remove_dead_letters(message.article_id)
        check()
        self._erase_records(message)

    def _erase_records(self, message: EraseArticle) -> None:
        """Remove all rows of revisions, reviews, and then the sources that are only named there."""
        article, run = message.article_id, message.run
        sources = self.records.sources(article, run)
        self.records.remove_before(article, run, for_good=False)
        self.records.remove_reviews(article, run)
        for source in sources:
            self.records.forget_source(source)
        if message.last:
            self.records.remove_before(article, run, for_good=True)
            self.records.forget_counts(message)

    def _erase_versions(self, message: EraseArticle, check: Callable[[], None]) -> None:
        """Remove the versions up to the moment of the erasure, the latest at the very end.

        As long as it is there, the removal of another brings nothing back from under it.
        """
        until = datetime.fromisoformat(message.at)
        latest: list[str] = []
        for page in self.inbox.pages(message.bucket, message.key):
            old = [version for version in page if version.modified <= until]
            latest += [version.id for version in old if version.is_latest]
            gone = [version.id for version in old if not version.is_latest]
            self.inbox.remove_versions(message.bucket, message.key, gone)
            check()
        self.inbox.remove_versions(message.bucket, message.key, latest)

    def _erase_members(self, message: EraseArticle, check: Callable[[], None]) -> None:
        """Erase the members of a container, each by a message of its own.

        Tombstone first, message second, row last: a crash between any two repeats what it must.
        """
        for row in self.records.members(message):
            member = self.records.erase_member(message, row, self.clock())
            if member is not None:
                self.queue.send(member)
                self.records.forget_member(message, row)
            check()
