"""Writes the model as the engine ships it: `python -m training.export CORPUS RUN OUT --name NAME`.

An ONNX graph with fused layers, its weights as 8-bit integers, the vocabulary and the card. The
graph is compared with the trained model at each step; a graph that differs is not written.

Embeddings have a scale for each piece, matrices one for each 128 weights of a column, and
activations are quantised in the same blocks while running. One scale for all activations of a
layer, the commoner way, is faster by two fifths but changes one label in 25: some features are far
larger than the rest.
"""

import argparse
import json
import logging
from collections.abc import Iterable
from pathlib import Path
from typing import Final, cast

import numpy as np
import onnx
import onnxruntime
import torch
from onnxruntime.quantization.matmul_nbits_quantizer import (
    DefaultWeightOnlyQuantConfig,
    MatMulNBitsQuantizer,
)
from onnxruntime.transformers.fusion_options import FusionOptions
from onnxruntime.transformers.optimizer import optimize_model
from torch import Tensor, nn

from functions.extract.engine.tagging.trained.decoding import Scores
from functions.extract.engine.tagging.trained.features import LABEL_COUNT
from functions.extract.engine.tagging.trained.model import CARD, GRAPH, VOCABULARY, ModelCard
from functions.extract.engine.tagging.trained.windows import windows
from training.chain import Chain
from training.encoder import HEADS, WIDTH, Encoder, Layer
from training.examples import Example, examples
from training.predict import load
from training.vocabulary import vocabulary, wordpiece

_OPSET: Final = 17
_MOST_APART: Final = 1e-3
"""Greatest difference of a score that fusing layers may make."""
_LEAST_AGREEMENT: Final = 0.985
"""Share of the units whose best label survives the loss of precision."""
_COMPARED: Final = 12
"""Articles that graphs are compared on."""
_BITS: Final = 8
_BLOCK: Final = 128
"""Weights that share a scale."""
_BLOCKWISE_ACTIVATIONS: Final = 4
"""The runtime's name for computing in 8-bit integers, block by block."""


class Graph(nn.Module):
    """The encoder as it is exported: 8-bit embeddings, kinds in one table, no padding."""

    words: Tensor
    scales: Tensor

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        table = encoder.kinds_table().detach().clone()
        self.kinds = nn.Embedding.from_pretrained(table)  # type: ignore[no-untyped-call]
        weights = encoder.words.weight.detach()
        scales = weights.abs().amax(1, keepdim=True) / 127
        self.register_buffer("words", torch.round(weights / scales).to(torch.int8))
        self.register_buffer("scales", scales)

    def forward(self, pieces: Tensor, kinds: Tensor) -> Tensor:
        """Scores `[windows, pieces, labels]` of pieces and kinds `[windows, pieces]`."""
        length = pieces.shape[1]
        positions = torch.arange(length)[None]
        words = self.words[pieces].float() * self.scales[pieces]
        states = self.encoder.norm(words + self.encoder.positions(positions) + self.kinds(kinds))
        for layer in cast("Iterable[Layer]", self.encoder.layers):
            attended = self._attention(layer, states)
            states = layer.attention_norm(states + attended)
            states = layer.norm(states + layer.outer(nn.functional.gelu(layer.inner(states))))
        scores: Tensor = self.encoder.scores(states)
        return scores

    @staticmethod
    def _attention(layer: Layer, states: Tensor) -> Tensor:
        """Written out, in the form that the runtime's fusions know."""
        size = WIDTH // HEADS

        def split(projected: Tensor) -> Tensor:
            return projected.view(*projected.shape[:2], HEADS, size).permute(0, 2, 1, 3)

        query, key, value = (split(part(states)) for part in (layer.query, layer.key, layer.value))
        weights = torch.matmul(query, key.transpose(-1, -2)) / size**0.5
        mixed = torch.matmul(nn.functional.softmax(weights, dim=-1), value)
        mixed = mixed.permute(0, 2, 1, 3).contiguous()
        output: Tensor = layer.output(mixed.view(*mixed.shape[:2], WIDTH))
        return output


def exported(encoder: Encoder, path: Path) -> None:
    """Write the graph in full precision."""
    example = torch.arange(5, 21)[None]
    axes = {name: {0: "windows", 1: "pieces"} for name in ("pieces", "kinds", "scores")}
    torch.onnx.export(
        Graph(encoder).eval(),
        (example, torch.zeros_like(example)),
        str(path),
        input_names=["pieces", "kinds"],
        output_names=["scores"],
        dynamic_axes=axes,
        opset_version=_OPSET,
        dynamo=False,
    )


