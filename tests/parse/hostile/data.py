"""Hostile JSON: what a parser accepts and a text cannot hold, and what it should not accept."""

import json
from collections.abc import Callable
from typing import Any, Final

from schemas.failure import FailureCode
from tests.parse.hostile.case import Case

_SENTENCE: Final = "The mayor said on Monday that the bridge was safe."
_PAGE: Final = f"<article><h1>Bridge</h1><p>{_SENTENCE} She had seen it herself.</p></article>"


def _holding(**fields: Any) -> Callable[[], bytes]:
    return lambda: json.dumps({"text": _SENTENCE, **fields}).encode()


def _raw(inner: str) -> Callable[[], bytes]:
    return f'{{"text": "{_SENTENCE}", {inner}}}'.encode


CASES: Final = [
    # --- Not JSON ---
    Case("JSON of an opening bracket", "a.json", lambda: b"[" * 9, FailureCode.CORRUPT),
    Case("JSON of 300,000 brackets", "a.json", lambda: b"[" * 300_000, FailureCode.CORRUPT),
    Case("JSON of 300,000 braces", "a.json", lambda: b'{"a":' * 300_000, FailureCode.CORRUPT),
    Case("JSON with a comma too many", "a.json", _raw('"a": 1,'), FailureCode.CORRUPT),
    Case("JSON with a comment", "a.json", _raw('"a": 1 /* b */'), FailureCode.CORRUPT),
    Case("JSON in single quotes", "a.json", lambda: b"{'text': 'a'}", FailureCode.CORRUPT),
    Case(
        "two values of JSON", "a.json", lambda: b'{"text": "a"} {"text": "b"}', FailureCode.CORRUPT
    ),
    Case("JSON that is never closed", "a.json", lambda: b'{"text": "a', FailureCode.CORRUPT),
    Case("JSON with a bad escape", "a.json", lambda: rb'{"text": "\x41"}', FailureCode.CORRUPT),
    Case("JSON named as such that is prose", "a.json", _SENTENCE.encode, FailureCode.CORRUPT),
    # --- Values that are none ---
    Case("a null of JSON", "a.json", lambda: b"null", FailureCode.NO_ARTICLE),
    Case("an empty object of JSON", "a.json", lambda: b"{}", FailureCode.NO_ARTICLE),
    Case("an empty text in JSON", "a.json", lambda: b'{"text": " "}', FailureCode.EMPTY),
    Case(
        "a text in JSON that is a number", "a.json", lambda: b'{"text": 5}', FailureCode.NO_ARTICLE
    ),
    Case(
        "a text in JSON that is a list", "a.json", lambda: b'{"text": []}', FailureCode.NO_ARTICLE
    ),
    # --- Values beyond what they should be ---
    Case("JSON with a number beyond all", "a.json", _raw('"a": 1e999999'), says=_SENTENCE),
    Case("JSON with a number of 100,000 digits", "a.json", _raw(f'"a": {"9" * 100_000}')),
    Case("JSON with NaN", "a.json", _raw('"published": NaN, "title": -Infinity'), says=_SENTENCE),
    Case("JSON with two texts", "a.json", _raw(f'"text": "Again. {_SENTENCE}"'), says="Again."),
    Case("JSON with half of a character", "a.json", _raw(r'"title": "a\ud83d"'), says=_SENTENCE),
    Case(
        "JSON whose text holds halves of characters",
        "a.json",
        lambda: rb'{"text": "The mayor said so. \ud83d and \ude00."}',
        says="The mayor said so.",
    ),
    Case(
        "JSON whose text holds NULs", "a.json", _holding(text=f"a\x00b {_SENTENCE}"), says="mayor"
    ),
    Case(
        "JSON whose fields are deep", "a.json", _holding(author=[[[[[["Ada"]]]]]]), says=_SENTENCE
    ),
    Case("JSON whose title is a million letters", "a.json", _holding(title="a" * 10**6)),
    Case("JSON with 100,000 authors", "a.json", _holding(author=["Ada Quill"] * 100_000)),
    Case("JSON with a date of no calendar", "a.json", _holding(published="2025-02-31T99:99")),
    Case("JSON with a date before all", "a.json", _holding(published="-9999999-01-01")),
    Case("JSON with a date of many digits", "a.json", _holding(published="9" * 70)),
    Case("JSON with addresses of no kind", "a.json", _holding(url="javascript:alert(1)")),
    Case("JSON with a language of no kind", "a.json", _holding(language="\x1b[31m" * 9)),
    Case("JSON with 100,000 keys", "a.json", _holding(**{f"k{n}": n for n in range(100_000)})),
    Case("JSON with names of Python", "a.json", _holding(__class__="a", __proto__={"text": "b"})),
    # --- HTML in it ---
    Case(
        "JSON with a page in it 5,000 levels deep",
        "a.json",
        lambda: json.dumps({"html": "<div>" * 5000 + _PAGE}).encode(),
        says=_SENTENCE,
    ),
    Case(
        "JSON with a page of 20,000 pictures in it",
        "a.json",
        lambda: json.dumps(
            {"html": _PAGE + "<img src='data:image/png;base64,AAAA'>" * 20_000}
        ).encode(),
        says=_SENTENCE,
    ),
    Case(
        "JSON with an element alone in it",
        "a.json",
        lambda: b'{"html": "<p></p>"}',
        FailureCode.NO_ARTICLE,
    ),
]
