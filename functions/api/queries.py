"""The questions that the API answers, over reads that are passed in. Knows nothing of HTTP or AWS.

Costs in read units (a strongly consistent 4 KB is one, an eventually consistent one half):

| question | reads |
|---|---|
| article | 1 state row; its structure from S3; 1 for each 2,000 sentences |
| container | 1 state row; half for each 4 KB of the index, to count its members |
| claim by id | 1 state row, 1 claim |
| claims of an article | 1 state row, 1 posting for each 1,000 claims, 1 for each claim returned |
| claims of a source | half for each 4 KB of its postings, 1 for each article and claim returned |
| claims by day | the same for each month in range, in 4 shards |
| members of a container | half for each 4 KB of their rows, 1 for each article returned |
| members in a state | half for each 4 KB of the index, 1 for each article returned |
| articles | half for each shard of each state, 1 for each article returned |
| sources | half for each shard, half for each 4 KB of each source's postings, 1 for each article |
"""

import heapq
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, islice
from typing import Any, Protocol, TypeVar

from functions.api.cursor import Position
from functions.api.errors import NotReadyError, SupersededError, UnknownRecordError
from schemas.api import ArticleDetail, ArticleSummary, MemberCounts, SourceSummary
from schemas.article import ArticleHead
from schemas.claim import Claim, CueClass, Polarity, SourceType, VerificationStatus
from schemas.coverage import NoClaimReason, SentenceCoverage
from schemas.failure import Failure
from schemas.table import (
    BODY,
    COVERAGE_CHUNK,
    PARENT_KEY,
    POSTING_CHUNK,
    SHARDS,
    SK,
    UNKNOWN_DAY,
    Current,
    Entry,
    Facet,
    Item,
    Key,
    State,
    claim_hash,
    claim_row,
    coverage_row,
    day_partition,
    posting_month,
    posting_parts,
    posting_sort,
    shard,
    source_partition,
    state_row,
    unpack,
)

LOOKAHEAD = 25
"""Postings whose articles are looked up together."""
POSTINGS_READ = 2000
"""Postings that one request reads at most: a filter that few claims pass gives short pages."""
TRIES = 3
"""Reads of an article that is being replaced meanwhile."""
COUNTED_POSTINGS = 200
"""Postings of a source that are read to count its claims."""
CONTAINERS = frozenset({State.EXPANDING, State.EXPANDED})
DONE = (State.READY, State.EXPANDED)
"""What members end as that have not failed."""
AFTER_ALL = "~"
"""Sorts after every day, id and revision."""
LAST_INDEX = 10**9
"""Sorts after every claim of an article."""

T = TypeVar("T")


class Reader(Protocol):
    """The table, as the queries need it."""

    def get(self, key: Key) -> Item | None: ...  # noqa: D102
    def get_many(self, keys: Iterable[Key]) -> dict[Key, Item]: ...  # noqa: D102
    def newest_first(  # noqa: D102
        self, partition: str, low: str, high: str, page_size: int
    ) -> Iterator[tuple[str, Any]]: ...
    def directory(  # noqa: D102
        self, facet: Facet, shard: int, after: str, page_size: int
    ) -> Iterator[Item]: ...
    def members(  # noqa: D102
        self, container: str, after: str, page_size: int
    ) -> Iterator[str]: ...
    def members_in_state(self, container: str, state: State) -> list[str]: ...  # noqa: D102
    def count_members(self, container: str, state: State) -> int: ...  # noqa: D102
    def in_state(  # noqa: D102
        self, state: State, shard: int, below: str | None, page_size: int
    ) -> Iterator[tuple[str, Key]]: ...


