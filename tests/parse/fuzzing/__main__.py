"""Fuzz one format: coverage-guided in this process, or by mutation in a child process.

    python -m tests.parse.fuzzing html --seconds 60 [--keep FOLDER]
    python -m tests.parse.fuzzing pdf --seconds 60 --child

The first needs atheris (https://github.com/google/atheris), and stops at the first finding: the
input is in the folder, and the traceback says what happened. The second is for what libraries in C
do, which no coverage shows: seeds are mutated at random and read within the template's limits.
"""

import argparse
import logging
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Final

_INSTRUMENTED: Final = ("functions.parse", "markdown_it", "trafilatura", "htmldate", "pypdf")
_TIME_OF_ONE: Final = 15
"""Seconds."""
_MEBIBYTES: Final = 2000
_LARGEST: Final = 30_000
"""Bytes of an input."""


def main() -> None:
    """Fuzz, and say what was found."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("format")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--child", action="store_true", help="mutate at random, in a child process")
    parser.add_argument("--keep", type=Path, default=Path(".cache/fuzzed"), help="inputs go here")
    given = parser.parse_args()
    logging.disable(logging.WARNING)
    folder = given.keep / given.format
    folder.mkdir(parents=True, exist_ok=True)
    if given.child:
        sys.exit(_mutate(given.format, given.seconds, folder))
    _guide(given.format, given.seconds, folder)


def _guide(name: str, seconds: int, folder: Path) -> None:
    atheris = import_module("atheris")

    with atheris.instrument_imports(include=list(_INSTRUMENTED), enable_loader_override=False):
        from functions.parse.readers import readers  # noqa: PLC0415
        from tests.parse.fuzzing.targets import TARGETS  # noqa: PLC0415

        readers()
        target = TARGETS[name]
        for body in target.seeds():
            target.try_one(body)  # what readers import when they read
            (folder / sha256(body).hexdigest()[:16]).write_bytes(body)
    options = [f"-max_total_time={seconds}", f"-timeout={_TIME_OF_ONE}", f"-max_len={_LARGEST}"]
    options += [f"-dict={_dictionary(target.words(), folder)}"]
    options += [f"-rss_limit_mb={_MEBIBYTES}", f"-artifact_prefix={folder}/finding-", str(folder)]
    atheris.Setup([sys.argv[0], "-print_final_stats=1", *options], target.try_one)
    atheris.Fuzz()


def _dictionary(words: list[bytes], folder: Path) -> Path:
    """A file of words for libFuzzer to put in, beside the folder: there it would be an input."""
    path = folder.with_suffix(".dict")
    quoted = ("".join(f"\\x{byte:02x}" for byte in word) for word in words)
    path.write_text("".join(f'"{word}"\n' for word in quoted))
    return path


def _mutate(name: str, seconds: int, folder: Path) -> int:
    """Read mutations in a child; the number of those that ended as none may."""
    from functions.parse.sandbox.worker import Worker  # noqa: PLC0415
    from tests.parse.containers.archives import LIMITS  # noqa: PLC0415
    from tests.parse.fuzzing.targets import FAULTS, TARGETS  # noqa: PLC0415
    from tests.parse.hostile.dividing import ends  # noqa: PLC0415
    from tests.parse.sandbox.production import production_limits  # noqa: PLC0415

    target, tally = TARGETS[name], Counter[str]()
    end = time.monotonic() + seconds
    with Worker(production_limits()) as worker:
        for body in _mutations(list(target.seeds())):
            articles, failed = ends(target.file_of(body), target.key, None, LIMITS, worker)
            tally.update(map(str, failed))
            tally["article"] += bool(articles)
            if FAULTS & set(failed):
                (folder / f"finding-{sha256(body).hexdigest()[:16]}").write_bytes(body)
                print(name, *set(failed), sha256(body).hexdigest()[:16])
            if time.monotonic() > end:
                break
    print(name, dict(tally))
    return sum(tally[str(code)] for code in FAULTS)


def _mutations(seeds: list[bytes]) -> Iterator[bytes]:
    chooser = random.Random(0)  # noqa: S311 (the same on every run)
    while True:
        held = bytearray(chooser.choice(seeds))
        for _ in range(chooser.randint(1, 8)):
            _change(held, seeds, chooser)
        yield bytes(held[: _LARGEST * 4])


def _change(held: bytearray, seeds: list[bytes], chooser: random.Random) -> None:
    at = chooser.randrange(len(held) + 1)
    stretch = slice(at, at + chooser.choice((1, 2, 8, 64, 512)))
    match chooser.randrange(6):
        case 0:
            held[stretch] = chooser.randbytes(len(held[stretch]))
        case 1:
            del held[stretch]
        case 2:
            held[at:at] = held[stretch] * chooser.choice((2, 16, 128))
        case 3:
            other = chooser.choice(seeds)
            start = chooser.randrange(len(other) + 1)
            held[at:at] = other[start : start + chooser.choice((8, 64, 512))]
        case 4:
            held[stretch] = bytes(byte ^ 1 << chooser.randrange(8) for byte in held[stretch])
        case _:
            held[at : at + 4] = chooser.choice((b"\x00" * 4, b"\xff" * 4, b"\x7f\xff\xff\xff"))


if __name__ == "__main__":
    main()
