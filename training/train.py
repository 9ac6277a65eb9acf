"""Trains one model: `python -m training.train CORPUS RUN [--seed 1] [--epochs 6] …`.

Writes `RUN/recipe.json`, a checkpoint after each epoch (an interrupted run goes on from it),
`RUN/model.pt` with the averaged weights, and a line for each epoch to `RUN/log.jsonl`.
"""

import argparse
import json
import math
import random
import time
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from benchmarks.attribution import measure
from functions.extract.engine.attribution import Label
from functions.extract.engine.tagging.trained.features import LABEL_COUNT, PLACES
from functions.extract.engine.tagging.trained.windows import Window
from training.chain import Chain
from training.encoder import LAYERS, Encoder, pretrained
from training.examples import Batch, Example, batches, collated, examples
from training.predict import Candidate
from training.vocabulary import weights, wordpiece


@dataclass(frozen=True)
class Recipe:
    """How a model is trained."""

    seed: int = 1
    epochs: int = 6
    batch: int = 16
    rate: float = 1e-4
    head_rate: float = 2e-3
    decay: float = 0.01
    layer_decay: float = 0.95
    """Each layer learns this much slower than the one above it."""
    warm_up: float = 0.1
    dropout: float = 0.1
    average: float = 0.998
    """Weight of the past in the moving average of the weights."""
    chain: bool = True
    """Whether the loss is that of the label sequence, or of each label alone."""
    hints: bool = True
    """Whether the model is told what the rules found."""
    places: bool = True
    cases: bool = True
    hint_dropout: float = 0.1
    """Share of the windows from which the rules' labels are withheld."""
    every: int = 1
    """Each Nth article is learnt from: less for a trial."""


class Model(nn.Module):
    """What is trained: the encoder and the scores of label sequences."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder: Encoder = pretrained(weights())
        self.chain = Chain()

    def loss(self, batch: Batch, recipe: Recipe) -> Tensor:
        """The loss of a batch."""
        scores = self.scores(batch, recipe.dropout)
        if recipe.chain:
            return self.chain.loss(scores, batch.allowed, batch.present)
        known = batch.present & (batch.allowed.sum(-1) == 1)
        labels = batch.allowed.float().argmax(-1)
        return functional.cross_entropy(scores[known], labels[known])

    def scores(self, batch: Batch, dropout: float) -> Tensor:
        """The scores of the units of a batch, `[windows, units, labels]`."""
        with torch.autocast("cpu", torch.bfloat16):
            found = self.encoder(batch.pieces, batch.kinds, dropout)
        index = batch.heads[..., None].expand(-1, -1, LABEL_COUNT)
        gathered: Tensor = found.float().gather(1, index)
        return gathered


def without(kinds: Tensor, recipe: Recipe, chance: random.Random) -> Tensor:
    """The kinds, less what the recipe withholds."""
    case_place, hint = kinds // LABEL_COUNT, kinds % LABEL_COUNT
    case, place = case_place // PLACES, case_place % PLACES
    if not recipe.hints:
        hint = torch.zeros_like(hint)
    elif recipe.hint_dropout:
        kept = [chance.random() >= recipe.hint_dropout for _ in range(len(kinds))]
        hint = hint * torch.tensor(kept)[:, None]
    return (case * recipe.cases * PLACES + place * recipe.places) * LABEL_COUNT + hint


def optimiser(model: Model, recipe: Recipe) -> torch.optim.Optimizer:
    """AdamW (Loshchilov & Hutter 2019) with a rate for each layer."""
    groups = []
    for name, parameter in model.named_parameters():
        plain = parameter.ndim < 2
        groups.append(
            {
                "params": [parameter],
                "lr": _rate(name, recipe),
                "weight_decay": 0.0 if plain else recipe.decay,
            }
        )
    return torch.optim.AdamW(groups)


def _rate(name: str, recipe: Recipe) -> float:
    if "chain" in name or "scores" in name or any(f".{n}." in name for n in ("hints", "places")):
        return recipe.head_rate
    if "layers." in name:
        depth = int(name.split("layers.")[1].split(".", maxsplit=1)[0])
        return recipe.rate * recipe.layer_decay ** (LAYERS - 1 - depth)
    return recipe.rate * recipe.layer_decay**LAYERS


class Average:
    """The moving average of a model's weights (Polyak & Juditsky 1992)."""

    def __init__(self, model: nn.Module, weight: float) -> None:
        self.state = {name: value.clone() for name, value in model.state_dict().items()}
        self._weight = weight
        self.steps = 0

    def update(self, model: nn.Module) -> None:
        """Take in the weights after a step; the first steps count less."""
        self.steps += 1
        weight = min(self._weight, (1 + self.steps) / (10 + self.steps))
        with torch.no_grad():
            for name, value in model.state_dict().items():
                self.state[name].lerp_(value, 1 - weight)


