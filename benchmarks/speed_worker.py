"""Measures extraction in a process of its own, from the first import on.

    python benchmarks/speed_worker.py rules|trained|package

Articles come as JSON lines, one JSON line goes out: seconds until it is ready and until the end of
the first article (both of the processor and of the clock), processor seconds for each article and
for the bare model, tokens a second of processor time, the peak of memory in MiB, and the tagger's
name. `package` takes the modules of PYTHONPATH alone, as Lambda does, with the function's own
handler and the tagger that it chooses. Nothing is imported before the clock runs.
"""

import json
import sys
import time
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from statistics import median
from typing import Any

ROUNDS = 5


Extract = Callable[[Any], object]


def packaged() -> tuple[str, Extract, None]:
    """What the function's handler extracts with, and the name of its tagger."""
    handler = import_module("functions.extract.handler")
    tagger = handler.best_tagger()
    return tagger.name, partial(handler.extract, tagger=tagger), None


def with_tagger(name: str) -> tuple[str, Extract, Extract | None]:
    """Extraction with a tagger, and the run of its bare model where it has one."""
    found = import_module("benchmarks.taggers").measured(name)
    if found is None:
        raise SystemExit(f"This checkout has no tagger {name!r}.")
    extract = import_module("functions.extract.engine").extract
    return found.tagger.name, partial(extract, tagger=found.tagger), found.bare


def peak() -> float:
    """The most memory that the process had, in MiB.

    Linux's word on this program alone: `getrusage` begins with the peak of what started it.
    """
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def seconds(work: Extract, articles: list[Any]) -> float:
    """Median processor time, over all threads, for an article."""
    times = []
    for _ in range(ROUNDS):
        began = time.process_time()
        for article in articles:
            work(article)
        times.append(time.process_time() - began)
    return median(times) / len(articles)


def now() -> tuple[float, float]:
    """Seconds of the processor and of the clock."""
    return time.process_time(), time.perf_counter()


def since(began: tuple[float, float]) -> list[float]:
    """How many of both have gone by."""
    return [end - start for start, end in zip(began, now(), strict=True)]


def main(name: str) -> None:
    """Measure, and print the figures."""
    lines = sys.stdin.read().splitlines()
    began = now()
    tagger, extract, bare = packaged() if name == "package" else with_tagger(name)
    ready = since(began)
    read = import_module("schemas.article").Article.model_validate_json
    articles = [read(line) for line in lines]
    extract(articles[0])
    first = since(began)
    tokens = sum(len(article.text.split()) for article in articles) / len(articles)
    each = seconds(extract, articles)
    figures = {
        "ready": ready,
        "first": first,
        "article": each,
        "tokens": tokens / each,
        "bare": seconds(bare, articles) if bare else None,
        "memory": peak(),
        "tagger": tagger,
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main(sys.argv[1])
