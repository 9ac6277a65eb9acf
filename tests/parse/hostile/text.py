"""Hostile plain text: what no editor saves."""

from typing import Final

from schemas.failure import FailureCode
from tests.parse.hostile.case import Case

_SENTENCE: Final = "The mayor said the bridge was safe. "

CASES: Final = [
    Case("a text of NULs", "nul.txt", lambda: b"\x00" * 100_000, FailureCode.UNSUPPORTED),
    Case("nothing but white space", "white.txt", lambda: b" \n\t" * 100_000, FailureCode.EMPTY),
    Case("no byte at all", "empty.txt", lambda: b"", FailureCode.EMPTY),
    Case("one line of 300,000 characters", "line.txt", (_SENTENCE * 8000).encode),
    Case("30,000 lines of one letter", "lines.txt", lambda: b"a\n" * 30_000),
    Case("a word of 300,000 letters", "word.txt", lambda: b"a" * 300_000),
    Case("quotation marks only", "quotes.txt", lambda: "“".encode() * 50_000),
    Case(
        "marks that write from right to left",
        "bidi.txt",
        ("\u202e" + _SENTENCE).encode,
        says="The mayor said",
    ),
    Case(
        "UTF-8 cut off within a letter",
        "cut.txt",
        lambda: (_SENTENCE * 9 + "ж").encode()[:-1],
        FailureCode.UNDECODABLE,
    ),
]
