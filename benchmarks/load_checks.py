"""What the load run has come to, by the API's own answers and by the rows that are left."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from benchmarks.load_files import CLAIMS, File
from infra.cli.errors import CliError
from schemas.api import ArticleSummary
from schemas.claim import Claim
from schemas.identity import article_id
from schemas.table import MEMBER_PREFIX, META, PK, SK, State, posting_parts


class Api(Protocol):
    """The API, as the checks need it."""

    def article(self, article_id: str) -> ArticleSummary:
        """One article.

        Raises:
            CliError: There is none.
        """

    def claims(self, parameters: dict[str, Any]) -> Iterable[Claim]:
        """Claims that match, from all pages."""


@dataclass
class Verdict:
    """What is wrong; nothing, if all is well."""

    lost: list[str] = field(default_factory=list)
    """Files that did not end as they must: with their claims, or as their failure."""
    double: list[str] = field(default_factory=list)
    """Articles, claims and rows that there is more than one of, or that nobody can read."""
    codes: Counter[str] = field(default_factory=Counter)
    """Failures by code."""


def verdict(
    client: Api, bucket: str, files: Sequence[File], rows: Iterable[Mapping[str, Any]]
) -> Verdict:
    """Compare what was dropped with what there is. `rows`: the whole table, in DynamoDB's JSON.

    Articles are asked for one by one: moto reads the whole table for each page of their list.
    """
    found = Verdict()
    articles = dict(_articles(client, bucket, files, found))
    claims = _claims(client, found)
    for file in files:
        if file.key in articles:
            _check_file(file, articles[file.key], claims[article_id(bucket, file.key)], found)
    found.double += _left_over({a.article_id: a for a in articles.values()}, rows)
    return found


def _articles(
    client: Api, bucket: str, files: Iterable[File], found: Verdict
) -> Iterator[tuple[str, ArticleSummary]]:
    """The article of each file, by its key."""
    for file in files:
        try:
            yield file.key, client.article(article_id(bucket, file.key))
        except CliError as error:
            found.lost.append(f"{file.key}: {error}")


def _claims(client: Api, found: Verdict) -> Counter[str]:
    """Claims of each article, as the list of all claims has them."""
    seen: Counter[str] = Counter()
    articles: Counter[str] = Counter()
    for claim in client.claims({"limit": 100, "unattributed": True}):
        seen[claim.claim_id] += 1
        articles[claim.article_id] += 1
    found.double += [f"claim {id_} is listed {n} times" for id_, n in seen.items() if n > 1]
    return articles


def _check_file(file: File, article: ArticleSummary, claims: int, found: Verdict) -> None:
    if article.failure:
        found.codes[article.failure.code] += 1
    code = article.failure.code if article.failure else None
    state = State.FAILED if file.code else State.READY
    if (article.state, code) != (state, file.code):
        found.lost.append(f"{file.key}: {article.state} {code or ''}")
        return
    expected = 0 if file.code else CLAIMS
    for count, where in ((article.claims, "its summary"), (claims, "the list of claims")):
        if count != expected:
            wrong = found.lost if count < expected else found.double
            wrong.append(f"{file.key}: {count} claims by {where}")


def _left_over(
    articles: Mapping[str, ArticleSummary], rows: Iterable[Mapping[str, Any]]
) -> list[str]:
    """Rows of revisions that readers do not see."""
    current = {id_: article.revision for id_, article in articles.items()}
    keys = ((row[PK]["S"], row[SK]["S"]) for row in rows)
    revisions = ((pk, sk, _revision(pk, sk)) for pk, sk in keys)
    return [
        f"{pk} {sk} is left over"
        for pk, sk, (article, revision) in revisions
        if revision is not None and current.get(article) != revision
    ]


def _revision(pk: str, sk: str) -> tuple[str, int | None]:
    """Article and revision of a row that belongs to one; no revision otherwise."""
    if pk.startswith("A#") and sk != META and not sk.startswith(MEMBER_PREFIX):
        return pk[2:], int(sk.split("#")[1])
    if pk.startswith(("D#", "S#")):
        _, article, revision, _ = posting_parts(sk)
        return article, revision
    return "", None