class ArticleFiles(Protocol):
    """The articles bucket, as the queries need it."""

    def head(self, prefix: str) -> ArticleHead: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """Which claims are wanted. A sequence that is empty wants all."""

    source: str | None = None
    """Key of the source."""
    from_day: date | None = None
    to_day: date | None = None
    undated: bool = False
    """Only claims of articles whose date of publication is unknown."""
    cue_classes: tuple[CueClass, ...] = ()
    polarities: tuple[Polarity, ...] = ()
    verifications: tuple[VerificationStatus, ...] = ()
    min_confidence: float = 0.0
    unattributed: bool = False
    """Also the author's own statements."""

    def wants(self, entry: Entry) -> bool:
        """Whether a claim is wanted."""
        return (
            (entry.attributed or self.unattributed)
            and entry.confidence >= self.min_confidence
            and (not self.cue_classes or entry.cue_class in self.cue_classes)
            and (not self.polarities or entry.polarity in self.polarities)
            and (not self.verifications or entry.verification in self.verifications)
        )

    def days(self) -> tuple[str, str]:
        """The lowest and the highest sort key of a posting that is wanted."""
        if self.undated:
            return UNKNOWN_DAY, UNKNOWN_DAY + AFTER_ALL
        dated = self.from_day or self.to_day
        low = self.from_day.isoformat() if self.from_day else ("0" if dated else UNKNOWN_DAY)
        high = (self.to_day.isoformat() if self.to_day else "") + AFTER_ALL
        return low, high


@dataclass(frozen=True, slots=True)
class Posting:
    """The claims of one revision of one article that a posting row lists."""

    day: str
    article: str
    rev: int
    chunk: int
    entries: list[Entry]

    @property
    def place(self) -> tuple[str, str]:
        """Its place in a list, whatever the revision: the next page goes on from there."""
        return self.day, self.article

    @property
    def order(self) -> tuple[str, str, int, int]:
        """Its place among all postings: those that sort last are read first."""
        return self.day, self.article, self.rev, -self.chunk

    @property
    def first(self) -> int:
        """Index of its first claim among those of its article."""
        return self.chunk * POSTING_CHUNK


@dataclass(frozen=True, slots=True)
class Hit:
    """A wanted claim, and where a page that ends with it ends."""

    key: Key
    position: Position


