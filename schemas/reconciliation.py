"""What comparing the bucket with the table has found."""

from enum import StrEnum

from pydantic import Field

from schemas.base import Contract, Record


class Finding(StrEnum):
    """What did not agree. Every finding has been mended, or asked to be, when it is told."""

    UNANNOUNCED = "unannounced"
    """An object that the table does not know."""
    OUTDATED = "outdated"
    """An object whose newest version the table does not know."""
    VANISHED = "vanished"
    """Claims or a failure of an object that is no longer there."""
    STUCK = "stuck"
    """Work that was begun and that nobody is at any more."""
    UNSWEPT = "unswept"
    """Rows or files of revisions that no longer count."""


class Found(Contract):
    """One thing that did not agree."""

    finding: Finding
    bucket: str
    key: str
    member: str = ""
    article_id: str


class Reconciliation(Record):
    """One pass over bucket and table, which may take several runs of the function."""

    begun: str
    """ISO 8601 date and time in UTC."""
    ended: str | None = None
    """Nothing while the pass goes on."""
    objects: int = 0
    """Objects of the bucket that were looked at."""
    articles: int = 0
    """Rows of the table that were looked at."""
    counts: dict[Finding, int] = Field(default_factory=dict)
    examples: list[Found] = Field(default_factory=list)
    """The first findings of the pass, at most 50."""


class ReconciliationPage(Contract):
    """Passes, the newest first."""

    items: list[Reconciliation]
    next_cursor: str | None = None
