"""The routes of the HTTP API: parameters in, answers out. What answers them lives in `queries`."""

import json
from datetime import UTC, date, datetime
from functools import cache
from http import HTTPStatus
from typing import Annotated, Any, TypeVar

import boto3
from aws_lambda_powertools import Logger
from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.exceptions import NotFoundError
from aws_lambda_powertools.event_handler.middlewares import NextMiddleware
from aws_lambda_powertools.event_handler.openapi.exceptions import RequestValidationError
from aws_lambda_powertools.event_handler.openapi.models import HTTPBearer
from aws_lambda_powertools.event_handler.openapi.params import Body, Path, Query
from aws_lambda_powertools.event_handler.openapi.types import OpenAPIResponse
from botocore.config import Config

from functions.api import cursor as cursors
from functions.api.by_state import FailureFilter
from functions.api.claim_filter import ClaimFilter
from functions.api.config import Settings
from functions.api.errors import ApiError, BadParameterError
from functions.api.queries import Queries
from functions.api.retries import Retries
from functions.api.store import RecordReader
from functions.api.texts import Texts
from functions.api.work import NewJob, Work
from functions.shared.queue import Queue
from functions.shared.table import DynamoTable
from schemas.api import (
    Accepted,
    ArticleDetail,
    ArticlePage,
    ClaimPage,
    FailurePage,
    FieldProblem,
    Health,
    Problem,
    SourcePage,
)
from schemas.base import Contract
from schemas.claim import Claim, CueClass, Polarity, VerificationStatus
from schemas.failure import FailureCode, Stage
from schemas.identity import source_key
from schemas.job import Job, JobPage
from schemas.reconciliation import ReconciliationPage
from schemas.table import State
from schemas.version import PIPELINE_VERSION

A = TypeVar("A", bound=Contract)
PROBLEM = "application/problem+json"
UNKNOWN_PUBLISHED = "unknown"
BACKWARDS = "The range ends before it begins."

logger = Logger()
app = APIGatewayHttpResolver(enable_validation=True)

ArticleId = Annotated[str, Path(pattern="^[0-9a-f]{24}$", description="Id of an article.")]
JobId = Annotated[str, Path(pattern="^[0-9a-f]{32}$", description="Id of a job.")]
ClaimId = Annotated[
    str, Path(pattern=r"^[0-9a-f]{24}\.[0-9a-f]{16}$", description="Id of a claim.")
]
Limit = Annotated[int, Query(ge=1, le=100, description="Records in a page.")]
Cursor = Annotated[str | None, Query(description="The next_cursor of the page before.")]
CueClasses = Annotated[list[CueClass], Query(description="Any of these.")]
Polarities = Annotated[list[Polarity], Query(description="Any of these.")]
Verifications = Annotated[list[VerificationStatus], Query(description="Any of these.")]
Confidence = Annotated[float, Query(ge=0, le=1, description="At least this confidence.")]
Unattributed = Annotated[bool, Query(description="Also the author's own statements.")]


def _refused(description: str) -> OpenAPIResponse:
    return {"description": description, "content": {PROBLEM: {"model": Problem}}}


def _found(model: type[Contract], description: str = "Successful") -> OpenAPIResponse:
    return {"description": description, "content": {"application/json": {"model": model}}}


def _accepted(answer: A) -> Response[A]:
    return Response(status_code=HTTPStatus.ACCEPTED, content_type="application/json", body=answer)


BAD_REQUEST = _refused("A parameter is unknown or malformed; `errors` names it.")
UNKNOWN = _refused("There is no such record.")
NOT_READY = _refused("The article has no claims now; `detail` says why.")
GONE = _refused("The cursor's revision has gone; leave the cursor out to start again.")
RESTLESS = _refused("It was replaced during every try to read it; ask again in a moment.")
ENDED = _refused("The job has ended.")
NOT_FAILED = _refused("The object has not failed, so that there is nothing to retry.")
TEXT: dict[int, OpenAPIResponse] = {
    200: {"description": "The text", "content": {"text/plain": {"schema": {"type": "string"}}}},
    302: {"description": "Where the text, which is large, can be had for five minutes"},
    404: UNKNOWN,
    409: NOT_READY,
    503: RESTLESS,
}


@cache
def settings() -> Settings:
    """The settings, read once in each process."""
    return Settings.from_environment()


@cache
def texts() -> Texts:
    """The articles bucket."""
    # The regional host: the global one redirects for new buckets, which breaks the signature.
    style: Any = {"addressing_style": "virtual"}
    client = boto3.client("s3", config=Config(signature_version="s3v4", s3=style))
    return Texts(client, settings().articles_bucket)


@cache
def queries() -> Queries:
    """The queries over AWS, made once in each process."""
    table = DynamoTable.named(settings().table_name)
    return Queries(RecordReader(table), texts())


