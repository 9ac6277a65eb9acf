"""The single table: its keys, its rows and how a row's body is packed. Defined here and only here.

| row | pk | sk | one for each |
|---|---|---|---|
| state | `A#<article>` | `META` | object: its fence, state and current revision |
| manifest | `A#<article>` | `R#<rev>` | revision: which index rows it has |
| coverage | `A#<article>` | `V#<rev>#<chunk>` | 2,000 sentences |
| claim | `A#<article>` | `C#<rev>#<claim hash>` | claim |
| day posting | `D#<month>#<shard>` | `<day>#<article>#<rev>#<chunk>` | 1,000 claims of an article |
| by day of extraction | `G#<month>#<shard>` | the same | 1,000 claims of an article |
| by day of utterance | `U#<month>#<shard>` | the same | day on which claims of it were said |
| source posting | `S#<source key>` | `<day>#<article>#<rev>#<chunk>` | source of an article |
| mention posting | `N#<facet>#<key>` | `<day>#<article>#<rev>#<chunk>` | entity or place named |
| words | `W#<month>#<bucket>` | `<day>#<article>#<rev>#<chunk>` | quarter of an article's words |
| directory | `I#<facet>#<shard>` | `<value>` | source, author or month that exists |
| review | `A#<article>` | `H#<claim hash>` | claim that a person has judged: the last step |
| review's step | `A#<article>` | `T#<claim hash>#<version>` | step before that |
| member | `A#<container>` | `M#<article>` | member that a container was found to have |
| job | `J#<job>` | `META` | job |
| job's outcome | `J#<job>` | `O#<article>` | object that a job asked work for, once it ended |
| job list | `I#job#0` | `<created>#<job>` | job |
| counted days | `A#<article>` | `DAYS` | article that was ever counted: under which days |
| tally | `Q#<day>#<bucket>` | `<article>` | article counted under a day |
| counts | `T#<month>#<shard>` | `<day>#<bucket>` | bucket of a day: the sum of its tallies |
| how far counting is | `K#counts` | `META` | |
| comparison | `K#reconcile` | `META`, `<begun>` | where comparing goes on; what one found |

The rows of claims, coverage and postings, with their manifest, belong to a revision. A reader drops
rows of a revision that is not the article's current one, so that one conditional update of the
state row replaces any number of claims at once. Partitions that many articles share are sharded by
the hash of the article or source, never by the clock. A review belongs to no revision: it holds for
whichever has a claim of the same words, and waits where none has. How rows are read and written
lives with the functions that do it.
"""

import json
import zlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, Literal, Self

from pydantic import Field

from schemas.base import Contract
from schemas.identity import source_key

if TYPE_CHECKING:  # its models take a while to be built, and most functions have no claims
    from schemas.claim import Claim

PK: Final = "pk"
SK: Final = "sk"
BODY: Final = "body"
EXPIRES_AT: Final = "expires_at"
STATE_INDEX: Final = "by_state"
STATE_KEY: Final = "state_key"
STATE_SORT: Final = "state_sort"
PARENT_INDEX: Final = "by_parent"
PARENT_KEY: Final = "parent_id"
"""Container of a member; with `state` as the index's sort key, members are counted by state."""

SHARDS: Final = 4
"""Of every shared partition: 4 x 1,000 write units a second. More cost more queries a page."""
POSTING_CHUNK: Final = 1000
"""Claims in one posting row: about 25 bytes each when packed."""
LAST_CHUNK: Final = 9999
COVERAGE_CHUNK: Final = 2000
"""Sentences in one coverage row."""
UNDATED: Final = 64
"""Buckets of articles without a day."""
UNKNOWN_DAY: Final = "-"
"""Sorts before every day: articles without a date come last when the newest come first."""

LONGEST_SPELLING: Final = 60
LONGEST_SECTION: Final = 40
"""Characters of either in a posting."""

