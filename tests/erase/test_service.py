"""What erasing leaves: nothing, whatever happens meanwhile; and what comes after it, untouched."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.api.queries import Queries
from functions.api.reviews import Reviews
from functions.api.store import RecordReader
from functions.erase.service import Outcome
from functions.shared.erasures import erase_member
from schemas.claim import ReviewState
from schemas.events import ObjectEvent
from schemas.identity import article_id
from schemas.messages import EraseArticle, ParseChange, ReparseObject
from schemas.review import ReviewRequest
from schemas.table import PK, RECOUNT, REVIEW_PREFIX, SK, STATE_SORT, STEP_PREFIX, State, member_row
from tests.parse.containers.archives import zipped
from tests.records import statements
from tests.world import GRACE, KillAt, World, plenty

KEY = "story.txt"
LEFT = {
    *(PK, SK, "article_id", "bucket", "key", "member", "parent_id", "version_id", "sequencer"),
    *("state", "updated_at", "state_key", "state_sort", "run", "counter", "erased"),
    RECOUNT,
}
"""Attributes of a tombstone."""


def world_with(*texts: str) -> tuple[World, str]:
    """A world with an object that was overwritten by each of the texts."""
    world = World()
    for text in texts:
        id_ = world.drop(KEY, text)
        world.settle()
    world.articles.keep(f"dead-letters/{id_}/1.json", "{}")
    world.wait(2)
    return world, id_


def assert_erased(world: World, article: str, key: str = KEY) -> None:
    state = world.state(article)
    assert state["state"] == State.DELETED
    assert set(state) <= LEFT
    assert world.rows_of(article) == []
    assert world.files_of(article) == []
    assert world.inbox.versions(key) == []


def test_erased_object_leaves_a_tombstone_and_nothing_else() -> None:
    world, id_ = world_with(statements(3), statements(60))
    other = world.drop("story.txt.old", statements(2))
    world.settle()

    world.ask_to_erase(id_)
    world.settle()

    assert_erased(world, id_)
    assert world.state(other)["state"] == State.READY, "its key only begins like that"
    assert world.inbox.keys() == ["story.txt.old"]


def test_claims_are_unreadable_before_anything_is_removed() -> None:
    world, id_ = world_with(statements(3))

    world.ask_to_erase(id_)

    assert "current" not in world.state(id_)
    assert world.inbox.versions(KEY) != []


def test_reviews_go_with_what_they_quote_and_those_of_a_new_object_stay() -> None:
    world, id_ = world_with(statements(3))
    reviews = Reviews(world.table, Queries(RecordReader(world.table), world.articles), world.clock)
    claim = next(row[SK] for row in world.rows_of(id_) if row[SK].startswith("C#")).split("#")[2]
    request = ReviewRequest(state=ReviewState.ACCEPTED)
    for version in (0, 1):
        reviews.review(f"{id_}.{claim}", request, version, "ada")

    world.ask_to_erase(id_)
    world.work()
    assert not any(row[SK].startswith((REVIEW_PREFIX, STEP_PREFIX)) for row in world.rows_of(id_))
    world.wait(2)
    world.drop(KEY, statements(3))
    world.work()
    reviews.review(f"{id_}.{claim}", request, 0, "bo")
    world.settle()

    (step,) = reviews.history(f"{id_}.{claim}").steps
    assert step.by == "bo", "the second pass of the erasure came after it"


def test_object_that_had_been_deleted_before_is_erased_with_its_marker() -> None:
    world, id_ = world_with(statements(3))
    world.announce(world.inbox.delete(KEY))
    world.settle()
    world.wait(2)

    world.ask_to_erase(id_)
    world.settle()

    assert_erased(world, id_)


def test_failed_object_leaves_no_word_of_its_failure() -> None:
    world, id_ = world_with("\x00\x01\x02")
    assert "failure" in world.state(id_)

    world.ask_to_erase(id_)
    world.settle()

    assert_erased(world, id_)


def test_version_that_came_after_the_erasure_is_a_new_object() -> None:
    world, id_ = world_with(statements(3))
    world.ask_to_erase(id_)
    world.wait(2)

    world.drop(KEY, statements(2))
    world.settle()

    assert world.state(id_)["state"] == State.READY
    assert world.state(id_)["current"]["claims"] == 2
    assert "erased" not in world.state(id_)
    assert len(world.inbox.versions(KEY)) == 1
    assert len(world.files_of(id_)) == 2


def test_version_whose_event_comes_after_its_erasure_is_not_read() -> None:
    world, id_ = world_with(statements(3))
    late = world.inbox.put(KEY, statements(4).encode())
    world.wait(2)

    world.ask_to_erase(id_)
    world.announce(late)
    world.work()
    world.settle()

    assert_erased(world, id_)


def test_version_that_is_still_there_when_the_latest_goes_does_not_come_back() -> None:
    """Its event says that the latest went, and S3 has the one before in its place."""
    world, id_ = world_with(statements(3), statements(2))
    world.ask_to_erase(id_)
    gone = world.inbox.remove(KEY, world.state(id_)["version_id"])

    world.read(gone)

    assert world.state(id_)["state"] == State.DELETED
    world.settle()
    assert_erased(world, id_)


def calls_of_an_erasure() -> range:
    world, id_ = world_with(statements(3), statements(30))
    counted = KillAt()
    message = world.ask_to_erase(id_)
    world.hook(counted)
    world.erase.handle(message, plenty)
    return range(len(counted.calls))


@pytest.mark.parametrize("number", calls_of_an_erasure())
def test_kill_between_any_two_calls_is_mended_when_the_message_comes_again(number: int) -> None:
    world, id_ = world_with(statements(3), statements(30))
    world.ask_to_erase(id_)

    world.hook(KillAt(number))
    world._step(world.eraser)
    world.hook()
    world.settle()

    assert_erased(world, id_)


def test_erasure_that_runs_out_of_time_goes_on_by_message_to_its_end() -> None:
    world, id_ = world_with(*[statements(2)] * 7)
    world.ask_to_erase(id_)
    outcomes = []

    def impatient(body: str, _: int) -> None:
        left: Iterator[float] = iter([100, 1, 1, 1, 1, 1, 1, 1, 1, 1])
        message = EraseArticle.model_validate_json(body)
        outcomes.append(world.erase.handle(message, lambda: next(left)))

    object.__setattr__(world.eraser, "handle", impatient)
    world.settle()

    assert outcomes.count(Outcome.CONTINUED) >= 2
    assert outcomes[-1] is Outcome.ERASED_FOR_GOOD
    assert_erased(world, id_)


@settings(max_examples=30, deadline=None)
@given(number=st.integers(0, 60), later=st.booleans())
def test_writer_that_is_at_work_during_an_erasure_leaves_nothing(number: int, later: bool) -> None:
    world, id_ = world_with(statements(2))
    world.drop(KEY, statements(60))
    world.wait(2)
    count = 0

    def interfere(_: str) -> None:
        nonlocal count
        count += 1
        if count == number + 1:
            world.hook()
            message = world.ask_to_erase(id_)
            if not later:
                world.erase.handle(message, plenty)

    world.hook(interfere)
    world.work()
    world.hook()
    if count <= number:
        world.ask_to_erase(id_)
    world.settle()

    assert_erased(world, id_)


# --- Sources -----------------------------------------------------------------------------------


def sources(world: World) -> set[str]:
    """Names in the list of sources."""
    return {row["name"] for row in world.table.rows() if row[PK].startswith("I#source")}


def test_source_that_only_the_erased_object_names_is_forgotten() -> None:
    world, id_ = world_with(statements(2))
    assert sources(world) == {"Ada Mayor"}

    world.ask_to_erase(id_)
    world.settle()

    assert sources(world) == set()


def test_source_that_another_object_names_stays() -> None:
    world, id_ = world_with(statements(2))
    world.drop("other.txt", statements(1))
    world.settle()

    world.ask_to_erase(id_)
    world.settle()

    assert sources(world) == {"Ada Mayor"}


@settings(max_examples=30, deadline=None)
@given(number=st.integers(0, 80))
def test_source_that_another_object_comes_to_name_meanwhile_stays(number: int) -> None:
    world, id_ = world_with(statements(2))
    message = world.ask_to_erase(id_)
    world.drop("other.txt", statements(1))
    count = 0

    def interfere(_: str) -> None:
        nonlocal count
        count += 1
        if count == number + 1:
            world.hook()
            world.work()

    world.hook(interfere)
    world.erase.handle(message, plenty)
    world.hook()
    world.settle()

    assert sources(world) == {"Ada Mayor"}


@settings(max_examples=30, deadline=None)
@given(number=st.integers(0, 40))
def test_source_that_is_being_written_during_an_erasure_stays(number: int) -> None:
    world, id_ = world_with(statements(2))
    message = world.ask_to_erase(id_)
    world.drop("other.txt", statements(1))
    count = 0

    def interfere(_: str) -> None:
        nonlocal count
        count += 1
        if count == number + 1:
            world.hook()
            world.erase.handle(message, plenty)

    world.hook(interfere)
    world.work()
    world.hook()
    world.settle()

    assert sources(world) == {"Ada Mayor"}


# --- Containers --------------------------------------------------------------------------------


def container(world: World, *members: str) -> tuple[ObjectEvent, list[ObjectEvent]]:
    """A container that has been divided, and its members' changes."""
    event, changes = world.pack("box.zip", *members)
    world.settle()
    world.wait(2)
    return event, changes


