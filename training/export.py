"""Writes the model as the engine ships it: `python -m training.export CORPUS RUN OUT --name NAME`.

An ONNX graph with fused layers, its weights as 8-bit integers, the vocabulary and the card. The
graph is compared with the trained model at each step; a graph that differs is not written.
"""

import argparse
import json
from pathlib import Path
from typing import Final

import numpy as np
import onnx
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers.fusion_options import FusionOptions
from onnxruntime.transformers.optimizer import optimize_model
from torch import Tensor, nn

from functions.extract.engine.tagging.trained.features import LABEL_COUNT
from functions.extract.engine.tagging.trained.model import CARD, GRAPH, VOCABULARY, ModelCard
from functions.extract.engine.tagging.trained.windows import Window, windows
from training.chain import Chain
from training.encoder import HEADS, WIDTH, Encoder, Layer
from training.examples import Example, examples
from training.predict import load
from training.vocabulary import vocabulary, wordpiece

_OPSET: Final = 17
_MOST_APART: Final = 1e-3
"""Greatest difference of a score between the trained model and the graph in full precision."""
_LEAST_AGREEMENT: Final = 0.985
"""Share of the units whose best label survives the loss of precision."""


class Graph(nn.Module):
    """The encoder as it is exported: kinds in one table, no padding."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        self.kinds = nn.Embedding.from_pretrained(encoder.kinds_table().detach().clone())

    def forward(self, pieces: Tensor, kinds: Tensor) -> Tensor:
        """Scores `[windows, pieces, labels]` of pieces and kinds `[windows, pieces]`."""
        length = pieces.shape[1]
        positions = torch.arange(length)[None]
        summed = self.encoder.words(pieces) + self.encoder.positions(positions) + self.kinds(kinds)
        states = self.encoder.norm(summed)
        for layer in self.encoder.layers:
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
    optimised = optimize_model(
        str(path), "bert", num_heads=HEADS, hidden_size=WIDTH, optimization_options=options
    )
    optimised.save_model_to_file(str(out))


def quantised(path: Path, out: Path) -> None:
    """Write the graph with 8-bit weights, each column of a matrix with a scale of its own."""
    quantize_dynamic(
        str(path),
        str(out),
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=False,
        op_types_to_quantize=["MatMul", "Attention", "Gather", "Gemm"],
        extra_options={"MatMulConstBOnly": True, "DefaultTensorType": onnx.TensorProto.FLOAT},
    )


def session(path: Path) -> onnxruntime.InferenceSession:
    """The graph, ready to run on one thread."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


class Parity:
    """The trained model's scores on some articles, to compare graphs with."""

    def __init__(self, encoder: Encoder, articles: list[Example]) -> None:
        paragraph = wordpiece().paragraph
        self._windows = [w for one in articles for w in windows(one.units, paragraph)]
        with torch.inference_mode():
            self._expected = [self._run(encoder, window) for window in self._windows]

    @staticmethod
    def _run(encoder: Encoder, window: Window) -> np.ndarray:
        pieces, kinds = torch.from_numpy(window.pieces), torch.from_numpy(window.kinds)
        scores: np.ndarray = encoder(pieces[None], kinds[None])[0].numpy()
        return scores

    def check(self, path: Path, *, exact: bool) -> str:
        """How far a graph's scores are from the model's.

        Raises:
            ValueError: If they are farther than they may be.
        """
        running = session(path)
        apart, same, total = 0.0, 0, 0
        for window, scores in zip(self._windows, self._expected, strict=True):
            inputs = {"pieces": window.pieces[None], "kinds": window.kinds[None]}
            found = running.run(None, inputs)[0][0]
            found, expected = found[window.heads], scores[window.heads]
            apart = max(apart, float(np.abs(found - expected).max()))
            same += int((found.argmax(1) == expected.argmax(1)).sum())
            total += len(found)
        said = f"{path.name}: scores differ by {apart:.2g} at most, {same / total:.2%} labels agree"
        if apart > _MOST_APART if exact else same / total < _LEAST_AGREEMENT:
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
    parity = Parity(encoder, examples(given.corpus, "dev", wordpiece())[:12])
    plain, joined, small = (given.run / f"{name}.onnx" for name in ("plain", "fused", "int8"))
    exported(encoder, plain)
    print(parity.check(plain, exact=True))
    fused(plain, joined)
    print(parity.check(joined, exact=True))
    quantised(joined, small)
    print(parity.check(small, exact=False))
    (given.out / GRAPH).write_bytes(small.read_bytes())
    (given.out / VOCABULARY).write_text("\n".join(vocabulary()) + "\n", encoding="utf-8")
    text = json.dumps(card(given.name, chain).model_dump(), indent=1)
    (given.out / CARD).write_text(text + "\n", encoding="utf-8")
    megabytes = (given.out / GRAPH).stat().st_size / 1e6
    print(f"{given.out / GRAPH}: {megabytes:.1f} MB, {LABEL_COUNT} labels")


if __name__ == "__main__":
    main()
