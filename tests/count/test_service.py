"""Counts are of what is there, whatever happened on the way."""

from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.count.changes import StateChange
from functions.count.service import CountService, RestlessError
from functions.count.store import CountStore
from functions.erase.store import RecordStore as EraseStore
from functions.extract.rows import revision_of
from functions.extract.store import RecordStore
from functions.parse.lease import Lease
from functions.parse.store import StateStore
from functions.shared.erasures import erase_article
from functions.shared.table import Table
from schemas.claim import CueClass, Polarity
from schemas.counts import KEPT_NAMES, Tally
from schemas.events import Change
from schemas.identity import article_id, source_key
from schemas.messages import EraseArticle, ExtractArticle
from schemas.table import COUNTING, PK, RECOUNT, SK, Bucket, Key, state_row
from tests.count.counted import counted_days
from tests.records import at, event, extraction_of, failure, source, statements, story
from tests.tables import ForgetfulTable, memory_table

DAYS = ("2025-03-01", "2025-03-02", None)
SOURCES = ("Ada Mayor", "Bo Li")
KEYS = ("a.txt", "b.txt", "c.txt")
LEASE = 150


class KilledError(BaseException):
    """The process ends here: nothing catches it."""


class World:
    """Writers of articles, the changes that they make, and whoever counts them."""

    def __init__(self, table: Any = None) -> None:
        self.table = table or memory_table()
        self.states, self.records = StateStore(self.table, LEASE), RecordStore(self.table, LEASE)
        self.service = CountService(CountStore(self.table))
        self.sequencer = 0
        self.waiting: list[StateChange] = []
        self.uncounted: set[int] = set()
        """Of those, what nobody has dealt with to the end."""
        self.erased: dict[str, EraseArticle] = {}
        """What is erased once, by key."""
        self.there: dict[str, tuple[str | None, list[str]]] = {}
        """Day and sources of the claims of each article that can be read."""

    def ingest(self, key: str, day: str | None, names: list[str], *, sweep: bool = True) -> None:
        """Let an article have a claim of each of the sources."""
        text = "\n".join(f"{number} {name} said." for number, name in enumerate(names))
        article = story(text, key, published=day, publisher="The Daily Example")
        lease = self._parse(key)
        message = ExtractArticle(article_id=article.article_id, run=lease.run, prefix=lease.prefix)
        mine = self.records.claim(message, at(0))
        assert mine
        fields: list[dict[str, Any]] = [{"source": source(name)} for name in names]
        revision = revision_of(
            article, extraction_of(article, *fields), mine.rev, lease.prefix, at(0)
        )
        self.records.write(revision)
        assert self.records.flip(mine, revision, at(0))
        if sweep:
            self.records.remove_before(article.article_id, mine.rev, for_good=True)
        self.there[key] = (day, names)
        self._changed(key)

    def fail(self, key: str) -> None:
        self.states.fail(self._claim(key), failure(), at(0))
        self.there.pop(key, None)
        self._changed(key)

    def delete(self, key: str) -> None:
        self.sequencer += 1
        deletion = event(key, f"{self.sequencer:04}", Change.DELETED)
        self.states.bury(deletion, at(0))
        self.records.remove_before(deletion.article_id, 99, for_good=True)
        self.there.pop(key, None)
        self._changed(key)

    def erase(self, key: str) -> None:
        """Erase an object, the first time."""
        message = erase_article(self.table, article_id("inbox", key), at(self.sequencer))
        if message is None:
            return
        self.records.remove_before(message.article_id, message.run, for_good=True)
        self.erased[key] = message
        self.there.pop(key, None)
        self._changed(key)

    def forget(self, key: str) -> None:
        """Erase it the second time, when nobody is at work any more."""
        if key in self.erased:
            EraseStore(self.table).forget_counts(self.erased.pop(key))
            self._changed(key)

    def begin(self, key: str) -> None:
        """Begin to read a new version, and come no further."""
        self._parse(key)

    def count(self, *numbers: int) -> None:
        """Deliver some of the changes, in this order."""
        chosen = [number % len(self.waiting) for number in numbers]
        self.service.count([self.waiting[number] for number in chosen])
        self.uncounted -= set(chosen)

    def catch_up(self) -> None:
        """Deliver what has not been dealt with yet."""
        if self.uncounted:
            self.count(*sorted(self.uncounted))

    def _claim(self, key: str) -> Lease:
        self.sequencer += 1
        lease = self.states.claim(event(key, f"{self.sequencer:04}"), at(0))
        assert isinstance(lease, Lease)
        return lease

    def _parse(self, key: str) -> Lease:
        lease = self._claim(key)
        assert self.states.commit(lease, at(0))
        return lease

    def _changed(self, key: str) -> None:
        self.uncounted.add(len(self.waiting))
        self.waiting.append(
            StateChange(
                article_id("inbox", key),
                at(self.sequencer).isoformat(),
                is_counted=True,
                is_end=False,
            )
        )

    # --- What must be ----------------------------------------------------------------------------

    def kept(self, key: str) -> set[Key]:
        """The rows that name an article."""
        article = article_id("inbox", key)
        keys = ((row[PK], row[SK]) for row in self.table.rows())
        return {key for key in keys if article in "".join(key)}

    def forgotten(self) -> list[str]:
        """Keys of the objects that were erased for good and have not come back."""
        rows = {key: self.table.get(state_row(article_id("inbox", key))) or {} for key in KEYS}
        return [
            key
            for key, row in rows.items()
            if "erased" in row and row["erased"] == row.get(RECOUNT)
        ]

    def expected(self) -> dict[str, Tally]:
        """The counts of what is there, by day."""
        days: dict[str, list[Tally]] = {}
        for day, names in self.there.values():
            days.setdefault(day or "-", []).append(
                Tally(
                    articles=1,
                    claims=len(names),
                    cue_classes={CueClass.ASSERT: len(names)},
                    polarities={Polarity.AFFIRMED: len(names)},
                    verifications={"none_stated": len(names)},
                    directness={"indirect": len(names)},
                    sources=Counter(map(source_key, names)),
                    publishers={"The Daily Example": len(names)},
                )
            )
        return {day: Tally.total(tallies) for day, tallies in days.items()}


