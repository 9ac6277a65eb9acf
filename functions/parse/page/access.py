"""Whether a page gives its article away, or only what stands before a paywall."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from lxml.html import HtmlElement

from functions.parse.composer import Piece
from functions.parse.page.jsonld import article_nodes
from schemas.article import BlockKind, Notice, NoticeCode

_WALL: Final = re.compile(
    r"(?:^|[\s_-])(?:paywall|regwall|subscriber-?wall|subscription-?wall|premium-?wall|piano-?offer"
    r"|subscribe-?(?:to-?)?(?:read|continue))(?:$|[\s_-])",
    re.IGNORECASE,
)
_PAID_TIERS: Final = frozenset({"locked", "metered", "premium", "subscriber", "paid"})
_TIERS: Final = frozenset({"article:content_tier", "og:content_tier", "content_tier"})
_SHORT: Final = 1500
"""Letters and marks; an article that is longer was saved by somebody who could read it."""


def access_notice(root: HtmlElement, pieces: Sequence[Piece]) -> Notice | None:
    """The notice that the text is only a summary, where a page of few words says it is not free."""
    running = (piece for piece in pieces if piece.kind is not BlockKind.HEADING)
    if sum(len(piece.text) for piece in running) > _SHORT or not any(_signs(root)):
        return None
    message = "The page says that its article is not free to read and holds only its beginning."
    return Notice(code=NoticeCode.SUMMARY_ONLY, message=message)


def _signs(root: HtmlElement) -> Iterator[bool]:
    for node in article_nodes(root):
        yield _is_false(node.get("isAccessibleForFree"))
    for tag in root.iter("meta"):
        name = tag.get("property") or tag.get("name") or ""
        yield name.lower() in _TIERS and tag.get("content", "").lower() in _PAID_TIERS
    for element in root.iter("div", "section", "aside", "article"):
        names = f"{element.get('class', '')} {element.get('id', '')}"
        yield _WALL.search(names) is not None


def _is_false(value: Any) -> bool:  # noqa: ANN401 - what JSON holds
    return value is False or (isinstance(value, str) and value.strip().lower() == "false")
