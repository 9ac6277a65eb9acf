"""Scores the deterministic tagger and the linker on articles in the format of PolNeAR.

    python -m benchmarks.attribution CORPUS_DIR [--split dev] [--calibrate] [--show N]

The folder holds `SPLIT/text/NAME.txt` and `SPLIT/attributions/NAME_ANNOTATOR.ann`; of several
annotators the first counts. An attribution is found where a proposed one has its content (Jaccard
index of at least .5, or at least half of it covered) and its source (overlapping, or none on both
sides). Nothing of the corpus is kept. `--calibrate` prints the precision of every rule, for
`functions/extract/engine/tagging/precision.py`.
"""

import argparse
import re
import time
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from functions.extract.engine.attribution import Attribution, Label, Tag, Tagger
from functions.extract.engine.tagging.linking import link
from functions.extract.engine.tagging.rules import RulesTagger
from schemas.article import Article, Format, SourceObject

_UNIT: Final = re.compile(r"[^\W_]+|[^\w\s]|_")
_SPAN_LINE: Final = re.compile(r"(T\d+)\t(\w+) ([\d ;]+)\t")
_PART: Final = re.compile(r"\b(Source|Cue|Content)\d*:(T\d+)")
_LEAST_MEASURED: Final = 12
"""A rule with fewer attributions has no figure of its own."""

Spans = list[tuple[int, int]]
Units = frozenset[int]
"""Indices of word units of an article."""


@dataclass(frozen=True, slots=True)
class Parts:
    """An attribution as word units; a part that it lacks is empty."""

    source: Units
    cue: Units
    content: Units
    rules: frozenset[str] = frozenset()


@dataclass(slots=True)
class Gold:
    """An annotated article."""

    name: str
    text: str
    attributions: list[dict[Label, Spans]]
    discarded: Spans
    ends: list[int] = field(init=False)
    starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        matches = [match.span() for match in _UNIT.finditer(self.text)]
        self.starts = [start for start, _ in matches]
        self.ends = [end for _, end in matches]

    def units(self, spans: Iterable[tuple[int, int]]) -> Units:
        """The word units that spans of code points cover."""
        return frozenset(at for span in spans for at in self._units(*span))

    def _units(self, start: int, end: int) -> Iterator[int]:
        at = bisect_right(self.ends, start)
        while at < len(self.starts) and self.starts[at] < end:
            yield at
            at += 1

    def parts(self) -> list[Parts]:
        """The annotated attributions as word units."""
        return [
            Parts(
                self.units(spans.get(Label.SOURCE, [])),
                self.units(spans.get(Label.CUE, [])),
                self.units(spans.get(Label.CONTENT, [])),
            )
            for spans in self.attributions
        ]

    def article(self) -> Article:
        """The article as the tagger reads it: one paragraph to the line."""
        return Article(
            article_id=self.name,
            source=SourceObject(bucket="benchmark", key=self.name, size=len(self.text)),
            format=Format.TEXT,
            content_hash="",
            text=self.text,
            pipeline_version="benchmark",
        )

    def tags(self) -> list[Tag]:
        """The annotated spans as tags, for the linker alone."""
        return sorted(
            {
                Tag(start, end, label, "gold", 1.0)
                for spans in self.attributions
                for label, pieces in spans.items()
                for start, end in pieces
            }
        )


def corpus(folder: Path, split: str) -> Iterator[Gold]:
    """The articles of a split, each with its first annotator's attributions."""
    seen: set[str] = set()
    for path in sorted((folder / split / "attributions").glob("*.ann")):
        name = path.stem.rpartition("_")[0]
        if name in seen:
            continue
        seen.add(name)
        text = (folder / split / "text" / f"{name}.txt").read_bytes().decode("utf-8")
        yield _gold(name, text, path.read_bytes().decode("utf-8"))


def _gold(name: str, text: str, annotations: str) -> Gold:
    spans: dict[str, Spans] = {}
    discarded: Spans = []
    for line in annotations.split("\n"):
        if match := _SPAN_LINE.match(line):
            pieces = [tuple(map(int, piece.split())) for piece in match[3].split(";")]
            spans[match[1]] = sorted((piece[0], piece[1]) for piece in pieces)
            discarded.extend(spans[match[1]] if match[2] == "Discard" else [])
    found = []
    for line in annotations.split("\n"):
        if line.startswith("E"):
            parts: dict[Label, Spans] = {}
            for label, key in _PART.findall(line.partition("\t")[2]):
                parts.setdefault(Label(label.lower()), []).extend(spans.get(key, []))
            found.append(parts)
    return Gold(name, text, [parts for parts in found if Label.CONTENT in parts], discarded)


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
    linker: Score = field(default_factory=Score)
    rules: Counter[str] = field(default_factory=Counter)
    right_rules: Counter[str] = field(default_factory=Counter)

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

    def add_attributions(self, proposed: Sequence[Parts], gold: Sequence[Parts]) -> None:
        """Count attributions, and what each rule proposed."""
        right = [item for item in proposed if any(matches(item, other) for other in gold)]
        found = sum(any(matches(item, other) for item in proposed) for other in gold)
        self.attributions.add(len(right), len(proposed), found, len(gold))
        for counter, items in ((self.rules, proposed), (self.right_rules, right)):
            counter.update(rule for item in items for rule in item.rules)


