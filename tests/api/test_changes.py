"""What changed since a time: each object by its last change, in order, and nothing passed."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.api import changes
from functions.api.store import RecordReader
from functions.parse.lease import Lease
from functions.parse.store import StateStore
from functions.shared.clock import moment
from functions.shared.states import in_state
from functions.shared.table import Change
from schemas.events import Change as EventChange
from schemas.table import ENDS, State, state_row
from tests.api.conftest import Ask, Library
from tests.records import at, event, failure, story
from tests.tables import memory_table

Pages = Callable[..., list[Any]]


@pytest.fixture
def told(ask: Ask) -> Callable[..., list[tuple[str, str]]]:
    def _told(**parameters: str) -> list[tuple[str, str]]:
        items = ask("/changes", **parameters).json["items"]
        return [(item["key"], item["change"]) for item in items]

    return _told


def test_changes_say_what_became_of_each_object_in_order(library: Library, told: Any) -> None:
    library.add(story("One.", "a.txt"))
    library.add(story("Two.", "b.txt"))
    library.sequencers["later"] = 0
    library.add(story("One again.", "a.txt"))
    lease = library.claim("c.txt")
    assert StateStore(library.table, 45).fail(lease, failure(), at(60))
    library.add(story("Gone.", "d.txt"))
    assert StateStore(library.table, 45).bury(event("d.txt", "9", EventChange.DELETED), at(61))

    assert told() == [
        ("b.txt", "ingested"),
        ("a.txt", "replaced"),
        ("c.txt", "failed"),
        ("d.txt", "deleted"),
    ]
    assert told(since="2025-03-01T12:01:01Z") == [("d.txt", "deleted")]
    assert told(since="2025-03-01T13:01:01+01:00") == [("d.txt", "deleted")]


def test_changes_of_what_is_being_read_again_are_told_when_it_has_ended(
    library: Library, told: Any
) -> None:
    library.add(story("One.", "a.txt"))

    library.claim("a.txt")

    assert told() == []


def test_changes_of_a_replaced_article_name_the_revision_before(library: Library, ask: Ask) -> None:
    library.add(story("One."))
    before = ask("/changes").json["items"][0]
    library.add(story("Two."))

    item = ask("/changes").json["items"][0]

    assert (before["change"], before["replaced"]) == ("ingested", None)
    assert item["replaced"] == before["revision"]
    assert item["revision"] > item["replaced"]


def test_changes_can_be_asked_on_with_the_last_cursor_for_what_comes_later(
    library: Library, ask: Ask
) -> None:
    assert ask("/changes").json["items"] == []
    library.add(story("One.", "a.txt"))
    first = ask("/changes").json
    nothing = ask("/changes", cursor=first["next_cursor"]).json
    library.sequencers["later"] = 0
    library.add(story("Two.", "b.txt"))

    later = ask("/changes", cursor=nothing["next_cursor"]).json

    assert nothing["items"] == []
    assert [item["key"] for item in later["items"]] == ["b.txt"]


@pytest.mark.parametrize(
    ("parameters", "field"), [({"since": "yesterday"}, "since"), ({"cursor": "e30"}, "cursor")]
)
def test_changes_with_a_bad_parameter_are_refused_naming_it(
    ask: Ask, parameters: dict[str, str], field: str
) -> None:
    answer = ask("/changes", **parameters)

    assert answer.status == 400
    assert [error["field"] for error in answer.json["errors"]] == [field]


ENDED = st.sampled_from(ENDS)
HISTORIES = st.lists(st.tuples(st.integers(0, 9), ENDED, st.integers(0, 2)), max_size=25)


@settings(max_examples=100, deadline=None)
@given(HISTORIES, st.integers(1, 4), st.integers(1, 5))
def test_follower_of_changes_knows_the_last_state_of_each_object(
    history: list[tuple[int, State, int]], limit: int, every: int
) -> None:
    """Whoever asks on from time to time misses none, also of those that share a moment."""
    table = memory_table()
    reader, known, after, seconds = RecordReader(table), dict[str, str](), "0", 0
    last: dict[str, str] = {}

    def follow(until: datetime) -> None:
        nonlocal after
        while True:
            page, after = changes.page_of(reader, after, moment(until), limit)
            known.update({item.key: item.state.value for item in page})
            if len(page) < limit:
                return

    for number, (key, state, step) in enumerate(history):
        seconds += step
        lease = StateStore(table, 45).claim(event(f"{key}", f"{number:04}"), at(seconds))
        assert isinstance(lease, Lease)
        article, reason = lease.event.article_id, failure().model_dump(mode="json")
        fields = in_state(article, state, at(seconds)) | {"failure": reason}
        table.update(state_row(article), Change(fields))
        last[f"{key}"] = state.value
        if number % every == 0:
            follow(at(seconds))  # as of before this second: what shares it may still come
    follow(at(seconds + 1))

    assert known == last
