"""How the time to parse and extract grows with the text, for texts that repeat one thing.

    python -m benchmarks.scaling [--tagger rules]

Seconds at 10,000 to 80,000 characters and the exponent of the last doubling; 1 is linear. What
repeats endlessly is hostile, but it must not stop the pipeline.
"""

import argparse
import math
import sys
import time
from collections.abc import Callable
from typing import Final

from rich.console import Console
from rich.progress import track
from rich.table import Table

from benchmarks.taggers import NAMES, chosen
from functions.extract.engine import extract
from functions.extract.engine.attribution import Tagger
from functions.parse.document import Document
from functions.parse.normalise import normalise
from schemas.article import SourceObject

SIZES: Final = (10_000, 20_000, 40_000, 80_000)
FAMILIES: Final[dict[str, Callable[[int], str]]] = {
    "said that": lambda n: f"Ada Quill said that bridge {n} was safe. ",
    "one quotation again": lambda _: "“We will go on,” he said. ",
    "new names": lambda n: f"Bo{n} Li{n} said mill {n} was shut.\n\n",
    "pronouns": lambda n: f"He said at least {n} people came. ",
    "according to": lambda n: f"According to the ministry, {n} people came. ",
    "notes": lambda n: (
        f"Bo Li said that {n} people came.\n\nThe Outlet could not verify Li’s account.\n\n"
    ),
    "no full stop": lambda _: "he said the mill was shut and ",
    "unbalanced marks": lambda _: "“We will ‘go on, he said ",
    "capitals": lambda _: "AbCd",
    "hyphens": lambda _: "Ab-Cd-",
    "apostrophes": lambda _: "Ab’Cd’",
    "full stops": lambda _: "Ab.Cd.",
    "initials": lambda _: "A. B. ",
    "capital words": lambda _: "Ab Cd ",
    "figures": lambda _: "1,000,",
    "lower-case words": lambda _: "one other ",
    "spaces": lambda _: " \u00a0\t",
    "numbers": lambda n: f"between {n} and {n + 7} percent of $1.{n} million, ",
    "headings": lambda n: f"Part {n}\n\nThe council met.\n\n",
    "author's own": lambda n: f"The mill was shut in town {n}. ",
    "posts": lambda n: f"We saw ship {n}.\n— Bo Li (@boli) May 3, 2024\n\n",
}


def text_of(family: Callable[[int], str], size: int) -> str:
    """At least this many characters of a family, after a sentence to hang them on."""
    parts, length = ["Ada Quill said "], 0
    while length < size:
        parts.append(family(len(parts)))
        length += len(parts[-1])
    return "".join(parts)


def seconds(text: str, tagger: Tagger) -> float:
    """Processor time to parse and extract a text."""
    body = text.encode()
    source = SourceObject(bucket="bench", key="text.txt", size=len(body))
    start = time.process_time()
    extract(normalise(Document(body=body, source=source)), tagger)
    return time.process_time() - start


def main() -> None:
    """Print one row for each family, and exit with 1 if one grows faster than n to the 1.6."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--tagger", choices=NAMES, help="not the one that is deployed")
    tagger = chosen(parser.parse_args().tagger)
    table = Table("text", *(f"{size:,}" for size in SIZES), "exponent", title=tagger.name)
    worst = 0.0
    for name, family in track(FAMILIES.items(), description="measuring"):
        times = [seconds(text_of(family, size), tagger) for size in SIZES]
        exponent = math.log2(max(times[-1], 0.02) / max(times[-2], 0.02))
        worst = max(worst, exponent)
        table.add_row(name, *(f"{t:.2f}" for t in times), f"{exponent:.1f}")
    Console().print(table)
    sys.exit(1 if worst > 1.6 else 0)


if __name__ == "__main__":
    main()
