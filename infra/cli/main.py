"""The commands and their options. What they do lives in the modules beside this one."""

import sys
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from infra.cli import articles as objects
from infra.cli import reviews
from infra.cli.client import ApiClient, Parameters, api_client
from infra.cli.connection import Connection
from infra.cli.errors import CliError
from infra.cli.exports import Format, conditions, destination, write_claims
from infra.cli.files import drop as drop_file
from infra.cli.files import published_date, uploads
from infra.cli.filters import filtered, filters
from infra.cli.jobs import app as jobs
from infra.cli.options import ApiUrl, Token
from infra.cli.tables import article_title, claims_table, console, formats_table, limits_table
from schemas.claim import Claim

if TYPE_CHECKING:
    from mypy_boto3_s3.client import S3Client

app = typer.Typer(
    help="Who claimed what, kept verifiable.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)

app.add_typer(jobs, name="jobs")
for _command in (objects.article, objects.failures, objects.upload, reviews.review):
    app.command()(_command)

Published = Annotated[
    str | None,
    typer.Option(
        metavar="DATE",
        help="Date of publication for files that do not say it themselves, such as 2024-12-16.",
    ),
]
TEMPLATE = Path("template.yaml")
SAMPLES = Path("samples")
WHERE = " ".join(each.name for each in filters("/claims"))


@app.command()
def up(  # noqa: PLR0913, PLR0917 (one for each option)
    files: Annotated[
        list[Path] | None,
        typer.Argument(help="Articles to drop first; the samples if none are given."),
    ] = None,
    once: Annotated[bool, typer.Option(help="Exit once the claims have been printed.")] = False,
    template: Annotated[Path, typer.Option(help="The SAM template to run.")] = TEMPLATE,
    inbox: Annotated[
        Path, typer.Option(help="Folder whose files, now and later, are uploaded.")
    ] = Path("inbox"),
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="Port of S3 and the other services; 0: any.")
    ] = 4566,
    api_port: Annotated[
        int, typer.Option(min=0, max=65535, help="Port of the HTTP API; 0: any.")
    ] = 8080,
    published: Published = None,
    data: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Folder in which everything is kept: the next start with it goes on there.",
        ),
    ] = None,
) -> None:
    """Run the whole pipeline on this machine, from the template, until Ctrl-C.

    The articles are dropped into the inbox bucket and their claims printed. The exit status is 1
    if one of them ended as a failure. With --data, files that are unchanged since an earlier start
    are not dropped again.
    """
    from infra.cli.up import UpSettings  # noqa: PLC0415 (the stack takes seconds to import)
    from infra.cli.up import up as run  # noqa: PLC0415

    given = uploads(files or sorted(p for p in SAMPLES.glob("*") if p.is_file()))
    settings = UpSettings(
        template=template,
        inbox=inbox,
        port=port,
        api_port=api_port,
        once=once,
        published=published_date(published),
        data=data,
    )
    if not run(settings, given, console()):
        raise typer.Exit(1)


@app.command()
def drop(
    files: Annotated[list[Path], typer.Argument(help="Articles: see `hearsay formats`.")],
    published: Published = None,
    bucket: Annotated[
        str | None,
        typer.Option(
            help="Inbox bucket of a deployed stack, reached with your own AWS credentials; "
            "without it, the local stack's."
        ),
    ] = None,
) -> None:
    """Drop articles into the inbox bucket and print the id that each article has.

    The key is the path from this folder. Dropping the same file again replaces its claims.
    """
    day = published_date(published)
    given = uploads(files)
    s3, name = _inbox(bucket)
    for upload in given:
        dropped = drop_file(s3, name, upload, day)
        typer.echo(f"{dropped.article_id}  {upload.key}")


@app.command()
@filtered("/claims")
def claims(
    wanted: Parameters,
    limit: Annotated[int, typer.Option(min=1, help="Claims to print at most.")] = 100,
    form: Annotated[
        Format | None, typer.Option("--format", help="Instead of a table for people.")
    ] = None,
    api: ApiUrl = None,
    token: Token = None,
) -> None:
    """Print the claims that match, of the newest articles or the most check-worthy first.

    Options that name one of several values may be repeated: any of them.
    """
    with api_client(api, token) as client:
        if form is not None:
            write_claims(client, wanted, form, typer.get_text_stream("stdout"), limit)
        else:
            matching = client.claims(wanted | {"limit": min(limit, 100)})
            _print_by_article(client, list(islice(matching, limit)))


