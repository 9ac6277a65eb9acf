"""`hearsay article`, `failures` and `upload`: objects, what became of them, and new ones."""

import mimetypes
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from infra.cli.client import Parameters, api_client
from infra.cli.errors import CliError
from infra.cli.filters import filtered
from infra.cli.options import ApiUrl, Json, Token
from infra.cli.tables import article_name, article_title, claims_table, console
from schemas.api import ArticleDetail
from schemas.identity import member_path
from schemas.upload import ContentType, UploadRequest

TYPES = {
    ".md": ContentType.MARKDOWN,
    ".markdown": ContentType.MARKDOWN,
    ".eml": ContentType.MAIL,
    ".docx": ContentType.DOCX,
    ".xml": ContentType.XML,
    ".rss": ContentType.XML,
    ".atom": ContentType.XML,
    ".gz": ContentType.GZIP,
    ".warc": ContentType.WARC,
    ".jsonl": ContentType.JSON_LINES,
    ".ndjson": ContentType.JSON_LINES,
}
"""By endings that the standard library does not know everywhere."""


def article(
    article_id: Annotated[str, typer.Argument(help="Id of an article.")],
    json: Json = False,
    api: ApiUrl = None,
    token: Token = None,
) -> None:
    """Print what became of an article: its state, its coverage and its claims."""
    with api_client(api, token) as client:
        detail = client.article(article_id)
        if json:
            typer.echo(detail.model_dump_json())
            return
        for line in _lines(detail):
            typer.echo(line)
        if detail.revision is not None:
            screen = console()
            parameters = {"limit": 100, "unattributed": True}
            found = client.claims(parameters, f"/articles/{article_id}/claims")
            screen.print(claims_table(found, screen.width, article_title(detail)))


def _lines(detail: ArticleDetail) -> list[str]:
    lines = [f"{detail.article_id}  {article_name(detail)}  {detail.state.value}"]
    if detail.failure:
        lines.append(f"    {detail.failure.message} {detail.failure.remedy}")
    reasons = Counter(each.reason.value for each in detail.coverage if each.reason)
    told = [f"{count} {reason.replace('_', ' ')}" for reason, count in reasons.most_common()]
    if detail.coverage:
        covered = len(detail.coverage) - reasons.total()
        without = f"; without: {', '.join(told)}" if told else ""
        lines.append(f"    {covered} of {len(detail.coverage)} sentences hold claims{without}")
    judged = [f"{count} {state.value}" for state, count in detail.reviews.items() if count]
    if judged:
        lines.append(f"    claims that people judged: {', '.join(judged)}")
    return lines


@filtered("/failures")
def failures(
    wanted: Parameters,
    json: Json = False,
    api: ApiUrl = None,
    token: Token = None,
) -> None:
    """Print every object that ended as a failure, with the reason and what to do about it."""
    with api_client(api, token) as client:
        for found in client.failures(wanted):
            if json:
                typer.echo(found.model_dump_json())
                continue
            name = member_path(found.key, found.member) if found.member else found.key
            typer.echo(f"{found.article_id}  {name}  {found.failure.code.value}")
            typer.echo(f"    {found.failure.message} {found.failure.remedy}")


def upload(
    files: Annotated[list[Path], typer.Argument(help="Articles, or containers of articles.")],
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="For files that do not say it themselves.")
    ] = None,
    api: ApiUrl = None,
    token: Token = None,
) -> None:
    """Upload files over the API, without credentials of AWS, and print the ids they will have."""
    with api_client(api, token) as client:
        for path in files:
            request = UploadRequest(
                name=path.name, content_type=content_type(path), published=published
            )
            typer.echo(f"{client.upload(request, _bytes(path)).article_id}  {path}")


def content_type(path: Path) -> ContentType:
    """The type of a file by its ending.

    Raises:
        CliError: If it is none that can be uploaded.
    """
    guessed = TYPES.get(path.suffix.lower()) or mimetypes.guess_type(path.name)[0]
    if guessed not in set(ContentType):
        known = ", ".join(each.value for each in ContentType)
        raise CliError(f"{path} is of no type that can be uploaded: {known}.")
    return ContentType(guessed)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CliError(f"{path} cannot be read: {error.strerror}.") from error
