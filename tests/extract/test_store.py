"""Revisions: written unseen, shown by one update, swept when superseded."""

from collections import Counter
from typing import Any

import pytest

from functions.extract.errors import BusyError
from functions.extract.lease import Lease
from functions.extract.rows import (
    MENTIONS_FILED,
    UTTERANCES_FILED,
    Revision,
    revision_of,
)
from functions.extract.store import RecordStore
from functions.parse.lease import Lease as ParseLease
from functions.parse.store import StateStore
from functions.shared.errors import ConflictError, UnstorableError
from functions.shared.revisions import Superseded
from functions.shared.states import NEXT_RUN
from functions.shared.table import Change, Table
from functions.shared.trouble import Trouble
from schemas.article import Article
from schemas.base import SCHEMA_VERSION
from schemas.claim import Mention
from schemas.failure import Failure, FailureCode, Stage
from schemas.messages import ExtractArticle
from schemas.table import (
    Axis,
    State,
    mention_partition,
    partition_axis,
    posting_parts,
    state_row,
    unpack,
)
from tests.records import at, event, extraction_of, failure, said, statements, story
from tests.tables import ForgetfulTable, rows

LEASE = 90
SAID: list[dict[str, Any]] = [{"utterance_date": said(day)} for day in ("2025-02-28", "2025-03-01")]
"""When the first claims of every article were said."""


@pytest.fixture
def store(any_table: Table) -> RecordStore:
    return RecordStore(any_table, LEASE)


@pytest.fixture
def states(any_table: Table) -> StateStore:
    return StateStore(any_table, LEASE)


def parsed(states: StateStore, sequencer: str = "1") -> ExtractArticle:
    """The message of an article that `parse` has just written."""
    lease = states.claim(event(sequencer=sequencer), at(0))
    assert isinstance(lease, ParseLease)
    assert states.commit(lease, at(0))
    article = lease.event.article_id
    return ExtractArticle(article_id=article, run=lease.run, prefix=lease.prefix)


def taken(store: RecordStore, message: ExtractArticle, seconds: float = 1) -> Lease:
    lease = store.claim(message, at(seconds))
    assert lease is not None
    return lease


def revision(article: Article, lease: Lease) -> Revision:
    extraction = extraction_of(article, *SAID)
    return revision_of(article, extraction, lease.rev, lease.message.prefix, at(0))


def kinds(table: Table) -> Counter[str]:
    """How many rows of each kind the table holds."""
    names = [str(i["sk"] if i["pk"].startswith("A#") else i["pk"]) for i in rows(table)]
    return Counter(name.partition("#")[0] for name in names)


def test_claim_of_a_parsed_article_gives_a_revision_of_its_own(
    store: RecordStore, states: StateStore
) -> None:
    message = parsed(states)

    assert taken(store, message).rev > message.run


def test_claim_while_another_run_is_at_work_is_busy(store: RecordStore, states: StateStore) -> None:
    message = parsed(states)
    taken(store, message)

    with pytest.raises(BusyError, match=message.article_id):
        store.claim(message, at(2))


def test_claim_after_a_crash_writes_under_another_revision(
    store: RecordStore, states: StateStore
) -> None:
    message = parsed(states)
    first = taken(store, message)

    assert taken(store, message, LEASE + 2).rev > first.rev


def test_claim_of_an_older_run_is_stale(store: RecordStore, states: StateStore) -> None:
    old = parsed(states, "1")
    parsed(states, "2")

    assert store.claim(old, at(1)) is None


def test_claim_after_the_flip_is_a_duplicate(store: RecordStore, states: StateStore) -> None:
    message = parsed(states)
    lease = taken(store, message)
    store.flip(lease, revision(story(statements(1)), lease), at(2))

    assert store.claim(message, at(3)) is None


def test_flip_after_something_newer_came_is_refused(store: RecordStore, states: StateStore) -> None:
    lease = taken(store, parsed(states, "1"))
    parsed(states, "2")

    assert not store.flip(lease, revision(story(statements(1)), lease), at(2))