def test_erased_container_takes_its_members_with_it() -> None:
    world = World()
    box, members = container(world, "a.txt", "b.txt")
    assert all(world.state(member.article_id)["state"] == State.READY for member in members)

    world.ask_to_erase(box.article_id)
    world.settle()

    assert_erased(world, box.article_id, "box.zip")
    for member in members:
        assert_erased(world, member.article_id, "box.zip")
        assert world.state(member.article_id)["member"] == member.member
        assert world.state(member.article_id)["parent_id"] == box.article_id


def test_erased_member_is_told_of_at_the_time_at_which_it_is_marked() -> None:
    world = World()
    box, (member,) = container(world, "a.txt")
    asked = world.now
    message = world.ask_to_erase(box.article_id)
    world.wait(60)

    world.erase.handle(message, plenty)

    told = world.state(member.article_id)
    assert datetime.fromisoformat(told["erased"]) == asked
    assert datetime.fromisoformat(told["updated_at"]) == asked + timedelta(seconds=60)
    assert told[STATE_SORT].startswith(told["updated_at"])


def test_erased_container_takes_the_containers_in_it_with_it() -> None:
    world = World()
    inner = zipped({"c.txt": statements(2)})
    box = world.inbox.put("box.zip", zipped({"inner.zip": inner, "a.txt": statements(1)}))
    world.announce(box)
    world.settle()
    world.wait(2)
    ids = [
        article_id("inbox", "box.zip", path) for path in ("a.txt", "inner.zip", "inner.zip!/c.txt")
    ]
    assert all("current" in world.state(id_) for id_ in (ids[0], ids[2]))

    world.ask_to_erase(box.article_id)
    world.settle()

    for id_ in (box.article_id, *ids):
        assert_erased(world, id_, "box.zip")


