"""A page as CSV for spreadsheets (RFC 4180), in which no cell can be taken for a formula.

A cell that a spreadsheet would run begins with an apostrophe here, which spreadsheets do not show
(OWASP, "CSV Injection"): for the exact words take another format. One row a claim.
"""

import csv
import io
from collections.abc import Callable, Mapping
from typing import Final

from functions.api.formats.page import GAP, Page, as_edited, words_of
from schemas.api import ArticleSummary
from schemas.claim import Claim

_RUN: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
Column = Callable[[Claim, ArticleSummary | None], object]

COLUMNS: Final[Mapping[str, Column]] = {
    "claim_id": lambda claim, _: claim.claim_id,
    "words": lambda claim, _: words_of(claim),
    "source": lambda claim, _: claim.source and claim.source.canonical,
    "source_type": lambda claim, _: claim.source and claim.source.type.value,
    "role": lambda claim, _: claim.source and claim.source.role,
    "cue": lambda claim, _: claim.cue and claim.cue.exact,
    "cue_class": lambda claim, _: claim.cue_class.value,
    "polarity": lambda claim, _: claim.polarity.value,
    "directness": lambda claim, _: claim.directness.value,
    "kind": lambda claim, _: claim.kind and claim.kind.value,
    "verification": lambda claim, _: claim.verification.status.value,
    "hedges": lambda claim, _: GAP.join(hedge.exact for hedge in claim.hedges),
    "quantities": lambda claim, _: GAP.join(found.exact for found in claim.quantities),
    "event_dates": lambda claim, _: GAP.join(d.edtf or d.exact for d in claim.event_dates),
    "said_on": lambda claim, _: claim.utterance_date and claim.utterance_date.edtf,
    "check_worthiness": lambda claim, _: claim.check_worthiness and claim.check_worthiness.score,
    "confidence": lambda claim, _: claim.confidence,
    "review": lambda claim, _: claim.review.state.value,
    "title": lambda _, article: article and article.title,
    "publisher": lambda _, article: article and article.publisher,
    "published": lambda _, article: article and article.published,
    "url": lambda _, article: article and article.url,
    "section": lambda claim, _: claim.context.section,
    "start": lambda claim, _: claim.content[0].start,
    "end": lambda claim, _: claim.content[-1].end,
    "article_id": lambda claim, _: claim.article_id,
    "reviewed_by": lambda claim, _: claim.review.by,
    "reviewed_at": lambda claim, _: claim.review.at,
    "note": lambda claim, _: claim.review.note,
    "edited_words": lambda claim, _: _edited(claim, words_of),
    "edited_source": lambda claim, _: _edited(claim, lambda c: c.source and c.source.canonical),
    "edited_cue_class": lambda claim, _: _edited(claim, lambda c: c.cue_class.value),
    "edited_polarity": lambda claim, _: _edited(claim, lambda c: c.polarity.value),
    "rating": lambda claim, _: claim.review.rating and claim.review.rating.text,
    "rating_url": lambda claim, _: claim.review.rating and claim.review.rating.url,
}
"""What each column holds; columns are added at the end only."""


def _edited(claim: Claim, part: Callable[[Claim], object]) -> object:
    """A part of a claim that a person corrected; nothing if it is right as it was read."""
    corrected = part(as_edited(claim))
    return None if corrected == part(claim) else corrected


def write(page: Page) -> str:
    """The header and a row for each claim."""
    out = io.StringIO()
    writer = csv.writer(out)  # ends lines with CR LF, as the standard wants
    writer.writerow(COLUMNS)
    for claim in page.claims:
        article = page.article(claim)
        writer.writerow(_cell(column(claim, article)) for column in COLUMNS.values())
    return out.getvalue()


def _cell(value: object) -> object:
    """A value as a cell: text that could be run is told to be text."""
    if value is None:
        return ""
    if isinstance(value, str) and value.lstrip(" ").startswith(_RUN):
        return f"'{value}"
    return value