def test_fail_keeps_the_reason_and_hides_the_earlier_revision(
    store: RecordStore, states: StateStore, any_table: Table
) -> None:
    first = taken(store, parsed(states, "1"))
    written = revision(story(statements(1)), first)
    store.write(written)
    store.flip(first, written, at(2))
    second = taken(store, parsed(states, "2"))

    assert store.fail(second, failure(), at(3))

    item = any_table.get(state_row(first.message.article_id))
    assert item is not None
    assert item["state"] == "failed"
    assert Failure.model_validate(item["failure"]) == failure()
    assert "current" not in item
    assert store.superseded(first.message.article_id) == Superseded(second.rev + 1, 3, ended=True)


def test_write_keeps_every_row_of_a_large_revision(
    store: RecordStore, states: StateStore, any_table: Table
) -> None:
    lease = taken(store, parsed(states))

    store.write(revision(story(statements(60)), lease))

    assert kinds(any_table) == Counter(META=1, C=60, R=1, V=1, D=1, G=1, U=2, S=1, W=4, I=2)


def test_discard_leaves_only_what_other_articles_share(
    store: RecordStore, states: StateStore, any_table: Table
) -> None:
    lease = taken(store, parsed(states))
    written = revision(story(statements(30)), lease)
    store.write(written)

    store.discard(written)
    store.remove_before(lease.message.article_id, lease.rev + 1, for_good=True)

    assert kinds(any_table) == Counter(META=1, I=2)


def test_remove_deletes_all_rows_of_a_superseded_revision(
    store: RecordStore, states: StateStore, any_table: Table
) -> None:
    for sequencer, count in (("1", 40), ("2", 3)):
        lease = taken(store, parsed(states, sequencer))
        written = revision(story(statements(count)), lease)
        store.write(written)
        assert store.flip(lease, written, at(2))

    old = store.superseded(lease.message.article_id)
    store.remove_before(lease.message.article_id, old.rev, for_good=True)

    assert old == Superseded(lease.rev, lease.message.run)
    assert kinds(any_table) == Counter(META=1, C=3, R=1, V=1, D=1, G=1, U=2, S=1, W=4, I=2)


def test_remove_for_now_leaves_the_manifest_of_a_run_that_may_still_be_writing(
    store: RecordStore, states: StateStore, any_table: Table
) -> None:
    lease = taken(store, parsed(states))
    written = revision(story(statements(3)), lease)
    store.write(written)

    store.remove_before(lease.message.article_id, lease.rev + 1, for_good=False)

    assert kinds(any_table) == Counter(META=1, R=1, I=2)


def test_superseded_of_a_first_revision_is_nothing(store: RecordStore, states: StateStore) -> None:
    lease = taken(store, parsed(states))
    store.flip(lease, revision(story(statements(1)), lease), at(2))

    assert store.superseded(lease.message.article_id).is_nothing


def test_superseded_of_an_abandoned_attempt_is_found_by_the_next(
    store: RecordStore, states: StateStore
) -> None:
    message = parsed(states)
    abandoned = taken(store, message)
    lease = taken(store, message, LEASE + 2)
    store.flip(lease, revision(story(statements(2)), lease), at(LEASE + 3))

    old = store.superseded(message.article_id)

    assert abandoned.rev < old.rev == lease.rev
    assert not old.is_nothing


def test_superseded_after_a_failed_extraction_is_what_it_wrote_but_not_its_files(
    store: RecordStore, states: StateStore
) -> None:
    lease = taken(store, parsed(states))
    store.fail(lease, failure(), at(2))

    run = lease.message.run
    assert store.superseded(lease.message.article_id) == Superseded(lease.rev + 1, run, ended=True)


def test_write_of_a_row_that_the_table_never_takes_is_permanent(
    store: RecordStore, states: StateStore
) -> None:
    lease = taken(store, parsed(states))
    written = revision(story(statements(1)), lease)
    written.own_rows[0]["sk"] = "C#" + "x" * 1100

    with pytest.raises(UnstorableError):
        store.write(written)


