"""Prose as units for the rules: words, punctuation, and whole quotations as one unit each.

What the words mean for an attribution does not live here.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from functions.extract.engine.quotes import Quote, quotes
from functions.extract.engine.sentences import sentences

QUOTATION: Final = "“”"
"""Stands for a quotation among the words of a frame; no word or mark equals it."""

_UNIT: Final = re.compile(r"\d+(?:,\d{3})+(?!\d)|\w+(?:[’'.&-]\w+)*|\.{2,}|[^\w\s]")
_LONGEST_FRAME: Final = 400
"""Units after which a sentence is cut: no prose is that long, and the rules look far ahead."""
_LOOK_BACK: Final = 8
"""Code points before a quotation that are searched for what introduces it."""
_INTRODUCES: Final = re.compile(r"[:,]\s*\Z")


@dataclass(frozen=True, slots=True)
class Unit:
    """A word, a punctuation mark or a quotation at `text[start:end]`."""

    start: int
    end: int
    text: str
    """As it stands; of a quotation, the quoted words."""
    quote: Quote | None = None

    @property
    def lower(self) -> str:
        """In lower case, with a straight apostrophe; empty for a quotation."""
        return "" if self.quote else self.text.lower().replace("’", "'")

    @property
    def is_word(self) -> bool:
        """Whether it begins with a letter or a digit."""
        return self.quote is None and (self.text[0].isalnum() or self.text[0] == "_")

    @property
    def is_name(self) -> bool:
        """Whether it is a word with a capital."""
        return self.quote is None and self.text[0].isupper()


@dataclass(frozen=True, slots=True)
class Frame:
    """A sentence with the whole of every quotation that begins or ends in it."""

    units: tuple[Unit, ...]
    lower: tuple[str, ...]
    """The units in lower case, with `QUOTATION` for a quotation."""
    paragraph: int

    def ends_clause(self, at: int) -> bool:
        """Whether unit `at` is a quotation that ends with punctuation: “We will not,”."""
        quote = self.units[at].quote
        return quote is not None and not self.units[at].text.rstrip()[-1:].isalnum()

    @property
    def quotation_groups(self) -> set[int]:
        """The quotations that it holds or goes on with."""
        return {unit.quote.group for unit in self.units if unit.quote}

    @property
    def start(self) -> int:
        """Where its first unit begins."""
        return self.units[0].start

    @property
    def end(self) -> int:
        """Where its last unit ends."""
        return self.units[-1].end


def frames(text: str, paragraphs: Sequence[tuple[int, int]]) -> list[Frame]:
    """The frames of a run of paragraphs, in order."""
    found = [quote for quote in quotes(text, paragraphs) if quote.depth == 0]
    counts = Counter(quote.group for quote in found)
    continued = {group for group, count in counts.items() if count > 1}
    by_paragraph: dict[int, list[Quote]] = {}
    for quote in found:
        if _is_reliable(text, quote, paragraphs[quote.paragraph], continued):
            by_paragraph.setdefault(quote.paragraph, []).append(quote)
    return [
        frame
        for index, (start, end) in enumerate(paragraphs)
        for frame in _paragraph_frames(text, index, (start, end), by_paragraph.get(index, []))
    ]


def _is_reliable(
    text: str, quote: Quote, paragraph: tuple[int, int], continued: Iterable[int]
) -> bool:
    """Whether the extent of a quotation can be trusted although its closing mark may lack."""
    if quote.closed or quote.group in continued:
        return True
    before = text[max(paragraph[0], quote.start - _LOOK_BACK) : quote.start]
    opens = not before.strip() and quote.start - paragraph[0] <= _LOOK_BACK
    return opens or _INTRODUCES.search(before) is not None


def _paragraph_frames(
    text: str, index: int, paragraph: tuple[int, int], found: list[Quote]
) -> Iterator[Frame]:
    starts = [quote.start for quote in found]
    cuts = [sentence.end for sentence in sentences(text, *paragraph)]
    ends = [cut for cut in cuts if not _inside(found, starts, cut)]
    if not ends or ends[-1] != cuts[-1]:
        ends.extend(cuts[-1:])
    units = list(_units(text, paragraph, found))
    begin = 0
    for end in ends:
        stop = bisect_right(units, end, key=lambda unit: unit.end)
        for part in range(begin, stop, _LONGEST_FRAME):
            yield _frame(units[part : min(stop, part + _LONGEST_FRAME)], index)
        begin = stop


def _inside(found: list[Quote], starts: list[int], cut: int) -> bool:
    at = bisect_right(starts, cut) - 1
    return at >= 0 and found[at].start < cut < found[at].end


def _frame(units: list[Unit], paragraph: int) -> Frame:
    merged = tuple(_with_abbreviations(units))
    lower = tuple(QUOTATION if unit.quote else unit.lower for unit in merged)
    return Frame(merged, lower, paragraph)


def _units(text: str, paragraph: tuple[int, int], found: list[Quote]) -> Iterator[Unit]:
    start = paragraph[0]
    for quote in found:
        yield from _plain_units(text, start, quote.start)
        inner = quote.inner
        yield Unit(quote.start, quote.end, text[inner[0] : inner[1]], quote)
        start = quote.end
    yield from _plain_units(text, start, paragraph[1])


def _plain_units(text: str, start: int, end: int) -> Iterator[Unit]:
    return (Unit(m.start(), m.end(), m[0]) for m in _UNIT.finditer(text, start, end))


def _with_abbreviations(units: list[Unit]) -> Iterator[Unit]:
    """Join a full stop inside a sentence to the abbreviation that it belongs to."""
    held: Unit | None = None
    for at, unit in enumerate(units):
        inner_stop = unit.text == "." and unit.quote is None and at + 1 < len(units)
        if held and inner_stop and held.is_word and held.end == unit.start:
            held = Unit(held.start, unit.end, held.text + ".")
            continue
        if held:
            yield held
        held = unit
    if held:
        yield held
