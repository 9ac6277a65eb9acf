"""The `key: value` lines between two `---` at the head of a Markdown file.

Flat text values and lists in square brackets or of `- item` lines; this is no YAML reader, so
nothing in a file can make it build objects.
"""

import re
from typing import Final

from functions.parse.authors import offer_names
from functions.parse.people import split_names
from functions.parse.reading import Facts, Field
from schemas.article import FieldBasis

_BLOCK: Final = re.compile(
    r"\s*?---[ \t]*\r?\n(?P<lines>.{0,20000}?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL
)
_ENTRY: Final = re.compile(r"(?P<key>[A-Za-z][\w -]{0,40}?)\s*:(?:\s+(?P<value>.*))?\Z")
_ITEM: Final = re.compile(r"\s*-\s+(?P<value>.+)\Z")

_FIELDS: Final[dict[str, Field]] = {
    "title": "title",
    "headline": "title",
    "publisher": "publisher",
    "publication": "publisher",
    "outlet": "publisher",
    "site": "publisher",
    "published": "published",
    "date": "published",
    "pubdate": "published",
    "modified": "modified",
    "updated": "modified",
    "lastmod": "modified",
    "language": "language",
    "lang": "language",
    "url": "url",
    "canonical": "url",
    "canonical_url": "url",
    "link": "url",
}
_BYLINES: Final = ("author", "authors", "byline", "by")


def split_front_matter(text: str) -> tuple[dict[str, list[str]], str]:
    """The entries of the front matter, and the text below it."""
    match = _BLOCK.match(text)
    entries = _entries(match["lines"]) if match else {}
    return (entries, text[match.end() :]) if match and entries else ({}, text)


def offer_front_matter(entries: dict[str, list[str]], facts: Facts) -> None:
    """Offer what the front matter says of the article."""
    for key, name in _FIELDS.items():
        for value in entries.get(key, [])[:1]:
            facts.offer(name, value, FieldBasis.FRONT_MATTER)
    for key in _BYLINES:
        names = [name for value in entries.get(key, []) for name in split_names(value)]
        offer_names(names, facts, FieldBasis.FRONT_MATTER)


def _entries(lines: str) -> dict[str, list[str]]:
    """Each key in lower case with its values; nothing if a line is neither entry nor item."""
    entries: dict[str, list[str]] = {}
    key = ""
    for line in filter(str.strip, lines.splitlines()):
        if match := _ENTRY.match(line):
            key = match["key"].lower()
            entries[key] = _values(match["value"] or "")
        elif key and (match := _ITEM.match(line)):
            entries[key].append(_unquoted(match["value"]))
        elif not line.startswith((" ", "\t", "#")):
            return {}
    return entries


def _values(value: str) -> list[str]:
    value = value.strip()
    if value.startswith("[") and value.endswith("]"):
        return [_unquoted(part) for part in value[1:-1].split(",") if part.strip()]
    return [_unquoted(value)] if value else []


def _unquoted(value: str) -> str:
    value = value.strip()
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if quoted else value
