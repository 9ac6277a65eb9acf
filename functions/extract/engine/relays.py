"""Outlets that a sentence names as passing a statement on, whether or not they were tagged.

In “The minister told Reuters” or “the agency quoted the minister as saying” the outlet is no
source. How the chain is built from them is decided in `chain`.
"""

import re
from collections.abc import Callable, Iterator
from typing import Final

from functions.extract.engine.lexicons.outlets import MASTHEADS, OUTLETS
from functions.extract.engine.names import without_possessive
from functions.extract.engine.ranges import Range

_WORD: Final = r"[^\W\d_a-z][\w’'-]{0,40}(?!\w)"
_NAME: Final = rf"{_WORD}(?: (?:d[’']|de |of )?{_WORD}){{0,3}}"
_SORT: Final = (
    r"(?:(?:[\w-]{1,40} ){0,2}(?:newspaper|daily|weekly|broadcaster|magazine|website|station|"
    r"news agency|agency|news site|tabloid) )"
)
_CALLED: Final = r"(?P<called> wire| agency| news agency)?"
_TOLD: Final = re.compile(
    rf"\b(?P<cue>told|tells|telling|in an interview with|speaking to|spoke to|in remarks to|"
    rf"in comments to|quoted by|carried by|cited by|according to|via)\s"
    rf"(?:the )?(?P<sort>{_SORT})?(?P<name>{_NAME}){_CALLED}"
)
_SAID: Final = re.compile(
    rf"(?P<sort>{_SORT})?\b(?P<name>{_NAME}){_CALLED},? "
    r"(?P<cue>reported|reports|quoted|quotes|quoting|cited|cites|citing|said|wrote)\b"
)
_SORTED: Final = re.compile(rf"{_SORT}(?P<before>{_NAME})|(?P<after>{_NAME}) (?:news )?wire")
_ABROAD: Final = re.compile(
    r"(?:le|la|el|il|o|de|der|die|das) (?:quotidien|journal|soir|figaro|monde|diario|mundo|correo|"
    r"giornale|corriere|jornal|tageblatt|zeitung|kurier)\b"
)
"""How the names of newspapers in other languages begin."""


def named(
    text: str, sentence: Range, is_wire: Callable[[str], bool]
) -> Iterator[tuple[str, Range, Range]]:
    """Each outlet that a sentence says to pass something on: name, its words, its cue's words."""
    for pattern in (_SAID, _TOLD):
        for match in pattern.finditer(text, *sentence):
            start, name = _without_article(match.start("name"), match["name"])
            name = without_possessive(name)
            if match["sort"] or _is_outlet(name) or is_wire(name) or _called(match):
                yield name, Range(start, start + len(name)), Range(*match.span("cue"))


def carries(cue: str) -> bool:
    """Whether the words of a cue show an outlet that carries what another has reported."""
    return cue.casefold() in {"carried by", "via"}


def name_of_outlet(phrase: str) -> str | None:
    """The name of the outlet that a phrase without its article names; nothing if it is none."""
    sort = _SORTED.fullmatch(phrase)
    name = (sort["before"] or sort["after"]) if sort else phrase
    return name if sort or _is_outlet(name) else None


def _without_article(start: int, name: str) -> tuple[int, str]:
    for article in ("The ", "An ", "A "):
        if name.startswith(article):
            return start + len(article), name[len(article) :]
    return start, name


def _is_outlet(name: str) -> bool:
    """Whether a name is an outlet's, by the list or by its last word: "the Scaddle Packet"."""
    words = name.casefold().split()
    by_form = len(words) > 1 and words[-1] in MASTHEADS
    return name.casefold() in OUTLETS or by_form or _ABROAD.match(name.casefold()) is not None


def _called(match: re.Match[str]) -> bool:
    return bool(match.groupdict().get("called"))
