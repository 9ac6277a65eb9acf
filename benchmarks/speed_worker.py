"""Measures extraction in a process of its own, from the first import on.

    python benchmarks/speed_worker.py rules|trained|package

Articles come as JSON lines, one JSON line goes out: seconds of import and seconds to the end of
the first article (both of the processor and of the clock), processor seconds for each article and
for the bare model, tokens a second of processor time, and the peak of memory in MiB. `package`
takes the modules of PYTHONPATH alone, as Lambda does, with the function's own handler. Nothing is
imported before the clock runs.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from importlib import import_module
from statistics import median
from typing import Any

ROUNDS = 5


def packaged() -> tuple[Callable[[Any], object], None]:
    """What the function's handler extracts with."""
    import_module("functions.extract.handler")
    return import_module("functions.extract.engine").extract, None


def with_tagger(name: str) -> tuple[Callable[[Any], object], Callable[[Any], object] | None]:
    """Extraction with a tagger, and the run of its bare model where it has one."""
    found = import_module("benchmarks.taggers").measured(name)
    if found is None:
        raise SystemExit(f"This checkout has no tagger {name!r}.")
    extract = import_module("functions.extract.engine").extract
    return lambda article: extract(article, found.tagger), found.bare


def seconds(work: Callable[[Any], object], articles: list[Any]) -> float:
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
    extract, bare = packaged() if name == "package" else with_tagger(name)
    imported = since(began)
    read = import_module("schemas.article").Article.model_validate_json
    articles = [read(line) for line in lines]
    extract(articles[0])
    first = since(began)
    tokens = sum(len(article.text.split()) for article in articles) / len(articles)
    each = seconds(extract, articles)
    figures = {
        "import": imported,
        "first": first,
        "article": each,
        "tokens": tokens / each,
        "bare": seconds(bare, articles) if bare else None,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main(sys.argv[1])
