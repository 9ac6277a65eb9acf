"""Windows over the units of an article: nothing is left out, nothing crosses a heading."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from functions.extract.engine.tagging.trained.features import Unit
from functions.extract.engine.tagging.trained.windows import stitched, windows

PARAGRAPH = 9
_LENGTH, _OVERLAP = 24, 9


@st.composite
def articles(draw: st.DrawFn) -> list[Unit]:
    """Units of one to four pieces in a few runs of paragraphs."""
    sizes = draw(st.lists(st.integers(1, 4), max_size=60))
    breaks = draw(st.sets(st.integers(0, 60)))
    opens = draw(st.sets(st.integers(0, 60)))
    units, run = [], 0
    for at, size in enumerate(sizes):
        run += at in breaks
        begins = at == 0 or at in opens or at in breaks
        units.append(Unit(at, at + 1, tuple(range(size)), at, begins, run))
    return units


@given(units=articles(), shift=st.integers(0, 12))
def test_windows_hold_every_unit_and_no_more_pieces_than_they_may(
    units: list[Unit], shift: int
) -> None:
    found = list(windows(units, PARAGRAPH, _LENGTH, _OVERLAP, shift))
    assert {at for w in found for at in range(w.first, w.last)} == set(range(len(units)))
    for window in found:
        assert len(window.pieces) == len(window.kinds) <= _LENGTH
        assert len({unit.run for unit in units[window.first : window.last]}) == 1
        assert list(window.kinds[window.heads]) == list(range(window.first, window.last))


@given(units=articles())
def test_stitched_scores_are_those_of_the_window_farthest_from_an_edge(units: list[Unit]) -> None:
    found = list(windows(units, PARAGRAPH, _LENGTH, _OVERLAP))
    # Given scores that tell the unit and how far it stands from the window's edges
    parts = [
        (
            window,
            np.array(
                [
                    [at, min(at - window.first, window.last - 1 - at)]
                    for at in range(window.first, window.last)
                ],
                np.float32,
            ),
        )
        for window in found
    ]
    scores = stitched(len(units), parts)
    for at in range(len(units)):
        depths = [min(at - w.first, w.last - 1 - at) for w in found if w.first <= at < w.last]
        assert list(scores[at]) == [at, max(depths)]


def test_windows_put_the_mark_of_a_paragraph_before_its_first_unit() -> None:
    units = [Unit(0, 1, (5,), 1, True, 0), Unit(1, 2, (6, 7), 2, False, 0)]
    (window,) = windows(units, PARAGRAPH)
    assert window.pieces.tolist() == [PARAGRAPH, 5, 6, 7]
    assert window.heads.tolist() == [1, 2]
