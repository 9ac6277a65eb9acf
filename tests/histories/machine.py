"""The histories that hypothesis makes up: who does what, when, and where faults strike."""

from collections.abc import Mapping
from itertools import accumulate
from typing import Final

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from infra.local.items import TableKeys
from schemas.failure import FailureCode
from tests.histories.checks import Expected, History
from tests.histories.tally import TALLY
from tests.histories.world import Fault, Parts, Script
from tests.parse.containers.archives import zipped
from tests.tables import table_properties

TABLE_KEYS: Final = TableKeys.of(table_properties())
KEYS: Final = ("a.txt", "a.txt", "a.txt", "b.txt", "c.txt")
"""Most happens to one of them."""
CONTAINERS: Final = ("a.txt", "d.zip", "d.zip")
"""A container may take the place of an article, and the other way round."""
MEMBERS: Final = st.dictionaries(
    st.sampled_from(["m1.txt", "m2.txt", "m3.txt"]), st.booleans(), min_size=1
)
"""Whether each is an article."""
PLACES: Final = st.integers(0, 3)


def _script(gaps: list[tuple[int, Fault]]) -> Script:
    points = accumulate(gap for gap, _ in gaps)
    return dict(zip(points, (fault for _, fault in gaps), strict=True))


SCRIPTS: Final = st.lists(
    st.lists(st.tuples(st.integers(1, 10), st.sampled_from(Fault)), min_size=1, max_size=3).map(
        _script
    ),
    min_size=1,
    max_size=3,
)
"""Of a handler, and of what comes in between, in turn."""
BAD: Final = {
    b"": FailureCode.EMPTY,
    b"\x89PNG\r\n\x1a\n\x00\x00": FailureCode.UNSUPPORTED,
    b"It rained. " * 1000: FailureCode.TOO_LARGE,
}


def histories(number: int) -> settings:
    """Settings for so many histories of up to 40 steps."""
    return settings(
        max_examples=number,
        stateful_step_count=40,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


class Histories(RuleBasedStateMachine):
    """Uploads, deletions, deliveries, handlers, readers and waiting, in any order."""

    parts = Parts()

    def __init__(self) -> None:
        super().__init__()
        self.history = History(TABLE_KEYS, self.parts)
        self.world = self.history.world
        self.uploads = 0

    @rule(key=st.sampled_from(KEYS), lines=st.integers(1, 5), at_once=st.booleans())
    def drop_an_article(self, key: str, lines: int, at_once: bool) -> None:
        self.uploads += 1
        told = tuple(f"Bridge {n} was safe, mayor {self.uploads} said." for n in range(lines))
        self.history.put(key, "\n\n".join(told).encode(), Expected(told=tuple(sorted(told))))
        self._announce_last(at_once)

    @rule(key=st.sampled_from(CONTAINERS), members=MEMBERS, at_once=st.booleans())
    def drop_a_container(self, key: str, members: Mapping[str, bool], at_once: bool) -> None:
        self.uploads += 1
        files: dict[str, bytes] = {}
        expected: dict[str, Expected] = {}
        for name, is_good in members.items():
            line = f"Bridge {name} was safe, mayor {self.uploads} said."
            files[name] = line.encode() if is_good else b""
            failure = None if is_good else FailureCode.EMPTY
            expected[name] = Expected((line,) if is_good else (), failure)
        self.history.put(key, zipped(files), Expected(members=expected))
        self._announce_last(at_once)

    @rule(key=st.sampled_from(KEYS), body=st.sampled_from([*BAD]), at_once=st.booleans())
    def drop_what_is_no_article(self, key: str, body: bytes, at_once: bool) -> None:
        self.history.put(key, body, Expected(failure=BAD[body]))
        self._announce_last(at_once)

    @rule(key=st.sampled_from([*KEYS, "d.zip"]), at_once=st.booleans())
    def delete(self, key: str, at_once: bool) -> None:
        self.history.delete(key)
        self._announce_last(at_once)

    @rule(key=st.sampled_from(KEYS), index=st.integers(0, 5), at_once=st.booleans())
    def remove_a_version(self, key: str, index: int, at_once: bool) -> None:
        self.history.remove_version(key, index)
        self._announce_last(at_once)

    def _announce_last(self, at_once: bool) -> None:
        if at_once:
            self.world.announce(-1, again=False)

    @precondition(lambda self: self.world.pending)
    @rule(index=PLACES, again=st.booleans())
    def announce(self, index: int, again: bool) -> None:
        self.world.announce(index, again=again)

    @precondition(lambda self: self.world.pending)
    @rule(index=PLACES)
    def lose(self, index: int) -> None:
        self.history.lose(index)

    @precondition(lambda self: self.world.parse_queue.visible())
    @rule(place=PLACES, scripts=SCRIPTS)
    def parse(self, place: int, scripts: list[Script]) -> None:
        with self.world.scripted(scripts):
            self.world.handle(Fault.PARSE, place)

    @precondition(lambda self: self.world.extract_queue.visible())
    @rule(place=PLACES, scripts=SCRIPTS)
    def extract(self, place: int, scripts: list[Script]) -> None:
        with self.world.scripted(scripts):
            self.world.handle(Fault.EXTRACT, place)

    @precondition(lambda self: self.world.parse_queue.visible())
    @rule(scripts=SCRIPTS)
    def parse_and_extract(self, scripts: list[Script]) -> None:
        self.world.handle(Fault.PARSE, 0)
        self.extract(0, scripts)

    @precondition(lambda self: len(self.world.parse_queue.visible()) > 1)
    @rule(place=PLACES, point=st.integers(1, 12))
    def parse_beside_each_other(self, place: int, point: int) -> None:
        self.parse(place, [{point: Fault.PARSE}])

    @precondition(lambda self: self.world.parse_queue.visible())
    @rule(place=PLACES, point=st.integers(1, 12))
    def extract_beside_parse(self, place: int, point: int) -> None:
        self.extract(place, [{point: Fault.PARSE}])

    @precondition(lambda self: self.world.sweep_queue.visible())
    @rule(scripts=SCRIPTS)
    def sweep(self, scripts: list[Script]) -> None:
        with self.world.scripted(scripts):
            self.world.handle(Fault.SWEEP, 0)

    @precondition(lambda self: self.world.dead_letters.visible())
    @rule(scripts=SCRIPTS)
    def give_up(self, scripts: list[Script]) -> None:
        with self.world.scripted(scripts):
            self.world.handle(Fault.GIVE_UP, 0)

    @rule(scripts=SCRIPTS)
    def read(self, scripts: list[Script]) -> None:
        with self.world.scripted(scripts):
            self.history.read_all()

    @rule(seconds=st.sampled_from([1, 60, 800]))
    def wait(self, seconds: int) -> None:
        self.world.wait(seconds)

    def teardown(self) -> None:
        TALLY["histories"] += 1
        self.world.come_to_rest()
        self.history.check_at_rest()
