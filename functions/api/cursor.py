"""Cursors: where a page ended, bound to the question that it answered. They are not signed."""

import base64
import hashlib
import json
from typing import Annotated, NamedTuple, TypeVar

from pydantic import Field, TypeAdapter

from functions.api.errors import BadParameterError

START_AGAIN = "This cursor does not belong to this query; leave it out to start from the beginning."
P = TypeVar("P")


Spelled = Annotated[str, Field(min_length=1, max_length=300)]


class Place(NamedTuple):
    """Where a page of claims ended: behind an article, or between two claims of a revision."""

    day: Annotated[str, Field(pattern=r"^[^#]{1,10}$")]
    article: Annotated[str, Field(pattern="^[0-9a-f]{24}$")]
    rev: Annotated[int, Field(ge=0)] = 0
    """The revision that the next page goes on with; 0 behind all claims of the article."""
    last: Annotated[int, Field(ge=0)] = 0
    """Index of the last claim that was seen, among those that the list has of the article."""

    @property
    def spot(self) -> str:
        """Its order in a list, whatever the revision."""
        return f"{self.day}#{self.article}"


KEY: TypeAdapter[str] = TypeAdapter(Spelled)
"""A position in a list that has a key of its own for each entry."""
PLACE: TypeAdapter[Place] = TypeAdapter(Place)


def encode(question: object, position: str | tuple[object, ...]) -> str:
    """The cursor for what comes after the position."""
    content = json.dumps([_digest(question), position], separators=(",", ":"))
    return base64.urlsafe_b64encode(content.encode()).decode().rstrip("=")


def decode(question: object, cursor: str | None, shape: TypeAdapter[P]) -> P | None:
    """The position of a cursor.

    Raises:
        BadParameterError: If it is malformed or was made for another question.
    """
    if cursor is None:
        return None
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        digest, position = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        known = shape.validate_python(position)
    except (ValueError, TypeError, RecursionError) as error:
        raise BadParameterError(START_AGAIN, "cursor") from error
    if digest != _digest(question):
        raise BadParameterError(START_AGAIN, "cursor")
    return known


def _digest(question: object) -> str:
    return hashlib.sha256(repr(question).encode()).hexdigest()[:16]
