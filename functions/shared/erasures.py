"""Marking what is to be erased: from then on nobody can read it, whatever is still stored."""

from datetime import datetime

from boto3.dynamodb.conditions import Attr, ConditionBase

from functions.shared.clock import moment
from functions.shared.errors import ConflictError
from functions.shared.states import NEXT_RUN, RERUN_OF, fence, in_state
from functions.shared.table import Change as Update
from functions.shared.table import Table
from functions.shared.trouble import TROUBLE
from schemas.events import Change, ObjectEvent
from schemas.messages import EraseArticle
from schemas.table import PK, REVIEWED, Item, State, state_row

DIVISION = ("position", "entries", "members", "hop", "divided_by")
"""Attributes that say how far a container is divided. What is left of its members is erased: then
`parse`, which goes by these, has nothing to sweep."""
FORGOTTEN = ("current", "failure", "lease_until", RERUN_OF, REVIEWED, TROUBLE, *DIVISION)
"""Attributes of a state row that say something of what the object holds, or of who is at work."""


def erase_article(table: Table, article: str, now: datetime) -> EraseArticle | None:
    """Turn a state row into the tombstone of an erasure; what has to be erased then.

    Its sequencer stays, so that only a newer version passes it. Nothing if there is no such row.
    """
    return _mark(table, article, now, {"erased": moment(now)}, Attr(PK).exists())


def erase_member(
    table: Table, container: EraseArticle, row: Item, now: datetime
) -> EraseArticle | None:
    """Do so with a member of a container that is erased, given the row that says it is one.

    It counts as erased when the container was, and its state as changed now: whoever asks what
    changed since a time is not to miss it. Nothing if a newer version of the container has the
    member.
    """
    if row["sequencer"] > container.sequencer:
        return None
    sequencer = _last_of_version(table, row, container.sequencer)
    event = ObjectEvent(
        change=Change.DELETED,
        bucket=container.bucket,
        key=container.key,
        member=row["member"],
        version_id=row.get("version_id"),
        sequencer=sequencer,
    )
    older = Attr(PK).not_exists() | Attr("sequencer").lte(sequencer)
    fields = fence(event) | {"erased": container.at}
    return _mark(table, event.article_id, now, fields, older)


def _last_of_version(table: Table, row: Item, sequencer: str) -> str:
    """The sequencer of a member, which is behind its container's if it was parsed again alone."""
    state = table.get(state_row(row["article_id"])) or {}
    version = row.get("version_id")
    same = version is not None and state.get("version_id") == version
    return max(sequencer, state["sequencer"]) if same else sequencer


def _mark(
    table: Table, article: str, now: datetime, fields: Item, condition: ConditionBase
) -> EraseArticle | None:
    marked = fields | dict.fromkeys(FORGOTTEN) | in_state(article, State.DELETED, now)
    change = Update(marked, NEXT_RUN)
    try:
        item = table.update(state_row(article), change, condition)
    except ConflictError:
        return None
    return erasure_of(item)


def erasure_of(state: Item) -> EraseArticle:
    """What has to be erased, of a state row that is the tombstone of an erasure."""
    return EraseArticle(
        article_id=state["article_id"],
        bucket=state["bucket"],
        key=state["key"],
        member=state.get("member", ""),
        at=state["erased"],
        run=int(state["run"]),
        sequencer=state["sequencer"],
    )
