"""Interviews and transcripts: whose label the words of a block stand under.

Who bears the label is resolved like any other source.
"""

import re
from functools import cached_property
from typing import Final

from functions.extract.engine.layout import Layout
from functions.extract.engine.ranges import Range

ANSWERS: Final = frozenset({"A", "Answer"})
"""Labels of the answers in an interview."""
_QUESTIONS: Final = frozenset({"Q", "Question"})
_LABEL: Final = re.compile(
    r"(?P<label>(?:Q|A|Question|Answer)(?=[:.])|"
    r"[^\W\d_a-z][^\W\d_a-z.’'-]+(?: [^\W\d_a-z][^\W\d_a-z.’'-]*){0,3}(?=:))[:.]\s+\S"
)
_LEAST: Final = 3
"""Blocks under the labels of speakers that make a transcript."""


class Interviews:
    """The labels of speakers in one article."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout

    def label_of(self, position: int) -> Range | None:
        """The label of the speaker who answers in the block of a position, if one does."""
        block = self._layout.block_at(position)
        label = None if block is None else self._labels.get(block)
        asks = label is not None and label.of(self._layout.text) in _QUESTIONS
        return None if asks else label

    @cached_property
    def _labels(self) -> dict[int, Range]:
        found = {}
        for index, block in enumerate(self._layout.blocks):
            match = _LABEL.match(self._layout.text, block.start, block.end)
            if match:
                found[index] = Range(*match.span("label"))
        return found if len(found) >= _LEAST else {}
