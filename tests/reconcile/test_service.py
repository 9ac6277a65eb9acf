"""Comparing bucket and table: what no event announced is found, told and mended, and only that."""

from datetime import timedelta

import pytest

from functions.shared.revisions import Revisions
from functions.shared.table import Change as Update
from functions.shared.table import Delete, Put
from schemas.events import ObjectEvent
from schemas.reconciliation import Finding, Reconciliation
from schemas.table import (
    BODY,
    EXPIRES_AT,
    PK,
    RECONCILIATION,
    SK,
    State,
    member_row,
    state_row,
    unpack,
)
from tests.parse.containers.archives import zipped
from tests.records import statements
from tests.world import SETTLED, STUCK, KillAt, World

KEY = "story.txt"


def lost(world: World, key: str = KEY, claims: int = 3) -> ObjectEvent:
    """A file whose event never comes."""
    return world.inbox.put(key, statements(claims).encode())


def found(report: Reconciliation) -> list[tuple[Finding, str]]:
    return [(each.finding, each.key) for each in report.examples]


def assert_agrees(world: World) -> None:
    """Another pass finds nothing."""
    world.settle()
    world.wait(STUCK)
    assert found(world.compare()) == []


def test_object_that_was_never_announced_is_found_and_ingested() -> None:
    world = World()
    event = lost(world)
    world.wait(SETTLED)

    report = world.compare()
    world.settle()

    assert found(report) == [(Finding.UNANNOUNCED, KEY)]
    assert report.counts == {Finding.UNANNOUNCED: 1}
    assert report.examples[0].article_id == event.article_id
    assert world.state(event.article_id)["current"]["claims"] == 3
    assert_agrees(world)


def test_object_that_has_just_come_is_left_to_its_event() -> None:
    world = World()
    lost(world)
    world.wait(SETTLED - 1)

    assert found(world.compare()) == []
    assert world.parse_backfill.messages() == []


def test_newer_version_that_was_never_announced_is_found_and_replaces_the_older() -> None:
    world = World()
    id_ = world.drop(KEY, statements(2))
    world.settle()
    newer = lost(world)
    world.wait(SETTLED)

    report = world.compare()
    world.settle()

    assert found(report) == [(Finding.OUTDATED, KEY)]
    assert world.state(id_)["version_id"] == newer.version_id
    assert world.state(id_)["current"]["claims"] == 3
    assert_agrees(world)


def test_row_that_has_just_changed_is_left_alone() -> None:
    world = World()
    lost(world)
    world.wait(SETTLED)
    lost(world)
    world.wait(SETTLED - 1)
    world.drop(KEY, statements(2))
    world.settle()

    assert found(world.compare()) == []


def test_deletion_that_was_never_announced_is_found_and_takes_the_claims() -> None:
    world = World()
    id_ = world.drop(KEY, statements(2))
    world.settle()
    world.inbox.delete(KEY)
    world.wait(SETTLED)

    report = world.compare()
    world.settle()

    assert found(report) == [(Finding.VANISHED, KEY)]
    assert world.state(id_)["state"] == State.DELETED
    assert world.rows_of(id_) == []
    assert_agrees(world)


def test_object_that_came_back_from_under_a_marker_is_read_again() -> None:
    world = World()
    id_ = world.drop(KEY, statements(2))
    world.settle()
    marker = world.inbox.delete(KEY)
    world.announce(marker)
    world.settle()
    world.inbox.remove(KEY, marker.version_id or "")
    world.wait(SETTLED)

    report = world.compare()
    world.settle()

    assert found(report) == [(Finding.OUTDATED, KEY)]
    assert world.state(id_)["state"] == State.READY
    assert_agrees(world)


def test_real_event_that_comes_after_it_was_mended_does_no_work_again() -> None:
    world = World()
    late = lost(world)
    world.wait(SETTLED)
    world.compare()
    world.settle()
    before = world.state(late.article_id)

    world.announce(late)
    world.settle()

    after = world.state(late.article_id)
    assert (after["run"], after["current"]) == (before["run"], before["current"])
    assert after["sequencer"] == late.sequencer


