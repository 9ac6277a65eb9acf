"""`parse` over the twins in memory, with queues that deliver again, and processes that may die."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from functions.parse.containers import Limits
from functions.parse.divisions import Divisions
from functions.parse.document import Document
from functions.parse.errors import ParseError
from functions.parse.expansion import ExpansionService
from functions.parse.members import MemberStore
from functions.parse.outcome import BusyError, Outcome
from functions.parse.requests import request_of
from functions.parse.sandbox import Sandbox
from functions.parse.sandbox.here import DividerHere, Here
from functions.parse.service import ParseService
from functions.parse.store import StateStore
from schemas.article import Article
from schemas.events import ObjectEvent
from schemas.identity import article_id
from schemas.messages import ExpandContainer, ParseChange
from schemas.table import MEMBER_PREFIX, SK, Item, State, state_row
from tests.memory import MemoryArticles, MemoryInbox, MemoryQueue, Message
from tests.parse.containers.archives import LIMITS
from tests.records import at
from tests.tables import memory_table

LEASE, VISIBILITY = 45, 180
KEY = "drop.zip"
End = tuple[State, str]
"""State of an object or member, and the version that it is of."""


@dataclass(frozen=True)
class Remembering:
    """A sandbox that reads each document once: a history comes to it again at every crash."""

    sandbox: Sandbox
    _read: dict[tuple[bytes, str], Article | ParseError] = field(default_factory=dict)

    def article(self, document: Document) -> Article:
        """The article of a document, or the error that it ends with."""
        known = (document.body, f"{document.source!r} {document.metadata!r}")
        if known not in self._read:
            try:
                self._read[known] = self.sandbox.article(document)
            except ParseError as error:
                self._read[known] = error
        found = self._read[known]
        if isinstance(found, ParseError):
            raise found
        return found


READ: Final = Remembering(Here(10**6))


class CrashError(Exception):
    """The process dies here."""


@dataclass
class Ingestion:
    """Everything around `parse`. A run ends when no message is left."""

    limits: Limits = LIMITS
    most_hops: int = 1000
    page: int = 2
    time_left: float = 100
    calls: int = 0
    dies_at: int | None = None
    """The elementary call, counted from 0, before which the process dies, once."""
    interrupts: set[int] = field(default_factory=set)
    """The elementary calls before which another message is dealt with, as beside this one."""
    outcomes: list[Outcome] = field(default_factory=list)
    now: datetime = field(default_factory=lambda: at(0))

    def __post_init__(self) -> None:
        self.table, self.inbox = memory_table(), MemoryInbox()
        self.queue = MemoryQueue(lambda: self.now, "parse", VISIBILITY)
        self.extract = MemoryQueue(lambda: self.now, "extract", VISIBILITY)
        self.articles = MemoryArticles()
        for twin in (self.table, self.inbox, self.queue, self.extract, self.articles):
            twin.hook = self._step
        self.expansion = ExpansionService(
            members=MemberStore(self.table, LEASE),
            inbox=self.inbox,
            queue=self.queue,
            extract=self.extract,
            limits=self.limits,
            divisions=Divisions(DividerHere(self.limits)),
            most_hops=self.most_hops,
            reserve=10,
            page=self.page,
            clock=lambda: self.now,
        )
        self.service = ParseService(
            states=StateStore(self.table, LEASE),
            inbox=self.inbox,
            articles=self.articles,
            queue=self.extract,
            expansion=self.expansion,
            sandbox=READ,
            max_bytes=self.limits.member_bytes,
            clock=lambda: self.now,
        )

    # --- What happens --------------------------------------------------------------------------

    def put(self, body: bytes, key: str = KEY) -> ObjectEvent:
        """Upload a file; its event waits in the queue."""
        return self.announce(self.inbox.put(key, body))

    def delete(self, key: str = KEY) -> ObjectEvent:
        """Delete an object; its event waits in the queue."""
        return self.announce(self.inbox.delete(key))

    def announce(self, event: ObjectEvent) -> ObjectEvent:
        """An event comes into the queue."""
        self.queue._add(ParseChange(event=event).model_dump_json())
        return event

    def run(self) -> None:
        """Deliver messages until none is left."""
        while self.deliver() or self._wait():
            pass

    def deliver(self, place: int = 0) -> bool:
        """Deliver one of the visible messages; one that fails comes again."""
        self.now += timedelta(seconds=1)
        message = self.queue._receive(place)
        if message is None:
            return False
        try:
            self.outcomes.append(self._handle(message))
        except (BusyError, CrashError):
            return True
        self.queue._messages.pop(message.id)
        return True

    def _handle(self, message: Message) -> Outcome:
        found = request_of(message.body)
        if isinstance(found, ParseChange):
            return self.service.handle(found.event, message.receives)
        assert isinstance(found, ExpandContainer)
        return self.expansion.handle(found, message.receives, lambda: self.time_left)

    def _wait(self) -> bool:
        change = self.queue.next_change()
        self.now = change or self.now
        return change is not None

    def _step(self, name: str) -> None:
        if name.startswith("before"):
            self.calls += 1
            call = self.calls - 1
            if call == self.dies_at:
                raise CrashError
            if call in self.interrupts:
                self.deliver(call)

    # --- What came of it -----------------------------------------------------------------------

    def row(self, member: str = "", key: str = KEY) -> Item:
        """The state row of an object or member."""
        return self.table._read([state_row(article_id("inbox", key, member))]).get(
            state_row(article_id("inbox", key, member)), {}
        )

    def code(self, member: str = "") -> str:
        """Why an object or member failed."""
        return str(self.row(member)["failure"]["code"])

    def ends(self) -> dict[str, End]:
        """What became of each object and member that is not deleted, by key and path."""
        return {
            f"{row['key']}:{row.get('member', '')}": (State(row["state"]), row["version_id"])
            for row in self.table.rows()
            if "state" in row and row["state"] != State.DELETED
        }

    def states(self) -> dict[str, State]:
        """The state of each member that is not deleted."""
        return {
            name.partition(":")[2]: state
            for name, (state, _) in self.ends().items()
            if not name.endswith(":")
        }

    def member_rows(self) -> int:
        """How many rows say that a container has a member."""
        return sum(str(row[SK]).startswith(MEMBER_PREFIX) for row in self.table.rows())

    def with_limits(self, **changes: int) -> "Ingestion":
        """Another one with other limits."""
        return Ingestion(limits=replace(self.limits, **changes))
