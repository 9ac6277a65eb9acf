"""The whole pipeline in memory: real services over the twins, and time that passes on demand.

A process can be killed before or after any elementary call. Its message then comes again when the
visibility timeout is over, as it does with SQS.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from functions.erase.service import EraseService
from functions.erase.store import RecordStore as EraseStore
from functions.extract.service import ExtractService
from functions.extract.store import RecordStore
from functions.jobs.lister import Lister
from functions.jobs.service import JobService
from functions.jobs.store import JobStore
from functions.parse.expansion import ExpansionService
from functions.parse.members import MemberStore
from functions.parse.requests import RequestService, request_of
from functions.parse.sandbox.here import Here
from functions.parse.service import ParseService
from functions.parse.store import StateStore
from functions.reconcile.comparing import Patience
from functions.reconcile.service import ReconcileService
from functions.reconcile.store import PassStore
from functions.shared.erasures import erase_article
from functions.shared.job_rows import counted, create, load, outcomes
from functions.shared.jobs import Jobs
from functions.shared.revisions import Revisions
from functions.shared.state_reader import StateReader
from schemas.events import ObjectEvent
from schemas.identity import article_id
from schemas.job import Job, JobRequest
from schemas.messages import (
    EXTRACT_MESSAGE,
    EraseArticle,
    ParseChange,
    RunJob,
)
from schemas.reconciliation import Reconciliation
from schemas.table import Item, state_row
from tests.memory import MemoryArticles, MemoryInbox, MemoryQueue
from tests.memory.hooks import Hook, Hooked, no_hook
from tests.parse.containers.archives import DIVISIONS, LIMITS, zipped
from tests.records import at, extraction_of, statements
from tests.tables import memory_table

LEASE: Final = 150
GRACE: Final = 300
VISIBILITY: Final = 720
SETTLED: Final = 900
STUCK: Final = 7200
PAGE: Final = 2
"""Objects in one step of a job."""


class KilledError(BaseException):
    """The process ends here: nothing catches it."""


class KillAt:
    """A hook that kills at one elementary call of a function, counted from 0, and counts them."""

    def __init__(self, number: int | None = None) -> None:
        self.calls: list[str] = []
        self._number = number

    def __call__(self, call: str) -> None:
        if call.endswith((".receive", ".delete")):
            return  # what the event source mapping does
        self.calls.append(call)
        if len(self.calls) - 1 == self._number:
            raise KilledError(call)


@dataclass(frozen=True)
class Consumer:
    """A queue and what deals with one of its messages."""

    queue: MemoryQueue
    handle: Callable[[str, int], object]


def plenty() -> float:
    """Seconds left to a function that has just begun."""
    return 100.0


class World:
    """Buckets, table, queues and the functions between them."""

    def __init__(self) -> None:
        self.now: datetime = at(0)
        self.table = memory_table()
        self.inbox = MemoryInbox(clock=self.clock)
        self.articles = MemoryArticles()
        self.parse_queue = self._queue("parse")
        self.parse_backfill = self._queue("parse_backfill")
        self.extract_queue = self._queue("extract")
        self.extract_backfill = self._queue("extract_backfill")
        self.sweep_queue = self._queue("sweep", GRACE)
        self.erase_queue = self._queue("erase")
        self.parse = self._parser()
        self.extract = ExtractService(
            RecordStore(self.table, LEASE),
            self.articles,
            self.sweep_queue,
            extraction_of,
            Jobs(self.table),
            self.clock,
        )
        self.erase = EraseService(
            self.inbox,
            self.articles,
            EraseStore(self.table),
            self.erase_queue,
            GRACE,
            reserve=5,
            clock=self.clock,
        )
        self.jobs_queue = self._queue("jobs")
        self.jobs = JobService(
            JobStore(self.table),
            Lister(self.inbox, StateReader(self.table, PAGE)),
            self.parse_backfill,
            self.extract_backfill,
            self.jobs_queue,
            reserve=5,
            look_seconds=60,
            clock=self.clock,
        )
        self.reconcile = ReconcileService(
            PassStore(self.table, LEASE),
            self.inbox,
            StateReader(self.table, PAGE),
            Revisions(self.table),
            self.parse_backfill,
            self.extract_backfill,
            self.erase_queue,
            Patience(timedelta(seconds=SETTLED), timedelta(seconds=STUCK)),
            reserve=5,
            clock=self.clock,
        )
        self.runner = Consumer(self.jobs_queue, self._run)
        self.eraser = Consumer(self.erase_queue, self._erase)
        self.consumers = [
            Consumer(self.parse_queue, self._parse),
            Consumer(self.parse_backfill, self._parse),
            Consumer(self.extract_queue, self._extract),
            Consumer(self.extract_backfill, self._extract),
            Consumer(self.sweep_queue, self._extract),
            self.eraser,
            self.runner,
        ]

    def _parser(self) -> RequestService:
        expansion = ExpansionService(
            MemberStore(self.table, LEASE),
            self.inbox,
            self.parse_queue,
            self.extract_queue,
            LIMITS,
            DIVISIONS,
            most_hops=10,
            reserve=5,
            clock=self.clock,
        )
        states = StateStore(self.table, LEASE)
        service = ParseService(
            states,
            self.inbox,
            self.articles,
            self.extract_queue,
            expansion,
            sandbox=Here(10**6),
            max_bytes=LIMITS.member_bytes,
            clock=self.clock,
        )
        return RequestService(service, expansion, states, self.extract_backfill, Jobs(self.table))

    def clock(self) -> datetime:
        """The time now."""
        return self.now

    def _queue(self, name: str, delay: float = 0) -> MemoryQueue:
        return MemoryQueue(self.clock, name, VISIBILITY, delay)

    @property
    def twins(self) -> Sequence[Hooked]:
        """Everything that is called."""
        queues = [consumer.queue for consumer in self.consumers]
        return [self.table, self.inbox, self.articles, *queues]

    def hook(self, hook: Hook = no_hook) -> None:
        """Set what happens between calls."""
        for twin in self.twins:
            twin.hook = hook

    # --- What people do ------------------------------------------------------------------------

    def drop(self, key: str, text: str) -> str:
        """Upload a file, and announce it."""
        self.announce(self.inbox.put(key, text.encode()))
        return article_id(self.inbox.bucket, key)

    def pack(self, key: str, *members: str) -> tuple[ObjectEvent, list[ObjectEvent]]:
        """Upload an archive; its change, and those of its members."""
        body = zipped({name: statements(2) for name in members})
        event = self.inbox.put(key, body)
        self.announce(event)
        return event, [event.model_copy(update={"member": name}) for name in members]

    def read(self, event: ObjectEvent) -> None:
        """Have `parse` deal with an event now."""
        self.parse.handle(ParseChange(event=event), 1, plenty)

    def announce(self, event: ObjectEvent) -> None:
        """Have S3 say what happened."""
        self.parse_queue.send(ParseChange(event=event))

    def ask_to_erase(self, article: str) -> EraseArticle:
        """What the API does for `DELETE /articles/{id}`."""
        message = erase_article(self.table, article, self.now)
        assert message is not None
        self.erase_queue.send(message)
        return message

    def order(self, **request: Any) -> str:
        """What the API does for `POST /jobs`; the job's id."""
        self.wait(1)
        job_id = f"{self.now:%Y%m%d%H%M%S%f}"
        create(self.table, job_id, JobRequest.model_validate(request), self.now)
        self.jobs_queue.send(RunJob(job_id=job_id, step=0))
        return job_id

    def job(self, job_id: str) -> Job:
        """What the API answers for `GET /jobs/{id}`."""
        checkpoint = load(self.table, job_id)
        assert checkpoint is not None
        return counted(checkpoint.job, *outcomes(self.table, job_id), self.now)

    def compare(self) -> Reconciliation:
        """What a run of the schedule finds, to the end of its pass."""
        result = self.reconcile.run(plenty)
        assert result is not None
        return result.report

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        self.now += timedelta(seconds=seconds)

    # --- What functions do ---------------------------------------------------------------------

    def settle(self) -> None:
        """Deal with all messages, those too that come later; removals are announced."""
        while True:
            self._announce_removals()
            if not any(self._step(consumer) for consumer in self.consumers):
                due = [d for c in self.consumers if (d := c.queue.next_change())]
                if not due:
                    return
                self.now = min(due)

    def work(self) -> None:
        """Deal with the messages that are there now, as they come."""
        self._announce_removals()
        while any(self._step(consumer) for consumer in self.consumers):
            self._announce_removals()

    def _announce_removals(self) -> None:
        announced, self.inbox.announced = self.inbox.announced, []
        for event in announced:
            self.announce(event)

    def _step(self, consumer: Consumer) -> bool:
        """Deal with one message. A killed process leaves it to come again."""
        message = consumer.queue.receive()
        if message is None:
            return False
        try:
            consumer.handle(message.body, message.receives)
            consumer.queue.delete(message)
        except (KilledError, Exception):
            assert message.receives < 20, f"it never ends: {message.body}"
        return True

    def _parse(self, body: str, attempt: int) -> object:
        return self.parse.handle(request_of(body), attempt, plenty)

    def _extract(self, body: str, attempt: int) -> object:
        return self.extract.handle(EXTRACT_MESSAGE.validate_json(body), attempt)

    def _run(self, body: str, attempt: int) -> object:
        return self.jobs.handle(RunJob.model_validate_json(body), attempt, plenty)

    def _erase(self, body: str, _: int) -> object:
        return self.erase.handle(EraseArticle.model_validate_json(body), plenty)

    # --- What there is -------------------------------------------------------------------------

    def files_of(self, article: str) -> list[str]:
        """Keys of all files about an article."""
        files = self.articles.keys()
        return [key for key in files if article in key]

    def state(self, article: str) -> Item:
        """The state row of an article."""
        return self.table.get(state_row(article)) or {}

    def rows_of(self, article: str) -> list[Item]:
        """Every row that belongs to an article, wherever it is filed, but for its state row."""
        own, index = f"A#{article}", f"#{article}#"
        return [
            row
            for row in self.table.rows()
            if (row["pk"] == own and row["sk"] != "META") or index in str(row["sk"])
        ]
