"""How fast documents become articles, of every format, and what the child process costs.

    python -m benchmarks.parsing [--pages FOLDER]

One core. `here` is the reading in this process, `child` the whole way through the warm child of the
function, by the clock; the difference is the hand-over. The floor is the least that reading takes:
bare lxml, decoding or decompression. The peer is a public reader of the format, where `make
bench-page-peers` has set it up: it finds text, mostly without what else an article has. Memory is
what a fresh child takes for one document beyond what it has before any, the most of the first
documents. The last table is the function's start.
"""

import argparse
import os
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from statistics import mean, median
from typing import Final

from rich.console import Console
from rich.progress import track
from rich.table import Table

from benchmarks.main_text import PYTHON
from benchmarks.parse_files import Sample, samples
from benchmarks.peers import answer_of, ask, running
from functions.parse.sandbox.worker import Worker
from infra.local.template import load
from tests.parse.containers.archives import LIMITS
from tests.parse.hostile.dividing import ends
from tests.parse.sandbox.production import production_limits

_LEAST: Final = 40
"""Readings of a format: few documents are read again."""
_MOST_FRESH: Final = 15
"""Documents that memory is measured for: each has a child of its own."""
_STARTS: Final = 5
_PEER: Final = Path(__file__).with_name("format_worker.py")
_PRODUCTION: Final = production_limits()
_BLANK: Final = Sample("blank", "a.txt", [b" "], bytes)


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one format: milliseconds for an article, and bytes of memory for a document."""

    here: list[float]
    child: list[float]
    floor: list[float]
    peer: list[float]
    memory: int
    refused: int
    """Documents that become no article: they count all the same."""

    def cells(self) -> Iterator[str]:
        """The row of the table."""
        here, child, floor = map(median, (self.here, self.child, self.floor))
        peer = f"{median(self.peer):.2f}" if self.peer else ""
        yield from (f"{here:.2f}", f"{child:.2f}", f"{child - here:.2f}")
        yield f"{1e3 / mean(self.child):,.0f}"
        yield from (f"{floor:.3f}", f"{child / floor:,.0f}", peer)
        yield from (f"{self.memory / 2**20:.0f}", str(self.refused))


def _read(sample: Sample, worker: Worker | None, body: bytes) -> int:
    """Read a document whole; how many articles it becomes."""
    articles, _ = ends(body, sample.key, None, LIMITS, worker)
    return len(articles)


def _milliseconds(sample: Sample, seconds: Callable[[bytes], float]) -> list[float]:
    """For each article, after all documents have been read once."""
    counts = [max(1, _read(sample, None, body)) for body in sample.bodies]
    for body in sample.bodies:
        seconds(body)
    pairs = list(zip(sample.bodies, counts, strict=True)) * max(1, _LEAST // len(counts))
    return [1e3 * seconds(body) / count for body, count in pairs]


def _clocked(work: Callable[[bytes], object]) -> Callable[[bytes], float]:
    def seconds(body: bytes) -> float:
        began = time.perf_counter()
        work(body)
        return time.perf_counter() - began

    return seconds


def _peer_milliseconds(sample: Sample) -> list[float]:
    """For each article, by the peer's own clock; nothing where there is no peer."""
    if sample.peer is None or not PYTHON.exists():
        return []
    with running(PYTHON, _PEER, sample.peer) as peer:
        answer_of(peer)
        return _milliseconds(sample, lambda body: _asked(peer, body))


def _asked(peer: "subprocess.Popen[str]", body: bytes) -> float:
    return float(ask(peer, {"body": b64encode(body).decode()})["seconds"])


def _memory(sample: Sample) -> int:
    """The most that one of the first documents takes of a fresh child."""
    most = 0
    for body in sample.bodies[:_MOST_FRESH]:
        with Worker(_PRODUCTION) as worker:
            _read(_BLANK, worker, _BLANK.bodies[0])
            before = worker.peak_bytes
            _read(sample, worker, body)
            most = max(most, worker.peak_bytes - before)
    return most


def figures(sample: Sample, worker: Worker) -> Figures:
    """Measure a format."""
    return Figures(
        here=_milliseconds(sample, _clocked(partial(_read, sample, None))),
        child=_milliseconds(sample, _clocked(partial(_read, sample, worker))),
        floor=_milliseconds(sample, _clocked(sample.floor)),
        peer=_peer_milliseconds(sample),
        memory=_memory(sample),
        refused=sum(not _read(sample, worker, body) for body in sample.bodies),
    )


# --- Start ----------------------------------------------------------------------------------------


def _import_milliseconds() -> float:
    """From the start of Python until the handler is imported, its child started but not waited for.

    In a process with the environment that the template sets.
    """
    times = []
    for _ in range(_STARTS):
        began = time.perf_counter()
        subprocess.run(
            [sys.executable, "-c", "import functions.parse.handler"], check=True, env=_variables()
        )
        times.append(1e3 * (time.perf_counter() - began))
    return median(times)


def _variables() -> dict[str, str]:
    template = load(Path("template.yaml"))
    own = template["Resources"]["ParseFunction"]["Properties"]["Environment"]["Variables"]
    shared = template["Globals"]["Function"]["Environment"]["Variables"]
    defaults = {name: each.get("Default", "1") for name, each in template["Parameters"].items()}

    def value(given: object) -> str:
        name = given.get("Ref") if isinstance(given, dict) else None
        return str(defaults.get(name, "name") if isinstance(given, dict) else given)

    set_ = {name: value(given) for name, given in {**shared, **own}.items()}
    return {**os.environ, **set_, "AWS_DEFAULT_REGION": "eu-west-1"}


def _ready_milliseconds() -> float:
    """From the start of a child until its first answer."""
    times = []
    for _ in range(_STARTS):
        began = time.perf_counter()
        with Worker(_PRODUCTION) as worker:
            _read(_BLANK, worker, _BLANK.bodies[0])
            times.append(1e3 * (time.perf_counter() - began))
    return median(times)


def _titled(sample: Sample) -> str:
    return f"{sample.name} (peer {sample.peer})" if sample.peer else sample.name


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pages", type=Path, help="folder with .html or .html.gz files")
    found = samples(parser.parse_args().pages)
    heads = ("here ms", "child ms", "hand-over", "articles/s", "floor ms", "child/floor", "peer ms")
    table = Table("median of an article", *heads, "memory MiB", "refused")
    with Worker(replace(_PRODUCTION, documents=10**6)) as worker:
        for sample in track(found, description="measuring"):
            table.add_row(_titled(sample), *figures(sample, worker).cells())
    start = Table("start", "ms")
    start.add_row("handler imported", f"{_import_milliseconds():.0f}")
    start.add_row("child ready, first answer", f"{_ready_milliseconds():.0f}")
    Console(width=130).print(table, start)


if __name__ == "__main__":
    main()
