"""Annotated articles as arrays, and windows of them as batches.

How a model learns from them lives beside this.
"""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import torch
from torch import Tensor

from benchmarks.corpus import Gold, corpus
from functions.extract.engine.tagging.rules import RulesTagger
from functions.extract.engine.tagging.trained.features import LABEL_COUNT, Unit, labels_of, units_of
from functions.extract.engine.tagging.trained.windows import Window, windows
from functions.extract.engine.tagging.trained.wordpiece import PAD, WordPiece
from schemas.article import Article

UNKNOWN_LABEL: Final = -100
"""Marks a unit of a discarded region: any label is right."""


@dataclass(frozen=True, slots=True)
class Example:
    """An article with the label of each of its units."""

    gold: Gold
    units: list[Unit]
    labels: list[int]


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows as tensors, padded to the longest."""

    pieces: Tensor
    """`[windows, pieces]`"""
    kinds: Tensor
    heads: Tensor
    """`[windows, units]`: for each unit the index of its first piece."""
    present: Tensor
    """`[windows, units]`: whether there is such a unit."""
    allowed: Tensor
    """`[windows, units, labels]`: which labels the annotation allows."""
    places: list[tuple[int, int, int]]
    """For each window its article, and its first and last unit."""


def examples(folder: Path, split: str, wordpiece: WordPiece) -> list[Example]:
    """The annotated articles of a split."""
    return [example(gold, wordpiece) for gold in corpus(folder, split)]


def example(gold: Gold, wordpiece: WordPiece) -> Example:
    """An annotated article as units and labels."""
    units = _units(gold.article(), wordpiece)
    starts, ends = [unit.start for unit in units], [unit.end for unit in units]
    labels = _begun(labels_of(starts, ends, gold.tags()))
    for begin, stop in gold.discarded:
        for at, unit in enumerate(units):
            if unit.start < stop and begin < unit.end:
                labels[at] = UNKNOWN_LABEL
    return Example(gold, units, labels)


def _begun(labels: list[int]) -> list[int]:
    """The labels, with a beginning where annotations that overlap left an inside without one."""
    for at, (before, label) in enumerate(zip([0, *labels[:-1]], labels, strict=True)):
        if label and label % 2 == 0 and before not in {label - 1, label}:
            labels[at] = label - 1
    return labels


def _units(article: Article, wordpiece: WordPiece) -> list[Unit]:
    return units_of(article, RulesTagger().tag(article), wordpiece)


def batches(
    articles: Sequence[Example], paragraph: int, size: int, chance: random.Random, overlap: int = 32
) -> list[list[tuple[int, Window]]]:
    """The windows of all articles, each article cut at a place of its own, in random batches."""
    found = [
        (at, window)
        for at, article in enumerate(articles)
        for window in windows(
            article.units, paragraph, overlap=overlap, shift=chance.randrange(0, 128)
        )
    ]
    chance.shuffle(found)
    # Batches of like lengths waste little on padding; their order stays random.
    chunks = [found[at : at + 50 * size] for at in range(0, len(found), 50 * size)]
    groups = [
        ordered[at : at + size]
        for chunk in chunks
        for ordered in [sorted(chunk, key=lambda item: len(item[1].pieces))]
        for at in range(0, len(ordered), size)
    ]
    chance.shuffle(groups)
    return groups


def collated(articles: Sequence[Example], items: Sequence[tuple[int, Window]]) -> Batch:
    """Windows as one batch."""
    allowed = [_allowed(articles[at].labels[window.first : window.last]) for at, window in items]
    return Batch(
        pieces=_padded([window.pieces for _, window in items], PAD),
        kinds=_padded([window.kinds for _, window in items], 0),
        heads=_padded([window.heads for _, window in items], 0),
        present=_padded([np.ones(len(window.heads), bool) for _, window in items], False),
        allowed=_padded(allowed, True),
        places=[(at, window.first, window.last) for at, window in items],
    )


def _allowed(labels: Sequence[int]) -> np.ndarray:
    one_hot = np.zeros((len(labels), LABEL_COUNT), bool)
    for at, label in enumerate(labels):
        one_hot[at, slice(None) if label == UNKNOWN_LABEL else label] = True
    return one_hot


def _padded(arrays: Iterable[np.ndarray], fill: float) -> Tensor:
    listed = list(arrays)
    longest = max(len(array) for array in listed)
    shape = (len(listed), longest, *listed[0].shape[1:])
    padded = np.full(shape, fill, listed[0].dtype)
    for row, array in zip(padded, listed, strict=True):
        row[: len(array)] = array
    return torch.from_numpy(padded)


def texts(folder: Path, split: str) -> Iterator[str]:
    """The texts of a split."""
    return (gold.text for gold in corpus(folder, split))