def _spans(attributions: Sequence[Parts], label: Label) -> set[tuple[int, int]]:
    return {run for item in attributions for run in contiguous(getattr(item, label.value))}


def _touching(spans: set[tuple[int, int]], others: set[tuple[int, int]]) -> int:
    covered = {at for start, end in others for at in range(start, end)}
    return sum(any(at in covered for at in range(*span)) for span in spans)


def _parts(gold: Gold, attribution: Attribution) -> Parts:
    def units(*tags: Tag | None) -> Units:
        return gold.units((tag.start, tag.end) for tag in tags if tag)

    rules = frozenset(tag.rule for tag in attribution.content)
    return Parts(
        units(attribution.source), units(attribution.cue), units(*attribution.content), rules
    )


def _kept(gold: Gold, attributions: Iterable[Attribution]) -> list[Parts]:
    """The attributions as units, less those without content or in a discarded region."""
    discarded = gold.units(gold.discarded)
    parts = [_parts(gold, item) for item in attributions if item.content]
    return [item for item in parts if not item.content & discarded]


def measure(articles: Iterable[Gold], tagger: Tagger, show: int = 0) -> Report:
    """Score the tagger with the linker, and the linker alone on the annotated spans."""
    report = Report()
    for gold in articles:
        article = gold.article()
        annotated = gold.parts()
        proposed = _kept(gold, link(tagger.tag(article), article))
        report.add_spans(proposed, annotated)
        report.add_attributions(proposed, annotated)
        _add_linker(report, gold, article, annotated)
        if show > 0:
            show -= 1
            _show(gold, proposed, annotated)
    return report


def _add_linker(report: Report, gold: Gold, article: Article, annotated: list[Parts]) -> None:
    linked = [_parts(gold, item) for item in link(gold.tags(), article) if item.content]
    right = sum(any(matches(item, other) for other in annotated) for item in linked)
    found = sum(any(matches(item, other) for item in linked) for other in annotated)
    report.linker.add(right, len(linked), found, len(annotated))


def _show(gold: Gold, proposed: list[Parts], annotated: list[Parts]) -> None:
    print("=" * 20, gold.name)
    for item in proposed:
        if not any(matches(item, other) for other in annotated):
            print("WRONG ", *item.rules, _words(gold, item))
    for other in annotated:
        if not any(matches(item, other) for item in proposed):
            print("MISSED", _words(gold, other))


def _words(gold: Gold, parts: Parts) -> str:
    return " | ".join(
        " … ".join(gold.text[gold.starts[a] : gold.ends[b - 1]] for a, b in sorted(contiguous(p)))
        for p in (parts.source, parts.cue, parts.content)
    )


def calibration(report: Report) -> dict[str, float]:
    """The share of right attributions of each rule, and of each family of rules."""
    proposed, right = Counter(report.rules), Counter(report.right_rules)
    for counter in (proposed, right):
        for rule, count in list(counter.items()):
            if ":" in rule:
                counter[rule.partition(":")[0]] += count
    return {
        rule: round(right[rule] / count, 2)
        for rule, count in sorted(proposed.items())
        if count >= _LEAST_MEASURED
    }


def _print(report: Report) -> None:
    for label in Label:
        print(f"{label:8} exact {report.exact[label]}   overlap {report.overlap[label]}")
    print(f"attributions   {report.attributions}   ({report.attributions.proposed} proposed)")
    print(f"linker on gold {report.linker}")


def main() -> None:
    """Read the arguments, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--split", default="dev")
    parser.add_argument("--calibrate", action="store_true", help="print each rule's precision")
    parser.add_argument("--show", type=int, default=0, help="print the errors of N articles")
    parser.add_argument("--every", type=int, default=1, help="take each Nth article")
    given = parser.parse_args()
    articles = list(corpus(given.corpus, given.split))[:: given.every]
    if not articles:
        parser.error(f"{given.corpus} holds no articles of the split {given.split!r}")
    begun = time.perf_counter()
    tagger = RulesTagger(minimum=0.0) if given.calibrate else RulesTagger()
    report = measure(articles, tagger, given.show)
    _print(report)
    print(f"{(time.perf_counter() - begun) / max(1, len(articles)):.4f} s an article, all told")
    if given.calibrate:
        for rule, share in calibration(report).items():
            print(f'    "{rule}": {share},  # {report.rules[rule]}')


if __name__ == "__main__":
    main()
