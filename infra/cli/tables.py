"""Claims, failures and formats as tables for people. What they hold comes from elsewhere."""

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from schemas.api import ArticleSummary
from schemas.claim import Claim, EventDate, Polarity, SourceType, VerificationStatus
from schemas.failure import Failure
from schemas.identity import member_path
from schemas.spans import Span

if TYPE_CHECKING:  # brings all of the parser with it
    from infra.cli.formats import FormatRow, Limit

POLARITY_MARKS = {
    Polarity.AFFIRMED: "",
    Polarity.DENIED: " (denied)",
    Polarity.NO_POSITION: " (no position)",
}
WIDE = 120
"""Columns of a terminal from which on hedges and verification have columns of their own."""
PIPED = 150
"""Columns when the output goes to a file or another program."""


def console() -> Console:
    """A console as wide as the terminal."""
    return Console() if sys.stdout.isatty() else Console(width=PIPED)


def claims_table(claims: Iterable[Claim], width: int, title: str | None = None) -> Table:
    """One row for each claim: who, how, what, hedges, verification, where."""
    wide = width >= WIDE
    table = Table(
        title=title, box=SIMPLE_HEAD, title_justify="left", title_style="bold", expand=True
    )
    table.add_column("who", ratio=4, style="bold")
    table.add_column("how", ratio=3)
    table.add_column("what", ratio=10 if wide else 8)
    if wide:
        table.add_column("hedges, numbers, dates", ratio=4)
        table.add_column("verification", ratio=3)
    table.add_column("where", ratio=4, style="dim")
    for claim in claims:
        table.add_row(*(_wide_row(claim) if wide else _narrow_row(claim)))
    return table


def _wide_row(claim: Claim) -> list[Text]:
    cells = (_who, _how, _what, _limits, _verification, _where)
    return [Text(cell(claim)) for cell in cells]


def _narrow_row(claim: Claim) -> list[Text]:
    what = Text(_what(claim))
    for line in filter(None, (_limits(claim), _verification(claim))):
        what.append(f"\n↳ {line}", style="italic dim")
    return [Text(_who(claim)), Text(_how(claim)), what, Text(_where(claim))]


def _who(claim: Claim) -> str:
    if claim.source is None:
        return "—"
    # The outlet itself is always the first link; only those in between are news to the reader.
    between = [link.name for link in claim.attribution_chain[1:-1]]
    via = f" via {', '.join(between)}" if between else ""
    author = " (the author)" if claim.source.type is SourceType.AUTHOR else ""
    return f"{claim.source.canonical}{author}{via}"


def _how(claim: Claim) -> str:
    cue = f" “{_line(claim.cue.exact)}”" if claim.cue else ""
    edtf = claim.utterance_date.edtf if claim.utterance_date else None
    said = f" {edtf}" if edtf else ""
    how = f"{claim.cue_class.value}{POLARITY_MARKS[claim.polarity]}".replace("_", " ")
    return f"{how}{cue}{said}"


def _what(claim: Claim) -> str:
    return " … ".join(_line(piece.exact) for piece in claim.content)


def _limits(claim: Claim) -> str:
    spans = [*claim.hedges, *claim.quantities, *claim.event_dates]
    outer = [s for s in spans if not any(o.covers(s) and o.exact != s.exact for o in spans)]
    ordered = sorted(outer, key=lambda span: span.start)
    return "; ".join(dict.fromkeys(_limit(span) for span in ordered))


def _limit(span: Span) -> str:
    edtf = span.edtf if isinstance(span, EventDate) else None
    # Spaces around the slash of an interval let a narrow column wrap it.
    shown = f" ({edtf.replace('/', ' / ')})" if edtf else ""
    return f"{_line(span.exact)}{shown}"


def _verification(claim: Claim) -> str:
    verification = claim.verification
    if verification.status is VerificationStatus.NONE_STATED:
        return ""
    by = f" ({verification.by})" if verification.by else ""
    return f"{verification.status.value}{by}".replace("_", " ")


def _where(claim: Claim) -> str:
    places = [claim.content, *(occurrence.content for occurrence in claim.occurrences)]
    offsets = ", ".join(f"{place[0].start}–{place[-1].end}" for place in places)
    return f"{offsets} {claim.context.section or ''}".strip()


def _line(words: str) -> str:
    return " ".join(words.split())


def failure_line(key: str, failure: Failure) -> Text:
    """Why an object has no claims, and what to do."""
    line = Text.assemble((f"{key}: ", "bold"), (f"{failure.code.value} ", "bold red"))
    return line.append(f"{failure.message} {failure.remedy}")


def members_line(container: ArticleSummary) -> Text:
    """What became of the members of a container."""
    line = Text.assemble((f"{article_name(container)}: ", "bold"))
    counts = container.members
    return line.append(f"{counts.total} members, {counts.failed} of them failed" if counts else "")


def article_name(article: ArticleSummary) -> str:
    """The key of an object, with the path of a member in it."""
    return member_path(article.key, article.member) if article.member else article.key


def article_title(article: ArticleSummary) -> str:
    """Title, publisher and date of an article, on one line."""
    known = [article.title or article_name(article), article.publisher, _published(article)]
    known += [notice.replace("_", " ") for notice in article.notices]
    return " · ".join(part for part in known if part)


def _published(article: ArticleSummary) -> str:
    if article.published is None:
        return "date unknown"
    inferred = article.published_basis == "inferred"
    return f"{article.published[:10]}{' (inferred)' if inferred else ''}"


def formats_table(rows: Iterable["FormatRow"]) -> Table:
    """One row for each format."""
    table = Table(
        box=SIMPLE_HEAD,
        expand=True,
        caption="Content counts first; names and types decide where it leaves open what it is.",
        caption_justify="left",
    )
    table.add_column("format", ratio=4, style="bold")
    table.add_column("becomes", ratio=2)
    table.add_column("endings", ratio=4)
    table.add_column("content types", ratio=8, overflow="fold")
    table.add_column("most, or refused", ratio=8)
    for row in rows:
        cells = ((row.endings, " "), (row.content_types, "\n"), (row.limits, "\n"))
        listed = [Text(between.join(values)) for values, between in cells]
        table.add_row(Text(row.title), row.becomes.value, *listed)
    return table


def limits_table(limits: Iterable["Limit"]) -> Table:
    """One row for each limit that holds whatever the format."""
    table = Table(box=SIMPLE_HEAD)
    table.add_column("at most", justify="right", style="bold")
    table.add_column("of every format")
    table.add_column("parameter of the template", style="dim")
    for limit in limits:
        table.add_row(f"{limit.most:,}", Text(limit.what), limit.parameter or "")
    return table
