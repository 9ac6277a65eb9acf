"""Containers end as their members: each once, none lost, whatever crashes in between."""

from collections.abc import Callable
from datetime import timedelta
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.parse.outcome import Outcome
from schemas.article import Article, FieldBasis, NoticeCode
from schemas.failure import FailureCode, Stage
from schemas.identity import article_id
from schemas.table import PARENT_KEY, State, article_prefix
from tests.parse.containers.archives import limits, lines, zipped
from tests.parse.containers.webarchives import URL, info, packed, record, response
from tests.parse.feeds import rss, rss_item
from tests.parse.ingestion import KEY, LEASE, Ingestion

STORY = "The mayor said that the bridge would stay shut."
PARSED, FAILED, EXPANDED = State.PARSED, State.FAILED, State.EXPANDED


def run(*bodies: bytes | None, **options: object) -> Ingestion:
    """Versions of one object, or deletions of it, each dealt with before the next."""
    world = Ingestion(**options)  # type: ignore[arg-type]
    for body in bodies:
        if body is None:
            world.delete()
        else:
            world.put(body)
        world.run()
    return world


def article_of(world: Ingestion, member: str) -> Article:
    """The article that a member became."""
    row = world.row(member)
    return world.articles.read(article_prefix(row["article_id"], int(row["run"])))


def week(days: int) -> bytes:
    return zipped({f"{day}.txt": STORY for day in range(days)})


def test_each_member_becomes_an_article_and_a_bad_one_fails_alone() -> None:
    world = run(
        zipped({"a.txt": STORY, "b.png": b"\x89PNG\r\n\x1a\n\0", "c.txt": "", "d.md": STORY})
    )

    assert world.row()["state"] == EXPANDED
    assert world.row()["members"] == 4
    assert world.states() == {"a.txt": PARSED, "b.png": FAILED, "c.txt": FAILED, "d.md": PARSED}
    assert world.code("b.png") == FailureCode.UNSUPPORTED
    assert world.code("c.txt") == FailureCode.EMPTY


def test_each_line_becomes_an_article_and_a_bad_one_fails_alone() -> None:
    world = run(lines({"text": STORY}, {"title": "No text"}) + b"\nnot json\n" + lines(STORY))

    assert world.row()["members"] == 4
    assert world.states() == {
        "line-0000001": PARSED,
        "line-0000002": FAILED,
        "line-0000004": FAILED,
        "line-0000005": PARSED,
    }
    assert world.code("line-0000002") == FailureCode.NO_ARTICLE
    assert world.code("line-0000004") == FailureCode.CORRUPT


def test_containers_in_containers_are_divided_too() -> None:
    inner = zipped({"a.txt": STORY, "feed.jsonl": lines({"text": STORY})})
    world = run(zipped({"inner.zip": inner, "b.txt": STORY}))

    assert world.states() == {
        "b.txt": PARSED,
        "inner.zip": EXPANDED,
        "inner.zip!/a.txt": PARSED,
        "inner.zip!/feed.jsonl": EXPANDED,
        "inner.zip!/feed.jsonl!/line-0000001": PARSED,
    }
    assert world.row("inner.zip!/a.txt")[PARENT_KEY] == article_id("inbox", KEY, "inner.zip")
    assert world.row("inner.zip")[PARENT_KEY] == article_id("inbox", KEY)


@pytest.mark.parametrize("pack", [b"".join, packed], ids=["plain", "packed"])
def test_each_page_of_a_web_archive_becomes_an_article_with_where_it_is_from(
    pack: Callable[[list[bytes]], bytes],
) -> None:
    records = [info(), record(), record("GET /", "request"), record(response("")), record()]
    world = run(pack(records), time_left=0)

    assert world.row()["state"] == EXPANDED
    assert sorted(world.states().values()) == [FAILED, PARSED, PARSED]
    first = min(path for path, state in world.states().items() if state == PARSED)
    found = article_of(world, first)
    assert (found.source.url, found.url) == (URL, URL)
    assert found.field_basis["url"] is FieldBasis.CONTAINER
    assert found.source.fetched == "2024-12-16T09:30:00+00:00"


def test_what_was_said_of_a_member_is_said_of_its_article() -> None:
    world = run(record(WARC_Truncated="length"))

    ((path, _),) = world.states().items()
    found = article_of(world, path)
    assert [notice.code for notice in found.notices] == [NoticeCode.CUT_OFF]


def test_dividing_rests_where_much_is_passed_over() -> None:
    world = run(b"".join([record("GET /", "request")] * 2500 + [record()]), time_left=0)

    assert world.outcomes.count(Outcome.DIVIDING) == 1 + 3, "two rests, and the page"
    assert list(world.states().values()) == [PARSED]
    assert world.row()["members"] == 1


