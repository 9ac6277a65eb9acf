"""Hostile Markdown: what takes its readers quadratic time, or a deep stack."""

from typing import Final

from schemas.failure import FailureCode
from tests.parse.hostile.case import Case

_SENTENCE: Final = "The mayor said on Monday that the bridge was safe."


def _after(text: str, markup: str) -> bytes:
    return f"{text}\n\n{markup}".encode()


CASES: Final = [
    Case(
        "Markdown of 30,000 opening brackets",
        "a.md",
        lambda: b"![" * 30_000,
        FailureCode.CORRUPT,
    ),
    Case("Markdown of 500,001 letters", "a.md", lambda: b"a" * 500_001, FailureCode.TOO_LARGE),
    Case(
        "Markdown of front matter alone",
        "a.md",
        lambda: b"---\na: b\n---\n",
        FailureCode.NO_ARTICLE,
    ),
    Case("quotes in quotes in Markdown", "a.md", lambda: _after(_SENTENCE, "> " * 5000 + "a")),
    Case(
        "lists in lists in Markdown",
        "a.md",
        lambda: _after(_SENTENCE, "\n".join(" " * 2 * n + "- a" for n in range(300))),
        says=_SENTENCE,
    ),
    Case(
        "100,000 stars in Markdown",
        "a.md",
        lambda: _after(_SENTENCE, "*a **b " * 15_000),
        says=_SENTENCE,
    ),
    Case(
        "100,000 back ticks in Markdown",
        "a.md",
        lambda: _after(_SENTENCE, " ".join("`" * n for n in range(1, 440))),
        says=_SENTENCE,
    ),
    Case(
        "5,000 links in Markdown",
        "a.md",
        lambda: _after(_SENTENCE, "[a](https://example.org/) " * 5000),
        says=_SENTENCE,
    ),
    Case(
        "table of Markdown with 2,000 columns",
        "a.md",
        lambda: _after(_SENTENCE, f"{'|a' * 2000}|\n{'|-' * 2000}|\n{'|b' * 2000}|"),
        says=_SENTENCE,
    ),
    Case(
        "HTML in Markdown that never ends",
        "a.md",
        lambda: _after(_SENTENCE, "<div " * 20_000 + "<!-- "),
        says=_SENTENCE,
    ),
]
