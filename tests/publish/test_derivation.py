"""Which changes are announced, as what, and what a subscriber can rely on."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.publish.derivation import LONGEST_REASON, LONGEST_TITLE, announcement_of
from functions.publish.rows import StateRow
from schemas.announcements import (
    Announcement,
    ArticleDeleted,
    ArticleFailed,
    ArticleIngested,
    ClaimsReplaced,
)
from schemas.failure import FailureCode
from schemas.table import State
from tests.publish.factories import ARTICLE, current, readable, ready, row
from tests.records import failure

FAILED = row(State.FAILED, 3, failure=failure())
ENDED = {State.FAILED, State.DELETED}


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (row(State.PARSED, 2), ready(2), ArticleIngested),
        (row(State.PARSED, 4, current=current(2)), ready(4), ClaimsReplaced),
        (row(State.PARSING, 3), FAILED, ArticleFailed),
        (row(State.PARSING, 3, current=current(2)), FAILED, ArticleFailed),
        (row(State.PARSED, 3, current=current(2)), FAILED, ArticleFailed),
        (None, FAILED, ArticleFailed),
        (ready(2), row(State.DELETED, 3), ArticleDeleted),
        (FAILED, row(State.DELETED, 4), ArticleDeleted),
        (row(State.PARSING, 1), row(State.DELETED, 2), ArticleDeleted),
        (None, row(State.DELETED, 1), ArticleDeleted),
        (row(State.EXPANDED, 1), row(State.DELETED, 2), ArticleDeleted),
        (row(State.PARSING, 3, current=current(2)), row(State.EXPANDING, 3), ArticleDeleted),
    ],
)
def test_change_of_what_can_be_read_is_announced(
    before: StateRow | None, after: StateRow, kind: type[Announcement]
) -> None:
    assert type(announcement_of(before, after)) is kind


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, row(State.PARSING, 1)),
        (row(State.PARSING, 1), row(State.PARSED, 1)),
        (row(State.PARSING, 1), row(State.PARSING, 2)),
        (row(State.PARSED, 1), row(State.PARSED, 2)),
        (ready(2), row(State.PARSING, 3, current=current(2))),
        (row(State.PARSING, 3, current=current(2)), row(State.PARSED, 3, current=current(2))),
        (ready(2), ready(2, version_id="v2")),
        (ready(2), row(State.READY, 3, current=current(2))),
        (FAILED, row(State.PARSING, 4)),
        (FAILED, row(State.FAILED, 4, failure=failure())),
        (FAILED, FAILED.model_copy(update={"version_id": "v2"})),
        (row(State.DELETED, 3), row(State.DELETED, 4)),
        (row(State.DELETED, 3), row(State.PARSING, 4)),
        (row(State.PARSING, 1), row(State.EXPANDING, 1)),
        (row(State.EXPANDING, 1), row(State.EXPANDED, 1)),
        (row(State.EXPANDED, 1), row(State.PARSING, 2)),
        (ready(2), None),
    ],
)
def test_step_on_the_way_is_not_announced(before: StateRow | None, after: StateRow | None) -> None:
    assert announcement_of(before, after) is None


def test_ingestion_tells_of_the_article_and_its_revision() -> None:
    new = current(2, title="Bridges", published="2025-03-01")
    after = row(State.READY, 2, current=new, member="a/b.txt")

    assert announcement_of(row(State.PARSED, 2), after) == ArticleIngested(
        dedupe_key=f"{ARTICLE}:2:ArticleIngested",
        article_id=ARTICLE,
        bucket="inbox",
        key="story.txt",
        member="a/b.txt",
        version_id="v1",
        run=2,
        at=after.updated_at,
        revision=2,
        claims=2,
        title="Bridges",
        published="2025-03-01",
    )


def test_replacement_names_both_revisions() -> None:
    announcement = announcement_of(row(State.PARSED, 4, current=current(2)), ready(4))

    assert isinstance(announcement, ClaimsReplaced)
    assert (announcement.revision, announcement.replaced) == (4, 2)


def test_failure_of_another_try_is_announced_with_its_own_reason() -> None:
    other = failure().model_copy(update={"code": FailureCode.CORRUPT})

    announcement = announcement_of(FAILED, row(State.FAILED, 4, failure=other))

    assert isinstance(announcement, ArticleFailed)
    assert announcement.failure == other


def test_long_titles_and_reasons_are_cut() -> None:
    long = failure().model_copy(update={"message": "m" * 10**5, "remedy": "r" * 10**5})
    failed = announcement_of(None, row(State.FAILED, 1, failure=long))
    titled = announcement_of(None, row(counter=2, current=current(2, title="t" * 10**5)))

    assert isinstance(failed, ArticleFailed)
    assert isinstance(titled, ArticleIngested)
    assert titled.title == "t" * (LONGEST_TITLE - 1) + "…"
    assert len(failed.failure.message) == len(failed.failure.remedy) == LONGEST_REASON


@given(st.characters(exclude_categories=["Cs"]))
def test_ten_of_the_longest_announcements_fit_into_one_request(character: str) -> None:
    """Their details may have 1 MiB; in older regions 256 KiB."""
    long = failure().model_copy(update={"message": character * 10**4, "remedy": character * 10**4})
    name = character * (1024 // len(character.encode()))
    announcement = announcement_of(
        None, row(State.FAILED, 1, failure=long, key=name, member=name, version_id="v" * 1024)
    )

    assert announcement is not None
    assert 10 * len(announcement.model_dump_json().encode()) < 256 * 1024


@st.composite
def histories(draw: st.DrawFn) -> list[StateRow]:
    """Any images of one row, one after another: each claim counts up, what has ended has no claims.

    Many of them no store would write.
    """
    rows: list[StateRow] = []
    for state in draw(st.lists(st.sampled_from(State), max_size=12)):
        counter = len(rows) + 1
        fields: dict[str, Any] = {"updated_at": f"2025-03-01T12:00:{counter:02d}.000+00:00"}
        if state is State.FAILED:
            fields["failure"] = failure().model_copy(update={"attempts": counter})
        revs = [r.current.rev for r in rows if r.current] + [counter]
        if state not in ENDED and draw(st.booleans()):
            fields["current"] = current(draw(st.sampled_from(revs)))
        rows.append(row(state, counter, **fields))
    return rows


def told(rows: list[StateRow]) -> list[Announcement | None]:
    """What each change is announced as."""
    before: list[StateRow | None] = [None, *rows]
    return [announcement_of(old, new) for old, new in zip(before, rows, strict=False)]


@given(histories())
def test_subscriber_knows_after_each_change_what_can_be_read(rows: list[StateRow]) -> None:
    announced: list[Announcement] = []
    for after, announcement in zip(rows, told(rows), strict=True):
        announced += [announcement] if announcement else []
        assert readable(announced) == (after.current.rev if after.current else None)


@given(histories())
def test_last_announcement_is_that_of_the_state_in_which_an_article_ended(
    rows: list[StateRow],
) -> None:
    announced = [announcement for announcement in told(rows) if announcement]
    ends = {State.FAILED: ArticleFailed, State.DELETED: ArticleDeleted}
    if rows and (state := State(rows[-1].state)) in ends:
        assert type(announced[-1]) is ends[state]


@given(histories(), st.lists(st.tuples(st.integers(0, 5), st.integers(1, 5)), min_size=12))
def test_changes_that_come_again_are_told_by_their_keys(
    rows: list[StateRow], restarts: list[tuple[int, int]]
) -> None:
    once = [announcement for announcement in told(rows) if announcement]
    delivered: list[Announcement | None] = []
    position = 0
    for back, on in restarts:
        delivered += told(rows)[max(0, position - back) : position + on]
        position += on

    known = {each.dedupe_key: each for each in delivered if each}

    assert len({each.dedupe_key for each in once}) == len(once)
    assert list(known.values()) == once
    assert sorted(known.values(), key=lambda each: each.run) == once
