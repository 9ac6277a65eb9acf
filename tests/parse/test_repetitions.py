"""Repetitions and trouble in the state row: what is claimed again, and what is noted."""

import pytest

from functions.parse.lease import Lease, Refusal, Refused
from functions.parse.store import StateStore
from functions.shared.errors import ConflictError
from functions.shared.table import Change as TableChange
from functions.shared.table import Table
from functions.shared.trouble import Trouble
from schemas.events import Change
from schemas.failure import FailureCode
from schemas.messages import ReparseObject
from schemas.table import Item, State, state_row
from tests.records import at, event, failure

LEASE = 45


@pytest.fixture
def store(any_table: Table) -> StateStore:
    return StateStore(any_table, LEASE)


def row(table: Table) -> Item:
    return table.get(state_row(event().article_id)) or {}


def claimed(answer: Lease | Refused) -> Lease:
    assert isinstance(answer, Lease)
    return answer


def refused(answer: Lease | Refused) -> Refusal:
    assert isinstance(answer, Refused)
    return answer.refusal


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
    store.claim_again(ReparseObject(event=event(), run=second.run), at(4))

    assert refused(store.claim_again(retry, at(LEASE + 5))) is Refusal.STALE


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
