"""Noun phrases that name sources: their head noun, and the type of source that it tells.

Whom a phrase stands for is decided in `sources`; names of persons are read in `names`.
"""

import re
from typing import Final

from functions.extract.engine.lexicons import listed
from functions.extract.engine.lexicons.roles import (
    BODY_NOUNS,
    DOCUMENT_NOUNS,
    ORGANISATION_NOUNS,
    ROLES,
    UNNAMED_NOUNS,
)
from functions.extract.engine.names import Token, tokens
from functions.extract.engine.ranges import Range
from schemas.claim import SourceType

ARTICLE: Final = re.compile(r"\A(?:the|an?)\s+", re.IGNORECASE)
_HEAD_END: Final = re.compile(
    r",(?!\d)|\(|\b(?:of|for|with|who|whom|familiar|close|in|at|from|that|which|speaking|citing|on|to|by|"
    r"about|briefed|involved|working|based|off|near|under|outside|behind|across|against|calling|"
    r"seen|published|whose)\b"
)
_CLAUSE: Final = re.compile(r",(?!\d)|\(|\b(?:who|which|that|speaking|citing)\b")
GOVERNMENT_NOUNS: Final = frozenset({"government", "authorities", "regime", "leadership"})
DEFINITE: Final = frozenset({"the", "his", "her", "its", "their", "this", "that", "these"})
"""Words that point back to something named before."""

_DETERMINERS: Final = listed(
    """a an the one two three four five six seven eight nine ten several some many most few dozens
    another other both his her its their our my this that these those no any every each"""
)
NOUNS: Final = (
    BODY_NOUNS | ORGANISATION_NOUNS | DOCUMENT_NOUNS | UNNAMED_NOUNS | ROLES | GOVERNMENT_NOUNS
)


def head_of(phrase: str) -> list[Token]:
    """The words of a noun phrase up to and with its head noun."""
    match = _HEAD_END.search(phrase, 1)
    end = match.start() if match else len(phrase)
    return tokens(phrase, Range(0, end)) or tokens(phrase, Range(0, len(phrase)))


def without_clauses(phrase: str) -> str:
    """The phrase without a leading article and without clauses that follow it."""
    match = _CLAUSE.search(phrase, 1)
    return ARTICLE.sub("", phrase[: match.start()] if match else phrase).strip(" ,;:—–-")


def described(phrase: str) -> str:
    """The phrase as a name: without its clauses, unless a lone noun would be left.

    "A slide that stayed up" is no mere "slide".
    """
    plain = without_clauses(phrase)
    if " " in plain or plain[:1].isupper():
        return plain
    return ARTICLE.sub("", re.split(r",(?!\d)|\(", phrase, maxsplit=1)[0]).strip(" ,;:—–-")


def type_of(head: list[Token]) -> SourceType:
    """The type of source, by the last word of the head that tells one."""
    for token in reversed(head):
        key = token.key
        if key in DOCUMENT_NOUNS or key.removesuffix("s") in DOCUMENT_NOUNS:
            return SourceType.DOCUMENT
        if key in GOVERNMENT_NOUNS:
            return SourceType.GOVERNMENT
        if key in BODY_NOUNS:
            return SourceType.GOVERNMENT_BODY
        if key in ORGANISATION_NOUNS or is_acronym(token):
            return SourceType.ORGANISATION
    if head and head[-1].capital and head[-1].key not in UNNAMED_NOUNS:
        return SourceType.ORGANISATION
    return SourceType.UNNAMED


def is_acronym(token: Token) -> bool:
    """Whether the word is written in capitals throughout."""
    return len(token.word) > 1 and token.word.isupper()


def is_common(head: list[Token]) -> bool:
    """Whether a head is a description, not a name: it begins with an article or a number.

    In "a former foreman" and "two traders" nobody is named.
    """
    return len(head) > 1 and not head[-1].capital and head[0].key in _DETERMINERS


def is_plural(head: list[Token]) -> bool:
    """Whether the head noun looks like a plural."""
    last = head[-1].key if head else ""
    irregular = last in {"people", "men", "women", "many", "some", "both", "few", "children"}
    ends = last.endswith(("s", "men")) and not last.endswith(("ss", "us", "is"))
    return irregular or ends
