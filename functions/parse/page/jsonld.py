"""What a page's JSON-LD says of its article (https://schema.org/NewsArticle).

Malformed scripts are passed over: pages have several, and one that is broken says nothing.
"""

import json
from collections import deque
from collections.abc import Iterator, Mapping
from html import unescape
from typing import TYPE_CHECKING, Any, Final

from functions.parse.authors import offer_names
from functions.parse.people import split_names
from functions.parse.reading import Facts, Field
from schemas.article import FieldBasis

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MOST_NODES: Final = 20_000
_TYPES: Final = frozenset({"BlogPosting", "LiveBlogPosting", "Report"})
_FIELDS: Final[tuple[tuple[Field, str], ...]] = (
    ("title", "headline"),
    ("title", "name"),
    ("publisher", "publisher"),
    ("published", "datePublished"),
    ("published", "dateCreated"),
    ("modified", "dateModified"),
    ("article_section", "articleSection"),
    ("url", "url"),
    ("url", "mainEntityOfPage"),
)
Node = Mapping[str, Any]


def offer_json_ld(root: "HtmlElement", facts: Facts) -> None:
    """Offer what the first article object says, then the next."""
    offer_articles(list(_scripts(root)), facts)


def offer_articles(value: Any, facts: Facts) -> None:  # noqa: ANN401 - what JSON holds
    """Offer what the article objects in a JSON value say, the outermost first."""
    nodes = list(_nodes(value))
    by_id = {n["@id"]: n for n in nodes if "name" in n and isinstance(n.get("@id"), str)}
    for node in filter(_is_article, nodes):
        for name, key in _FIELDS:
            value = unescape(next(_names(node.get(key), by_id), ""))
            if value.startswith(("https://", "http://")) == (name == "url"):
                facts.offer(name, value, FieldBasis.JSON_LD)
        for key in ("author", "creator"):
            lines = (unescape(name) for name in _names(node.get(key), by_id))
            parts = [part for line in lines for part in split_names(line)]
            offer_names(parts, facts, FieldBasis.JSON_LD)


def articles_in(value: Any) -> list[Node]:  # noqa: ANN401
    """The article objects in a JSON value, the outermost first."""
    return [node for node in _nodes(value) if _is_article(node)]


def declared_language(root: "HtmlElement") -> str | None:
    """The language that an article object names."""
    languages = (node.get("inLanguage") for node in article_nodes(root))
    return next((language for language in languages if isinstance(language, str)), None)


def article_nodes(root: "HtmlElement") -> Iterator[Node]:
    """The article objects of a page, in order."""
    for script in _scripts(root):
        yield from articles_in(script)


def _scripts(root: "HtmlElement") -> Iterator[Any]:
    for script in root.iter("script"):
        if "ld+json" in script.get("type", "").lower():
            try:
                yield json.loads(script.text_content().strip().rstrip(";"), strict=False)
            except (ValueError, RecursionError):
                continue


def _nodes(value: Any) -> Iterator[Node]:  # noqa: ANN401 - what JSON holds
    """All objects in a JSON value, outer ones first."""
    waiting = deque([value])
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        found = waiting.popleft()
        if isinstance(found, dict):
            yield found
            waiting += found.values()
        elif isinstance(found, list):
            waiting += found


def _is_article(node: Node) -> bool:
    types = node.get("@type")
    names = types if isinstance(types, list) else [types]
    return any(
        isinstance(name, str) and (name.endswith("Article") or name in _TYPES) for name in names
    )


def _names(value: Any, by_id: Mapping[str, Node], depth: int = 0) -> Iterator[str]:  # noqa: ANN401
    """The text of a value: itself, or the name of the object that it is or refers to."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list) and depth < 5:
        for entry in value[:50]:
            yield from _names(entry, by_id, depth + 1)
    elif isinstance(value, dict) and depth < 5:
        reference = value.get("@id")
        known = by_id.get(reference, value) if isinstance(reference, str) else value
        yield from _names(value.get("name") or known.get("name") or reference, by_id, depth + 1)
