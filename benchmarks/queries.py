"""What each question costs: latency, read units, requests to the table, on a thousand articles.

    python -m benchmarks.queries [--articles 1000] [--rounds 15]

The articles go through the pipeline of the local stack. Latency is that of a request over HTTP to
its gateway; most of it is the stand-in's of the table. Units and requests are those of the same
question to the function in this process, with a table between that counts.
"""

import argparse
import os
import platform
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any, Final
from unittest.mock import patch
from urllib.parse import urlencode

import httpx
from boto3.dynamodb.types import TypeDeserializer
from rich.console import Console
from rich.table import Table

from benchmarks.query_corpus import SOMEBODY, dropped
from benchmarks.read_units import ReadCountingTable, Reads
from benchmarks.write_units import kind, units
from functions.api import services
from functions.api.handler import handler
from functions.shared.table import DynamoTable
from infra.local.functions import Function, lambda_variables
from infra.local.settings import StackSettings
from infra.local.stack import LocalStack
from schemas.identity import article_id

ROOT: Final = Path(__file__).parents[1]
MEMBERS: Final = 100
FAILURES: Final = 30
REVIEWED: Final = 5
PATIENCE_SECONDS: Final = 3600
UNVERIFIED: Final = "outlet_unable_to_verify"


@dataclass(frozen=True, slots=True)
class Question:
    """A question, under the name that docs/queries.md has for it."""

    name: str
    path: str
    asked: Mapping[str, Any] = field(default_factory=dict)
    pages_before: int = 0
    """How many pages are read before the one that is measured."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What a question costs."""

    question: Question
    seconds: float
    """Median."""
    reads: Reads
    items: int | None
    """In the answer, where it is a list."""


MONTH: Final = {"from": "2025-06-01", "to": "2025-06-30"}
YEAR: Final = {"from": "2025-01-01", "to": "2025-12-31"}
TODAY: Final = dict.fromkeys(("from", "to"), datetime.now(UTC).date().isoformat())
OF_CLAIMS: Final[tuple[tuple[str, Mapping[str, Any]], ...]] = (
    ("claims of a source", {"source": SOMEBODY}),
    ("… its denials", {"source": SOMEBODY, "polarity": "denied"}),
    ("claims that mention an entity", {"entity": "Flit"}),
    ("claims that mention a place", {"place": "Dunmarrow"}),
    ("… of a source", {"source": SOMEBODY, "place": "Dunmarrow"}),
    ("claims by words", {"text": "million dollars"}),
    ("… a rare phrase", {"text": '"cost 77 million"'}),
    ("claims by day", {}),
    ("… of a month", MONTH),
    ("… unverified, with numbers", {"verification": UNVERIFIED, "quantified": "true"}),
    ("… as CSV", {"format": "csv"}),
    ("claims by day of utterance", MONTH | {"date": "utterance"}),
    ("claims by day of extraction", TODAY | {"date": "ingested"}),
    ("the most check-worthy first", {"order": "check_worthiness"}),
    ("… of a month", MONTH | {"order": "check_worthiness"}),
)


def questions(article: str, container: str, claim: str) -> list[Question]:
    """Every question, and some of its kinds that cost more or less than others."""
    own, members = f"/articles/{article}", f"/articles/{container}/members"
    return [
        Question("article", own),
        Question("container", f"/articles/{container}"),
        Question("claim by id", f"/claims/{claim}"),
        Question("claims of an article", f"{own}/claims"),
        Question("a page that follows within an article", f"{own}/claims", {"limit": 5}, 1),
        *(Question(name, "/claims", asked) for name, asked in OF_CLAIMS),
        Question("members of a container", members),
        Question("members in a state", members, {"state": "failed"}),
        Question("articles", "/articles"),
        Question("failures", "/failures"),
        Question("reviews of an article", f"{own}/reviews"),
        Question("changes", "/changes"),
        Question("overview of a month", "/overview", MONTH),
        Question("overview of a year", "/overview", YEAR),
        Question("sources", "/sources"),
    ]


@dataclass
class Asker:
    """Asks the API of a stack: over HTTP, and in this process."""

    stack: LocalStack
    table: ReadCountingTable
    rounds: int

    def __post_init__(self) -> None:
        headers = {"Authorization": f"Bearer {self.stack.token()}"}
        self.http = httpx.Client(base_url=self.stack.api_url, headers=headers, timeout=60)

    def get(self, path: str, asked: Mapping[str, Any] | None = None) -> Any:  # noqa: ANN401
        """The answer over HTTP, read as JSON where it is such."""
        answer = self.http.get(path, params=dict(asked or {})).raise_for_status()
        is_json = answer.headers["content-type"] == "application/json"
        return answer.json() if is_json else {}

    def measure(self, question: Question) -> Measured:
        """What a question costs."""
        asked = dict(question.asked)
        for _ in range(question.pages_before):
            asked["cursor"] = self.get(question.path, asked)["next_cursor"]
        times = []
        for _ in range(self.rounds):
            begun = time.perf_counter()
            answer = self.get(question.path, asked)
            times.append(time.perf_counter() - begun)
        items = answer.get("items")
        reads = self._reads(question.path, asked)
        return Measured(question, median(times), reads, None if items is None else len(items))

    def _reads(self, path: str, asked: Mapping[str, Any]) -> Reads:
        """What the function reads in this process.

        Raises:
            RuntimeError: If it does not answer.
        """
        self.table.take()
        answer = handler(_event(path, asked), Context())  # type: ignore[arg-type]
        if answer["statusCode"] != 200:
            raise RuntimeError(answer["body"])
        return self.table.take()


