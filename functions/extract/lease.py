"""The right to write a revision, and what it leaves behind. How it is won lives in `store`."""

from dataclasses import dataclass

from schemas.messages import ExtractArticle


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to write one revision of one article."""

    message: ExtractArticle
    rev: int


FIRST_REVISION = 2
"""Runs and revisions of an article are numbered by one counter, and a run comes first."""


@dataclass(frozen=True, slots=True)
class Superseded:
    """What nobody may see any more: the revisions before `rev`, the files of runs before `run`."""

    rev: int
    run: int
    ended: bool = False
    """Whether no revision is current, because the object failed or was deleted."""

    @property
    def is_nothing(self) -> bool:
        """Whether there can be none."""
        return self.rev <= FIRST_REVISION
