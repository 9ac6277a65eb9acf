"""A load run: many files at once on the local stack, while its functions are killed.

    python -m benchmarks.load [--articles 2000] [--poison 0.01] [--duplicates 0.05]
        [--kill-every SECONDS] [--seed 0]

Prints what became of the files, and exits with 1 if one was lost or there is anything twice. The
functions run as the template says, but for times that are shortened so that what was killed comes
again soon: see `SHORTENED`.
"""

import argparse
import json
import random
import resource
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from benchmarks.load_checks import Verdict, verdict
from benchmarks.load_files import LARGEST, File, files
from infra.cli.client import ApiClient
from infra.local.errors import NotIdleError
from infra.local.settings import LogSink, StackSettings
from infra.local.stack import LocalStack
from infra.local.template import load
from schemas.table import State

ROOT: Final = Path(__file__).parents[1]
KILLED: Final = ("ParseFunction", "ExtractFunction")
SHORTENED: Final = {"Timeout": 12, "LEASE_SECONDS": "15", "VisibilityTimeout": 20}
"""Seconds. As in the template: the lease outlives the function, and a message hides for longer."""
PATIENCE_SECONDS: Final = 3600
LOOK_SECONDS: Final = 1.0
TICK_SECONDS: Final = 0.1
MOST: Final = 0.95
ROUNDS: Final = 10
"""Of trying again what was killed too often."""


@dataclass
class Storm:
    """Kills functions at random, and watches how much memory they use."""

    stack: LocalStack
    chooser: random.Random
    every: float
    kills: Counter[str] = field(default_factory=Counter)
    memory: Counter[str] = field(default_factory=Counter)
    """The most that a process of a function had, in KiB."""
    _over: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def raging(self) -> Iterator[None]:
        """Kill meanwhile."""
        thread = threading.Thread(target=self._rage)
        thread.start()
        try:
            yield
        finally:
            self._over.set()
            thread.join()

    def _rage(self) -> None:
        strike = time.monotonic() + self._pause()
        while not self._over.wait(TICK_SECONDS):
            self._watch()
            if time.monotonic() >= strike:
                name = self.chooser.choice(KILLED)
                self.kills[name] += self.stack.kill(name, self.chooser)
                strike = time.monotonic() + self._pause()

    def _pause(self) -> float:
        return self.chooser.expovariate(1 / self.every)

    def _watch(self) -> None:
        for name, function in self.stack.functions.items():
            for process in function.processes():
                self.memory[name] = max(self.memory[name], peak_kib(process))


@dataclass
class Crashes:
    """Counts the invocations that ended by a kill, as the log tells of them."""

    count: int = 0

    def __call__(self, _: str, line: str) -> None:
        """Take a line of a function's log."""
        self.count += "SIGKILL" in line


def peak_kib(process: int) -> int:
    """The most memory that a process has had; 0 if it has ended."""
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    except (FileNotFoundError, ProcessLookupError):
        return 0
    lines = (line.split() for line in status.splitlines())
    return next((int(line[1]) for line in lines if line[0] == "VmHWM:"), 0)


@contextmanager
def stack_in_a_hurry(processes: int, log_sink: LogSink) -> Iterator[LocalStack]:
    """The template's stack, with times shortened and so many processes of each killed function."""
    template = load(ROOT / "template.yaml")
    for resource_ in template["Resources"].values():
        if resource_["Type"] == "AWS::SQS::Queue":
            resource_["Properties"]["VisibilityTimeout"] = SHORTENED["VisibilityTimeout"]
    for name in KILLED:
        properties = template["Resources"][name]["Properties"]
        properties["Timeout"] = SHORTENED["Timeout"]
        properties["Environment"]["Variables"]["LEASE_SECONDS"] = SHORTENED["LEASE_SECONDS"]
    # The others run as long as they like: their queues hide messages for less than that.
    for name in ("JobsFunction", "EraseFunction", "DeadLettersFunction"):
        template["Resources"][name]["Properties"]["Timeout"] = SHORTENED["Timeout"]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "template.json"
        path.write_text(json.dumps(template), encoding="utf-8")
        settings = StackSettings(
            template=path,
            root=ROOT,
            parameters={"MaxObjectBytes": str(LARGEST)},
            environments=dict.fromkeys(KILLED, processes),
            log_sink=log_sink,
        )
        with LocalStack(settings) as stack:
            yield stack


