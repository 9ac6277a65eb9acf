"""The shipped model: its files, and one run of it over a window.

The only module of the engine that reads files, once in each process. Without the files, or without
the packages that run them, there is no model, and the rules tag alone.
"""

import json
import math
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final, Protocol, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

from functions.extract.engine.tagging.trained.decoding import Chain
from functions.extract.engine.tagging.trained.windows import Window
from functions.extract.engine.tagging.trained.wordpiece import WordPiece

FOLDER: Final = Path(__file__).with_name("shipped")
GRAPH: Final = "attribution.onnx"
VOCABULARY: Final = "vocabulary.txt"
CARD: Final = "model.json"
_CERTAIN: Final = 1e-4
"""How near to 0 and 1 a probability may be."""


class Scale(BaseModel):
    """A logistic curve from the log-odds of a raw probability to a calibrated one (Platt 1999)."""

    model_config = ConfigDict(frozen=True)

    slope: float = 1.0
    offset: float = 0.0

    def __call__(self, raw: float) -> float:
        """The calibrated probability."""
        odds = self.slope * log_odds(raw) + self.offset
        return 1 / (1 + math.exp(-odds))


def log_odds(probability: float) -> float:
    """The log-odds of a probability, of which none is taken for certain."""
    bounded = min(max(probability, _CERTAIN), 1 - _CERTAIN)
    return math.log(bounded / (1 - bounded))


class ModelCard(BaseModel):
    """What belongs to the graph: its name, the scores of label sequences, the calibration."""

    model_config = ConfigDict(frozen=True)

    name: str
    """Name and version, for the records' provenance."""
    transitions: list[list[float]]
    """`[from, to]`"""
    starts: list[float]
    source: Scale = Scale()
    cue: Scale = Scale()
    content: Scale = Scale()
    attribution: Scale = Scale()
    """From the least of an attribution's parts to the whole of it."""

    @property
    def chain(self) -> Chain:
        """As the decoder takes it."""
        return Chain(np.array(self.transitions, np.float32), np.array(self.starts, np.float32))


class Session(Protocol):
    """What runs a graph: an inference session of onnxruntime, or what stands in for it."""

    def run(
        self, output_names: list[str] | None, input_feed: dict[str, NDArray[np.int64]]
    ) -> list[NDArray[np.float32]]:
        """The graph's outputs for its inputs."""
        ...


class Model:
    """The graph with its vocabulary and its card, run on one thread."""

    def __init__(self, session: Session, wordpiece: WordPiece, card: ModelCard) -> None:
        self._session = session
        self.wordpiece = wordpiece
        self.card = card

    @classmethod
    def read(cls, folder: Path) -> Self:
        """The model in a folder.

        Raises:
            OSError: If a file is missing.
        """
        # Imported here, so that the rules run where the package is not installed.
        import onnxruntime  # noqa: PLC0415

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        session = onnxruntime.InferenceSession(
            (folder / GRAPH).read_bytes(), options, providers=["CPUExecutionProvider"]
        )
        pieces = (folder / VOCABULARY).read_text("utf-8").splitlines()
        card = ModelCard.model_validate(json.loads((folder / CARD).read_text("utf-8")))
        return cls(session, WordPiece(pieces), card)

    def with_card(self, card: ModelCard) -> "Model":
        """The same graph with another card."""
        return Model(self._session, self.wordpiece, card)

    def scores(self, window: Window) -> NDArray[np.float32]:
        """The scores of a window's units, `[units, labels]`."""
        inputs = {"pieces": window.pieces[None], "kinds": window.kinds[None]}
        found: NDArray[np.float32] = self._session.run(None, inputs)[0][0, window.heads]
        return found


@cache
def shipped() -> Model | None:
    """The model of this package; none where it, or what runs it, is not there."""
    if not (FOLDER / GRAPH).is_file() or find_spec("onnxruntime") is None:
        return None
    return Model.read(FOLDER)
