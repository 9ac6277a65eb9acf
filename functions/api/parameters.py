"""What routes have in common: parameters, and how the API's description names their answers."""

from datetime import UTC, date, datetime
from http import HTTPStatus
from typing import Annotated, Any, Literal, TypeVar

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from aws_lambda_powertools.event_handler.openapi.types import OpenAPIResponse
from aws_lambda_powertools.event_handler.router import APIGatewayHttpRouter
from pydantic import BeforeValidator

from functions.api import cursors
from functions.api.errors import BadParameterError
from functions.api.formats import FORMATS
from schemas.api import Problem
from schemas.base import Contract
from schemas.claim import CueClass, Directness, Kind, Polarity, ReviewState, VerificationStatus
from schemas.identity import source_key
from schemas.table import Axis, section_key

A = TypeVar("A", bound=Contract)
PROBLEM = "application/problem+json"
BACKWARDS = "The range ends before it begins."

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
Directnesses = Annotated[list[Directness], Query(description="Any of these.")]
Kinds = Annotated[list[Kind], Query(description="Any of these.")]
SourceName = Annotated[str | None, Query(description="Name of the source, in any case.")]
EntityName = Annotated[
    str | None, Query(description="Full name or id of somebody or something mentioned.")
]
PlaceName = Annotated[str | None, Query(description="Full name or id of a place mentioned.")]
Words = Annotated[
    str | None,
    Query(max_length=300, description='Words, and "phrases" in double quotes; all of them.'),
]
DateAxis = Annotated[
    Axis,
    Query(
        alias="date",
        description="What `from` and `to` are about: the day of publication, that on which the "
        "claims were extracted (UTC), or that on which a claim was said, where the article "
        "tells the day (of each article the 20 days with most claims). It is also what lists "
        "are sorted by. `ingested` and `utterance` need both days, 366 apart at most, and go "
        "neither with an entity or a place nor with words: these are listed by publication alone.",
    ),
]
Published = Annotated[
    str | None,
    Query(pattern="^unknown$", description="`unknown`: only articles without a date."),
]
PublisherName = Annotated[str | None, Query(description="Name of the outlet, in any case.")]
Order = Annotated[
    Literal["published", "check_worthiness"], Query(description="Which claims come first.")
]
WithArticles = Annotated[bool, Query(description="Also what is known of their articles, in JSON.")]
Quantified = Annotated[bool, Query(description="Only claims that hold a number.")]
Confidence = Annotated[float, Query(ge=0, le=1, description="At least this confidence.")]
Section = Annotated[
    str | None, Query(description="Heading of the section that a claim stands in, in any case.")
]
CheckWorthiness = Annotated[float, Query(ge=0, le=1, description="At least this score.")]
FormatName = Annotated[
    Literal["json", "jsonl", "csv", "jsonld", "annotations"] | None,
    Query(alias="format", description="Outranks the Accept header."),
]
ReviewStates = Annotated[
    list[ReviewState],
    Query(description="Any of these; what nobody has judged is `machine`. All but rejected."),
]
Unattributed = Annotated[bool, Query(description="Also the author's own statements.")]


def _written_as_a_date(value: object) -> object:
    """Only what is written as a date: else "0.5" would be half a second after 1970 began.

    Raises:
        ValueError: If it is a number.
    """
    if isinstance(value, str) and value.lstrip("+-").replace(".", "", 1).isdigit():
        msg = "write it as 2025-03-01, and a time as 2025-03-01T12:00:00Z"
        raise ValueError(msg)
    return value


Day = Annotated[date, BeforeValidator(_written_as_a_date)]
FromDay = Annotated[Day | None, Query(alias="from", description="On this day or later.")]
ToDay = Annotated[Day | None, Query(description="On this day or earlier.")]
Moment = Annotated[datetime, BeforeValidator(_written_as_a_date)]


def refused(description: str) -> OpenAPIResponse:
    """An error as the description names it."""
    return {"description": description, "content": {PROBLEM: {"model": Problem}}}


def found(model: type[Contract], description: str = "Successful") -> OpenAPIResponse:
    """An answer as the description names it."""
    return {"description": description, "content": {"application/json": {"model": model}}}


def found_in_formats(model: type[Contract]) -> OpenAPIResponse:
    """An answer that can be had in every format that claims are given in."""
    others = {
        form.content_type: {"schema": {"type": _json_type(form.content_type)}}
        for name, form in FORMATS.items()
        if name != "json"
    }
    content: dict[str, Any] = {"application/json": {"model": model}} | others
    return {"description": "Successful", "content": content}


def _json_type(content_type: str) -> str:
    """What the whole of an answer is, to whoever reads it as JSON where that is possible."""
    return "object" if "+json" in content_type else "string"


def accepted(answer: A) -> Response[A]:
    """The answer to what goes on after it."""
    return Response(status_code=HTTPStatus.ACCEPTED, content_type="application/json", body=answer)


BAD_REQUEST = refused("A parameter is unknown or malformed; `errors` names it.")
NOT_ACCEPTABLE = refused("There is no format that the Accept header names.")
UNKNOWN = refused("There is no such record.")
NOT_READY = refused("The article has no claims now; `detail` says why.")
GONE = refused("The cursor's revision has gone; leave the cursor out to start again.")
RESTLESS = refused("It was replaced during every try to read it; ask again in a moment.")
ENDED = refused("The job has ended.")
NOT_JSON = refused("The body is not sent as application/json.")
MOVED_ON = refused("The review has gone on; `detail` says to which version.")
NOBODY = refused("The token does not say whose it is.")
UNCONDITIONAL = refused("If-Match is missing.")
NOT_FAILED = refused("The object has not failed, so that there is nothing to retry.")


def next_cursor(question: object, end: str | tuple[object, ...] | None) -> str | None:
    """The cursor of the page that follows, if one does."""
    return cursors.encode(question, end) if end else None


def key_of(parameter: str, name: str | None) -> str | None:
    """The key of a name that is asked for, if one is.

    Raises:
        BadParameterError: If there is nothing in it to go by.
    """
    if name is not None and not source_key(name):
        raise BadParameterError(f"A {parameter} needs at least one letter or digit.", parameter)
    return name if name is None else source_key(name)


def section_named(heading: str | None) -> str | None:
    """The key of a section's heading, so, too."""
    key = key_of("section", heading)
    return key if key is None else section_key(key)


def moment_in_utc(moment: datetime | None) -> datetime | None:
    """A moment in UTC, which is meant where no zone is given."""
    if moment is None or moment.tzinfo is None:
        return moment and moment.replace(tzinfo=UTC)
    return moment.astimezone(UTC)


def new_router() -> APIGatewayHttpRouter:
    """A router for the routes of one resource."""
    return APIGatewayHttpRouter()  # type: ignore[no-untyped-call]
