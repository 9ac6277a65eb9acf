"""Jobs: all that is wanted is asked for and nothing else, whatever crashes; and they end."""

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.jobs.service import Outcome
from functions.shared.job_rows import cancel
from functions.shared.table import Change
from schemas.identity import article_id
from schemas.job import Job, JobState
from schemas.messages import EXTRACT_MESSAGE, PARSE_MESSAGE, RunJob
from schemas.table import EXPIRES_AT, META, PK, RECOUNT, SK, State, job_partition, state_row
from schemas.version import PIPELINE_VERSION
from tests.parse.containers.archives import zipped
from tests.records import statements
from tests.world import KillAt, World

STORIES = ("news/a.txt", "news/b.txt", "news/c.txt", "old/d.txt")


def world_with(*keys: str) -> World:
    """A world in which these objects have claims."""
    world = World()
    for key in keys:
        world.drop(key, statements(2))
    world.settle()
    return world


def ids(*keys: str) -> set[str]:
    return {article_id("inbox", key) for key in keys}


def list_only(world: World) -> None:
    """Run the lister, and nobody whom it asks for work."""
    while world._step(world.runner):
        pass


def asked(world: World) -> set[str]:
    """Articles that the messages on the backfill queues are about."""
    parse = [PARSE_MESSAGE.validate_json(m.body) for m in world.parse_backfill.messages()]
    extract = [EXTRACT_MESSAGE.validate_json(m.body) for m in world.extract_backfill.messages()]
    assert all(getattr(m, "job", None) for m in (*parse, *extract))
    return {m.event.article_id for m in parse} | {m.article_id for m in extract}


def counts(job: Job) -> tuple[int, int, int, int, int]:
    return job.listed, job.asked, job.skipped, job.done, job.failed


def test_job_parses_and_extracts_again_what_its_prefix_names() -> None:
    world = world_with(*STORIES)
    before = {id_: world.state(id_)["run"] for id_ in ids(*STORIES)}

    job = world.order(prefix="news/")
    world.settle()

    assert world.job(job).state is JobState.DONE
    assert counts(world.job(job)) == (3, 3, 0, 3, 0)
    moved = {id_ for id_, run in before.items() if world.state(id_)["run"] != run}
    assert moved == ids(*STORIES[:3])
    assert all(world.state(id_)["state"] == State.READY for id_ in moved)


def test_job_extracts_again_without_parsing() -> None:
    world = world_with("a.txt")
    (id_,) = ids("a.txt")
    before = world.state(id_)

    job = world.order(prefix="a", rerun="extract")
    world.settle()

    assert counts(world.job(job)) == (1, 1, 0, 1, 0)
    assert world.state(id_)["run"] == before["run"]
    assert world.state(id_)["current"]["rev"] > before["current"]["rev"]


@pytest.mark.parametrize("condition", [{"prefix": ""}, {"state": "ready"}])
def test_job_has_articles_counted_again_and_does_nothing_else(condition: dict[str, Any]) -> None:
    world = world_with("a.txt", "b.txt")
    world.inbox.put("unknown.txt", statements(2).encode())
    before = {id_: world.state(id_) for id_ in ids("a.txt", "b.txt")}

    job = world.order(**condition, rerun="count")
    world.settle()

    done = world.job(job)
    assert (done.state, done.asked, done.done) == (JobState.DONE, 2, 2)
    assert {id_: world.state(id_) for id_ in before} == {
        id_: row | {RECOUNT: job} for id_, row in before.items()
    }


def test_job_ingests_what_no_event_ever_announced() -> None:
    world = World()
    for key in ("a.txt", "b.txt"):
        world.inbox.put(key, statements(2).encode())

    job = world.order(prefix="")
    world.settle()

    assert counts(world.job(job)) == (2, 2, 0, 2, 0)
    assert all(world.state(id_)["state"] == State.READY for id_ in ids("a.txt", "b.txt"))


def test_real_event_that_comes_after_a_backfill_does_no_work_again() -> None:
    world = World()
    late = world.inbox.put("a.txt", statements(2).encode())
    world.order(prefix="")
    world.settle()
    before = world.state(late.article_id)

    world.announce(late)
    world.settle()

    after = world.state(late.article_id)
    assert after["run"] == before["run"]
    assert after["sequencer"] == late.sequencer


def test_job_reads_the_version_that_is_there_when_the_table_knows_an_older_one() -> None:
    world = world_with("a.txt")
    newer = world.inbox.put("a.txt", statements(5).encode())

    world.order(prefix="a")
    world.settle()

    assert world.state(newer.article_id)["version_id"] == newer.version_id
    assert world.state(newer.article_id)["current"]["claims"] == 5


