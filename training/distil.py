"""Distils several models into one: `python -m training.distil CORPUS RUN TEACHER [TEACHER …]`.

The student learns the mean of the teachers' distributions over label sequences (Hinton, Vinyals &
Dean 2015; Wang et al. 2020 for structured ones) beside the annotation, and also on articles without
annotations where a file of texts is given. It starts from the published encoder, as they did, or
from one of them.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from benchmarks.corpus import Gold
from functions.extract.engine.tagging.trained.decoding import posterior
from training.chain import Chain
from training.encoder import Encoder
from training.examples import UNKNOWN_LABEL, Batch, Example, example, examples
from training.predict import decoder, load, scores_of
from training.train import Recipe, Run, recipe_arguments, recipe_of, train
from training.vocabulary import wordpiece

Taught = tuple[NDArray[np.float16], NDArray[np.float16]]
"""For the units of an article the teachers' probabilities of labels and of pairs of labels."""


def taught(teachers: Sequence[tuple[Encoder, Chain]], article: Example, paragraph: int) -> Taught:
    """The mean of what the teachers hold of an article."""
    found = [
        posterior(scores_of(encoder, article.units, paragraph), decoder(chain))
        for encoder, chain in teachers
    ]
    return (
        np.mean([one.single for one in found], axis=0).astype(np.float16),
        np.mean([one.pairs for one in found], axis=0).astype(np.float16),
    )


class Lessons:
    """What the teachers hold of every article, in batches."""

    def __init__(self, teachers: Sequence[tuple[Encoder, Chain]], paragraph: int) -> None:
        self._teachers = teachers
        self._paragraph = paragraph
        self._known: dict[int, Taught] = {}

    def of(self, batch: Batch, articles: Sequence[Example]) -> tuple[Tensor, Tensor]:
        """The probabilities of labels `[windows, units, labels]` and the sums over pairs."""
        singles = torch.zeros(batch.allowed.shape)
        pairs = torch.zeros(batch.allowed.shape[-1:] * 2)
        for row, (at, first, last) in enumerate(batch.places):
            single, pair = self._article(at, articles)
            singles[row, : last - first] = torch.from_numpy(single[first:last].astype(np.float32))
            pairs += torch.from_numpy(pair[first : last - 1].astype(np.float32).sum(0))
        return singles, pairs

    def _article(self, at: int, articles: Sequence[Example]) -> Taught:
        if at not in self._known:
            self._known[at] = taught(self._teachers, articles[at], self._paragraph)
        return self._known[at]


class Distillation(Run):
    """A run that learns from teachers beside the annotation."""

    def __init__(
        self, folder: Path, recipe: Recipe, articles: list[Example], lessons: Lessons, weight: float
    ) -> None:
        super().__init__(folder, recipe, articles, wordpiece().paragraph)
        self._lessons, self._weight = lessons, weight

    def loss(self, batch: Batch) -> Tensor:
        """The teachers' distribution and the annotation, weighted."""
        scores = self.model.scores(batch, self.recipe.dropout)
        single, pairs = self._lessons.of(batch, self.articles)
        chain = self.model.chain
        distance = chain.distance(scores, single, pairs, batch.present)
        annotated = chain.loss(scores, batch.allowed, batch.present)
        return self._weight * distance + (1 - self._weight) * annotated


def unlabelled(path: Path) -> list[Example]:
    """Articles without annotations: a JSON object of objects with an `articleBody` each."""
    bodies = [entry["articleBody"] for entry in json.loads(path.read_text("utf-8")).values()]
    found = [example(Gold(str(at), body, [], []), wordpiece()) for at, body in enumerate(bodies)]
    return [
        Example(one.gold, one.units, [UNKNOWN_LABEL] * len(one.units)) for one in found if one.units
    ]


def main() -> None:
    """Read the arguments, distil."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("run", type=Path)
    parser.add_argument("teachers", type=Path, nargs="+", help="folders of finished runs")
    parser.add_argument("--weight", type=float, default=0.7, help="of the teachers' word")
    parser.add_argument("--unlabelled", type=Path, help="JSON file of texts to learn from as well")
    parser.add_argument("--start", type=Path, help="folder of a run whose weights to start from")
    recipe_arguments(parser)
    given = parser.parse_args()
    recipe = recipe_of(given)
    given.run.mkdir(parents=True, exist_ok=True)
    (given.run / "recipe.json").write_text(json.dumps(asdict(recipe), indent=2) + "\n")
    articles = examples(given.corpus, "train", wordpiece())[:: recipe.every]
    articles += unlabelled(given.unlabelled) if given.unlabelled else []
    teachers = [load(folder / "model.pt") for folder in given.teachers]
    lessons = Lessons(teachers, wordpiece().paragraph)
    run = Distillation(given.run, recipe, articles, lessons, given.weight)
    if given.start and run.epoch == 0:
        encoder, chain = load(given.start / "model.pt")
        run.model.encoder.load_state_dict(encoder.state_dict())
        run.model.chain.load_state_dict(chain.state_dict())
    train(run, examples(given.corpus, "dev", wordpiece()))


if __name__ == "__main__":
    main()
