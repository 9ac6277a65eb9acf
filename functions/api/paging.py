"""Pages of claims as responses: in the format that was asked for, with a link to the next one."""

from urllib.parse import urlencode

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEventV2

from functions.api import formats
from functions.api.errors import NotAcceptableError
from functions.api.formats import FORMATS, Page
from functions.api.services import queries
from schemas.claim import Claim


def wanted_format(event: APIGatewayProxyEventV2, name: str | None) -> str:
    """The name of the format that a request asks for.

    Raises:
        NotAcceptableError: If it accepts none that there is.
    """
    found = formats.wanted(event.headers.get("accept"), name)
    if found is None:
        types = ", ".join(form.content_type for form in FORMATS.values())
        raise NotAcceptableError(f"There is no such format. Accept one of: {types}.")
    return found


def claims_answer(
    event: APIGatewayProxyEventV2,
    claims: list[Claim],
    next_cursor: str | None,
    name: str,
    *,
    with_articles: bool = False,
) -> Response[str]:
    """A page of claims; where more follows is in a Link header, too (RFC 8288).

    All formats but JSON have what is known of the articles; JSON has it where it is wanted.
    """
    articles = {} if name == "json" and not with_articles else queries().articles_of(claims)
    page = Page(claims, articles, next_cursor)
    rendered = formats.render(page, name)
    headers: dict[str, str | list[str]] = {}
    if page.next_cursor:
        headers["Link"] = f'<{_next(event, page.next_cursor)}>; rel="next"'
    return Response(
        status_code=200, content_type=rendered.content_type, headers=headers, body=rendered.body
    )


def _next(event: APIGatewayProxyEventV2, cursor: str) -> str:
    asked = dict(event.query_string_parameters or {}) | {"cursor": cursor}
    return f"{event.raw_path}?{urlencode(asked)}"
