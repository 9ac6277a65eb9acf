"""Which stretches of an article are prose that may report what somebody says.

Headings, footers, captions, bylines and posts are not; how prose is read does not live here.
"""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from functions.extract.engine.datelines import after_dateline
from schemas.article import Article, Block, BlockKind

PROSE: Final = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.BLOCK_QUOTE})
_PASSED_OVER: Final = frozenset({BlockKind.CAPTION, BlockKind.EMBEDDED_POST, BlockKind.TABLE})
"""Blocks that may stand in the middle of a quotation over several paragraphs."""

_LINE: Final = re.compile(r"[^\n]+")
_NO_PROSE: Final = re.compile(
    r"\s*(?:"
    r"[—–-]+\s*[^\n]{1,80}\(@\w+\)"  # the signature of a post
    r"|the post [^\n]{1,300} appeared first on "  # a syndication footer
    r")",
    re.IGNORECASE,
)

Stretch = tuple[int, int]


def prose_runs(article: Article) -> list[list[Stretch]]:
    """The prose paragraphs, in runs that a heading or a footer divides.

    An article without blocks counts as one paragraph to the line.
    """
    if not article.blocks:
        return [list(_lines(article.text))]
    shown = [block for block in article.blocks if block.kind not in _PASSED_OVER]
    runs = groupby(shown, key=lambda block: block.kind in PROSE)
    return [list(_stretches(article.text, blocks)) for is_prose, blocks in runs if is_prose]


def _stretches(text: str, blocks: Iterator[Block]) -> Iterator[Stretch]:
    return (
        (after_dateline(text, block.start, block.end), block.end)
        for block in blocks
        if not _NO_PROSE.match(text, block.start, block.end)
    )


def _lines(text: str) -> Iterator[Stretch]:
    return (
        match.span()
        for match in _LINE.finditer(text)
        if match[0].strip() and not _NO_PROSE.match(text, *match.span())
    )