def test_member_that_was_parsed_again_alone_is_erased_with_its_container() -> None:
    """It is ahead of its container then."""
    world = World()
    box, (member,) = container(world, "a.txt")
    run = int(world.state(member.article_id)["run"])
    world.parse_backfill.send(ReparseObject(event=member, run=run))
    world.settle()
    world.wait(2)
    assert world.state(member.article_id)["sequencer"] > box.sequencer

    world.ask_to_erase(box.article_id)
    world.settle()

    assert_erased(world, member.article_id, "box.zip")


def test_member_that_was_excluded_stays_so_until_its_container_has_a_new_version() -> None:
    world = World()
    box, (member, other) = container(world, "a.txt", "b.txt")

    world.ask_to_erase(member.article_id)
    world.announce(member)
    again = ReparseObject(event=box, run=int(world.state(box.article_id)["run"]))
    world.parse_backfill.send(again)
    world.settle()

    assert world.state(member.article_id)["state"] == State.DELETED
    assert world.rows_of(member.article_id) == []
    assert world.inbox.keys() == ["box.zip"], "the container is not touched"
    assert world.state(box.article_id)["state"] == State.EXPANDED
    assert world.state(other.article_id)["state"] == State.READY

    world.pack("box.zip", "a.txt")
    world.settle()

    assert world.state(member.article_id)["state"] == State.READY


