"""Which claims a question wants. Pure."""

from dataclasses import dataclass
from datetime import date

from functions.api.text_query import TextQuery
from schemas.claim import CueClass, Directness, Kind, Polarity, ReviewState, VerificationStatus
from schemas.identity import source_key
from schemas.table import (
    SHARDS,
    UNKNOWN_DAY,
    Axis,
    Current,
    Entry,
    day_partition,
    mention_partition,
    months_between,
    posting_month,
    shard,
    source_partition,
    words_partition,
)
from schemas.words import bucket

NOT_REJECTED = tuple(state for state in ReviewState if state is not ReviewState.REJECTED)
"""What is wanted where nothing is said of reviews."""
AFTER_ALL = "~"
"""Sorts after every day, id and revision."""


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """Which claims are wanted. A sequence that is empty wants all."""

    source: str | None = None
    """Key of the source."""
    entity: str | None = None
    """Key of an entity that is mentioned, made as that of a source is."""
    place: str | None = None
    """Key of a place that is mentioned, so, too."""
    text: TextQuery | None = None
    """Words that are searched for."""
    axis: Axis = Axis.PUBLISHED
    """What the days are of."""
    from_day: date | None = None
    """Like `to_day`, there is one wherever the axis is not that of publication."""
    to_day: date | None = None
    undated: bool = False
    """Only claims of articles whose date of publication is unknown."""
    cue_classes: tuple[CueClass, ...] = ()
    polarities: tuple[Polarity, ...] = ()
    verifications: tuple[VerificationStatus, ...] = ()
    directness: tuple[Directness, ...] = ()
    kinds: tuple[Kind, ...] = ()
    quantified: bool = False
    """Only claims that hold a number."""
    publisher: str | None = None
    """Key of the outlet, made as that of a source is."""
    section: str | None = None
    """Key of the section's heading."""
    min_confidence: float = 0.0
    min_worth: float = 0.0
    """At least this check-worthiness."""
    unattributed: bool = False
    """Also the author's own statements."""
    reviews: tuple[ReviewState, ...] = NOT_REJECTED

    def wants(self, entry: Entry, review: ReviewState = ReviewState.MACHINE) -> bool:
        """Whether a claim is wanted, given what a person made of it."""
        return (
            (entry.attributed or self.unattributed)
            and review in self.reviews
            and (self.source is None or self.lists_source or entry.source == self.source)
            and (self.section is None or entry.section == self.section)
            and (entry.worth or 0.0) >= self.min_worth
            and entry.confidence >= self.min_confidence
            and (not self.cue_classes or entry.cue_class in self.cue_classes)
            and (not self.polarities or entry.polarity in self.polarities)
            and (not self.verifications or entry.verification in self.verifications)
            and (not self.directness or entry.directness in self.directness)
            and (not self.kinds or entry.kind in self.kinds)
            and (entry.quantified or not self.quantified)
        )

    def is_of_outlet(self, current: Current | None) -> bool:
        """Whether an article is of the outlet that is asked for."""
        return current is not None and source_key(current.publisher or "") == self.publisher

    def days(self) -> tuple[str, str]:
        """The lowest and the highest sort key of a posting that is wanted."""
        if self.undated:
            return UNKNOWN_DAY, UNKNOWN_DAY + AFTER_ALL
        dated = self.from_day or self.to_day
        low = self.from_day.isoformat() if self.from_day else ("0" if dated else UNKNOWN_DAY)
        high = (self.to_day.isoformat() if self.to_day else "") + AFTER_ALL
        return low, high

    def partition(self, day: str, article: str) -> str:
        """The partition that lists the wanted claims of an article of that day."""
        if self.partition_of_all is not None:
            return self.partition_of_all
        if self.text is not None:
            return words_partition(posting_month(day), bucket(self.text.lead))
        return day_partition(posting_month(day), shard(article), self.axis)

    def partitions(self, month: str) -> list[str]:
        """The partitions that list the wanted claims of a month, if there is none of them all."""
        if self.text is not None:
            return [words_partition(month, bucket(self.text.lead))]
        return [day_partition(month, number, self.axis) for number in range(SHARDS)]

    @property
    def months(self) -> list[str] | None:
        """The months of the range, where their lists are read without asking which there are."""
        if self.axis is Axis.PUBLISHED or self.from_day is None or self.to_day is None:
            return None
        return months_between(self.from_day, self.to_day)

    @property
    def mentions(self) -> list[str]:
        """The partitions of what is to be mentioned: a wanted claim is in each."""
        entity = [mention_partition("entity", self.entity)] if self.entity is not None else []
        place = [mention_partition("place", self.place)] if self.place is not None else []
        return entity + place

    @property
    def lists_source(self) -> bool:
        """Whether the list that is read is that of the source."""
        listed = self.partition_of_all
        return self.source is not None and self.text is None and listed == self._source_partition

    @property
    def is_search(self) -> bool:
        """Whether the list that is read is that of a word."""
        return self.text is not None and self.partition_of_all is None

    @property
    def others(self) -> list[str]:
        """The partitions that a wanted claim is in beside the list whose claims are looked at."""
        return self.mentions if self.text is not None else self.mentions[1:]

    @property
    def partition_of_all(self) -> str | None:
        """The one partition that has all wanted claims, whatever their day, if there is one."""
        if self.axis is not Axis.PUBLISHED:
            return None
        return self.mentions[0] if self.mentions else self._source_partition

    @property
    def _source_partition(self) -> str | None:
        return None if self.source is None else source_partition(self.source)
