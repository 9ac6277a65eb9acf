"""The whole pipeline in memory: its own services and stores over twins of S3, SQS and DynamoDB.

A handler works until its message is done or a fault of its script stops it. Faults strike before or
after any elementary call of data access; one kind of them lets something else happen in between:
another handler or a reader. What must hold of a history lives in `checks`.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import cycle
from typing import Any, Final, TypeVar

from boto3.dynamodb.conditions import ConditionBase

from functions.api.queries import Queries
from functions.api.retries import Retries
from functions.api.store import RecordReader
from functions.dead_letters.letter import DeadLetter
from functions.dead_letters.service import DeadLetterService
from functions.dead_letters.store import StateStore as FailureStore
from functions.dead_letters.verdict import Verdict
from functions.extract.errors import BusyError as ExtractBusyError
from functions.extract.service import ExtractService
from functions.extract.store import RecordStore
from functions.parse.containers import Limits
from functions.parse.divisions import Divisions
from functions.parse.expansion import ExpansionService
from functions.parse.members import MemberStore
from functions.parse.outcome import BusyError as ParseBusyError
from functions.parse.requests import RequestService
from functions.parse.sandbox.here import DividerHere, Here
from functions.parse.service import ParseService
from functions.parse.store import StateStore
from functions.reconcile.comparing import Patience
from functions.reconcile.service import ReconcileService
from functions.reconcile.store import PassStore
from functions.shared.errors import ThrottledError, TransientError
from functions.shared.jobs import Jobs
from functions.shared.revisions import Revisions
from functions.shared.state_reader import StateReader
from functions.shared.table import Change
from infra.local.items import TableKeys
from schemas.article import Article
from schemas.coverage import Coverage, Extraction, SentenceCoverage
from schemas.events import ObjectEvent
from schemas.messages import EXTRACT_MESSAGE, PARSE_MESSAGE, ParseChange
from schemas.table import Item, Key
from tests.histories.tally import TALLY
from tests.memory.articles import MemoryArticles
from tests.memory.inbox import MemoryInbox
from tests.memory.queue import MemoryQueue, Message
from tests.memory.table import MemoryTable
from tests.records import START, claim

PARSE_LEASE: Final = 45
EXTRACT_LEASE: Final = 150
PARSE_VISIBILITY: Final = 180
EXTRACT_VISIBILITY: Final = 720
GRACE: Final = 300
SETTLED: Final = 900
STUCK: Final = 7200
"""Seconds after which comparing bucket and table takes a row for settled, or work for stuck."""
PAUSE: Final = 200
"""Seconds: longer than any lease."""
TRIES: Final = 2
"""Receives of a message before it is given up: few, so that it happens often."""
CHARACTERS: Final = 10_000
LIMITS: Final = Limits(
    members=50,
    total_bytes=10**6,
    member_bytes=10**5,
    nested_bytes=10**6,
    ratio=1000,
    depth=2,
    name_characters=100,
)


class Killed(BaseException):
    """The process ends here and now."""


class Fault(StrEnum):
    """What may happen between two calls."""

    KILL = "kill"
    REFUSE = "refuse"
    """The service refuses; after a call: its answer is lost, and what it did stays done."""
    REPEAT = "repeat"
    """The answer to a write is lost, and the client library sends it again."""
    PAUSE = "pause"
    """The process stands still for longer than its lease."""
    PARSE = "parse"
    EXTRACT = "extract"
    SWEEP = "sweep"
    GIVE_UP = "give up"
    """A dead letter is dealt with."""
    READ = "read"


FUNCTIONS: Final = (Fault.PARSE, Fault.EXTRACT, Fault.SWEEP, Fault.GIVE_UP)
"""Those that deal with messages."""
Script = Mapping[int, Fault]
"""Faults by the number of the point, before or after a call, at which they strike."""
T = TypeVar("T")
Watch = Callable[[Item, Item], None]
"""Told of a row before and after an update."""


@dataclass
class Frame:
    """One handler or reader at work."""

    script: Script
    points: int = 0


class WatchedTable(MemoryTable):
    """A table whose updates can be watched, and sent twice."""

    def __init__(self, keys: TableKeys, hook: Callable[[str], None], watch: Watch) -> None:
        super().__init__(keys, hook)
        self._watch = watch
        self.repeats = False
        """Whether the next update is sent again, its first answer being lost."""

    def update(self, key: Key, change: Change, condition: ConditionBase | None = None) -> Item:
        answer = super().update(key, change, condition)
        if self.repeats:
            self.repeats = False
            return super().update(key, change, condition)
        return answer

    def partition(self, pk: str, prefix: str) -> list[Item]:
        """The rows of a partition whose sort keys begin alike."""
        keys = [key for key in self._rows if key[0] == pk and key[1].startswith(prefix)]
        return list(self._read(keys).values())

    def _update(self, key: Key, change: Change, condition: ConditionBase | None) -> Item:
        before = self._read([key]).get(key, {})
        after = super()._update(key, change, condition)
        self._watch(before, after)
        return after


@dataclass(frozen=True)
class Parts:
    """What the functions are made of; a part can be replaced by one that is broken on purpose."""

    states: Callable[..., StateStore] = StateStore
    members: Callable[..., MemberStore] = MemberStore
    records: Callable[..., RecordStore] = RecordStore
    parse: Callable[..., ParseService] = ParseService
    extract: Callable[..., ExtractService] = ExtractService
    queries: Callable[..., Queries] = Queries


@dataclass
class Work:
    """How often something was begun, and how often it was cut off."""

    parsed: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Documents read, by article and sequencer."""
    extracted: Counter[tuple[str, str | None]] = field(default_factory=Counter)
    """Extractions, by article and version of the object."""
    untidied: int = 0
    """Messages that were given up and that no article waits for."""
    cut_off: int = 0
    """Handlers that a fault stopped, or that stood still for longer than their lease."""