@cache
def retries() -> Retries:
    """The retries over AWS, made once in each process."""
    sqs = boto3.client("sqs")
    return Retries(
        reader=RecordReader(DynamoTable.named(settings().table_name)),
        parse=Queue(sqs, settings().parse_backfill_queue_url),
        extract=Queue(sqs, settings().extract_backfill_queue_url),
    )


@cache
def work() -> Work:
    """The work for other functions over AWS, made once in each process."""
    sqs = boto3.client("sqs")
    return Work(
        table=DynamoTable.named(settings().table_name),
        jobs=Queue(sqs, settings().jobs_queue_url),
        erasures=Queue(sqs, settings().erase_queue_url),
    )


# --- Routes ------------------------------------------------------------------------------------


@app.get(
    "/articles",
    summary="Articles by state, the last changed first",
    responses={200: _found(ArticlePage), 400: BAD_REQUEST},
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
    return ArticlePage(items=items, next_cursor=_next(question, end))


@app.get(
    "/articles/<article_id>",
    summary="One article with its structure and coverage",
    responses={200: _found(ArticleDetail), 400: BAD_REQUEST, 404: UNKNOWN, 503: RESTLESS},
)
def get_article(article_id: ArticleId) -> ArticleDetail:
    """Every sentence is covered: by claims, or by the reason why it holds none."""
    return queries().article(article_id)


@app.delete(
    "/articles/<article_id>",
    summary="Erase an object for good, or exclude a member of a container",
    responses={202: _found(Accepted, "Asked for"), 400: BAD_REQUEST, 404: UNKNOWN},
)
def erase_article(article_id: ArticleId) -> Response[Accepted]:
    """Claims are unreadable at once; all versions of the object and all that came of it follow.

    Only a new version of the object, or of the container, brings it back.
    """
    return _accepted(work().erase(article_id))


@app.get(
    "/articles/<article_id>/members",
    summary="The members of a container",
    responses={200: _found(ArticlePage), 400: BAD_REQUEST, 404: UNKNOWN},
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
    return ArticlePage(items=items, next_cursor=_next(question, end))


@app.get(
    "/articles/<article_id>/text",
    summary="The exact text that offsets refer to",
    responses=TEXT | {400: BAD_REQUEST},
)
def get_text(article_id: ArticleId) -> Response[str]:
    """Plain text; offsets of claims count its Unicode code points. A large text is a redirect."""
    return queries().text(article_id, _text_or_link)


@app.get(
    "/articles/<article_id>/claims",
    summary="The claims of one article, in its order",
    responses={
        200: _found(ClaimPage),
        400: BAD_REQUEST,
        404: UNKNOWN,
        409: NOT_READY,
        410: GONE,
        503: RESTLESS,
    },
)
def get_article_claims(  # noqa: PLR0913, PLR0917 (one parameter for each filter)
    article_id: ArticleId,
    cue_class: CueClasses = [],  # noqa: B006
    polarity: Polarities = [],  # noqa: B006
    verification: Verifications = [],  # noqa: B006
    min_confidence: Confidence = 0.0,
    unattributed: Unattributed = False,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> ClaimPage:
    """Attributed claims, unless the author's own statements are asked for as well.

    All pages are of one revision of the article, whatever replaces it meanwhile, for some minutes.
    """
    wanted = ClaimFilter(
        cue_classes=tuple(cue_class),
        polarities=tuple(polarity),
        verifications=tuple(verification),
        min_confidence=min_confidence,
        unattributed=unattributed,
    )
    question = ("article claims", article_id, wanted)
    after = cursors.decode(question, cursor, cursors.PLACE)
    items, end = queries().article_claims(article_id, wanted, limit, after)
    return ClaimPage(items=items, next_cursor=_next(question, end))


@app.get(
    "/claims",
    summary="Claims of all articles, of the newest articles first",
    responses={200: _found(ClaimPage), 400: BAD_REQUEST, 410: GONE, 503: RESTLESS},
)
def get_claims(  # noqa: PLR0913, PLR0917 (one parameter for each filter)
    source: Annotated[str | None, Query(description="Name of the source, in any case.")] = None,
    from_: Annotated[
        date | None, Query(alias="from", description="Published on this day or later.")
    ] = None,
    to: Annotated[date | None, Query(description="Published on this day or earlier.")] = None,
    published: Annotated[
        str | None, Query(pattern="^unknown$", description="Only articles without a date.")
    ] = None,
    cue_class: CueClasses = [],  # noqa: B006
    polarity: Polarities = [],  # noqa: B006
    verification: Verifications = [],  # noqa: B006
    min_confidence: Confidence = 0.0,
    unattributed: Unattributed = False,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> ClaimPage:
    """Dates are dates of publication, never of the upload.

    The claims of each article are of one revision. A page that ends within an article leads on in
    the same one, for some minutes.
    """
    _check_source(source)
    _check_days(from_, to, published)
    wanted = ClaimFilter(
        source=source_key(source) if source is not None else None,
        from_day=from_,
        to_day=to,
        undated=published == UNKNOWN_PUBLISHED,
        cue_classes=tuple(cue_class),
        polarities=tuple(polarity),
        verifications=tuple(verification),
        min_confidence=min_confidence,
        unattributed=unattributed,
    )
    question = ("claims", wanted)
    after = cursors.decode(question, cursor, cursors.PLACE)
    items, end = queries().claims(wanted, limit, after)
    return ClaimPage(items=items, next_cursor=_next(question, end))


@app.get(
    "/claims/<claim_id>",
    summary="One claim",
    responses={200: _found(Claim), 400: BAD_REQUEST, 404: UNKNOWN, 503: RESTLESS},
)
def get_claim(claim_id: ClaimId) -> Claim:
    """The claim as the current revision of its article has it."""
    return queries().claim(claim_id)


@app.post(
    "/failures/<article_id>/retry",
    summary="Try a failed object again",
    responses={
        202: _found(Accepted, "Asked for"),
        400: BAD_REQUEST,
        404: UNKNOWN,
        409: NOT_FAILED,
    },
)
def retry_failure(article_id: ArticleId) -> Response[Accepted]:
    """The stage that failed is done again; `GET /articles/{article_id}` shows how it ends."""
    return _accepted(retries().retry(article_id))


@app.get(
    "/failures",
    summary="Objects that did not become claims, the last failed first",
    responses={200: _found(FailurePage), 400: BAD_REQUEST},
)
def get_failures(  # noqa: PLR0913, PLR0917 (one parameter for each filter)
    stage: Annotated[list[Stage], Query(description="Any of these.")] = [],  # noqa: B006
    code: Annotated[list[FailureCode], Query(description="Any of these.")] = [],  # noqa: B006
    from_: Annotated[
        datetime | None, Query(alias="from", description="Failed at this time or later; UTC.")
    ] = None,
    to: Annotated[
        datetime | None, Query(description="Failed at this time or earlier; UTC.")
    ] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> FailurePage:
    """Each with its stage, its code, what is wrong and what to do about it."""
    since, until = _utc(from_), _utc(to)
    if since and until and since > until:
        raise BadParameterError(BACKWARDS, "to")
    wanted = FailureFilter(tuple(stage), tuple(code), since, until)
    question = ("failures", wanted)
    below = cursors.decode(question, cursor, cursors.KEY)
    items, end = queries().failures(wanted, limit, below)
    return FailurePage(items=items, next_cursor=_next(question, end))


@app.get(
    "/sources",
    summary="Sources, with how much they claim",
    responses={200: _found(SourcePage), 400: BAD_REQUEST},
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
    return SourcePage(items=items, next_cursor=_next(question, end))


@app.post(
    "/jobs",
    summary="Parse or extract many objects again, or for the first time",
    responses={202: _found(Job, "Asked for"), 400: BAD_REQUEST},
)
def start_job(request: Annotated[NewJob, Body()]) -> Response[Job]:
    """All conditions that are given must hold; one at least is."""
    return _accepted(work().start(request))


@app.get(
    "/jobs",
    summary="Jobs, the newest first",
    responses={200: _found(JobPage), 400: BAD_REQUEST},
)
def get_jobs(limit: Limit = 50, cursor: Cursor = None) -> JobPage:
    """Kept for 30 days after their end. What has ended is counted every few minutes here."""
    below = cursors.decode("jobs", cursor, cursors.KEY)
    page = work().list_jobs(limit, below)
    return page.model_copy(update={"next_cursor": _next("jobs", page.next_cursor)})


@app.get(
    "/jobs/<job_id>",
    summary="One job and how far it has come",
    responses={200: _found(Job), 400: BAD_REQUEST, 404: UNKNOWN},
)
def get_job(job_id: JobId) -> Job:
    """What has ended is counted now; with the rate so far, and the end at that rate."""
    return work().job(job_id)


@app.post(
    "/jobs/<job_id>/cancel",
    summary="Cancel a job",
    responses={200: _found(Job), 400: BAD_REQUEST, 404: UNKNOWN, 409: ENDED},
)
def cancel_job(job_id: JobId) -> Job:
    """It asks for nothing more, and what it has asked for and nobody has begun is dropped."""
    return work().cancel(job_id)


@app.get(
    "/reconciliations",
    summary="What comparing the bucket with the table has found, the newest first",
    responses={200: _found(ReconciliationPage), 400: BAD_REQUEST},
)
def get_reconciliations(limit: Limit = 50, cursor: Cursor = None) -> ReconciliationPage:
    """Every finding has been mended, or asked to be, when it is told. Kept for 90 days."""
    below = cursors.decode("reconciliations", cursor, cursors.KEY)
    page = work().reconciliations(limit, below)
    return page.model_copy(update={"next_cursor": _next("reconciliations", page.next_cursor)})


@app.get("/openapi.json", summary="This API as OpenAPI 3.1", include_in_schema=False)
def get_openapi() -> Response[str]:
    """The description that clients and their generators read."""
    return Response(status_code=200, content_type="application/json", body=openapi())


@app.get("/health", summary="Whether the API answers")
def get_health() -> Health:
    """Needs no token."""
    return Health(status="ok", version=PIPELINE_VERSION)


@cache
def openapi() -> str:
    """The OpenAPI document."""
    document = app.get_openapi_schema(
        title="Hearsay",
        version=PIPELINE_VERSION,
        description="Who claimed what, in which words, and whether the outlet could verify it.",
        security_schemes={"jwt": HTTPBearer(bearerFormat="JWT")},
        security=[{"jwt": []}],
    ).model_dump(mode="json", by_alias=True, exclude_none=True)
    for operations in document["paths"].values():
        for operation in operations.values():
            # The framework's own errors, which `on_invalid_request` answers in their place.
            operation["responses"].pop("422", None)
    document["paths"]["/health"]["get"]["security"] = []
    return json.dumps(document, separators=(",", ":"))


def _text_or_link(prefix: str) -> Response[str]:
    text = texts().text(prefix, settings().inline_text_bytes)
    if text is None:
        headers = {"Location": texts().link(prefix)}
        return Response(status_code=HTTPStatus.FOUND, headers=headers, body="")
    return Response(status_code=200, content_type="text/plain; charset=utf-8", body=text)


# --- Errors ------------------------------------------------------------------------------------


def refuse_unknown_parameters(
    app: APIGatewayHttpResolver, next_middleware: NextMiddleware
) -> Response[Any]:
    """A misspelt filter is an error: ignoring it would answer another question."""
    route = app.context["_route"]
    known = {field.alias for field in route.dependant.query_params}
    unknown = sorted(set(app.current_event.query_string_parameters or {}) - known)
    if unknown:
        choices = ", ".join(sorted(known)) or "none"
        msg = f"Unknown parameter. This route knows: {choices}."
        raise BadParameterError(msg, unknown[0])
    return next_middleware(app)


app.use(middlewares=[refuse_unknown_parameters])


def _problem(problem: Problem) -> Response[str]:
    return Response(
        status_code=problem.status,
        content_type=PROBLEM,
        body=problem.model_dump_json(exclude_defaults=True),
    )


@app.exception_handler(ApiError)  # type: ignore[untyped-decorator]
def on_api_error(error: ApiError) -> Response[str]:
    """An error that the client is told of."""
    return _problem(error.problem())


@app.exception_handler(RequestValidationError)  # type: ignore[untyped-decorator]
def on_invalid_request(error: RequestValidationError) -> Response[str]:
    """Parameters that do not fit their types, each named."""
    errors = [
        FieldProblem(field=str([*each["loc"], "body"][1]), message=each["msg"])
        for each in error.errors()
    ]
    detail = "; ".join(f"{each.field}: {each.message}" for each in errors)
    return _problem(Problem(title="Bad Request", status=400, detail=detail, errors=errors))


@app.not_found
def on_no_route(_: NotFoundError) -> Response[str]:
    """A path or method that the API does not have."""
    detail = "There is no such route. GET /openapi.json lists those that there are."
    return _problem(Problem(title="Not Found", status=404, detail=detail))


@app.exception_handler(Exception)  # type: ignore[untyped-decorator]
def on_fault(_: Exception) -> Response[str]:
    """Anything else is a fault of ours: logged in full, told in general."""
    logger.exception("request failed")
    detail = "The request failed for a reason that is not its own. Try again; the logs say more."
    return _problem(Problem(title="Internal Server Error", status=500, detail=detail))


# --- Parameters that depend on each other ----------------------------------------------------


def _check_source(source: str | None) -> None:
    if source is not None and not source_key(source):
        raise BadParameterError("A source needs at least one letter or digit.", "source")


def _check_days(from_: date | None, to: date | None, published: str | None) -> None:
    if from_ and to and from_ > to:
        raise BadParameterError(BACKWARDS, "to")
    if published and (from_ or to):
        raise BadParameterError("Articles without a date lie in no range.", "published")


def _utc(moment: datetime | None) -> datetime | None:
    """A moment in UTC, which is meant where no zone is given."""
    if moment is None or moment.tzinfo is None:
        return moment and moment.replace(tzinfo=UTC)
    return moment.astimezone(UTC)


def _next(question: object, end: str | cursors.Place | None) -> str | None:
    return cursors.encode(question, end) if end else None
