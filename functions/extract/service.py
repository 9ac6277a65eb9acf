"""What `extract` does with one message, over data access that is passed in.

Knows nothing of AWS. How claims are found lives in `engine`.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from functions.extract.lease import Lease
from functions.extract.rows import Revision, revision_of
from functions.shared.clock import utc_now
from functions.shared.errors import UnstorableError
from functions.shared.jobs import JobOutcome
from functions.shared.revisions import Superseded
from functions.shared.trouble import Trouble
from schemas.article import Article
from schemas.coverage import Extraction
from schemas.failure import Failure, FailureCode, Stage
from schemas.messages import ExtractArticle, ExtractMessage, RetractArticle, SweepArticle
from schemas.version import PIPELINE_VERSION

logger = logging.getLogger(__name__)


class Outcome(StrEnum):
    """How a message ended."""

    EXTRACTED = "extracted"
    STALE = "stale"
    RETRACTED = "retracted"
    SWEPT = "swept"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Records(Protocol):
    """The table, as the service needs it."""

    def claim(  # noqa: D102
        self, message: ExtractArticle, now: datetime, *, begin: bool = True
    ) -> Lease | None: ...
    def note(self, lease: Lease, trouble: Trouble) -> None: ...  # noqa: D102
    def has_failed(self, article: str) -> bool: ...  # noqa: D102
    def write(self, revision: Revision) -> None: ...  # noqa: D102
    def flip(self, lease: Lease, revision: Revision, now: datetime) -> bool: ...  # noqa: D102
    def fail(self, lease: Lease, failure: Failure, now: datetime) -> bool: ...  # noqa: D102
    def discard(self, revision: Revision) -> None: ...  # noqa: D102
    def superseded(self, article: str) -> Superseded: ...  # noqa: D102
    def remove_before(self, article: str, rev: int, *, for_good: bool) -> None: ...  # noqa: D102


class Jobs(Protocol):
    """The jobs that ask for work, as the service needs them."""

    def settled(self, job: str, article: str, outcome: JobOutcome) -> None: ...  # noqa: D102
    def is_cancelled(self, job: str) -> bool: ...  # noqa: D102


class ArticleFiles(Protocol):
    """The articles bucket, as the service needs it."""

    def read(self, prefix: str) -> Article: ...  # noqa: D102
    def remove_before(self, article_id: str, run: int) -> None: ...  # noqa: D102


class SweepQueue(Protocol):
    """The queue whose messages come when the grace period is over."""

    def send(self, message: SweepArticle) -> None: ...  # noqa: D102


@dataclass(frozen=True)
class ExtractService:
    """Turns messages into revisions."""

    records: Records
    articles: ArticleFiles
    sweeps: SweepQueue
    extract: Callable[[Article], Extraction]
    jobs: Jobs
    clock: Callable[[], datetime] = utc_now
    searchable: bool = True
    """Whether the words of claims are to be found."""

    def handle(self, message: ExtractMessage, attempt: int) -> Outcome:
        """Deal with one message; `attempt` counts from 1.

        Raises:
            BusyError: If another run is at work; the message has to come again.
            TransientError: If the table is throttled; so, too.
        """
        if isinstance(message, SweepArticle):
            self.records.remove_before(message.article_id, message.rev, for_good=True)
            self.articles.remove_before(message.article_id, message.run)
            return Outcome.SWEPT
        if isinstance(message, RetractArticle):
            self._clear(message.article_id, at_once=True)
            return Outcome.RETRACTED
        outcome = self._extract(message, attempt)
        self._settle(message, outcome)
        # Also after a duplicate: the run before may have crashed between flip and this.
        self._clear(message.article_id)
        return outcome

    def _extract(self, message: ExtractArticle, attempt: int) -> Outcome:
        begin = self._may_begin(message)
        lease = self.records.claim(message, self.clock(), begin=begin)
        if lease is None:
            return Outcome.STALE if begin else Outcome.CANCELLED
        try:
            return self._revise(lease, attempt)
        except Exception as error:
            # From outside: noted where its dead letter will look for it.
            self._note(lease, error, attempt)
            raise

    def _may_begin(self, message: ExtractArticle) -> bool:
        """False if the job of a repetition was cancelled. What was parsed for it goes on."""
        if message.job is None or message.again is None:
            return True
        return not self.jobs.is_cancelled(message.job)

    def _note(self, lease: Lease, error: Exception, attempt: int) -> None:
        try:
            self.records.note(lease, Trouble.of(error, lease.rev, attempt))
        except Exception:
            # What is wrong with the table is worth less than what went wrong before.
            logger.warning("trouble with %s not noted", lease.message.article_id, exc_info=True)

    def _settle(self, message: ExtractArticle, outcome: Outcome) -> None:
        """Tell the job, if there is one, how its article ended."""
        if message.job is None or outcome is Outcome.CANCELLED:
            return
        failed = outcome is Outcome.FAILED
        if outcome is Outcome.STALE:  # perhaps a repetition: the run before told nobody
            failed = self.records.has_failed(message.article_id)
        end = JobOutcome.FAILED if failed else JobOutcome.DONE
        self.jobs.settled(message.job, message.article_id, end)

    def _revise(self, lease: Lease, attempt: int) -> Outcome:
        message = lease.message
        article = self.articles.read(message.prefix)
        try:
            found = self.extract(article)
            revision = revision_of(
                article,
                found,
                lease.rev,
                message.prefix,
                self.clock(),
                searchable=self.searchable,
            )
        except Exception as error:
            # Extraction is pure: what it raises it would raise every time.
            return self._fail(lease, article, error, attempt)
        try:
            self.records.write(revision)
        except UnstorableError as error:
            return self._fail(lease, article, error, attempt)
        if self.records.flip(lease, revision, self.clock()):
            return Outcome.EXTRACTED
        # Whoever came in between may have swept this revision while it was being written.
        self.records.discard(revision)
        return Outcome.STALE

    def _fail(self, lease: Lease, article: Article, error: Exception, attempt: int) -> Outcome:
        logger.error("extraction failed on %s", article.source.key, exc_info=error)
        now = self.clock()
        failure = Failure(
            stage=Stage.EXTRACT,
            code=FailureCode.INTERNAL,
            message=f"The extraction failed on this article ({type(error).__name__}).",
            remedy="Please report it with the file; the log of this time has the details.",
            attempts=attempt,
            at=now.isoformat(timespec="seconds"),
            version_id=article.source.version_id,
            pipeline_version=PIPELINE_VERSION,
        )
        return Outcome.FAILED if self.records.fail(lease, failure, now) else Outcome.STALE

    def _clear(self, article_id: str, *, at_once: bool = False) -> None:
        """Have removed what nobody may see any more.

        What a newer revision has superseded is left to its readers until the grace period is over.
        What was deleted, or has failed, goes at once, and then again: a run that was overtaken
        may still be writing.
        """
        old = self.records.superseded(article_id)
        if old.is_nothing:
            return
        if at_once or old.ended:
            self.records.remove_before(article_id, old.rev, for_good=False)
            self.articles.remove_before(article_id, old.run)
        self.sweeps.send(SweepArticle(article_id=article_id, rev=old.rev, run=old.run))
