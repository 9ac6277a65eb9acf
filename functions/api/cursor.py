"""Cursors: where a page ended, bound to the question that it answered."""

import base64
import hashlib
import json
from typing import Annotated

from pydantic import Field, TypeAdapter

from functions.api.errors import BadParameterError

Position = list[str | int]
POSITION: TypeAdapter[Position] = TypeAdapter(Annotated[Position, Field(min_length=1)])
START_AGAIN = "This cursor does not belong to this query; leave it out to start from the beginning."


def encode(question: object, position: Position) -> str:
    """The cursor for what comes after the position."""
    content = json.dumps([_digest(question), position], separators=(",", ":"))
    return base64.urlsafe_b64encode(content.encode()).decode().rstrip("=")


def decode(question: object, cursor: str | None) -> Position | None:
    """The position of a cursor.

    Raises:
        BadParameterError: If it is malformed or was made for another question.
    """
    if cursor is None:
        return None
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        digest, position = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        known = POSITION.validate_python(position)
    except (ValueError, TypeError, RecursionError) as error:
        raise BadParameterError(START_AGAIN, "cursor") from error
    if digest != _digest(question):
        raise BadParameterError(START_AGAIN, "cursor")
    return known


def _digest(question: object) -> str:
    return hashlib.sha256(repr(question).encode()).hexdigest()[:16]
