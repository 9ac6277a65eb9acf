"""The encoder with its scores for labels: BERT's layers (Devlin et al. 2019), written out.

Written out so that the exported graph is the trained one, layer by layer, and so that the kinds of
units (case, quotation, the rules' label) take the place of BERT's segments. Losses live in `chain`.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from functions.extract.engine.tagging.trained.features import CASES, LABEL_COUNT, PLACES
from functions.extract.engine.tagging.trained.wordpiece import PAD

LAYERS: Final = 6
WIDTH: Final = 384
HEADS: Final = 12
INNER: Final = 1536
VOCABULARY: Final = 30_522
POSITIONS: Final = 512
EPSILON: Final = 1e-12


def dropped(states: Tensor, share: float) -> Tensor:
    """The states with some of their features set to nothing, the same in a whole window.

    One mask for all pieces of a window (Gal & Ghahramani 2016) costs nothing beside one for each.
    """
    if not share:
        return states
    kept = torch.rand(len(states), 1, states.shape[2]) >= share
    return states * (kept / (1 - share)).to(states.dtype)


class Layer(nn.Module):
    """Self-attention and a feed-forward network, each with its residual and norm."""

    def __init__(self) -> None:
        super().__init__()
        self.query = nn.Linear(WIDTH, WIDTH)
        self.key = nn.Linear(WIDTH, WIDTH)
        self.value = nn.Linear(WIDTH, WIDTH)
        self.output = nn.Linear(WIDTH, WIDTH)
        self.attention_norm = nn.LayerNorm(WIDTH, EPSILON)
        self.inner = nn.Linear(WIDTH, INNER)
        self.outer = nn.Linear(INNER, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, EPSILON)

    def forward(self, states: Tensor, bias: Tensor | None, dropout: float) -> Tensor:
        """States `[windows, pieces, width]` to states; `bias` is added to attention scores."""
        attended = self._attention(states, bias)
        states = self.attention_norm(states + dropped(attended, dropout))
        inner = functional.gelu(self.inner(states))
        normed: Tensor = self.norm(states + dropped(self.outer(inner), dropout))
        return normed

    def _attention(self, states: Tensor, bias: Tensor | None) -> Tensor:
        windows, pieces, _ = states.shape

        def split(projected: Tensor) -> Tensor:
            return projected.view(windows, pieces, HEADS, WIDTH // HEADS).transpose(1, 2)

        mixed = functional.scaled_dot_product_attention(
            split(self.query(states)),
            split(self.key(states)),
            split(self.value(states)),
            attn_mask=bias,
        )
        output: Tensor = self.output(mixed.transpose(1, 2).reshape(windows, pieces, WIDTH))
        return output


class Encoder(nn.Module):
    """Pieces and kinds to a score for each label of each piece."""

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.cases = nn.Embedding(CASES, WIDTH)
        self.places = nn.Embedding(PLACES, WIDTH)
        self.hints = nn.Embedding(LABEL_COUNT, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, EPSILON)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.scores = nn.Linear(WIDTH, LABEL_COUNT)
        for table in (self.cases, self.places, self.hints):
            nn.init.zeros_(table.weight)

    def forward(self, pieces: Tensor, kinds: Tensor, dropout: float = 0.0) -> Tensor:
        """Scores `[windows, pieces, labels]` of `[windows, pieces]`; padding is not attended to."""
        absent = pieces == PAD
        bias = None
        if bool(absent.any()):
            bias = torch.zeros(absent.shape, dtype=torch.float32).masked_fill(absent, -1e4)
            bias = bias[:, None, None, :]
        states = self.embedded(pieces, kinds)
        states = dropped(states, dropout)
        for layer in self.layers:
            states = layer(states, bias if bias is None else bias.to(states.dtype), dropout)
        scores: Tensor = self.scores(dropped(states, dropout))
        return scores

    def embedded(self, pieces: Tensor, kinds: Tensor) -> Tensor:
        """The normed sum of all embeddings of each piece."""
        length = pieces.shape[1]
        known = self.kinds_table()[kinds]
        summed = self.words(pieces) + self.positions.weight[:length] + known
        normed: Tensor = self.norm(summed)
        return normed

    def kinds_table(self) -> Tensor:
        """One embedding for each combination of case, place and hint, in the order of `kind_of`."""
        case = self.cases.weight[:, None, None, :]
        place = self.places.weight[None, :, None, :]
        hint = self.hints.weight[None, None, :, :]
        return (case + place + hint).reshape(-1, WIDTH)


_PARTS: Final = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "output": "attention.output.dense",
    "attention_norm": "attention.output.LayerNorm",
    "inner": "intermediate.dense",
    "outer": "output.dense",
    "norm": "output.LayerNorm",
}


def pretrained(weights: Path) -> Encoder:
    """The encoder with the published weights of MiniLM; its scores are still untrained.

    Raises:
        KeyError: If the file lacks a tensor of the encoder.
    """
    found = {key.removeprefix("bert."): value for key, value in load_file(weights).items()}
    encoder = Encoder()
    with torch.no_grad():
        encoder.words.weight.copy_(found["embeddings.word_embeddings.weight"])
        encoder.positions.weight.copy_(found["embeddings.position_embeddings.weight"])
        # The published model has two segments, of which single texts use the first.
        encoder.cases.weight.copy_(found["embeddings.token_type_embeddings.weight"][:1])
        _copy(encoder.norm, found, "embeddings.LayerNorm")
        for at, layer in enumerate(encoder.layers):
            for ours, theirs in _PARTS.items():
                _copy(getattr(layer, ours), found, f"encoder.layer.{at}.{theirs}")
    return encoder


def _copy(module: nn.Module, found: Mapping[str, Tensor], name: str) -> None:
    state = {key: found[f"{name}.{key}"] for key in ("weight", "bias")}
    module.load_state_dict(state)
