"""Trains the check-worthiness weights and measures them: leave one debate out.

    python -m training.checkworthiness FOLDER

FOLDER holds debates as `NAME.tsv` in the format of CheckThat! 2019, task 1: line number, speaker,
sentence, and 1 where a fact-checker took the sentence up, else 0. Every line counts, moderators and
stage directions too. Needs NumPy and scikit-learn (for the baseline alone). Everything is
deterministic; the weights go to `functions/extract/engine/lexicons/checkworthiness_weights.py`.
"""

import argparse
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from functions.extract.engine import checkworthiness
from functions.extract.engine.lexicons import checkworthiness_weights
from functions.extract.engine.lexicons.checkworthiness_words import Feature
from functions.extract.engine.quantities import quantities
from functions.extract.engine.ranges import Range

Vector = NDArray[np.float64]
Score = Callable[[Sequence["Debate"], "Debate"], Vector]
"""Scores of a debate's sentences by what was learnt from other debates."""

PENALTY: Final = 100.0
"""L2, on the weights of standardised features; from 10 to 3,000 the measure hardly moves."""
SEEDS: Final = 1000
_STEPS: Final = 50


@dataclass(frozen=True, slots=True)
class Debate:
    """The sentences of a debate and which of them were checked (1.0) or not (0.0)."""

    name: str
    sentences: tuple[str, ...]
    labels: Vector
    rows: Vector
    """(sentences, features): 1.0 where the feature holds."""


@dataclass(frozen=True, slots=True)
class Model:
    """Log-odds of a sentence: bias plus the weights of the features that hold."""

    bias: float
    weights: Vector


def read(folder: Path) -> list[Debate]:
    """The debates of a folder, by name.

    Raises:
        SystemExit: If the folder has none.
    """
    debates = [_debate(path) for path in sorted(folder.glob("*.tsv"))]
    if not debates:
        raise SystemExit(f"{folder} holds no debates (NAME.tsv)")
    return debates


def _debate(path: Path) -> Debate:
    lines = path.read_text(encoding="utf-8").rstrip("\n").split("\n")
    _, _, sentences, labels = zip(*(line.split("\t") for line in lines), strict=True)
    return Debate(
        name=path.stem,
        sentences=sentences,
        labels=np.array(labels, dtype=np.float64),
        rows=np.array([_row(sentence) for sentence in sentences]),
    )


def _row(sentence: str) -> list[float]:
    found = checkworthiness.features(sentence, quantities(sentence, [Range(0, len(sentence))]))
    return [float(feature in found) for feature in Feature]


def train(debates: Sequence[Debate]) -> Model:
    """Logistic regression with an L2 penalty, by Newton's method."""
    rows = np.vstack([debate.rows for debate in debates])
    labels = np.concatenate([debate.labels for debate in debates])
    mean, spread = rows.mean(axis=0), rows.std(axis=0)
    spread = np.where(spread == 0, 1.0, spread)
    design = np.hstack([(rows - mean) / spread, np.ones((len(rows), 1))])
    penalty = np.append(np.full(rows.shape[1], PENALTY), 0.0)
    fitted = _newton(design, labels, penalty)
    weights = fitted[:-1] / spread
    return Model(float(fitted[-1] - weights @ mean), weights)


def _newton(design: Vector, labels: Vector, penalty: Vector) -> Vector:
    fitted: Vector = np.zeros(design.shape[1])
    for _ in range(_STEPS):
        likely = 1 / (1 + np.exp(-design @ fitted))
        gradient = design.T @ (likely - labels) + penalty * fitted
        curvature = (design.T * (likely * (1 - likely))) @ design + np.diag(penalty)
        step: Vector = np.asarray(np.linalg.solve(curvature, gradient), dtype=np.float64)
        fitted = fitted - step
        if np.abs(step).max() < 1e-10:
            break
    return fitted


def average_precision(labels: Vector, scores: Vector) -> float:
    """Mean precision at each checked sentence, best score first; of equal scores the first read."""
    ordered = labels[np.argsort(-scores, kind="stable")]
    precision = np.cumsum(ordered) / np.arange(1, len(ordered) + 1)
    return float((precision * ordered).sum() / ordered.sum())


def by_features(others: Sequence[Debate], debate: Debate) -> Vector:
    """The model of this module."""
    model = train(others)
    return np.asarray(model.bias + debate.rows @ model.weights)


def by_words(longest: int) -> Score:
    """The baseline: TF-IDF of word n-grams up to a length, and logistic regression."""

    def score(others: Sequence[Debate], debate: Debate) -> Vector:
        tfidf = TfidfVectorizer(sublinear_tf=True, ngram_range=(1, longest), min_df=longest)
        rows = tfidf.fit_transform([s for other in others for s in other.sentences])
        model = LogisticRegression(max_iter=1000)
        model.fit(rows, np.concatenate([other.labels for other in others]))
        return np.asarray(model.decision_function(tfidf.transform(debate.sentences)))

    return score


