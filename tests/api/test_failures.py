"""Questions about objects that did not become claims."""

from collections.abc import Callable
from typing import Any

import pytest

from functions.parse.store import StateStore
from schemas.failure import FailureCode, Stage
from tests.api.conftest import Ask, Library
from tests.records import at, failure, story

Pages = Callable[..., list[Any]]


def fail(library: Library, key: str, minutes: float = 0, **fields: Any) -> str:
    """Let an object end as a failure, so many minutes after noon."""
    lease = library.claim(key)
    reason = failure().model_copy(update=fields)
    assert StateStore(library.table, 45).fail(lease, reason, at(60 * minutes))
    return lease.event.article_id


def keys(items: list[Any]) -> list[str]:
    return [item["key"] for item in items]


def test_failures_say_what_is_wrong_and_what_to_do_the_newest_first(
    library: Library, ask: Ask
) -> None:
    library.add(story("Good.", "good.txt"))
    fail(library, "first.txt", 1)
    fail(library, "last.txt", 2)

    items = ask("/failures").json["items"]

    assert keys(items) == ["last.txt", "first.txt"]
    assert items[0]["failure"]["stage"] == "parse"
    assert items[0]["failure"]["remedy"] == "Drop it again with its text."


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"stage": "extract"}, ["b"]),
        ({"stage": "parse,extract"}, ["c", "b", "a"]),
        ({"code": "corrupt"}, ["c"]),
        ({"code": "corrupt,empty"}, ["c", "a"]),
        ({"stage": "parse", "code": "internal"}, []),
        ({"from_": "2025-03-01T12:02:00"}, ["c", "b"]),
        ({"from_": "2025-03-01T13:02:00+01:00", "to": "2025-03-01T12:02:30Z"}, ["b"]),
        ({"to": "2025-03-01"}, []),
        ({"from_": "2025-03-01"}, ["c", "b", "a"]),
    ],
)
def test_failures_filtered_are_those_alone(
    library: Library, ask: Ask, parameters: dict[str, str], expected: list[str]
) -> None:
    fail(library, "a", 1)
    fail(library, "b", 2, stage=Stage.EXTRACT, code=FailureCode.INTERNAL)
    fail(library, "c", 3, code=FailureCode.CORRUPT)

    assert keys(ask("/failures", **parameters).json["items"]) == expected


def test_failures_over_all_pages_are_each_of_them_once(library: Library, every_page: Pages) -> None:
    names = [str(number) for number in range(7)]
    for number, name in enumerate(names):
        fail(library, name, number)

    assert keys(every_page("/failures", limit="2")) == names[::-1]


def test_failures_that_few_pass_come_in_short_pages_that_lead_on(
    library: Library, every_page: Pages, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("functions.api.by_state.OBJECTS_READ", 2)
    for number in range(5):
        code = FailureCode.CORRUPT if number == 0 else FailureCode.EMPTY
        fail(library, str(number), number, code=code)

    assert ask("/failures", code="corrupt").json["items"] == []
    assert keys(every_page("/failures", code="corrupt")) == ["0"]


def test_failure_of_an_object_that_has_claims_again_is_not_listed(
    library: Library, ask: Ask
) -> None:
    fail(library, "story.txt")
    library.add(story("Good."))

    assert ask("/failures").json["items"] == []


@pytest.mark.parametrize(
    ("parameters", "field"),
    [
        ({"stage": "nowhere"}, "stage"),
        ({"from_": "yesterday"}, "from"),
        ({"from_": "2025-03-02", "to": "2025-03-01"}, "to"),
    ],
)
def test_failures_with_a_bad_parameter_are_refused_naming_it(
    ask: Ask, parameters: dict[str, str], field: str
) -> None:
    answer = ask("/failures", **parameters)

    assert answer.status == 400
    assert [error["field"] for error in answer.json["errors"]] == [field]