class Queries:
    """Answers from the table and the articles bucket."""

    def __init__(self, reader: Reader, files: ArticleFiles) -> None:
        self._reader = reader
        self._files = files

    # --- Articles ------------------------------------------------------------------------------

    def article(self, article: str) -> ArticleDetail:
        """An article with its structure and coverage.

        Raises:
            UnknownRecordError: If no such object was ever seen.
        """
        return self._steady(article, lambda state: self._detail(article, state))

    def text(self, article: str, read: Callable[[str], T]) -> T:
        """What a reader of files makes of the article's key prefix.

        Raises:
            UnknownRecordError: If no such object was ever seen.
            NotReadyError: If it has no claims now; the detail says why.
        """
        return self._steady(article, lambda state: read(_ready(state).prefix))

    def articles(
        self, states: Sequence[State], limit: int, position: Position | None
    ) -> tuple[list[ArticleSummary], Position | None]:
        """Articles in any of the states, the last changed first."""
        below = str(position[0]) if position else None
        streams = [
            self._reader.in_state(state, number, below, limit + 1)
            for state in states
            for number in range(SHARDS)
        ]
        found: dict[Key, tuple[str, ArticleSummary]] = {}
        for rows in _chunks(heapq.merge(*streams, reverse=True), limit + 1):
            items = self._reader.get_many(key for _, key in rows)
            for sort, key in rows:
                # The index lags behind: the state row itself has the last word.
                if key in items and items[key]["state"] in states:
                    found.setdefault(key, (sort, _summary(items[key])))
            if len(found) > limit:
                break
        page = list(found.values())[:limit]
        more = len(found) > limit
        return [summary for _, summary in page], [page[-1][0]] if more else None

    def members(
        self, container: str, states: Sequence[State], limit: int, position: Position | None
    ) -> tuple[list[ArticleSummary], Position | None]:
        """Members of a container, in any of the states if some are given, in the order of ids.

        Members that nothing has been done with yet are left out, and those that are deleted,
        unless asked for.

        Raises:
            UnknownRecordError: If no such object was ever seen.
        """
        self._state(container)
        after = str(position[0]) if position else ""
        found: list[ArticleSummary] = []
        for ids in _chunks(self._member_ids(container, states, after, limit + 1), limit + 1):
            items = self._reader.get_many(state_row(each) for each in ids)
            rows = [items[state_row(each)] for each in ids if state_row(each) in items]
            found += [_summary(row) for row in rows if _is_wanted(row, states)]
            if len(found) > limit:
                break
        page = found[:limit]
        return page, [page[-1].article_id] if len(found) > limit else None

    # --- Claims --------------------------------------------------------------------------------

    def claim(self, claim_id: str) -> Claim:
        """One claim of the current revision of its article.

        Raises:
            UnknownRecordError: If there is none of this id.
        """
        article = claim_id.partition(".")[0]
        try:
            return self._steady(article, lambda state: self._claim(claim_id, _ready(state)))
        except (UnknownRecordError, NotReadyError, SupersededError) as error:
            msg = f"There is no claim {claim_id!r}. Its article may have been replaced or deleted."
            raise UnknownRecordError(msg) from error

    def article_claims(
        self, article: str, wanted: ClaimFilter, limit: int, position: Position | None
    ) -> tuple[list[Claim], Position | None]:
        """The wanted claims of one article, in the order of its text.

        Raises:
            UnknownRecordError: If no such object was ever seen.
            NotReadyError: If it has no claims now.
        """

        def page(state: Item) -> tuple[list[Claim], Position | None]:
            postings = self._postings_of(article, _ready(state))
            return self._page(postings, wanted, limit, position)

        return self._steady(article, page)

    def claims(
        self, wanted: ClaimFilter, limit: int, position: Position | None
    ) -> tuple[list[Claim], Position | None]:
        """The wanted claims of all articles, of the newest articles first."""
        low, high = wanted.days()
        if position:
            high = min(high, f"{position[0]}#{position[1]}#{AFTER_ALL}")
        postings = self._current_postings(self._postings(wanted, low, high))
        return self._page(postings, wanted, limit, position)

    def sources(
        self, limit: int, position: Position | None, *, authors: bool
    ) -> tuple[list[SourceSummary], Position | None]:
        """Sources in the order of their keys, with counts of current claims."""
        after = str(position[0]) if position else ""
        facets: tuple[Facet, ...] = ("source", "author") if authors else ("source",)
        streams = [
            self._reader.directory(facet, number, after, limit + 1)
            for facet in facets
            for number in range(SHARDS)
        ]
        merged = heapq.merge(*streams, key=lambda item: str(item[SK]))
        distinct = (next(group) for _, group in groupby(merged, key=lambda item: str(item[SK])))
        summaries = (self._source(item, authors=authors) for item in distinct)
        found = list(islice((s for s in summaries if s), limit + 1))
        page = found[:limit]
        return page, [page[-1].key] if len(found) > limit else None

    # --- Steps ---------------------------------------------------------------------------------

    def _steady(self, article: str, answer: Callable[[Item], T]) -> T:
        """An answer from one revision: asked again if that went while it was read.

        Raises:
            SupersededError: If a row or file is missing although the revision stayed.
        """
        state = self._state(article)
        for _ in range(TRIES):
            try:
                return answer(state)
            except SupersededError:
                before, state = state, self._state(article)
                if before.get("current") == state.get("current"):
                    raise
        return answer(state)

    def _detail(self, article: str, state: Item) -> ArticleDetail:
        summary, current = _summary(state), _current(state)
        if summary.state in CONTAINERS:
            summary = summary.model_copy(update={"members": self._counts(article, state)})
        if current is None:
            return ArticleDetail(**dict(summary))
        sentences, refused = self._coverage(article, current)
        head = self._files.head(current.prefix)
        return ArticleDetail(**dict(summary), article=head, coverage=sentences, refused=refused)

    def _counts(self, container: str, state: Item) -> MemberCounts:
        """What became of the members of a container."""
        total = int(state["members"])
        done = sum(self._reader.count_members(container, each) for each in DONE)
        failed = self._reader.count_members(container, State.FAILED)
        waiting = max(0, total - done - failed)
        return MemberCounts(total=total, done=done, failed=failed, waiting=waiting)

    def _member_ids(
        self, container: str, states: Sequence[State], after: str, page_size: int
    ) -> Iterator[str]:
        if not states:
            return self._reader.members(container, after, page_size)
        found = [self._reader.members_in_state(container, state) for state in states]
        return (each for each in heapq.merge(*found) if each > after)

    def _claim(self, claim_id: str, current: Current) -> Claim:
        article, hash_ = claim_id.partition(".")[0], claim_hash(claim_id)
        item = self._reader.get(claim_row(article, current.rev, hash_))
        if item is None:
            raise SupersededError
        return _claim(item)

    def _page(
        self,
        postings: Iterator[Posting],
        wanted: ClaimFilter,
        limit: int,
        position: Position | None,
    ) -> tuple[list[Claim], Position | None]:
        budget = Budget(postings, POSTINGS_READ)
        hits = list(islice(_hits(iter(budget), wanted, position), limit + 1))
        page = hits[:limit]
        items = self._reader.get_many(hit.key for hit in page)
        claims = [_claim(items[hit.key]) for hit in page if hit.key in items]
        if len(hits) > limit:
            return claims, page[-1].position
        return claims, budget.position

    def _postings(self, wanted: ClaimFilter, low: str, high: str) -> Iterator[Posting]:
        """Postings of all revisions, newest first."""
        if wanted.source is not None:
            yield from self._partition(source_partition(wanted.source), low, high)
            return
        for month in self._months(low, high):
            streams = [
                self._partition(day_partition(month, number), low, high) for number in range(SHARDS)
            ]
            yield from heapq.merge(*streams, key=lambda posting: posting.order, reverse=True)

    def _partition(
        self, partition: str, low: str, high: str, page_size: int = LOOKAHEAD
    ) -> Iterator[Posting]:
        for sort, body in self._reader.newest_first(partition, low, high, page_size):
            yield _posting(sort, body)

    def _months(self, low: str, high: str) -> list[str]:
        """The months that have articles, newest first; the unknown month comes last."""
        months = {
            str(item[SK])
            for number in range(SHARDS)
            for item in self._reader.directory("month", number, "", 1000)
        }
        return sorted((m for m in months if low[:7] <= m <= high[:7]), reverse=True)

    def _current_postings(self, postings: Iterator[Posting]) -> Iterator[Posting]:
        """The postings that belong to the current revision of their article."""
        for chunk in _chunks(postings, LOOKAHEAD):
            states = self._reader.get_many(state_row(posting.article) for posting in chunk)
            for posting in chunk:
                current = _current(states.get(state_row(posting.article)))
                if current and current.rev == posting.rev:
                    yield posting

    def _postings_of(self, article: str, current: Current) -> Iterator[Posting]:
        """All postings of a revision, in the order of the text.

        Raises:
            SupersededError: If one has gone.
        """
        partition = day_partition(posting_month(current.day), shard(article))
        for chunk in range(-(-current.claims // POSTING_CHUNK)):
            sort = posting_sort(current.day, article, current.rev, chunk)
            item = self._reader.get((partition, sort))
            if item is None:
                raise SupersededError
            yield _posting(sort, unpack(bytes(item[BODY])))

    def _source(self, item: Item, *, authors: bool) -> SourceSummary | None:
        """A source of the directory, unless nothing of it is left."""
        wanted = ClaimFilter(unattributed=authors)
        partition = source_partition(str(item[SK]))
        read = self._partition(partition, UNKNOWN_DAY, AFTER_ALL, COUNTED_POSTINGS + 1)
        rows = list(islice(read, COUNTED_POSTINGS + 1))
        counts: Counter[str] = Counter()
        for posting in self._current_postings(iter(rows[:COUNTED_POSTINGS])):
            counts[posting.article] += sum(map(wanted.wants, posting.entries))
        if not counts.total():
            return None
        return SourceSummary(
            key=str(item[SK]),
            name=str(item["name"]),
            type=SourceType(item["type"]),
            articles=len(+counts),
            claims=counts.total(),
            complete=len(rows) <= COUNTED_POSTINGS,
        )

    def _state(self, article: str) -> Item:
        item = self._reader.get(state_row(article))
        if item is None:
            msg = f"There is no article {article!r}. GET /articles lists those that there are."
            raise UnknownRecordError(msg)
        return item

    def _coverage(self, article: str, current: Current) -> tuple[list[SentenceCoverage], int]:
        keys = [
            coverage_row(article, current.rev, chunk)
            for chunk in range(-(-current.sentences // COVERAGE_CHUNK))
        ]
        items = self._reader.get_many(keys)
        if len(items) < len(keys):
            raise SupersededError
        bodies = [unpack(bytes(items[key][BODY])) for key in keys]
        # Coverage refers to claims by their index.
        postings = self._postings_of(article, current)
        ids = [f"{article}.{entry.hash}" for posting in postings for entry in posting.entries]
        sentences = [_sentence(row, ids) for body in bodies for row in body["sentences"]]
        return sentences, max((int(body["refused"]) for body in bodies), default=0)


class Budget:
    """Postings up to a number, and where to go on if that ended them."""

    def __init__(self, postings: Iterator[Posting], limit: int) -> None:
        self._postings = postings
        self._limit = limit
        self.position: Position | None = None

    def __iter__(self) -> Iterator[Posting]:
        """The postings."""
        posting = None
        for posting in islice(self._postings, self._limit):
            yield posting
        if posting and next(self._postings, None):
            self.position = [*posting.place, LAST_INDEX]


def _hits(
    postings: Iterator[Posting], wanted: ClaimFilter, position: Position | None
) -> Iterator[Hit]:
    """The wanted claims behind a position of [day, article, index within the article]."""
    for posting in postings:
        done = -1
        if position and posting.place == (position[0], position[1]):
            done = int(position[2])
        for index, entry in enumerate(posting.entries, posting.first):
            if index > done and wanted.wants(entry):
                key = claim_row(posting.article, posting.rev, entry.hash)
                yield Hit(key, [*posting.place, index])


def _posting(sort_key: str, body: list[Any]) -> Posting:
    day, article, rev, chunk = posting_parts(sort_key)
    return Posting(day, article, rev, chunk, [Entry.from_row(row) for row in body])


def _chunks(values: Iterable[T], size: int) -> Iterator[list[T]]:
    iterator = iter(values)
    while chunk := list(islice(iterator, size)):
        yield chunk


def _is_wanted(item: Item, states: Sequence[State]) -> bool:
    """Whether a member is in one of the states; any but deleted if none is given."""
    return item["state"] in states if states else item["state"] != State.DELETED


def _current(item: Item | None) -> Current | None:
    return Current.model_validate(item["current"]) if item and item.get("current") else None


def _ready(state: Item) -> Current:
    """The current revision.

    Raises:
        NotReadyError: If there is none; the detail says why.
    """
    current = _current(state)
    if current is None:
        raise NotReadyError(_why_not_ready(_summary(state)))
    return current


def _claim(item: Item) -> Claim:
    return Claim.model_validate(unpack(bytes(item[BODY])))


def _sentence(row: list[Any], ids: Sequence[str]) -> SentenceCoverage:
    start, end, rest = row
    if isinstance(rest, str):
        return SentenceCoverage(start=start, end=end, reason=NoClaimReason(rest))
    return SentenceCoverage(start=start, end=end, claims=[ids[index] for index in rest])


def _summary(item: Item) -> ArticleSummary:
    current = _current(item)
    names = ("article_id", "state", "bucket", "key", "member", "version_id", "updated_at")
    known = {name: item[name] for name in (*names, PARENT_KEY) if name in item}
    failure = item.get("failure")
    if failure:
        known["failure"] = Failure.model_validate(failure)
    if current:
        known |= current.model_dump(exclude={"rev", "prefix", "sentences"})
        known["revision"] = current.rev
    return ArticleSummary.model_validate(known)


def _why_not_ready(summary: ArticleSummary) -> str:
    if summary.failure:
        return f"{summary.failure.message} {summary.failure.remedy}"
    if summary.state is State.EXPANDED:
        return f"This holds articles: GET /articles/{summary.article_id}/members lists them."
    if summary.state is State.DELETED:
        return "The object was deleted, and its claims with it."
    return f"The article is still being worked on ({summary.state.value}). Ask again in a moment."
