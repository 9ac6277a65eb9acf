"""Trying again, from the message to the claims, whatever dies on the way and comes twice.

The services and stores are the real ones; the table, the buckets and the queues are in memory.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest

from functions.api.retries import Retries
from functions.dead_letters.letter import DeadLetter
from functions.dead_letters.service import DeadLetterService
from functions.dead_letters.store import StateStore as FailureStore
from functions.extract.errors import BusyError as ExtractBusyError
from functions.extract.service import ExtractService
from functions.extract.store import RecordStore
from functions.parse.expansion import ExpansionService
from functions.parse.members import MemberStore
from functions.parse.outcome import BusyError as ParseBusyError
from functions.parse.requests import RequestService
from functions.parse.sandbox.here import Here
from functions.parse.service import ParseService
from functions.parse.store import StateStore
from functions.shared.errors import ThrottledError, TransientError
from functions.shared.jobs import Jobs
from schemas.events import ObjectEvent
from schemas.messages import EXTRACT_MESSAGE, PARSE_MESSAGE, ParseChange, ReparseObject
from schemas.table import Item, State, outcome_row, state_row
from tests.memory import MemoryArticles, MemoryInbox, MemoryQueue, MemoryTable, Message
from tests.parse.containers.archives import DIVISIONS, LIMITS
from tests.records import at, extraction_of
from tests.tables import memory_table

LEASE = 50
VISIBILITY = 60
KEY = "story.txt"
JOB = "j1"


class KilledError(BaseException):
    """The process dies here, and nothing catches that."""


@dataclass
class World:
    """The pipeline in memory; time passes when there is nothing to do."""

    seconds: float = 0
    table: MemoryTable = field(default_factory=memory_table)
    articles: MemoryArticles = field(default_factory=MemoryArticles)
    inbox: MemoryInbox = field(default_factory=MemoryInbox)

    def __post_init__(self) -> None:
        self.dead = MemoryQueue(self.now, "dead", VISIBILITY)
        self.sweeps = MemoryQueue(self.now, "sweep", VISIBILITY)
        self.parse, self.extract = (
            MemoryQueue(self.now, name, VISIBILITY, max_receives=4, dead_letters=self.dead)
            for name in ("parse", "extract")
        )
        self.event = self.inbox.put(KEY, b"The mayor said that the bridge was safe.")

    def now(self) -> datetime:
        return at(self.seconds)

    # --- The functions -------------------------------------------------------------------------

    def on_parse(self, message: Message) -> None:
        states = StateStore(self.table, LEASE)
        expansion = ExpansionService(
            MemberStore(self.table, LEASE),
            self.inbox,
            self.parse,
            self.extract,
            LIMITS,
            DIVISIONS,
            10,
            1,
        )
        parse = ParseService(
            states=states,
            inbox=self.inbox,
            articles=self.articles,
            queue=self.extract,
            expansion=expansion,
            sandbox=Here(1000),
            max_bytes=LIMITS.member_bytes,
            clock=self.now,
        )
        service = RequestService(parse, expansion, states, self.extract, Jobs(self.table))
        work = PARSE_MESSAGE.validate_json(message.body)
        assert isinstance(work, ParseChange | ReparseObject)
        service.handle(work, message.receives, time_left=lambda: 100)

    def on_extract(self, message: Message) -> None:
        service = ExtractService(
            records=RecordStore(self.table, LEASE),
            articles=self.articles,
            jobs=Jobs(self.table),
            sweeps=self.sweeps,
            extract=extraction_of,
            clock=self.now,
        )
        service.handle(EXTRACT_MESSAGE.validate_json(message.body), message.receives)

    def on_dead(self, message: Message) -> None:
        service = DeadLetterService(
            archive=self.articles,
            states=FailureStore(self.table),
            parse=self.parse,
            extract=self.extract,
            jobs=Jobs(self.table),
            tries=4,
            clock=self.now,
        )
        service.handle(DeadLetter(str(message.id), message.body, "dead"))

    def settle(self) -> None:
        """Work until nothing is left, each message coming again when its function failed."""
        handlers: list[tuple[MemoryQueue, Callable[[Message], None]]] = [
            (self.parse, self.on_parse),
            (self.extract, self.on_extract),
            (self.dead, self.on_dead),
        ]
        while any(queue.messages() for queue, _ in handlers):
            for queue, handle in handlers:
                self._work(queue, handle)
            self.seconds += 1

    def _work(self, queue: MemoryQueue, handle: Callable[[Message], None]) -> None:
        while message := queue.receive():
            if self._ends(handle, message):
                queue.delete(message)

    @staticmethod
    def _ends(handle: Callable[[Message], None], message: Message) -> bool:
        """Whether a function ends well; if it does not, its message comes again."""
        try:
            handle(message)
        except (KilledError, TransientError, ParseBusyError, ExtractBusyError):
            return False
        return True

    # --- Faults --------------------------------------------------------------------------------

    def watch(self, hook: Callable[[str], None]) -> None:
        """Have a hook called around every call to table and buckets, and every sending."""
        for twin in (self.table, self.articles, self.inbox):
            twin.hook = hook
        for queue in (self.parse, self.extract):
            queue.hook = lambda call: hook(call) if call.endswith(".send") else None

    def calls(self) -> int:
        """The calls that settling makes."""
        count = 0

        def one_more(_: str) -> None:
            nonlocal count
            count += 1

        self.watch(one_more)
        self.settle()
        return count

    # --- What there is -------------------------------------------------------------------------

    @property
    def row(self) -> Item:
        return self.table.get(state_row(self.event.article_id)) or {}

    def claims(self) -> int:
        """Claims that readers find, of the current revision."""
        current = self.row.get("current")
        prefix = f"C#{int(current['rev']):010d}#" if current else "none"
        return sum(str(row["sk"]).startswith(prefix) for row in self.table.rows())

    def told(self) -> Any:
        """What the job was told."""
        return (self.table.get(outcome_row(JOB, self.event.article_id)) or {}).get("outcome")


def ingested() -> World:
    """An article with its claims."""
    world = World()
    world.parse.send(ParseChange(event=world.event))
    world.settle()
    assert world.claims() == 1
    return world


def ask_to_reparse(world: World) -> None:
    run = int(world.row["run"])
    world.parse.send(ReparseObject(event=world.event, run=run, job=JOB))


def ask_to_extract_again(world: World) -> None:
    run, counter = int(world.row["run"]), int(world.row["counter"])
    prefix = world.row["current"]["prefix"]
    fields = {"article_id": world.event.article_id, "run": run, "prefix": prefix}
    message = {"type": "extract", "again": counter, "job": JOB} | fields
    world.extract.send(EXTRACT_MESSAGE.validate_python(message))


REPETITIONS = pytest.mark.parametrize("ask", [ask_to_reparse, ask_to_extract_again])


@REPETITIONS
def test_a_repetition_replaces_the_claims_and_tells_its_job(ask: Callable[[World], None]) -> None:
    world = ingested()
    before = world.row["current"]["rev"]
    ask(world)

    world.settle()

    assert world.row["state"] == State.READY
    assert world.row["current"]["rev"] > before
    assert world.claims() == 1
    assert world.told() == "done"


@REPETITIONS
def test_a_repetition_whose_process_dies_at_any_call_ends_all_the_same(
    ask: Callable[[World], None],
) -> None:
    smooth = ingested()
    ask(smooth)

    for number in range(smooth.calls()):
        world = ingested()
        ask(world)
        world.watch(dying_at(number))

        world.settle()

        assert (world.row["state"], world.told()) == (State.READY, "done"), f"died at {number}"
        assert world.claims() == 1


def dying_at(number: int) -> Callable[[str], None]:
    """A hook in which the process dies once."""
    calls = iter(range(10**6))

    def hook(_: str) -> None:
        if next(calls) == number:
            raise KilledError

    return hook


@REPETITIONS
def test_claims_stay_readable_until_the_new_ones_take_their_place(
    ask: Callable[[World], None],
) -> None:
    world = ingested()
    ask(world)
    seen: list[int] = []

    def look(_: str) -> None:
        world.table.hook = lambda _: None
        seen.append(world.claims())
        world.table.hook = look

    world.watch(look)
    world.settle()

    assert seen
    assert set(seen) == {1}


@REPETITIONS
def test_a_repetition_that_comes_twice_is_done_once(ask: Callable[[World], None]) -> None:
    once, twice = ingested(), ingested()
    ask(once)
    once.settle()
    ask(twice)
    ask(twice)
    twice.settle()

    assert twice.row["current"] == once.row["current"]


@pytest.mark.parametrize(
    ("fault", "code"), [(KilledError, "crashed"), (ThrottledError, "unavailable")]
)
@pytest.mark.parametrize(
    ("call", "stage"), [("before inbox.open", "parse"), ("before table.write", "extract")]
)
def test_a_repetition_that_breaks_down_each_time_fails_and_a_retry_heals(
    call: str, stage: str, fault: type[BaseException], code: str
) -> None:
    world = ingested()
    ask_to_reparse(world)

    def break_down(name: str) -> None:
        # Only what writes claims: removing old ones is no part of the article's work.
        if name == call and world.row.get("state") in {"parsing", "parsed"}:
            raise fault

    world.watch(break_down)
    world.settle()

    failure = world.row["failure"]
    assert (failure["stage"], failure["code"]) == (stage, code)
    assert "current" not in world.row
    assert world.claims() == 0
    assert world.told() == "failed"

    world.watch(lambda _: None)
    retry(world)
    world.settle()
    assert world.row["state"] == State.READY
    assert world.claims() == 1


def retry(world: World) -> None:
    """As the API does it."""
    Retries(world.table, world.parse, world.extract).retry(world.event.article_id)


def test_a_newer_version_ends_every_repetition_of_the_older() -> None:
    world = ingested()
    ask_to_reparse(world)
    ask_to_extract_again(world)
    world.event = newer(world)
    world.settle()

    assert world.row["version_id"] == world.event.version_id
    assert world.claims() == 1


def newer(world: World) -> ObjectEvent:
    event = world.inbox.put(KEY, b"The mayor denied that.")
    world.parse.send(ParseChange(event=event))
    return event