class Run:
    """One training run, its state and its folder."""

    def __init__(
        self, folder: Path, recipe: Recipe, articles: list[Example], paragraph: int
    ) -> None:
        torch.manual_seed(recipe.seed)
        self.folder, self.recipe, self.articles = folder, recipe, articles
        self.paragraph = paragraph
        self.model = Model()
        self.average = Average(self.model, recipe.average)
        self.optimiser = optimiser(self.model, recipe)
        self.epoch = 0
        self.total = recipe.epochs * len(self._batches(0))
        self.schedule = torch.optim.lr_scheduler.LambdaLR(self.optimiser, self._factor)
        if (folder / "checkpoint.pt").exists():
            self._resume()

    def _batches(self, epoch: int) -> list[list[tuple[int, Window]]]:
        chance = random.Random(f"{self.recipe.seed}/{epoch}")  # noqa: S311
        return batches(self.articles, self.paragraph, self.recipe.batch, chance)

    def _factor(self, step: int) -> float:
        warm = self.recipe.warm_up * self.total
        if step < warm:
            return step / max(1.0, warm)
        return max(0.0, (self.total * 1.02 - step) / (self.total * 1.02 - warm))

    def train_epoch(self) -> float:
        """One pass over the articles; the mean loss."""
        groups = self._batches(self.epoch)
        chance = random.Random(f"hints/{self.recipe.seed}/{self.epoch}")  # noqa: S311
        losses, begun = [], time.perf_counter()
        for at, items in enumerate(groups):
            losses.append(self._step(collated(self.articles, items), chance))
            if at % 20 == 19 or at + 1 == len(groups):
                seconds = time.perf_counter() - begun
                print(
                    f"\repoch {self.epoch + 1}/{self.recipe.epochs} batch {at + 1}/{len(groups)} "
                    f"loss {sum(losses[-50:]) / len(losses[-50:]):.4f} {seconds:.0f} s",
                    end="",
                    flush=True,
                )
        print()
        self.epoch += 1
        self._save()
        return sum(losses) / len(losses)

    def _step(self, batch: Batch, chance: random.Random) -> float:
        kinds = without(batch.kinds, self.recipe, chance)
        loss = self.loss(replace(batch, kinds=kinds))
        self.optimiser.zero_grad()
        torch.autograd.backward(loss)
        nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimiser.step()
        self.schedule.step()
        self.average.update(self.model)
        value = loss.item()
        if not math.isfinite(value):
            msg = f"the loss is {value} at epoch {self.epoch + 1}"
            raise FloatingPointError(msg)
        return value

    def loss(self, batch: Batch) -> Tensor:
        """What is minimised."""
        return self.model.loss(batch, self.recipe)

    def averaged(self) -> Model:
        """The model with the averaged weights."""
        model = Model()
        model.load_state_dict(self.average.state)
        return model.eval()

    def _save(self) -> None:
        state = {
            "model": self.model.state_dict(),
            "average": self.average.state,
            "steps": self.average.steps,
            "optimiser": self.optimiser.state_dict(),
            "schedule": self.schedule.state_dict(),
            "epoch": self.epoch,
            "random": torch.get_rng_state(),
        }
        temporary = self.folder / "checkpoint.tmp"
        torch.save(state, temporary)
        temporary.replace(self.folder / "checkpoint.pt")
        model = self.averaged()
        torch.save(
            {"encoder": model.encoder.state_dict(), "chain": model.chain.state_dict()},
            self.folder / "model.pt",
        )

    def _resume(self) -> None:
        state = torch.load(self.folder / "checkpoint.pt", weights_only=True)
        self.model.load_state_dict(state["model"])
        self.average.state, self.average.steps = state["average"], state["steps"]
        self.optimiser.load_state_dict(state["optimiser"])
        self.schedule.load_state_dict(state["schedule"])
        self.epoch = state["epoch"]
        torch.set_rng_state(state["random"])
        print(f"goes on after epoch {self.epoch}")


def figures(model: Model, recipe: Recipe, articles: list[Example]) -> dict[str, float]:
    """F1 of the averaged model on articles it has not seen, in percent."""
    tagger = Candidate(
        [(model.encoder, model.chain)],
        wordpiece(),
        hints=recipe.hints,
        keep=lambda kinds: without(kinds, _certain(recipe), random.Random(0)),  # noqa: S311
    )
    report = measure((article.gold for article in articles), tagger)
    found = {f"{label.value}": report.exact[label].f1 for label in Label}
    return {**found, "attribution": report.attributions.f1}


def _certain(recipe: Recipe) -> Recipe:
    return Recipe(**{**asdict(recipe), "hint_dropout": 0.0})


def train(run: Run, held_out: list[Example]) -> None:
    """All epochs, with the figures of each."""
    while run.epoch < run.recipe.epochs:
        begun = time.perf_counter()
        loss = run.train_epoch()
        line: dict[str, float] = {"epoch": run.epoch, "loss": round(loss, 4)}
        line["seconds"] = round(time.perf_counter() - begun)
        if run.epoch >= run.recipe.epochs - 1 or run.epoch % 2 == 0:
            line |= figures(run.averaged(), run.recipe, held_out)
        print(json.dumps(line), flush=True)
        with (run.folder / "log.jsonl").open("a") as log:
            log.write(json.dumps(line) + "\n")


def recipe_arguments(parser: argparse.ArgumentParser) -> None:
    """An option for each field of a recipe."""
    for field in fields(Recipe):
        kind = type(field.default)
        name = f"--{field.name.replace('_', '-')}"
        if kind is bool:
            parser.add_argument(name, action=argparse.BooleanOptionalAction, default=field.default)
        else:
            parser.add_argument(name, type=kind, default=field.default)


def recipe_of(given: argparse.Namespace) -> Recipe:
    """The recipe that the arguments describe."""
    return Recipe(**{field.name: getattr(given, field.name) for field in fields(Recipe)})


def main() -> None:
    """Read the arguments, train."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("run", type=Path)
    recipe_arguments(parser)
    given = parser.parse_args()
    recipe = recipe_of(given)
    given.run.mkdir(parents=True, exist_ok=True)
    (given.run / "recipe.json").write_text(json.dumps(asdict(recipe), indent=2) + "\n")
    splitter = wordpiece()
    articles = examples(given.corpus, "train", splitter)[:: recipe.every]
    held_out = examples(given.corpus, "dev", splitter)
    print(f"{len(articles)} articles to learn from, {len(held_out)} held out", flush=True)
    train(Run(given.run, recipe, articles, splitter.paragraph), held_out)


if __name__ == "__main__":
    main()
