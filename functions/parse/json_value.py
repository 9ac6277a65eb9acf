"""JSON as it comes: numbers of any length, values that are none, halves of characters."""

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from functions.parse.errors import CorruptDocumentError

BODIES: Final = (
    *("text", "body", "content", "articleBody", "article_text", "maintext", "full_text"),
    *("content_text", "html", "content_html", "body_html", "raw_html"),
)
"""Names under which an object holds the text of an article, the likeliest first."""
LEVELS: Final = "some 1,000 levels"
"""The depth that can be read, in words: how deep exactly depends on the version of Python."""
_LONGEST_NUMBER: Final = 300
"""Digits; a longer number is kept as its digits, since making it takes quadratic time."""
_BETWEEN: Final = re.compile(r"[\s,]*")
"""Entries of a list."""


def load(text: str) -> Any:  # noqa: ANN401 (any JSON value)
    """The value of a document.

    Raises:
        CorruptDocumentError: If it is no JSON, or nested too deep.
    """
    try:
        return _DECODER.decode(text)
    except (ValueError, RecursionError) as error:
        message = f"This is no valid JSON: {getattr(error, 'msg', 'it is nested too deep')}."
        raise CorruptDocumentError(message) from error


def whole_entries(text: str, start: int) -> Iterator[int]:
    """Where the entries of a list end that begins at a place, as long as they are JSON."""
    place = start + 1
    while True:
        try:
            gap = _BETWEEN.match(text, place)
            _, place = _DECODER.raw_decode(text, gap.end() if gap else place)
        except (ValueError, RecursionError):
            return
        yield place


def names(value: Any) -> Iterator[str]:  # noqa: ANN401
    """The text of a value, or of the `name` of an object; of each in a list."""
    for entry in value if isinstance(value, list) else [value]:
        named = entry.get("name") if isinstance(entry, dict) else entry
        if isinstance(named, str):
            yield named


def _number(digits: str) -> int | str:
    return int(digits) if len(digits) <= _LONGEST_NUMBER else digits


_DECODER: Final = json.JSONDecoder(strict=False, parse_int=_number)
