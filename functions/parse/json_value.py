"""JSON as it comes: numbers of any length, values that are none, halves of characters."""

import json
from collections.abc import Iterator
from typing import Any, Final

from functions.parse.errors import CorruptDocumentError

LEVELS: Final = "some 1,000 levels"
"""The depth that can be read, in words: how deep exactly depends on the version of Python."""
_LONGEST_NUMBER: Final = 300
"""Digits; a longer number is kept as its digits, since making it takes quadratic time."""


def load(text: str) -> Any:  # noqa: ANN401 (any JSON value)
    """The value of a document.

    Raises:
        CorruptDocumentError: If it is no JSON, or nested too deep.
    """
    try:
        return json.loads(text, strict=False, parse_int=_number)
    except (ValueError, RecursionError) as error:
        message = f"This is no valid JSON: {getattr(error, 'msg', 'it is nested too deep')}."
        raise CorruptDocumentError(message) from error


def names(value: Any) -> Iterator[str]:  # noqa: ANN401
    """The text of a value, or of the `name` of an object; of each in a list."""
    for entry in value if isinstance(value, list) else [value]:
        named = entry.get("name") if isinstance(entry, dict) else entry
        if isinstance(named, str):
            yield named


def _number(digits: str) -> int | str:
    return int(digits) if len(digits) <= _LONGEST_NUMBER else digits