@pytest.fixture
def world() -> World:
    return World()


def test_count_of_a_first_revision_is_that_of_its_claims(world: World) -> None:
    world.ingest("a.txt", DAYS[0], ["Ada Mayor", "Bo Li", "Ada Mayor"])
    world.count(0)

    assert counted_days(world.table) == world.expected()
    assert counted_days(world.table)["2025-03-01"].sources == {"ada-mayor": 2, "bo-li": 1}


def test_count_of_an_article_that_moves_to_another_day_leaves_the_first(world: World) -> None:
    world.ingest("a.txt", DAYS[0], ["Ada Mayor"])
    world.count(0)
    world.ingest("a.txt", DAYS[1], ["Bo Li", "Bo Li"])
    world.count(1)

    assert counted_days(world.table) == world.expected()


def test_count_of_a_deleted_article_is_taken_away(world: World) -> None:
    world.ingest("a.txt", None, ["Ada Mayor"])
    world.count(0)
    world.delete("a.txt")
    world.count(1)

    assert counted_days(world.table) == {}


def test_erased_article_is_forgotten_once_nobody_is_at_work_on_it(world: World) -> None:
    for day in (DAYS[0], DAYS[1]):
        world.ingest("a.txt", day, ["Ada Mayor"])
        world.catch_up()
    world.ingest("b.txt", DAYS[0], ["Bo Li"])
    world.erase("a.txt")
    world.catch_up()
    assert len(world.kept("a.txt")) == 4, "two tallies, its days, and the tombstone"

    world.forget("a.txt")
    world.catch_up()

    assert world.kept("a.txt") == {state_row(article_id("inbox", "a.txt"))}
    assert counted_days(world.table) == world.expected()


def test_article_that_comes_back_while_it_is_forgotten_stays_counted() -> None:
    for calls in range(1, 30):
        world = World()
        world.ingest("a.txt", DAYS[0], ["Ada Mayor"])
        world.catch_up()
        world.erase("a.txt")
        world.catch_up()
        world.forget("a.txt")

        back = ("ingest", "a.txt", DAYS[0], ["Bo Li"], True)
        interrupt(world, calls, partial(overtake, world, back))
        world.ingest("a.txt", DAYS[1], ["Bo Li"])
        world.catch_up()

        assert counted_days(world.table) == world.expected()


@pytest.mark.parametrize("calls", range(1, 12))
def test_count_that_began_before_the_article_was_forgotten_files_nothing_unknown(
    world: World, calls: int
) -> None:
    world.ingest("a.txt", DAYS[0], ["Ada Mayor"])
    world.catch_up()
    world.erase("a.txt")
    world.catch_up()
    world.forget("a.txt")

    def meanwhile() -> None:
        world.catch_up()
        world.ingest("a.txt", DAYS[0], ["Bo Li"])

    interrupt(world, calls, meanwhile)
    world.ingest("a.txt", DAYS[1], ["Bo Li"])
    world.catch_up()

    assert counted_days(world.table) == world.expected()


def test_change_of_nothing_that_is_counted_costs_nothing(world: World) -> None:
    world.service.count([StateChange("a" * 24, "", is_counted=False, is_end=False)])

    assert world.table.rows() == []