def test_job_skips_what_is_deleted_erased_or_being_worked_on() -> None:
    world = world_with("a.txt", "b.txt", "c.txt")
    world.announce(world.inbox.delete("a.txt"))
    world.settle()
    world.wait(5)
    world.ask_to_erase(article_id("inbox", "b.txt"))
    parsing = Change({"state": State.PARSING.value})
    world.table.update(state_row(article_id("inbox", "c.txt")), parsing)

    job = world.order(prefix="")
    list_only(world)

    assert asked(world) == set()
    assert world.job(job).skipped == 2
    assert world.job(job).state is JobState.DONE, "there is nothing to wait for"


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        ({"state": "failed"}, {"bad.txt"}),
        ({"state": "ready"}, {"a.txt", "b.txt"}),
        ({"stage": "parse"}, {"bad.txt"}),
        ({"stage": "extract"}, set()),
        ({"code": "unsupported"}, {"bad.txt"}),
        ({"code": "empty"}, set()),
        ({"older_than": "999.0.0"}, {"a.txt", "b.txt", "bad.txt"}),
        ({"older_than": PIPELINE_VERSION}, set()),
        ({"state": "failed", "older_than": PIPELINE_VERSION}, set()),
        ({"prefix": "b", "state": "failed"}, {"bad.txt"}),
        ({"prefix": "b"}, {"b.txt", "bad.txt"}),
        ({"rerun": "extract", "state": "failed"}, set()),
    ],
)
def test_job_asks_for_exactly_what_fulfils_all_conditions(
    request_: dict[str, Any], expected: set[str]
) -> None:
    world = world_with("a.txt", "b.txt")
    world.drop("bad.txt", "\x00\x01\x02")
    world.settle()

    world.order(**request_)
    list_only(world)

    assert asked(world) == ids(*expected)


def test_job_does_not_meet_again_what_it_has_moved() -> None:
    world = world_with(*[f"{number}.txt" for number in range(9)])

    job = world.order(state="ready")
    world.settle()

    assert world.job(job).asked == 9
    assert all(world.state(id_)["run"] == 3 for id_ in ids(*[f"{n}.txt" for n in range(9)]))


def test_job_counts_what_ends_as_a_failure() -> None:
    world = world_with("a.txt")
    world.drop("bad.txt", "\x00\x01\x02")
    world.settle()

    job = world.order(prefix="")
    world.settle()

    assert counts(world.job(job)) == (2, 2, 0, 1, 1)


def boxes(world: World) -> dict[str, str]:
    """An archive with another one in it, divided: ids by path; the archive has an empty one."""
    inner = zipped({"e.txt": statements(2)})
    others = {f"{name}.txt": statements(2) for name in "abc"}
    box = world.inbox.put("box.zip", zipped({**others, "d.zip": inner}))
    world.announce(box)
    world.settle()
    paths = ("", "a.txt", "b.txt", "c.txt", "d.zip", "d.zip!/e.txt")
    return {path: article_id("inbox", "box.zip", path) for path in paths}


def test_job_asks_for_the_members_of_containers_too() -> None:
    world = World()
    ids_ = boxes(world)

    job = world.order(prefix="box")
    list_only(world)

    assert asked(world) == set(ids_.values())
    assert world.job(job).listed == 6


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (1, 0, 2, 3), (3, 1, 0, 2)])
def test_job_has_containers_divided_and_their_members_parsed_again(order: Sequence[int]) -> None:
    """In whichever order the container and its members are reached."""
    world = World()
    ids_ = boxes(world)
    before = {path: int(world.state(id_)["run"]) for path, id_ in ids_.items()}

    job = world.order(prefix="box")
    world.consumers[:4] = [world.consumers[place] for place in order]
    world.settle()

    assert counts(world.job(job)) == (6, 6, 0, 6, 0)
    for path, id_ in ids_.items():
        state = world.state(id_)
        assert state["state"] == (State.EXPANDED if path in {"", "d.zip"} else State.READY)
        assert int(state["run"]) > before[path]
        assert "job" not in state


@settings(max_examples=40, deadline=None)
@given(places=st.lists(st.integers(0, 6), max_size=40))
def test_job_parses_every_member_again_in_whichever_order_messages_come(places: list[int]) -> None:
    world = World()
    ids_ = boxes(world)
    before = {path: int(world.state(id_)["run"]) for path, id_ in ids_.items()}
    job = world.order(prefix="box")
    list_only(world)
    consumers = list(world.consumers)

    for place in places:
        world._step(consumers[place])
    world.settle()

    assert counts(world.job(job)) == (6, 6, 0, 6, 0)
    assert all(int(world.state(id_)["run"]) > before[path] for path, id_ in ids_.items())


