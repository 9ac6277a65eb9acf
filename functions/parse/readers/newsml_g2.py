"""NewsML-G2: an item of text, alone or in a message. The text is what it carries inline.

Usage terms, embargoes and notes to editors are no text of the article.
"""

import re
from typing import Any, Final

from functions.parse.composer import compose
from functions.parse.document import Document
from functions.parse.errors import NoArticleError
from functions.parse.prolog import past_prolog
from functions.parse.readers.base import Certainty, Names, Reader
from functions.parse.readers.text import read_titled
from functions.parse.reading import Facts, Reading
from schemas.article import Format, Notice, NoticeCode

NAMES: Final = Names(
    "NewsML-G2", frozenset({"newsml"}), frozenset({"application/vnd.iptc.g2.newsitem+xml"})
)
_ROOT: Final = re.compile(
    r"<(?:[A-Za-z_][\w.-]{0,40}:)?(newsItem|newsMessage|packageItem|conceptItem|knowledgeItem)\b"
)


def recognise(document: Document, head: str) -> Certainty:  # noqa: ARG001 - the root settles it
    """By its root element."""
    return Certainty.CERTAIN if root_of(head) else Certainty.NO


def root_of(head: str) -> str | None:
    """The root element of a document that begins like this, if it is one of NewsML-G2."""
    match = _ROOT.match(past_prolog(head))
    return match[1] if match else None


def read(document: Document) -> Reading:
    """Read the only item of text.

    Raises:
        CorruptDocumentError: If it is no XML, or too deep.
        NoArticleError: If there is no item with text, or more than one.
    """
    from functions.parse.news.newsml import news_items  # noqa: PLC0415 - with lxml, only here
    from functions.parse.xmltree import tree  # noqa: PLC0415

    items = news_items(tree(document.body, "The NewsML-G2 document"))
    readings = [reading for item in items if (reading := _read(item)) is not None]
    if len(readings) > 1:
        msg = f"The message holds {len(readings)} items of text."
        raise NoArticleError(msg, "Drop each item as a file of its own.")
    if not readings:
        raise NoArticleError("The NewsML-G2 document carries no text.")
    return readings[0]


def _read(item: Any) -> Reading | None:  # noqa: ANN401 - lxml has no types
    """An item; nothing if it carries and describes nothing."""
    from functions.parse.news.newsml import content_of, offer_item, summary_of  # noqa: PLC0415

    facts = Facts()
    offer_item(item, facts)
    content = content_of(item, facts)
    if content.pieces:
        return compose(content.pieces, facts)
    if content.plain.strip():
        return read_titled(content.plain, facts)
    summary = summary_of(item)
    if not summary:
        return None
    notice = Notice(
        code=NoticeCode.SUMMARY_ONLY,
        message="The item describes its text but does not carry it.",
    )
    return compose(summary, facts, notices=[notice])


READER: Final = Reader(
    Format.NEWSML_G2, NAMES, recognise, read, limits=("256 levels", "10 MB in one node")
)
