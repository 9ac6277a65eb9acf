"""What a reader makes of a document: text, blocks and what it says of itself.

How the format is read lives in the readers; what becomes of a reading, in `normalise`.
"""

from dataclasses import dataclass, field
from typing import Literal

from functions.parse.dates import normalise_date
from schemas.article import Block, FieldBasis

Field = Literal["title", "byline", "publisher", "published", "modified", "language", "url"]
_DATES: frozenset[Field] = frozenset({"published", "modified"})


class Facts:
    """What is known of an article, each field with its basis.

    The first offer of a field is kept, so readers offer the best source first; only what was
    inferred gives way to what somebody stated.
    """

    def __init__(self) -> None:
        self._texts: dict[Field, str] = {}
        self.byline: list[str] = []
        self.basis: dict[str, FieldBasis] = {}

    def offer(self, name: Field, value: str | None, basis: FieldBasis) -> None:
        """Offer a value of a text field; dates are normalised, and dropped if unreadable."""
        value = normalise_date(value) if name in _DATES else " ".join((value or "").split())
        if value and self._is_open(name, basis):
            self._texts[name] = value
            self.basis[name] = basis

    def offer_byline(self, names: list[str], basis: FieldBasis) -> None:
        """Offer the names of the authors."""
        if names and self._is_open("byline", basis):
            self.byline = names
            self.basis["byline"] = basis

    def get(self, name: Field) -> str | None:
        """The value of a text field."""
        return self._texts.get(name)

    def _is_open(self, name: Field, basis: FieldBasis) -> bool:
        held = self.basis.get(name)
        return held is None or (held is FieldBasis.INFERRED and basis is not FieldBasis.INFERRED)


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as a reader understood it."""

    text: str
    blocks: list[Block]
    facts: Facts = field(default_factory=Facts)
