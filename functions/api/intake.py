"""How a request is taken in: whoever sends a body sends JSON.

The framework would read forms as well, and stumble over content types that it does not know.
"""

from typing import Any, Final

from functions.api.errors import NotJsonError

JSON: Final = "application/json"
Message = dict[str, Any]
"""An event of API Gateway, payload format 2.0."""


def taken(event: Message) -> Message:
    """The request, its content type spelt as the framework knows it.

    Raises:
        NotJsonError: If it has a body of another content type.
    """
    headers = {name.lower(): value for name, value in (event.get("headers") or {}).items()}
    kind = headers.get("content-type", JSON).partition(";")[0].strip().lower()
    if not event.get("body"):
        return event
    if kind != JSON:
        raise NotJsonError(f"The body is sent as {kind!r}. Send JSON, as {JSON}.", "Content-Type")
    return event | {"headers": headers | {"content-type": JSON}}