def test_revision_files_an_article_under_what_most_of_its_claims_mention() -> None:
    def mentioning(*numbers: int) -> dict[str, Any]:
        names = [f"Place {number}" for number in numbers]
        return {"places": [Mention(exact=name, start=0, end=len(name)) for name in names]}

    article = story(statements(2))
    many = range(MENTIONS_FILED + 10)
    extraction = extraction_of(article, mentioning(*many), mentioning(MENTIONS_FILED + 5))
    keys = [item["pk"] for item in revision_of(article, extraction, 2, "a/2/", at(0)).own_rows]

    filed = [key for key in keys if key.startswith("N#")]
    assert len(filed) == MENTIONS_FILED
    assert mention_partition("place", f"place-{MENTIONS_FILED + 5}") in filed


@pytest.mark.parametrize(
    ("edtf", "filed"),
    [
        ("2025-02-28", ["2025-02-28"]),
        ("2025-02-28T14:00:00", ["2025-02-28"]),
        ("2025-02-28~", []),
        ("2025-02-28/2025-03-01", []),
        ("2025-02", []),
        ("2025", []),
        (None, []),
    ],
)
def test_revision_files_claims_under_the_day_of_their_utterance_if_there_is_one(
    edtf: str | None, filed: list[str]
) -> None:
    article = story(statements(2))
    fields = {"utterance_date": edtf and said(edtf)}
    made = revision_of(article, extraction_of(article, fields), 2, "a/2/", at(0))

    assert made.current.days(Axis.UTTERANCE) == filed
    rows_ = [row for row in made.own_rows if partition_axis(row["pk"]) is Axis.UTTERANCE]
    assert [(posting_parts(row["sk"])[0], len(unpack(row["body"]))) for row in rows_] == [
        (day, 1) for day in filed
    ]


def test_revision_files_an_article_under_the_days_that_most_of_its_claims_were_said_on() -> None:
    article = story(statements(UTTERANCES_FILED + 6))
    days = [f"2025-01-{number + 1:02}" for number in range(UTTERANCES_FILED + 3)]
    fields = [{"utterance_date": said(day)} for day in (*days, *days[-3:])]

    made = revision_of(article, extraction_of(article, *fields), 2, "a/2/", at(0))

    assert len(made.current.uttered) == UTTERANCES_FILED
    assert {*days[-3:]} < {*made.current.uttered}


def test_claims_are_stored_with_their_schema_version(
    store: RecordStore, states: StateStore
) -> None:
    lease = taken(store, parsed(states))
    written = revision(story(statements(1)), lease)

    stored = unpack(next(item["body"] for item in written.own_rows if item["sk"].startswith("C#")))

    assert stored["schema_version"] == SCHEMA_VERSION
    assert store


# --- Repetitions -------------------------------------------------------------------------------


def extracted(store: RecordStore, states: StateStore, sequencer: str = "1") -> ExtractArticle:
    """The repetition of an extraction that has just ended well."""
    lease = taken(store, parsed(states, sequencer))
    written = revision(story(statements(1)), lease)
    store.write(written)
    assert store.flip(lease, written, at(2))
    return lease.message.model_copy(update={"again": lease.rev})


def test_claim_again_gives_a_new_revision_while_the_old_one_is_read(
    store: RecordStore, states: StateStore, any_table: Table
) -> None:
    message = extracted(store, states)

    lease = taken(store, message, 3)

    item = any_table.get(state_row(message.article_id)) or {}
    assert lease.rev == (message.again or 0) + 1
    assert (item["state"], item["current"]["rev"]) == ("parsed", message.again)
    assert store.flip(lease, revision(story(statements(1)), lease), at(4))


def test_claim_again_by_a_duplicate_is_busy_and_then_stale(
    store: RecordStore, states: StateStore
) -> None:
    message = extracted(store, states)
    lease = taken(store, message, 3)

    with pytest.raises(BusyError):
        store.claim(message, at(4))
    store.flip(lease, revision(story(statements(1)), lease), at(5))
    assert store.claim(message, at(6)) is None


