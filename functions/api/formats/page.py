"""A page of claims with what is known of their articles: what every format is made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from schemas.api import ArticleSummary
from schemas.claim import Claim, EditedSource, Resolution, Source, SourceType

GAP = " … "
"""Between the pieces of a statement that the article gives in several."""


@dataclass(frozen=True, slots=True)
class Page:
    """Claims in an order, and where there are more."""

    claims: Sequence[Claim]
    articles: Mapping[str, ArticleSummary] = field(default_factory=dict)
    """By their ids; an article that has gone meanwhile is not among them."""
    next_cursor: str | None = None

    def article(self, claim: Claim) -> ArticleSummary | None:
        """What is known of the article of a claim."""
        return self.articles.get(claim.article_id)


def words_of(claim: Claim) -> str:
    """The words of a claim as the article has them."""
    return GAP.join(piece.exact for piece in claim.content)


def as_edited(claim: Claim) -> Claim:
    """A claim with what a person corrected in place of what the machine read."""
    edit = claim.review.edit
    if edit is None:
        return claim
    values = {
        "content": edit.content or claim.content,
        "source": _source(claim.source, edit.source) if edit.source else claim.source,
        "cue_class": edit.cue_class or claim.cue_class,
        "polarity": edit.polarity or claim.polarity,
    }
    return claim.model_copy(update=values)


def _source(read: Source | None, edited: EditedSource) -> Source:
    """Nothing that was read of one source is told of another."""
    same = read if read and read.canonical == edited.canonical else None
    return Source(
        canonical=edited.canonical,
        type=edited.type or (read.type if read else SourceType.PERSON),
        span=edited.span,
        role=same.role if same else None,
        organisation=same.organisation if same else None,
        resolution=Resolution.EXPLICIT if edited.span else Resolution.INFERRED,
    )
