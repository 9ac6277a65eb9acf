"""Feeds for the tests."""

from collections.abc import Sequence
from typing import Final
from xml.sax.saxutils import escape

from tests.parse.news import OTHER, SENTENCE, paragraphs

NAMESPACES: Final = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"'
)
CONTENT: Final = paragraphs([SENTENCE, OTHER])


def rss_item(guid: str = "1", more: str = "", content: str | None = CONTENT) -> str:
    """An item of RSS 2.0, with its full content if there is any."""
    full = f"<content:encoded>{escape(content)}</content:encoded>" if content else ""
    return (
        f'<item><guid isPermaLink="false">{escape(guid)}</guid><title>Bridge stays shut</title>'
        f"<description>{escape('<p>Summary: it stays shut.</p>')}</description>{full}{more}</item>"
    )


def rss(items: Sequence[str], channel: str = "<title>Example News</title>") -> bytes:
    """A feed in RSS 2.0."""
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" {NAMESPACES}><channel>'
    return f"{head}{channel}{''.join(items)}</channel></rss>".encode()


def rdf(items: Sequence[str]) -> bytes:
    """A feed in RSS 1.0."""
    return (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        f'xmlns="http://purl.org/rss/1.0/" {NAMESPACES}>'
        f"<channel><title>Example News</title></channel>{''.join(items)}</rdf:RDF>"
    ).encode()


def entry(more: str = "", guid: str = "1", content: str | None = None) -> str:
    """An entry of Atom."""
    full = f'<content type="html">{escape(CONTENT)}</content>' if content is None else content
    return f"<entry><id>urn:x:{guid}</id><title>Bridge stays shut</title>{full}{more}</entry>"


def atom(entries: Sequence[str], more: str = "<title>Example News</title>") -> bytes:
    """A feed in Atom."""
    start = '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">'
    return f"{start}{more}{''.join(entries)}</feed>".encode()
