"""What is fuzzed: each format under the name that its files have, begun from documents of tests."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from schemas.failure import FailureCode
from tests.parse.containers.archives import LIMITS
from tests.parse.hostile.case import cases
from tests.parse.hostile.dividing import ends
from tests.parse.sandbox.enticing import DOCUMENTS

_LARGEST_SEED: Final = 20_000
"""Bytes: what is small is tried often."""
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
    key: str
    """Of the object."""

    def try_one(self, body: bytes) -> None:
        """Read an input in this process.

        Raises:
            FindingError: If it ends neither as articles nor as a failure that somebody foresaw.
        """
        articles, failed = ends(body, self.key, None, LIMITS)
        faults = [code for code in failed if code in FAULTS]
        if faults:
            raise FindingError(f"{self.key} ended as {faults}")
        for found in articles:
            found.model_dump_json()
            spans = [s for s in found.spans() if s.exact != found.text[s.start : s.end]]
            if spans:
                raise FindingError(f"{self.key} has spans that are not the text's: {spans[:3]}")

    def seeds(self) -> Iterator[bytes]:
        """Inputs to begin with."""
        ending = PurePosixPath(self.key).suffix
        for make in DOCUMENTS:
            given = make("http://127.0.0.1:9")
            if given.source.key.endswith(ending):
                yield given.body
        for case in cases():
            if case.key.endswith(ending) and len(body := case.make()) <= _LARGEST_SEED:
                yield body


_ENDINGS: Final = (
    *("txt", "html", "md", "json", "xml", "pdf", "docx", "eml"),
    *("zip", "jsonl", "gz", "warc"),
)
TARGETS: Final = {ending: Target(ending, f"drops/story.{ending}") for ending in _ENDINGS}
