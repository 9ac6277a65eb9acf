"""The state rows as `dead_letters` changes them: failed or buried, if nothing came in between."""

from datetime import datetime

from boto3.dynamodb.conditions import Attr, ConditionBase

from functions.dead_letters.letter import Work, article_of
from functions.shared.errors import ConflictError, TransientError
from functions.shared.states import NEXT_RUN, RERUN_OF, fence, in_state
from functions.shared.table import Change, Table
from functions.shared.trouble import TROUBLE
from schemas.events import ObjectEvent
from schemas.failure import Failure
from schemas.messages import ExtractArticle
from schemas.table import PK, Item, State, state_row

ENDED: Item = {"lease_until": None, "current": None, TROUBLE: None, RERUN_OF: None}
"""What no article has that ended without claims."""


class MovedError(TransientError):
    """The row changed since it was read: the letter has to be judged again."""


class StateStore:
    """The state rows of the table. A verdict is given on what was read, and holds only for that."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def read(self, article: str) -> Item:
        """The state row; {} if there is none."""
        return self._table.get(state_row(article)) or {}

    def fail(self, work: Work, row: Item, failure: Failure, now: datetime) -> Item:
        """Record a failure in a row as it was read, and hide the claims; the row after that.

        Raises:
            MovedError: If the row is no longer as it was read.
        """
        fields = ENDED | {"failure": failure.model_dump(mode="json")}
        if isinstance(work, ExtractArticle):
            # The run stays, as its files do: from them the extraction can be tried again.
            change = Change(fields | in_state(work.article_id, State.FAILED, now))
        else:
            change = _ended(work.event, State.FAILED, fields, now)
        try:
            return self._table.update(state_row(article_of(work)), change, _unchanged(row))
        except ConflictError as conflict:
            # Perhaps by the same request, whose answer was lost.
            if conflict.item.get("failure", {}).get("archived") == failure.archived:
                return conflict.item
            raise MovedError(article_of(work)) from conflict

    def bury(self, event: ObjectEvent, row: Item, now: datetime) -> Item:
        """Leave a tombstone in a row as it was read; the row after that.

        Raises:
            MovedError: If the row is no longer as it was read.
        """
        change = _ended(event, State.DELETED, ENDED | {"failure": None}, now)
        try:
            return self._table.update(state_row(event.article_id), change, _unchanged(row))
        except ConflictError as conflict:
            raise MovedError(event.article_id) from conflict


def _ended(event: ObjectEvent, state: State, fields: Item, now: datetime) -> Change:
    return Change(fence(event) | fields | in_state(event.article_id, state, now), NEXT_RUN)


def _unchanged(row: Item) -> ConditionBase:
    """Whether nothing came in between: every claim counts up, everything else moves the state."""
    if not row:
        return Attr(PK).not_exists()
    return (
        Attr("counter").eq(row["counter"])
        & Attr("state").eq(row["state"])
        & Attr("sequencer").eq(row["sequencer"])
    )
