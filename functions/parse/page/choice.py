"""Which blocks of a page are its article's: an extractor's vote, mended by where blocks stand.

An extractor says which words it takes for the article's. Blocks that hold those words are kept,
then blocks that stand where the kept ones do; left out is what repeats the title or leads
elsewhere. Each rule speaks of how pages are made, not of one page.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any, Final

from functions.parse.page.blocks import PageBlock
from schemas.article import BlockKind

_LONG: Final = 60
"""Letters of a block that is certainly running text, or a vote for it no accident."""
_SHORT: Final = 25
"""Letters up to which a block has to be a whole line of the vote, for they are anywhere."""
_NEAR: Final = 3
"""Blocks without a vote in a row that end the surroundings of those with one."""
_ALL_LINK: Final = 0.85
_BESIDE_SHARE: Final = 0.3
"""Share of the text from which on the names of places say nothing on this page."""
_TEXT_TAGS: Final = frozenset({"p", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6"})
_MOST_QUOTES: Final = 500
"""Quotes and headings that are looked for in the text."""
_RUNNING: Final = frozenset({BlockKind.PARAGRAPH, BlockKind.BLOCK_QUOTE, BlockKind.LIST_ITEM})


@dataclass(frozen=True, slots=True)
class Vote:
    """The words that an extractor takes for the article's, as letters."""

    whole: str
    lines: AbstractSet[str]

    def has(self, key: str) -> bool:
        """Whether a block is among them, or most of it where it is long."""
        if len(key) < _SHORT:
            return key in self.lines
        return key in self.whole or self._has_most(key)

    def _has_most(self, key: str) -> bool:
        count = max(3, min(8, len(key) // _SHORT))
        step = max(1, (len(key) - 16) // (count - 1))
        probes = [key[place * step : place * step + 16] for place in range(count)]
        return sum(probe in self.whole for probe in probes) >= 0.6 * count


Kept = list[bool]
"""For each block of the page, whether it is the article's."""


def choose(blocks: Sequence[PageBlock], vote: Vote, titles: Collection[str]) -> Kept:
    """The blocks of the article.

    Args:
        blocks: All blocks of the page.
        vote: What an extractor takes for the article.
        titles: The article's title as the page's head and headings give it, as letters.
    """
    kept = _near_long_ones(blocks, [vote.has(block.key) for block in blocks])
    kept = _filled(blocks, kept)
    return _cleared(blocks, kept, titles)


def by_place(blocks: Sequence[PageBlock], titles: Collection[str]) -> Kept:
    """The blocks of the article where no extractor could be asked: those of the fullest place."""
    running = [_is_running_text(block) for block in blocks]
    if not any(running):
        return running
    fullest, _ = _weights(blocks, running).most_common(1)[0]
    # Beside its long paragraphs, short ones are the article's, too.
    seed = [_may_run(block) and _place(block) is fullest for block in blocks]
    return _cleared(blocks, _filled(blocks, seed), titles)


def length(blocks: Sequence[PageBlock], kept: Kept) -> int:
    """Letters of the kept blocks."""
    return sum(block.size for block, keep in zip(blocks, kept, strict=True) if keep)


def _weights(blocks: Sequence[PageBlock], running: Kept) -> Counter[Any]:
    weights: Counter[Any] = Counter()
    for block, runs in zip(blocks, running, strict=True):
        if runs:
            weights[_place(block)] += block.size
    return weights


def _is_running_text(block: PageBlock) -> bool:
    return _may_run(block) and block.size >= _LONG


def _may_run(block: PageBlock) -> bool:
    return block.kind in _RUNNING and not block.beside and block.linked < 0.3


def _near_long_ones(blocks: Sequence[PageBlock], voted: Kept) -> Kept:
    """The votes for long blocks and those around them: a menu may hold the same short words."""
    long = [at for at, v in enumerate(voted) if v and blocks[at].size >= _LONG]
    if not long:
        return voted
    kept = [False] * len(voted)
    for at in long:
        kept[at] = True
    for at in long:
        for step in (1, -1):
            for place in _run(voted, at, step):
                if kept[place] and place != at:
                    break
                kept[place] = True
    return kept


def _run(voted: Kept, start: int, step: int) -> Iterator[int]:
    """The places of the votes on one side of a block, up to a gap."""
    missed, place = 0, start + step
    while 0 <= place < len(voted) and missed < _NEAR:
        missed = 0 if voted[place] else missed + 1
        if voted[place]:
            yield place
        place += step


def _place(block: PageBlock) -> Any:  # noqa: ANN401 - lxml has no types
    """What a block's element is in: the same for all paragraphs of one column."""
    holder = block.holder
    return holder.getparent() if holder.tag in _TEXT_TAGS else holder


def _style(block: PageBlock) -> tuple[Any, ...]:
    """How a page marks up such a block: an article's paragraphs are marked up alike."""
    holder = block.holder
    place = holder.getparent()
    own = holder.get("class") if holder.tag != "p" else None
    around = (None, None) if place is None else (place.tag, place.get("class"))
    return (holder.tag, own, *around, next(holder.iterancestors("article"), None))


def _filled(blocks: Sequence[PageBlock], kept: Kept) -> Kept:
    """The kept blocks, with the running text that stands where they do, or is marked up alike."""
    strong = [b for b, keep in zip(blocks, kept, strict=True) if keep and b.size >= _LONG]
    places, styles = Counter(map(_place, strong)), Counter(map(_style, strong))
    ends: dict[Any, tuple[int, int]] = {}
    for at, block in enumerate(blocks):
        if kept[at]:
            first, _ = ends.get(_place(block), (at, at))
            ends[_place(block)] = (first, at)
    filled = list(kept)
    for at, block in enumerate(blocks):
        if kept[at] or block.beside or block.linked > 0.5:
            continue
        first, last = ends.get(_place(block), (at, at))
        if block.kind is BlockKind.PARAGRAPH and block.size >= _LONG:
            filled[at] = places[_place(block)] >= 2 or styles[_style(block)] >= 3
        if first < at < last:
            has_words = block.kind is BlockKind.PARAGRAPH and block.size >= _SHORT
            filled[at] = filled[at] or has_words or block.kind is BlockKind.HEADING
    for at in range(len(blocks) - 2, -1, -1):
        if blocks[at].kind is BlockKind.HEADING and not blocks[at].beside and filled[at + 1]:
            filled[at] = filled[at] or _place(blocks[at]) is _place(blocks[at + 1])
    return filled


def _cleared(blocks: Sequence[PageBlock], kept: Kept, titles: Collection[str]) -> Kept:
    """The kept blocks without what leads elsewhere, repeats, or stands beside the text."""
    beside = [keep and block.beside for block, keep in zip(blocks, kept, strict=True)]
    names_count = length(blocks, beside) < _BESIDE_SHARE * length(blocks, kept)
    repeated = _repeats(blocks, kept)
    last = _last_running(blocks, kept)
    return [
        keep
        and not (names_count and block.beside)
        and not (block.kind is not BlockKind.LIST_ITEM and block.key.casefold() in titles)
        and not leads_elsewhere(block)
        and not (at > last and block.linked >= _ALL_LINK)
        and at not in repeated
        for at, (block, keep) in enumerate(zip(blocks, kept, strict=True))
    ]


def _last_running(blocks: Sequence[PageBlock], kept: Kept) -> int:
    """Where the last running text stands; a list of links below it is further reading."""
    running = (at for at, b in enumerate(blocks) if kept[at] and _is_running_text(b))
    return max(running, default=len(blocks))


def leads_elsewhere(block: PageBlock) -> bool:
    """Whether a line is only a link, or a short label and one: `Read more: …`.

    In a list, a line that is only a link may be what the list is about.
    """
    if not block.links or block.kind not in {*_RUNNING, BlockKind.HEADING}:
        return False
    if block.linked >= _ALL_LINK:
        return block.kind in {BlockKind.PARAGRAPH, BlockKind.HEADING}
    label, _, rest = block.text.partition(block.links[0][0])
    is_label = label.strip().endswith(":") or label.strip().isupper()
    unlinked = len(rest) + len(block.links[0][0]) - len(block.text) * block.linked
    return block.linked >= 0.4 and is_label and len(label.split()) <= 4 and unlinked < 6


def _repeats(blocks: Sequence[PageBlock], kept: Kept) -> set[int]:
    """Where words stand that the article has already: pull quotes, and copies in other places.

    A paragraph that is there twice in one column was written twice.
    """
    paragraphs = [
        block.key
        for block, keep in zip(blocks, kept, strict=True)
        if keep and block.kind is BlockKind.PARAGRAPH
    ]
    whole = "\n".join(paragraphs)
    first: dict[str, Any] = {}
    asked = 0
    found: set[int] = set()
    for at, block in enumerate(blocks):
        if not kept[at] or block.size < _LONG * 2 / 3:
            continue
        elsewhere = first.setdefault(block.key, _place(block)) is not _place(block)
        may_be = block.kind in {BlockKind.BLOCK_QUOTE, BlockKind.HEADING} and asked < _MOST_QUOTES
        asked += may_be
        is_pulled = may_be and block.key in whole
        if elsewhere or is_pulled:
            found.add(at)
    return found
