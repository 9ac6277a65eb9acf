"""The overview: how much is claimed, by whom and how, from the counts that are kept."""

from typing import Any

import pytest

from functions.count.changes import StateChange
from functions.count.service import CountService
from functions.count.store import CountStore
from schemas.claim import CueClass, Directness, Polarity
from tests.api.conftest import Ask, Library
from tests.records import at, source, story, unverified


def count(library: Library, *articles: str) -> None:
    """Have articles counted, as the stream does soon after they change."""
    moment = at(len(library.sequencers)).isoformat(timespec="milliseconds")
    changes = [StateChange(article, moment, is_counted=True, is_end=True) for article in articles]
    CountService(CountStore(library.table)).count(changes)


@pytest.fixture
def counted(library: Library) -> list[str]:
    text = "Unsure words.\nDenied.\nOwn words."
    denied = {"source": source("Bo Li"), "cue_class": CueClass.DENY, "polarity": Polarity.DENIED}
    variants: list[dict[str, Any]] = [
        {"verification": unverified(text)},
        denied,
        {"directness": Directness.UNATTRIBUTED},
    ]
    daily = story(text, "a.txt", published="2025-03-01", publisher="The Daily Example")
    articles = [
        library.add(daily, *variants),
        library.add(story("One.\nTwo.", "b.txt", published="2025-02-27")),
        library.add(story("Undated.", "c.txt")),
    ]
    count(library, *articles)
    return articles


@pytest.mark.usefixtures("counted")
def test_overview_counts_claims_by_day_source_and_kind(ask: Ask) -> None:
    found = ask("/overview", to="2025-03-10").json

    assert (found["articles"], found["claims"], found["own"]) == (2, 4, 1)
    assert found["days"] == [
        {"day": "2025-02-27", "articles": 1, "claims": 2},
        {"day": "2025-03-01", "articles": 1, "claims": 2},
    ]
    assert found["sources"] == [
        {"key": "ada-mayor", "name": "Ada Mayor", "claims": 3},
        {"key": "bo-li", "name": "Bo Li", "claims": 1},
    ]
    assert found["publishers"] == [{"key": None, "name": "The Daily Example", "claims": 2}]
    assert found["cue_classes"] == {"assert": 3, "deny": 1}
    assert found["polarities"] == {"affirmed": 3, "denied": 1}
    assert found["directness"] == {"indirect": 4}
    assert found["verifications"] == {"none_stated": 3, "outlet_unable_to_verify": 1}
    assert found["unverified_share"] == 0.25


@pytest.mark.usefixtures("counted")
@pytest.mark.parametrize(
    ("parameters", "claims"),
    [
        ({"from_": "2025-03-01", "to": "2025-03-01"}, 2),
        ({"from_": "2025-02-01"}, 4),
        ({"from_": "2024-04-01", "to": "2025-03-01"}, 4),
        ({"to": "2025-02-28"}, 2),
        ({"published": "unknown"}, 1),
        ({}, 0),
    ],
)
def test_overview_of_a_range_is_of_what_was_published_in_it(
    ask: Ask, parameters: dict[str, str], claims: int
) -> None:
    found = ask("/overview", **parameters).json

    assert found["claims"] == claims
    assert (found["unverified_share"] is None) == (claims == 0)


def test_overview_says_whether_the_last_change_has_been_counted(
    library: Library, ask: Ask, counted: list[str]
) -> None:
    before = ask("/overview").json
    added = library.add(story("New.", "new.txt", published="2025-03-01"))
    behind = ask("/overview").json
    count(library, *counted, added)
    after = ask("/overview", to="2025-03-10").json

    assert [each["complete"] for each in (before, behind, after)] == [True, False, True]
    assert behind["counted_at"] < behind["changed_at"] == after["counted_at"]
    assert after["claims"] == 5


def test_overview_of_nothing_is_complete(ask: Ask) -> None:
    found = ask("/overview").json

    assert (found["claims"], found["days"], found["complete"]) == (0, [], True)


@pytest.mark.parametrize(
    ("parameters", "field"),
    [
        ({"from_": "2025-03-02", "to": "2025-03-01"}, "to"),
        ({"from_": "2024-01-01", "to": "2025-03-01"}, "from"),
        ({"published": "unknown", "to": "2025-03-01"}, "published"),
        ({"from_": "soon"}, "from"),
        ({"from_": "9999-12-31"}, "from"),
        ({"to": "0001-01-01"}, "to"),
    ],
)
def test_overview_with_a_bad_range_is_refused_naming_it(
    ask: Ask, parameters: dict[str, str], field: str
) -> None:
    answer = ask("/overview", **parameters)

    assert answer.status == 400
    assert [error["field"] for error in answer.json["errors"]] == [field]
