"""GET /claims by other days than that of publication: of extraction, and of utterance."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.api.conftest import Ask, Library
from tests.records import said, source, statements, story

SPRING = {"from": "2025-03-01", "to": "2025-05-31"}
YEAR = {"from": "2024-06-01", "to": "2025-05-31"}
Pages = Callable[..., list[Any]]


def texts(items: list[Any]) -> list[str]:
    return [claim["content"][0]["exact"] for claim in items]


def test_claims_by_day_of_extraction_are_those_of_articles_extracted_then(
    ask: Ask, library: Library
) -> None:
    library.add(story("Old news.", "a.txt", published="1999-01-01"))
    library.add(story("No news.", "b.txt"))

    found = ask("/claims", date="ingested", **SPRING)
    before = ask("/claims", date="ingested", **{"from": "2025-01-01", "to": "2025-02-28"})

    assert sorted(texts(found.json["items"])) == ["No news.", "Old news."]
    assert before.json["items"] == []


def test_claims_by_day_of_utterance_are_the_last_said_first(
    library: Library, every_page: Pages
) -> None:
    days = ("2025-03-02", "2024-12-31", "2025-03-02", "2023-01-01", "2025-05-31")
    library.add(
        story("One.\nTwo.\nThree.\nFour.\nFive.\nSix.", published="2025-06-01"),
        *({"utterance_date": said(day)} for day in days),
    )

    found = every_page("/claims", date="utterance", limit="2", **YEAR)

    assert texts(found) == ["Five.", "One.", "Three.", "Two."]


@pytest.mark.parametrize("axis", ["ingested", "utterance"])
def test_other_filters_and_orders_hold_on_every_axis(ask: Ask, library: Library, axis: str) -> None:
    fields: list[dict[str, Any]] = [
        {"source": source(name), "confidence": confidence, "utterance_date": said("2025-03-09")}
        for name, confidence in (("Ada", 0.9), ("Bo", 0.9), ("Ada", 0.4))
    ]
    library.add(story("One.\nTwo.\nThree.", publisher="The Post"), *fields)
    library.add(story("Four.", "b.txt", publisher="The Other"), fields[0])
    asked = {"source": "ada", "publisher": "the post", "min_confidence": "0.5", "date": axis}

    for order in ("published", "check_worthiness"):
        found = ask("/claims", order=order, **asked, **SPRING)

        assert texts(found.json["items"]) == ["One."]


@pytest.mark.parametrize("axis", ["ingested", "utterance"])
@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"from": "2025-03-01"}, "to"),
        ({"to": "2025-03-01"}, "from"),
        ({"from": "2024-03-01", "to": "2025-03-02"}, "to"),
        ({"from": "2025-03-02", "to": "2025-03-01"}, "to"),
        (SPRING | {"entity": "Ada"}, "entity"),
        (SPRING | {"place": "Tessel"}, "place"),
        (SPRING | {"text": "bridge"}, "text"),
        ({"published": "unknown"}, "published"),
    ],
)
def test_question_that_no_list_of_the_axis_answers_is_refused_by_its_field(
    ask: Ask, axis: str, asked: dict[str, str], field: str
) -> None:
    answer = ask("/claims", date=axis, **asked)

    assert answer.status == 400
    assert [error["field"] for error in answer.json["errors"]] == [field]


def test_axis_that_is_not_indexed_is_refused_with_those_that_are(ask: Ask) -> None:
    answer = ask("/claims", date="event", **SPRING)

    assert answer.status == 400
    assert [error["field"] for error in answer.json["errors"]] == ["date"]
    for axis in ("published", "ingested", "utterance"):
        assert f"'{axis}'" in answer.json["detail"]


@pytest.mark.parametrize("axis", ["ingested", "utterance"])
def test_cursor_is_for_its_axis_alone(ask: Ask, library: Library, axis: str) -> None:
    library.add(story(statements(3)), *[{"utterance_date": said("2025-03-09")}] * 3)
    cursor = ask("/claims", date=axis, limit="2", **SPRING).json["next_cursor"]

    assert len(ask("/claims", date=axis, limit="2", cursor=cursor, **SPRING).json["items"]) == 1
    assert ask("/claims", limit="2", cursor=cursor, **SPRING).status == 400


@pytest.mark.parametrize("axis", ["ingested", "utterance"])
def test_superseded_and_deleted_claims_are_in_no_list(
    ask: Ask, library: Library, axis: str
) -> None:
    dated = {"utterance_date": said("2025-03-09")}
    for text in ("Old.", "New."):
        library.add(story(text), dated)

    assert texts(ask("/claims", date=axis, **SPRING).json["items"]) == ["New."]
    library.delete("story.txt")
    assert ask("/claims", date=axis, **SPRING).json["items"] == []