def by_both(others: Sequence[Debate], debate: Debate) -> Vector:
    """Standard scores of features and of words, added: what a vocabulary would bring."""
    both = (by_features(others, debate), by_words(1)(others, debate))
    return np.asarray(sum((scores - scores.mean()) / scores.std() for scores in both))


def leave_one_out(debates: Sequence[Debate], score: Score) -> Vector:
    """Average precision on each debate by what the others teach."""
    others = [[other for other in debates if other is not debate] for debate in debates]
    return np.array(
        [
            average_precision(debate.labels, score(rest, debate))
            for rest, debate in zip(others, debates, strict=True)
        ]
    )


def by_chance(debates: Sequence[Debate]) -> Vector:
    """Average precision of random orders, (seeds, debates)."""
    return np.array([_chance(debates, np.random.default_rng(seed)) for seed in range(SEEDS)])


def _chance(debates: Sequence[Debate], random: np.random.Generator) -> list[float]:
    return [average_precision(d.labels, random.random(len(d.labels))) for d in debates]


def interval(values: Vector) -> tuple[float, float]:
    """95 % of the means of `values` drawn again with replacement (bootstrap, 10,000 draws)."""
    drawn = np.random.default_rng(0).choice(values, (10_000, len(values))).mean(axis=1)
    low, high = np.quantile(drawn, [0.025, 0.975])
    return float(low), float(high)


def report(debates: Sequence[Debate]) -> Iterable[str]:
    """The measures as a table in Markdown."""
    chance = by_chance(debates)
    columns = {
        "chance": chance.mean(axis=0),
        "TF-IDF, words": leave_one_out(debates, by_words(1)),
        "TF-IDF, words and pairs": leave_one_out(debates, by_words(2)),
        "**features**": leave_one_out(debates, by_features),
        "features and words": leave_one_out(debates, by_both),
    }
    yield _line(["debate", "sentences", "checked", *columns])
    yield _line(["---", "---:", "---:", *("---:" for _ in columns)])
    for i, debate in enumerate(debates):
        counts = [str(len(debate.sentences)), str(int(debate.labels.sum()))]
        yield _line([debate.name, *counts, *(f"{column[i]:.3f}" for column in columns.values())])
    yield _line(["**MAP**", "", "", *(f"**{column.mean():.3f}**" for column in columns.values())])
    ranges = [interval(column) for column in columns.values()]
    yield _line(["95 % over debates", "", "", *(f"{low:.2f}–{high:.2f}" for low, high in ranges)])
    yield ""
    yield f"Chance: {SEEDS} seeds, MAP {chance.mean():.3f}, sd {chance.mean(axis=1).std():.3f}."
    own = columns.pop("**features**")
    yield from (_difference(name, column - own) for name, column in columns.items())


def _difference(name: str, values: Vector) -> str:
    low, high = interval(values)
    better = int((values > 0).sum())
    return (
        f"{name} less features: {values.mean():+.3f}, 95 % {low:+.3f} to {high:+.3f}, "
        f"better on {better} of {len(values)}."
    )


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def source(model: Model, base_rate: float) -> str:
    """The weights as a Python module; the bias as if half of all sentences were checked."""
    bias = model.bias - float(np.log(base_rate / (1 - base_rate)))
    lines = [
        f"    Feature.{feature.name}: {weight:.2f},"
        for feature, weight in zip(Feature, model.weights, strict=True)
    ]
    return "\n".join(
        [
            '"""What each feature adds to the log-odds that a statement is worth checking.',
            "",
            "Written by `python -m training.checkworthiness`; do not edit.",
            '"""',
            "",
            "from typing import Final",
            "",
            "from functions.extract.engine.lexicons.checkworthiness_words import Feature",
            "",
            f"BIAS: Final = {bias:.2f}",
            "WEIGHTS: Final[dict[Feature, float]] = {",
            *lines,
            "}",
            "",
        ]
    )


def main() -> None:
    """Measure, train on all debates, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m training.checkworthiness")
    parser.add_argument("folder", type=Path)
    debates = read(parser.parse_args().folder)
    for line in report(debates):
        print(line)
    base_rate = float(np.concatenate([debate.labels for debate in debates]).mean())
    written = Path(checkworthiness_weights.__file__)
    written.write_text(source(train(debates), base_rate), encoding="utf-8")
    print(f"\nWeights written to {written.name}.")


if __name__ == "__main__":
    main()
