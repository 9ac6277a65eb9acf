"""Who asks: what the authorizer has checked of the token."""

from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEventV2

from functions.api.errors import NobodyError


def subject(event: APIGatewayProxyEventV2) -> str:
    """The subject of the token.

    Raises:
        NobodyError: If it has none.
    """
    authorizer = event.raw_event["requestContext"].get("authorizer") or {}
    found = authorizer.get("jwt", {}).get("claims", {}).get("sub")
    if not found:
        raise NobodyError("The token has no subject (sub): it does not say who judges.")
    return str(found)
