"""Reviews: what a person says of a claim, the steps that led there, and what asks for the next.

What a claim's record shows of its review lives in `schemas.claim`.
"""

from pydantic import Field, model_validator

from schemas.base import Contract, Record
from schemas.claim import CueClass, EditedSource, Polarity, Rating, Review, ReviewState
from schemas.spans import Span

LONGEST_NOTE = 2000
MOST_PIECES = 20


class EditRequest(Contract):
    """What is to stand beside the record: at least one thing."""

    content: list[Span] = Field(default_factory=list, max_length=MOST_PIECES)
    """Pieces in the order of the text, at least one of which shares words with the claim."""
    source: EditedSource | None = None
    cue_class: CueClass | None = None
    polarity: Polarity | None = None

    @model_validator(mode="after")
    def _says_something(self) -> "EditRequest":
        if not self.model_dump(exclude_none=True, exclude_defaults=True):
            msg = "an edit has at least one of content, source, cue_class and polarity"
            raise ValueError(msg)
        return self


class ReviewRequest(Contract):
    """The next step of a review."""

    state: ReviewState
    """`machine` withdraws what was judged before."""
    note: str | None = Field(default=None, min_length=1, max_length=LONGEST_NOTE)
    edit: EditRequest | None = None
    """With the state `edited`, and only with it."""
    rating: Rating | None = None
    """Of a claim that is accepted or edited: what a published fact-check says of it."""

    @model_validator(mode="after")
    def _fits_its_state(self) -> "ReviewRequest":
        if (self.state is ReviewState.EDITED) != (self.edit is not None):
            msg = "an edit belongs to the state edited, and to no other"
            raise ValueError(msg)
        if self.rating and self.state in {ReviewState.REJECTED, ReviewState.MACHINE}:
            msg = "only a claim that is accepted or edited can be rated"
            raise ValueError(msg)
        return self


class Judgement(Record):
    """A step of a review as it is stored."""

    review: Review
    anchor: int = Field(ge=0)
    """Where the claim began in the text of the revision that was judged."""

    @property
    def rev(self) -> int:
        """The revision that was judged."""
        return self.review.revision or 0

    @property
    def version(self) -> int:
        """Number of the step."""
        return self.review.version


class ReviewHistory(Contract):
    """A review with every step that led to it."""

    claim_id: str
    version: int
    """Number of the last step; the `ETag` is the same in quotes."""
    state: ReviewState
    steps: list[Review]
    """The first first. Offsets of an edit are those of the revision that was judged."""


class ReviewedClaim(Contract):
    """The review of a claim that an article has or had."""

    claim_id: str
    applies: bool
    """Whether the article has the claim now."""
    review: Review
    """The last step, its offsets those of the revision that was judged."""


class ReviewPage(Contract):
    """Reviews of an article, in the order of the claims' ids."""

    items: list[ReviewedClaim]
    next_cursor: str | None = None
