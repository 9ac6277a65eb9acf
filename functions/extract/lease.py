"""The right to write a revision. How it is won lives in `store`."""

from dataclasses import dataclass

from schemas.messages import ExtractArticle


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to write one revision of one article."""

    message: ExtractArticle
    rev: int
    current: int | None = None
    """The revision that readers see meanwhile."""
