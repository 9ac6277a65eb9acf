"""An API over a mocked account, asked as API Gateway asks, and articles to ask about."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import boto3
import pytest

from functions.api import services
from functions.api.handler import handler
from functions.extract.articles import Articles as Stored
from functions.extract.lease import Lease
from functions.extract.rows import revision_of
from functions.extract.store import RecordStore
from functions.parse.lease import Lease as ParseLease
from functions.parse.objects import Articles
from functions.parse.store import StateStore
from functions.shared.table import Table
from schemas.article import Article
from schemas.coverage import Extraction
from schemas.events import Change
from schemas.messages import ExtractArticle
from tests.conftest import ARTICLES
from tests.records import at, event, extraction_of
from tests.tables import TABLE

if TYPE_CHECKING:
    from mypy_boto3_s3.client import S3Client

Ask = Callable[..., "Answer"]


@dataclass(frozen=True)
class Answer:
    """A response of the API."""

    status: int
    headers: dict[str, str]
    body: str

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Library:
    """Puts articles into the table and the bucket as the pipeline does."""

    table: Table
    s3: "S3Client"
    sequencers: dict[str, int] = field(default_factory=dict)

    def add(self, article: Article, *variants: dict[str, Any]) -> str:
        """Ingest an article, one claim a line; again for the same key, it replaces."""
        self.ingest(article, extraction_of(article, *variants))
        return article.article_id

    def ingest(self, article: Article, extraction: Extraction) -> None:
        store = RecordStore(self.table, 90)
        message = self._parse(article)
        lease = store.claim(message, at(0))
        assert lease
        self._write(store, lease, article, extraction)

    def claim(self, key: str) -> ParseLease:
        """Begin to parse the next version of an object."""
        number = self.sequencers[key] = self.sequencers.get(key, 0) + 1
        lease = StateStore(self.table, 45).claim(event(key, str(number)), at(len(self.sequencers)))
        assert isinstance(lease, ParseLease)
        return lease

    def delete(self, key: str) -> None:
        """Delete an object; its rows are left for the sweep."""
        deletion = event(key, "9", Change.DELETED)
        assert StateStore(self.table, 45).bury(deletion, at(0))

    def sweep(self, article_id: str) -> None:
        """Remove what is superseded, as `extract` does when the grace period is over."""
        store = RecordStore(self.table, 90)
        old = store.superseded(article_id)
        store.remove_before(article_id, old.rev, for_good=True)
        Stored(self.s3, ARTICLES).remove_before(article_id, old.run)

    def _parse(self, article: Article) -> ExtractArticle:
        lease = self.claim(article.source.key)
        Articles(self.s3, ARTICLES).write(article, lease.prefix)
        StateStore(self.table, 45).commit(lease, at(len(self.sequencers)))
        return ExtractArticle(article_id=article.article_id, run=lease.run, prefix=lease.prefix)

    def _write(
        self, store: RecordStore, lease: Lease, article: Article, extraction: Extraction
    ) -> None:
        revision = revision_of(article, extraction, lease.rev, lease.message.prefix, at(0))
        store.write(revision)
        assert store.flip(lease, revision, at(len(self.sequencers)))


@pytest.fixture
def library(table: Table, s3: "S3Client") -> Library:
    return Library(table, s3)


@pytest.fixture
def ask(
    library: Library,  # noqa: ARG001 (what is asked about)
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Ask]:
    """Ask the API: a path and query parameters in, an answer out."""
    monkeypatch.setenv("TABLE_NAME", TABLE)
    monkeypatch.setenv("ARTICLES_BUCKET", ARTICLES)
    key: Any = boto3.client("secretsmanager")
    secret = key.create_secret(Name="cursors", SecretString="first")
    monkeypatch.setenv("CURSOR_KEY_ARN", secret["ARN"])
    monkeypatch.setenv("INBOX_BUCKET", "inbox")
    monkeypatch.setenv("INLINE_TEXT_BYTES", "1000")
    monkeypatch.setenv("MAX_OBJECT_BYTES", "5000")
    monkeypatch.setenv("MAX_UNPACKED_BYTES", "900000")
    monkeypatch.setenv("SEARCH_INDEX", "on")
    monkeypatch.setenv("SIGN_IN_ISSUER", "https://issuer.example/pool")
    monkeypatch.setenv("SIGN_IN_CLIENT", "people")
    monkeypatch.setenv("SIGN_IN_ORIGINS", "https://tokens.example")
    for name in ("parse", "extract"):
        url = boto3.client("sqs").create_queue(QueueName=f"{name}-backfill")["QueueUrl"]
        monkeypatch.setenv(f"{name.upper()}_BACKFILL_QUEUE_URL", url)
    for name in ("jobs", "erase"):
        url = boto3.client("sqs").create_queue(QueueName=name)["QueueUrl"]
        monkeypatch.setenv(f"{name.upper()}_QUEUE_URL", url)
    caches = (
        services.settings,
        services.table,
        services.cursor_keys,
        services.page_headers,
        services.queries,
        services.retries,
        services.reviews,
        services.texts,
        services.uploads,
        services.work,
    )
    for cache in caches:
        cache.cache_clear()

    def _ask(
        path: str,
        method: str = "GET",
        body: Any = None,
        accept: str = "",
        if_match: str = "",
        authorization: str = "",
        content_type: str = "",
        by: str | None = "ada",
        **parameters: str,
    ) -> Answer:
        event = _event(method, path, parameters, body)
        headers = {"accept": accept, "if-match": if_match, "authorization": authorization}
        headers |= {"content-type": content_type}
        event["headers"] |= {name: value for name, value in headers.items() if value}
        claims = {"sub": by} if by else {}
        event["requestContext"]["authorizer"] = {"jwt": {"claims": claims, "scopes": None}}
        response = handler(event, Context())  # type: ignore[arg-type]
        return Answer(response["statusCode"], response["headers"], response["body"])

    yield _ask
    for cache in caches:
        cache.cache_clear()


class Context:
    """What Lambda tells a function of its invocation."""

    function_name = "api"
    memory_limit_in_mb = 1024
    invoked_function_arn = "arn:aws:lambda:eu-west-1:123456789012:function:api"
    aws_request_id = "00000000-0000-0000-0000-000000000000"


def _event(method: str, path: str, parameters: dict[str, str], body: Any) -> dict[str, Any]:
    given = {} if body is None else {"body": json.dumps(body)}
    return given | {
        "version": "2.0",
        "rawPath": path,
        "rawQueryString": "",
        "queryStringParameters": {name.rstrip("_"): text for name, text in parameters.items()},
        "headers": {"content-type": "application/json"} if given else {},
        "requestContext": {"http": {"method": method, "path": path}, "stage": "$default"},
        "isBase64Encoded": False,
    }


@pytest.fixture
def every_page(ask: Ask) -> Callable[..., list[Any]]:
    """Follow the cursors of a list to its end."""

    def _pages(path: str, **parameters: str) -> list[Any]:
        items: list[Any] = []
        cursor: dict[str, str] = {}
        while True:
            page = ask(path, **parameters, **cursor).json
            items += page["items"]
            if page.get("next_cursor") is None:
                return items
            cursor = {"cursor": page["next_cursor"]}

    return _pages
