"""What is counted: attributions and spans found, in all, by label and by rule."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from benchmarks.kinds import Kind, Kinds
from benchmarks.text import Units
from functions.extract.engine.attribution import Label


@dataclass(frozen=True, slots=True)
class Parts:
    """An attribution as word units; a part that it lacks is empty."""

    source: Units
    cue: Units
    content: Units
    rules: frozenset[str] = frozenset()


@dataclass(slots=True)
class Score:
    """Counts from which precision, recall and F1 follow."""

    right: int = 0
    proposed: int = 0
    found: int = 0
    gold: int = 0

    def add(self, right: int, proposed: int, found: int, gold: int) -> None:
        """Count: right of those proposed, found of those annotated."""
        self.right += right
        self.proposed += proposed
        self.found += found
        self.gold += gold

    @property
    def precision(self) -> float:
        """Percent of the proposed that are right."""
        return 100 * self.right / max(1, self.proposed)

    @property
    def recall(self) -> float:
        """Percent of the annotated that are found."""
        return 100 * self.found / max(1, self.gold)

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        return 2 * self.precision * self.recall / max(1e-9, self.precision + self.recall)

    def __str__(self) -> str:
        return f"P {self.precision:5.1f}  R {self.recall:5.1f}  F1 {self.f1:5.1f}"


def contiguous(units: Units) -> set[tuple[int, int]]:
    """The runs of neighbouring units, half-open."""
    runs: set[tuple[int, int]] = set()
    start = None
    for at in sorted(units):
        if at - 1 not in units:
            start = at
        if at + 1 not in units and start is not None:
            runs.add((start, at + 1))
    return runs


def matches(proposed: Parts, gold: Parts) -> bool:
    """Whether a proposed attribution has an annotated one's content and source."""
    shared = len(proposed.content & gold.content)
    if not shared:
        return False
    jaccard = shared / len(proposed.content | gold.content)
    if jaccard < 0.5 and shared / len(gold.content) < 0.5:
        return False
    return bool(proposed.source & gold.source) or not (proposed.source or gold.source)


@dataclass(slots=True)
class Report:
    """Everything measured over a split."""

    exact: dict[Label, Score] = field(default_factory=lambda: {label: Score() for label in Label})
    overlap: dict[Label, Score] = field(default_factory=lambda: {label: Score() for label in Label})
    attributions: Score = field(default_factory=Score)
    kinds: dict[Kind, Score] = field(default_factory=lambda: {kind: Score() for kind in Kind})
    """Precision of what was proposed as a kind, recall of what is annotated of it."""
    linker: Score = field(default_factory=Score)
    rules: Counter[str] = field(default_factory=Counter)
    right_rules: Counter[str] = field(default_factory=Counter)

    def add(self, proposed: Sequence[Parts], gold: Sequence[Parts], kinds: Kinds) -> None:
        """Count an article's spans and attributions."""
        self.add_spans(proposed, gold)
        self.add_attributions(proposed, gold, kinds)

    def add_spans(self, proposed: Sequence[Parts], gold: Sequence[Parts]) -> None:
        """Count the contiguous spans of each label."""
        for label in Label:
            ours = _spans(proposed, label)
            theirs = _spans(gold, label)
            both = len(ours & theirs)
            self.exact[label].add(both, len(ours), both, len(theirs))
            self.overlap[label].add(
                _touching(ours, theirs), len(ours), _touching(theirs, ours), len(theirs)
            )

    def add_attributions(
        self, proposed: Sequence[Parts], gold: Sequence[Parts], kinds: Kinds
    ) -> None:
        """Count attributions in all and by kind, and what each rule proposed."""
        right = [item for item in proposed if any(matches(item, other) for other in gold)]
        found = [other for other in gold if any(matches(item, other) for item in proposed)]
        self.attributions.add(len(right), len(proposed), len(found), len(gold))
        counts = [
            Counter(kinds.kind(item.cue, item.content) for item in items)
            for items in (right, proposed, found, gold)
        ]
        for kind in Kind:
            self.kinds[kind].add(*(count[kind] for count in counts))
        for counter, items in ((self.rules, proposed), (self.right_rules, right)):
            counter.update(rule for item in items for rule in item.rules)


def _spans(attributions: Sequence[Parts], label: Label) -> set[tuple[int, int]]:
    return {run for item in attributions for run in contiguous(getattr(item, label.value))}


def _touching(spans: set[tuple[int, int]], others: set[tuple[int, int]]) -> int:
    covered = {at for start, end in others for at in range(start, end)}
    return sum(any(at in covered for at in range(*span)) for span in spans)
