"""An article as the extractor walks over it: blocks, their sentences, sections and quotations.

What a block is was decided when the article was read; what a sentence says is decided elsewhere.
"""

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import Final

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
        return [
            Sentence(Range(*found), index, block.kind, self._is_quoted(Range(*found)))
            for index, block in enumerate(self.blocks)
            for found in sentences(self.text, block.start, block.end)
        ]

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
        is_post = block is not None and block.kind is BlockKind.EMBEDDED_POST
        return Context(
            section=None if index is None else self._sections[index],
            paragraph=index,
            medium=Medium.EMBEDDED_POST if is_post else Medium.BODY,
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


def visible_length(text: str, where: Range) -> int:
    """Code points that are not white space."""
    return len("".join(where.of(text).split()))
