"""What becomes of a dead letter: by the state of its article, and whatever crashes on the way."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest

from functions.dead_letters.letter import DeadLetter
from functions.dead_letters.service import BusyError, DeadLetterService
from functions.dead_letters.store import StateStore as FailureStore
from functions.dead_letters.verdict import Verdict
from functions.extract.store import RecordStore
from functions.parse.lease import Lease
from functions.parse.store import StateStore
from functions.shared.erasures import erase_article
from functions.shared.errors import ConflictError, TransientError
from functions.shared.jobs import Jobs
from functions.shared.table import Change as TableChange
from functions.shared.trouble import Trouble
from schemas.events import Change
from schemas.failure import Failure, FailureCode, Stage
from schemas.messages import (
    ExpandContainer,
    ExtractArticle,
    ParseChange,
    ReparseObject,
    RetractArticle,
)
from schemas.table import Item, State, outcome_row, state_row
from tests.dead_letters.letters import ARTICLE, MESSAGE_ID, letter, s3_event
from tests.memory import MemoryArticles, MemoryQueue, MemoryTable
from tests.records import at, event, failure
from tests.tables import memory_table

LEASE = 45
LATER = 1000
"""When every lease is over."""
TRIES = 4
RETRACTION = RetractArticle(article_id=ARTICLE).model_dump(mode="json")


class KilledError(BaseException):
    """The process dies here, and nothing catches that."""


@dataclass
class World:
    """Everything around the service, in memory."""

    seconds: float = LATER
    table: MemoryTable = field(default_factory=memory_table)
    articles: MemoryArticles = field(default_factory=MemoryArticles)
    calls: int = 0
    dies_at: int | None = None

    def __post_init__(self) -> None:
        self.parse, self.extract = (MemoryQueue(self.now, name) for name in ("parse", "extract"))
        self.states = StateStore(self.table, LEASE)
        self.records = RecordStore(self.table, LEASE)

    def now(self) -> datetime:
        return at(self.seconds)

    def handle(self, letter: DeadLetter) -> Verdict | None:
        service = DeadLetterService(
            archive=self.articles,
            states=FailureStore(self.table),
            parse=self.parse,
            extract=self.extract,
            jobs=Jobs(self.table),
            tries=TRIES,
            clock=self.now,
        )
        return service.handle(letter)

    def count_calls(self, dies_at: int | None = None) -> None:
        """From now on count the calls that the service makes, and die at one of them."""
        self.dies_at = dies_at
        for twin in (self.table, self.articles, self.parse, self.extract):
            twin.hook = self._count

    def _count(self, _: str) -> None:
        if self.calls == self.dies_at:
            self.dies_at = None
            raise KilledError
        self.calls += 1

    @property
    def row(self) -> Item:
        return self.table.get(state_row(ARTICLE)) or {}

    @property
    def failure(self) -> Failure:
        return Failure.model_validate(self.row["failure"])

    def sent(self, queue: MemoryQueue) -> list[dict[str, Any]]:
        return [json.loads(message.body) for message in queue.messages()]

    # --- What happened before ------------------------------------------------------------------

    def parsing(self, sequencer: str = "1", seconds: float = 0) -> Lease:
        lease = self.states.claim(event(sequencer=sequencer), at(seconds))
        assert isinstance(lease, Lease)
        return lease

    def parsed(self, sequencer: str = "1") -> ExtractArticle:
        lease = self.parsing(sequencer)
        assert self.states.commit(lease, at(0))
        return ExtractArticle(article_id=ARTICLE, run=lease.run, prefix=lease.prefix)

    def ready(self, sequencer: str = "1") -> ExtractArticle:
        message = self.parsed(sequencer)
        current = {"rev": message.run + 1, "prefix": message.prefix}
        self.table.update(
            state_row(ARTICLE), TableChange({"state": State.READY, "current": current})
        )
        return message

    def expanding(self, position: int = 0, **fields: Any) -> ExpandContainer:
        """A container that waits for its next message, or is at work on it."""
        lease = self.parsing()
        place = {"position": position, "entries": 3, "members": 3, "hop": 2}
        fields |= {"divided_by": event().sequencer}
        change = {"state": State.EXPANDING, "lease_until": None} | place | fields
        self.table.update(state_row(ARTICLE), TableChange(change))
        return ExpandContainer(event=event(), run=lease.run, position=position, number=3, hop=2)


# --- Failures ----------------------------------------------------------------------------------


def test_a_crash_while_parsing_is_a_failure_that_says_so() -> None:
    world = World()
    world.parsing()

    assert world.handle(letter(s3_event())) is Verdict.FAIL

    assert world.row["state"] == State.FAILED
    assert (world.failure.stage, world.failure.code) == (Stage.PARSE, FailureCode.CRASHED)
    assert (world.failure.attempts, world.failure.version_id) == (TRIES, "v1")
    assert f"POST /failures/{ARTICLE}/retry" in world.failure.remedy
    assert world.failure.archived == f"dead-letters/{ARTICLE}/{MESSAGE_ID}.json"
    assert world.articles.keys() == [world.failure.archived]
    assert world.sent(world.extract) == [RETRACTION], "its earlier claims go"


@pytest.mark.parametrize("code", [FailureCode.UNAVAILABLE, FailureCode.INTERNAL])
def test_trouble_that_the_last_try_noted_is_the_reason(code: FailureCode) -> None:
    world = World()
    lease = world.parsing()
    world.states.note(lease, Trouble(code=code, error="SlowDown", run=lease.run, attempt=4))

    world.handle(letter(s3_event()))

    assert world.failure.code is code
    assert "SlowDown" in world.failure.message


def test_a_crash_after_trouble_in_an_earlier_try_is_a_crash() -> None:
    world = World()
    lease = world.parsing()
    trouble = Trouble(code=FailureCode.UNAVAILABLE, error="SlowDown", run=lease.run, attempt=3)
    world.states.note(lease, trouble)
    world.parsing(seconds=1)

    world.handle(letter(s3_event()))

    assert world.failure.code is FailureCode.CRASHED


def test_an_object_that_no_try_began_with_fails_too() -> None:
    world = World()

    assert world.handle(letter(s3_event())) is Verdict.FAIL

    assert world.failure.code is FailureCode.UNAVAILABLE
    assert world.row["key"] == "story.txt"
    retry = ReparseObject(event=event(), run=int(world.row["run"]))
    assert isinstance(world.states.claim_again(retry, world.now()), Lease)


def test_a_new_version_that_no_try_began_with_hides_the_claims_of_the_old() -> None:
    world = World()
    world.ready("1")

    assert world.handle(letter(s3_event(sequencer="2"))) is Verdict.FAIL

    assert "current" not in world.row
    assert world.failure.code is FailureCode.UNAVAILABLE
    assert world.failure.version_id == "v2"


def test_an_event_that_could_not_be_delivered_is_a_failure_of_delivery() -> None:
    world = World()
    reasons = {"ERROR_CODE": "NO_PERMISSIONS", "RETRY_ATTEMPTS": "184"}

    world.handle(letter(s3_event(), **reasons))

    assert (world.failure.stage, world.failure.code) == (Stage.DELIVER, FailureCode.UNDELIVERED)
    assert "NO_PERMISSIONS" in world.failure.message
    assert world.failure.attempts == 185


def test_a_crash_while_extracting_is_a_failure_from_which_extraction_can_go_on() -> None:
    world = World()
    message = world.parsed()
    assert world.records.claim(message, at(1))

    assert world.handle(letter(message)) is Verdict.FAIL

    assert (world.failure.stage, world.failure.code) == (Stage.EXTRACT, FailureCode.CRASHED)
    assert world.failure.version_id == "v1"
    assert world.row["run"] == message.run, "so are its files"
    again = message.model_copy(update={"again": int(world.row["counter"])})
    assert world.records.claim(again, world.now())


def test_an_extraction_that_no_try_began_fails_too() -> None:
    world = World()

    world.handle(letter(world.parsed()))

    assert (world.failure.stage, world.failure.code) == (Stage.EXTRACT, FailureCode.UNAVAILABLE)


def test_a_repetition_that_crashes_loses_the_claims_and_says_so() -> None:
    world = World()
    message = ReparseObject(event=event(), run=world.ready().run)
    assert isinstance(world.states.claim_again(message, at(1)), Lease)

    assert world.handle(letter(message)) is Verdict.FAIL

    assert world.failure.code is FailureCode.CRASHED
    assert "current" not in world.row


def test_a_container_whose_next_step_crashes_fails_and_its_members_go() -> None:
    world = World()
    message = world.expanding(position=10, lease_until=1)

    assert world.handle(letter(message)) is Verdict.FAIL

    assert (world.failure.stage, world.failure.code) == (Stage.EXPAND, FailureCode.CRASHED)
    assert world.sent(world.extract) == [RETRACTION]
    (sweep,) = world.sent(world.parse)
    assert (sweep["type"], sweep["event"]["change"]) == ("expand", "deleted")


# --- Work that others have done, or will do ----------------------------------------------------


def test_a_letter_that_something_newer_overtook_changes_nothing() -> None:
    world = World()
    world.parsing("2")
    before = world.row

    assert world.handle(letter(s3_event(sequencer="1"))) is Verdict.STALE
    assert world.row == before
    assert world.sent(world.extract) == []


@pytest.mark.parametrize("kind", ["parse", "extract", "expand"])
def test_a_letter_of_an_article_that_a_run_may_be_at_work_on_comes_again(kind: str) -> None:
    world = World(seconds=LEASE)
    body: Any = s3_event()
    match kind:
        case "parse":
            world.parsing()
        case "extract":
            body = world.parsed()
            world.records.claim(body, at(1))
        case "expand":
            body = world.expanding(lease_until=int(at(LEASE).timestamp()))

    with pytest.raises(BusyError, match=ARTICLE):
        world.handle(letter(body))
    assert "failure" not in world.row

    world.seconds = LATER
    assert world.handle(letter(body)) is Verdict.FAIL


def test_a_parsed_article_whose_message_was_never_sent_goes_on() -> None:
    world = World()
    message = world.parsed()

    assert world.handle(letter(s3_event())) is Verdict.RESUME
    assert world.sent(world.extract) == [message.model_dump(mode="json")]
    assert world.row["state"] == State.PARSED


def test_a_container_whose_message_was_never_sent_goes_on() -> None:
    world = World()
    message = world.expanding(position=10)

    assert world.handle(letter(s3_event())) is Verdict.RESUME
    assert world.sent(world.parse) == [message.model_dump(mode="json")]


@pytest.mark.parametrize("state", [State.READY, State.EXPANDED])
def test_a_letter_of_an_article_that_ended_well_changes_nothing(state: State) -> None:
    world = World()
    world.ready()
    world.table.update(state_row(ARTICLE), TableChange({"state": state}))
    before = world.row

    assert world.handle(letter(s3_event())) is Verdict.SETTLED
    assert world.row == before


def test_a_later_event_of_the_version_that_is_there_is_no_news() -> None:
    world = World()
    world.ready("1")

    assert world.handle(letter(ParseChange(event=event(sequencer="2", version_id="v1")))) is (
        Verdict.SETTLED
    )
    assert world.row["state"] == State.READY


def test_a_letter_of_an_article_that_failed_before_only_has_it_cleared() -> None:
    world = World()
    assert world.states.fail(world.parsing(), failure(), at(1))

    assert world.handle(letter(s3_event())) is Verdict.CLEAR
    assert world.failure == failure()
    assert world.sent(world.extract) == [RETRACTION]


def test_a_repetition_that_never_began_leaves_what_was_there() -> None:
    world = World()
    extraction = world.ready()
    before = world.row
    reparse = ReparseObject(event=event(), run=extraction.run)
    again = extraction.model_copy(update={"again": int(before["counter"])})

    assert world.handle(letter(reparse)) is Verdict.UNBEGUN
    assert world.handle(letter(again)) is Verdict.UNBEGUN
    assert world.row == before


def test_a_letter_of_an_older_run_is_stale() -> None:
    world = World()
    container, extraction = world.expanding(), world.parsed("2")
    assert world.row["run"] > container.run

    assert world.handle(letter(container)) is Verdict.STALE
    older = extraction.model_copy(update={"run": container.run})
    assert world.handle(letter(older)) is Verdict.STALE
    assert world.handle(letter(ReparseObject(event=event(), run=container.run))) is Verdict.STALE
    assert world.row["state"] == State.PARSED


def test_a_step_of_a_container_that_has_moved_on_only_has_the_next_one_sent() -> None:
    world = World()
    message = world.expanding(position=10)

    assert world.handle(letter(message.model_copy(update={"position": 0}))) is Verdict.RESUME
    assert world.sent(world.parse) == [message.model_dump(mode="json")]


@pytest.mark.parametrize(
    ("ended", "verdict"),
    [({}, Verdict.SETTLED), ({"state": State.FAILED, "current": None}, Verdict.CLEAR)],
)
def test_an_extraction_that_has_ended_only_has_what_was_before_it_removed(
    ended: dict[str, Any], verdict: Verdict
) -> None:
    world = World()
    message = world.ready()
    world.table.update(state_row(ARTICLE), TableChange({"updated_at": "now"} | ended))

    assert world.handle(letter(message)) is verdict
    assert world.sent(world.extract) == [RETRACTION]


def test_a_repetition_that_never_began_is_so_though_a_later_event_was_adopted_since() -> None:
    world = World()
    reparse = ReparseObject(event=event(), run=world.ready().run)
    world.states.claim(reparse.rerun, at(1))
    assert world.row["sequencer"] == reparse.rerun.sequencer

    assert world.handle(letter(reparse)) is Verdict.UNBEGUN


def test_a_later_event_of_what_was_erased_makes_no_failure_of_it() -> None:
    world = World()
    world.ready()
    erase_article(world.table, ARTICLE, at(1))

    assert (
        world.handle(letter(ParseChange(event=event(sequencer="2", version_id="v1"))))
        is Verdict.CLEAR
    )
    assert world.row["state"] == State.DELETED


def test_a_repetition_of_what_was_deleted_since_is_stale() -> None:
    world = World()
    message = ReparseObject(event=event(), run=world.ready().run)
    world.states.bury(event(sequencer="2", change=Change.DELETED), at(1))

    assert world.handle(letter(message)) is Verdict.STALE
    assert world.row["state"] == State.DELETED


# --- Deletions ---------------------------------------------------------------------------------


def deletion(sequencer: str = "2", **fields: Any) -> ParseChange:
    return ParseChange(event=event(sequencer=sequencer, change=Change.DELETED, **fields))


def test_a_deletion_that_no_try_could_write_down_is_written_down() -> None:
    world = World()
    world.ready()

    assert world.handle(letter(deletion())) is Verdict.BURY

    assert world.row["state"] == State.DELETED
    assert "current" not in world.row
    assert world.sent(world.extract) == [RETRACTION]
    late = world.states.claim(event(sequencer="1"), world.now())
    assert not isinstance(late, Lease), "no late event can pass the tombstone"


def test_a_late_deletion_buries_nothing() -> None:
    world = World()
    world.ready("3")

    assert world.handle(letter(deletion("2"))) is Verdict.STALE
    assert world.row["state"] == State.READY


def test_a_latest_version_that_went_for_good_fails_until_it_is_looked_under() -> None:
    world = World()
    world.ready()

    assert world.handle(letter(deletion(version_id="v1", permanent=True))) is Verdict.FAIL
    assert world.row["state"] == State.FAILED


def test_an_older_version_that_went_for_good_changes_nothing() -> None:
    world = World()
    world.ready()

    assert world.handle(letter(deletion(version_id="v0", permanent=True))) is Verdict.STALE
    assert world.row["state"] == State.READY


# --- Letters that no article waits for ---------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "verdict"),
    [
        ("no JSON", None),
        ('{"type": "mystery"}', None),
        (RetractArticle(article_id=ARTICLE).model_dump_json(), Verdict.TIDYING),
        (
            ExpandContainer(
                event=deletion().event, run=1, position=0, number=0, hop=1
            ).model_dump_json(),
            Verdict.TIDYING,
        ),
    ],
)
def test_a_letter_that_no_article_waits_for_is_archived(body: str, verdict: Verdict | None) -> None:
    world = World()

    assert world.handle(letter(body)) is verdict
    assert len(world.articles.keys()) == 1
    assert world.row == {}


# --- Jobs --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("prepare", "outcome"),
    [
        (World.parsing, "failed"),
        (World.ready, "done"),
        (lambda world: world.parsing("2"), "done"),
        (lambda world: world.states.fail(world.parsing(), failure(), at(1)), "failed"),
        (lambda world: world.states.bury(event(), at(1)), "done"),
    ],
)
def test_a_job_is_told_how_its_object_ended(
    prepare: Callable[[World], object], outcome: str
) -> None:
    world = World()
    prepare(world)

    world.handle(letter(ParseChange(event=event(), job="j1")))

    assert (world.table.get(outcome_row("j1", ARTICLE)) or {})["outcome"] == outcome


def test_a_job_is_told_that_a_repetition_never_began() -> None:
    world = World()
    run = world.ready().run

    world.handle(letter(ReparseObject(event=event(), run=run, job="j1")))

    assert (world.table.get(outcome_row("j1", ARTICLE)) or {})["outcome"] == "failed"


def test_a_job_is_told_later_of_what_goes_on() -> None:
    world = World()
    world.parsed()

    world.handle(letter(ParseChange(event=event(), job="j1")))

    assert world.table.get(outcome_row("j1", ARTICLE)) is None
    assert world.sent(world.extract)[0]["job"] == "j1"


# --- Crashes and races -------------------------------------------------------------------------

SCENES: dict[str, tuple[Callable[[World], object], ParseChange]] = {
    "never begun": (lambda world: world.row, ParseChange(event=event(), job="j1")),
    "crashed": (World.parsing, ParseChange(event=event(), job="j1")),
    "parsed": (World.parsed, ParseChange(event=event(), job="j1")),
    "new version": (World.ready, ParseChange(event=event(sequencer="2"), job="j1")),
    "deleted": (World.ready, deletion()),
}


@pytest.mark.parametrize("scene", SCENES)
def test_a_death_between_any_two_calls_is_made_good_when_the_letter_comes_again(
    scene: str,
) -> None:
    prepare, message = SCENES[scene]
    smooth = World()
    prepare(smooth)
    smooth.count_calls()
    smooth.handle(letter(message))

    for call in range(smooth.calls):
        world = World()
        prepare(world)
        world.count_calls(dies_at=call)
        with pytest.raises(KilledError):
            world.handle(letter(message))
        world.handle(letter(message))

        assert left_by(world) == left_by(smooth), f"died at call {call}"


def left_by(world: World) -> Any:
    """What a letter leaves behind; messages may come twice, and a deletion counts up each time."""
    counted = (
        {"run", "counter", "expires_at"} if world.row["state"] == "deleted" else {"expires_at"}
    )
    rows = [{k: v for k, v in row.items() if k not in counted} for row in world.table.rows()]
    sent = {message.body for queue in (world.parse, world.extract) for message in queue.messages()}
    return sorted(rows, key=str), sent, world.articles.keys()


def test_a_row_that_moves_while_the_letter_is_judged_has_it_judged_again() -> None:
    world = World()
    world.parsing()

    def overtake(call: str) -> None:
        if call == "after table.get":
            world.table.hook = lambda _: None
            world.parsing("2")

    world.table.hook = overtake

    with pytest.raises(TransientError):
        world.handle(letter(s3_event(sequencer="1")))
    assert world.row["state"] == State.PARSING
    assert world.handle(letter(s3_event(sequencer="1"))) is Verdict.STALE


def test_a_failure_whose_answer_was_lost_is_still_a_success() -> None:
    """The SDK sends the update again, which meets what the first one wrote."""

    class ForgetfulTable(MemoryTable):
        def update(self, key: Any, change: Any, condition: Any = None) -> Item:
            super().update(key, change, condition)
            raise ConflictError(self.get(key) or {})

    world = World()
    world.parsing()
    world.table.__class__ = ForgetfulTable

    assert world.handle(letter(s3_event())) is Verdict.FAIL
    assert world.sent(world.extract) == [RETRACTION]


def test_a_letter_of_one_version_never_hides_another() -> None:
    """Whatever order letters and events of two versions come in, the newest one stands."""
    first, second = s3_event(sequencer="1"), s3_event(sequencer="2")
    for order in ((first, second), (second, first)):
        world = World()
        for body in order:
            world.handle(letter(body))

        assert world.failure.version_id == "v2"
