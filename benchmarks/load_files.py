"""Small articles, and files that are none, for the load run. What is done with them: `load`."""

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from schemas.failure import FailureCode

GIVEN: Final = (
    *("Ada", "Bruno", "Clara", "Dario", "Edith", "Felix", "Greta", "Hugo", "Irene", "Jonas"),
    *("Karin", "Leon", "Marta", "Nils", "Olga", "Pavel", "Rosa", "Stefan", "Tilda", "Victor"),
)
FAMILY: Final = (
    *("Aldwin", "Barrow", "Castel", "Dorn", "Ellery", "Farrow", "Gantry", "Hollis", "Ivers"),
    *("Jessop", "Kestrel", "Lorne", "Marlow", "Norden", "Osgood", "Penrose", "Quarry", "Rowan"),
    *("Selwyn", "Thorne"),
)
NAMES: Final = [f"{given} {family}" for given, family in itertools.product(GIVEN, FAMILY)]
TEXT: Final = """\
Mayor {mayor} said on Monday that bridge {number} was safe. {engineer}, an engineer, denied that \
it had cracked.

According to {mayor}, repairs would cost {millions} million dollars.

“Nobody asked us about it,” {engineer} said.
"""
CLAIMS: Final = 4
"""Of every article."""
LARGEST: Final = 20_000
"""Bytes that a file may have."""
POISON: Final[tuple[tuple[str, bytes, FailureCode], ...]] = (
    ("empty.txt", b"", FailureCode.EMPTY),
    ("blank.txt", b" \n\n\t\n", FailureCode.EMPTY),
    ("image.txt", b"\x89PNG\r\n\x1a\n\x00\x00", FailureCode.UNSUPPORTED),
    ("binary.txt", bytes(range(32)) * 8, FailureCode.UNSUPPORTED),
    ("damaged.txt", b"The quay \x81\x8d was shut.", FailureCode.UNDECODABLE),
    ("long.txt", b"It rained. " * (LARGEST // 10), FailureCode.TOO_LARGE),
    ("menu.html", b"<!doctype html><html><nav>Home</nav></html>", FailureCode.NO_ARTICLE),
    ("numbers.json", b'{"temperatures": [1, 2, 3]}', FailureCode.NO_ARTICLE),
    ("cut.zip", b"PK\x03\x04" + b"\x14\x00" * 20, FailureCode.CORRUPT),
)
"""Name, content, and how it must end."""


@dataclass(frozen=True, slots=True)
class File:
    """A file to drop, and what must become of it."""

    key: str
    body: bytes
    published: str
    code: FailureCode | None = None
    """How it fails; None where it is an article."""


def files(articles: int, poison: float, chooser: random.Random) -> list[File]:
    """So many files, of which a share is poison, in any order."""
    bad = round(articles * poison)
    made = [*(_article(number) for number in range(articles - bad)), *_poison(bad)]
    chooser.shuffle(made)
    return made


def _article(number: int) -> File:
    text = TEXT.format(
        number=number,
        mayor=NAMES[number * 7 % len(NAMES)],
        engineer=NAMES[(number * 7 + 211) % len(NAMES)],
        millions=number % 90 + 2,
    )
    return File(f"news/{number:06}.txt", text.encode(), _day(number))


def _poison(count: int) -> Iterator[File]:
    for number, (name, body, code) in zip(range(count), itertools.cycle(POISON), strict=False):
        yield File(f"poison/{number:06}-{name}", body, _day(number), code)


def _day(number: int) -> str:
    """A day of publication: 112 of them, so that claims lie under several months."""
    return f"2025-{number % 4 + 1:02}-{number // 4 % 28 + 1:02}"
