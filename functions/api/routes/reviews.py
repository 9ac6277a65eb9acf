"""Routes of reviews: what people say of claims."""

import re
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Body, Header
from pydantic import ConfigDict

from functions.api import cursors
from functions.api.caller import subject
from functions.api.errors import BadParameterError, UnconditionalError
from functions.api.parameters import (
    BAD_REQUEST,
    MOVED_ON,
    NOBODY,
    NOT_JSON,
    UNCONDITIONAL,
    UNKNOWN,
    ArticleId,
    ClaimId,
    Cursor,
    Limit,
    found,
    new_router,
    next_cursor,
)
from functions.api.services import queries, reviews
from schemas.review import ReviewHistory, ReviewPage, ReviewRequest

router = new_router()
_TAG = re.compile(r'"(\d{1,9})"')


class NewStep(ReviewRequest):
    """A request whose every field is known: a misspelt one would leave something out."""

    model_config = ConfigDict(extra="forbid")


@router.get(
    "/claims/<claim_id>/review",
    summary="The review of a claim, step by step",
    responses={200: found(ReviewHistory), 400: BAD_REQUEST, 404: UNKNOWN},
)
def get_review(claim_id: ClaimId) -> Response[ReviewHistory]:
    """Who judged it when, and how. Its `ETag` is what the next step has to name in `If-Match`."""
    return _history(reviews().history(claim_id))


@router.patch(
    "/claims/<claim_id>/review",
    summary="Accept, edit or reject a claim",
    responses={
        200: found(ReviewHistory),
        400: BAD_REQUEST,
        403: NOBODY,
        404: UNKNOWN,
        412: MOVED_ON,
        415: NOT_JSON,
        428: UNCONDITIONAL,
    },
)
def review_claim(
    claim_id: ClaimId,
    step: Annotated[NewStep, Body()],
    if_match: Annotated[
        str | None,
        Header(alias="If-Match", description='Version of the review in quotes; "0" before any.'),
    ] = None,
) -> Response[ReviewHistory]:
    """The machine's record stays as it is: answers show the review, and an edit, beside it."""
    expected = _version(if_match)
    return _history(reviews().review(claim_id, step, expected, subject(router.current_event)))


@router.get(
    "/articles/<article_id>/reviews",
    summary="What people said of the claims of an article",
    responses={200: found(ReviewPage), 400: BAD_REQUEST, 404: UNKNOWN},
)
def get_reviews(article_id: ArticleId, limit: Limit = 50, cursor: Cursor = None) -> ReviewPage:
    """Also of claims that it has no more: those apply to nothing until it has them again."""
    question = ("reviews", article_id)
    after = cursors.decode(question, cursor, cursors.KEY)
    items, end = queries().reviews(article_id, limit, after)
    return ReviewPage(items=items, next_cursor=next_cursor(question, end))


def _history(history: ReviewHistory) -> Response[ReviewHistory]:
    headers = {"ETag": f'"{history.version}"'}
    return Response(status_code=200, content_type="application/json", headers=headers, body=history)


def _version(tag: str | None) -> int:
    if tag is None:
        msg = 'Say which version of the review this follows: If-Match: "0" if there is none yet.'
        raise UnconditionalError(msg, "If-Match")
    found = _TAG.fullmatch(tag.strip())
    if found is None:
        msg = "If-Match is the ETag of GET /claims/{claim_id}/review: a number in quotes."
        raise BadParameterError(msg, "If-Match")
    return int(found[1])