def test_event_of_an_older_version_that_comes_after_it_was_mended_is_stale() -> None:
    world = World()
    older = lost(world, claims=1)
    newer = lost(world, claims=2)
    world.wait(SETTLED)
    world.compare()
    world.settle()

    world.announce(newer)
    world.settle()
    world.announce(older)
    world.settle()

    assert world.state(newer.article_id)["current"]["claims"] == 2


@pytest.mark.parametrize("state", [State.PARSING, State.PARSED])
def test_work_that_nobody_is_at_goes_on(state: State) -> None:
    """Its message was lost, which SQS rules out and people do not."""
    world = World()
    id_ = world.drop(KEY, statements(2))
    if state is State.PARSED:
        world._step(world.consumers[0])
        for message in world.extract_queue.messages():
            world.extract_queue.delete(message)
    else:
        world.hook(KillAt(2))
        world._step(world.consumers[0])
        world.hook()
        for message in world.parse_queue.messages():
            world.parse_queue.delete(message)
    assert world.state(id_)["state"] == state
    world.wait(STUCK - 1)
    assert found(world.compare()) == []
    world.wait(1)

    report = world.compare()
    world.settle()

    assert found(report) == [(Finding.STUCK, KEY)]
    assert world.state(id_)["state"] == State.READY
    assert_agrees(world)


def test_rows_of_a_revision_that_nobody_swept_go() -> None:
    world = World()
    id_ = world.drop(KEY, statements(2))
    world.settle()
    world.drop(KEY, statements(3))
    world.work()
    for message in world.sweep_queue.messages():
        world.sweep_queue.delete(message)
    world.wait(SETTLED)

    report = world.compare()
    world.settle()

    assert found(report) == [(Finding.UNSWEPT, KEY)]
    current = int(world.state(id_)["current"]["rev"])
    assert list(Revisions(world.table).before(id_, current)) == []
    assert_agrees(world)


def test_erased_object_is_left_alone() -> None:
    world = World()
    id_ = world.drop(KEY, statements(2))
    world.settle()
    world.ask_to_erase(id_)
    world.settle()
    world.wait(STUCK)

    assert found(world.compare()) == []


def test_erasure_that_nobody_is_at_goes_on() -> None:
    world = World()
    id_ = world.drop(KEY, statements(2))
    world.settle()
    world.wait(2)
    world.ask_to_erase(id_)
    for message in world.erase_queue.messages():
        world.erase_queue.delete(message)
    world.wait(SETTLED)

    report = world.compare()
    world.settle()

    assert (Finding.STUCK, KEY) in found(report)
    assert world.state(id_)["state"] == State.DELETED
    assert world.inbox.versions(KEY) == []
    assert world.rows_of(id_) == []
    assert_agrees(world)


def divided(world: World) -> tuple[ObjectEvent, ObjectEvent]:
    """A container with one member, and the member."""
    box, (member,) = world.pack("box.zip", "a.txt")
    world.settle()
    return box, member


def test_container_and_its_members_are_known() -> None:
    world = World()
    box, member = divided(world)

    assert_agrees(world)

    assert world.state(box.article_id)["state"] == State.EXPANDED
    assert world.state(member.article_id)["state"] == State.READY


def test_container_whose_division_stands_still_is_taken_up() -> None:
    world = World()
    box, (member,) = world.pack("box.zip", "a.txt")
    world._step(world.consumers[0])
    for message in world.parse_queue.messages():
        world.parse_queue.delete(message)
    assert world.state(box.article_id)["state"] == State.EXPANDING
    world.wait(STUCK)

    report = world.compare()
    world.settle()

    assert found(report) == [(Finding.STUCK, "box.zip")]
    assert world.state(box.article_id)["state"] == State.EXPANDED
    assert world.state(member.article_id)["state"] == State.READY
    assert_agrees(world)


def test_container_that_was_never_announced_is_found_and_divided() -> None:
    world = World()
    box = world.inbox.put("box.zip", zipped({"a.txt": statements(1)}))
    world.wait(SETTLED)

    report = world.compare()
    world.settle()

    assert found(report) == [(Finding.UNANNOUNCED, "box.zip")]
    assert world.state(box.article_id)["state"] == State.EXPANDED
    assert_agrees(world)