MANIFEST_PREFIX: Final = "R#"
MEMBER_PREFIX: Final = "M#"
REVIEW_PREFIX: Final = "H#"
STEP_PREFIX: Final = "T#"
REVIEWED: Final = "reviewed"
"""Attribute of a state row: the first revision that a person judged a claim of. Reviews of earlier
ones were erased. Articles without it have no reviews, and looking for them costs nothing."""
OUTCOME_PREFIX: Final = "O#"
RECONCILIATION: Final = "K#reconcile"
META: Final = "META"
COUNTING: Final = ("K#counts", META)
"""Key of the row that says up to when changes have been counted."""
RECOUNT: Final = "recount"
"""Attribute of a state row: a change of it has the article counted again, and, if it is the time of
its erasure, forgotten."""
DEAD_LETTERS: Final = "dead-letters/"
"""Key prefix, in the articles bucket, of messages that nobody could deal with."""

Facet = Literal["source", "author", "month", "job"]
Mentioned = Literal["entity", "place"]
Key = tuple[str, str]
Item = dict[str, Any]


class State(StrEnum):
    """Where an object stands on its way."""

    PARSING = "parsing"
    EXPANDING = "expanding"
    """A container that is being divided into its members."""
    EXPANDED = "expanded"
    """A container whose members are articles of their own."""
    PARSED = "parsed"
    READY = "ready"
    FAILED = "failed"
    DELETED = "deleted"


ENDS: Final = (State.READY, State.FAILED, State.DELETED, State.EXPANDED)
"""States that something has come to an end in."""


class Axis(StrEnum):
    """The clock that lists of claims by day go by."""

    PUBLISHED = "published"
    """The article's publication."""
    INGESTED = "ingested"
    """The extraction of the article's current revision, in UTC."""
    UTTERANCE = "utterance"
    """When the claim was said, where the article tells the day."""


_LETTERS: Final = {Axis.PUBLISHED: "D", Axis.INGESTED: "G", Axis.UTTERANCE: "U"}
_AXES: Final = {letter: axis for axis, letter in _LETTERS.items()}


@dataclass(frozen=True, slots=True)
class Bucket:
    """Articles of a day that are counted together: they share one sum."""

    day: str
    number: int

    @classmethod
    def of(cls, day: str, article: str) -> Self:
        """The bucket of an article under a day. Undated articles have more of them."""
        return cls(day, zlib.crc32(article.encode()) % (UNDATED if day == UNKNOWN_DAY else SHARDS))

    @property
    def partition(self) -> str:
        """Partition of its tallies."""
        return f"Q#{self.day}#{self.number}"

    @property
    def counts_row(self) -> Key:
        """Key of its sum."""
        partition = counts_partition(posting_month(self.day), self.number % SHARDS)
        return partition, f"{self.day}#{self.number:02d}"

    def tally_row(self, article: str) -> Key:
        """Key of the tally of an article."""
        return self.partition, article


class Current(Contract):
    """The revision that readers see, with what lists and filters need of its article."""

    rev: int
    prefix: str
    """Key prefix of its files in the articles bucket."""
    claims: int
    sentences: int
    title: str | None = None
    byline: list[str] = Field(default_factory=list)
    publisher: str | None = None
    published: str | None = None
    published_basis: str | None = None
    language: str | None = None
    url: str | None = None
    notices: list[str] = Field(default_factory=list)
    """Codes, as text: an older reader must bear those of a newer writer."""
    tagger: str | None = None
    pipeline_version: str | None = None
    replaced: int | None = None
    """The revision that it took the place of, if readers saw one."""
    ingested: str | None = None
    """Day on which its claims were extracted, in UTC; unknown where an earlier version did."""
    uttered: list[str] = Field(default_factory=list)
    """Days on which claims of it were said, as far as they are filed under them."""

    @property
    def day(self) -> str:
        """The day under which its postings are filed."""
        return posting_day(self.published)

    def days(self, axis: Axis) -> list[str]:
        """The days under which the lists of an axis have it."""
        match axis:
            case Axis.PUBLISHED:
                return [self.day]
            case Axis.INGESTED:
                return [] if self.ingested is None else [self.ingested]
            case Axis.UTTERANCE:
                return self.uttered


