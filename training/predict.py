"""A model under training as a tagger, so that it is scored as the shipped one is."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from functions.extract.engine.attribution import Attribution, Tag
from functions.extract.engine.tagging.rules import RulesTagger
from functions.extract.engine.tagging.trained import decoding
from functions.extract.engine.tagging.trained.features import LABELS, Unit, units_of
from functions.extract.engine.tagging.trained.windows import stitched, windows
from functions.extract.engine.tagging.trained.wordpiece import WordPiece
from schemas.article import Article
from training.chain import Chain
from training.encoder import Encoder

Keep = Callable[[Tensor], Tensor]


def _all(kinds: Tensor) -> Tensor:
    return kinds


def scores_of(
    encoder: Encoder, units: Sequence[Unit], paragraph: int, keep: Keep = _all
) -> NDArray[np.float32]:
    """The scores of all units of an article, `[units, labels]`."""
    found = []
    with torch.inference_mode():
        for window in windows(units, paragraph):
            pieces = torch.from_numpy(window.pieces)[None]
            kinds = keep(torch.from_numpy(window.kinds)[None])
            scores = encoder(pieces, kinds)[0, torch.from_numpy(window.heads)]
            found.append((window, scores.float().numpy()))
    return stitched(len(units), found)


def decoder(chain: Chain) -> decoding.Chain:
    """The label scores as the decoder takes them."""
    return decoding.Chain(
        chain.transitions.detach().numpy().copy(), chain.starts.detach().numpy().copy()
    )


class Candidate:
    """Encoders whose probabilities are averaged, as one tagger."""

    name = "candidate"

    def __init__(
        self,
        models: Sequence[tuple[Encoder, Chain]],
        wordpiece: WordPiece,
        *,
        hints: bool = True,
        keep: Keep = _all,
    ) -> None:
        self._models = models
        self._wordpiece = wordpiece
        self._hints = hints
        self._keep = keep

    def confidence(self, attribution: Attribution) -> float:
        """Nothing is calibrated yet."""
        return attribution.least

    def tag(self, article: Article) -> list[Tag]:
        """The tags of the article's prose, in order."""
        known = RulesTagger().tag(article) if self._hints else []
        units = units_of(article, known, self._wordpiece)
        scores = [
            scores_of(encoder, units, self._wordpiece.paragraph, self._keep)
            for encoder, _ in self._models
        ]
        chains = [decoder(chain) for _, chain in self._models]
        mean = decoding.Chain(
            np.mean([chain.transitions for chain in chains], axis=0),
            np.mean([chain.starts for chain in chains], axis=0),
        )
        path = decoding.best_path(np.mean(scores, axis=0), mean)
        return [
            Tag(units[first].start, units[last - 1].end, LABELS[label // 2], "candidate", 1.0)
            for first, last, label in decoding.spans(path)
        ]


def load(path: Path) -> tuple[Encoder, Chain]:
    """The averaged weights of a run."""
    state = torch.load(path, weights_only=True)
    encoder, chain = Encoder(), Chain()
    encoder.load_state_dict(state["encoder"])
    chain.load_state_dict(state["chain"])
    return encoder.eval(), chain.eval()
