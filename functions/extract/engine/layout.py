"""An article as the extractor walks over it: blocks, their sentences, sections and quotations.

What a block is was decided when the article was read; what a sentence says is decided elsewhere.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from functions.extract.engine.datelines import after_dateline
from functions.extract.engine.quotes import Quote, quotes
from functions.extract.engine.ranges import Range
from functions.extract.engine.sentences import sentences
from schemas.article import Article, Block, BlockKind
from schemas.claim import Context, Medium

PROSE: Final = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.BLOCK_QUOTE})
"""The kinds of block whose sentences the article's author may answer for."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and the block that it stands in."""

    range: Range
    block: int
    kind: BlockKind
    quoted: bool = False
    """Whether all of it stands in a quotation."""


def blocks_of(article: Article) -> list[Block]:
    """The article's blocks; where it has none, each line is a paragraph."""
    if article.blocks:
        return article.blocks
    blocks, start = [], 0
    for line in article.text.splitlines(keepends=True):
        if line.strip():
            blocks.append(Block(kind=BlockKind.PARAGRAPH, start=start, end=start + len(line)))
        start += len(line)
    return blocks


class Layout:
    """The blocks and sentences of one article, with look-ups by offset."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.text = article.text
        self.blocks = blocks_of(article)

    @cached_property
    def sentences(self) -> list[Sentence]:
        """Every sentence of every block, in order."""
        return [found for index in range(len(self.blocks)) for found in self._sentences_of(index)]

    def _sentences_of(self, index: int) -> Iterator[Sentence]:
        """The sentences of a block; the dateline that opens a paragraph is one of its own."""
        block = self.blocks[index]
        is_prose = block.kind in PROSE
        begin = after_dateline(self.text, block.start, block.end) if is_prose else block.start
        for found in sentences(self.text, block.start, begin):
            yield Sentence(Range(*found), index, BlockKind.DATELINE)
        for found in sentences(self.text, begin, block.end):
            yield Sentence(Range(*found), index, block.kind, self._is_quoted(Range(*found)))

    @cached_property
    def prose(self) -> list[Sentence]:
        """The sentences that may hold claims of the article's prose."""
        return [sentence for sentence in self.sentences if sentence.kind in PROSE]

    @cached_property
    def quotes(self) -> list[Quote]:
        """The outermost quotations of the prose."""
        paragraphs = [(block.start, block.end) for block in self.blocks if block.kind in PROSE]
        return [quote for quote in quotes(self.text, paragraphs) if quote.depth == 0]

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.range.start for sentence in self.sentences]

    @cached_property
    def _block_starts(self) -> list[int]:
        return [block.start for block in self.blocks]

    @cached_property
    def _quote_starts(self) -> list[int]:
        return [quote.start for quote in self.quotes]

    def _is_quoted(self, where: Range) -> bool:
        return self.quoted_length(where) == visible_length(self.text, where)

    def quoted_length(self, where: Range) -> int:
        """How many visible code points of the stretch stand in quotations, marks included."""
        first = max(0, bisect_right(self._quote_starts, where.start) - 1)
        total = 0
        for quote in self.quotes[first:]:
            if quote.start >= where.end:
                break
            shared = Range(max(where.start, quote.start), min(where.end, quote.end))
            total += visible_length(self.text, shared) if shared.start < shared.end else 0
        return total

    def quotes_in(self, where: Range) -> list[Quote]:
        """The outermost quotations that begin in the stretch."""
        first = bisect_left(self._quote_starts, where.start)
        return self.quotes[first : bisect_left(self._quote_starts, where.end)]

    def block_at(self, position: int) -> int | None:
        """Index of the block that holds the position."""
        index = bisect_right(self._block_starts, position) - 1
        return index if index >= 0 and position < self.blocks[index].end else None

    def sentence_at(self, position: int) -> Sentence | None:
        """The sentence that holds the position."""
        index = self.sentence_index(position)
        return None if index is None else self.sentences[index]

    def sentence_index(self, position: int) -> int | None:
        """Index of the sentence that holds the position."""
        index = bisect_right(self._starts, position) - 1
        holds = index >= 0 and position < self.sentences[index].range.end
        return index if holds else None

    def sentences_in(self, where: Range) -> list[Sentence]:
        """The sentences that share a code point with the stretch."""
        first = max(0, bisect_right(self._starts, where.start) - 1)
        last = bisect_right(self._starts, where.end)
        return [s for s in self.sentences[first:last] if s.range.overlaps(where)]

    def context(self, position: int) -> Context:
        """Section, paragraph and medium of a place in the text."""
        index = self.block_at(position)
        block = None if index is None else self.blocks[index]
        return Context(
            section=None if index is None else self._sections[index],
            paragraph=index,
            medium=_medium(block),
            post_url=block.post.url if block and block.post else None,
        )

    @cached_property
    def _sections(self) -> list[str | None]:
        """For each block the heading of its section; the title is none."""
        found: list[str | None] = []
        section: str | None = None
        for block in self.blocks:
            found.append(section)
            if block.kind is BlockKind.HEADING:
                heading = self.text[block.start : block.end].strip()
                section = None if block.level == 1 else heading
        return found


def _medium(block: Block | None) -> Medium:
    if block is None:
        return Medium.BODY
    if block.kind is BlockKind.HEADING and block.level == 1:
        return Medium.HEADLINE
    return Medium.EMBEDDED_POST if block.kind is BlockKind.EMBEDDED_POST else Medium.BODY


def visible_length(text: str, where: Range) -> int:
    """Code points that are not white space."""
    return len("".join(where.of(text).split()))
