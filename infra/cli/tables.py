"""Claims and failures as tables for people. What they hold comes from the API or the engine."""

from collections.abc import Iterable

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from schemas.claim import Claim, Polarity, SourceType, VerificationStatus
from schemas.failure import Failure

POLARITY_MARKS = {
    Polarity.AFFIRMED: "",
    Polarity.DENIED: " (denied)",
    Polarity.NO_POSITION: " (no position)",
}
COLUMNS = (
    ("who", 20, "bold"),
    ("how", 16, None),
    ("what", 60, None),
    ("hedges, numbers", 20, None),
    ("verification", 18, None),
    ("where", 18, "dim"),
)


def claims_table(claims: Iterable[Claim], title: str | None = None) -> Table:
    """One row for each claim: who, how, what, hedges, verification, where."""
    table = Table(title=title, box=SIMPLE_HEAD, title_justify="left", title_style="bold")
    for name, width, style in COLUMNS:
        table.add_column(name, style=style, min_width=min(width, 12), ratio=width)
    for claim in claims:
        table.add_row(*(Text(cell) for cell in _cells(claim)))
    return table


def _cells(claim: Claim) -> tuple[str, ...]:
    return (
        _who(claim),
        _how(claim),
        " … ".join(" ".join(piece.exact.split()) for piece in claim.content),
        _limits(claim),
        _verification(claim),
        _where(claim),
    )


def _who(claim: Claim) -> str:
    if claim.source is None:
        return "—"
    links = [link.name for link in claim.attribution_chain[:-1]]
    # The outlet itself is always the first link; only those in between are news to the reader.
    via = f" via {', '.join(links[1:])}" if len(links) > 1 else ""
    author = " (the author)" if claim.source.type is SourceType.AUTHOR else ""
    return f"{claim.source.canonical}{author}{via}"


def _how(claim: Claim) -> str:
    cue = f" “{' '.join(claim.cue.exact.split())}”" if claim.cue else ""
    return f"{claim.cue_class.value}{cue}{POLARITY_MARKS[claim.polarity]}".replace("_", " ")


def _limits(claim: Claim) -> str:
    spans = sorted([*claim.hedges, *claim.quantities], key=lambda span: span.start)
    return "; ".join(dict.fromkeys(" ".join(span.exact.split()) for span in spans))


def _verification(claim: Claim) -> str:
    verification = claim.verification
    if verification.status is VerificationStatus.NONE_STATED:
        return ""
    by = f" ({verification.by})" if verification.by else ""
    return f"{verification.status.value}{by}".replace("_", " ")


def _where(claim: Claim) -> str:
    places = [claim.content, *(occurrence.content for occurrence in claim.occurrences)]
    offsets = ", ".join(f"{place[0].start}–{place[-1].end}" for place in places)
    return f"{offsets}\n{claim.context.section}" if claim.context.section else offsets


def failure_line(key: str, failure: Failure) -> Text:
    """Why an object has no claims, and what to do."""
    line = Text.assemble((f"{key}: ", "bold"), (f"{failure.code.value} ", "bold red"))
    return line.append(f"{failure.message} {failure.remedy}")