def test_claim_again_after_a_crash_is_possible_once_the_lease_has_expired(
    store: RecordStore, states: StateStore
) -> None:
    message = extracted(store, states)
    first = taken(store, message, 3)

    assert taken(store, message, LEASE + 4).rev > first.rev


def test_claim_again_of_what_failed_here_forgets_the_failure(
    store: RecordStore, states: StateStore, any_table: Table
) -> None:
    lease = taken(store, parsed(states))
    reason = failure().model_copy(update={"stage": Stage.EXTRACT})
    store.fail(lease, reason, at(2))
    assert store.has_failed(lease.message.article_id)

    taken(store, lease.message.model_copy(update={"again": lease.rev}), 3)

    assert "failure" not in (any_table.get(state_row(lease.message.article_id)) or {})
    assert not store.has_failed(lease.message.article_id)


def test_claim_again_of_what_failed_before_is_stale(store: RecordStore, states: StateStore) -> None:
    """There is nothing to extract from: parsing failed."""
    lease = states.claim(event(), at(0))
    assert isinstance(lease, ParseLease)
    states.fail(lease, failure(), at(1))
    message = ExtractArticle(
        article_id=event().article_id, run=lease.run, prefix=lease.prefix, again=lease.run
    )

    assert store.claim(message, at(2)) is None


def test_claim_again_after_anything_newer_is_stale(store: RecordStore, states: StateStore) -> None:
    message = extracted(store, states)
    states.claim(event(sequencer="2"), at(3))

    assert store.claim(message, at(4)) is None


def test_claim_again_that_may_not_begin_is_stale(store: RecordStore, states: StateStore) -> None:
    message = extracted(store, states)

    assert store.claim(message, at(3), begin=False) is None


def test_note_keeps_the_trouble_and_gives_the_lease_back(
    store: RecordStore, states: StateStore, any_table: Table
) -> None:
    lease = taken(store, parsed(states))
    trouble = Trouble(code=FailureCode.INTERNAL, error="KeyError", run=lease.rev, attempt=2)

    store.note(lease, trouble)

    item = any_table.get(state_row(lease.message.article_id)) or {}
    assert Trouble.model_validate(item["trouble"]) == trouble
    assert taken(store, lease.message, 2).rev > lease.rev
    with pytest.raises(ConflictError):
        store.note(lease, trouble)


# --- Answers that are lost ---------------------------------------------------------------------


def test_flip_whose_answer_is_lost_has_shown_the_revision(
    store: RecordStore, states: StateStore, any_table: Table
) -> None:
    lease = taken(store, parsed(states))
    rows = revision(story(statements(1)), lease)

    forgetful = RecordStore(ForgetfulTable(any_table), LEASE)

    assert forgetful.flip(lease, rows, at(2)), "or its rows would be discarded"


def test_flip_whose_answer_is_lost_while_a_newer_version_comes_has_shown_the_revision(
    store: RecordStore, states: StateStore
) -> None:
    lease = taken(store, parsed(states))
    rows = revision(story(statements(1)), lease)

    assert store.flip(lease, rows, at(2))
    states.claim(event(sequencer="2"), at(3))

    assert store.flip(lease, rows, at(4)), "or its rows would go while readers still see them"


def test_flip_after_a_newer_version_has_come_shows_nothing(
    store: RecordStore, states: StateStore
) -> None:
    lease = taken(store, parsed(states))
    rows = revision(story(statements(1)), lease)

    states.claim(event(sequencer="2"), at(3))

    assert not store.flip(lease, rows, at(4))


def test_superseded_by_a_container_leaves_nothing_of_the_article_that_it_replaced(
    store: RecordStore, states: StateStore, any_table: Table
) -> None:
    message = parsed(states)
    any_table.update(state_row(message.article_id), Change({"state": State.EXPANDED}, NEXT_RUN))

    assert not store.superseded(message.article_id).is_nothing