class Entry(Contract):
    """What a posting says of one claim: enough to filter without reading the claim."""

    hash: str
    cue_class: str
    """As text, like those below: an older reader must bear the values of a newer writer."""
    polarity: str
    verification: str
    confidence: float
    attributed: bool
    directness: str = ""
    """Like the two below, unknown in rows that an earlier version wrote."""
    kind: str | None = None
    quantified: bool = False
    """Whether it holds a number."""
    source: str = ""
    """Key of its source."""
    section: str = ""
    """Key of the heading of its section, cut."""
    worth: float | None = None
    """Its score of check-worthiness."""
    spelling: str = ""
    """The words that name the source there; in postings of a source alone."""

    @classmethod
    def of(cls, claim: "Claim") -> Self:
        """The entry of a claim."""
        return cls(
            hash=claim_hash(claim.claim_id),
            cue_class=claim.cue_class.value,
            polarity=claim.polarity.value,
            verification=claim.verification.status.value,
            confidence=claim.confidence,
            attributed=claim.is_attributed,
            directness=claim.directness.value,
            kind=claim.kind and claim.kind.value,
            quantified=bool(claim.quantities),
            source=source_key(claim.source.canonical) if claim.source else "",
            section=section_key(claim.context.section or ""),
            worth=claim.check_worthiness and round(claim.check_worthiness.score, 2),
            spelling=_spelling(claim),
        )

    def to_row(self, *, of_source: bool) -> list[Any]:
        """The values in the order of the fields: names are not repeated in every posting."""
        values = list(self.model_dump(mode="json").values())
        return values if of_source else values[:-1]

    @classmethod
    def from_row(cls, row: list[Any]) -> Self:
        """The entry that `to_row` wrote; fields added since have their defaults."""
        return cls.model_validate(dict(zip(cls.model_fields, row, strict=False)))


def _spelling(claim: "Claim") -> str:
    """The words that name a claim's source, unless they only point to it, as "she" does."""
    source = claim.source
    if source is None or source.span is None or not source.resolution.is_by_name:
        return ""
    return source.span.exact[:LONGEST_SPELLING]


def section_key(heading: str) -> str:
    """The key by which the claims of a section are found."""
    return source_key(heading)[:LONGEST_SECTION]


def posting_day(published: str | None) -> str:
    """The day of a publication date, or the mark of an unknown one."""
    return published[:10] if published and len(published) >= 10 else UNKNOWN_DAY


def shard(value: str) -> int:
    """The shard of an article or source: the same for the same value everywhere."""
    return zlib.crc32(value.encode()) % SHARDS


def _ordered(number: int) -> str:
    """A revision or a run, so that keys sort by it."""
    return f"{number:010d}"


def article_partition(article: str) -> str:
    """Partition of all rows of one article."""
    return f"A#{article}"


def state_row(article: str) -> Key:
    """Key of an article's state row."""
    return article_partition(article), META


def member_row(container: str, article: str) -> Key:
    """Key of the row that says that a container has a member."""
    return article_partition(container), f"{MEMBER_PREFIX}{article}"


def review_row(article: str, hash_: str) -> Key:
    """Key of the last step of a claim's review."""
    return article_partition(article), f"{REVIEW_PREFIX}{hash_}"


def step_prefix(hash_: str) -> str:
    """Start of the sort keys of the steps before that."""
    return f"{STEP_PREFIX}{hash_}#"


def step_row(article: str, hash_: str, version: int) -> Key:
    """Key of one of the steps before that."""
    return article_partition(article), f"{step_prefix(hash_)}{_ordered(version)}"


def job_row(job: str) -> Key:
    """Key of a job."""
    return job_partition(job), META


def job_partition(job: str) -> str:
    """Partition of a job and its outcomes."""
    return f"J#{job}"


def outcome_row(job: str, article: str) -> Key:
    """Key of what became of one object of a job."""
    return job_partition(job), f"{OUTCOME_PREFIX}{article}"


def manifest_row(article: str, rev: int) -> Key:
    """Key of a revision's manifest."""
    return article_partition(article), f"{MANIFEST_PREFIX}{_ordered(rev)}"


