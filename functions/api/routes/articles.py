"""Routes of articles: what was dropped, its text, its members, its claims."""

from http import HTTPStatus
from typing import Annotated, Literal

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query
from aws_lambda_powertools.event_handler.openapi.types import OpenAPIResponse

from functions.api import cursors
from functions.api.claim_filter import NOT_REJECTED, ClaimFilter
from functions.api.paging import claims_answer, wanted_format
from functions.api.parameters import (
    BAD_REQUEST,
    GONE,
    NOT_ACCEPTABLE,
    NOT_READY,
    RESTLESS,
    UNKNOWN,
    ArticleId,
    CheckWorthiness,
    Confidence,
    CueClasses,
    Cursor,
    Directnesses,
    FormatName,
    Kinds,
    Limit,
    Polarities,
    Quantified,
    ReviewStates,
    Section,
    Unattributed,
    Verifications,
    accepted,
    found,
    found_in_formats,
    new_router,
    next_cursor,
    section_named,
)
from functions.api.services import queries, settings, texts, work
from schemas.api import Accepted, ArticleDetail, ArticlePage, ClaimPage
from schemas.table import State

router = new_router()

TEXT: dict[int, OpenAPIResponse] = {
    200: {"description": "The text", "content": {"text/plain": {"schema": {"type": "string"}}}},
    302: {"description": "Where the text, which is large, can be had for five minutes"},
    404: UNKNOWN,
    409: NOT_READY,
    503: RESTLESS,
}


@router.get(
    "/articles",
    summary="Articles by state, the last changed first",
    responses={200: found(ArticlePage), 400: BAD_REQUEST},
)
def get_articles(
    state: Annotated[list[State], Query(description="Any of these; all but deleted.")] = [],  # noqa: B006
    limit: Limit = 50,
    cursor: Cursor = None,
) -> ArticlePage:
    """Every object that was dropped, with its claims counted or the reason why it has none."""
    states = state or [each for each in State if each is not State.DELETED]
    question = ("articles", states)
    below = cursors.decode(question, cursor, cursors.KEY)
    items, end = queries().articles(states, limit, below)
    return ArticlePage(items=items, next_cursor=next_cursor(question, end))


@router.get(
    "/articles/<article_id>",
    summary="One article with its structure and coverage",
    responses={200: found(ArticleDetail), 400: BAD_REQUEST, 404: UNKNOWN, 503: RESTLESS},
)
def get_article(article_id: ArticleId) -> ArticleDetail:
    """Every sentence is covered: by claims, or by the reason why it holds none."""
    return queries().article(article_id)


@router.delete(
    "/articles/<article_id>",
    summary="Erase an object for good, or exclude a member of a container",
    responses={202: found(Accepted, "Asked for"), 400: BAD_REQUEST, 404: UNKNOWN},
)
def erase_article(article_id: ArticleId) -> Response[Accepted]:
    """Claims are unreadable at once; all versions of the object and all that came of it follow.

    Only a new version of the object, or of the container, brings it back.
    """
    return accepted(work().erase(article_id))


@router.get(
    "/articles/<article_id>/members",
    summary="The members of a container",
    responses={200: found(ArticlePage), 400: BAD_REQUEST, 404: UNKNOWN},
)
def get_members(
    article_id: ArticleId,
    state: Annotated[list[State], Query(description="Any of these; all but deleted.")] = [],  # noqa: B006
    limit: Limit = 50,
    cursor: Cursor = None,
) -> ArticlePage:
    """Each is an article of its own, or a container. An object that is no container has none."""
    question = ("members", article_id, state)
    position = cursors.decode(question, cursor, cursors.KEY)
    items, end = queries().members(article_id, state, limit, position)
    return ArticlePage(items=items, next_cursor=next_cursor(question, end))


@router.get(
    "/articles/<article_id>/text",
    summary="The exact text that offsets refer to",
    responses=TEXT | {400: BAD_REQUEST},
)
def get_text(article_id: ArticleId) -> Response[str]:
    """Plain text; offsets of claims count its Unicode code points. A large text is a redirect."""
    return queries().text(article_id, _text_or_link)


@router.get(
    "/articles/<article_id>/claims",
    summary="The claims of one article, in its order or by check-worthiness",
    responses={
        200: found_in_formats(ClaimPage),
        400: BAD_REQUEST,
        404: UNKNOWN,
        409: NOT_READY,
        406: NOT_ACCEPTABLE,
        410: GONE,
        503: RESTLESS,
    },
)
def get_article_claims(  # noqa: PLR0913, PLR0917 (one parameter for each filter)
    article_id: ArticleId,
    cue_class: CueClasses = [],  # noqa: B006
    polarity: Polarities = [],  # noqa: B006
    verification: Verifications = [],  # noqa: B006
    directness: Directnesses = [],  # noqa: B006
    kind: Kinds = [],  # noqa: B006
    quantified: Quantified = False,
    section: Section = None,
    order: Annotated[
        Literal["text", "check_worthiness"], Query(description="Which claims come first.")
    ] = "text",
    min_check_worthiness: CheckWorthiness = 0.0,
    min_confidence: Confidence = 0.0,
    unattributed: Unattributed = False,
    review: ReviewStates = [],  # noqa: B006
    format_: FormatName = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response[str]:
    """Attributed claims, unless the author's own statements are asked for as well.

    All pages are of one revision of the article, whatever replaces it meanwhile, for some minutes.
    """
    wanted = ClaimFilter(
        cue_classes=tuple(cue_class),
        polarities=tuple(polarity),
        verifications=tuple(verification),
        directness=tuple(directness),
        kinds=tuple(kind),
        quantified=quantified,
        section=section_named(section),
        min_worth=min_check_worthiness,
        min_confidence=min_confidence,
        unattributed=unattributed,
        reviews=tuple(review) or NOT_REJECTED,
    )
    question = ("article claims", article_id, wanted, order)
    form = wanted_format(router.current_event, format_)
    after = cursors.decode(question, cursor, cursors.PLACE)
    by_worth = order == "check_worthiness"
    items, end = queries().article_claims(article_id, wanted, limit, after, by_worth=by_worth)
    return claims_answer(router.current_event, items, next_cursor(question, end), form)


def _text_or_link(prefix: str) -> Response[str]:
    text = texts().text(prefix, settings().inline_text_bytes)
    if text is None:
        headers = {"Location": texts().link(prefix)}
        return Response(status_code=HTTPStatus.FOUND, headers=headers, body="")
    return Response(status_code=200, content_type="text/plain; charset=utf-8", body=text)
