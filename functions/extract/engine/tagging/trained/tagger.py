"""The trained tagger: the model's spans, beside what the rules know of forms it never learnt.

How probable a span is, and that of the attribution it is part of, is calibrated on articles that
the model did not learn from.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

import numpy as np

from functions.extract.engine.anonymity import wishes
from functions.extract.engine.attribution import TRAINED, Attribution, Label, Tag
from functions.extract.engine.ranges import Cover
from functions.extract.engine.tagging.linking import link
from functions.extract.engine.tagging.rules import RulesTagger
from functions.extract.engine.tagging.trained import decoding
from functions.extract.engine.tagging.trained.features import LABELS, Unit, units_of
from functions.extract.engine.tagging.trained.model import Model, Scale
from functions.extract.engine.tagging.trained.windows import stitched, windows
from schemas.article import Article

_OF_FORM: Final = ("transcript", "told")
"""Rules for forms that the model never learnt, which come before it."""
_OF_WORDS: Final = ("adverb", "colon", "according", "quote", "that")
"""Rules that are as sure, and count where the model found nothing."""


class TrainedTagger:
    """Proposes the spans that the model finds, and those of the rules that it has no say in."""

    def __init__(self, model: Model, rules: RulesTagger | None = None) -> None:
        self._model = model
        self._rules = rules or RulesTagger()

    @property
    def name(self) -> str:
        """Name and version, for the record's provenance."""
        return f"{self._model.card.name}+{self._rules.name}"

    def tag(self, article: Article) -> list[Tag]:
        """The tags of the article's prose, in order; tags of one label never overlap."""
        known = self._rules.tag(article)
        by_form = [tag for tag in known if tag.rule.startswith(_OF_FORM)]
        own = _apart(self._spans(article, known), _cover(by_form))
        own = _apart(own, Cover(wishes(article.text)))
        rest = [tag for tag in known if tag.rule.startswith(_OF_WORDS)]
        added = _unmet(article, rest, _cover(own, by_form))
        return sorted([*own, *by_form, *added])

    def confidence(self, attribution: Attribution) -> float:
        """How probable it is that the attribution has this source and this content."""
        if all(tag.rule != TRAINED for tag in attribution.tags):
            return attribution.least
        return self._model.card.attribution(attribution.least)

    def _spans(self, article: Article, known: Sequence[Tag]) -> list[Tag]:
        units = units_of(article, known, self._model.wordpiece)
        parts = [
            (window, self._model.scores(window))
            for window in windows(units, self._model.wordpiece.paragraph)
        ]
        scores = stitched(len(units), parts)
        return [
            tag
            for first, last in _runs(units)
            for tag in self._decoded(units[first:last], scores[first:last])
        ]

    def _decoded(self, units: Sequence[Unit], scores: decoding.Scores) -> Iterator[Tag]:
        chain = self._model.card.chain
        posterior = decoding.posterior(scores, chain)
        for first, last, beginning in decoding.spans(decoding.best_path(scores, chain)):
            label = LABELS[beginning // 2]
            probability = self._scale(label)(posterior.of_span(first, last, beginning))
            start, end = units[first].start, units[last - 1].end
            yield Tag(start, end, label, TRAINED, round(probability, 3))

    def _scale(self, label: Label) -> Scale:
        scale: Scale = getattr(self._model.card, label.value)
        return scale


def _runs(units: Sequence[Unit]) -> Iterator[tuple[int, int]]:
    """Where the units of each run begin and end."""
    edges = np.flatnonzero(np.diff([-1, *(unit.run for unit in units), -1]))
    return ((int(first), int(last)) for first, last in pairwise(edges))


def _unmet(article: Article, tags: Sequence[Tag], taken: Cover) -> list[Tag]:
    """The tags of those attributions that share nothing with what is taken."""
    if not _apart(tags, taken):
        return []  # to link reads the whole article anew
    return [
        tag
        for attribution in link(tags, article)
        if len(_apart(attribution.tags, taken)) == len(attribution.tags)
        for tag in attribution.tags
    ]


def _cover(*groups: Iterable[Tag]) -> Cover:
    return Cover(tag.range for tags in groups for tag in tags)


def _apart(tags: Iterable[Tag], taken: Cover) -> list[Tag]:
    """The tags that share nothing with what is taken."""
    return [tag for tag in tags if not taken.overlaps(tag.range)]
