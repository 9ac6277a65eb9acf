"""Routes of sources."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from functions.api import cursors
from functions.api.parameters import BAD_REQUEST, Cursor, Limit, found, new_router, next_cursor
from functions.api.services import queries
from schemas.api import SourcePage

router = new_router()


@router.get(
    "/sources",
    summary="Sources, with how much they claim",
    responses={200: found(SourcePage), 400: BAD_REQUEST},
)
def get_sources(
    unattributed: Annotated[bool, Query(description="Also authors.")] = False,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> SourcePage:
    """In the order of their keys; counts are of current claims only."""
    question = ("sources", unattributed)
    after = cursors.decode(question, cursor, cursors.KEY)
    items, end = queries().sources(limit, after, authors=unattributed)
    return SourcePage(items=items, next_cursor=next_cursor(question, end))
