"""Scores the engine on the labelled passages, field by field.

    python -m benchmarks.labelled [--half train|test] [--tagger rules|trained] [--topic T]
        [--show N]

`--show N` prints what went wrong in N passages; of the training half alone, for the test half is
held out. How passages are labelled: `benchmarks/labelled/README.md`; how they are compared:
`benchmarks.labelled_scoring`.
"""

import argparse
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from rich.console import Console
from rich.table import Table

from benchmarks.labelled_scoring import (
    GRAVE,
    Outcome,
    Pair,
    Share,
    Tally,
    compare,
    is_source_right,
    source_name,
)
from benchmarks.labelled_set import HALVES, LabelledClaim, Passage, passages
from benchmarks.scoring import Score
from benchmarks.taggers import NAMES, chosen
from functions.extract.engine import extract
from functions.extract.engine.attribution import Tagger
from schemas.claim import Claim

_LEAST: Final = 3
"""A trait with fewer passages has no row."""
_ANY: Final = (
    "attributed claims", "attributed claims, same words",
    "attributed claims with the right source", "own claims", "own claims, same words",
    "missed, and stored as the article's own", "own claims missed, and given to a source",
)  # fmt: skip
_PAIRS: Final = (
    "source: name", "source: words", "cue: words", "cue class", "polarity", "hedges",
    "verification", "verification, where stated",
)  # fmt: skip
_FULL: Final = (
    "directness", "kind", "source: type", "source: resolution", "source: role",
    "source: organisation", "attribution chain", "anonymity: count", "anonymity: reason",
    "quantities", "quantities: words", "quantities: unit", "event dates", "event dates: words",
    "utterance date", "places", "people", "organisations", "relations", "relations: which claims",
)  # fmt: skip

FIELDS: Final = frozenset({*_ANY, *_PAIRS, *_FULL})
"""Everything that has a row."""


def outcomes(given: Iterable[Passage], tagger: Tagger) -> list[Outcome]:
    """What the engine finds in each passage, beside the labels."""
    return [compare(passage, extract(passage.article, tagger).claims) for passage in given]


def total(found: Iterable[Outcome]) -> Tally:
    """All counts together."""
    tally = Tally()
    for outcome in found:
        tally.add(outcome.tally)
    return tally


# --- Tables -----------------------------------------------------------------------------------
def _percent(value: float, of: int) -> str:
    return f"{value:.1f}" if of else "–"


def _score_cells(score: Score) -> tuple[str, ...]:
    return (
        _percent(score.precision, score.proposed),
        _percent(score.recall, score.gold),
        _percent(score.f1, score.proposed and score.gold),
        f"{score.right} of {score.proposed} stored, {score.found} of {score.gold} labelled",
    )


def _share_cells(share: Share) -> tuple[str, ...]:
    return ("", "", _percent(share.percent, share.of), f"{share.right} of {share.of}")


def _row(tally: Tally, name: str) -> tuple[str, ...]:
    if name in tally.scores:
        return (name, *_score_cells(tally.scores[name]))
    return (name, *_share_cells(tally.shares.get(name, Share())))


def fields_table(tally: Tally, title: str) -> Table:
    """One row for each thing that is measured; shares stand in the column of F1."""
    table = Table("", "P", "R", "F1 or share", "counts", title=title)
    sections = (("claims", _ANY), ("claims that were found", _PAIRS), ("full passages", _FULL))
    for heading, names in sections:
        table.add_row(f"[bold]{heading}")
        for name in names:
            table.add_row(*_row(tally, name))
        table.add_section()
    table.add_row("[bold]grave errors")
    for name in GRAVE:
        table.add_row(name, "", "", "", str(tally.grave[name]))
    return table


def groups_table(
    found: Sequence[Outcome], names: Callable[[Outcome], Iterable[str]], title: str, least: int = 1
) -> Table:
    """One row for each group of passages, the worst first."""
    groups: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in found:
        for name in names(outcome):
            groups[name].append(outcome)
    heads = ("passages", "attributed P", "R", "F1", "with source F1", "own F1", "class", "grave")
    table = Table(title, *heads)
    rows = [(name, total(group)) for name, group in groups.items() if len(group) >= least]
    for name, tally in sorted(rows, key=lambda row: _f1(row[1], "attributed claims")):
        table.add_row(name, *_group_cells(tally))
    return table