@pytest.mark.parametrize("body", [info(), rss([])], ids=["a web archive", "a feed"])
def test_container_without_any_member_is_empty(body: bytes) -> None:
    world = run(body)

    assert world.code() == FailureCode.EMPTY


def test_feed_that_is_dropped_again_keeps_the_items_that_it_has() -> None:
    world = run(rss([rss_item("1"), rss_item("2")]))
    before = set(world.states())

    world.put(rss([rss_item("3"), rss_item("2")]))
    world.run()

    after = set(world.states())
    assert len(before & after) == 1
    assert len(after) == 2
    assert set(world.states().values()) == {PARSED}


def test_container_that_lies_too_deep_fails_alone() -> None:
    deep = zipped({"c.zip": zipped({"x.txt": STORY})})
    world = run(zipped({"b.zip": deep, "a.txt": STORY}), limits=limits(depth=2))

    assert world.code("b.zip!/c.zip") == FailureCode.TOO_DEEP
    assert world.states() == {"a.txt": PARSED, "b.zip": EXPANDED, "b.zip!/c.zip": FAILED}


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (week(2)[:-30], FailureCode.CORRUPT),
        (zipped({}), FailureCode.EMPTY),
        (week(6), FailureCode.TOO_MANY),
        (lines(*[STORY] * 6), FailureCode.TOO_MANY),
        (zipped({"a.txt": "x" * 600}), FailureCode.TOO_LARGE),
    ],
)
def test_container_that_is_bad_as_a_whole_fails_and_leaves_no_member(
    body: bytes, code: FailureCode
) -> None:
    few = limits(members=5, total_bytes=500)
    name = "drop.jsonl" if body.startswith(b'"') else KEY
    world = Ingestion(limits=few)
    world.put(body, name)
    world.run()

    row = world.row(key=name)
    assert row["state"] == FAILED
    assert (row["failure"]["code"], row["failure"]["stage"]) == (code, Stage.EXPAND)
    assert world.states() == {}
    assert world.member_rows() == 0


def test_dividing_stops_before_the_deadline_and_goes_on_by_message() -> None:
    world = run(week(7), time_left=0)

    assert world.outcomes.count(Outcome.DIVIDING) == 1 + 4, "a message for each page of two"
    assert world.states() == {f"{day}.txt": PARSED for day in range(7)}
    assert world.row()["members"] == 7


def test_dividing_ends_at_the_cap_of_messages() -> None:
    world = run(week(7), time_left=0, most_hops=2)

    assert world.code() == FailureCode.TOO_MANY
    assert world.states() == {}


def test_a_new_version_removes_members_that_it_lacks_and_replaces_the_others() -> None:
    world = run(zipped({"a.txt": STORY, "b.txt": STORY}), zipped({"b.txt": "New.", "c.txt": STORY}))

    assert world.ends() == {
        "drop.zip:": (EXPANDED, "v2"),
        "drop.zip:b.txt": (PARSED, "v2"),
        "drop.zip:c.txt": (PARSED, "v2"),
    }
    assert world.member_rows() == 2


@pytest.mark.parametrize(
    ("body", "state"),
    [(STORY.encode(), PARSED), (b"", FAILED), (week(1)[:-9], FAILED), (None, State.DELETED)],
    ids=["an article", "nothing", "a damaged one", "a deletion"],
)
def test_what_comes_in_place_of_a_container_removes_its_members_at_any_depth(
    body: bytes | None, state: State
) -> None:
    world = run(zipped({"a.txt": STORY, "inner.zip": week(3)}), body)

    assert world.row()["state"] == state
    assert world.states() == {}
    assert world.member_rows() == 0


def test_a_member_that_comes_back_is_an_article_again() -> None:
    world = run(week(3), week(1), week(2))

    assert world.states() == {"0.txt": PARSED, "1.txt": PARSED}


def test_a_version_that_is_removed_gives_way_to_the_members_of_the_one_under_it() -> None:
    world = run(week(2), week(3))

    world.announce(world.inbox.remove(KEY, "v2"))
    world.run()

    assert set(world.ends().values()) == {(EXPANDED, "v1"), (PARSED, "v1")}
    assert len(world.states()) == 2


def test_a_version_that_goes_while_it_is_divided_is_followed_by_the_one_that_is_there() -> None:
    world = Ingestion(time_left=0)
    world.put(week(2))
    world.run()
    world.put(week(5))
    world.deliver()
    world.deliver()

    world.inbox.remove(KEY, "v2")  # and its event never comes
    world.run()

    assert world.ends()["drop.zip:"] == (EXPANDED, "v1")
    assert set(world.states()) == {"0.txt", "1.txt"}


def test_a_copy_of_the_event_while_a_container_is_divided_does_no_work_twice() -> None:
    world = Ingestion()
    event = world.put(week(3))
    world.deliver()
    world.announce(event)
    world.run()

    assert world.row()["run"] == 1
    assert world.row("0.txt")["run"] == 1


