"""From scores to label sequences: the best one, and how probable each label and span is.

A linear-chain conditional random field (Lafferty, McCallum & Pereira 2001) over the labels of
neighbouring units; what the labels stand for does not matter here.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]

_LEAST = 1e-30
"""Keeps a division from failing where a label cannot occur."""


@dataclass(frozen=True, slots=True)
class Chain:
    """The scores of a label after another, `[from, to]`, and of a label at the start."""

    transitions: Scores
    starts: Scores


def best_path(scores: Scores, chain: Chain) -> list[int]:
    """The label sequence with the highest score (Viterbi 1967).

    Args:
        scores: For each unit those of its labels, `[units, labels]`.
        chain: The scores of the label sequence.
    """
    if not len(scores):
        return []
    best = scores[0] + chain.starts
    back = np.empty(scores.shape, np.int64)
    for at in range(1, len(scores)):
        through = best[:, None] + chain.transitions
        back[at] = through.argmax(0)
        best = through.max(0) + scores[at]
    path = [int(best.argmax())]
    for at in range(len(scores) - 1, 0, -1):
        path.append(int(back[at, path[-1]]))
    return path[::-1]


@dataclass(frozen=True, slots=True)
class Posterior:
    """How probable labels are, given all scores (the forward-backward algorithm)."""

    single: Scores
    """`[units, labels]`"""
    pairs: Scores
    """`[units - 1, labels, labels]`: of a unit's label together with the next one's."""

    def of_span(self, first: int, last: int, beginning: int) -> float:
        """The probability that exactly `units[first:last]` carry a label."""
        inside = beginning + 1
        probability = float(self.single[first, beginning])
        before = beginning
        for at in range(first, last - 1):
            probability *= self._next(at, before)[inside]
            before = inside
        goes_on = self._next(last - 1, before)[inside] if last < len(self.single) else 0.0
        return probability * (1.0 - goes_on)

    def _next(self, at: int, label: int) -> list[float]:
        """How probable each label is after the given one."""
        row = self.pairs[at, label]
        return [float(value) for value in row / max(float(row.sum()), _LEAST)]


def posterior(scores: Scores, chain: Chain) -> Posterior:
    """The probabilities of labels and of pairs of labels.

    Args:
        scores: For each unit those of its labels, `[units, labels]`; at least one unit.
        chain: The scores of the label sequence.
    """
    # Products of probabilities, scaled at each step, are several times as fast as sums of logs.
    steps = np.exp(chain.transitions - chain.transitions.max(), dtype=np.float64)
    emitted = np.exp(scores - scores.max(1, keepdims=True), dtype=np.float64)
    forward = np.empty(emitted.shape)
    backward = np.ones(emitted.shape)
    forward[0] = _scaled(np.exp(chain.starts - chain.starts.max()) * emitted[0])
    for at in range(1, len(scores)):
        forward[at] = _scaled(forward[at - 1] @ steps * emitted[at])
    for at in range(len(scores) - 2, -1, -1):
        backward[at] = _scaled(steps @ (backward[at + 1] * emitted[at + 1]))
    joint = forward * backward
    pairs = forward[:-1, :, None] * steps * (emitted * backward)[1:, None, :]
    return Posterior(
        (joint / joint.sum(1, keepdims=True)).astype(np.float32),
        (pairs / pairs.sum((1, 2), keepdims=True)).astype(np.float32),
    )


def _scaled(values: NDArray[np.float64]) -> NDArray[np.float64]:
    scaled: NDArray[np.float64] = values / values.sum()
    return scaled


def spans(path: list[int]) -> list[tuple[int, int, int]]:
    """The spans of a path as `(first, last, beginning)`, half-open; see `features` for the labels.

    An inside that follows neither its beginning nor its inside opens a span as well.
    """
    found: list[tuple[int, int, int]] = []
    for at, label in enumerate(path):
        beginning = label if label % 2 else label - 1
        if label == 0:
            continue
        if label % 2 == 0 and found and found[-1][1:] == (at, beginning):
            found[-1] = (found[-1][0], at + 1, beginning)
        else:
            found.append((at, at + 1, beginning))
    return found