class Context:
    """What Lambda tells a function of its invocation."""

    function_name = "api"
    memory_limit_in_mb = 1024
    invoked_function_arn = "arn:aws:lambda:eu-west-1:123456789012:function:api"
    aws_request_id = "00000000-0000-0000-0000-000000000000"


def _event(path: str, asked: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "version": "2.0",
        "rawPath": path,
        "rawQueryString": urlencode(asked),
        "queryStringParameters": {name: str(value) for name, value in asked.items()},
        "headers": {},
        "requestContext": {"http": {"method": "GET", "path": path}, "stage": "$default"},
        "isBase64Encoded": False,
    }


@contextmanager
def function_here(stack: LocalStack, api: Function) -> Iterator[ReadCountingTable]:
    """The API's function in this process, as its role and with its environment; counts reads."""
    variables = lambda_variables(api.spec, stack.settings.region) | dict(api.spec.variables)
    endpoint = {"AWS_ENDPOINT_URL": stack.endpoint, "POWERTOOLS_LOG_LEVEL": "CRITICAL"}
    kept = {name: value for name, value in variables.items() if name not in {"PATH", "TZ"}}
    with patch.dict(os.environ, kept | endpoint):
        table = ReadCountingTable(DynamoTable.named(stack.outputs["RecordsTableName"]))
        with patch.object(services, "table", cache(lambda: table)):
            yield table


def fill(stack: LocalStack, articles: int, console: Console) -> str:
    """Have the pipeline ingest the articles; returns the id of the container among them."""
    s3, inbox, begun = stack.client("s3"), stack.outputs["InboxBucketName"], time.monotonic()
    files = dropped(articles, MEMBERS, FAILURES)
    for file in files:
        s3.put_object(Bucket=inbox, Key=file.key, Body=file.body)
    stack.settle(PATIENCE_SECONDS)
    console.print(f"{articles} articles ingested in {time.monotonic() - begun:.0f} s")
    return article_id(inbox, files[-1].key)


def review(asker: Asker, article: str) -> None:
    """Judge some claims of an article."""
    for claim in asker.get(f"/articles/{article}/claims")["items"][:REVIEWED]:
        path, version = f"/claims/{claim['claim_id']}/review", {"If-Match": '"0"'}
        answer = asker.http.patch(path, json={"state": "accepted"}, headers=version)
        answer.raise_for_status()


ROWS: Final = (
    *("claim", "day posting", "ingestion posting", "utterance posting", "source posting"),
    *("mention posting", "words"),
)


def written(stack: LocalStack, articles: int) -> Table:
    """Write units of what the table holds: an article of these, on average."""
    pages = stack.client("dynamodb").get_paginator("scan")
    read = TypeDeserializer().deserialize
    counted: Counter[str] = Counter()
    for page in pages.paginate(TableName=stack.outputs["RecordsTableName"]):
        for typed in page["Items"]:
            item = {name: read(value) for name, value in typed.items()}
            counted[kind(item)] += units(item)
    shown = Table("rows", "write units an article", title="written once for each article")
    for name in ROWS:
        shown.add_row(name, f"{counted[name] / articles:.1f}")
    return shown


def costs(found: list[Measured]) -> Table:
    """A row for each question."""
    table = Table("question", "ms", "read units", "requests to the table", "items")
    for each in found:
        numbers = (f"{each.seconds * 1e3:.0f}", f"{each.reads.units:g}", str(each.reads.requests))
        table.add_row(each.question.name, *numbers, "" if each.items is None else str(each.items))
    return table


def machine() -> str:
    """What this ran on."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    name = models[0] if models else platform.processor()
    return f"{name}, {os.cpu_count()} cores, Python {platform.python_version()}"


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=15, help="requests for each question")
    given = parser.parse_args()
    console = Console()
    with LocalStack(StackSettings(template=ROOT / "template.yaml", root=ROOT)) as stack:
        container = fill(stack, given.articles, console)
        with function_here(stack, stack.functions["ApiFunction"]) as table:
            asker = Asker(stack, table, given.rounds)
            claim = asker.get("/claims", {"source": SOMEBODY})["items"][0]
            review(asker, claim["article_id"])
            asked = questions(claim["article_id"], container, claim["claim_id"])
            console.print(costs([asker.measure(each) for each in asked]))
        console.print(written(stack, given.articles), machine())


if __name__ == "__main__":
    main()
