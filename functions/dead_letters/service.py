"""What is done with one dead letter, over data access that is passed in.

Nothing is lost and nothing loops, whatever crashes in between: the letter is archived first, under
a key of its own; then the state row is changed, on condition that it still is what was judged; then
messages are sent that are harmless twice. Only after that is the letter acknowledged. A letter that
comes again finds its archive and the row as it left them, and sends the messages again.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from functions.dead_letters.letter import DeadLetter, Work, article_of
from functions.dead_letters.reasons import failure
from functions.dead_letters.verdict import Verdict, verdict
from functions.shared.clock import utc_now
from functions.shared.errors import TransientError
from functions.shared.jobs import JobOutcome
from schemas.base import Record
from schemas.events import Change, ObjectEvent
from schemas.failure import Failure
from schemas.messages import ExpandContainer, ExtractArticle, RetractArticle
from schemas.table import Item, State, article_prefix

logger = logging.getLogger(__name__)

ENDS = {
    Verdict.FAIL: JobOutcome.FAILED,
    Verdict.UNBEGUN: JobOutcome.FAILED,
    Verdict.BURY: JobOutcome.DONE,
    Verdict.STALE: JobOutcome.DONE,
    Verdict.SETTLED: JobOutcome.DONE,
}
"""What a job is told; after the verdicts that are missing here, it depends or is told later."""


class BusyError(TransientError):
    """A run may still be at work on the article: the letter has to come again."""

    def __init__(self, article_id: str) -> None:
        super().__init__(f"a run may still be at work on {article_id}")


class States(Protocol):
    """The state rows, as the service needs them."""

    def read(self, article: str) -> Item: ...  # noqa: D102
    def fail(  # noqa: D102
        self, work: Work, row: Item, failure: Failure, now: datetime
    ) -> Item: ...
    def bury(self, event: ObjectEvent, row: Item, now: datetime) -> Item: ...  # noqa: D102


class Archive(Protocol):
    """Where every letter is kept."""

    def keep(self, key: str, text: str) -> None: ...  # noqa: D102


class Queue(Protocol):
    """A queue to another function."""

    def send(self, message: Record) -> None: ...  # noqa: D102


class Jobs(Protocol):
    """The jobs that asked for work."""

    def settled(self, job: str, article: str, outcome: JobOutcome) -> None: ...  # noqa: D102


@dataclass(frozen=True)
class DeadLetterService:
    """Turns dead letters into failure records."""

    archive: Archive
    states: States
    parse: Queue
    extract: Queue
    jobs: Jobs
    tries: int
    clock: Callable[[], datetime] = utc_now

    def handle(self, letter: DeadLetter) -> Verdict | None:
        """Deal with one letter; returns what became of it, nothing if it makes no sense.

        Raises:
            BusyError: If a run may still be at work on its article; it has to come again.
            TransientError: If the table is throttled or the row moved; so, too.
        """
        self.archive.keep(letter.archive_key, letter.archived())
        work = letter.work()
        if work is None:
            return Verdict.TIDYING if letter.article_id else None
        row, now = self.states.read(article_of(work)), self.clock()
        found = verdict(work, row, now)
        self._act(found, letter, work, row, now)
        self._settle(found, work, row)
        return found

    def _act(
        self, found: Verdict, letter: DeadLetter, work: Work, row: Item, now: datetime
    ) -> None:
        match found:
            case Verdict.BUSY:
                raise BusyError(article_of(work))
            case Verdict.FAIL:
                reason = failure(letter, work, row, self.tries, now)
                self._clear(work, self.states.fail(work, row, reason, now))
            case Verdict.BURY if not isinstance(work, ExtractArticle):
                self._clear(work, self.states.bury(work.event, row, now))
            case Verdict.CLEAR:
                self._clear(work, row)
            case Verdict.SETTLED if isinstance(work, ExtractArticle):
                # It may have ended between showing its claims and calling for the earlier ones
                # to be removed.
                self._clear(work, row)
            case Verdict.RESUME:
                self._resume(work, row)

    def _clear(self, work: Work, row: Item) -> None:
        """Have removed what an article has lost: claims, and members if it was a container."""
        self.extract.send(RetractArticle(article_id=article_of(work)))
        if "position" in row and not isinstance(work, ExtractArticle):
            fields = {"change": Change.DELETED, "permanent": False, "sequencer": row["sequencer"]}
            gone = work.event.model_copy(update=fields)
            self.parse.send(
                ExpandContainer(event=gone, run=int(row["run"]), position=0, number=0, hop=1)
            )

    def _resume(self, work: Work, row: Item) -> None:
        """Send what the row waits for, perhaps again."""
        run = int(row["run"])
        if row["state"] == State.PARSED:
            article = article_of(work)
            prefix = article_prefix(article, run)
            self.extract.send(
                ExtractArticle(article_id=article, run=run, prefix=prefix, job=work.job)
            )
        elif not isinstance(work, ExtractArticle):
            # All of the message is from the row: the letter may be of a later event, adopted.
            fields = {"sequencer": row["divided_by"], "version_id": row.get("version_id")}
            self.parse.send(
                ExpandContainer(
                    event=work.event.model_copy(update=fields),
                    run=run,
                    position=int(row["position"]),
                    number=int(row["entries"]),
                    hop=int(row["hop"]),
                    job=work.job,
                )
            )

    def _settle(self, found: Verdict, work: Work, row: Item) -> None:
        if work.job is None:
            return
        end = ENDS.get(found)
        if found is Verdict.CLEAR:
            failed = row["state"] == State.FAILED
            end = JobOutcome.FAILED if failed else JobOutcome.DONE
        if end:
            self.jobs.settled(work.job, article_of(work), end)