def _f1(tally: Tally, name: str) -> float:
    return tally.scores.get(name, Score()).f1


def _group_cells(tally: Tally) -> Iterator[str]:
    attributed = tally.scores.get("attributed claims", Score())
    cue_class = tally.shares.get("cue class", Share())
    yield str(tally.passages)
    yield from _score_cells(attributed)[:3]
    for name in ("attributed claims with the right source", "own claims"):
        yield _score_cells(tally.scores.get(name, Score()))[2]
    yield _percent(cue_class.percent, cue_class.of)
    yield str(tally.grave.total() or "")


# --- What went wrong --------------------------------------------------------------------------
def faults(outcome: Outcome) -> Iterator[str]:
    """What went wrong in a passage, a line each."""
    for matching, kind in ((outcome.attributed, ""), (outcome.own, "own ")):
        for label in matching.missed:
            yield f"MISSED {kind}{_labelled(label)}"
        for claim in matching.surplus:
            yield f"EXTRA  {kind}{_stored(claim)}"
    for pair in outcome.attributed.pairs:
        if wrong := ", ".join(_wrong(pair)):
            yield f"WRONG  {_stored(pair.claim)} — {wrong}"


def _wrong(pair: Pair) -> Iterator[str]:
    label, claim = pair.label, pair.claim
    if not is_source_right(pair):
        yield f"source is {label.name}"
    for proposed, gold in (
        (claim.cue_class, label.cue_class),
        (claim.polarity, label.polarity),
        (claim.verification.status, label.verification),
        (claim.kind, label.kind or claim.kind),
    ):
        if proposed != gold:
            yield f"{gold}, not {proposed}"
    ours, theirs = ({hedge.exact for hedge in hedges} for hedges in (claim.hedges, label.hedges))
    if ours != theirs:
        yield f"hedges {sorted(theirs)}, not {sorted(ours)}"


def _labelled(label: LabelledClaim) -> str:
    words = " … ".join(span.exact for span in label.content)
    return f"{label.name or ''} | {label.cue.exact if label.cue else ''} | {words}"


def _stored(claim: Claim) -> str:
    words = " … ".join(piece.exact for piece in claim.content)
    rule = claim.provenance.rule
    return f"{source_name(claim) or ''} | {claim.cue.exact if claim.cue else ''} | {words} [{rule}]"


def _show(found: Sequence[Outcome], count: int) -> None:
    faulty = [(outcome, lines) for outcome in found if (lines := list(faults(outcome)))]
    for outcome, lines in faulty[:count]:
        print(f"== {outcome.passage.id} ({', '.join(outcome.passage.traits)})", *lines, sep="\n")
    print("== most often taken for one another")
    for (name, gold, proposed), times in total(found).confused.most_common(20):
        print(f"{times:4} {name}: {gold} stored as {proposed}")


# --- The command ------------------------------------------------------------------------------
def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--half", choices=HALVES, default="train")
    parser.add_argument("--tagger", choices=NAMES, help="not the one that is deployed")
    parser.add_argument("--topic", help="only this topic")
    parser.add_argument("--show", type=int, default=0, help="print the errors of N passages")
    given = parser.parse_args()
    if given.half == "test" and (given.show or given.topic):
        parser.error("the test half is held out: it is scored as a whole, and shown never")
    return given


def main() -> None:
    """Read the arguments, measure, print."""
    given = _arguments()
    tagger = chosen(given.tagger)
    taken = [p for p in passages(given.half) if given.topic in {None, p.topic}]
    found = outcomes(taken, tagger)
    if given.show:
        _show(found, given.show)
    full = sum(outcome.passage.full for outcome in found)
    title = f"{len(found)} passages ({full} full), {given.half} half, {tagger.name}"
    console = Console(width=140)
    console.print(groups_table(found, lambda outcome: [outcome.passage.topic], "topic"))
    console.print(groups_table(found, lambda outcome: outcome.passage.traits, "trait", _LEAST))
    console.print(fields_table(total(found), title))


if __name__ == "__main__":
    main()
