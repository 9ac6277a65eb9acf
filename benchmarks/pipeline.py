"""What an article costs: time of parse + extract, write units by item, dollars for a million.

`python -m benchmarks.pipeline [FILE...]`; the samples if no files are named.
"""

import io
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

import boto3
from moto import mock_aws
from rich.console import Console
from rich.table import Table

from benchmarks.write_units import CountingTable
from functions.count.changes import StateChange
from functions.count.service import CountService
from functions.count.store import CountStore
from functions.extract.engine import extract
from functions.extract.engine.tagging.choice import best_tagger
from functions.extract.service import ExtractService
from functions.extract.store import RecordStore
from functions.parse.containers import Limits
from functions.parse.divisions import Divisions
from functions.parse.document import Document
from functions.parse.dropped import Dropped
from functions.parse.expansion import ExpansionService
from functions.parse.members import MemberStore
from functions.parse.normalise import normalise
from functions.parse.sandbox.here import DividerHere, Here
from functions.parse.service import ParseService
from functions.parse.store import StateStore
from functions.shared.jobs import Jobs
from functions.shared.table import DynamoTable
from infra.local.template import load
from schemas.article import Article, SourceObject
from schemas.coverage import Coverage, Extraction
from schemas.events import Change, ObjectEvent
from schemas.identity import padded_sequencer
from schemas.messages import EXTRACT_MESSAGE, ExtractMessage

ROUNDS = 20
CLAIMS = 20
"""Claims of the article whose write units are printed."""

# List prices in dollars, us-east-1, on demand, 2026.
WRITE_UNIT = 0.625e-6
READ_UNIT = 0.125e-6
S3_PUT = 5e-6
S3_GET = 0.4e-6
SQS_REQUEST = 0.4e-6
LAMBDA_REQUEST = 0.2e-6
LAMBDA_GB_SECOND = 0.0000133334
CUSTOM_EVENT = 1e-6
PARSE_GB = EXTRACT_GB = 1769 / 1024
"""Memory of the functions, as in the template."""
STATE_CHANGES = 4
"""Changes of the state row at first ingestion. Each may invoke `publish` and `count` by itself,
although only the last is announced and counted; that Lambda reads the stream costs nothing."""
READS = 10
"""Of `extract` and, mostly, of `count`, while the articles of a day take few rows."""


def document(path: Path) -> Document:
    """A file as it lies in the inbox."""
    body = path.read_bytes()
    return Document(
        body=body, source=SourceObject(bucket="inbox", key=path.name, size=len(body)), metadata={}
    )


def seconds(work: Callable[[], object]) -> float:
    """Median time of a call on one core."""
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return median(times)


@dataclass(frozen=True)
class Speed:
    """Seconds for one article."""

    name: str
    words: int
    claims: int
    parse: float
    extract: float


def measure(path: Path) -> Speed:
    """How long one file takes, imports and warm-up left out."""
    given = document(path)
    article = normalise(given)
    claims = len(extract(article, best_tagger()).claims)
    return Speed(
        path.name,
        len(article.text.split()),
        claims,
        seconds(lambda: normalise(given)),
        seconds(lambda: extract(article, best_tagger())),
    )


class Memory:
    """The articles bucket and the queues, in memory."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.sent: list[ExtractMessage] = []

    def open(self, _: object) -> Dropped:
        """The file behind an event."""
        raw = self.article.text.encode()
        source = self.article.source.model_copy(update={"size": len(raw)})
        return Dropped(io.BytesIO(raw), source, {})

    def current_version(self, _: object) -> str:
        """Nothing is ever removed here."""
        return "1"

    def version_since(self, _event: object, _moment: str) -> str | None:
        """Nothing is ever erased here."""
        return None

    def write(self, article: Article, prefix: str) -> None:
        """Files cost no write units."""

    def remove_before(self, article_id: str, run: int) -> None:
        """Files cost no write units."""

    def send(self, message: ExtractMessage) -> None:
        """Keep the message."""
        self.sent.append(message)

    def send_all(self, messages: Sequence[object]) -> None:
        """An article by itself has no members to announce."""
        if messages:
            raise ValueError(messages)


class Files(Memory):
    """The articles bucket as `extract` sees it."""

    def read(self, _: object) -> Article:
        """The article whatever the prefix."""
        return self.article


def first_claims(article: Article, count: int) -> Extraction:
    """The article's extraction with exactly this many claims, repeated if it has fewer."""
    found = extract(article, best_tagger())
    claims = [
        claim.model_copy(update={"claim_id": f"{article.article_id}.{number:016x}"})
        for number, claim in enumerate((found.claims * count)[:count])
    ]
    sentences = [s.model_copy(update={"claims": []}) for s in found.coverage.sentences]
    coverage = Coverage(article_id=article.article_id, sentences=sentences)
    return Extraction(claims=claims, coverage=coverage)


