"""Hostile plain text: what no editor saves."""

import random
from typing import Final

from schemas.failure import FailureCode
from tests.parse.hostile.case import Case

_SENTENCE: Final = "The mayor said the bridge was safe. "
_POST: Final = "We saw the ship.\n— Bo Li (@boli) May 3, 2024\n\n"


def _random(size: int) -> bytes:
    return random.Random(0).randbytes(size)  # noqa: S311 (the same on every run)


CASES: Final = [
    # --- No text at all ---
    Case("a text of NULs", "nul.txt", lambda: b"\x00" * 100_000, FailureCode.UNSUPPORTED),
    Case("nothing but white space", "white.txt", lambda: b" \n\t" * 100_000, FailureCode.EMPTY),
    Case("no byte at all", "empty.txt", lambda: b"", FailureCode.EMPTY),
    Case("a byte order mark alone", "bom.txt", lambda: b"\xef\xbb\xbf", FailureCode.EMPTY),
    Case(
        "characters without width alone",
        "zero.txt",
        lambda: "\u200b\u2060\ufeff".encode() * 3,
        FailureCode.EMPTY,
    ),
    Case("random bytes", "random.txt", lambda: _random(200_000), FailureCode.UNSUPPORTED),
    Case("random bytes of no name", "random", lambda: _random(9000), FailureCode.UNSUPPORTED),
    Case("a text of delete characters", "del.txt", lambda: b"\x7f" * 9000, FailureCode.UNSUPPORTED),
    Case(
        "a program named as a text",
        "program.txt",
        lambda: b"\x7fELF\x02\x01\x01\x00" + _random(5000),
        FailureCode.UNSUPPORTED,
    ),
    Case(
        "a text with a NUL in its middle",
        "nul.txt",
        (_SENTENCE * 99 + "\x00" + _SENTENCE * 99).encode,
        FailureCode.UNSUPPORTED,
    ),
    # --- Encodings ---
    Case(
        "UTF-8 cut off within a letter",
        "cut.txt",
        lambda: (_SENTENCE * 9 + "ж").encode()[:-1],
        FailureCode.UNDECODABLE,
    ),
    Case(
        "UTF-16 with an odd number of bytes",
        "odd.txt",
        lambda: b"\xff\xfe" + _SENTENCE.encode("utf-16-le") + b"a",
        FailureCode.UNDECODABLE,
    ),
    Case(
        "UTF-16 with half of a character",
        "half.txt",
        lambda: b"\xff\xfe" + "\ud800".encode("utf-16-le", "surrogatepass") + b"a\x00",
        FailureCode.UNDECODABLE,
    ),
    Case(
        "UTF-8 with halves of characters",
        "half.txt",
        lambda: (_SENTENCE + "\ud83d" * 50).encode("utf-8", "surrogatepass"),
        FailureCode.UNDECODABLE,
    ),
    Case(
        "UTF-8 with overlong letters",
        "overlong.txt",
        lambda: _SENTENCE.encode() + b"\xc0\xaf" * 99,
        FailureCode.UNDECODABLE,
    ),
    Case(
        "a mark of UTF-32 before UTF-8",
        "mark.txt",
        lambda: b"\xff\xfe\x00\x00" + _SENTENCE.encode(),
        FailureCode.UNDECODABLE,
    ),
    Case(
        "an encoding that takes quadratic time",
        "puny.txt",
        (_SENTENCE * 5000).encode,
        content_type="text/plain; charset=punycode",
        says=_SENTENCE.strip(),
    ),
    Case(
        "an encoding that there is not",
        "none.txt",
        _SENTENCE.encode,
        content_type=f"text/plain; charset={'x' * 100_000}",
        says=_SENTENCE.strip(),
    ),
    Case(
        "an encoding that runs code in some languages",
        "escape.txt",
        lambda: _SENTENCE.encode() + rb" \x00\ud800",
        content_type="text/plain; charset=unicode_escape",
        says=r"\ud800",
    ),
    # --- Shapes ---
    Case("one line of 300,000 characters", "line.txt", (_SENTENCE * 8000).encode),
    Case("30,000 lines of one letter", "lines.txt", lambda: b"a\n" * 30_000),
    Case("a word of 300,000 letters", "word.txt", lambda: b"a" * 300_000),
    Case("quotation marks only", "quotes.txt", lambda: "“".encode() * 50_000),
    Case(
        "a text of 25 MB",
        "long.txt",
        lambda: (_SENTENCE * 30 + "\n\n").encode() * 23_000,
        FailureCode.TOO_LARGE,
    ),
    Case("100,000 line ends of old machines", "cr.txt", lambda: b"a\r" * 20_000 + b"said\r"),
    Case("20,000 form feeds", "feed.txt", lambda: b"The mayor said so.\x0c" * 20_000),
    Case("a letter with 100,000 accents", "accents.txt", ("a" + "\u0301" * 99_999).encode),
    Case("10,000 posts", "posts.txt", (_POST * 5000).encode, says="We saw the ship."),
    Case("5,000 signatures without posts", "signs.txt", lambda: b"(@boli) May 3, 2024\n" * 5000),
    Case("20,000 list marks", "list.txt", lambda: b"- \n* \n1. \n" * 7000),
    Case("20,000 opening brackets", "open.txt", lambda: b"([{<" * 5000 + _SENTENCE.encode()),
    Case("100,000 dashes", "dashes.txt", lambda: "—".encode() * 100_000),
    Case("20,000 commas in a byline", "by.txt", lambda: b"By " + b"Ada Quill, " * 20_000),
    Case(
        "marks that write from right to left",
        "bidi.txt",
        ("\u202e" + _SENTENCE).encode,
        says="The mayor said",
    ),
    Case(
        "characters of no language",
        "private.txt",
        (_SENTENCE + "\ue000\U0010fffd\ufffe" * 999).encode,
        says="The mayor said",
    ),
    # --- Names ---
    Case("a name of 1,000 characters", "a" * 996 + ".txt", _SENTENCE.encode, says="mayor"),
    Case("a name of dots", "../../etc/passwd", _SENTENCE.encode, says="mayor"),
    Case("a name with percent signs", "a%2Fb%00+c.txt", _SENTENCE.encode, says="mayor"),
    Case("a name with a line end", "a\nb\t.txt", _SENTENCE.encode, says="mayor"),
    Case("a name of the wrong format", "a.md.json.txt", _SENTENCE.encode, says="mayor"),
]
