"""Counts of claims: what one article adds to them, and their sums over the articles of a day."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, Self

from pydantic import Field

from schemas.base import Contract
from schemas.table import Current, Entry

KEPT_NAMES: Final = 500
"""Sources, and publishers, of one bucket of a day that are counted: those with the most claims."""
LONGEST_NAME: Final = 100


class Tally(Contract):
    """How many claims there are, of which kinds. All but `own` is of attributed claims."""

    articles: int = 0
    claims: int = 0
    own: int = 0
    """The authors' own statements."""
    cue_classes: dict[str, int] = Field(default_factory=dict)
    polarities: dict[str, int] = Field(default_factory=dict)
    verifications: dict[str, int] = Field(default_factory=dict)
    directness: dict[str, int] = Field(default_factory=dict)
    sources: dict[str, int] = Field(default_factory=dict)
    """By the sources' keys."""
    publishers: dict[str, int] = Field(default_factory=dict)
    """By their names."""

    @classmethod
    def of(cls, current: Current, entries: Sequence[Entry]) -> Self:
        """What a revision of an article adds."""
        claims = [entry for entry in entries if entry.attributed]
        publisher = (current.publisher or "")[:LONGEST_NAME]
        return cls(
            articles=1,
            claims=len(claims),
            own=len(entries) - len(claims),
            cue_classes=Counter(entry.cue_class for entry in claims),
            polarities=Counter(entry.polarity for entry in claims),
            verifications=Counter(entry.verification for entry in claims),
            directness=Counter(entry.directness for entry in claims),
            sources=Counter(entry.source for entry in claims if entry.source),
            publishers={publisher: len(claims)} if publisher and claims else {},
        )

    @classmethod
    def total(cls, tallies: Iterable[Self]) -> Self:
        """The sum of tallies."""
        numbers: Counter[str] = Counter()
        by_value: dict[str, Counter[str]] = {}
        for tally in tallies:
            for name, value in tally:
                if isinstance(value, dict):
                    by_value.setdefault(name, Counter()).update(value)
                else:
                    numbers[name] += value
        return cls.model_validate(dict(numbers) | by_value)

    def cut(self) -> Self:
        """The tally with the most frequent names alone, so that its row stays small."""
        kept = {name: most(getattr(self, name), KEPT_NAMES) for name in ("sources", "publishers")}
        return self.model_copy(update={name: dict(pairs) for name, pairs in kept.items()})


def most(counts: dict[str, int], number: int) -> list[tuple[str, int]]:
    """The values with the highest counts, those of equal counts in the order of their names."""
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:number]
