"""Whole containers are divided once, as long as a process remembers them."""

import logging
from collections.abc import Sequence

import pytest

from functions.parse.containers import Part, Place
from functions.parse.divisions import KEPT, Divisions, divided
from functions.parse.errors import CorruptDocumentError, ReaderFaultError
from functions.parse.sandbox.here import DividerHere
from tests.parse.containers.archives import LIMITS, zipped


class Counting:
    """A divider that gives a part for each byte, and counts how often it is asked."""

    def __init__(self) -> None:
        self.asked = 0

    def parts(self, kind: str, body: bytes) -> Sequence[Part]:
        self.asked += 1
        return [Part(f"{kind}-{index}", bytes([byte])) for index, byte in enumerate(body)]


def test_members_are_found_again_by_their_names() -> None:
    whole = Divisions(Counting()).of(("a",), "feed", lambda: b"xyz")

    listed = list(whole.members(Place(1, 1)))

    assert [(member.name, place.position) for member, place in listed] == [
        ("feed-1", 2),
        ("feed-2", 3),
    ]
    assert whole.part(listed[0][0].locator).body == b"y"
    with pytest.raises(CorruptDocumentError, match="no longer"):
        whole.part("feed-9")


def test_a_container_is_divided_once_until_others_take_its_place() -> None:
    divider = Counting()
    divisions = Divisions(divider)

    for _ in range(3):
        divisions.of(("a",), "feed", lambda: b"x")
    assert divider.asked == 1

    for number in range(KEPT):
        divisions.of((str(number),), "feed", lambda: b"x")
    divisions.of(("a",), "feed", lambda: b"x")
    assert divider.asked == 1 + KEPT + 1


def test_another_version_is_divided_anew() -> None:
    divisions = Divisions(Counting())

    assert divisions.of(("a", "v1"), "feed", lambda: b"x").part("feed-0").body == b"x"
    assert divisions.of(("a", "v2"), "feed", lambda: b"y").part("feed-0").body == b"y"


def test_what_nobody_foresaw_is_a_fault_of_the_reader(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.CRITICAL), pytest.raises(ReaderFaultError, match="TypeError"):
        DividerHere(LIMITS).parts("zip", zipped({}))


def test_a_kind_that_there_is_none_of_is_refused() -> None:
    with pytest.raises(CorruptDocumentError, match="nothing-of-ours"):
        divided("nothing-of-ours", b"", LIMITS)
