"""Lambda entry of the API: payload format 2.0 in and out."""

from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from functions.api.app import app, refusal
from functions.api.errors import NotJsonError
from functions.api.intake import taken
from functions.api.transfer import sent

logger = Logger()


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Answer one request."""
    try:
        asked = taken(event)
    except NotJsonError as error:
        return refusal(error)
    return sent(asked, app.resolve(asked, context))
