"""Questions about containers and what is in them."""

from collections.abc import Callable
from typing import Any

import pytest

from functions.parse.containers import Member
from functions.parse.members import MemberStore
from functions.parse.store import StateStore
from schemas.events import Change, ObjectEvent
from schemas.table import State
from tests.api.conftest import Ask, Library
from tests.records import at, event, failure

Pages = Callable[..., list[Any]]


class Shelf:
    """A container in the library."""

    def __init__(self, library: Library) -> None:
        self.states = StateStore(library.table, 45)
        self.members = MemberStore(library.table, 45)
        self.event = event("week.zip")
        self.id = self.event.article_id
        self.lease = library.claim("week.zip")
        self.members.begin(self.lease, at(1))
        self.found: list[ObjectEvent] = []

    def add(self, name: str, state: State | None = None) -> str:
        """A member that was found, and what became of it."""
        change = self.members.add(self.event, Member(name, "1:0", 10), ["zip:1:0"])
        assert change
        self.found.append(change)
        lease = self.states.claim(change, at(2)) if state else None
        if state is State.FAILED:
            self.states.fail(lease, failure(), at(3))  # type: ignore[arg-type]
        elif state is State.DELETED:
            self.states.bury(change.model_copy(update={"change": Change.DELETED}), at(3))
        elif state is State.EXPANDED:
            self.members.begin(lease, at(3))  # type: ignore[arg-type]
            self.members.finish(lease, 0, at(4))  # type: ignore[arg-type]
        return change.article_id

    def finish(self) -> None:
        """All members have been found."""
        self.members.finish(self.lease, len(self.found), at(5))


@pytest.fixture
def shelf(library: Library) -> Shelf:
    return Shelf(library)


def test_container_counts_its_members_by_what_became_of_them(shelf: Shelf, ask: Ask) -> None:
    for name, state in [
        ("a.txt", State.FAILED),
        ("b.zip", State.EXPANDED),
        ("c.txt", State.PARSING),
        ("d.txt", None),
    ]:
        shelf.add(name, state)
    shelf.finish()

    answer = ask(f"/articles/{shelf.id}").json

    assert answer["state"] == "expanded"
    assert answer["members"] == {"total": 4, "done": 1, "failed": 1, "waiting": 2}


def test_article_that_is_no_container_counts_no_members(library: Library, ask: Ask) -> None:
    article = library.claim("story.txt").event.article_id

    assert ask(f"/articles/{article}").json.get("members") is None
    assert ask(f"/articles/{article}/members").json["items"] == []


def test_member_names_its_path_and_its_container(shelf: Shelf, ask: Ask) -> None:
    id_ = shelf.add("mon/a.txt", State.PARSING)

    answer = ask(f"/articles/{id_}").json

    assert (answer["key"], answer["member"]) == ("week.zip", "mon/a.txt")
    assert answer["parent_id"] == shelf.id


def test_members_over_all_pages_are_each_of_them_once(shelf: Shelf, every_page: Pages) -> None:
    ids = {shelf.add(f"{number}.txt", State.PARSING) for number in range(7)}
    shelf.add("waits.txt")
    shelf.add("gone.txt", State.DELETED)

    items = every_page(f"/articles/{shelf.id}/members", limit="2")

    assert [item["article_id"] for item in items] == sorted(ids)


def test_members_in_a_state_are_those_alone(shelf: Shelf, every_page: Pages) -> None:
    failed = {shelf.add(f"{number}.txt", State.FAILED) for number in range(5)}
    shelf.add("good.txt", State.PARSING)

    items = every_page(f"/articles/{shelf.id}/members", state="failed", limit="2")

    assert {item["article_id"] for item in items} == failed
    assert all(item["failure"]["code"] == "empty" for item in items)


def test_members_of_an_object_that_was_never_seen_are_not_found(ask: Ask) -> None:
    assert ask(f"/articles/{'0' * 24}/members").status == 404


def test_claims_of_a_container_are_those_of_its_members(shelf: Shelf, ask: Ask) -> None:
    shelf.finish()

    answer = ask(f"/articles/{shelf.id}/claims")

    assert answer.status == 409
    assert f"/articles/{shelf.id}/members" in answer.json["detail"]
