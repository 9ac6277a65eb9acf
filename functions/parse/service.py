"""What `parse` does with one event, over data access that is passed in.

Knows nothing of AWS. How a document becomes an article lives in `normalise`.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Protocol

from functions.parse.document import Document
from functions.parse.errors import (
    GoneError,
    ParseError,
    ReaderFaultError,
    TooLargeDocumentError,
)
from functions.parse.lease import Lease, Refusal, Refused
from functions.parse.normalise import normalise
from functions.shared.jobs import JobOutcome
from functions.shared.trouble import Trouble
from schemas.article import Article
from schemas.events import Change, ObjectEvent
from schemas.failure import Failure, Stage
from schemas.messages import ExtractArticle, ParseChange, ReparseObject, RetractArticle
from schemas.version import PIPELINE_VERSION

logger = logging.getLogger(__name__)

Message = ParseChange | ReparseObject


class Outcome(StrEnum):
    """How an event ended."""

    PARSED = "parsed"
    FAILED = "failed"
    DELETED = "deleted"
    STALE = "stale"
    DUPLICATE = "duplicate"
    RESENT = "resent"
    CANCELLED = "cancelled"


ENDS = {
    Outcome.FAILED: JobOutcome.FAILED,
    Outcome.DELETED: JobOutcome.DONE,
    Outcome.STALE: JobOutcome.DONE,
    Outcome.DUPLICATE: JobOutcome.DONE,
}
"""Outcomes with which the work for a job is over; after any other, `extract` ends it."""


class BusyError(Exception):
    """Another run is at work on the same version. Transient: the event has to come again."""

    def __init__(self, key: str) -> None:
        super().__init__(f"another run is reading {key}")


class States(Protocol):
    """The state rows, as the service needs them."""

    def claim(  # noqa: D102
        self, event: ObjectEvent, now: datetime, *, begin: bool = True
    ) -> Lease | Refused: ...
    def claim_again(  # noqa: D102
        self, message: ReparseObject, now: datetime, *, begin: bool = True
    ) -> Lease | Refused: ...
    def note(self, lease: Lease, trouble: Trouble) -> None: ...  # noqa: D102
    def knows(self, event: ObjectEvent) -> bool: ...  # noqa: D102
    def commit(self, lease: Lease, now: datetime) -> bool: ...  # noqa: D102
    def fail(self, lease: Lease, failure: Failure, now: datetime) -> bool: ...  # noqa: D102
    def bury(self, event: ObjectEvent, now: datetime) -> int | None: ...  # noqa: D102


class Objects(Protocol):
    """The inbox, as the service needs it."""

    def read(self, event: ObjectEvent) -> Document: ...  # noqa: D102
    def current_version(self, event: ObjectEvent) -> str | None: ...  # noqa: D102
    def version_since(self, event: ObjectEvent, moment: str) -> str | None: ...  # noqa: D102


class ArticleFiles(Protocol):
    """The articles bucket, as the service needs it."""

    def write(self, article: Article, prefix: str) -> None: ...  # noqa: D102


class Queue(Protocol):
    """The queue to `extract`, as the service needs it."""

    def send(self, message: ExtractArticle | RetractArticle) -> None: ...  # noqa: D102


class Jobs(Protocol):
    """The jobs that ask for work, as the service needs them."""

    def settled(self, job: str, article: str, outcome: JobOutcome) -> None: ...  # noqa: D102
    def is_cancelled(self, job: str) -> bool: ...  # noqa: D102


def _now() -> datetime:
    return datetime.now(UTC)


def _article(document: Document, max_characters: int) -> Article:
    """The article of a document. Parsing is pure, so what it raises it would raise every time.

    Raises:
        ParseError: If there is none, or the parser fails in a way that nobody foresaw.
    """
    try:
        article = normalise(document)
    except ParseError:
        raise
    except Exception as error:
        logger.exception("parser failed on %s", document.source.key)
        message = f"The parser failed on this file ({type(error).__name__})."
        raise ReaderFaultError(message) from error
    if len(article.text) > max_characters:
        message = f"The text has {len(article.text):,} characters; the limit is {max_characters:,}."
        raise TooLargeDocumentError(message)
    return article


def _for(message: Message, lease: Lease) -> Lease:
    """A lease that knows what was asked for, and how urgently."""
    unhurried = message.job is not None or isinstance(message, ReparseObject)
    return replace(lease, job=message.job, unhurried=unhurried)


@dataclass(frozen=True)
class ParseService:
    """Turns events into articles, failure records or tombstones."""

    states: States
    inbox: Objects
    articles: ArticleFiles
    queue: Queue
    backfill: Queue
    """The queue for what jobs and retries ask for."""
    jobs: Jobs
    max_characters: int
    clock: Callable[[], datetime] = _now

    def handle(self, message: Message, attempt: int) -> Outcome:
        """Deal with one message; `attempt` counts from 1.

        Raises:
            BusyError: If another run is at work on the same version; the message has to come again.
        """
        outcome = self._handle(message, attempt)
        if outcome in ENDS:
            self._settle(message, ENDS[outcome])
        return outcome

    def _handle(self, message: Message, attempt: int) -> Outcome:
        event = message.event
        if event.change is Change.CREATED:
            return self._create(message, attempt)
        if event.permanent:
            return self._restore(message, attempt)
        return self._delete(event)

    def _create(self, message: Message, attempt: int) -> Outcome:
        begin = self._may_begin(message)
        claimed = self._claim(message, begin=begin)
        if isinstance(claimed, Refused):
            return self._refuse(message, claimed, attempt, begin=begin)
        lease = _for(message, claimed)
        if lease.erased and not lease.event.member:
            return self._revive(lease, lease.erased, attempt)
        return self._try(lease, attempt)

    def _revive(self, lease: Lease, erased: str, attempt: int) -> Outcome:
        """Only a version that came after the erasure brings an object back.

        The versions before it go one after another, and each that is still there for a moment may
        be announced late, or come back from under another.
        """
        version = self.inbox.version_since(lease.event, erased)
        if version is None:
            return self._delete(lease.event)
        event = lease.event.model_copy(update={"version_id": version})
        return self._try(replace(lease, event=event), attempt)

    def _may_begin(self, message: Message) -> bool:
        """False if the job was cancelled. What it has begun goes on, members of a container too."""
        if message.job is None or (isinstance(message, ParseChange) and message.event.member):
            return True
        return not self.jobs.is_cancelled(message.job)

    def _claim(self, message: Message, *, begin: bool) -> Lease | Refused:
        if isinstance(message, ReparseObject):
            return self.states.claim_again(message, self.clock(), begin=begin)
        return self.states.claim(message.event, self.clock(), begin=begin)

    def _restore(self, message: Message, attempt: int) -> Outcome:
        """One version went for good: an older one, or none, is the object now.

        S3 announces what goes but not what comes back from under it. A version that was not the
        latest one seen changes nothing.
        """
        event = message.event
        if not self.states.knows(event):
            return Outcome.STALE
        version = self.inbox.current_version(event)
        if version is None:
            return self._delete(event)
        update = {"change": Change.CREATED, "version_id": version, "permanent": False}
        restored = event.model_copy(update=update)
        return self._create(message.model_copy(update={"event": restored}), attempt)

    def _try(self, lease: Lease, attempt: int) -> Outcome:
        """Parse; an error from outside is noted where its dead letter will look for it."""
        try:
            return self._parse(lease, attempt)
        except Exception as error:
            self._note(lease, error, attempt)
            raise

    def _note(self, lease: Lease, error: Exception, attempt: int) -> None:
        try:
            self.states.note(lease, Trouble.of(error, lease.run, attempt))
        except Exception:
            # What is wrong with the table is worth less than what went wrong before.
            logger.warning("trouble with %s not noted", lease.event.article_id, exc_info=True)

    def _parse(self, lease: Lease, attempt: int) -> Outcome:
        try:
            article = _article(self.inbox.read(lease.event), self.max_characters)
        except GoneError:
            return self._follow(lease, attempt)
        except ParseError as error:
            return self._fail(lease, error, attempt)
        self.articles.write(article, lease.prefix)
        # State first, message second: a crash between the two is mended by the event's
        # redelivery, which finds the state `parsed` and sends the message again.
        if not self.states.commit(lease, self.clock()):
            self._retract(lease.event)  # whoever took over cannot know of these files
            return Outcome.STALE
        self._ask(lease)
        return Outcome.PARSED

    def _follow(self, lease: Lease, attempt: int) -> Outcome:
        """The version went before it was read: go on with the one that is there now."""
        version = self.inbox.current_version(lease.event)
        if version is None:
            return self._delete(lease.event)
        event = lease.event.model_copy(update={"version_id": version})
        return self._parse(replace(lease, event=event), attempt)

    def _fail(self, lease: Lease, error: ParseError, attempt: int) -> Outcome:
        now = self.clock()
        failure = Failure(
            stage=Stage.PARSE,
            code=error.code,
            message=error.message,
            remedy=error.remedy,
            attempts=attempt,
            at=now.isoformat(timespec="seconds"),
            version_id=lease.event.version_id,
            pipeline_version=PIPELINE_VERSION,
        )
        if not self.states.fail(lease, failure, now):
            return Outcome.STALE
        self._retract(lease.event)
        return Outcome.FAILED

    def _delete(self, event: ObjectEvent) -> Outcome:
        if self.states.bury(event, self.clock()) is None:
            return Outcome.STALE
        self._retract(event)
        return Outcome.DELETED

    def _refuse(self, message: Message, refused: Refused, attempt: int, *, begin: bool) -> Outcome:
        event = message.event
        if refused.refusal is Refusal.BUSY:
            raise BusyError(event.key)
        if refused.refusal is Refusal.PENDING:
            self._ask(_for(message, Lease(event, refused.run)))
            return Outcome.RESENT
        # An attempt before this one may have crashed before it asked for the clearing up.
        if refused.refusal is Refusal.FAILED or attempt > 1:
            self._retract(event)
        if refused.refusal is Refusal.FAILED:
            self._settle(message, JobOutcome.FAILED)
            return Outcome.DUPLICATE
        if not begin:
            return Outcome.CANCELLED
        return Outcome.STALE if refused.refusal is Refusal.STALE else Outcome.DUPLICATE

    def _ask(self, lease: Lease) -> None:
        message = ExtractArticle(
            article_id=lease.event.article_id, run=lease.run, prefix=lease.prefix, job=lease.job
        )
        (self.backfill if lease.unhurried else self.queue).send(message)

    def _retract(self, event: ObjectEvent) -> None:
        self.queue.send(RetractArticle(article_id=event.article_id))

    def _settle(self, message: Message, outcome: JobOutcome) -> None:
        if message.job:
            self.jobs.settled(message.job, message.event.article_id, outcome)