def fused(path: Path, out: Path) -> None:
    """Write the graph with attention, norms and activations as one node each."""
    options = FusionOptions("bert")
    options.enable_embed_layer_norm = False
    options.use_multi_head_attention = True
    optimised = optimize_model(
        str(path), "bert", num_heads=HEADS, hidden_size=WIDTH, optimization_options=options
    )
    optimised.save_model_to_file(str(out))


def quantised(path: Path, out: Path) -> None:
    """Write the graph with matrices of 8-bit weights."""
    how = DefaultWeightOnlyQuantConfig(
        block_size=_BLOCK, is_symmetric=True, bits=_BITS, accuracy_level=_BLOCKWISE_ACTIVATIONS
    )
    # It tells of every node that it comes by.
    logging.getLogger("onnxruntime.quantization.matmul_nbits_quantizer").setLevel(logging.WARNING)
    quantizer = MatMulNBitsQuantizer(onnx.load(str(path)), bits=_BITS, algo_config=how)
    quantizer.process()
    quantizer.model.save_model_to_file(str(out))


def session(path: Path) -> onnxruntime.InferenceSession:
    """The graph, ready to run on one thread."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


class Parity:
    """Some articles, to compare the scores of the trained model and of graphs on."""

    def __init__(self, articles: list[Example]) -> None:
        paragraph = wordpiece().paragraph
        self._windows = [w for one in articles for w in windows(one.units, paragraph)]

    def of_encoder(self, encoder: Encoder) -> list[Scores]:
        """The trained model's scores of the units of each window."""
        with torch.inference_mode():
            return [
                encoder(torch.from_numpy(w.pieces)[None], torch.from_numpy(w.kinds)[None])[
                    0, w.heads
                ].numpy()
                for w in self._windows
            ]

    def of_graph(self, path: Path) -> list[Scores]:
        """A graph's scores of the units of each window."""
        running = session(path)
        return [
            running.run(None, {"pieces": w.pieces[None], "kinds": w.kinds[None]})[0][0, w.heads]
            for w in self._windows
        ]

    def check(self, path: Path, expected: list[Scores], *, exact: bool = False) -> str:
        """How far a graph's scores are from those expected.

        Raises:
            ValueError: If they are farther than they may be.
        """
        pairs = list(zip(self.of_graph(path), expected, strict=True))
        apart = max(float(np.abs(found - wanted).max()) for found, wanted in pairs)
        same = np.concatenate([found.argmax(1) == wanted.argmax(1) for found, wanted in pairs])
        agree = float(same.mean())
        said = f"{path.name}: scores differ by {apart:.2g} at most, {agree:.2%} of labels agree"
        if (apart > _MOST_APART) if exact else (agree < _LEAST_AGREEMENT):
            raise ValueError(said)
        return said


def card(name: str, chain: Chain) -> ModelCard:
    """The card of a model that is not calibrated yet."""
    transitions = chain.transitions.detach().numpy()
    return ModelCard(
        name=name,
        transitions=[[round(float(value), 4) for value in row] for row in transitions],
        starts=[round(float(value), 4) for value in chain.starts.detach()],
    )


def main() -> None:
    """Read the arguments, export, compare, write."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("run", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--name", required=True, help="name and version of the model")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    encoder, chain = load(given.run / "model.pt")
    parity = Parity(examples(given.corpus, "dev", wordpiece())[:_COMPARED])
    trained = parity.of_encoder(encoder)
    plain, joined, small = (given.run / f"{name}.onnx" for name in ("plain", "fused", "int8"))
    exported(encoder, plain)
    print(parity.check(plain, trained))
    fused(plain, joined)
    print(parity.check(joined, parity.of_graph(plain), exact=True))
    quantised(joined, small)
    print(parity.check(small, trained))
    (given.out / GRAPH).write_bytes(small.read_bytes())
    (given.out / VOCABULARY).write_text("\n".join(vocabulary()) + "\n", encoding="utf-8")
    text = json.dumps(card(given.name, chain).model_dump(), indent=1)
    (given.out / CARD).write_text(text + "\n", encoding="utf-8")
    megabytes = (given.out / GRAPH).stat().st_size / 1e6
    print(f"{given.out / GRAPH}: {megabytes:.1f} MB, {LABEL_COUNT} labels")


if __name__ == "__main__":
    main()
