"""An item of a feed as it lies between feed and reader: JSON with a content type of its own.

Written where a feed is divided, whatever its format, and read by one reader. All fields but the
first are optional: `{"feed_item": 1, "id", "title", "url", "authors": [], "published", "modified",
"publisher", "language", "sections": [], "html", "text", "summary"}`. `html` or `text` is the full
content; `summary` is HTML. Dates are as the feed writes them.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Final

from functions.parse.containers.base import Part
from functions.parse.errors import CorruptDocumentError
from functions.parse.json_value import load
from functions.parse.reading import LONGEST_FACT

CONTENT_TYPE: Final = "application/vnd.hearsay.feed-item+json"
_MARK: Final = "feed_item"
_VERSION: Final = 1
_MOST_NAMES: Final = 50
_LONG: Final = frozenset({"html", "text", "summary"})


@dataclass(frozen=True, slots=True)
class FeedItem:
    """What a feed says of an item."""

    id: str = ""
    title: str = ""
    """In plain text."""
    url: str = ""
    authors: list[str] = field(default_factory=list)
    published: str = ""
    modified: str = ""
    publisher: str = ""
    language: str = ""
    sections: list[str] = field(default_factory=list)
    html: str = ""
    text: str = ""
    summary: str = ""

    def part(self, name: str) -> Part:
        """The item as a part of its feed."""
        return Part(name, self.written(), CONTENT_TYPE)

    def written(self) -> bytes:
        """The item in JSON. What is too long to be a fact is left out: it would be in each item."""
        held = {each.name: _short(each.name, getattr(self, each.name)) for each in fields(self)}
        told = {_MARK: _VERSION} | {name: value for name, value in held.items() if value}
        return json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")

    def keys(self) -> list[str]:
        """What the item is known by, the best first."""
        known = [f"{name}:{value}" for name in ("id", "url", "title") if (value := self._key(name))]
        return [*known, self.written().decode()]

    def _key(self, name: str) -> str:
        return str(getattr(self, name)).strip()


def item_of(text: str) -> FeedItem:
    """The item of a part.

    Raises:
        CorruptDocumentError: If it is none.
    """
    told = load(text)
    if not isinstance(told, dict) or told.get(_MARK) != _VERSION:
        raise CorruptDocumentError("This is no item of a feed.")
    return FeedItem(**{each.name: _told(told, each.name) for each in fields(FeedItem)})


def _told(told: Mapping[str, Any], name: str) -> Any:  # noqa: ANN401 - of the type of the field
    value = told.get(name)
    if name in {"authors", "sections"}:
        return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []
    return value if isinstance(value, str) else ""


def _short(name: str, value: str | list[str]) -> str | list[str]:
    if isinstance(value, list):
        return [each for each in value if len(each) <= LONGEST_FACT][:_MOST_NAMES]
    return value if name in _LONG or len(value) <= LONGEST_FACT else ""
