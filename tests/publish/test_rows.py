"""Records of the stream, read."""

import traceback
from typing import Any

import pytest

from functions.publish.errors import UnreadableChangeError
from functions.publish.rows import RowChange
from schemas.table import Item, State
from tests.publish.factories import current, record, row
from tests.records import failure


def item(**fields: Any) -> Item:
    """A state row as the table holds it."""
    return row(State.PARSING).model_dump(mode="json", exclude_none=True) | fields


def test_record_of_an_insert_has_no_row_before_it() -> None:
    change = RowChange.of(record(7, None, item()))

    assert change == RowChange("7", None, row(State.PARSING))


def test_record_of_a_removal_has_no_row_after_it() -> None:
    change = RowChange.of(record(7, item(), None))

    assert change == RowChange("7", row(State.PARSING), None)


def test_record_gives_back_what_the_stores_write() -> None:
    told = {
        "current": current(4, title="Bridges").model_dump(mode="json", exclude_none=True),
        "failure": failure().model_dump(mode="json"),
    }

    change = RowChange.of(record(7, item(), item(**told)))

    assert change.after == row(
        State.PARSING, current=current(4, title="Bridges"), failure=failure()
    )


def test_record_with_a_state_and_attributes_of_a_later_writer_is_read() -> None:
    later = {"state": "proofread", "archive": b"\x00", "tags": {"a", "b"}, "score": 3}

    change = RowChange.of(record(7, None, item(**later)))

    assert change.after is not None
    assert change.after.state == "proofread"


@pytest.mark.parametrize("name", ["article_id", "counter", "state", "updated_at"])
def test_record_of_no_state_row_is_refused_and_says_where_it_is(name: str) -> None:
    broken = item()
    del broken[name]

    with pytest.raises(UnreadableChangeError, match="sequence number 7"):
        RowChange.of(record(7, item(), broken))


def test_refusal_of_a_record_tells_nothing_of_its_article() -> None:
    title = "bridges " * 2
    broken = {"rev": 2, "title": title}

    with pytest.raises(UnreadableChangeError) as refused:
        RowChange.of(record(7, None, item(current=broken)))

    assert title not in "".join(traceback.format_exception(refused.value))
