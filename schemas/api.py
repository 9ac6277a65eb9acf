"""What the HTTP API answers. What it is asked lives with its routes."""

from enum import StrEnum

from pydantic import Field

from schemas.article import ArticleHead
from schemas.base import Contract
from schemas.claim import Claim, ReviewState, SourceType
from schemas.coverage import SentenceCoverage
from schemas.failure import Failure
from schemas.table import State


class MemberCounts(Contract):
    """What became of a container's members. Its parts may lag behind the articles for a moment."""

    total: int
    """Members found; final once the container is expanded."""
    done: int
    """With claims, or containers themselves."""
    failed: int
    waiting: int


class ArticleSummary(Contract):
    """An object, or a member of a container, and what became of it."""

    article_id: str
    state: State
    bucket: str
    key: str
    member: str = ""
    """Path within the object, if that is a container."""
    parent_id: str | None = None
    """The container that it is a member of; `GET /articles/{id}` answers for that too."""
    members: MemberCounts | None = None
    """Of a container that is asked for by its id; `GET /articles/{id}/members` lists them."""
    version_id: str | None = None
    updated_at: str
    """ISO 8601 date and time of the last change of state, in UTC."""
    failure: Failure | None = None
    """Why there are no claims, if the state is failed."""
    revision: int | None = None
    """The revision that readers see."""
    claims: int = 0
    """As they were extracted: also those that people rejected."""
    title: str | None = None
    byline: list[str] = Field(default_factory=list)
    publisher: str | None = None
    published: str | None = None
    published_basis: str | None = None
    language: str | None = None
    url: str | None = None
    notices: list[str] = Field(default_factory=list)
    """What a reader has to know about how it was read, by code (`NoticeCode`): that it is partial,
    or in a language of which only quotations are taken. Their words are in the article's detail."""
    tagger: str | None = None
    """What proposed the spans of its claims."""


class ArticleDetail(ArticleSummary):
    """An article with its structure and coverage, once it is ready."""

    article: ArticleHead | None = None
    coverage: list[SentenceCoverage] = Field(default_factory=list)
    refused: int = 0
    """Records refused because a span of theirs was not grounded."""
    reviews: dict[ReviewState, int] = Field(default_factory=dict)
    """How many of its claims people have judged in which way; those that they rejected are left out
    of lists unless asked for."""


class SourceSummary(Contract):
    """A source and how much it claims."""

    key: str
    """For the `source` filter; any spelling with the same key will do."""
    name: str
    aliases: list[str] = Field(default_factory=list)
    """Other words that name it in the articles that were counted, the most frequent first; ten."""
    type: SourceType
    articles: int
    claims: int
    """As they were extracted, like all counts."""
    rejected: int = 0
    """How many of them people rejected; lists leave those out unless asked for them."""
    complete: bool
    """False if only the newest articles were counted, so that the counts are lower bounds."""


class ArticlePage(Contract):
    """Articles, the last changed first; members of a container, in the order of their ids."""

    items: list[ArticleSummary]
    next_cursor: str | None = None


class ChangeKind(StrEnum):
    """What became of an object."""

    INGESTED = "ingested"
    """It has claims, and had none before."""
    REPLACED = "replaced"
    """A newer revision of its claims took the place of an older one."""
    FAILED = "failed"
    DELETED = "deleted"
    DIVIDED = "divided"
    """It is a container whose members are articles of their own."""


class ArticleChange(ArticleSummary):
    """The last change of an object; `updated_at` says when it was."""

    change: ChangeKind
    replaced: int | None = None
    """The revision that the current one took the place of."""


class ChangePage(Contract):
    """Changes in the order in which they happened."""

    items: list[ArticleChange]
    next_cursor: str
    """For what follows, now or later: a page that is not full is the last for now."""


class FailedObject(Contract):
    """An object, or a member of a container, that did not become claims."""

    article_id: str
    bucket: str
    key: str
    member: str = ""
    version_id: str | None = None
    failure: Failure


class FailurePage(Contract):
    """Failures, the newest first."""

    items: list[FailedObject]
    next_cursor: str | None = None


class Accepted(Contract):
    """Work that was asked for and goes on after the answer."""

    article_id: str
    detail: str


class ClaimPage(Contract):
    """Claims: of the newest articles first, and in the order of the text within each."""

    items: list[Claim]
    next_cursor: str | None = None
    articles: dict[str, ArticleSummary] = Field(default_factory=dict)
    """What is known of their articles, by id, where it was asked for."""


class SourcePage(Contract):
    """Sources in the order of their keys."""

    items: list[SourceSummary]
    next_cursor: str | None = None


class DayCount(Contract):
    """What was published on a day."""

    day: str
    articles: int
    claims: int


class NameCount(Contract):
    """How many claims there are of a source, or in a publisher's articles."""

    key: str | None = None
    """Of a source, for the `source` filter."""
    name: str
    claims: int


class Overview(Contract):
    """How much is claimed in a range of days. All but `own` is of attributed claims."""

    articles: int
    claims: int
    own: int
    """The authors' own statements."""
    days: list[DayCount]
    """Those that have articles, in their order."""
    cue_classes: dict[str, int]
    polarities: dict[str, int]
    verifications: dict[str, int]
    directness: dict[str, int]
    sources: list[NameCount]
    """The twenty with the most claims."""
    publishers: list[NameCount]
    """So, too."""
    unverified_share: float | None = None
    """Of the claims, those that the outlet says it could not verify; nothing if there are none."""
    counted_at: str | None = None
    """The last change of an article that has been counted; changes are counted within seconds."""
    changed_at: str | None = None
    """The last change of an object."""
    complete: bool
    """Whether that has been counted, so that the counts are of what is there."""


class Health(Contract):
    """That the API answers, and which version."""

    status: str
    version: str


class PageSettings(Contract):
    """Where the page signs people in: authorization code with PKCE (RFC 7636)."""

    issuer: str
    """Its discovery document names the endpoints (OpenID Connect Discovery)."""
    client_id: str
    scopes: list[str]


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