def test_a_newer_event_of_the_same_version_divides_nothing_again() -> None:
    world = Ingestion()
    event = world.put(week(3))
    world.run()

    world.announce(event.model_copy(update={"sequencer": event.sequencer + "+000001"}))
    world.run()

    assert world.row()["run"] == 1
    assert world.row()["sequencer"].endswith("+000001")
    assert world.states() == {f"{day}.txt": PARSED for day in range(3)}


def test_a_newer_event_of_the_version_that_is_being_divided_loses_none_of_its_members() -> None:
    world = Ingestion(time_left=0)
    event = world.put(week(5))
    for _ in range(2):
        world.deliver()

    world.announce(event.model_copy(update={"sequencer": event.sequencer + "+000001"}))
    world.run()

    assert world.states() == {f"{day}.txt": PARSED for day in range(5)}
    assert world.member_rows() == 5


def test_a_newer_version_that_comes_before_the_first_message_was_sent_keeps_its_members() -> None:
    world = Ingestion(time_left=0, interrupts={3})
    world.put(week(2))
    world.put(week(3))
    for place in (0, 1):  # what the older version sent goes first
        world.deliver(place)
    world.run()

    assert world.ends()["drop.zip:"] == (EXPANDED, "v2")
    assert set(world.states()) == {"0.txt", "1.txt", "2.txt"}


def test_a_late_message_of_a_member_that_is_gone_brings_nothing_back() -> None:
    world = Ingestion()
    world.put(week(3))
    world.deliver()
    world.deliver()
    late = world.queue.messages()[-1].body
    world.delete()
    world.run()

    world.queue._add(late)
    world.run()

    assert world.states() == {}


HISTORY = (
    zipped({"a.txt": STORY, "inner.zip": week(1)}),
    zipped({"b.txt": "", "feed.jsonl": lines("One."), "inner.zip": zipped({"1.txt": STORY})}),
    zipped({"feed.xml": rss([rss_item("1"), rss_item("2")]), "a.warc": info() + record()}),
)


@pytest.mark.parametrize(
    ("second", "time_left"),
    [(HISTORY[1], 0), (HISTORY[2], 0), (STORY.encode(), 100), (None, 0)],
)
def test_a_crash_before_any_call_changes_nothing_in_the_end(
    second: bytes | None, time_left: float
) -> None:
    expected = run(HISTORY[0], second, time_left=time_left, page=1)

    for dies_at in count():
        world = run(HISTORY[0], second, time_left=time_left, page=1, dies_at=dies_at)
        assert world.ends() == expected.ends(), f"died at call {dies_at}"
        assert world.member_rows() == expected.member_rows()
        if world.calls <= dies_at:
            break


BODIES = st.sampled_from(
    [
        *HISTORY,
        week(4),
        lines({"text": STORY}, {"text": ""}),
        STORY.encode(),
        week(1)[:-9],
        b"",
        None,
    ]
)


@settings(max_examples=60, deadline=None)
@given(
    bodies=st.lists(BODIES, min_size=1, max_size=4),
    places=st.lists(st.integers(0, 20), max_size=60),
    crashes=st.sets(st.integers(0, 400), max_size=4),
    copies=st.sets(st.integers(0, 30), max_size=3),
    interrupts=st.sets(st.integers(0, 200), max_size=30),
    time_left=st.sampled_from([0, 100]),
)
def test_any_order_with_copies_and_crashes_ends_as_the_newest_version_alone(
    bodies: list[bytes | None],
    places: list[int],
    crashes: set[int],
    copies: set[int],
    interrupts: set[int],
    time_left: float,
) -> None:
    # Given: what the newest version comes to by itself.
    alone = Ingestion(time_left=time_left)
    for body in bodies:
        event = alone.inbox.delete(KEY) if body is None else alone.inbox.put(KEY, body)
    alone.announce(event)
    alone.run()

    # When: all versions come at once, in any order and beside each other, some messages twice,
    # and processes die.
    world = Ingestion(time_left=time_left, interrupts=interrupts)
    for body in bodies:
        if body is None:
            world.delete()
        else:
            world.put(body)
    pending = sorted(crashes)
    for number, place in enumerate(places):
        world.dies_at = pending[0] if pending else None
        if world.dies_at is not None and world.calls > world.dies_at:
            pending.pop(0)
        visible = world.queue.visible()
        if number in copies and visible:
            world.queue._add(visible[place % len(visible)].body)
        world.deliver(place)
        world.now += timedelta(seconds=LEASE if place == 20 else 0)
    world.run()

    # Then: nothing else is there.
    assert world.ends() == alone.ends()
    assert world.member_rows() == alone.member_rows()
