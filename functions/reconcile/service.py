"""What `reconcile` does when its time has come, over data access that is passed in.

Knows nothing of AWS. A run goes on where the one before has stopped, page by page: it looks, sends
what mends, and then moves the checkpoint. A crash repeats a page; what is sent again is a
duplicate to the fence of each article.
"""

import logging
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from functions.reconcile.comparing import Comparison, Disagreement, Message, Patience
from functions.reconcile.passes import PARTITIONS, Pass, Place
from functions.shared.clock import utc_now
from functions.shared.inbox import Page
from functions.shared.revisions import superseded
from schemas.identity import article_id
from schemas.messages import EraseArticle, RetractArticle
from schemas.reconciliation import Finding, Reconciliation
from schemas.table import PARENT_KEY, Item, State

logger = logging.getLogger(__name__)


class Passes(Protocol):
    """The checkpoint, as the service needs it."""

    def begin(self, now: datetime) -> Pass | None: ...  # noqa: D102
    def advance(self, done: Pass, now: datetime) -> Pass | None: ...  # noqa: D102
    def pause(self, done: Pass) -> None: ...  # noqa: D102
    def finish(self, done: Pass) -> None: ...  # noqa: D102


class Inbox(Protocol):
    """The inbox, as the service needs it."""

    bucket: str

    def page(self, prefix: str, after: Sequence[str] | None) -> Page: ...  # noqa: D102
    def present(self, keys: Sequence[str]) -> AbstractSet[str]: ...  # noqa: D102


class States(Protocol):
    """State rows, as the service needs them."""

    def of(self, articles: Sequence[str]) -> Mapping[str, Item]: ...  # noqa: D102
    def in_state(  # noqa: D102
        self, state: State, shard: int, after: str, until: str
    ) -> tuple[list[Item], str | None]: ...


class Revisions(Protocol):
    """Rows of revisions, as the service needs them."""

    def before(self, article: str, rev: int) -> Iterator[int]: ...  # noqa: D102


class Queue(Protocol):
    """A queue to a function that mends."""

    def send_all(self, messages: Sequence[Message]) -> None: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Result:
    """What one run has done."""

    report: Reconciliation
    """Of the pass so far."""
    counts: Mapping[Finding, int]
    """What this run has found."""


@dataclass(frozen=True)
class ReconcileService:
    """Compares bucket and table."""

    passes: Passes
    inbox: Inbox
    states: States
    revisions: Revisions
    parse: Queue
    extract: Queue
    erase: Queue
    patience: Patience
    reserve: float
    """Seconds before the deadline at which no further page is begun."""
    clock: Callable[[], datetime] = utc_now

    def run(self, time_left: Callable[[], float]) -> Result | None:
        """Go on with the pass, or begin one; nothing if another run is at it.

        Raises:
            TransientError: If the table is throttled; the next run goes on.
        """
        begun = self.passes.begin(self.clock())
        last = begun and self._go_on(begun, time_left)
        if begun is None or last is None:
            return None
        counts = Counter(last.report.counts)
        counts.subtract(begun.report.counts)
        return Result(last.report, +counts)

    def _go_on(self, current: Pass, time_left: Callable[[], float]) -> Pass | None:
        """Page by page, until the pass ends or the time is up; nothing if another run goes on."""
        while True:
            done = self._page(current)
            if done.place.is_end:
                ended = done.ended(self.clock())
                self.passes.finish(ended)
                return ended
            if time_left() < self.reserve:
                self.passes.pause(done)
                return done
            advanced = self.passes.advance(done, self.clock())
            if advanced is None:
                return None
            current = advanced

    def _page(self, current: Pass) -> Pass:
        comparison = Comparison(self.inbox.bucket, self.clock(), self.patience)
        if current.place.partition < 0:
            return self._objects(current, comparison)
        return self._rows(current, comparison)

    def _objects(self, current: Pass, comparison: Comparison) -> Pass:
        """A page of the bucket, against the table."""
        page = self.inbox.page("", current.place.marker)
        ids = {article_id(self.inbox.bucket, each.key): each for each in page.objects}
        states = self.states.of(list(ids))
        compared = [comparison.listed(each, states.get(id_, {})) for id_, each in ids.items()]
        place = current.place.next_partition()
        if page.following:
            place = Place(marker=(page.following[0], page.following[1]))
        return self._mend(compared, current, place, objects=len(ids))

    def _rows(self, current: Pass, comparison: Comparison) -> Pass:
        """A page of the table, against the bucket."""
        state, number = PARTITIONS[current.place.partition]
        until = current.report.begun
        rows, after = self.states.in_state(state, number, current.place.after, until)
        compared = [*self._against_bucket(rows, comparison), *self._unswept(rows, comparison)]
        place = current.place.next_partition()
        if after is not None:
            place = current.place.model_copy(update={"after": after})
        return self._mend(compared, current, place, articles=len(rows))

    def _against_bucket(
        self, rows: Sequence[Item], comparison: Comparison
    ) -> Iterator[Disagreement | None]:
        there = [row for row in rows if row["state"] != State.DELETED]
        objects = [row["key"] for row in there if not row.get("member")]
        present = self.inbox.present(objects)
        containers = self.states.of([row[PARENT_KEY] for row in there if row.get("member")])
        for row in there:
            container = containers.get(row.get(PARENT_KEY, ""), {})
            yield comparison.row(row, container, is_there=row["key"] in present)

    def _unswept(self, rows: Sequence[Item], comparison: Comparison) -> Iterator[Disagreement]:
        for row in rows:
            if comparison.may_be_unswept(row):
                left = self.revisions.before(row["article_id"], superseded(row).rev)
                if next(left, None) is not None:
                    yield comparison.unswept(row)

    def _mend(
        self,
        compared: Sequence[Disagreement | None],
        current: Pass,
        place: Place,
        *,
        objects: int = 0,
        articles: int = 0,
    ) -> Pass:
        """Ask for what mends, and say what was found."""
        wrong = [each for each in compared if each is not None]
        for each in wrong:
            found = each.found
            logger.warning("%s: %s %s", found.finding.value, found.article_id, found.key)
        messages = [each.message for each in wrong]
        self.extract.send_all([each for each in messages if isinstance(each, RetractArticle)])
        self.erase.send_all([each for each in messages if isinstance(each, EraseArticle)])
        others = (RetractArticle, EraseArticle)
        self.parse.send_all([each for each in messages if not isinstance(each, others)])
        found_here = [each.found for each in wrong]
        return current.behind(place, found_here, objects=objects, articles=articles)
