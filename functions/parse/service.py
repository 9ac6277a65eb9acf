"""What `parse` does with one event, over data access that is passed in.

Knows nothing of AWS. How a document becomes an article lives in `normalise`; where that is done, in
`sandbox`; how a container becomes members, in `expansion`.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from functions.parse.dropped import Dropped, Step
from functions.parse.errors import GoneError, ParseError
from functions.parse.lease import Lease, Refusal, Refused
from functions.parse.outcome import BusyError, Outcome, failure_of
from functions.parse.sandbox import Sandbox
from functions.shared.clock import utc_now
from functions.shared.trouble import Trouble
from schemas.article import Article
from schemas.events import Change, ObjectEvent
from schemas.failure import Failure, Stage
from schemas.messages import ExtractArticle, RetractArticle

logger = logging.getLogger(__name__)


class States(Protocol):
    """The state rows, as the service needs them."""

    def claim(self, event: ObjectEvent, now: datetime) -> Lease | Refused: ...  # noqa: D102
    def commit(self, lease: Lease, now: datetime) -> bool: ...  # noqa: D102
    def fail(self, lease: Lease, failure: Failure, now: datetime) -> bool: ...  # noqa: D102
    def note(self, lease: Lease, trouble: Trouble) -> None: ...  # noqa: D102
    def bury(self, event: ObjectEvent, now: datetime) -> int | None: ...  # noqa: D102


class Objects(Protocol):
    """The inbox, as the service needs it."""

    def current_version(self, event: ObjectEvent) -> str | None: ...  # noqa: D102
    def version_since(self, event: ObjectEvent, moment: str) -> str | None: ...  # noqa: D102


class Expansion(Protocol):
    """What is done with containers and members, as the service needs it."""

    def steps(self, event: ObjectEvent) -> list[Step] | None: ...  # noqa: D102
    def open(self, event: ObjectEvent, steps: Sequence[Step]) -> Dropped: ...  # noqa: D102
    def begin(self, lease: Lease, job: str | None) -> Outcome: ...  # noqa: D102
    def resume(self, event: ObjectEvent, job: str | None) -> None: ...  # noqa: D102
    def clear(self, event: ObjectEvent) -> None: ...  # noqa: D102


class ArticleFiles(Protocol):
    """The articles bucket, as the service needs it."""

    def write(self, article: Article, prefix: str) -> None: ...  # noqa: D102


class Queue(Protocol):
    """The queue to `extract`, as the service needs it."""

    def send(self, message: ExtractArticle | RetractArticle) -> None: ...  # noqa: D102


@dataclass(frozen=True)
class ParseService:
    """Turns events into articles, containers, failure records or tombstones."""

    states: States
    inbox: Objects
    articles: ArticleFiles
    queue: Queue
    expansion: Expansion
    sandbox: Sandbox
    max_bytes: int
    job: str | None = None
    """The job that asked for it; a container takes it along."""
    clock: Callable[[], datetime] = utc_now

    def handle(self, event: ObjectEvent, attempt: int) -> Outcome:
        """Deal with one event; `attempt` counts from 1.

        Raises:
            BusyError: If another run is at work on the same version; the event has to come again.
        """
        if event.change is Change.CREATED:
            return self._create(event, attempt)
        if event.permanent:
            return self._restore(event, attempt)
        return self._delete(event)

    def _create(self, event: ObjectEvent, attempt: int) -> Outcome:
        steps = self.expansion.steps(event)
        if steps is None:
            return Outcome.STALE
        claimed = self.states.claim(event, self.clock())
        if isinstance(claimed, Refused):
            return self._refuse(event, claimed, attempt)
        try:
            return self._begin(claimed, steps, attempt)
        except Exception as error:
            # From outside: noted where its dead letter will look for it.
            self._note(claimed, error, attempt)
            raise

    def _begin(self, lease: Lease, steps: Sequence[Step], attempt: int) -> Outcome:
        """Parse, unless what is there was to be erased.

        The versions before an erasure go one after another, and each that is still there for a
        moment may be announced late, or come back from under another. Only one that came after it
        brings an object back.
        """
        if not lease.erased or lease.event.member:
            return self._parse(lease, steps, attempt)
        version = self.inbox.version_since(lease.event, lease.erased)
        if version is None:
            return self._delete(lease.event)
        event = lease.event.model_copy(update={"version_id": version})
        return self._parse(replace(lease, event=event), [], attempt)

    def _restore(self, event: ObjectEvent, attempt: int) -> Outcome:
        """One version went for good: an older one, or none, may be the object now.

        S3 announces what goes but not what comes back from under it, and what came before this
        event may not have been announced yet: only the bucket knows what is there. If that is the
        version that was seen last, its claim is refused and nothing changes.
        """
        version = self.inbox.current_version(event)
        if version is None:
            return self._delete(event)
        update = {"change": Change.CREATED, "version_id": version, "permanent": False}
        return self._create(event.model_copy(update=update), attempt)

    def _parse(self, lease: Lease, steps: Sequence[Step], attempt: int) -> Outcome:
        try:
            dropped = self.expansion.open(lease.event, steps)
            if dropped.kind():
                return self.expansion.begin(lease, self.job)
            article = self.sandbox.article(dropped.document(self.max_bytes))
            article = article.model_copy(update={"notices": [*article.notices, *dropped.notices]})
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
        if lease.was_divided:
            self.expansion.clear(lease.event)
        return Outcome.PARSED

    def _follow(self, lease: Lease, attempt: int) -> Outcome:
        """The version went before it was read: go on with the one that is there now.

        A member is left to the change of the object that it lies in.
        """
        if lease.event.member:
            return Outcome.STALE
        version = self.inbox.current_version(lease.event)
        if version is None:
            return self._delete(lease.event)
        event = lease.event.model_copy(update={"version_id": version})
        return self._parse(replace(lease, event=event), [], attempt)

    def _note(self, lease: Lease, error: Exception, attempt: int) -> None:
        try:
            self.states.note(lease, Trouble.of(error, lease.run, attempt))
        except Exception:
            # What is wrong with the table is worth less than what went wrong before.
            logger.warning("trouble with %s not noted", lease.event.article_id, exc_info=True)

    def _fail(self, lease: Lease, error: ParseError, attempt: int) -> Outcome:
        now = self.clock()
        failure = failure_of(error, Stage.PARSE, lease.event, attempt, now)
        if not self.states.fail(lease, failure, now):
            return Outcome.STALE
        self._clear_away(lease.event)
        return Outcome.FAILED

    def _delete(self, event: ObjectEvent) -> Outcome:
        if self.states.bury(event, self.clock()) is None:
            return Outcome.STALE
        self._clear_away(event)
        return Outcome.DELETED

    def _refuse(self, event: ObjectEvent, refused: Refused, attempt: int) -> Outcome:
        if refused.refusal is Refusal.BUSY:
            raise BusyError(event.key)
        if refused.refusal is Refusal.PENDING:
            self._ask(Lease(event, refused.run))
            self.expansion.clear(event)
            return Outcome.RESENT
        if refused.refusal is Refusal.EXPANDING:
            self.expansion.resume(event, self.job)
            return Outcome.RESENT
        # An attempt before this one may have crashed before it asked for the clearing up.
        if refused.refusal is Refusal.FAILED:
            self._clear_away(event)
        elif attempt > 1:
            self._retract(event)
        return Outcome.STALE if refused.refusal is Refusal.STALE else Outcome.DUPLICATE

    def _ask(self, lease: Lease) -> None:
        article = lease.event.article_id
        self.queue.send(ExtractArticle(article_id=article, run=lease.run, prefix=lease.prefix))

    def _clear_away(self, event: ObjectEvent) -> None:
        """Remove what is left of an earlier version: claims, files, members."""
        self._retract(event)
        self.expansion.clear(event)

    def _retract(self, event: ObjectEvent) -> None:
        self.queue.send(RetractArticle(article_id=event.article_id))
