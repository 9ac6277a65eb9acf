"""Embedded social media posts of a page, taken out before its main text is extracted.

Extractors delete them. Each is replaced by a paragraph with a token, so that its place in the
extracted text is known.
"""

import re
from typing import Final

from lxml import html
from lxml.html import HtmlElement

from functions.parse.composer import PostWords

_EMBED: Final = re.compile(
    r"\b(?:twitter-(?:tweet|video)|bluesky-embed|instagram-media|tiktok-embed|fb-post"
    r"|text-post-media|truthsocial-embed|mastodon-embed)\b"
)
_POST_URL: Final = re.compile(
    r"https?://[\w.-]{1,100}/(?:[^\s\"'#]{0,200}/)?(?:status(?:es)?|post|posts|p|video|reel|@[\w.]+)"
    r"/[\w.-]{1,100}",
)
_URL_ATTRIBUTES: Final = ("cite", "data-instgrm-permalink", "data-text-post-permalink", "data-href")


def take_out_posts(root: HtmlElement) -> dict[str, PostWords]:
    """Replace the embedded posts of a page by paragraphs with tokens.

    Returns:
        The posts by their tokens.
    """
    stem = _unused_token(root)
    found: dict[str, PostWords] = {}
    for quote in list(root.iter("blockquote")):
        if _EMBED.search(quote.get("class", "")) and quote.getparent() is not None:
            token = f"{stem}{len(found)}x"
            found[token] = _post(quote)
            _replace(quote, token)
    return found


def _unused_token(root: HtmlElement) -> str:
    """The beginning of tokens that the page's own words do not contain."""
    words = root.text_content()
    stem = "EmbeddedPost"
    while stem in words:
        stem += "Q"
    return stem


def _replace(quote: HtmlElement, token: str) -> None:
    place = html.Element("p")
    place.text, place.tail = token, quote.tail
    parent = quote.getparent()
    if parent is not None:
        parent.replace(quote, place)


def _post(quote: HtmlElement) -> PostWords:
    """The post's paragraphs are what its author wrote; the words beside them sign it."""
    for line_break in quote.iter("br"):
        line_break.tail = "\n" + (line_break.tail or "")
    paragraphs = [_words(part) for part in quote.iter("p")]
    beside = [quote.text or "", *(_beside(part) for part in quote)]
    lines = [line for text in (*paragraphs, "".join(beside)) for line in _lines(text)]
    signature = next((line for line in lines if "(@" in line), "")
    body = [line for text in paragraphs for line in _lines(text) if line != signature]
    return PostWords("\n".join(body), signature, _url(quote))


def _beside(part: HtmlElement) -> str:
    """What an element and the words after it add to the signature: nothing of a paragraph."""
    own = "" if part.tag == "p" or part.find(".//p") is not None else _words(part)
    return own + (part.tail or "")


def _words(element: HtmlElement) -> str:
    return str(element.text_content())


def _lines(text: str) -> list[str]:
    return [line for line in (" ".join(part.split()) for part in text.split("\n")) if line]


def _url(quote: HtmlElement) -> str | None:
    """The address of the post itself, without what was added to follow readers."""
    given = [quote.get(name, "") for name in _URL_ATTRIBUTES]
    links = [link.get("href", "") for link in quote.iter("a")]
    for address in (*given, *reversed(links)):
        if match := _POST_URL.match(address[:500]):
            return match[0]
    return None
