"""`hearsay up`: the local stack with articles in it, until Ctrl-C."""

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from infra.cli.client import ApiClient
from infra.cli.connection import Connection, refuse_a_second_stack
from infra.cli.endings import Endings, deletions
from infra.cli.errors import CliError
from infra.cli.files import Dropped, Upload, drop, is_as, newest
from infra.cli.inbox import InboxFolder
from infra.cli.tables import (
    article_name,
    article_title,
    claims_table,
    failure_line,
    members_line,
)
from infra.local.errors import LocalStackError
from infra.local.guard import ADMIN_KEY, ADMIN_SECRET
from infra.local.settings import StackSettings
from infra.local.stack import LocalStack
from schemas.api import ArticleSummary
from schemas.identity import article_id
from schemas.table import State

POLL_SECONDS = 1.0
PATIENCE_SECONDS = 600
RECONCILE = "ReconcileFunction"
"""What compares bucket and table, and so finds what no message of the last run is left of."""


@dataclass(frozen=True, kw_only=True)
class UpSettings:
    """What `hearsay up` is asked to do."""

    template: Path
    inbox: Path
    port: int
    api_port: int
    once: bool
    published: str | None = None
    data: Path | None = None
    """Folder in which everything is kept from one start to the next; None for memory alone."""


def up(settings: UpSettings, files: list[Upload], console: Console) -> bool:
    """Run the stack; true if every file that was given has ended as claims.

    Raises:
        CliError: If the stack cannot be started.
    """
    refuse_a_second_stack()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ends as Ctrl-C does
    started = time.monotonic()
    console.print(f"Starting the local cloud from {settings.template} ...")
    with _stack(settings) as stack:
        console.print(f"  up in {time.monotonic() - started:.1f} s")
        session = Session(stack, settings, console)
        stack.start_schedules()
        if settings.data:
            stack.tick(RECONCILE)
        with session.connection.announced():
            done = session.ingest([*files, *session.first_arrivals()])
            if not settings.once:
                session.stay()
    return done


@contextmanager
def _interruption() -> Iterator[threading.Event]:
    """An event that Ctrl-C sets, in place of an exception wherever the program happens to be.

    What is being done is ended first; the next Ctrl-C interrupts that, too.
    """
    interrupted = threading.Event()
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def stop(*_: object) -> None:
        interrupted.set()
        for number, handler in before.items():
            signal.signal(number, handler)

    for number in before:
        signal.signal(number, stop)
    try:
        yield interrupted
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _stack(settings: UpSettings) -> Iterator[LocalStack]:
    stack = LocalStack(
        StackSettings(
            template=settings.template,
            root=settings.template.resolve().parent,
            port=settings.port,
            api_port=settings.api_port,
            data=settings.data,
        )
    )
    with ExitStack() as closing:
        try:
            closing.enter_context(stack)
        except LocalStackError as error:
            raise CliError(f"The local cloud cannot start: {error}") from error
        yield stack


