"""A model whose scores are given by what the rules found, so that its spans can be foreseen."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from functions.extract.engine.tagging.trained.features import LABEL_COUNT
from functions.extract.engine.tagging.trained.model import Model, ModelCard, Scale
from functions.extract.engine.tagging.trained.wordpiece import WordPiece

SURE = 8.0
PIECES = ["[PAD]", "[unused0]", "[UNK]"]

Believes = Callable[[NDArray[np.int64]], NDArray[np.int64]]
"""From the rules' labels of the pieces to those that the model believes."""


def _as_told(hints: NDArray[np.int64]) -> NDArray[np.int64]:
    return hints


def nothing(hints: NDArray[np.int64]) -> NDArray[np.int64]:
    """A model that finds nothing anywhere."""
    return np.zeros_like(hints)


class FakeSession:
    """Scores the labels that it believes in, and counts how often it ran."""

    def __init__(self, believes: Believes) -> None:
        self._believes = believes
        self.lengths: list[int] = []

    def run(
        self, output_names: Sequence[str] | None, input_feed: dict[str, NDArray[np.int64]]
    ) -> list[NDArray[np.float32]]:
        """Scores for each piece."""
        assert output_names is None
        self.lengths.append(input_feed["pieces"].shape[1])
        labels = self._believes(input_feed["kinds"] % LABEL_COUNT)
        return [np.float32(SURE) * np.eye(LABEL_COUNT, dtype=np.float32)[labels]]


def fake_model(believes: Believes = _as_told, attribution: Scale | None = None) -> Model:
    """A model over a vocabulary of nothing, every label as likely after every other."""
    card = ModelCard(
        name="fake-1",
        transitions=[[0.0] * LABEL_COUNT] * LABEL_COUNT,
        starts=[0.0] * LABEL_COUNT,
        attribution=attribution or Scale(),
    )
    return Model(FakeSession(believes), WordPiece(PIECES), card)