def manifest_rev(sort_key: str) -> int:
    """The revision that a manifest's sort key names."""
    return int(sort_key.removeprefix(MANIFEST_PREFIX))


def coverage_row(article: str, rev: int, chunk: int) -> Key:
    """Key of one chunk of a revision's coverage."""
    return article_partition(article), f"V#{_ordered(rev)}#{chunk:04d}"


def claim_prefix(rev: int) -> str:
    """Start of the sort keys of a revision's claims."""
    return f"C#{_ordered(rev)}#"


def claim_row(article: str, rev: int, hash_: str) -> Key:
    """Key of one claim of a revision."""
    return article_partition(article), f"{claim_prefix(rev)}{hash_}"


def claim_hash(claim_id: str) -> str:
    """The part of a claim's id that is unique within its article."""
    return claim_id.partition(".")[2]


def posting_sort(day: str, article: str, rev: int, chunk: int) -> str:
    """Sort key of a posting, in a partition of days or of a source.

    Chunks count down: postings are read newest first, and an article's claims in their order.
    """
    return f"{day}#{article}#{_ordered(rev)}#{LAST_CHUNK - chunk:04d}"


def posting_parts(sort_key: str) -> tuple[str, str, int, int]:
    """Day, article, revision and chunk of a posting's sort key."""
    day, article, rev, counted_down = sort_key.split("#")
    return day, article, int(rev), LAST_CHUNK - int(counted_down)


def posting_month(day: str) -> str:
    """The month partition of a day; unknown days have one of their own."""
    return day[:7]


def months_between(first: date, last: date) -> list[str]:
    """The months of a range of days, the first first."""
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [posting_month(date(n // 12, n % 12 + 1, 1).isoformat()) for n in numbers]


def day_partition(month: str, shard_: int, axis: Axis = Axis.PUBLISHED) -> str:
    """Partition of the postings of a month."""
    return f"{_LETTERS[axis]}#{month}#{shard_}"


def partition_axis(partition: str) -> Axis:
    """The axis whose days a partition of postings has: all but two have those of publication."""
    return _AXES.get(partition.partition("#")[0], Axis.PUBLISHED)


def source_partition(source_key: str) -> str:
    """Partition of the postings of a source."""
    return f"S#{source_key}"


def mention_partition(what: Mentioned, key: str) -> str:
    """Partition of the postings of an entity or place that claims mention."""
    return f"N#{what}#{key}"


def words_partition(month: str, bucket: int) -> str:
    """Partition of the words of claims of a month that are in a bucket."""
    return f"W#{month}#{bucket}"


def partition_source(partition: str) -> str | None:
    """The source whose postings a partition holds; nothing if it is none of a source."""
    return partition[2:] if partition.startswith("S#") else None


def counts_partition(month: str, shard_: int) -> str:
    """Partition of the counts of a month."""
    return f"T#{month}#{shard_}"


def counted_days_row(article: str) -> Key:
    """Key of the days that an article was ever counted under."""
    return article_partition(article), "DAYS"


def directory_partition(facet: Facet, shard_: int) -> str:
    """Partition of the values of a facet that exist or once did."""
    return f"I#{facet}#{shard_}"


def state_partition(state: State, shard_: int) -> str:
    """Partition of the state index."""
    return f"{state.value}#{shard_}"


def article_prefix(article: str, run: int) -> str:
    """Key prefix of the files of a run, in the articles bucket; keys sort by run."""
    return f"{article}/{_ordered(run)}/"


def dead_letter_prefix(article: str) -> str:
    """Key prefix, in the articles bucket, of archived messages about an article."""
    return f"{DEAD_LETTERS}{article}/"


def prefix_run(prefix: str) -> int:
    """The run of a key prefix."""
    return int(prefix.split("/")[1])


def pack(value: Any) -> bytes:  # noqa: ANN401 (any JSON value)
    """JSON, compressed: write units are counted by the kilobyte and dominate the running cost."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 9)


def unpack(packed: bytes) -> Any:  # noqa: ANN401 (any JSON value)
    """The value that `pack` packed."""
    return json.loads(zlib.decompress(packed).decode("utf-8", "surrogatepass"))
