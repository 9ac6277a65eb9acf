"""Items of feeds. The full content is read; where only a summary is there, the article says so."""

import re
from html import unescape
from typing import Final

from functions.parse.authors import offer_authors
from functions.parse.composer import compose
from functions.parse.document import Document
from functions.parse.errors import NoArticleError
from functions.parse.feed_item import CONTENT_TYPE, FeedItem, item_of
from functions.parse.readers.base import Certainty, Names, Reader
from functions.parse.readers.html import read_page
from functions.parse.readers.text import read_titled
from functions.parse.reading import LONGEST_FACT, Facts, Reading
from schemas.article import FieldBasis, Format, Notice, NoticeCode

_NAMES: Final = Names("Item of a feed", media_types=frozenset({CONTENT_TYPE}))
_BASIS: Final = FieldBasis.FEED
_TAG: Final = re.compile(r"</?[A-Za-z][A-Za-z0-9]{0,20}(?:\s[^<>]{0,2000})?/?>")


def recognise(document: Document, head: str) -> Certainty:  # noqa: ARG001 - written by this code
    """By its content type, which is this code's own."""
    return Certainty.CERTAIN if _NAMES.certainty(document) else Certainty.NO


def read(document: Document) -> Reading:
    """Read an item.

    Raises:
        CorruptDocumentError: If it is none.
        NoArticleError: If it has neither content nor summary.
    """
    item = item_of(document.text)
    facts = Facts()
    _offer(item, facts)
    if item.html.strip():
        return _marked_up(item.html, facts)
    if item.text.strip():
        return read_titled(item.text, facts)
    if not item.summary.strip():
        raise NoArticleError("The feed gives neither content nor summary of this item.")
    reading = _marked_up(item.summary, facts)
    message = "The feed gives only a summary; the article itself is elsewhere."
    reading.notices.append(Notice(code=NoticeCode.SUMMARY_ONLY, message=message))
    return reading


def _marked_up(html: str, facts: Facts) -> Reading:
    """Content as HTML, of which all is kept where it does not look like the text of a page."""
    from functions.parse.news.blocks import blocks_of  # noqa: PLC0415 - lxml only where needed
    from functions.parse.page.tree import LOST, page_tree  # noqa: PLC0415

    if _TAG.search(html) is None:
        return read_titled(unescape(html), facts)
    try:
        return read_page(f"<article>{html}</article>", facts)
    except NoArticleError:
        page = page_tree(html)
        return compose(blocks_of(page.root), facts, notices=[] if page.is_whole else [LOST])


def _offer(item: FeedItem, facts: Facts) -> None:
    facts.offer("title", item.title, _BASIS)
    facts.offer("url", item.url, _BASIS)
    facts.offer("published", item.published, _BASIS)
    if item.modified != item.published:
        facts.offer("modified" if item.published else "published", item.modified, _BASIS)
    facts.offer("publisher", item.publisher, _BASIS)
    facts.offer("language", item.language, _BASIS)
    facts.offer("article_section", next(iter(item.sections), None), _BASIS)
    offer_authors(item.authors, facts, _BASIS)


READER: Final = Reader(
    Format.FEED_ITEM, _NAMES, recognise, read, (f"{LONGEST_FACT:,} characters of a field",)
)
