"""Routes of what did not become claims."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query

from functions.api import cursors
from functions.api.by_state import FailureFilter
from functions.api.errors import BadParameterError
from functions.api.parameters import (
    BACKWARDS,
    BAD_REQUEST,
    NOT_FAILED,
    UNKNOWN,
    ArticleId,
    Cursor,
    Limit,
    Moment,
    accepted,
    found,
    moment_in_utc,
    new_router,
    next_cursor,
)
from functions.api.services import queries, retries
from schemas.api import Accepted, FailurePage
from schemas.failure import FailureCode, Stage

router = new_router()


@router.post(
    "/failures/<article_id>/retry",
    summary="Try a failed object again",
    responses={
        202: found(Accepted, "Asked for"),
        400: BAD_REQUEST,
        404: UNKNOWN,
        409: NOT_FAILED,
    },
)
def retry_failure(article_id: ArticleId) -> Response[Accepted]:
    """The stage that failed is done again; `GET /articles/{article_id}` shows how it ends."""
    return accepted(retries().retry(article_id))


@router.get(
    "/failures",
    summary="Objects that did not become claims, the last failed first",
    responses={200: found(FailurePage), 400: BAD_REQUEST},
)
def get_failures(  # noqa: PLR0913, PLR0917 (one parameter for each filter)
    stage: Annotated[list[Stage], Query(description="Any of these.")] = [],  # noqa: B006
    code: Annotated[list[FailureCode], Query(description="Any of these.")] = [],  # noqa: B006
    from_: Annotated[
        Moment | None, Query(alias="from", description="Failed at this time or later; UTC.")
    ] = None,
    to: Annotated[Moment | None, Query(description="Failed at this time or earlier; UTC.")] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> FailurePage:
    """Each with its stage, its code, what is wrong and what to do about it."""
    since, until = moment_in_utc(from_), moment_in_utc(to)
    if since and until and since > until:
        raise BadParameterError(BACKWARDS, "to")
    wanted = FailureFilter(tuple(stage), tuple(code), since, until)
    question = ("failures", wanted)
    below = cursors.decode(question, cursor, cursors.KEY)
    items, end = queries().failures(wanted, limit, below)
    return FailurePage(items=items, next_cursor=next_cursor(question, end))
