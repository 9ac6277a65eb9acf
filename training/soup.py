"""Averages the weights of several runs, or scores several as one: `python -m training.soup …`.

Runs from the same published encoder often lie in one basin, where the mean of their weights is
better than each (Wortsman et al. 2022); the mean of their scores is what distillation aims at.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor

from benchmarks.attribution import measure
from functions.extract.engine.attribution import Label
from training.chain import Chain
from training.encoder import Encoder
from training.examples import Example, examples
from training.predict import Candidate, load
from training.vocabulary import wordpiece


def mean(states: Sequence[dict[str, Tensor]]) -> dict[str, Tensor]:
    """The mean of weights of the same names."""
    return {name: torch.stack([state[name] for state in states]).mean(0) for name in states[0]}


def soup(models: Sequence[tuple[Encoder, Chain]]) -> tuple[Encoder, Chain]:
    """One model with the mean of the weights of all."""
    encoder, chain = Encoder(), Chain()
    encoder.load_state_dict(mean([one.state_dict() for one, _ in models]))
    chain.load_state_dict(mean([one.state_dict() for _, one in models]))
    return encoder.eval(), chain.eval()


def scored(
    models: Sequence[tuple[Encoder, Chain]], articles: Sequence[Example]
) -> dict[str, float]:
    """F1 of the mean of the models' scores, in percent."""
    report = measure((article.gold for article in articles), Candidate(models, wordpiece()))
    found = {label.value: round(report.exact[label].f1, 1) for label in Label}
    return {**found, "attribution": round(report.attributions.f1, 1)}


def main() -> None:
    """Score each run, the mean of their scores, and the mean of their weights."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("runs", type=Path, nargs="+")
    parser.add_argument("--write", type=Path, help="folder for the mean of the weights")
    given = parser.parse_args()
    held_out = examples(given.corpus, "dev", wordpiece())
    models = [load(run / "model.pt") for run in given.runs]
    for run, model in zip(given.runs, models, strict=True):
        print(run.name, json.dumps(scored([model], held_out)), flush=True)
    if len(models) > 1:
        print("mean of scores", json.dumps(scored(models, held_out)), flush=True)
        mixed = soup(models)
        print("mean of weights", json.dumps(scored([mixed], held_out)), flush=True)
        if given.write:
            given.write.mkdir(parents=True, exist_ok=True)
            state = {"encoder": mixed[0].state_dict(), "chain": mixed[1].state_dict()}
            torch.save(state, given.write / "model.pt")


if __name__ == "__main__":
    main()
