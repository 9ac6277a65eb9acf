"""Label sequences and their probabilities, against every sequence counted one by one."""

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from functions.extract.engine.tagging.trained.decoding import (
    Chain,
    Scores,
    best_path,
    posterior,
    spans,
)

LABELS = 3
_SCORE = st.floats(-4, 4, width=32)


def _scores(units: int) -> st.SearchStrategy[Scores]:
    return arrays(np.float32, (units, LABELS), elements=_SCORE)


@st.composite
def problems(draw: st.DrawFn) -> tuple[Scores, Chain]:
    """Scores of up to four units, and those of label sequences."""
    transitions = draw(arrays(np.float32, (LABELS, LABELS), elements=_SCORE))
    starts = draw(arrays(np.float32, LABELS, elements=_SCORE))
    return draw(st.integers(1, 4).flatmap(_scores)), Chain(transitions, starts)


def _every_path(scores: Scores, chain: Chain) -> dict[tuple[int, ...], float]:
    def total(path: tuple[int, ...]) -> float:
        emitted = sum(float(scores[at, label]) for at, label in enumerate(path))
        moved = sum(float(chain.transitions[a, b]) for a, b in pairwise(path))
        return emitted + moved + float(chain.starts[path[0]])

    return {path: total(path) for path in product(range(LABELS), repeat=len(scores))}


@given(problem=problems())
def test_best_path_has_the_highest_score_of_all(problem: tuple[Scores, Chain]) -> None:
    scores, chain = problem
    every = _every_path(scores, chain)
    found = every[tuple(best_path(scores, chain))]
    assert found == pytest.approx(max(every.values()), abs=1e-4)


@settings(deadline=None)
@given(problem=problems())
def test_posterior_is_the_share_of_all_sequences(problem: tuple[Scores, Chain]) -> None:
    scores, chain = problem
    weights = {path: np.exp(total) for path, total in _every_path(scores, chain).items()}
    whole = sum(weights.values())
    found = posterior(scores, chain)
    for at, label in product(range(len(scores)), range(LABELS)):
        share = sum(weight for path, weight in weights.items() if path[at] == label) / whole
        assert found.single[at, label] == pytest.approx(share, abs=1e-3)
    for at, one, two in product(range(len(scores) - 1), range(LABELS), range(LABELS)):
        together = sum(w for path, w in weights.items() if path[at : at + 2] == (one, two)) / whole
        assert found.pairs[at, one, two] == pytest.approx(together, abs=1e-3)


@settings(deadline=None)
@given(problem=problems(), data=st.data())
def test_posterior_of_a_span_counts_the_sequences_that_hold_exactly_it(
    problem: tuple[Scores, Chain], data: st.DataObject
) -> None:
    scores, chain = problem
    first = data.draw(st.integers(0, len(scores) - 1))
    last = data.draw(st.integers(first + 1, len(scores)))
    weights = {path: np.exp(total) for path, total in _every_path(scores, chain).items()}
    within = (1, *[2] * (last - first - 1))
    share = sum(
        weight
        for path, weight in weights.items()
        if path[first:last] == within and path[last : last + 1] != (2,)
    ) / sum(weights.values())
    assert posterior(scores, chain).of_span(first, last, 1) == pytest.approx(share, abs=2e-3)


def test_spans_begin_at_beginnings_and_go_on_inside() -> None:
    assert spans([0, 1, 2, 1, 0, 3, 4, 4]) == [(1, 3, 1), (3, 4, 1), (5, 8, 3)]


def test_spans_open_where_an_inside_follows_another_label() -> None:
    assert spans([2, 2, 4]) == [(0, 2, 1), (2, 3, 3)]


def test_best_path_of_nothing_is_empty() -> None:
    chain = Chain(np.zeros((LABELS, LABELS), np.float32), np.zeros(LABELS, np.float32))
    assert best_path(np.zeros((0, LABELS), np.float32), chain) == []
