"""Which changes of state rows have an article counted anew."""

import pytest

from functions.count.changes import StateChange
from schemas.table import RECOUNT, Item, state_row
from tests.publish.factories import current, record

ARTICLE = "a" * 24
KEYS = dict(zip(("pk", "sk"), state_row(ARTICLE), strict=True))


def change(before: Item | None, after: Item | None) -> StateChange:
    told = record(1, before, after)
    told["dynamodb"]["Keys"] = {name: {"S": value} for name, value in KEYS.items()}
    return StateChange.of(told)


def row(**fields: object) -> Item:
    return KEYS | {"updated_at": "2025-03-01", "counter": 2} | fields


@pytest.mark.parametrize(
    ("before", "after", "is_counted"),
    [
        (None, row(state="parsing"), False),
        (row(state="parsing"), row(state="parsed"), False),
        (row(state="parsed"), row(current=current(2).model_dump()), True),
        (row(current=current(2).model_dump()), row(current=current(4).model_dump()), True),
        (row(current=current(2).model_dump()), row(state="failed"), True),
        (row(), row(**{RECOUNT: "job"}), True),
        (row(current=current(2).model_dump()), None, True),
    ],
)
def test_change_is_counted_if_what_readers_see_changed(
    before: Item | None, after: Item | None, is_counted: bool
) -> None:
    assert change(before, after).is_counted is is_counted


@pytest.mark.parametrize(
    ("before", "after", "is_end"),
    [
        (row(state="parsing"), row(state="failed", updated_at="2025-03-02"), True),
        (row(state="failed"), row(state="deleted", updated_at="2025-03-02"), True),
        (row(state="expanding"), row(state="expanded", updated_at="2025-03-02"), True),
        (row(state="parsing"), row(state="parsed", updated_at="2025-03-02"), False),
        (row(state="failed"), row(state="failed", trouble="noted"), False),
        (row(state="failed"), None, False),
    ],
)
def test_change_is_an_end_if_the_state_came_to_one(
    before: Item | None, after: Item | None, is_end: bool
) -> None:
    assert change(before, after).is_end is is_end


def test_change_names_its_article_and_its_moment() -> None:
    told = change(None, row())

    assert (told.article, told.at) == (ARTICLE, "2025-03-01")
