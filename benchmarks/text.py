"""A text as numbered units: words and marks, so that contents are compared by their words."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Final

from schemas.spans import Span

_UNIT: Final = re.compile(r"[^\W_]+|[^\w\s]|_")

Units = frozenset[int]
"""Indices of units of a text."""


class TextUnits:
    """The units of one text, with look-ups by offset."""

    def __init__(self, text: str) -> None:
        self.text = text
        places = [match.span() for match in _UNIT.finditer(text)]
        self.starts = [start for start, _ in places]
        self.ends = [end for _, end in places]
        self._words = frozenset(at for at, (start, _) in enumerate(places) if text[start].isalnum())

    def units(self, spans: Iterable[tuple[int, int]]) -> Units:
        """The units that stretches of code points touch."""
        return frozenset(at for span in spans for at in self._units(*span))

    def of(self, spans: Iterable[Span]) -> Units:
        """The units that spans touch."""
        return self.units((span.start, span.end) for span in spans)

    def between(self, first: int, last: int) -> str:
        """The words of a run of units, half-open."""
        return self.text[self.starts[first] : self.ends[last - 1]]

    def words(self, units: Units) -> Units:
        """Those of the units that are words or numbers."""
        return units & self._words

    def _units(self, start: int, end: int) -> Iterator[int]:
        at = bisect_right(self.ends, start)
        while at < len(self.starts) and self.starts[at] < end:
            yield at
            at += 1