def test_member_that_a_newer_version_has_is_left_to_it() -> None:
    world = World()
    box, (member,) = container(world, "a.txt")
    row = world.table.get(member_row(box.article_id, member.article_id))
    message = world.ask_to_erase(box.article_id)
    world.wait(2)
    world.pack("box.zip", "a.txt")
    world.parse_queue.receive()
    world.settle()
    newer = world.table.get(member_row(box.article_id, member.article_id))

    for found in (row, newer):
        assert found
        assert erase_member(world.table, message, found, world.now) is None
    assert "erased" not in world.state(member.article_id)
    assert world.state(member.article_id)["state"] == State.READY


def calls_of_a_container() -> range:
    world = World()
    box, _ = container(world, "a.txt", "b.txt")
    counted = KillAt()
    message = world.ask_to_erase(box.article_id)
    world.hook(counted)
    world.erase.handle(message, plenty)
    return range(len(counted.calls))


@pytest.mark.parametrize("number", calls_of_a_container())
def test_kill_between_any_two_calls_spares_no_member(number: int) -> None:
    world = World()
    box, members = container(world, "a.txt", "b.txt")
    world.ask_to_erase(box.article_id)

    world.hook(KillAt(number))
    world._step(world.eraser)
    world.hook()
    world.settle()

    for member in members:
        assert_erased(world, member.article_id, "box.zip")


@settings(max_examples=30, deadline=None)
@given(number=st.integers(0, 80))
def test_container_that_is_being_divided_during_an_erasure_leaves_nothing(number: int) -> None:
    world = World()
    box, members = world.pack("box.zip", "a.txt", "b.txt", "c.txt")
    count = 0

    def interfere(_: str) -> None:
        nonlocal count
        count += 1
        if count <= number:
            return
        world.hook()
        if world.state(box.article_id):
            world.wait(2)
            world.erase.handle(world.ask_to_erase(box.article_id), plenty)
        else:
            world.hook(interfere)

    world.hook(interfere)
    world.work()
    world.hook()
    world.wait(2)
    world.ask_to_erase(box.article_id)
    world.settle()

    assert_erased(world, box.article_id, "box.zip")
    for member in members:
        left = world.state(member.article_id).get("state", State.DELETED)
        assert left == State.DELETED
        assert world.rows_of(member.article_id) == []
        assert world.files_of(member.article_id) == []


def test_second_pass_comes_when_whoever_was_at_work_has_ended() -> None:
    world, id_ = world_with(statements(2))
    world.ask_to_erase(id_)
    asked = world.now

    world.work()

    (message,) = world.erase_queue.messages()
    assert EraseArticle.model_validate_json(message.body).last
    assert message.visible_at == asked + timedelta(seconds=GRACE)


def test_tombstone_of_a_member_that_was_never_read_keeps_it_from_being_read() -> None:
    world = World()
    box, (member,) = container(world, "a.txt")
    world.wait(2)
    world.ask_to_erase(box.article_id)
    world.settle()

    world.parse_queue.send(ParseChange(event=member))
    world.settle()

    assert_erased(world, article_id("inbox", "box.zip", "a.txt"), "box.zip")
