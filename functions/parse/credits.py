"""The wire or syndication service that an article is credited to, and never a claimant.

It is named in the byline, the dateline or the lines around the text. What articles say of a
service within their sentences does not live here.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from functions.parse.reading import Facts
from schemas.article import Block, BlockKind, FieldBasis

_AGENCIES: Final = (
    ("Associated Press", r"Associated Press|A\.?P\.?"),
    ("Reuters", r"(?:Thomson )?Reuters"),
    ("AFP", r"Agence France[- ]Presse|AFP"),
    ("dpa", r"Deutsche Presse[- ]Agentur|dpa(?: international)?|DPA"),
    ("PA Media", r"PA Media|PA news agency|Press Association"),
    ("UPI", r"United Press International|UPI"),
    ("Xinhua", r"Xinhua(?: News Agency)?"),
    ("TASS", r"(?:ITAR-)?TASS"),
    ("Interfax", r"Interfax(?:-\w+)?"),
    ("Ukrinform", r"Ukrinform"),
    ("EFE", r"(?:Agencia )?EFE"),
    ("ANSA", r"ANSA"),
    ("Kyodo", r"Kyodo(?: News)?"),
    ("Yonhap", r"Yonhap(?: News Agency)?"),
    ("PTI", r"Press Trust of India|PTI"),
    ("ANI", r"Asian News International|ANI"),
    ("IANS", r"IANS"),
    ("Anadolu", r"Anadolu(?: Agency| Ajansı)?"),
    ("AAP", r"Australian Associated Press|AAP"),
    ("The Canadian Press", r"(?:The )?Canadian Press"),
    ("Bloomberg", r"Bloomberg(?: News)?"),
    ("Tribune News Service", r"Tribune News Service|TNS"),
    ("States Newsroom", r"States Newsroom"),
    ("CNN Newsource", r"CNN (?:Newsource|Wire)"),
)
_NAMED: Final = tuple((name, re.compile(rf"(?:The )?(?:{form})")) for name, form in _AGENCIES)
_ANY: Final = "|".join(form for _, form in _AGENCIES)
_DATELINE: Final = re.compile(
    rf"\A[^\W\d_][^()\n]{{1,60}}\((?P<agency>(?:The )?(?:{_ANY}))\)\s?(?:[-–—:]|\Z)"
)
_CREDITED: Final = re.compile(
    r"(?:(?:©|copyright)(?: ©)?(?: by)?(?: the)?(?: [12]\d{3})?|source:|via|distributed by"
    r"|(?:first|originally) published (?:by|in|on))"
    rf"\s{{0,3}}(?P<agency>(?:The )?(?:{_ANY}))(?![\w-])",
    re.IGNORECASE,
)
_SIGNS: Final = frozenset({BlockKind.BYLINE, BlockKind.DATELINE, BlockKind.FOOTER})
_SIGNED: Final = re.compile(rf"(?:\A|[\s(,/|])(?P<agency>(?:The )?(?:{_ANY}))(?=\Z|[\s),./|])")
_DATELINE_BLOCKS: Final = 3
"""How many paragraphs from the top one may open with the place that it was written in."""


def offer_credit(text: str, blocks: Sequence[Block], facts: Facts) -> None:
    """Offer the service that the article is credited to, unless that published it itself."""
    publisher = facts.get("publisher")
    for name in _signing(facts.organisations):
        _offer(name, publisher, facts, facts.basis["organisations"])
    paragraphs = 0
    for block in blocks:
        words = text[block.start : min(block.end, block.start + 400)]
        if block.kind in _SIGNS:
            _match(_CREDITED, words, publisher, facts)
        if block.kind in {BlockKind.BYLINE, BlockKind.DATELINE}:
            _match(_SIGNED, words, publisher, facts)
        if block.kind in {BlockKind.PARAGRAPH, BlockKind.DATELINE}:
            paragraphs += 1
            if paragraphs <= _DATELINE_BLOCKS:
                _match(_DATELINE, words, publisher, facts)


def _match(pattern: re.Pattern[str], words: str, publisher: str | None, facts: Facts) -> None:
    if match := pattern.search(words):
        for name in _signing([match["agency"]]):
            _offer(name, publisher, facts, FieldBasis.TEXT)


def _signing(names: Iterable[str]) -> list[str]:
    """The services among names, as they call themselves."""
    return [
        agency for name in names for agency, form in _NAMED if form.fullmatch(name.strip(" .()"))
    ]


def _offer(name: str, publisher: str | None, facts: Facts, basis: FieldBasis) -> None:
    own = next(iter(_signing([publisher or ""])), publisher or "")
    if own.casefold() != name.casefold():
        facts.offer("credit", name, basis)
