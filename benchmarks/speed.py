"""How fast the extraction is with each tagger, and how fast the built package starts.

    python -m benchmarks.speed [--python python3.13] [FILE...]

Each line is measured in a process of its own (`benchmarks.speed_worker`), on the samples if no
files are named. The bare model's time is the floor of what a trained tagger can take. A process is
ready once it has imported its modules and read its model. `--python` is the Python that the package
was built for.
"""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from rich.table import Table

from benchmarks import taggers
from benchmarks.pipeline import document
from functions.parse.normalise import normalise
from schemas.article import Article

_WORKER: Final = Path(__file__).with_name("speed_worker.py")
_PACKAGE: Final = Path("build") / platform.machine() / "ExtractFunction"
_ENVIRONMENT: Final = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PYTHONDONTWRITEBYTECODE": "1",  # what is deployed has no compiled files of ours
    "AWS_DEFAULT_REGION": "eu-west-1",
    "POWERTOOLS_SERVICE_NAME": "bench",
}


def run(
    name: str, articles: Sequence[Article], python: str = sys.executable, path: Path = Path()
) -> dict[str, Any]:
    """The worker's figures, with the modules of a folder.

    Raises:
        subprocess.CalledProcessError: If the worker fails.
    """
    done = subprocess.run(  # noqa: S603 (our own script)
        [python, str(_WORKER), name],
        input="\n".join(article.model_dump_json() for article in articles),
        env={**os.environ, **_ENVIRONMENT, "PYTHONPATH": str(path.absolute())},
        capture_output=True,
        text=True,
        check=True,
    )
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def _cells(figures: dict[str, Any]) -> Iterator[str]:
    bare = figures["bare"]
    yield f"{1e3 * figures['article']:.1f}"
    yield "" if bare is None else f"{1e3 * bare:.1f}"
    yield f"{figures['tokens']:,.0f}"
    yield f"{figures['memory']:.0f}"
    for name in ("ready", "first"):
        yield " / ".join(f"{seconds:.2f}" for seconds in figures[name])


def missing(python: str) -> str | None:
    """Why the built package cannot be measured, if it cannot."""
    if not _PACKAGE.is_dir():
        return f"{_PACKAGE} is not there (make build)"
    return None if _answers(python) else f"there is no {python}, its Python (--python PATH)"


def _answers(python: str) -> bool:
    """Whether it can be run: a name on the path may be a shim for what is not installed."""
    if shutil.which(python) is None:
        return False
    done = subprocess.run([python, "-V"], capture_output=True, check=False)  # noqa: S603
    return done.returncode == 0


def measure(paths: Sequence[Path], python: str) -> tuple[Table, str | None]:
    """One row for each tagger and one for the package, or why it has none."""
    articles = [normalise(document(path)) for path in paths]
    words = sum(len(article.text.split()) for article in articles) // len(articles)
    heads = ("ms an article", "bare model ms", "tokens/s", "MiB", "ready s", "first article s")
    title = f"{len(articles)} articles of {words} words; start-up: of the processor / of the clock"
    table = Table("", *heads, title=title)
    for name in taggers.available():
        table.add_row(name, *_cells(run(name, articles)))
    why = missing(python)
    if why is None:
        figures = run("package", articles, python, _PACKAGE)
        name = f"built package ({_PACKAGE.parent.name}, {figures['tagger']})"
        table.add_row(name, *_cells(figures))
    return table, why


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("files", type=Path, nargs="*")
    parser.add_argument("--python", default="python3.13", help="what runs the built package")
    given = parser.parse_args()
    table, why = measure(given.files or sorted(Path("samples").iterdir()), given.python)
    Console(width=130).print(table)
    if why:
        print(f"Built package: skipped, {why}.")


if __name__ == "__main__":
    main()