@dataclass
class Run:
    """A stack under load."""

    stack: LocalStack
    files: list[File]
    chooser: random.Random
    progress: Progress
    duplicates: int = 0
    most_ended: float | None = None
    """When nearly all files had ended; what was killed last comes again late."""
    retried: Counter[str] = field(default_factory=Counter)
    """Failures that another try was asked for, by code."""

    @property
    def inbox(self) -> str:
        """The bucket that files are dropped into."""
        return self.stack.outputs["InboxBucketName"]

    def drop(self, duplicates: float) -> None:
        """Drop all files; a share of the events comes twice, some at once and some much later."""
        s3, late = self.stack.client("s3"), []
        for file in self.progress.track(self.files, description="dropped"):
            s3.put_object(
                Bucket=self.inbox,
                Key=file.key,
                Body=file.body,
                Metadata={"published": file.published},
            )
            if self.chooser.random() < duplicates:
                event = self.stack.events[-1]
                self.duplicates += 1
                late.append(event)
                if self.chooser.random() < 0.5:
                    self.stack.publish(late.pop())
        for event in late:
            self.stack.publish(event)

    def wait(self) -> None:
        """Wait, by the real clock, until nothing waits for anything but for a sweep."""
        task = self.progress.add_task("ended", total=len(self.files))
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            told = {event["detail"]["article_id"] for event in self.stack.events_on("HearsayBus")}
            self.progress.update(task, completed=len(told))
            if self.most_ended is None and len(told) >= MOST * len(self.files):
                self.most_ended = time.monotonic()
            try:
                self.stack.wait_idle(LOOK_SECONDS)
            except NotIdleError:
                time.sleep(LOOK_SECONDS)
            else:
                return
        raise NotIdleError(f"after {PATIENCE_SECONDS} s there is still work")

    def retry(self, client: ApiClient) -> None:
        """Try again what failed for a reason outside of its file, until nothing has."""
        for _ in range(ROUNDS):
            failed = [a for a in client.articles([State.FAILED]) if a.failure]
            again = [a for a in failed if a.failure and not a.failure.code.is_permanent]
            if not again:
                return
            for article in again:
                if article.failure:
                    self.retried[article.failure.code] += 1
                client.retry(article.article_id)
            self.wait()

    def rows(self) -> Iterator[dict[str, Any]]:
        """The whole table."""
        pages = self.stack.client("dynamodb").get_paginator("scan")
        for page in pages.paginate(TableName=self.stack.outputs["RecordsTableName"]):
            yield from page["Items"]


@dataclass(frozen=True, kw_only=True)
class Report:
    """What a run has come to."""

    files: list[File]
    run: Run
    storm: Storm
    seconds: float
    most_seconds: float
    crashes: int
    """Invocations that ended by a kill."""
    verdict: Verdict

    def table(self) -> Table:
        """All of it."""
        poison = sum(file.code is not None for file in self.files)
        table = Table("", "", show_header=False, title="load on the local stack")
        table.add_row("files, of which poison", f"{len(self.files):,}, {poison}")
        table.add_row("events that came twice", str(self.run.duplicates))
        table.add_row("kills", _counts(self.storm.kills))
        table.add_row("invocations that crashed", str(self.crashes))
        table.add_row("failures tried again", _counts(self.run.retried))
        table.add_row("seconds, until all had ended", f"{self.seconds:.0f}")
        table.add_row("articles a second", f"{len(self.files) / self.seconds:.1f}")
        table.add_row(f"seconds, until {MOST:.0%} had ended", f"{self.most_seconds:.0f}")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        table.add_row("peak memory of the stack", f"{peak / 1024:.0f} MiB")
        for name in KILLED:
            table.add_row(f"of a {name}", f"{self.storm.memory[name] / 1024:.0f} MiB")
        table.add_row("failures by code", _counts(self.verdict.codes))
        table.add_row("lost", str(len(self.verdict.lost)))
        table.add_row("double", str(len(self.verdict.double)))
        return table


def _counts(counter: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(counter.items())) or "none"


def measure(given: argparse.Namespace, progress: Progress) -> Report:
    """Run it all."""
    chooser = random.Random(given.seed)  # noqa: S311
    made = files(given.articles, given.poison, chooser)
    crashes = Crashes()
    with stack_in_a_hurry(given.processes, crashes) as stack:
        run = Run(stack, made, chooser, progress)
        storm = Storm(stack, random.Random(given.seed + 1), given.kill_every)  # noqa: S311
        began = time.monotonic()
        with storm.raging():
            run.drop(given.duplicates)
            run.wait()
        seconds = time.monotonic() - began
        with ApiClient(stack.api_url, stack.token()) as client:
            run.retry(client)
            stack.settle(PATIENCE_SECONDS)  # what was superseded is swept, far ahead of the clock
            found = verdict(client, run.inbox, made, run.rows())
        return Report(
            files=made,
            run=run,
            storm=storm,
            seconds=seconds,
            most_seconds=(run.most_ended or began + seconds) - began,
            crashes=crashes.count,
            verdict=found,
        )


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--poison", type=float, default=0.01, help="share of the files")
    parser.add_argument("--duplicates", type=float, default=0.05, help="share of the events")
    parser.add_argument("--kill-every", type=float, default=2.0, help="seconds, on average")
    parser.add_argument("--processes", type=int, default=2, help="of each function")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    console = Console()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn(), console=console) as progress:
        report = measure(given, progress)
    console.print(report.table())
    wrong = [*report.verdict.lost, *report.verdict.double]
    for line in wrong[:50]:
        console.print(line, markup=False)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
