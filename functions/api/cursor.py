"""Cursors: where a page ended, bound to the question that it answered and signed.

The signature is over the digest of the question and the position: nobody can make a cursor that no
answer held, nor use one for another question. What it says is no secret.
"""

import base64
import hashlib
import json
from typing import Annotated, NamedTuple, Protocol, TypeVar

from pydantic import Field, TypeAdapter

from functions.api.errors import BadParameterError
from functions.api.keys import SIGNATURE_BYTES

START_AGAIN = (
    "This cursor is not of this query, or too old; leave it out to start from the beginning."
)
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


class Keys(Protocol):
    """Signs, and knows what was signed."""

    def sign(self, content: bytes) -> bytes: ...  # noqa: D102
    def knows(self, content: bytes, signature: bytes) -> bool: ...  # noqa: D102


def sealed(keys: Keys, question: object, position: str | tuple[object, ...]) -> str:
    """The cursor for what comes after the position."""
    content = json.dumps([_digest(question), position], separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(keys.sign(content) + content).decode().rstrip("=")


def opened(keys: Keys, question: object, cursor: str, shape: TypeAdapter[P]) -> P:
    """The position of a cursor.

    Raises:
        BadParameterError: If it was altered, was signed with no key that counts, or was made for
            another question.
    """
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        sent = base64.b64decode(padded, altchars=b"-_", validate=True)
    except ValueError as error:
        raise BadParameterError(START_AGAIN, "cursor") from error
    signature, content = sent[:SIGNATURE_BYTES], sent[SIGNATURE_BYTES:]
    if not keys.knows(content, signature):
        raise BadParameterError(START_AGAIN, "cursor")
    digest, position = json.loads(content)
    if digest != _digest(question):
        raise BadParameterError(START_AGAIN, "cursor")
    return shape.validate_python(position)


def _digest(question: object) -> str:
    return hashlib.sha256(repr(question).encode()).hexdigest()[:16]
