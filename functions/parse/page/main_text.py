"""The main text of a page as pieces: trafilatura's vote over the page's own blocks.

What the vote means lives in `choice`; the words, their order and their markup are the page's.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from lxml import etree
from lxml.html import HtmlElement
from trafilatura import bare_extraction

from functions.parse.composer import Piece
from functions.parse.page.blocks import PageBlock, letters
from functions.parse.page.choice import Kept, Vote, by_place, choose, length
from schemas.article import BlockKind

MOST_ELEMENTS: Final = 40_000
"""Of a page that the extractor is asked about: its time grows with their square."""
_FAR_SHORTER: Final = 0.5
"""Of the running text in the fullest place of the page: a vote for less has lost the article."""
_MOST_LINKS: Final = 1000
_AROUND: Final = 4
"""Blocks: how far above the text the caption of its picture may stand, or around it a post."""
_OPTIONS: Final[dict[str, Any]] = {
    "include_comments": False,
    "include_formatting": False,
    "include_links": False,
    "include_tables": True,
    "with_metadata": False,
}
_WORDLESS: Final = (
    *("head", "script", "style", "svg", "noscript", "iframe", "template", "picture", "source"),
    *("img", "video", "audio", "canvas", "button", "select", "input", "nav", "footer", "aside"),
)
"""Left out of the copies that the extractor makes of a page, for speed: it drops them itself."""
_MERGED: Final = frozenset({BlockKind.LIST_ITEM, BlockKind.BLOCK_QUOTE})


@dataclass(frozen=True, slots=True)
class Page:
    """What of a page its main text is found in."""

    root: HtmlElement
    blocks: Sequence[PageBlock]
    titles: Collection[str]
    """The article's title, as letters, in the forms that the page gives."""
    posts: Collection[str]
    """Tokens that stand for embedded posts."""
    base: str | None = None
    """What relative links are relative to."""


def main_text(page: Page) -> list[Piece]:
    """The blocks of the article on a page with captions and posts; none if nothing is one."""
    kept = _article(page)
    blocks = [page.blocks[at] for at in _with_companions(page, kept)]
    pieces = [_piece(list(group), page.base) for _, group in groupby(blocks, _Grouping(page.posts))]
    return list(_with_fewer_links(pieces))


def _article(page: Page) -> Kept:
    """The blocks of the article, asked for in another way where an answer is far too short."""
    own = by_place(page.blocks, page.titles)
    if sum(1 for _ in page.root.iter()) > MOST_ELEMENTS:
        return own
    enough = length(page.blocks, own) * _FAR_SHORTER
    kept = choose(page.blocks, _vote(page.root, favor_precision=True), page.titles)
    if length(page.blocks, kept) < enough:
        ample = choose(page.blocks, _vote(page.root, favor_recall=True, fast=True), page.titles)
        kept = max(kept, ample, own, key=lambda answer: length(page.blocks, answer))
    return kept


def _vote(root: HtmlElement, **settings: Any) -> Vote:  # noqa: ANN401 - passed on
    """What trafilatura takes for the article; nothing where it breaks on the page."""
    copy = deepcopy(root)
    etree.strip_elements(copy, *_WORDLESS, with_tail=False)
    try:
        found = bare_extraction(copy, **_OPTIONS, **settings)
    except (ValueError, TypeError, AttributeError, RecursionError, etree.LxmlError):
        return Vote("", frozenset())
    body = getattr(found, "body", None)
    if body is None:
        return Vote("", frozenset())
    lines = [*body.itertext(), *("".join(part.itertext()) for part in body.iter())]
    return Vote(letters("".join(body.itertext())), frozenset(map(letters, lines)))


def _with_companions(page: Page, kept: Kept) -> Iterator[int]:
    """The places of the article's blocks, of the captions among them and of all posts there."""
    first = kept.index(True) if True in kept else 0
    last = len(kept) - 1 - kept[::-1].index(True) if True in kept else len(kept) - 1
    captions: set[str] = set()
    for at, block in enumerate(page.blocks):
        is_caption = block.kind is BlockKind.CAPTION and block.key not in captions
        if block.text in page.posts:
            if first - _AROUND <= at <= last + _AROUND:
                yield at
        elif is_caption and (kept[at] or _goes_with(block)) and first - _AROUND <= at <= last:
            captions.add(block.key)
            yield at
        elif kept[at] and block.kind is not BlockKind.CAPTION:
            yield at


def _goes_with(block: PageBlock) -> bool:
    return not block.beside and block.linked < 0.5


class _Grouping:
    """Tells which blocks in a row become one piece: the paragraphs of one item or quote."""

    def __init__(self, posts: Collection[str]) -> None:
        self._posts = posts
        self._count = 0

    def __call__(self, block: PageBlock) -> Any:  # noqa: ANN401 - any key will do
        if block.kind in _MERGED and block.text not in self._posts:
            return block.owner
        self._count += 1
        return self._count


def _piece(group: Sequence[PageBlock], base: str | None) -> Piece:
    first = group[0]
    links = [link for block in group for link in _absolute(block.links, base)]
    text = "\n".join(block.text for block in group)
    return Piece(first.kind, text, first.level, links=tuple(links))


def _absolute(links: Iterable[tuple[str, str]], base: str | None) -> Iterator[tuple[str, str]]:
    """The links that lead to other pages."""
    for text, href in links:
        try:
            url = urljoin(base or "", href.strip())
            scheme = urlsplit(url).scheme
        except ValueError:
            continue
        if scheme in {"http", "https", ""} and url and not href.strip().startswith("#"):
            yield text, url


def _with_fewer_links(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces with the first links alone, where a page has more than any article."""
    left = _MOST_LINKS
    for piece in pieces:
        yield piece if len(piece.links) <= left else replace(piece, links=piece.links[:left])
        left = max(0, left - len(piece.links))
