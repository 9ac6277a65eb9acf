"""What the HTTP API answers. What it is asked lives with its routes."""

from pydantic import Field

from schemas.article import ArticleHead
from schemas.base import Contract
from schemas.claim import Claim, SourceType
from schemas.coverage import SentenceCoverage
from schemas.failure import Failure
from schemas.table import State


class ArticleSummary(Contract):
    """An object and what became of it."""

    article_id: str
    state: State
    bucket: str
    key: str
    version_id: str | None = None
    updated_at: str
    """ISO 8601 date and time of the last change of state, in UTC."""
    failure: Failure | None = None
    """Why there are no claims, if the state is failed."""
    revision: int | None = None
    """The revision that readers see."""
    claims: int = 0
    title: str | None = None
    byline: list[str] = Field(default_factory=list)
    publisher: str | None = None
    published: str | None = None
    published_basis: str | None = None
    language: str | None = None
    url: str | None = None
    tagger: str | None = None
    """What proposed the spans of its claims."""


class ArticleDetail(ArticleSummary):
    """An article with its structure and coverage, once it is ready."""

    article: ArticleHead | None = None
    coverage: list[SentenceCoverage] = Field(default_factory=list)
    refused: int = 0
    """Records refused because a span of theirs was not grounded."""


class SourceSummary(Contract):
    """A source and how much it claims."""

    key: str
    """For the `source` filter; any spelling with the same key will do."""
    name: str
    type: SourceType
    articles: int
    claims: int
    complete: bool
    """False if only the newest articles were counted, so that the counts are lower bounds."""


class ArticlePage(Contract):
    """Articles, the last changed first."""

    items: list[ArticleSummary]
    next_cursor: str | None = None


class ClaimPage(Contract):
    """Claims: of the newest articles first, and in the order of the text within each."""

    items: list[Claim]
    next_cursor: str | None = None


class SourcePage(Contract):
    """Sources in the order of their keys."""

    items: list[SourceSummary]
    next_cursor: str | None = None


class Health(Contract):
    """That the API answers, and which version."""

    status: str
    version: str


class FieldProblem(Contract):
    """What is wrong with one parameter."""

    field: str
    message: str


class Problem(Contract):
    """An error (RFC 9457 problem details)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    """What is wrong and what to do about it."""
    errors: list[FieldProblem] = Field(default_factory=list)
