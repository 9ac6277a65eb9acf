"""One article as JSON: an object with its text or HTML and what is known of it, or a string.

The names of the fields are those that exports, feeds and crawlers use. An article of schema.org is
found in any nesting (https://schema.org/NewsArticle). The text is composed of title and body; a
body in HTML is read as a page is.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from functions.parse.authors import offer_authors
from functions.parse.composer import Piece, compose
from functions.parse.decode import whole
from functions.parse.document import Document
from functions.parse.errors import EmptyDocumentError, NoArticleError
from functions.parse.json_value import BODIES, LEVELS, load, names
from functions.parse.page.jsonld import Node, articles_in, offer_articles
from functions.parse.readers.base import Certainty, Names, Reader
from functions.parse.readers.html import read_page
from functions.parse.readers.text import read_titled
from functions.parse.reading import Facts, Field, Reading
from schemas.article import BlockKind, FieldBasis, Format, Notice, NoticeCode

_NAMES: Final = Names(
    "JSON",
    frozenset({"json", "jsonld"}),
    frozenset({"application/json", "text/json", "application/ld+json"}),
)
_SCHEMA_ORG: Final = re.compile(
    r'\A\s*[{\[].*"@type"\s*:\s*\[?\s*"[A-Za-z]*(?:Article|BlogPosting|Report)"', re.DOTALL
)
_OBJECT: Final = re.compile(r'\s*\{\s*"')
_MARKUP: Final = re.compile(
    r"\A\s*<(?:[a-z][a-z0-9]*\b|!doctype)|</(?:p|div|h[1-6]|li|article)>", re.IGNORECASE
)
"""Of a body in HTML; a text that only speaks of a tag is none."""

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
    ("article_section", ("section", "articleSection", "article_section", "category")),
    ("credit", ("credit", "creditText", "agency", "wire", "provider")),
)
_BYLINES: Final = ("byline", "author", "authors", "creator")


def recognise(document: Document, head: str) -> Certainty:
    """By name or content type, by a type of schema.org, else by how an object begins."""
    named = _NAMES.certainty(document)
    is_likely = _OBJECT.match(head) or _SCHEMA_ORG.match(head)
    return named or (Certainty.LIKELY if is_likely else Certainty.NO)


def read(document: Document) -> Reading:
    """Read an article.

    Raises:
        CorruptDocumentError: If it is no JSON.
        NoArticleError: If there is no object with a text, nor a text, or several articles.
        EmptyDocumentError: If the text is empty.
    """
    value = load(document.text)
    articles = articles_in(value)
    if articles:
        return _read_schema_org(value, articles)
    if isinstance(value, str):
        value = {"text": value}
    if not isinstance(value, dict):
        raise NoArticleError("The JSON is neither an object nor a text.")
    facts = Facts()
    _offer(value, facts)
    return _reading(_body(value), facts)


def _read_schema_org(value: Any, articles: list[Node]) -> Reading:  # noqa: ANN401 (any JSON value)
    facts = Facts()
    filled = [node for node in articles if _has_body(node)]
    others = [node for node in filled[1:] if not _is_within(node, filled[0])]
    if others:
        msg = f"The JSON holds {len(others) + 1} articles."
        raise NoArticleError(msg, "Drop each as a file of its own, or all as JSON Lines.")
    main = filled[0] if filled else articles[0]
    offer_articles([main, value], facts)
    _offer_more(main, facts)
    if filled:
        return _reading(_body(main), facts)
    return _summary(main, facts)


def _has_body(node: Node) -> bool:
    return any(isinstance(node.get(key), str) and node[key].strip() for key in BODIES)


def _is_within(node: Node, outer: Node) -> bool:
    """Whether an article is a part of another, such as a post of a live blog."""
    return any(part is node for part in articles_in(outer))


def _offer_more(article: Node, facts: Facts) -> None:
    """Offer what pages are not asked for: section, credit, organisations."""
    offer_authors(names(article.get("author")), facts, FieldBasis.JSON_LD)
    section = next(names(article.get("articleSection")), None)
    facts.offer("article_section", section, FieldBasis.JSON_LD)
    for key in ("creditText", "provider", "sourceOrganization"):
        facts.offer("credit", next(names(article.get(key)), None), FieldBasis.JSON_LD)
    facts.offer("language", next(names(article.get("inLanguage")), None), FieldBasis.JSON_LD)


def _summary(article: Node, facts: Facts) -> Reading:
    """What describes an article in place of its text."""
    text = next(names(article.get("description")), "")
    if not text.strip():
        raise NoArticleError("The article in the JSON has no articleBody.")
    message = "Only the description is there; the article itself is elsewhere."
    notice = Notice(code=NoticeCode.SUMMARY_ONLY, message=message)
    return compose([Piece(BlockKind.PARAGRAPH, whole(text))], facts, notices=[notice])


def _body(article: Mapping[str, Any]) -> str:
    held = [article[key] for key in BODIES if isinstance(article.get(key), str)]
    if not held:
        known = ", ".join(BODIES[:3])
        raise NoArticleError(f"The JSON object has no text; it should stand in {known} or html.")
    body = next((value for value in held if value.strip()), "")
    if not body:
        raise EmptyDocumentError("The text of the JSON object is empty.")
    return whole(str(body))


def _reading(body: str, facts: Facts) -> Reading:
    if _MARKUP.search(body):
        return read_page(body, facts)
    return read_titled(body, facts)


def _offer(article: Mapping[str, Any], facts: Facts) -> None:
    for name, keys in _FIELDS:
        for key in keys:
            facts.offer(name, next(names(article.get(key)), None), FieldBasis.JSON_FIELD)
    for key in _BYLINES:
        offer_authors(names(article.get(key)), facts, FieldBasis.JSON_FIELD)


READER: Final = Reader(Format.JSON, _NAMES, recognise, read, limits=(LEVELS,))
