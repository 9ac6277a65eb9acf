"""How fast a web archive is divided, beside reading or unpacking alone, and in how much memory.

    python -m benchmarks.warc [--mebibytes 1024] [--pages 200]

Writes an archive of generated pages into a temporary folder, plain and packed record by record,
walks over it as `parse` does, reads some of its pages, and prints both. Each is measured in a
process of its own, for its peak memory.
"""

import argparse
import gzip
import random
import resource
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from rich.console import Console
from rich.table import Table

from functions.parse.containers import Candidate, Limits, Place, Streamed
from functions.parse.containers.gunzip import GzipMember
from functions.parse.containers.registry import container
from functions.parse.ranged import RangedFile

MEBIBYTE = 2**20
LIMITS = Limits(10**6, 16 * 2**30, 25 * MEBIBYTE, 32 * MEBIBYTE, 100, 3, 300)
_WORDS = [
    "harbour",
    "council",
    "bridge",
    "mayor",
    "said",
    "report",
    "engineers",
    "ferry",
    "tariff",
    "ministry",
    "denied",
    "vote",
]


def pages(size: int) -> Iterator[bytes]:
    """Records of generated pages and the requests for them, of so many bytes together."""
    chance, written, number = random.Random(1), 0, 0  # noqa: S311 (for the same bytes each time)
    while written < size:
        number += 1
        body = " ".join(chance.choices(_WORDS, k=chance.randint(2000, 12000))).encode()
        html = b"<html><head><title>Page</title></head><body><p>" + body + b"</p></body></html>"
        address = f"https://news.example/{number}"
        for record in (
            _record("request", address, b"GET / HTTP/1.1\r\n\r\n"),
            _response(address, html),
        ):
            written += len(record)
            yield record


def _response(address: str, html: bytes) -> bytes:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(html)}\r\n\r\n"
    return _record("response", address, head.encode() + html)


def _record(type_: str, address: str, content: bytes) -> bytes:
    head = (
        f"WARC/1.1\r\nWARC-Type: {type_}\r\nWARC-Target-URI: {address}\r\n"
        "WARC-Date: 2026-01-02T03:04:05Z\r\n"
        f"Content-Type: application/http; msgtype={type_}\r\nContent-Length: {len(content)}\r\n\r\n"
    )
    return head.encode() + content + b"\r\n\r\n"


class CountedFile:
    """An archive on disk that is read in ranges, as from S3; the requests are counted."""

    def __init__(self, path: Path) -> None:
        self.requests = 0
        self._handle = path.open("rb")
        self.size = path.stat().st_size

    def fetch(self, start: int, end: int) -> bytes:
        """A range of it."""
        self.requests += 1
        self._handle.seek(start)
        return self._handle.read(end - start)


def divide(path: Path, most: int) -> str:
    """Walk over all members and read the first ones; members, requests."""
    source = CountedFile(path)
    file = RangedFile(source.fetch, source.size, source.fetch(0, min(source.size, MEBIBYTE)))
    warc = container("warc")
    assert isinstance(warc, Streamed)  # noqa: S101
    count, locators = 0, []
    for member, _ in warc.open(Candidate.of(file, path.name), LIMITS).members(Place()):
        if member:
            count += 1
            locators.append(member.locator)
    for locator in locators[:most]:
        warc.read(file, locator, LIMITS)
    return f"{count:,} pages, {source.requests:,} requests"


def read_alone(path: Path, _: int) -> str:
    """Read all bytes, and unpack them if they are packed."""
    with path.open("rb") as handle:
        if path.suffix != ".gz":
            while handle.read(MEBIBYTE):
                pass
            return "read"
        start, size = 0, path.stat().st_size
        while start < size:
            member = GzipMember(handle, start)
            for _chunk in member.chunks():
                pass
            start += member.packed
    return "unpacked"


TASKS: dict[str, Callable[[Path, int], str]] = {"divide": divide, "alone": read_alone}


def main() -> None:
    """Print a table of both archives."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--mebibytes", type=int, default=1024)
    parser.add_argument("--pages", type=int, default=200, help="Pages that are read.")
    parser.add_argument("--task", nargs=2, metavar=("TASK", "PATH"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.task:
        _measure(given.task[0], Path(given.task[1]), given.pages)
        return
    with tempfile.TemporaryDirectory() as folder:
        _table(Path(folder), given.mebibytes, given.pages)


def _measure(task: str, path: Path, most: int) -> None:
    began = time.perf_counter()
    told = TASKS[task](path, most)
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{seconds:.3f}|{peak}|{told}")


def _table(folder: Path, mebibytes: int, most: int) -> None:
    table = Table("archive", "on disk", "what", "seconds", "MiB/s unpacked", "peak MiB", "found")
    for size in (mebibytes // 10, mebibytes):
        plain, packed = folder / f"{size}.warc", folder / f"{size}.warc.gz"
        with plain.open("wb") as one, packed.open("wb") as other:
            for record in pages(size * MEBIBYTE):
                one.write(record)
                other.write(gzip.compress(record, zlib.Z_BEST_SPEED))
        for path in (plain, packed):
            for task in TASKS:
                seconds, peak, told = _apart(task, path, most)
                disk = f"{path.stat().st_size / MEBIBYTE:,.0f} MiB"
                rate = f"{size / max(0.001, float(seconds)):,.0f}"
                table.add_row(path.name, disk, task, seconds, rate, peak, told)
    Console().print(table)


def _apart(task: str, path: Path, most: int) -> list[str]:
    command = [sys.executable, "-m", "benchmarks.warc", "--task", task, str(path)]
    command += ["--pages", str(most)]
    return (
        subprocess.run(  # noqa: S603 (ourselves)
            command, check=True, capture_output=True, text=True
        )
        .stdout.strip()
        .split("|")
    )


if __name__ == "__main__":
    main()
