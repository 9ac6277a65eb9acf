"""The route of what changed: for whoever follows the articles without the event bus."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from functions.api import cursors
from functions.api.changes import SETTLED
from functions.api.parameters import (
    BAD_REQUEST,
    Cursor,
    Limit,
    Moment,
    found,
    moment_in_utc,
    new_router,
)
from functions.api.services import queries
from functions.shared.clock import utc_now
from schemas.api import ChangePage

router = new_router()


@router.get(
    "/changes",
    summary="What changed since a time, in the order of the changes",
    responses={200: found(ChangePage), 400: BAD_REQUEST},
)
def get_changes(
    since: Annotated[
        Moment | None,
        Query(description="Changed at this time or later; UTC. All, if it is left out."),
    ] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> ChangePage:
    """Each object once, by its last change. Ten seconds pass before a change is told.

    There always is a next cursor: asking with it again tells what has changed since. A page that
    is not full is the last for now.
    """
    moment = moment_in_utc(since)
    question = ("changes", moment)
    after = cursors.decode(question, cursor, cursors.KEY)
    items, end = queries().changes(moment, utc_now() - SETTLED, limit, after)
    return ChangePage(items=items, next_cursor=cursors.encode(question, end))