def test_end_without_anything_that_is_counted_is_noted(world: World) -> None:
    world.service.count([StateChange("a" * 24, "2025-03-01", is_counted=False, is_end=True)])

    assert [row["at"] for row in world.table.rows()] == ["2025-03-01"]


def test_count_notes_up_to_when_it_has_counted_and_never_goes_back(world: World) -> None:
    world.ingest("a.txt", None, ["Ada Mayor"])
    world.ingest("b.txt", None, ["Ada Mayor"])
    world.count(1)
    world.count(0)

    assert (world.table.get(COUNTING) or {})["at"] == world.waiting[1].at


def test_count_that_others_keep_disturbing_comes_again(world: World) -> None:
    class Disturbed(CountStore):
        def sum_up(self, _bucket: Bucket) -> bool:
            return False

    world.ingest("a.txt", None, ["Ada Mayor"])
    service = CountService(Disturbed(world.table))

    with pytest.raises(RestlessError):
        service.count(world.waiting)


def test_count_whose_answers_are_lost_is_right(any_table: Table) -> None:
    world = World(any_table)
    world.service = CountService(CountStore(ForgetfulTable(any_table)))
    world.ingest("a.txt", DAYS[0], ["Ada Mayor"])
    world.count(0)
    world.ingest("a.txt", DAYS[1], ["Ada Mayor"])
    world.count(1)

    assert counted_days(any_table) == world.expected()


def test_counts_of_a_bucket_keep_the_most_frequent_names() -> None:
    often = {f"source-{number}": 2 for number in range(KEPT_NAMES)}
    tally = Tally(sources=often | {"rare": 1})

    assert tally.cut().sources == often


def test_article_with_many_claims_is_counted_whole(world: World) -> None:
    world.ingest("a.txt", None, statements(1030).splitlines())
    world.count(0)

    assert counted_days(world.table)["-"].claims == 1030


NAMES = st.lists(st.sampled_from(SOURCES), min_size=1, max_size=3)
INGESTED = st.tuples(
    st.just("ingest"), st.sampled_from(KEYS), st.sampled_from(DAYS), NAMES, st.booleans()
)
ENDED = st.tuples(st.sampled_from(["fail", "delete", "begin", "erase"]), st.sampled_from(KEYS))
FORGOTTEN = st.tuples(st.just("forget"), st.sampled_from(KEYS))
"""Nobody who saw the article before is at work then, and nobody is overtaken by it."""
COUNTED = st.tuples(st.just("count"), st.lists(st.integers(0, 30), min_size=1, max_size=4))
OVERTAKEN = st.tuples(st.just("overtaken"), st.integers(1, 14), INGESTED | ENDED)
KILLED = st.tuples(st.just("killed"), st.integers(1, 14))


def take(world: World, step: tuple[Any, ...]) -> None:
    """Do one step of a history."""
    match step:
        case ("ingest", key, day, names, sweep):
            world.ingest(key, day, names, sweep=sweep)
        case (("fail" | "delete" | "begin" | "erase" | "forget") as name, key):
            getattr(world, name)(key)
        case ("count", numbers) if world.waiting:
            world.count(*numbers)
        case ("overtaken", calls, between):
            interrupt(world, calls, partial(overtake, world, between))
        case ("killed", calls):
            interrupt(world, calls, die)


def overtake(world: World, step: tuple[Any, ...]) -> None:
    """Do one step, and count what has not been counted."""
    take(world, step)
    world.catch_up()


def die() -> None:
    raise KilledError


def interrupt(world: World, calls: int, happens: Callable[[], object]) -> None:
    """Count what has not been counted, and let something happen after some calls to the table."""
    left = calls

    def hook(call: str) -> None:
        nonlocal left
        left -= call.startswith("before")
        if left == 0:
            world.table.hook = lambda _: None
            happens()

    world.table.hook = hook
    try:
        world.catch_up()
    except KilledError:
        pass
    finally:
        world.table.hook = lambda _: None


@settings(max_examples=300, deadline=None)
@given(st.lists(INGESTED | ENDED | FORGOTTEN | COUNTED | OVERTAKEN | KILLED, max_size=20))
def test_any_history_ends_in_the_counts_of_what_is_there(history: list[tuple[Any, ...]]) -> None:
    """Counted late, twice, in any order, by half, or while something newer is counted.

    Once each change has been dealt with to the end one time, the counts are right.
    """
    world = World()
    for step in history:
        take(world, step)

    world.catch_up()

    assert counted_days(world.table) == world.expected()
    for key in world.forgotten():
        assert world.kept(key) == {state_row(article_id("inbox", key))}
