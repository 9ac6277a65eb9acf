"""One article as JSON: an object with its text or HTML and what is known of it, or a string.

The names of the fields are those that exports, feeds and crawlers use. The text is composed of
title and body; a body in HTML is read as a page is.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from functions.parse.document import Document
from functions.parse.errors import CorruptDocumentError, EmptyDocumentError, NoArticleError
from functions.parse.people import people, split_names
from functions.parse.readers.base import Certainty, Names, Reader
from functions.parse.readers.html import read_page
from functions.parse.readers.text import read_plain
from functions.parse.reading import Facts, Field, Reading
from schemas.article import FieldBasis, Format

_NAMES: Final = Names("JSON", frozenset({"json"}), frozenset({"application/json", "text/json"}))
_OBJECT: Final = re.compile(r'\s*\{\s*"')
_MARKUP: Final = re.compile(
    r"\A\s*<(?:[a-z][a-z0-9]*\b|!doctype)|</(?:p|div|h[1-6]|li|article)>", re.IGNORECASE
)
"""Of a body in HTML; a text that only speaks of a tag is none."""

_BODIES: Final = (
    *("text", "body", "content", "articleBody", "article_text", "maintext", "full_text"),
    *("content_text", "html", "content_html", "body_html", "raw_html"),
)
"""Where the article itself may stand, the likeliest first."""
_FIELDS: Final[tuple[tuple[Field, tuple[str, ...]], ...]] = (
    ("title", ("title", "headline", "name")),
    ("publisher", ("publisher", "outlet", "publication", "site_name", "source", "source_name")),
    (
        "published",
        (
            *("published", "date", "date_published", "datePublished", "published_at"),
            *("publishedAt", "publish_date", "date_publish", "pubDate", "pub_date"),
        ),
    ),
    ("modified", ("modified", "date_modified", "dateModified", "updated", "updated_at")),
    ("language", ("language", "lang", "inLanguage")),
    ("url", ("url", "canonical_url", "link", "source_url", "permalink")),
)
_BYLINES: Final = ("byline", "author", "authors", "creator")


def recognise(document: Document, head: str) -> Certainty:
    """By name or content type, else by how an object begins."""
    named = _NAMES.certainty(document)
    return named or (Certainty.LIKELY if _OBJECT.match(head) else Certainty.NO)


def read(document: Document) -> Reading:
    """Read an article.

    Raises:
        CorruptDocumentError: If it is no JSON.
        NoArticleError: If it is neither an object with a text nor a string.
        EmptyDocumentError: If the text is empty.
    """
    value = _value(document.text)
    if isinstance(value, str):
        value = {"text": value}
    if not isinstance(value, dict):
        raise NoArticleError("The JSON is neither an object nor a text.")
    facts = Facts()
    _offer(value, facts)
    return _reading(_body(value), facts)


def _value(text: str) -> Any:  # noqa: ANN401 (any JSON value)
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError) as error:
        message = f"This is no valid JSON: {getattr(error, 'msg', 'it is nested too deep')}."
        raise CorruptDocumentError(message) from error


def _body(article: Mapping[str, Any]) -> str:
    held = [article[key] for key in _BODIES if isinstance(article.get(key), str)]
    if not held:
        known = ", ".join(_BODIES[:3])
        raise NoArticleError(f"The JSON object has no text; it should stand in {known} or html.")
    body = next((value for value in held if value.strip()), "")
    if not body:
        raise EmptyDocumentError("The text of the JSON object is empty.")
    # JSON can hold halves of characters, which no text in UTF-8 can.
    return str(body).encode("utf-8", "replace").decode("utf-8")


def _reading(body: str, facts: Facts) -> Reading:
    if _MARKUP.search(body):
        return read_page(body, facts)
    title = facts.get("title")
    return read_plain(f"{title}\n\n{body}" if title and not _opens(body, title) else body, facts)


def _opens(body: str, title: str) -> bool:
    """Whether the body begins with the title."""
    first_line = body.lstrip().partition("\n")[0]
    return " ".join(first_line.split()) == title


def _offer(article: Mapping[str, Any], facts: Facts) -> None:
    for name, keys in _FIELDS:
        for key in keys:
            facts.offer(name, next(_names(article.get(key)), None), FieldBasis.JSON_FIELD)
    for key in _BYLINES:
        names = [part for name in _names(article.get(key)) for part in split_names(name)]
        facts.offer_byline(people(names), FieldBasis.JSON_FIELD)


def _names(value: Any) -> Iterator[str]:  # noqa: ANN401 (any JSON value)
    """The text of a value, or of the `name` of an object; of each in a list."""
    for entry in value if isinstance(value, list) else [value]:
        named = entry.get("name") if isinstance(entry, dict) else entry
        if isinstance(named, str):
            yield named


READER: Final = Reader(Format.JSON, _NAMES, recognise, read)
