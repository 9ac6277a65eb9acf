"""Articles in windows of the length that the model was trained on, and their scores put together.

Each unit takes its scores from the window in which it stands farthest from an edge.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from functions.extract.engine.tagging.trained.features import Unit

WINDOW: Final = 256
"""Pieces of a window."""
OVERLAP: Final = 96
"""Pieces that neighbouring windows share."""


@dataclass(frozen=True, slots=True)
class Window:
    """Units `units[first:last]` as arrays of their pieces."""

    first: int
    last: int
    pieces: NDArray[np.int64]
    kinds: NDArray[np.int64]
    heads: NDArray[np.int64]
    """For each unit the index of its first piece."""


def windows(
    units: Sequence[Unit],
    paragraph: int,
    length: int = WINDOW,
    overlap: int = OVERLAP,
    shift: int = 0,
) -> Iterator[Window]:
    """The windows over the units, in order; none reaches over two runs.

    Args:
        units: Of one article.
        paragraph: Id of the piece that stands before a paragraph.
        length: Pieces of a window.
        overlap: Pieces that neighbouring windows share.
        shift: Pieces by which the first window of each run is shorter.
    """
    sizes = [len(unit.pieces) + unit.opens for unit in units]
    begin = 0
    while begin < len(units):
        end = begin
        while end < len(units) and units[end].run == units[begin].run:
            end += 1
        yield from _of_run(units, sizes, (begin, end), paragraph, (length, overlap, shift))
        begin = end


def _of_run(
    units: Sequence[Unit],
    sizes: list[int],
    run: tuple[int, int],
    paragraph: int,
    shape: tuple[int, int, int],
) -> Iterator[Window]:
    length, overlap, shift = shape
    first, room = run[0], length - shift
    while True:
        last, filled = first, 0
        while last < run[1] and filled + sizes[last] <= room:
            filled += sizes[last]
            last += 1
        yield _window(units, first, last, paragraph)
        if last >= run[1]:
            return
        room, back, shared = length, last, 0
        while back - 1 > first and shared + sizes[back - 1] <= overlap:
            back -= 1
            shared += sizes[back]
        first = back


def _window(units: Sequence[Unit], first: int, last: int, paragraph: int) -> Window:
    pieces: list[int] = []
    kinds: list[int] = []
    heads: list[int] = []
    for unit in units[first:last]:
        if unit.opens:
            pieces.append(paragraph)
            kinds.append(0)
        heads.append(len(pieces))
        pieces.extend(unit.pieces)
        kinds.extend([unit.kind] * len(unit.pieces))
    return Window(first, last, np.array(pieces), np.array(kinds), np.array(heads))


def stitched(
    count: int, parts: Sequence[tuple[Window, NDArray[np.float32]]]
) -> NDArray[np.float32]:
    """Scores for each of `count` units from the scores of the windows, `[units, labels]`."""
    scores = np.zeros((count, parts[0][1].shape[1] if parts else 1), np.float32)
    depth = np.full(count, -1)
    for window, found in parts:
        size = window.last - window.first
        own = np.minimum(np.arange(size), np.arange(size)[::-1])
        better = own > depth[window.first : window.last]
        scores[window.first : window.last][better] = found[better]
        depth[window.first : window.last][better] = own[better]
    return scores
