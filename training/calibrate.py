"""Fits confidence to articles not learnt from: `python -m training.calibrate CORPUS MODEL`.

For each label, a logistic curve from the model's probability of a span to the share of such spans
that are exactly an annotated one; for attributions, from the least certain part to the share that
have the right source and content. The curves go into the model's card. How well they hold is
measured on articles that the curve was not fitted to, in five folds, and drawn.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.attribution import parts
from benchmarks.corpus import Gold, corpus
from benchmarks.scoring import contiguous, matches
from functions.extract.engine.attribution import TRAINED, Attribution, Label
from functions.extract.engine.tagging.linking import link
from functions.extract.engine.tagging.trained.model import CARD, Model, ModelCard, Scale, log_odds
from functions.extract.engine.tagging.trained.tagger import TrainedTagger
from training.reliability import diagram

FOLDS: Final = 5
_STEPS: Final = 50
_BINS: Final = 10


@dataclass(frozen=True, slots=True)
class Judged:
    """The model's word on a span or an attribution, and whether it was right."""

    article: int
    probability: float
    right: bool


def fitted(judged: Sequence[Judged]) -> Scale:
    """The logistic curve of greatest likelihood (Newton's method)."""
    odds = np.array([log_odds(one.probability) for one in judged])
    right = np.array([one.right for one in judged], float)
    design = np.stack([odds, np.ones_like(odds)], 1)
    weights = np.array([1.0, 0.0])
    for _ in range(_STEPS):
        found = 1 / (1 + np.exp(-design @ weights))
        gradient = design.T @ (found - right) + 1e-3 * (weights - [1.0, 0.0])
        curvature = (design.T * (found * (1 - found))) @ design + 1e-3 * np.eye(2)
        weights = weights - np.linalg.solve(curvature, gradient)
    return Scale(slope=round(float(weights[0]), 4), offset=round(float(weights[1]), 4))


def cross_fitted(judged: Sequence[Judged]) -> list[Judged]:
    """Each with the probability of a curve that was fitted to other articles."""
    return [
        Judged(one.article, curve(one.probability), one.right)
        for fold in range(FOLDS)
        for curve in [fitted([one for one in judged if one.article % FOLDS != fold])]
        for one in judged
        if one.article % FOLDS == fold
    ]


def bins(judged: Sequence[Judged]) -> list[tuple[float, float, int]]:
    """Mean confidence, share right and count, by tenths of confidence."""
    groups: dict[int, list[Judged]] = {}
    for one in judged:
        groups.setdefault(min(_BINS - 1, int(one.probability * _BINS)), []).append(one)
    return [
        (
            sum(one.probability for one in group) / len(group),
            sum(one.right for one in group) / len(group),
            len(group),
        )
        for _, group in sorted(groups.items())
    ]


def expected_error(judged: Sequence[Judged]) -> float:
    """Expected calibration error: the mean distance of confidence from the share right."""
    return sum(n * abs(said - right) for said, right, n in bins(judged)) / max(1, len(judged))


def spans(
    at: int, gold: Gold, attributions: Sequence[Attribution], label: Label
) -> Iterator[Judged]:
    """The model's spans of a label, as judged by the annotation."""
    known = set(
        chain.from_iterable(contiguous(getattr(marked, label.value)) for marked in gold.parts())
    )
    for tag in {tag for one in attributions for tag in one.tags}:
        if tag.label is label and tag.rule == TRAINED:
            (run,) = contiguous(gold.units([(tag.start, tag.end)]))
            yield Judged(at, tag.confidence, run in known)


def attributions_judged(
    at: int, gold: Gold, attributions: Sequence[Attribution]
) -> Iterator[Judged]:
    """The model's attributions with content, as judged by the annotation."""
    known = gold.parts()
    for one in attributions:
        if one.content and any(tag.rule == TRAINED for tag in one.tags):
            right = any(matches(parts(gold, one), other) for other in known)
            yield Judged(at, one.least, right)


def calibrated(model: Model, articles: Sequence[Gold]) -> tuple[ModelCard, dict[str, list[Judged]]]:
    """The card with its curves, and how well they hold on other articles."""
    card = model.card.model_copy(update={name.value: Scale() for name in Label})
    card = card.model_copy(update={"attribution": Scale()})
    held: dict[str, list[Judged]] = {}
    linked = _linked(model.with_card(card), articles)
    for label in Label:
        judged = [j for at, (g, a) in enumerate(linked) for j in spans(at, g, a, label)]
        card = card.model_copy(update={label.value: fitted(judged)})
        held[label.value] = cross_fitted(judged)
    linked = _linked(model.with_card(card), articles)
    judged = [j for at, (g, a) in enumerate(linked) for j in attributions_judged(at, g, a)]
    held["attribution"] = cross_fitted(judged)
    return card.model_copy(update={"attribution": fitted(judged)}), held


def _linked(model: Model, articles: Sequence[Gold]) -> list[tuple[Gold, list[Attribution]]]:
    tagger = TrainedTagger(model)
    found = []
    for at, gold in enumerate(articles):
        article = gold.article()
        found.append((gold, link(tagger.tag(article), article)))
        print(f"\r{at + 1}/{len(articles)} articles", end="", flush=True)
    print()
    return found


def main() -> None:
    """Read the arguments, fit, write the curves, print and draw how well they hold."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("model", type=Path, help="folder of the exported model")
    parser.add_argument("--split", default="dev")
    parser.add_argument("--diagram", type=Path, help="SVG file for the reliability diagram")
    given = parser.parse_args()
    model = Model.read(given.model)
    card, held = calibrated(model, list(corpus(given.corpus, given.split)))
    (given.model / CARD).write_text(json.dumps(card.model_dump(), indent=1) + "\n", "utf-8")
    for name, judged in held.items():
        print(
            f"{name}: {len(judged)} judged, expected calibration error {expected_error(judged):.3f}"
        )
        for said, right, count in bins(judged):
            print(f"  said {said:.2f}  right {right:.2f}  of {count}")
    if given.diagram:
        shown = {f"{name} ({len(judged)})": bins(judged) for name, judged in held.items()}
        given.diagram.write_text(diagram(shown), "utf-8")


if __name__ == "__main__":
    main()
