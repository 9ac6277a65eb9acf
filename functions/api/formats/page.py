"""A page of claims with what is known of their articles: what every format is made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from schemas.api import ArticleSummary
from schemas.claim import Claim

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
