"""The fence: which events `parse` works on, and what it leaves behind."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.parse.lease import Lease, Refusal, Refused
from functions.parse.store import StateStore
from functions.shared.erasures import erase_article
from functions.shared.errors import ConflictError
from functions.shared.table import Change as TableChange
from functions.shared.table import Table
from functions.shared.trouble import Trouble
from schemas.events import Change, ObjectEvent
from schemas.failure import Failure, FailureCode
from schemas.identity import later_sequencer, padded_sequencer
from schemas.messages import ReparseObject
from schemas.table import PARENT_KEY, Item, State, state_row
from tests.records import at, event, failure
from tests.tables import ForgetfulTable, memory_table

LEASE = 45


@pytest.fixture
def store(any_table: Table) -> StateStore:
    return StateStore(any_table, LEASE)


def row(table: Table, key: str = "story.txt") -> Item:
    return table.get(state_row(event(key).article_id)) or {}


def claimed(answer: Lease | Refused) -> Lease:
    assert isinstance(answer, Lease)
    return answer


def refused(answer: Lease | Refused) -> Refusal:
    assert isinstance(answer, Refused)
    return answer.refusal


def test_claim_of_a_new_object_gives_a_lease_and_the_first_run(store: StateStore) -> None:
    assert claimed(store.claim(event(), at(0))).run == 1


def test_claim_while_another_run_is_at_work_is_busy(store: StateStore) -> None:
    store.claim(event(), at(0))

    assert refused(store.claim(event(), at(LEASE - 1))) is Refusal.BUSY


def test_claim_after_a_crash_is_possible_once_the_lease_has_expired(store: StateStore) -> None:
    store.claim(event(), at(0))

    assert claimed(store.claim(event(), at(LEASE + 1))).run == 2


def test_claim_of_an_older_event_is_stale(store: StateStore) -> None:
    store.claim(event(sequencer="2"), at(0))

    assert refused(store.claim(event(sequencer="1"), at(LEASE + 1))) is Refusal.STALE


def test_claim_of_a_newer_event_takes_over_at_once(store: StateStore) -> None:
    first = claimed(store.claim(event(sequencer="1"), at(0)))

    second = claimed(store.claim(event(sequencer="2"), at(1)))

    assert second.run > first.run
    assert not store.commit(first, at(2))
    assert store.commit(second, at(2))


def test_claim_compares_sequencers_of_different_lengths_as_s3_documents(store: StateStore) -> None:
    store.claim(event(sequencer="0A1"), at(0))

    assert refused(store.claim(event(sequencer="0A"), at(1))) is Refusal.STALE
    assert claimed(store.claim(event(sequencer="0A12"), at(1)))


def test_claim_after_commit_is_pending_so_that_the_message_is_sent_again(store: StateStore) -> None:
    lease = claimed(store.claim(event(), at(0)))
    store.commit(lease, at(1))

    answer = store.claim(event(), at(2))

    assert answer == Refused(Refusal.PENDING, lease.run)


def test_claim_after_a_failure_says_so_that_the_retraction_is_sent_again(
    store: StateStore,
) -> None:
    store.fail(claimed(store.claim(event(), at(0))), failure(), at(1))

    assert refused(store.claim(event(), at(2))) is Refusal.FAILED


def test_claim_of_a_new_version_forgets_the_failure_of_the_old(
    store: StateStore, any_table: Table
) -> None:
    store.fail(claimed(store.claim(event(sequencer="1"), at(0))), failure(), at(1))

    store.claim(event(sequencer="2"), at(2))

    assert "failure" not in row(any_table)


def test_commit_keeps_the_version_that_was_read_in_the_end(
    store: StateStore, any_table: Table
) -> None:
    lease = claimed(store.claim(event(version_id="gone"), at(0)))
    followed = Lease(lease.event.model_copy(update={"version_id": "there"}), lease.run)

    assert store.commit(followed, at(1))
    assert row(any_table)["version_id"] == "there"


def test_fail_keeps_the_reason_and_hides_the_earlier_revision(
    store: StateStore, any_table: Table
) -> None:
    store.fail(claimed(store.claim(event(), at(0))), failure(), at(1))

    item = row(any_table)

    assert item["state"] == State.FAILED
    assert Failure.model_validate(item["failure"]) == failure()
    assert "current" not in item


def test_bury_leaves_a_tombstone_that_a_late_event_cannot_pass(
    store: StateStore, any_table: Table
) -> None:
    store.claim(event(sequencer="1"), at(0))

    run = store.bury(event(sequencer="3", change=Change.DELETED), at(1))

    assert run == 2
    assert refused(store.claim(event(sequencer="2"), at(2))) is Refusal.STALE
    assert row(any_table)["state"] == State.DELETED


def test_bury_of_an_older_deletion_changes_nothing(store: StateStore, any_table: Table) -> None:
    store.claim(event(sequencer="5"), at(0))

    assert store.bury(event(sequencer="4", change=Change.DELETED), at(1)) is None
    assert row(any_table)["state"] == State.PARSING


def test_bury_repeats_after_a_crash(store: StateStore) -> None:
    deletion = event(sequencer="3", change=Change.DELETED)
    store.bury(deletion, at(0))

    assert store.bury(deletion, at(1)) is not None


def test_a_new_object_after_a_tombstone_is_claimed(store: StateStore) -> None:
    store.bury(event(sequencer="1", change=Change.DELETED), at(0))

    assert claimed(store.claim(event(sequencer="2"), at(1)))


@pytest.mark.parametrize(
    ("settled", "refusal"),
    [("commit", Refusal.PENDING), ("fail", Refusal.FAILED)],
)
def test_claim_of_a_newer_event_of_the_same_version_is_adopted_and_no_new_work(
    store: StateStore, settled: str, refusal: Refusal
) -> None:
    lease = claimed(store.claim(event(sequencer="1", version_id="same"), at(0)))
    if settled == "commit":
        store.commit(lease, at(1))
    else:
        store.fail(lease, failure(), at(1))

    assert refused(store.claim(event(sequencer="3", version_id="same"), at(2))) is refusal
    assert refused(store.claim(event(sequencer="2", version_id="other"), at(3))) is Refusal.STALE


def test_claim_of_a_newer_event_of_the_version_in_work_is_busy_until_the_lease_expires(
    store: StateStore,
) -> None:
    # The older event must not turn stale while it may still have to come again.
    older, newer = event(sequencer="1", version_id="v"), event(sequencer="2", version_id="v")
    store.claim(older, at(0))

    assert refused(store.claim(newer, at(1))) is Refusal.BUSY
    assert claimed(store.claim(older, at(LEASE + 1))).run == 2
    assert claimed(store.claim(newer, at(2 * LEASE + 2))).run == 3


def test_claim_of_the_same_version_after_a_deletion_is_new_work(store: StateStore) -> None:
    store.claim(event(sequencer="1", version_id="v"), at(0))
    store.bury(event(sequencer="2", version_id="v", change=Change.DELETED), at(1))

    assert claimed(store.claim(event(sequencer="3", version_id="v"), at(2)))


def test_claim_without_versions_takes_a_newer_event_for_another_version(store: StateStore) -> None:
    store.commit(claimed(store.claim(event(sequencer="1", version_id=None), at(0))), at(1))

    assert claimed(store.claim(event(sequencer="2", version_id=None), at(2)))


def test_claim_of_a_member_names_its_container(store: StateStore, any_table: Table) -> None:
    member = event(member="inner.zip!/a.txt")

    store.claim(member, at(0))

    item = any_table.get(state_row(member.article_id)) or {}
    assert item["member"] == "inner.zip!/a.txt"
    assert item[PARENT_KEY] == event(member="inner.zip").article_id


def found(sequencer: str, **fields: Any) -> ObjectEvent:
    """An object that was found by comparing, before or after what S3 said of it."""
    padded = later_sequencer(padded_sequencer(sequencer))
    return event(**fields).model_copy(update={"sequencer": padded})


def test_late_event_of_a_version_that_was_found_is_adopted_without_work(
    store: StateStore, any_table: Table
) -> None:
    lease = claimed(store.claim(found("0", version_id="v5"), at(0)))
    store.commit(lease, at(1))

    late = event(sequencer="5", version_id="v5")

    assert store.claim(late, at(2)) == Refused(Refusal.PENDING, lease.run)
    assert row(any_table)["sequencer"] == late.sequencer
    assert refused(store.claim(event(sequencer="4"), at(3))) is Refusal.STALE


def test_late_event_takes_over_from_a_run_that_died(store: StateStore) -> None:
    store.claim(found("0", version_id="v5"), at(0))

    late = event(sequencer="5", version_id="v5")

    assert claimed(store.claim(late, at(LEASE + 1))).run == 2


def test_event_of_another_version_is_not_adopted(store: StateStore) -> None:
    store.claim(found("0", version_id="v5"), at(0))

    assert claimed(store.claim(event(sequencer="6", version_id="v6"), at(1)))


def test_excluded_member_is_not_read_again_until_its_container_has_a_new_version(
    store: StateStore, any_table: Table
) -> None:
    member = event(member="a.txt", sequencer="1", version_id="v")
    store.commit(claimed(store.claim(member, at(0))), at(1))
    erase_article(any_table, member.article_id, at(2))

    again = event(member="a.txt", sequencer="2", version_id="v")
    newer = event(member="a.txt", sequencer="3", version_id="w")

    assert refused(store.claim(again, at(3))) is Refusal.DUPLICATE
    assert claimed(store.claim(newer, at(4)))


def test_lease_knows_of_an_erasure_until_something_has_come_of_it(
    store: StateStore, any_table: Table
) -> None:
    store.commit(claimed(store.claim(event(sequencer="1", version_id="v1"), at(0))), at(1))
    erase_article(any_table, event().article_id, at(2))

    lease = claimed(store.claim(event(sequencer="2", version_id="v2"), at(3)))
    store.commit(lease, at(4))

    assert lease.erased == at(2).isoformat(timespec="milliseconds")
    assert claimed(store.claim(event(sequencer="3", version_id="v3"), at(5))).erased is None


@given(moves=st.permutations(["found", "late", "newer", "duplicate"]))
def test_newest_version_wins_in_whichever_order_it_is_found_and_announced(
    moves: list[str],
) -> None:
    table = memory_table()
    store = StateStore(table, LEASE)
    events = {
        "found": found("1", version_id="v2"),
        "late": event(sequencer="2", version_id="v2"),
        "newer": event(sequencer="3", version_id="v3"),
        "duplicate": event(sequencer="1", version_id="v1"),
    }
    for moment, move in enumerate(moves):
        claim = store.claim(events[move], at(moment))
        if isinstance(claim, Lease):
            store.commit(claim, at(moment))

    assert row(table)["version_id"] == "v3"
    assert row(table)["sequencer"] == events["newer"].sequencer


# --- Repetitions -------------------------------------------------------------------------------


def failed(store: StateStore) -> ReparseObject:
    """The retry of an object that has failed."""
    lease = claimed(store.claim(event(), at(0)))
    assert store.fail(lease, failure(), at(1))
    return ReparseObject(event=event(), run=lease.run)


def test_claim_again_of_a_failed_object_gives_a_run_of_its_own(
    store: StateStore, any_table: Table
) -> None:
    retry = failed(store)

    assert claimed(store.claim_again(retry, at(2))).run > retry.run
    assert "failure" not in row(any_table)


def test_claim_again_leaves_claims_readable_until_the_end(
    store: StateStore, any_table: Table
) -> None:
    lease = claimed(store.claim(event(), at(0)))
    store.commit(lease, at(1))
    current = {"rev": 2, "prefix": lease.prefix}
    change = TableChange({"state": State.READY, "current": current})
    any_table.update(state_row(event().article_id), change)

    again = claimed(store.claim_again(ReparseObject(event=event(), run=lease.run), at(2)))

    assert row(any_table)["current"] == current
    store.fail(again, failure(), at(3))
    assert "current" not in row(any_table)


def test_claim_again_by_a_duplicate_is_busy_and_then_goes_by_how_it_ended(
    store: StateStore,
) -> None:
    retry = failed(store)
    lease = claimed(store.claim_again(retry, at(2)))

    assert refused(store.claim_again(retry, at(3))) is Refusal.BUSY
    store.commit(lease, at(4))
    assert store.claim_again(retry, at(5)) == Refused(Refusal.PENDING, lease.run)


def test_claim_again_after_a_crash_is_possible_once_the_lease_has_expired(
    store: StateStore,
) -> None:
    retry = failed(store)
    first = claimed(store.claim_again(retry, at(2)))

    assert claimed(store.claim_again(retry, at(LEASE + 3))).run > first.run


def test_claim_again_by_a_retry_of_what_was_retried_since_is_stale(store: StateStore) -> None:
    retry = failed(store)
    second = claimed(store.claim_again(retry, at(2)))
    store.fail(second, failure(), at(3))
    store.claim_again(ReparseObject(event=second.event, run=second.run), at(4))

    assert refused(store.claim_again(retry, at(LEASE + 5))) is Refusal.STALE


def test_claim_again_after_a_newer_event_of_the_same_version_was_adopted(
    store: StateStore,
) -> None:
    # A member's, when its container is divided again before the member's own turn comes.
    retry = ReparseObject(event=event(version_id="v"), run=1)
    store.commit(claimed(store.claim(retry.event, at(0))), at(1))

    assert refused(store.claim(retry.rerun, at(2))) is Refusal.PENDING
    assert claimed(store.claim_again(retry, at(3))).run > retry.run


def test_claim_again_after_a_newer_event_is_stale(store: StateStore) -> None:
    retry = failed(store)
    store.claim(event(sequencer="2"), at(2))

    assert refused(store.claim_again(retry, at(LEASE + 3))) is Refusal.STALE


def test_claim_again_never_brings_back_what_was_deleted(store: StateStore) -> None:
    retry = failed(store)
    deletion = event(sequencer="2", change=Change.DELETED)
    run = store.bury(deletion, at(2))
    assert run is not None

    assert refused(store.claim_again(retry, at(3))) is Refusal.STALE
    of_tombstone = ReparseObject(event=deletion, run=run)
    assert refused(store.claim_again(of_tombstone, at(3))) is Refusal.STALE


def test_claim_again_of_an_unknown_object_is_stale(store: StateStore) -> None:
    assert refused(store.claim_again(ReparseObject(event=event(), run=0), at(0))) is Refusal.STALE


def test_claim_again_that_may_not_begin_takes_only_what_was_abandoned(store: StateStore) -> None:
    retry = failed(store)
    assert refused(store.claim_again(retry, at(2), begin=False)) is Refusal.STALE
    store.claim_again(retry, at(2))

    assert claimed(store.claim_again(retry, at(LEASE + 3), begin=False))


def test_reclaim_takes_only_what_was_abandoned(store: StateStore) -> None:
    assert refused(store.reclaim(event(), at(0))) is Refusal.STALE
    store.claim(event(), at(0))
    assert refused(store.reclaim(event(), at(1))) is Refusal.BUSY
    assert refused(store.reclaim(event(sequencer="2"), at(LEASE + 1))) is Refusal.STALE

    lease = claimed(store.reclaim(event(), at(LEASE + 1)))

    store.commit(lease, at(LEASE + 2))
    assert refused(store.reclaim(event(), at(LEASE + 3))) is Refusal.PENDING


# --- Trouble -----------------------------------------------------------------------------------


def trouble(lease: Lease) -> Trouble:
    return Trouble(code=FailureCode.UNAVAILABLE, error="SlowDown", run=lease.run, attempt=1)


def test_note_keeps_the_trouble_and_gives_the_lease_back(
    store: StateStore, any_table: Table
) -> None:
    lease = claimed(store.claim(event(), at(0)))

    store.note(lease, trouble(lease))

    assert Trouble.model_validate(row(any_table)["trouble"]) == trouble(lease)
    assert claimed(store.claim(event(), at(1))).run > lease.run
    assert "trouble" not in row(any_table), "each run begins without"


def test_note_of_a_run_that_was_taken_over_is_refused(store: StateStore) -> None:
    lease = claimed(store.claim(event(), at(0)))
    store.claim(event(sequencer="2"), at(1))

    with pytest.raises(ConflictError):
        store.note(lease, trouble(lease))


# --- Answers that are lost ---------------------------------------------------------------------


def test_commit_whose_answer_is_lost_has_committed(store: StateStore, any_table: Table) -> None:
    lease = claimed(store.claim(event(), at(0)))

    forgetful = StateStore(ForgetfulTable(any_table), LEASE)

    assert forgetful.commit(lease, at(1)), "or nobody would ask for the extraction"
