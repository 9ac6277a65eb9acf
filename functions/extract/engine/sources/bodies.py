"""Governments, outlets and organisations that the words of a source name."""

import re
from functools import cached_property
from typing import Final

from functions.extract.engine.lexicons.countries import COUNTRY_NAMES, METONYMS, NATIONALITIES
from functions.extract.engine.lexicons.outlets import OUTLETS, WIRE_SERVICES
from functions.extract.engine.lexicons.roles import BODY_NOUNS, ROLES
from functions.extract.engine.names import without_possessive
from functions.extract.engine.noun_phrases import (
    ARTICLE,
    GOVERNMENT_NOUNS,
    head_of,
    type_of,
    without_clauses,
)
from functions.extract.engine.organisations import Organisation, Organisations
from functions.extract.engine.ranges import Range
from functions.extract.engine.sources.resolved import Resolved, source_at
from schemas.claim import Resolution, SourceType

_SEAT: Final = re.compile(
    r"\b(?P<seat>[^\W\d_a-z][\w-]+(?: [^\W\d_a-z][\w-]+)?), (?:the )?(?:capital|seat) of "
    r"(?:the )?(?P<of>[^\W\d_a-z][\w-]+(?: [^\W\d_a-z][\w-]+)?)\b|"
    r"\b(?P<owner>[^\W\d_a-z][\w-]+)[’']s? capital,? (?P<capital>[^\W\d_a-z][\w-]+)\b"
)
_TITLED: Final = re.compile(
    r"(?P<noun>[^\W\d_a-z]\w+s) (?:of|for|against) (?:the )?[^\W\d_a-z][\w’' -]+"
)


class Bodies:
    """Reads the names of what is no person."""

    def __init__(self, text: str, organisations: Organisations) -> None:
        self._text = text
        self._organisations = organisations

    def read(self, where: Range, phrase: str) -> Resolved | None:
        """The government, the outlet or the organisation that a phrase names."""
        return self.place(where, phrase) or self._outlet(where) or self.organisation(where, phrase)

    def place(self, where: Range, phrase: str) -> Resolved | None:
        """A country, a capital or a seat of government, which stand for the government."""
        plain = without_possessive(ARTICLE.sub("", phrase)).replace("’", "'").casefold()
        *before, last = plain.split() or [""]
        nationality = " ".join(before)
        stated = where.of(self._text).strip(" ,;:")
        if last in GOVERNMENT_NOUNS and nationality in NATIONALITIES:
            country, resolution = NATIONALITIES[nationality], Resolution.EXPLICIT
        elif plain in COUNTRY_NAMES:
            country, resolution = COUNTRY_NAMES[plain], Resolution.EXPLICIT
        elif plain in METONYMS:
            country, resolution = METONYMS[plain], Resolution.METONYM
        elif stated in self._seats:
            country, resolution = self._seats[stated], Resolution.METONYM
        elif self.is_state(stated):
            country, resolution = stated, Resolution.EXPLICIT
        else:
            return None
        source = source_at(self._text, where, country, SourceType.GOVERNMENT, resolution=resolution)
        return Resolved(source)

    @cached_property
    def _seats(self) -> dict[str, str]:
        """The capitals that the article calls so, to what they are the capital of."""
        return {
            match["seat"] or match["capital"]: match["of"] or match["owner"]
            for match in _SEAT.finditer(self._text)
        }

    def knows(self, word: str) -> bool:
        """Whether a single word is the name of a body, a country or a seat of government."""
        plain = word.casefold()
        named = plain in METONYMS or plain in COUNTRY_NAMES or plain in BODY_NOUNS
        return named or self._organisations.full(word) is not None

    def is_state(self, name: str) -> bool:
        """Whether the article shows a name to be that of a state."""
        return self._organisations.is_state(name)

    def _outlet(self, where: Range) -> Resolved | None:
        name = ARTICLE.sub("", where.of(self._text).strip(" ,;:"))
        plain = without_possessive(" ".join(name.split())).replace("’", "'").casefold()
        if plain not in WIRE_SERVICES and plain not in OUTLETS:
            return None
        return Resolved(source_at(self._text, where, name, SourceType.ORGANISATION))

    def organisation(self, where: Range, phrase: str) -> Resolved | None:
        """A name that the article shows to be an organisation's, with or without an article."""
        name = ARTICLE.sub("", without_clauses(phrase))
        full = self._organisations.full(without_possessive(name)) if name[:1].isupper() else None
        kind = type_of(head_of(full)) if full else SourceType.UNNAMED
        if full is None:
            return self._titled(where, phrase)
        if kind in {SourceType.UNNAMED, SourceType.DOCUMENT}:
            kind = SourceType.ORGANISATION
        return Resolved(source_at(self._text, where, full, kind))

    def _titled(self, where: Range, phrase: str) -> Resolved | None:
        """A body that bears a noun for people as its name: "the Friends of the Old Mill"."""
        match = _TITLED.fullmatch(without_clauses(phrase))
        begins = phrase[:4].casefold() == "the " and match is not None
        if not begins or match is None or match["noun"].casefold() in ROLES:
            return None
        return Resolved(source_at(self._text, where, match[0], SourceType.ORGANISATION))

    def before(self, where: Range) -> list[Organisation]:
        """The organisations named before a place, in order."""
        return [o for o in self._organisations.mentions if o.range.end <= where.start]

    def source(self, named: Organisation) -> Resolved:
        """A mentioned organisation as a source."""
        return Resolved(source_at(self._text, named.range, named.name, named.kind))