class Session:
    """A running stack and what is dropped into it."""

    def __init__(self, stack: LocalStack, settings: UpSettings, console: Console) -> None:
        self._stack = stack
        self._settings = settings
        self._console = console
        self._inbox = InboxFolder(settings.inbox)
        self._endings = Endings(datetime.now(UTC))
        self._shown: set[Dropped] = set()
        self.connection = Connection(
            endpoint=stack.endpoint,
            api_url=stack.api_url,
            issuer_url=stack.issuer_url,
            inbox_bucket=stack.outputs["InboxBucketName"],
            region=stack.settings.region,
            access_key=ADMIN_KEY,
            secret_key=ADMIN_SECRET,
        )

    def first_arrivals(self) -> list[Upload]:
        """What lies in the inbox folder from before, but for what was deleted here since."""
        self._settings.inbox.mkdir(parents=True, exist_ok=True)
        self._inbox.arrivals()
        arrived = self._inbox.arrivals()
        with ApiClient(self._stack.api_url, self._stack.token()) as client:
            deleted = deletions(client)
        return [file for file in arrived if not _is_older(file, deleted.get(file.key))]

    def ingest(self, files: list[Upload]) -> bool:
        """Drop files, wait until each has ended, show what became of them.

        A file that is there from an earlier start is not dropped again.
        """
        there = self._there(files)
        if there:  # they ended before this start
            self._endings = Endings()
        with ApiClient(self._stack.api_url, self._stack.token()) as client:
            settled = (a for a in self._endings.look(client) if there.get(a.key) != a.version_id)
            before = {_version(article) for article in settled}
            wanted = self._drop([file for file in files if file.key not in there])
            wanted |= {article_id(self.connection.inbox_bucket, key) for key in there}
            articles = self._await(client, wanted, before)
            self._shown |= before
            self._show(client, articles)
        return all(article.failure is None for article in articles)

    def _there(self, files: list[Upload]) -> dict[str, str | None]:
        """Key -> current version of those files that are in the bucket just as they are here."""
        s3, bucket = self._stack.client("s3"), self.connection.inbox_bucket
        current = newest(s3, bucket)
        return {
            file.key: current[file.key].version_id
            for file in files
            if file.key in current
            and is_as(s3, bucket, current[file.key], file, self._settings.published)
        }

    def stay(self) -> None:
        """Show how to use the stack and serve until Ctrl-C."""
        how_to = _how_to(self.connection, self._stack.token_command, self._settings)
        self._console.print(how_to, soft_wrap=True)  # lines to paste must stay lines
        with _interruption() as interrupted:
            while not interrupted.is_set():
                self._look_around()
                interrupted.wait(POLL_SECONDS)
        data = self._settings.data
        kept = f"What was ingested is kept in {data}" if data else "What was ingested is forgotten"
        self._console.print(f"\nStopping. {kept}; your files stay.", markup=False)

    def _look_around(self) -> None:
        """Upload what has arrived and show what has ended; a mishap must not stop the stack."""
        try:
            self._drop(self._inbox.arrivals())
            with ApiClient(self._stack.api_url, self._stack.token()) as client:
                self._show(client, self._endings.look(client))
        except CliError as error:
            self._console.print(str(error), style="red", markup=False)

    def _drop(self, files: list[Upload]) -> set[str]:
        """Drop files; the ids of their articles."""
        s3 = self._stack.client("s3")
        bucket = self.connection.inbox_bucket
        return {drop(s3, bucket, file, self._settings.published).article_id for file in files}

    def _await(
        self, client: ApiClient, wanted: set[str], before: set[Dropped]
    ) -> list[ArticleSummary]:
        """The articles, once each has ended in another version than before, with its members.

        Raises:
            CliError: If some have not after ten minutes.
        """
        end = time.monotonic() + PATIENCE_SECONDS
        with _progress(self._console) as progress:
            task = progress.add_task("S3 → parse → extract → table", total=len(wanted))
            while True:
                ended = self._endings.look(client)
                new = [article for article in ended if _version(article) not in before]
                settled = [article for article in new if article.article_id in wanted]
                progress.update(task, completed=len(settled))
                keys = {article.key for article in settled}
                found = [article for article in new if article.key in keys]
                if len(settled) == len(wanted) and not _is_waiting(client, found):
                    # Once more: a member may have ended after the list was read.
                    last = (each for each in self._endings.look(client) if each.key in keys)
                    return [article for article in last if _version(article) not in before]
                if time.monotonic() > end:
                    raise CliError(self._stuck(len(wanted) - len(settled)))
                time.sleep(POLL_SECONDS / 2)

    def _stuck(self, count: int) -> str:
        logs = [line for name in self._stack.functions for line in self._stack.logs(name)[-5:]]
        return "\n".join([f"{count} files have not ended. The functions said last:", *logs])

    def _show(self, client: ApiClient, articles: list[ArticleSummary]) -> None:
        """Print what became of the articles, of each version once."""
        for article in articles:
            if _version(article) in self._shown:
                continue
            self._shown.add(_version(article))
            if article.state is State.DELETED:
                continue
            if article.failure:
                self._console.print(failure_line(article_name(article), article.failure))
                continue
            if article.state is State.EXPANDED:
                self._console.print(members_line(client.article(article.article_id)))
                continue
            path = f"/articles/{article.article_id}/claims"
            claims = client.claims({"limit": 100, "unattributed": True}, path)
            self._console.print(claims_table(claims, self._console.width, article_title(article)))


def _is_waiting(client: ApiClient, articles: list[ArticleSummary]) -> bool:
    """Whether a container among the articles has members that have not ended."""
    containers = (found for found in articles if found.state is State.EXPANDED)
    counts = (client.article(found.article_id).members for found in containers)
    return any(members is not None and members.waiting for members in counts)


def _is_older(file: Upload, deleted: ArticleSummary | None) -> bool:
    """Whether a file was last changed before its object was deleted: then it stays deleted."""
    if deleted is None:
        return False
    changed = datetime.fromtimestamp(file.path.stat().st_mtime, UTC)
    return changed < datetime.fromisoformat(deleted.updated_at)


def _version(article: ArticleSummary) -> Dropped:
    return Dropped(article.article_id, article.version_id)


def _progress(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=console
    )


def _how_to(connection: Connection, token_command: str, settings: UpSettings) -> str:
    inbox = settings.inbox
    kept = (
        f"All of it is kept in\n{settings.data}/, and the next start with it goes on there."
        if settings.data
        else f"What it keeps is in memory: the next\nstart fills itself again from {inbox}/, and "
        "from there alone. To keep it: --data DIR"
    )
    credentials = (
        f"AWS_ACCESS_KEY_ID={connection.access_key} "
        f"AWS_SECRET_ACCESS_KEY={connection.secret_key} AWS_DEFAULT_REGION={connection.region}"
    )
    bucket = f"s3://{connection.inbox_bucket}/"
    upload = f"aws --endpoint-url {connection.endpoint} s3 cp article.txt {bucket}"
    bearer = f'-H "Authorization: Bearer $({token_command})"'
    return "\n".join(
        [
            "",
            f"[bold]The stack is up.[/bold] Ctrl-C stops it. {kept}",
            "",
            f"Drop a file   cp article.txt {inbox}/",
            "              .venv/bin/hearsay drop article.html --published 2024-12-16",
            f"              {credentials} {upload}",
            f"Look          {connection.api_url}/ in a browser",
            "Ask           .venv/bin/hearsay claims --polarity denied",
            f"              curl -s {bearer} '{connection.api_url}/claims?polarity=denied'",
            "",
        ]
    )
