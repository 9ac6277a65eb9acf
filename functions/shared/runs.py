"""Ending a run: one update of the state row, made only if nothing has come in between."""

from collections.abc import Callable, Mapping
from functools import reduce
from operator import and_

from boto3.dynamodb.conditions import Attr, ConditionBase

from functions.shared.errors import ConflictError
from functions.shared.table import Change, Table
from schemas.table import Item, State, state_row

Held = Mapping[str, int | State]
"""Attributes of a state row that are as a run left them, `state` among them, while it holds the
work."""


def is_held(held: Held) -> ConditionBase:
    """Whether a run still holds the work."""
    return reduce(and_, (Attr(name).eq(value) for name, value in held.items()))


def end_run(
    table: Table,
    article: str,
    held: Held,
    end: Item,
    has_ended: Callable[[Item], bool] = lambda _: False,
) -> bool:
    """Write how work ended, if a run still holds it. False if another has taken over.

    An update whose answer was lost is sent again by the client library, and meets itself: the row
    is then as this very run has left it, and that is no conflict. If another took over between
    the two, only what outlasts that can tell.

    Args:
        table: Where the state row is.
        article: Whose it is.
        held: What the row is like while the run holds the work.
        end: What is written, with the state that the article is in then; see `in_state`.
        has_ended: Whether a row that another has taken over shows that this was written before.
    """
    try:
        table.update(state_row(article), Change(end), is_held(held))
    except ConflictError as conflict:
        left = {**held, "state": end["state"]}
        is_own = all(conflict.item.get(name) == value for name, value in left.items())
        return is_own or has_ended(conflict.item)
    return True
