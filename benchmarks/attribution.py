"""Scores a tagger with the linker on articles in the format of PolNeAR.

    python -m benchmarks.attribution CORPUS_DIR [--split dev] [--calibrate] [--show N]

How the folder is read: `benchmarks.corpus`; when an attribution counts as found:
`benchmarks.scoring`. `--calibrate` prints the precision of every rule, for
`functions/extract/engine/tagging/precision.py`.
"""

import argparse
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from benchmarks.corpus import Gold, corpus
from benchmarks.scoring import Parts, Report, contiguous, matches
from benchmarks.text import Units
from functions.extract.engine.attribution import Attribution, Label, Tag, Tagger
from functions.extract.engine.tagging.linking import link
from functions.extract.engine.tagging.rules import RulesTagger
from schemas.article import Article

_LEAST_MEASURED: Final = 12
"""A rule with fewer attributions has no figure of its own."""


def parts(gold: Gold, attribution: Attribution) -> Parts:
    """An attribution as word units of its article."""

    def units(*tags: Tag | None) -> Units:
        return gold.units((tag.start, tag.end) for tag in tags if tag)

    rules = frozenset(tag.rule for tag in attribution.content)
    return Parts(
        units(attribution.source), units(attribution.cue), units(*attribution.content), rules
    )


def kept(gold: Gold, proposed: Iterable[Parts]) -> list[Parts]:
    """The attributions less those without content or in a discarded region."""
    discarded = gold.units(gold.discarded)
    return [item for item in proposed if item.content and not item.content & discarded]


def measure(articles: Iterable[Gold], tagger: Tagger, show: int = 0) -> Report:
    """Score the tagger with the linker, and the linker alone on the annotated spans."""
    report = Report()
    for gold in articles:
        article = gold.article()
        proposed = kept(gold, (parts(gold, a) for a in link(tagger.tag(article), article)))
        report.add(proposed, gold.parts(), gold.kinds())
        _add_linker(report, gold, article, gold.parts())
        if show > 0:
            show -= 1
            _show(gold, proposed, gold.parts())
    return report


def _add_linker(report: Report, gold: Gold, article: Article, annotated: list[Parts]) -> None:
    linked = [parts(gold, item) for item in link(gold.tags(), article) if item.content]
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


def _words(gold: Gold, given: Parts) -> str:
    return " | ".join(
        " … ".join(gold.numbered.between(a, b) for a, b in sorted(contiguous(p)))
        for p in (given.source, given.cue, given.content)
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
    for kind, score in report.kinds.items():
        print(
            f"{kind:30} P {score.precision:5.1f}  R {score.recall:5.1f}   ({score.gold} annotated)"
        )
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