def write_units(path: Path, count: int) -> dict[str, Counter[str]]:
    """Write units by item type: first ingestion, replacement, deletion."""
    article = normalise(document(path))
    extraction = first_claims(article, count)
    with mock_aws():
        properties = load(Path("template.yaml"))["Resources"]["RecordsTable"]["Properties"]
        keep = ("AttributeDefinitions", "BillingMode", "GlobalSecondaryIndexes", "KeySchema")
        resource = boto3.resource(
            "dynamodb",
            region_name="eu-west-1",
            aws_access_key_id="bench",
            aws_secret_access_key="bench",  # noqa: S106 (a mocked account)
        )
        counting = CountingTable(
            resource.create_table(TableName="records", **{n: properties[n] for n in keep})
        )
        run = _runner(counting, article, extraction)
        return {
            "first ingestion": run("1", Change.CREATED),
            "replacement": run("2", Change.CREATED),
            "deletion": run("3", Change.DELETED),
        }


def _runner(
    counting: CountingTable, article: Article, extraction: Extraction
) -> Callable[[str, Change], Counter[str]]:
    """Sends one event through both services, sweep included, and gives the write units of it."""
    memory = Memory(article)
    table = DynamoTable(counting)  # type: ignore[arg-type]
    limits = Limits(1, 10**6, 10**6, 10**6, 100, 1, 100)
    expansion = ExpansionService(
        MemberStore(table, 45),
        memory,
        memory,
        memory,
        limits,
        Divisions(DividerHere(limits)),
        most_hops=1,
        reserve=1,
    )
    states = StateStore(table, 45)
    parse = ParseService(states, memory, memory, memory, expansion, Here(10**6), max_bytes=10**7)
    records = RecordStore(table, 90)
    counting_up = CountService(CountStore(table))
    service = ExtractService(records, Files(article), memory, lambda _: extraction, Jobs(table))

    def run(sequencer: str, change: Change) -> Counter[str]:
        event = ObjectEvent(
            change=change,
            bucket=article.source.bucket,
            key=article.source.key,
            version_id=sequencer,
            sequencer=padded_sequencer(sequencer),
        )
        parse.handle(event, 1)
        while memory.sent:
            body = memory.sent.pop(0).model_dump_json()
            service.handle(EXTRACT_MESSAGE.validate_json(body), 1)
        counting_up.count([StateChange(event.article_id, sequencer, is_counted=True, is_end=True)])
        return counting.take()

    return run


def costs(units: Counter[str], speeds: list[Speed]) -> dict[str, float]:
    """Dollars for a million articles at first ingestion, by service.

    Time is this machine's, one article to an invocation.
    """
    parse = median(speed.parse for speed in speeds) * PARSE_GB
    extraction = median(speed.extract for speed in speeds) * EXTRACT_GB
    one = {
        "DynamoDB writes": sum(units.values()) * WRITE_UNIT,
        "DynamoDB reads": READS * READ_UNIT,
        "S3 (3 puts, 3 gets)": 3 * S3_PUT + 3 * S3_GET,
        "SQS (2 messages)": 2 * 3 * SQS_REQUEST,
        "EventBridge (1 event)": CUSTOM_EVENT,
        "Lambda requests": (2 + 2 * STATE_CHANGES) * LAMBDA_REQUEST,
        "Lambda time": (parse + extraction) * LAMBDA_GB_SECOND,
    }
    return {name: dollars * 1e6 for name, dollars in one.items()}


def speed_table(speeds: list[Speed]) -> Table:
    """One row for each file."""
    table = Table("file", "words", "claims", "parse ms", "extract ms", "articles/s and core")
    for speed in speeds:
        rate = 1 / (speed.parse + speed.extract)
        row = (speed.parse * 1e3, speed.extract * 1e3, rate)
        numbers = (f"{value:.1f}" for value in row)
        table.add_row(speed.name, str(speed.words), str(speed.claims), *numbers)
    return table


def units_table(by_event: dict[str, Counter[str]], claims: int) -> Table:
    """Item types by event."""
    table = Table("write units", *by_event, title=f"an article of {claims} claims")
    for name in sorted({name for units in by_event.values() for name in units}):
        table.add_row(name, *(str(units[name]) for units in by_event.values()))
    table.add_section()
    table.add_row("all", *(str(sum(units.values())) for units in by_event.values()))
    shares = (f"{sum(units.values()) / claims:.2f}" for units in by_event.values())
    table.add_row("all, a claim", *shares)
    return table


def main(paths: list[Path]) -> None:
    """Print the three tables."""
    console = Console()
    speeds = [measure(path) for path in paths]
    console.print(speed_table(speeds))
    richest = max(zip(speeds, paths, strict=True), key=lambda pair: pair[0].claims)[1]
    units = write_units(richest, CLAIMS)
    console.print(units_table(units, CLAIMS))
    dollars = costs(units["first ingestion"], speeds)
    table = Table("service", "$ for a million articles", title="list prices, first ingestion")
    for name, value in dollars.items():
        table.add_row(name, f"{value:.2f}")
    table.add_section()
    table.add_row("all", f"{sum(dollars.values()):.2f}")
    console.print(table, f"measured {datetime.now(UTC):%Y-%m-%d}, one core")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]] or sorted(Path("samples").iterdir()))
