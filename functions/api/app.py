"""The HTTP API as a whole: its routes, its description, and what every error looks like.

Routes live in `routes`; what answers them, in `queries` and its neighbours.
"""

import json
from functools import cache
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.exceptions import NotFoundError
from aws_lambda_powertools.event_handler.middlewares import NextMiddleware
from aws_lambda_powertools.event_handler.openapi.exceptions import RequestValidationError
from aws_lambda_powertools.event_handler.openapi.models import HTTPBearer

from functions.api.errors import ApiError, BadParameterError
from functions.api.parameters import PROBLEM
from functions.api.routes import (
    articles,
    changes,
    claims,
    failures,
    jobs,
    overview,
    page,
    reconciliations,
    reviews,
    sources,
    uploads,
)
from schemas.api import FieldProblem, Health, Problem
from schemas.version import PIPELINE_VERSION

logger = Logger()
app = APIGatewayHttpResolver(enable_validation=True)
for resource in (
    articles,
    claims,
    reviews,
    uploads,
    failures,
    changes,
    overview,
    sources,
    jobs,
    reconciliations,
    page,
):
    app.include_router(resource.router)


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
    open_ = document["paths"]["/health"]["get"]
    for operations in document["paths"].values():
        for operation in operations.values():
            # The framework's own errors, which `on_invalid_request` answers in their place.
            operation["responses"].pop("422", None)
            if operation is not open_:
                _add_gateway_answers(operation["responses"])
    open_["security"] = []
    return json.dumps(document, separators=(",", ":"))


GATEWAY = {
    "401": "The token is missing, or is not one that this API takes.",
    "403": "The token lacks the scope of this route.",
    "429": "Too many requests.",
}


def _add_gateway_answers(responses: dict[str, Any]) -> None:
    """What the gateway answers by itself, before the function is asked."""
    for status, description in GATEWAY.items():
        schema = {"type": "object", "properties": {"message": {"type": "string"}}}
        answer = responses.setdefault(status, {"description": description, "content": {}})
        answer["content"]["application/json"] = {"schema": schema}


# --- Errors ------------------------------------------------------------------------------------


def refuse_unknown_parameters(
    app: APIGatewayHttpResolver, next_middleware: NextMiddleware
) -> Response[Any]:
    """A misspelt filter is an error: ignoring it would answer another question."""
    if app.current_event.path == page.ROOT:  # issuers send people back with what they like
        return next_middleware(app)
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


def refusal(error: ApiError) -> dict[str, Any]:
    """The answer to a request that does not even come to a route."""
    return {
        "statusCode": error.status.value,
        "headers": {"Content-Type": PROBLEM},
        "body": error.problem().model_dump_json(exclude_defaults=True),
        "isBase64Encoded": False,
    }


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
