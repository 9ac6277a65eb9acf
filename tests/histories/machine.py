"""The histories that hypothesis makes up: who does what, in which order, and where faults strike."""

from typing import Final

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from schemas.failure import FailureCode
from tests.conftest import table_keys
from tests.histories.checks import Expected, History
from tests.histories.world import Fault, Parts

KEYS: Final = ("a.txt", "b.txt", "c.txt")
KEEP: Final = st.booleans()
PLACES: Final = st.integers(0, 3)
SCRIPTS: Final = st.lists(
    st.dictionaries(st.integers(1, 40), st.sampled_from(Fault), max_size=3), max_size=3
)
BAD: Final = {
    b"": FailureCode.EMPTY,
    b"\x89PNG\r\n\x1a\n\x00\x00": FailureCode.UNSUPPORTED,
    b"It rained. " * 1000: FailureCode.TOO_LARGE,
}


class Histories(RuleBasedStateMachine):
    """Uploads, deletions, deliveries, handlers, readers and waiting, in any order."""

    parts = Parts()

    def __init__(self) -> None:
        super().__init__()
        self.history = History(table_keys(), self.parts)
        self.world = self.history.world
        self.uploads = 0

    @rule(key=st.sampled_from(KEYS), lines=st.integers(1, 5))
    def drop_an_article(self, key: str, lines: int) -> None:
        self.uploads += 1
        told = tuple(f"Bridge {n} was safe, mayor {self.uploads} said." for n in range(lines))
        self.history.put(key, "\n\n".join(told).encode(), Expected(told=tuple(sorted(told))))

    @rule(key=st.sampled_from(KEYS), body=st.sampled_from([*BAD]))
    def drop_what_is_no_article(self, key: str, body: bytes) -> None:
        self.history.put(key, body, Expected(failure=BAD[body]))

    @rule(key=st.sampled_from(KEYS))
    def delete(self, key: str) -> None:
        self.history.delete(key)

    @rule(key=st.sampled_from(KEYS), index=st.integers(0, 5))
    def remove_a_version(self, key: str, index: int) -> None:
        self.history.remove_version(key, index)

    @rule(index=PLACES, again=KEEP)
    def announce(self, index: int, again: bool) -> None:
        self.world.announce(index, again=again)

    @rule(
        function=st.sampled_from([Fault.PARSE, Fault.EXTRACT]), place=PLACES, scripts=SCRIPTS
    )
    def work(self, function: Fault, place: int, scripts: list[dict[int, Fault]]) -> None:
        with self.world.scripted(scripts):
            self.world.handle(function, place)

    @rule(scripts=SCRIPTS)
    def read(self, scripts: list[dict[int, Fault]]) -> None:
        with self.world.scripted(scripts):
            self.history.read_safely()

    @rule(seconds=st.sampled_from([1, 60, 800]))
    def wait(self, seconds: int) -> None:
        self.world.wait(seconds)

    def teardown(self) -> None:
        self.world.come_to_rest()
        self.history.check_at_rest()
