"""Cursors as routes make and read them, with the keys of this process."""

from typing import TypeVar

from pydantic import TypeAdapter

from functions.api.cursor import KEY, PLACE, Place, opened, sealed
from functions.api.services import cursor_keys

__all__ = ["KEY", "PLACE", "Place", "decode", "encode"]

P = TypeVar("P")


def encode(question: object, position: str | tuple[object, ...]) -> str:
    """The cursor for what comes after the position."""
    return sealed(cursor_keys(), question, position)


def decode(question: object, cursor: str | None, shape: TypeAdapter[P]) -> P | None:
    """The position of a cursor, if there is one.

    Raises:
        BadParameterError: If it was altered, or was made for another question.
    """
    return None if cursor is None else opened(cursor_keys(), question, cursor, shape)
