"""Which names are places', by the gazetteer and by their form."""

from typing import Final

from functions.extract.engine.lexicons.gazetteer import COUNTRIES, PLACES, SEATS
from functions.extract.engine.lexicons.more_given_names import GIVEN_NAMES
from functions.extract.engine.lexicons.name_words import (
    PLACE_HEADS,
    PLACE_LEADS,
    PLACE_OF,
    PLACE_PREFIXES,
)
from functions.extract.engine.proper_names import Name, Word

_PEOPLE_TOO: Final = (GIVEN_NAMES | {"washington", "lincoln", "jackson", "buffalo"}) & PLACES


def is_place(name: Name) -> bool:
    """Whether the gazetteer has the name, or a word in it says that it is a place's."""
    return is_listed(name.key) or _has_form(name.words) or _is_part(name.words)


def is_listed(key: str) -> bool:
    """Whether the gazetteer has the name and no person bears it as well."""
    return key in PLACES and key not in _PEOPLE_TOO


def may_be_place(key: str) -> bool:
    """Whether the gazetteer has the name, be it also a person's."""
    return key in PLACES


def is_seat(key: str) -> bool:
    """Whether the name is a building that stands for those who work there."""
    return key in SEATS


def country(key: str) -> str | None:
    """The plain name of a country, by any of its names in lower case."""
    return COUNTRIES.get(key)


def _has_form(words: tuple[Word, ...]) -> bool:
    """As in "Gulf of Mexico", "Ferry Street", "Mount Kettle"."""
    if len(words) < 2:
        return False
    of = next((i for i, word in enumerate(words) if word.link in {"of", "of the"}), 0)
    if of:
        return words[of - 1].key in PLACE_OF
    return words[-1].key in PLACE_HEADS or (words[0].key in PLACE_LEADS and not words[1].link)


def _is_part(words: tuple[Word, ...]) -> bool:
    """As in "Northern France", "New York state"."""
    if len(words) < 2 or words[0].key not in PLACE_PREFIXES or any(w.link for w in words):
        return False
    return " ".join(word.key for word in words[1:]) in PLACES