def test_job_shows_how_fast_it_is_and_when_it_will_have_ended() -> None:
    world = world_with(*STORIES)
    job = world.order(prefix="")
    list_only(world)
    assert world.job(job).rate is None

    for _ in range(2):
        world._step(world.consumers[1])
    world.wait(10)
    while world._step(world.consumers[3]):
        pass

    shown = world.job(job)
    assert shown.state is JobState.WORKING
    assert (shown.asked, shown.done) == (4, 2)
    assert shown.rate == pytest.approx(0.2)
    assert shown.eta == "2025-03-01T12:00:21.000+00:00"


def test_cancelled_job_lists_no_more_and_what_it_has_asked_for_is_not_begun() -> None:
    world = world_with(*STORIES)
    before = {id_: world.state(id_) for id_ in ids(*STORIES)}
    job = world.order(prefix="")
    world.hook(KillAt(12))
    world._step(world.runner)
    world.hook()

    cancelled = cancel(world.table, job, world.now)
    world.settle()

    assert cancelled is not None
    assert cancelled.state is JobState.CANCELLED
    assert world.job(job).state is JobState.CANCELLED
    assert {id_: world.state(id_) for id_ in ids(*STORIES)} == before


def test_cancelling_a_job_that_has_ended_changes_nothing() -> None:
    world = world_with("a.txt")
    job = world.order(prefix="")
    world.settle()

    cancelled = cancel(world.table, job, world.now)

    assert cancelled is not None
    assert cancelled.state is JobState.DONE
    assert cancel(world.table, "unknown", world.now) is None


def test_rows_of_a_job_expire_after_its_end_and_not_before() -> None:
    world = world_with("a.txt")
    job = world.order(prefix="")

    def rows() -> list[dict[str, Any]]:
        return [r for r in world.table.rows() if job in str(r[PK]) or job in str(r[SK])]

    assert not any(EXPIRES_AT in row for row in rows())
    world.settle()
    assert len(rows()) == 3
    assert all(EXPIRES_AT in row for row in rows())


def test_copy_of_a_message_that_was_dealt_with_is_stale() -> None:
    world = world_with("a.txt")
    job = world.order(prefix="")
    list_only(world)

    assert world.jobs.handle(RunJob(job_id=job, step=0), 1, lambda: 100) is Outcome.STALE


def test_lister_that_runs_out_of_time_goes_on_by_message() -> None:
    world = world_with(*[f"{number}.txt" for number in range(9)])
    job = world.order(state="ready")
    outcomes = []

    def impatient(body: str, attempt: int) -> None:
        message = RunJob.model_validate_json(body)
        outcomes.append(world.jobs.handle(message, attempt, lambda: 1))

    object.__setattr__(world.runner, "handle", impatient)
    world.settle()

    assert outcomes.count(Outcome.CONTINUED) > 5
    assert world.job(job).state is JobState.DONE
    assert world.job(job).asked == 9


def calls_of_a_listing() -> range:
    world = world_with(*STORIES)
    world.order(prefix="")
    counted = KillAt()
    world.hook(counted)
    list_only(world)
    return range(len(counted.calls))


@pytest.mark.parametrize("number", calls_of_a_listing())
def test_kill_between_any_two_calls_loses_nothing_and_asks_for_nothing_in_vain(
    number: int,
) -> None:
    world = world_with(*STORIES)
    job = world.order(prefix="")

    world.hook(KillAt(number))
    list_only(world)
    world.hook()
    world.settle()

    assert world.job(job).state is JobState.DONE
    assert counts(world.job(job)) == (4, 4, 0, 4, 0)
    for id_ in ids(*STORIES):
        assert world.state(id_)["state"] == State.READY
        assert world.state(id_)["run"] == 3, "parsed again once, however often it was asked for"


def test_answer_that_was_lost_does_not_stop_a_job() -> None:
    """The request is then sent again, and meets a row that it has written itself."""
    world = world_with(*STORIES)
    job = world.order(prefix="")
    update = world.table.update
    lost: Iterator[bool] = iter([True])

    def twice(key: Any, change: Any, condition: Any = None) -> Any:
        item = update(key, change, condition)
        if key == (job_partition(job), META) and next(lost, False):
            return update(key, change, condition)
        return item

    object.__setattr__(world.table, "update", twice)
    world.settle()

    assert world.job(job).state is JobState.DONE
    assert world.job(job).asked == 4