@pytest.mark.parametrize("becomes", [State.DELETED, State.READY])
def test_member_whose_container_is_gone_goes_too(becomes: State) -> None:
    world = World()
    box, member = divided(world)
    pk, sk = member_row(box.article_id, member.article_id)
    world.table.write([Delete((pk, sk))])  # so that parse does not find it
    deleted = becomes is State.DELETED
    world.announce(
        world.inbox.delete("box.zip") if deleted else world.inbox.put("box.zip", b"It was empty.")
    )
    world.settle()
    assert world.state(box.article_id)["state"] == becomes
    world.wait(SETTLED)

    report = world.compare()
    world.settle()

    assert [(each.finding, each.member) for each in report.examples] == [
        (Finding.VANISHED, "a.txt")
    ]
    assert world.state(member.article_id)["state"] == State.DELETED
    assert_agrees(world)


def test_member_that_was_excluded_is_left_alone() -> None:
    world = World()
    _, member = divided(world)
    world.wait(2)
    world.ask_to_erase(member.article_id)
    world.settle()
    world.wait(STUCK)

    assert found(world.compare()) == []
    assert world.state(member.article_id)["state"] == State.DELETED


# --- Passes ------------------------------------------------------------------------------------


def many(world: World) -> list[ObjectEvent]:
    """Objects that were announced, and as many that were not."""
    for number in range(4):
        world.drop(f"known-{number}.txt", statements(1))
    world.settle()
    events = [lost(world, f"lost-{number}.txt") for number in range(4)]
    world.wait(SETTLED)
    return events


def test_pass_that_runs_out_of_time_goes_on_where_it_stopped() -> None:
    world = World()
    many(world)
    runs: list[Reconciliation] = []

    while not runs or runs[-1].ended is None:
        result = world.reconcile.run(lambda: 1)
        assert result is not None
        runs.append(result.report)

    assert len(runs) > 10
    assert len({run.begun for run in runs}) == 1
    assert runs[-1].objects == 8
    assert runs[-1].articles == 4
    assert runs[-1].counts == {Finding.UNANNOUNCED: 4}


def test_run_while_another_is_at_it_does_nothing() -> None:
    world = World()
    many(world)
    assert world.reconcile.passes.begin(world.now) is not None

    assert world.reconcile.run(lambda: 100) is None
    assert world.parse_backfill.messages() == []


def test_run_that_was_taken_over_stops() -> None:
    world = World()
    many(world)
    mine = world.reconcile.passes.begin(world.now)
    assert mine is not None
    world.now += timedelta(hours=1)
    assert world.reconcile.passes.begin(world.now) is not None

    assert world.reconcile.passes.advance(mine, world.now) is None


def test_report_can_be_read_and_expires() -> None:
    world = World()
    many(world)

    report = world.compare()

    row = world.table.get((RECONCILIATION, report.begun))
    assert row is not None
    assert Reconciliation.model_validate(unpack(bytes(row[BODY]))) == report
    assert report.ended is not None
    assert EXPIRES_AT in row


def test_result_says_what_this_run_found_and_the_report_what_the_pass_did() -> None:
    world = World()
    many(world)
    counts: list[int] = []

    ended = None
    while ended is None:
        result = world.reconcile.run(lambda: 1)
        assert result is not None
        ended = result.report.ended
        counts.append(result.counts.get(Finding.UNANNOUNCED, 0))

    assert sum(counts) == 4
    assert max(counts) == 2


def calls_of_a_pass() -> range:
    world = World()
    many(world)
    counted = KillAt()
    world.hook(counted)
    world.compare()
    return range(len(counted.calls))


@pytest.mark.parametrize("number", calls_of_a_pass())
def test_kill_between_any_two_calls_of_a_pass_is_mended_by_the_next_run(number: int) -> None:
    world = World()
    events = many(world)

    world.hook(KillAt(number))
    with pytest.raises(BaseException, match=r"\w+ \w+\.\w+"):
        world.compare()
    world.hook()
    world.wait(3600)
    report = world.compare()
    world.settle()

    assert report.ended is not None
    for event in events:
        assert world.state(event.article_id)["state"] == State.READY
        assert world.state(event.article_id)["run"] == 1, "read once, however often it is found"
    assert_agrees(world)


def test_rows_that_are_no_articles_are_left_alone() -> None:
    world = World()
    world.table.write([Put({PK: "J#1", SK: "META", "state": "listing"})])
    world.table.update(state_row("0" * 24), Update({"note": "of no state"}))

    assert found(world.compare()) == []
