"""Stretches of a text as plain offsets, before they become spans of a record.

Trimming of white space, quotation marks and connecting punctuation lives here; where quotations
begin and end does not.
"""

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable
from typing import Final, Generic, NamedTuple, TypeVar

T = TypeVar("T")

OPENING_MARKS: Final = "“‘«„‟‹「『"
CLOSING_MARKS: Final = "”’»›」』"
PLAIN_MARKS: Final = "\"'`"
_CONNECTING: Final = ",;:–—-"
_PARTNERS: Final = {
    "”": "“„‟", "’": "‘‚", "»": "«", "›": "‹", "」": "「", "』": "『", "“": "”", "‘": "’",
    "«": "»", "„": "”“", "‟": "”", "‹": "›", "「": "」", "『": "』",
}  # fmt: skip
_WORD: Final = re.compile(r"[^\W_]+(?:[’'.\-][^\W_]+)*")


class Range(NamedTuple):
    """`text[start:end]`, half-open, in code points."""

    start: int
    end: int

    def covers(self, other: "Range") -> bool:
        """Whether the other lies within this one."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Range") -> bool:
        """Whether both share a code point."""
        return self.start < other.end and other.start < self.end

    def of(self, text: str) -> str:
        """The words."""
        return text[self.start : self.end]


def words(text: str, where: Range) -> list[Range]:
    """The words of a stretch; an inner apostrophe, stop or hyphen does not end one."""
    return [Range(*match.span()) for match in _WORD.finditer(text, where.start, where.end)]


class Cover:
    """The code points that any of some stretches holds."""

    def __init__(self, ranges: Iterable[Range]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(ranges):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def overlaps(self, where: Range) -> bool:
        """Whether the stretch shares a code point with one of them."""
        index = bisect_right(self._ends, where.start)
        return index < len(self._starts) and self._starts[index] < where.end

    def covers(self, where: Range) -> bool:
        """Whether the whole stretch is covered."""
        index = bisect_right(self._starts, where.start) - 1
        return index >= 0 and where.end <= self._ends[index]

    def first_in(self, where: Range) -> int | None:
        """The first covered code point of the stretch."""
        index = bisect_right(self._ends, where.start)
        overlaps = index < len(self._starts) and self._starts[index] < where.end
        return max(where.start, self._starts[index]) if overlaps else None


class Placed(Generic[T]):
    """Things in the order of where they begin, found without looking at all of them."""

    def __init__(self, items: Iterable[tuple[Range, T]] = ()) -> None:
        self._items = sorted(items, key=_place)

    def add(self, where: Range, thing: T) -> None:
        """Take a further thing; of those at one place it is the last."""
        insort(self._items, (where, thing), key=_place)

    def between(self, start: int, end: int) -> list[tuple[Range, T]]:
        """What begins in `start:end`."""
        low = bisect_left(self._items, start, key=_begin)
        return self._items[low : bisect_left(self._items, end, key=_begin)]

    def before(self, end: int) -> list[tuple[Range, T]]:
        """What begins before a place."""
        return self._items[: bisect_left(self._items, end, key=_begin)]

    def last_from(self, start: int) -> tuple[Range, T] | None:
        """The last that begins at a place or before it."""
        index = bisect_right(self._items, start, key=_begin) - 1
        return self._items[index] if index >= 0 else None


def _place(item: tuple[Range, object]) -> Range:
    return item[0]


def _begin(item: tuple[Range, object]) -> int:
    return item[0].start


def trimmed(text: str, where: Range) -> Range | None:
    """The stretch without space, lone quotation marks and connecting punctuation at its edges.

    Nothing where no word is left.

    A mark stays whose partner stands inside the stretch, so that `the move was “madness”` keeps
    both of its marks.
    """
    start, end = where
    while True:
        before = (start, end)
        start, end = _without_space(text, start, end)
        if start >= end:
            return None
        if _goes_at_start(text, start, end):
            start += 1
        elif _goes_at_end(text, start, end):
            end -= 1
        if (start, end) == before:
            break
    return Range(start, end) if _WORD.search(text, start, end) else None


def _without_space(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] == "\x00"):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] == "\x00"):
        end -= 1
    return start, end


def _goes_at_start(text: str, start: int, end: int) -> bool:
    mark = text[start]
    if mark in _CONNECTING:
        return not (mark == "-" and text[start + 1 : start + 2].isdigit())
    if mark in ")]" or mark in ".!?":
        return True
    return _is_lone(text[start + 1 : end], mark, at_start=True)


def _goes_at_end(text: str, start: int, end: int) -> bool:
    mark = text[end - 1]
    if mark in _CONNECTING:
        return True
    if mark in "([":
        return True
    if mark in "’'" and text[end - 2 : end - 1] in "sS" and not _opens(text, start, end):
        return False
    return _is_lone(text[start : end - 1], mark, at_start=False)


def _opens(text: str, start: int, end: int) -> bool:
    """Whether a mark that a single closing one could close stands before or at the start."""
    return any(text[i] in "‘‚'" for i in (start - 1, start) if 0 <= i < end - 1)


def _is_lone(inside: str, mark: str, *, at_start: bool) -> bool:
    """Whether the mark at an edge has no partner in the rest of the stretch, or wraps it."""
    if mark in PLAIN_MARKS:
        return _plain_mark_is_lone(inside, mark, at_start=at_start)
    if mark not in _PARTNERS:
        return False
    partners = _PARTNERS[mark]
    found = [i for i, char in enumerate(inside) if char in partners and not _joins(inside, i)]
    if not found:
        return True
    rest = inside[found[-1] + 1 :] if at_start else inside[: found[0]]
    same = inside.count(mark)
    wraps = not rest.strip(" .,;:!?…") and (len(found) == 1 or same == 0)
    return wraps or len(found) <= same - (1 if mark == "’" else 0)


def _joins(inside: str, i: int) -> bool:
    """Whether the character is an apostrophe within a word."""
    return inside[i] in "’'" and inside[i - 1 : i].isalnum() and inside[i + 1 : i + 2].isalnum()


def _plain_mark_is_lone(inside: str, mark: str, *, at_start: bool) -> bool:
    others = [i for i, char in enumerate(inside) if char == mark and not _joins(inside, i)]
    if not others:
        return True
    rest = inside[others[-1] + 1 :] if at_start else inside[: others[0]]
    return len(others) % 2 == 0 or (len(others) == 1 and not rest.strip(" .,;:!?…"))