@app.command()
def export(
    form: Annotated[Format, typer.Option("--format", help="Of one document.")] = Format.JSONL,
    where: Annotated[
        list[str] | None,
        typer.Option(
            "--where",
            metavar="NAME=VALUE",
            help=f"Such as polarity=denied; may be repeated. Names: {WHERE}",
        ),
    ] = None,
    to: Annotated[Path | None, typer.Option(help="A file; else stdout.")] = None,
    api: ApiUrl = None,
    token: Token = None,
) -> None:
    """Write all claims that match as one document, whatever their number."""
    parameters = conditions(where or [])
    with api_client(api, token) as client, destination(to) as out:
        written = write_claims(client, parameters, form, out)
    typer.echo(f"{written} claims", err=True)


@app.command()
def retry(
    articles: Annotated[list[str], typer.Argument(help="Ids, as `failures` prints them.")],
    api: ApiUrl = None,
    token: Token = None,
) -> None:
    """Ask for another try of objects that ended as failures."""
    with api_client(api, token) as client:
        for article in articles:
            typer.echo(f"{article}  {client.retry(article).detail}")


@app.command()
def extract(
    files: Annotated[list[Path], typer.Argument(help="Articles: see `hearsay formats`.")],
    published: Published = None,
    json: Annotated[
        bool,
        typer.Option(
            "--json", help="One JSON document a line and file, in order: article, claims, coverage."
        ),
    ] = False,
) -> None:
    """Parse and extract alone: no cloud, nothing stored.

    A file that cannot be read gives {"error": {...}} in its place, and the exit status is 1.
    """
    from infra.cli.local_extract import Refused, extract_file  # noqa: PLC0415 (slow to import)

    day, screen = published_date(published), console()
    failed = False
    for path in files:
        result = extract_file(path, day)
        failed = failed or isinstance(result, Refused)
        if json:
            typer.echo(result.model_dump_json())
        elif isinstance(result, Refused):
            error = result.error
            typer.echo(f"{error.file}: {error.message} {error.remedy}")
        else:
            title = result.article.title or str(path)
            screen.print(claims_table(result.claims, screen.width, title))
    if failed:
        raise typer.Exit(1)


@app.command()
def formats(
    template: Annotated[
        Path, typer.Option(help="The SAM template whose limits are printed.")
    ] = TEMPLATE,
    json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> None:
    """Print what may be dropped: names, endings, content types and limits."""
    from infra.cli.formats import formats as known  # noqa: PLC0415 (slow to import)

    found = known(template)
    if json:
        typer.echo(found.model_dump_json())
    else:
        screen = console()
        screen.print(formats_table(found.formats))
        screen.print(limits_table(found.limits))


def _print_by_article(client: ApiClient, found: list[Claim]) -> None:
    screen = console()
    for article, group in groupby(found, key=lambda claim: claim.article_id):
        title = article_title(client.article(article))
        screen.print(claims_table(group, screen.width, title))
    if not found:
        typer.echo("No claim matches. A source is found by its full name: see GET /sources.")


def _inbox(bucket: str | None) -> tuple["S3Client", str]:
    import boto3  # noqa: PLC0415 (slow to import)

    if bucket:
        return boto3.client("s3"), bucket
    connection = Connection.load()
    client = boto3.client(
        "s3",
        endpoint_url=connection.endpoint,
        region_name=connection.region,
        aws_access_key_id=connection.access_key,
        aws_secret_access_key=connection.secret_key,
    )
    return client, connection.inbox_bucket


def main(arguments: list[str] | None = None) -> None:
    """Run a command; what its user did wrong is one line on stderr and exit status 2."""
    try:
        app(arguments, prog_name="hearsay")
    except CliError as error:
        typer.echo(f"hearsay: {error}", err=True)
        sys.exit(2)
