"""What is fuzzed: each format under the name that its files have, begun from documents of tests."""

import re
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from typing import Final
from zipfile import BadZipFile, ZipFile

from schemas.failure import FailureCode
from tests.parse.containers.archives import LIMITS
from tests.parse.docxs import docx
from tests.parse.hostile.case import cases
from tests.parse.hostile.dividing import ends
from tests.parse.pages.saved import pages
from tests.parse.sandbox.enticing import DOCUMENTS

_LARGEST_SEED: Final = 20_000
"""Bytes: what is small is tried often."""
_WORD: Final = re.compile(rb"</?[A-Za-z][\w:.-]{0,30}|[A-Za-z@][\w:.-]{2,30}[=:(]?")
_MOST_WORDS: Final = 400
_UNPACKABLE: Final = (BadZipFile, KeyError, RuntimeError, EOFError, zlib.error)
"""What `zipfile` raises on archives that are damaged, encrypted or packed in another way."""
FAULTS: Final = frozenset(
    {
        FailureCode.INTERNAL,
        FailureCode.TIMEOUT,
        FailureCode.OUT_OF_MEMORY,
        FailureCode.READER_CRASHED,
    }
)
"""Codes that no input of this size may end with."""


class FindingError(AssertionError):
    """An input ended as none may."""


@dataclass(frozen=True, slots=True)
class Target:
    """One format."""

    name: str
    endings: tuple[str, ...]
    """Of the names that its files have; inputs have the first."""
    mark: bytes = b""
    """What tells its documents from others of those names."""
    part: str = ""
    """The member of a Word document that inputs are, or nothing where they are whole files: of an
    archive that is changed anywhere, hardly more is read than that it is damaged."""

    @property
    def key(self) -> str:
        """Of the object."""
        return f"drops/story.{self.endings[0]}"

    def try_one(self, body: bytes) -> None:
        """Read an input in this process.

        Raises:
            FindingError: If it ends neither as articles nor as a failure that somebody foresaw.
        """
        articles, failed = ends(self.file_of(body), self.key, None, LIMITS)
        faults = [code for code in failed if code in FAULTS]
        if faults:
            raise FindingError(f"{self.key} ended as {faults}")
        for found in articles:
            found.model_dump_json()
            spans = [s for s in found.spans() if s.exact != found.text[s.start : s.end]]
            if spans:
                raise FindingError(f"{self.key} has spans that are not the text's: {spans[:3]}")

    def file_of(self, body: bytes) -> bytes:
        """The file that an input stands for."""
        return docx("", parts={self.part: body}) if self.part else body

    def seeds(self) -> Iterator[bytes]:
        """Inputs to begin with."""
        found = (body for body in self._named() if self.mark in body)
        return self._parts(found) if self.part else found

    def _parts(self, bodies: Iterator[bytes]) -> Iterator[bytes]:
        for body in bodies:
            with suppress(*_UNPACKABLE), ZipFile(BytesIO(body)) as packed:
                yield packed.read(self.part)

    def words(self) -> list[bytes]:
        """What inputs are made of, the frequent first: names of elements, fields and operators."""
        found = Counter(word for body in self.seeds() for word in set(_WORD.findall(body)))
        return [word for word, _ in found.most_common(_MOST_WORDS)]

    def _named(self) -> Iterator[bytes]:
        for make in DOCUMENTS:
            given = make("http://127.0.0.1:9")
            if self._has(given.source.key):
                yield given.body
        for case in cases():
            if self._has(case.key) and len(body := case.make()) <= _LARGEST_SEED:
                yield body
        if self.name == "html":
            yield from (page.html.encode() for page in pages())

    def _has(self, key: str) -> bool:
        return PurePosixPath(key).suffix[1:] in self.endings


_ENDINGS: Final = ("txt", "html", "md", "json", "pdf", "docx", "eml", "zip", "jsonl", "gz", "warc")
_XML: Final = ("xml", "rss", "atom", "rdf")
TARGETS: Final = {
    target.name: target
    for target in (
        *(Target(ending, (ending,)) for ending in _ENDINGS),
        Target("ninjs", ("json",), b'"uri"'),
        Target("feed", ("rss", *_XML)),
        Target("newsml", _XML, b"newsItem"),
        Target("nitf", _XML, b"<nitf"),
        Target("word", ("docx",), part="word/document.xml"),
    )
}