class World:
    """A bucket, the functions, and a clock that only moves when told."""

    def __init__(self, keys: TableKeys, parts: Parts, watch: Watch) -> None:
        self.now = START
        self.work = Work()
        self.pending: list[ObjectEvent] = []
        """Changes that have not been announced yet, or will be once more."""
        self.table = WatchedTable(keys, self._point, watch)
        self.inbox = MemoryInbox(hook=self._point, clock=self.clock)
        self.articles = MemoryArticles(self._point)
        self.dead_letters = MemoryQueue(self.clock, "dead letters", EXTRACT_VISIBILITY)
        self.parse_queue = self._queue("parse queue", PARSE_VISIBILITY)
        self.extract_queue = self._queue("extract queue", EXTRACT_VISIBILITY)
        self.sweep_queue = self._queue("sweep queue", EXTRACT_VISIBILITY, GRACE)
        self._times_left = cycle((100.0, 5.0))
        """Every second page of a container's members is the last before the deadline."""
        self._frames: list[Frame] = []
        self._spare: list[Script] = []
        self._readers: list[Callable[[], None]] = []
        self._assemble(parts)

    def _queue(self, name: str, visibility: float, delay: float = 0) -> MemoryQueue:
        return MemoryQueue(
            self.clock, name, visibility, delay, TRIES, self.dead_letters, hook=self._point
        )

    def _assemble(self, parts: Parts) -> None:
        jobs, states = Jobs(self.table), parts.states(self.table, PARSE_LEASE)
        expansion = ExpansionService(
            members=parts.members(self.table, PARSE_LEASE),
            inbox=self.inbox,
            queue=self.parse_queue,
            extract=self.extract_queue,
            limits=LIMITS,
            divisions=Divisions(DividerHere(LIMITS)),
            most_hops=100,
            reserve=10,
            page=2,
            clock=self.clock,
        )
        parser = parts.parse(
            states=states,
            inbox=self.inbox,
            articles=self.articles,
            queue=self.extract_queue,
            expansion=expansion,
            sandbox=Here(CHARACTERS),
            max_bytes=LIMITS.member_bytes,
            clock=self.clock,
        )
        self.parser = RequestService(parser, expansion, states, self.extract_queue, jobs)
        self.extractor = parts.extract(
            records=parts.records(self.table, EXTRACT_LEASE),
            articles=self.articles,
            sweeps=self.sweep_queue,
            extract=self._extraction,
            jobs=jobs,
            clock=self.clock,
        )
        self.giver_up = DeadLetterService(
            archive=self.articles,
            states=FailureStore(self.table),
            parse=self.parse_queue,
            extract=self.extract_queue,
            jobs=jobs,
            tries=TRIES,
            clock=self.clock,
        )
        self.reconciler = ReconcileService(
            passes=PassStore(self.table, EXTRACT_LEASE),
            inbox=self.inbox,
            states=StateReader(self.table, 2),
            revisions=Revisions(self.table),
            parse=self.parse_queue,
            extract=self.extract_queue,
            erase=self._queue("erase queue", EXTRACT_VISIBILITY),
            patience=Patience(timedelta(seconds=SETTLED), timedelta(seconds=STUCK)),
            reserve=10,
            clock=self.clock,
        )
        reader = RecordReader(self.table)
        self.queries = parts.queries(reader, self.articles)
        self.retries = Retries(reader, self.parse_queue, self.extract_queue)

    def clock(self) -> datetime:
        """The time now."""
        return self.now

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        self.now += timedelta(seconds=seconds)

    def _extraction(self, article: Article) -> Extraction:
        self.work.extracted[article.article_id, article.source.version_id] += 1
        claims = [claim(article, block.start, block.end) for block in article.blocks]
        covered = [
            SentenceCoverage(
                start=claim.content[0].start, end=claim.content[0].end, claims=[claim.claim_id]
            )
            for claim in claims
        ]
        coverage = Coverage(article_id=article.article_id, sentences=covered)
        return Extraction(claims=claims, coverage=coverage)

    # --- Faults --------------------------------------------------------------------------------

    @contextmanager
    def scripted(self, scripts: Sequence[Script]) -> Iterator[None]:
        """Work by a script; the others are for what comes in between, in its order."""
        first, *self._spare = scripts or [{}]
        with self._frame(first):
            yield

    @contextmanager
    def _frame(self, script: Script) -> Iterator[None]:
        self._frames.append(Frame(script))
        try:
            yield
        finally:
            self._frames.pop()

    def peek(self, look: Callable[[], T]) -> T:
        """Look at something without giving faults a point to strike at."""
        frames, self._frames = self._frames, []
        try:
            return look()
        finally:
            self._frames = frames

    def _point(self, call: str) -> None:
        """A point before or after a call; nothing strikes what is not a handler or reader."""
        if self._frames:
            frame = self._frames[-1]
            frame.points += 1
            fault = frame.script.get(frame.points)
            if fault is not None:
                self._strike(fault, call)

    def _strike(self, fault: Fault, call: str) -> None:
        TALLY[f"fault: {fault.value}"] += 1
        match fault:
            case Fault.KILL:
                raise Killed
            case Fault.REFUSE:
                raise ThrottledError(call)
            case Fault.REPEAT:
                self.table.repeats = True
            case Fault.PAUSE:
                self.work.cut_off += 1
                self.wait(PAUSE)
            case _:
                self._meanwhile(fault)

    def _meanwhile(self, what: Fault) -> None:
        with self._frame(self._spare.pop(0) if self._spare else {}):
            if what is Fault.READ:
                self.read()
            else:
                self.handle(what, 0)

    # --- Handlers ------------------------------------------------------------------------------

    def handle(self, function: Fault, place: int) -> bool:
        """Let a function deal with one of its messages; whether there was one."""
        queue, act = self._function(function)
        message = self.peek(lambda: queue.receive(place))
        if message is None:
            return False
        TALLY[f"message: {function.value}"] += 1
        try:
            act(message)
            queue.delete(message)
        except (Killed, TransientError, ParseBusyError, ExtractBusyError, FileNotFoundError):
            self.work.cut_off += 1  # the message comes again once it is visible
        return True

    def _function(self, function: Fault) -> tuple[MemoryQueue, Callable[[Message], Any]]:
        functions: dict[Fault, tuple[MemoryQueue, Callable[[Message], Any]]] = {
            Fault.PARSE: (self.parse_queue, self._parse),
            Fault.EXTRACT: (self.extract_queue, self._extract),
            Fault.SWEEP: (self.sweep_queue, self._extract),
            Fault.GIVE_UP: (self.dead_letters, self._give_up),
        }
        return functions[function]

    def _parse(self, message: Message) -> None:
        request = PARSE_MESSAGE.validate_json(message.body)
        self.parser.handle(request, message.receives, lambda: next(self._times_left))

    def _extract(self, message: Message) -> None:
        self.extractor.handle(EXTRACT_MESSAGE.validate_json(message.body), message.receives)

    def _give_up(self, message: Message) -> None:
        letter = DeadLetter(str(message.id), message.body, "dead letters")
        found, work = self.giver_up.handle(letter), letter.work()
        removal = isinstance(work, ParseChange) and work.event.permanent
        if found is Verdict.TIDYING or (found is Verdict.STALE and removal):
            self.work.untidied += 1

    # --- Readers -------------------------------------------------------------------------------

    def read(self) -> None:
        """Let everybody read who wants to read meanwhile."""
        for reader in self._readers:
            reader()

    def on_read(self, reader: Callable[[], None]) -> None:
        """Someone who reads whenever reading comes in between."""
        self._readers.append(reader)

    # --- Events --------------------------------------------------------------------------------

    def announce(self, index: int, *, again: bool) -> None:
        """Deliver one of the pending events; it may come again later."""
        if self.pending:
            event = self.pending[index % len(self.pending)]
            self.parse_queue.send(ParseChange(event=event))
            if not again:
                self.pending.remove(event)

    def come_to_rest(self) -> None:
        """Announce what is pending and let everything be done, without faults."""
        self._frames.clear()
        while self.pending:
            self.announce(0, again=False)
        for _ in range(1000):
            worked = any(self.handle(function, 0) for function in FUNCTIONS)
            if not worked and not self._skip():
                return
        raise AssertionError("the pipeline does not come to rest")

    def reconcile(self) -> None:
        """Compare bucket and table, and have done what is found."""
        self.wait(STUCK + 1)
        for _ in range(100):
            done = self.reconciler.run(lambda: 100.0)
            if done is None or done.report.ended:
                self.come_to_rest()
                return
        raise AssertionError("comparing does not come to an end")

    def _skip(self) -> bool:
        """Go on to when the next message can be received; whether there is one."""
        times = [self._function(function)[0].next_change() for function in FUNCTIONS]
        later = min((time for time in times if time), default=None)
        if later:
            self.now = later
        return later is not None
