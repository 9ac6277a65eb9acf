"""Who signed an article, offered: people as its byline, others as organisations.

Which names are whose is told in `people`; where a page names its authors, in `page.authors`.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Final

from functions.parse.people import organisations, people, split_names
from functions.parse.reading import Facts
from schemas.article import FieldBasis

_BY: Final = re.compile(r"(?:by|von|par|por|di|av|door)\s+", re.IGNORECASE)
_MOST: Final = 500
"""Lines that are looked at: a document of more is no article's."""


def offer_authors(lines: Iterable[str], facts: Facts, basis: FieldBasis) -> None:
    """Offer those who are named by lines, such as "By Ada Stone and Ben Hill, Example Press"."""
    given = (_BY.sub("", " ".join(line.split()), count=1) for line in islice(lines, _MOST))
    offer_names([name for line in given for name in split_names(line)], facts, basis)


def offer_names(names: Sequence[str], facts: Facts, basis: FieldBasis) -> None:
    """Offer those who are named one by one; an outlet that signs as itself is an organisation."""
    outlet = (facts.get("publisher") or "").casefold()
    own = [name for name in names if name.casefold() == outlet]
    facts.offer_byline(people([name for name in names if name not in own]), basis)
    facts.offer_organisations([*own[:1], *organisations(names)], basis)
