"""Claims in the formats that the API gives them in, page after page as one document."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol, TextIO

import typer

from infra.cli.client import ApiClient, Parameters
from infra.cli.errors import CliError

PAGE = 100


class Format(StrEnum):
    """A format of the API, by its name there."""

    JSONL = "jsonl"
    CSV = "csv"
    JSONLD = "jsonld"
    ANNOTATIONS = "annotations"


class Writer(Protocol):
    """Makes one document of pages."""

    def add(self, page: str) -> int:
        """Take in a page; returns how many claims are on it."""

    def end(self) -> None:
        """Write what is left to be written."""


class LineWriter:
    """JSON Lines: pages follow each other."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def add(self, page: str) -> int:  # noqa: D102
        self._out.write(page)
        return page.count("\n")

    def end(self) -> None:  # noqa: D102
        return


class CsvWriter:
    """CSV: of all headers the first is kept."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._has_header = False

    def add(self, page: str) -> int:  # noqa: D102
        header, _, rows = page.partition("\r\n")
        self._out.write(rows if self._has_header else f"{header}\r\n{rows}")
        self._has_header = True
        return sum(1 for _ in csv.reader(io.StringIO(rows, newline="")))

    def end(self) -> None:  # noqa: D102
        return


class DocumentWriter:
    """One JSON document, of which pages hold parts of one list."""

    def __init__(self, out: TextIO, list_name: str, counted: str) -> None:
        self._out = out
        self._name = list_name
        self._counted = counted
        """Type of what there is one of for each claim."""
        self._document: dict[str, Any] = {}

    def add(self, page: str) -> int:  # noqa: D102
        found = json.loads(page)
        known = self._document.get(self._name, [])
        self._document = found | {self._name: known + found[self._name]}
        return sum(
            node.get("type", node.get("@type")) == self._counted for node in found[self._name]
        )

    def end(self) -> None:  # noqa: D102
        json.dump(self._document, self._out, ensure_ascii=False, indent=1)
        self._out.write("\n")


WRITERS: dict[Format, Callable[[TextIO], Writer]] = {
    Format.JSONL: LineWriter,
    Format.CSV: CsvWriter,
    Format.JSONLD: lambda out: DocumentWriter(out, "@graph", "Claim"),
    Format.ANNOTATIONS: lambda out: DocumentWriter(out, "items", "Annotation"),
}


def write_claims(
    client: ApiClient, parameters: Parameters, form: Format, out: TextIO, most: int | None = None
) -> int:
    """Write the claims that match, at most so many; returns how many there were."""
    writer, written = WRITERS[form](out), 0
    cursor: Parameters = {}
    while True:
        size = PAGE if most is None else min(PAGE, most - written)
        asked = {**parameters, "format": form.value, "limit": size} | cursor
        page = client.page("/claims", asked)
        written += writer.add(page.text)
        if page.cursor is None or written == most:
            writer.end()
            return written
        cursor = {"cursor": page.cursor}


def conditions(given: list[str]) -> Parameters:
    """Parameters of the API from NAME=VALUE.

    Raises:
        CliError: If one is not of that form. What names and values there are, the API says.
    """
    pairs = [each.partition("=") for each in given]
    for name, equals, _ in pairs:
        if not name or not equals:
            raise CliError(f"A condition is NAME=VALUE, such as polarity=denied; not {name!r}.")
    return {name: value for name, _, value in pairs}


@contextmanager
def destination(path: Path | None) -> Iterator[TextIO]:
    """Where an export goes: a file, which is there once it is whole, or else stdout.

    Raises:
        CliError: If the file cannot be written.
    """
    if path is None:
        yield typer.get_text_stream("stdout")
        return
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("w", encoding="utf-8", newline="") as out:
            yield out
        part.replace(path)
    except OSError as error:
        raise CliError(f"{path} cannot be written: {error.strerror}.") from error
    finally:
        part.unlink(missing_ok=True)
