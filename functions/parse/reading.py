"""What a reader makes of a document: text, blocks and what it says of itself.

How the format is read lives in the readers; what becomes of a reading, in `normalise`.
"""

from dataclasses import dataclass, field
from typing import Literal

from functions.parse.dates import normalise_date
from functions.parse.decode import whole
from schemas.article import Block, FieldBasis, Link, Notice

Field = Literal[
    "title",
    "byline",
    "publisher",
    "published",
    "modified",
    "language",
    "url",
    "article_section",
    "credit",
]
LONGEST_FACT = 1000
"""Characters; a longer value is the page's junk rather than its title."""
MOST_AUTHORS = 50
_DATES: frozenset[Field] = frozenset({"published", "modified"})


class Facts:
    """What is known of an article, each field with its basis.

    The first offer of a field is kept, so readers offer the best source first; only what was
    inferred gives way to what somebody stated.
    """

    def __init__(self) -> None:
        self._texts: dict[Field, str] = {}
        self.byline: list[str] = []
        self.organisations: list[str] = []
        self.uncertain: list[Field] = []
        self.basis: dict[str, FieldBasis] = {}

    def offer(self, name: Field, value: str | None, basis: FieldBasis) -> None:
        """Offer a value of a text field; dates are normalised, and dropped if unreadable."""
        value = normalise_date(value) if name in _DATES else _plain(value or "")
        if value and len(value) <= LONGEST_FACT and self._is_open(name, basis):
            self._texts[name] = value
            self.basis[name] = basis

    def offer_byline(self, names: list[str], basis: FieldBasis) -> None:
        """Offer the names of the authors."""
        known = [name for name in map(_plain, names) if 0 < len(name) <= LONGEST_FACT]
        if known and self._is_open("byline", basis):
            self.byline = known[:MOST_AUTHORS]
            self.basis["byline"] = basis

    def offer_organisations(self, names: list[str], basis: FieldBasis) -> None:
        """Add desks and organisations that signed the article; the first to name any is kept."""
        for name in map(_plain, names):
            if 0 < len(name) <= LONGEST_FACT and name not in self.organisations:
                self.organisations.append(name)
                self.basis.setdefault("organisations", basis)
        del self.organisations[MOST_AUTHORS:]

    def doubt(self, name: Field) -> None:
        """Note that the document's own evidence on a field disagrees."""
        if name not in self.uncertain:
            self.uncertain.append(name)

    def get(self, name: Field) -> str | None:
        """The value of a text field."""
        return self._texts.get(name)

    def _is_open(self, name: Field, basis: FieldBasis) -> bool:
        held = self.basis.get(name)
        return held is None or (held is FieldBasis.INFERRED and basis is not FieldBasis.INFERRED)


def _plain(value: str) -> str:
    """One line of text. JSON can hold halves of characters, which no UTF-8 file can."""
    return " ".join(whole(value).split())


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as a reader understood it."""

    text: str
    blocks: list[Block]
    facts: Facts = field(default_factory=Facts)
    links: list[Link] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
