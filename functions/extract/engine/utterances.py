"""Between an attribution and its claims: the whole utterance, and the statements in it."""

from dataclasses import dataclass, field

from functions.extract.engine.cues import NO_CUE, Reading
from functions.extract.engine.ranges import Range
from schemas.claim import Anonymity, ChainLink, Directness, Source
from schemas.spans import Span


@dataclass(frozen=True, slots=True)
class Utterance:
    """What one source states at one place, with all that holds for every claim cut from it."""

    content: tuple[Range, ...]
    """As the tagger gave it, quotation marks included."""
    source: Source
    rule: str
    """What proposed it, for the record's provenance."""
    confidence: float
    anonymity: Anonymity | None = None
    chain: tuple[ChainLink, ...] = ()
    cue: Span | None = None
    reading: Reading = NO_CUE
    field_confidence: dict[str, float] = field(default_factory=dict)
    directness: Directness | None = None
    """Nothing where the quotation marks of each statement decide."""
    around: tuple[Range, ...] = ()
    """Further words that may hedge the content: those of the cue."""


@dataclass(frozen=True, slots=True)
class Statement:
    """The content of one claim to be."""

    pieces: tuple[Range, ...]
    utterance: Utterance
    occurrences: tuple["Statement", ...] = ()
    """The further places of the same statement."""

    @property
    def start(self) -> int:
        """Where its first piece begins."""
        return self.pieces[0].start
