"""Who signed an item and who it is credited to, kept apart: people, organisations, services."""

import re
from collections.abc import Iterable
from typing import Final

from functions.parse.people import people, split_names
from functions.parse.reading import Facts
from schemas.article import FieldBasis

_BY: Final = re.compile(r"(?:by|von|par|por|di|av|door)\s+", re.IGNORECASE)
_ROLE: Final = re.compile(
    r"\b(?:writer|reporter|correspondent|editor|staff|journalist|contributor)s?\b", re.IGNORECASE
)
_LONGEST: Final = 100


def offer_authors(lines: Iterable[str], facts: Facts, basis: FieldBasis) -> None:
    """Offer those who signed: people as the byline, others as organisations.

    Args:
        lines: Lines that name them, such as "By Ada Stone and Ben Hill, Example Press".
        facts: What is known.
        basis: Where the lines are from.
    """
    given = [" ".join(line.split()) for line in lines]
    names = [name for line in given for name in split_names(_BY.sub("", line, count=1))]
    persons = people(names)
    facts.offer_byline(persons, basis)
    if not facts.organisations:
        facts.offer_organisations([n for n in names if _is_organisation(n, persons)], basis)


def _is_organisation(name: str, persons: list[str]) -> bool:
    """Whether a name that a byline holds is no person's and no mere role."""
    is_named = name[:1].isupper() or (name.islower() and " " not in name)
    return (
        0 < len(name) <= _LONGEST
        and is_named
        and not people([name])
        and name not in persons
        and _ROLE.search(name) is None
    )
