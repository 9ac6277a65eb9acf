"""What the table says of containers and their members, and who may change it."""

from dataclasses import replace

import pytest

from functions.parse.containers import Member, Place
from functions.parse.lease import Lease
from functions.parse.members import MemberRow, MemberStore, Progress
from functions.parse.store import StateStore
from functions.shared.table import Table
from schemas.events import Change, ObjectEvent
from schemas.messages import ExpandContainer, ReparseObject
from schemas.table import State
from tests.records import at, event, failure

LEASE = 45
MEMBER = Member("a.txt", "1:0", 10)


class Desk:
    """The stores over one table, and the steps that tests begin with."""

    def __init__(self, table: Table) -> None:
        self.states = StateStore(table, LEASE)
        self.members = MemberStore(table, LEASE)

    def begun(self, container: ObjectEvent) -> Lease:
        """A container that is being divided."""
        lease = self.states.claim(container, at(0))
        assert isinstance(lease, Lease)
        assert self.members.begin(lease, at(1))
        return lease

    def added(self, container: ObjectEvent) -> ObjectEvent:
        """The change of its member."""
        change = self.members.add(container, MEMBER, ["zip:1:0"])
        assert change is not None
        return change

    def rows(self, container: ObjectEvent) -> list[MemberRow]:
        """All members of a container."""
        return list(self.members.before(container, inclusive=True))


@pytest.fixture
def desk(any_table: Table) -> Desk:
    return Desk(any_table)


def go_on(lease: Lease, position: int = 0) -> ExpandContainer:
    return ExpandContainer(event=lease.event, run=lease.run, position=position, number=0, hop=1)


def ahead(progress: Progress, position: int) -> Progress:
    return replace(progress, place=Place(position, 1), members=1, hop=2)


def test_claim_takes_the_position_once(desk: Desk) -> None:
    lease = desk.begun(event())

    assert desk.members.claim(go_on(lease), at(2))
    assert desk.members.claim(go_on(lease), at(3)) is None
    assert desk.members.claim(go_on(lease), at(3 + LEASE)), "the lease has expired"


def test_claim_of_a_position_that_has_been_left_is_refused(desk: Desk) -> None:
    lease = desk.begun(event())
    progress = desk.members.claim(go_on(lease), at(2))
    assert progress

    assert desk.members.advance(lease, ahead(progress, 7), at(3))

    assert desk.members.claim(go_on(lease), at(4)) is None
    assert desk.members.claim(go_on(lease, 7), at(4))


def test_steps_of_a_run_that_was_taken_over_change_nothing(desk: Desk) -> None:
    old = desk.begun(event(sequencer="1"))
    progress = desk.members.claim(go_on(old), at(2))
    assert progress
    desk.begun(event(sequencer="2"))

    assert not desk.members.advance(old, ahead(progress, 7), at(3))
    assert not desk.members.finish(old, 1, at(3))
    assert not desk.members.fail(old, failure(), at(3))
    assert desk.members.claim(go_on(old), at(3 + LEASE)) is None


def test_member_that_a_newer_version_has_is_not_written_by_an_older_one(desk: Desk) -> None:
    desk.added(event(sequencer="2"))

    assert desk.members.add(event(sequencer="1"), MEMBER, ["zip:9:0"]) is None
    assert [row.sequencer for row in desk.rows(event(sequencer="3"))] == [
        event(sequencer="2").sequencer
    ]


def test_member_is_found_while_its_container_is_of_the_same_version(desk: Desk) -> None:
    lease = desk.begun(event())
    change = desk.added(event())

    assert desk.members.steps(change) == ["zip:1:0"]
    desk.members.finish(lease, 1, at(2))
    assert desk.members.steps(change) == ["zip:1:0"]


def test_member_is_found_while_its_container_is_parsed_again(desk: Desk) -> None:
    lease = desk.begun(event(version_id="v"))
    member = desk.added(lease.event)
    desk.members.finish(lease, 1, at(2))
    again = ReparseObject(event=lease.event, run=lease.run)

    assert isinstance(desk.states.claim_again(again, at(3)), Lease)

    assert desk.members.steps(member) == ["zip:1:0"]


def test_member_that_the_container_never_had_is_not_found(desk: Desk) -> None:
    desk.begun(event())

    assert desk.members.steps(event(member="b.txt")) is None


@pytest.mark.parametrize("what", ["a newer version", "a failure", "a deletion"])
def test_member_is_stale_after(desk: Desk, what: str) -> None:
    lease = desk.begun(event(sequencer="1"))
    change = desk.added(event(sequencer="1"))

    if what == "a newer version":
        desk.begun(event(sequencer="2"))
    elif what == "a failure":
        desk.members.fail(lease, failure(), at(2))
    else:
        desk.states.bury(event(sequencer="2", change=Change.DELETED, version_id="v1"), at(2))

    assert desk.members.steps(change) is None


def test_member_without_version_ids_is_of_the_sequencer(desk: Desk) -> None:
    desk.begun(event(sequencer="1", version_id=None))
    change = desk.added(event(sequencer="1", version_id=None))
    assert desk.members.steps(change)

    desk.begun(event(sequencer="2", version_id=None))

    assert desk.members.steps(change) is None


def test_before_gives_members_of_older_versions_and_of_its_own_if_asked(desk: Desk) -> None:
    desk.added(event(sequencer="2"))

    assert list(desk.members.before(event(sequencer="2"), inclusive=False)) == []
    assert len(list(desk.members.before(event(sequencer="3"), inclusive=False))) == 1
    assert len(desk.rows(event(sequencer="2"))) == 1
    assert desk.rows(event(sequencer="1")) == []


def test_remove_leaves_a_member_that_a_newer_version_has_meanwhile(desk: Desk) -> None:
    desk.added(event(sequencer="1"))
    (row,) = desk.rows(event(sequencer="1"))
    desk.added(event(sequencer="2"))

    desk.members.remove(event(sequencer="2"), row)

    assert len(desk.rows(event(sequencer="2"))) == 1
    desk.members.remove(event(sequencer="2"), desk.rows(event(sequencer="2"))[0])
    assert desk.rows(event(sequencer="2")) == []


def test_progress_is_known_of_containers_alone_and_outlives_them(desk: Desk) -> None:
    assert desk.members.progress(event("other.txt"), at(0)) is None
    desk.states.claim(event("other.txt"), at(0))
    assert desk.members.progress(event("other.txt"), at(0)) is None

    desk.begun(event(sequencer="1"))
    desk.states.bury(event(sequencer="2", change=Change.DELETED), at(2))

    found = desk.members.progress(event(), at(3))
    assert found
    assert found.state is State.DELETED
