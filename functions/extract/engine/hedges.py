"""Hedges: the words in and around a claim that weaken it. Nothing is weighed here."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from functions.extract.engine.lexicons.hedge_words import HEDGES
from functions.extract.engine.ranges import Range
from schemas.claim import Hedge, HedgeType

_TYPES: Final = {phrase: kind for kind, phrases in HEDGES.items() for phrase in phrases}
_PATTERN: Final = re.compile(
    r"\b(?:" + "|".join(sorted(map(re.escape, _TYPES), key=len, reverse=True)) + r")\b",
    re.IGNORECASE,
)
_NUMBER_FOLLOWS: Final = re.compile(
    r"\s+[“\"'‘]?(?:an?\s+|one\s+|another\s+)?(?:[$£€¥]?\d|(?:half|twice|double|triple|tenth|fifth|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|"
    r"sixty|seventy|eighty|ninety|dozens?|hundreds?|thousands?|millions?|quarter|third)\b)",
    re.IGNORECASE,
)
_COMPARED: Final = re.compile(r"\b(?:more|less|as|no)\s\Z", re.IGNORECASE)
"""What makes "likely" a measure rather than a hedge: "more likely to"."""
_FIRST_OF: Final = re.compile(
    r"\s+(?:glance|sight|light|instance|base|hand|reading|attempt|try|blush)\b", re.IGNORECASE
)
"""Words that "at first" counts rather than dates."""


def hedges(text: str, content: Iterable[Range], cue: Iterable[Range] = ()) -> list[Hedge]:
    """The hedges in the content, and the adverbs in the words of the cue, each once, in order.

    A cue such as "alleged" is no hedge: its class says it.
    """
    in_cue = (hedge for place in cue for hedge in _in(text, place) if _is_adverb(hedge))
    in_content = (hedge for place in content for hedge in _in(text, place))
    found = {hedge.start: hedge for hedge in (*in_cue, *in_content)}
    return [found[start] for start in sorted(found)]


def _is_adverb(hedge: Hedge) -> bool:
    by_account = hedge.exact.casefold().startswith("by ")
    return hedge.type is HedgeType.TEMPORAL or hedge.exact.endswith("ly") or by_account


def _in(text: str, place: Range) -> Iterator[Hedge]:
    for match in _PATTERN.finditer(text, place.start, place.end):
        kind = _TYPES.get(match[0].casefold())
        if kind and _counts(text, match, kind):
            yield Hedge(exact=match[0], start=match.start(), end=match.end(), type=kind)


def _counts(text: str, match: re.Match[str], kind: HedgeType) -> bool:
    """Whether the words hedge here: "about" does before a number, "May" is a month."""
    if kind is HedgeType.APPROXIMATOR:
        return _NUMBER_FOLLOWS.match(text, match.end()) is not None
    if match[0].casefold() in {"likely", "unlikely"} and _COMPARED.search(
        text, max(0, match.start() - 8), match.start()
    ):
        return False
    after = text[match.end() : match.end() + 4]
    if match[0] == "May":
        return False
    if match[0].casefold() == "at first":
        return _FIRST_OF.match(text, match.end()) is None
    return match[0].casefold() != "could" or after != " not"
