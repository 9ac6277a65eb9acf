"""The questions that the API answers, over reads that are passed in. Knows nothing of HTTP or AWS.

Each article is answered for by one revision of it, read whole: see `snapshot`. An answer that is
one page says what was current when the last of it had been read; a page that follows goes on in
the revision that the page before ended in. An article whose day of publication changes between
two pages may be on both or on neither. Reviews belong to no revision: an answer shows the last step
of each as it was when the article was first looked at.

Every question that shows or counts claims reads the reviews of those articles that have some: 1 for
each 4 KB. The text of an article is read from S3 where an edit of an earlier revision quotes it.

Costs in read units (a strongly consistent 4 KB is one, an eventually consistent one half):

| question | reads |
|---|---|
| article | 2 state rows; its structure from S3; 1 for each 2,000 sentences |
| container | 2 state rows; half for each 4 KB of the index, to count its members |
| what other formats than JSON tell of the articles | 1 for each article |
| claim by id | 2 state rows, 1 claim |
| claims of an article | 2 state rows, 1 posting for each 1,000 claims, 1 for each claim returned |
| claims of a source | 1 for each 4 KB of its postings, 2 for each article, 1 for each claim |
| claims that mention an entity or a place | the same; for both, 1 more for each article |
| claims by words | 80 for 1,000 articles in range, 3 to 6 for each with the longest word |
| claims by day | the same for each month in range, in 4 shards |
| claims by day of extraction or utterance | the same |
| the most check-worthy first | all lists of 500 articles and 1 for each, on every page |
| a page that follows within an article | 1 manifest more |
| members of a container | half for each 4 KB of their rows, 1 for each article returned |
| members in a state | half for each 4 KB of the index, 1 for each article returned |
| articles, failures | half for each shard of each state, 1 for each article looked at |
| reviews of an article | 1 state row, 1 for each 4 KB of reviews, 1 for each claim returned |
| changes | half for each of 4 shards of 4 states, 1 for each object looked at |
| overview | half for each of 4 shards of each month, half for each 4 KB of the days; 29 more |
| sources | 1 for each shard, 1 for each 4 KB of each source's postings, 1 for each article |
"""

import heapq
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, groupby, islice
from typing import Any, TypeVar

from functions.api import by_state, changes, members
from functions.api.by_state import FailureFilter
from functions.api.claim_filter import AFTER_ALL, ClaimFilter
from functions.api.cursor import START_AGAIN, Place
from functions.api.errors import (
    BadParameterError,
    MovedError,
    NotReadyError,
    SupersededError,
    UnknownRecordError,
)
from functions.api.judged import Judged
from functions.api.listings import (
    Group,
    Hit,
    Listing,
    by_day,
    groups,
    hits,
    listings,
    narrowed,
    partition_groups,
    searched,
    with_word,
)
from functions.api.overview import overview
from functions.api.ranking import WINDOW, Rank, first, ranked
from functions.api.reading import ArticleFiles, Reader
from functions.api.snapshot import Snapshot, Spot, steady
from functions.api.summaries import (
    current_of,
    failed_object,
    reviewed_since,
    summary_of,
    why_not_ready,
)
from functions.shared.clock import moment
from schemas.api import (
    ArticleChange,
    ArticleDetail,
    ArticleSummary,
    FailedObject,
    Overview,
    SourceSummary,
)
from schemas.claim import Claim, ReviewState, SourceType
from schemas.coverage import NoClaimReason, SentenceCoverage
from schemas.review import ReviewedClaim
from schemas.table import (
    BODY,
    COVERAGE_CHUNK,
    SHARDS,
    SK,
    UNKNOWN_DAY,
    Current,
    Facet,
    Item,
    State,
    claim_hash,
    claim_row,
    coverage_row,
    posting_sort,
    source_partition,
    state_row,
    unpack,
)

ARTICLES_READ = 2000
"""Articles that one request looks for claims in: a filter that few pass gives short pages."""
ARTICLES_SEARCHED = 10000
"""Articles of which one request reads whether they have a word."""
ALIASES = 10
"""Other names of a source in a list."""
COUNTED_ARTICLES = 200
"""Articles of a source that are read to count its claims."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Standing:
    """A claim, and what a review of it refers to."""

    claim: Claim
    rev: int
    text: str
    """Of the article, where it was asked for."""
    since: int | None
    """The first revision that reviews of the article count of."""


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
        return self._steady(lambda snapshot: self._detail(article, snapshot))

    def text(self, article: str, read: Callable[[str], T]) -> T:
        """What a reader of files makes of the article's key prefix.

        Raises:
            UnknownRecordError: If no such object was ever seen.
            NotReadyError: If it has no claims now; the detail says why.
        """
        return self._steady(lambda snapshot: read(_ready(snapshot.state(article)).prefix))

    def articles(
        self, states: Sequence[State], limit: int, below: str | None
    ) -> tuple[list[ArticleSummary], str | None]:
        """Articles in any of the states, the last changed first."""
        found, end = by_state.page_of(self._reader, states, by_state.EVER, limit, below)
        return [summary_of(state) for state in found], end

    def members(
        self, container: str, states: Sequence[State], limit: int, after: str | None
    ) -> tuple[list[ArticleSummary], str | None]:
        """Members of a container, in any of the states if some are given, in the order of ids.

        Raises:
            UnknownRecordError: If no such object was ever seen.
        """
        Snapshot(self._reader).state(container)
        found, end = members.page_of(self._reader, container, states, limit, after or "")
        return [summary_of(state) for state in found], end

    def failures(
        self, wanted: FailureFilter, limit: int, below: str | None
    ) -> tuple[list[FailedObject], str | None]:
        """The wanted failures, the newest first."""
        low, high = wanted.bounds()
        if below and not low <= below <= high:
            raise BadParameterError(START_AGAIN, "cursor")
        found, end = by_state.page_of(
            self._reader, [State.FAILED], (low, high), limit, below, wanted.wants
        )
        return [failed_object(state) for state in found], end

    def changes(
        self, since: datetime | None, until: datetime, limit: int, after: str | None
    ) -> tuple[list[ArticleChange], str]:
        """The last changes of objects between two times, in their order, and the last's place."""
        if after is None:
            after = moment(since) if since else by_state.FIRST
        return changes.page_of(self._reader, after, moment(until), limit)

    # --- Claims --------------------------------------------------------------------------------

    def claim(self, claim_id: str) -> Claim:
        """One claim of the current revision of its article.

        Raises:
            UnknownRecordError: If there is none of this id.
        """
        return self.standing(claim_id).claim

    def standing(self, claim_id: str, *, with_text: bool = False) -> Standing:
        """A claim with what a review of it refers to.

        Raises:
            UnknownRecordError: If there is none of this id.
        """
        article = claim_id.partition(".")[0]

        def answer(snapshot: Snapshot) -> Standing:
            state = snapshot.state(article)
            current = _ready(state)
            claim = self._claims(snapshot, [(article, claim_hash(claim_id))])[0]
            text = self._files.words(current.prefix) if with_text else ""
            return Standing(claim, current.rev, text, reviewed_since(state))

        try:
            return self._steady(answer)
        except (UnknownRecordError, NotReadyError, SupersededError) as error:
            msg = f"There is no claim {claim_id!r}. Its article may have been replaced or deleted."
            raise UnknownRecordError(msg) from error

    def article_claims(
        self,
        article: str,
        wanted: ClaimFilter,
        limit: int,
        after: Place | None,
        *,
        by_worth: bool = False,
    ) -> tuple[list[Claim], Place | None]:
        """The wanted claims of one article, in the order of its text or, ranked, of their worth.

        Raises:
            UnknownRecordError: If no such object was ever seen.
            NotReadyError: If it has no claims now.
            GoneError: If the place is in a revision that has gone, or the article has no claims
                any more.
        """
        if after and (after.article != article or not after.rev):
            raise BadParameterError(START_AGAIN, "cursor")

        def answer(snapshot: Snapshot) -> tuple[list[Claim], Place | None]:
            state = snapshot.state(article)
            day = after.day if after else _ready(state).day
            listed = listings(self._reader, snapshot, [Group(Spot.by_day(day, article))])
            if not by_worth:
                return self._page(
                    snapshot, list(islice(hits(listed, wanted, after), limit + 1)), limit
                )
            # The revision is that of the page before, and with it the order.
            found = ranked(hits(listed, wanted, None))
            seen = [hit.index for hit in found].index(after.last) + 1 if after else 0
            return self._page(snapshot, found[seen : seen + limit + 1], limit)

        return self._steady(answer, after)

    def claims(
        self, wanted: ClaimFilter, limit: int, after: Place | None
    ) -> tuple[list[Claim], Place | None]:
        """The wanted claims of all articles, of the newest articles first.

        Raises:
            GoneError: If the place is in a revision that has gone, or its article has no claims
                any more.
        """
        low, high = wanted.days()
        if after and not low <= after.spot <= high:
            raise BadParameterError(START_AGAIN, "cursor")

        def answer(snapshot: Snapshot) -> tuple[list[Claim], Place | None]:
            bound = ARTICLES_SEARCHED if wanted.is_search else ARTICLES_READ
            budget = Budget(self._groups(wanted, low, high, after), bound)
            listed = self._wanted(snapshot, iter(budget), wanted)
            found = list(islice(hits(listed, wanted, after), limit + 1))
            claims, end = self._page(snapshot, found, limit)
            end = end or budget.end
            self._check_passed(
                snapshot, wanted, end.spot if end else low, after.spot if after else high
            )
            return claims, end

        return self._steady(answer, after)

    def reviews(
        self, article: str, limit: int, after: str | None
    ) -> tuple[list[ReviewedClaim], str | None]:
        """Reviews of an article's claims in the order of their hashes, from behind one on.

        Raises:
            UnknownRecordError: If no such object was ever seen.
        """

        def answer(snapshot: Snapshot) -> tuple[list[ReviewedClaim], str | None]:
            snapshot.state(article)
            found = snapshot.reviews(article)
            behind = [hash_ for hash_ in sorted(found) if hash_ > (after or "")]
            rev = snapshot.rev(article) or 0
            rows = self._reader.get_many(claim_row(article, rev, each) for each in behind[:limit])
            items = [
                ReviewedClaim(
                    claim_id=f"{article}.{hash_}",
                    applies=claim_row(article, rev, hash_) in rows,
                    review=found[hash_].review,
                )
                for hash_ in behind[:limit]
            ]
            return items, behind[limit - 1] if len(behind) > limit else None

        return self._steady(answer)

    def worthiest_claims(
        self, wanted: ClaimFilter, limit: int, after: Rank | None
    ) -> tuple[list[Claim], Rank | None]:
        """The wanted claims of a window of the newest articles, the most check-worthy first.

        The window of older articles follows when all of its claims have been seen. Every page has
        one revision of each article. From page to page an article may be replaced: then its claims
        come by their new ranks, so that one may come twice or be passed.
        """
        low, high = wanted.days()
        if after and not low <= after.start <= high:
            raise BadParameterError(START_AGAIN, "cursor")
        place = after or first(high)

        def answer(snapshot: Snapshot) -> tuple[list[Claim], Rank | None]:
            budget = Budget(groups(self._reader, wanted, low, place.start), WINDOW)
            met = hits(self._wanted(snapshot, iter(budget), wanted), wanted, None)
            found = [hit for hit in ranked(met) if place.is_behind(hit)]
            end = budget.end.spot if budget.end else low
            self._check_passed(snapshot, wanted, end, place.start)
            page = found[:limit]
            claims = self._claims(snapshot, ((hit.spot.article, hit.hash) for hit in page))
            if len(found) > limit:
                last = page[-1]
                return claims, Rank(place.start, last.worth, last.spot.order, last.index)
            return claims, first(end) if budget.end else None

        return self._steady(answer)

    def overview(self, days: tuple[date, date] | None) -> Overview:
        """The counts of a range of days; see `overview`."""
        return overview(self._reader, days)

    def articles_of(self, claims: Iterable[Claim]) -> dict[str, ArticleSummary]:
        """What is known of the articles of claims now, by their ids."""
        states = self._reader.get_many({state_row(claim.article_id) for claim in claims})
        summaries = map(summary_of, states.values())
        return {summary.article_id: summary for summary in summaries}

    def sources(
        self, limit: int, after: str | None, *, authors: bool
    ) -> tuple[list[SourceSummary], str | None]:
        """Sources in the order of their keys, with counts of current claims.

        Every article is counted in one revision that was current during the request.
        """
        facets: tuple[Facet, ...] = ("source", "author") if authors else ("source",)
        streams = [
            self._reader.directory(facet, number, after or "", limit + 1)
            for facet in facets
            for number in range(SHARDS)
        ]
        merged = heapq.merge(*streams, key=lambda item: str(item[SK]))
        distinct = (next(group) for _, group in groupby(merged, key=lambda item: str(item[SK])))
        snapshot = Snapshot(self._reader)
        summaries = (self._source(snapshot, item, authors=authors) for item in distinct)
        found = list(islice((s for s in summaries if s), limit + 1))
        page = found[:limit]
        return page, page[-1].key if len(found) > limit else None

    # --- Steps ---------------------------------------------------------------------------------

    def _steady(self, answer: Callable[[Snapshot], T], after: Place | None = None) -> T:
        return steady(self._reader, answer, after)

    def _claims(self, snapshot: Snapshot, keys: Iterable[tuple[str, str]]) -> list[Claim]:
        """Claims by article and hash, with their reviews."""
        return Judged(snapshot, self._files).claims(snapshot.claims(keys))

    def _page(
        self, snapshot: Snapshot, found: list[Hit], limit: int
    ) -> tuple[list[Claim], Place | None]:
        """The claims of a page, and its end if there are more than it holds."""
        page, following = found[:limit], found[limit:]
        claims = self._claims(snapshot, ((hit.spot.article, hit.hash) for hit in page))
        if not following:
            return claims, None
        return claims, page[-1].end(snapshot.rev(page[-1].spot.article), following[0])

    def _detail(self, article: str, snapshot: Snapshot) -> ArticleDetail:
        state = snapshot.state(article)
        summary, current = summary_of(state), current_of(state)
        if summary.state in members.CONTAINERS:
            counts = members.counts_of(self._reader, article, state)
            summary = summary.model_copy(update={"members": counts})
        if current is None:
            return ArticleDetail(**dict(summary))
        group = Group(Spot.by_day(current.day, article))
        (listing,) = listings(self._reader, snapshot, [group])
        sentences, refused = self._coverage(article, current, listing)
        return ArticleDetail(
            **dict(summary),
            article=self._files.head(current.prefix),
            coverage=sentences,
            refused=refused,
            reviews=_reviewed(listing),
        )

    def _wanted(
        self, snapshot: Snapshot, met: Iterable[Group], wanted: ClaimFilter
    ) -> Iterator[Listing]:
        """What all lists of a question have at the spots that were met in the first of them."""
        reader, text = self._reader, wanted.text
        if text is not None:
            met = with_word(met, text) if wanted.is_search else map(by_day, met)
        listed = narrowed(reader, snapshot, listings(reader, snapshot, met), wanted.others)
        if text is not None:
            listed = searched(reader, snapshot, listed, text)
        if wanted.publisher is None:  # or every article would be taken apart for nothing
            return listed
        return (each for each in listed if wanted.is_of_outlet(snapshot.current(each.spot.article)))

    def _groups(
        self, wanted: ClaimFilter, low: str, high: str, after: Place | None
    ) -> Iterator[Group]:
        """The lists of a question from a place on, which comes first if it is within an article."""
        if after is None:
            return groups(self._reader, wanted, low, high)
        rest = groups(self._reader, wanted, low, after.spot)
        if not after.rev:
            return rest
        partition = wanted.partition(after.day, after.article)
        return chain([Group(Spot(partition, after.day, after.article))], rest)

    def _check_passed(self, snapshot: Snapshot, wanted: ClaimFilter, end: str, start: str) -> None:
        """Have the page read again if an article moved, meanwhile, to a day already passed.

        Raises:
            MovedError: If one did.
        """
        for article, day, rev in snapshot.passed(end, start):
            partition = wanted.partition(day, article)
            if self._reader.get((partition, posting_sort(day, article, rev, 0))):
                raise MovedError

    def _source(self, snapshot: Snapshot, item: Item, *, authors: bool) -> SourceSummary | None:
        """A source of the directory, unless nothing of it is left."""
        wanted = ClaimFilter(unattributed=authors, reviews=tuple(ReviewState))
        partition = source_partition(str(item[SK]))
        met = partition_groups(
            self._reader, partition, UNKNOWN_DAY, AFTER_ALL, COUNTED_ARTICLES + 1
        )
        some = list(islice(met, COUNTED_ARTICLES + 1))
        counts, spellings, judged = Counter[str](), Counter[str](), Counter[ReviewState]()
        for listing in listings(self._reader, snapshot, some[:COUNTED_ARTICLES]):
            entries = [e for _, e in listing.entries if wanted.wants(e, listing.review(e))]
            counts[listing.spot.article] += len(entries)
            spellings.update(entry.spelling for entry in entries)
            judged.update(map(listing.review, entries))
        if not counts.total():
            return None
        aliases = spellings.keys() - {"", str(item["name"])}
        return SourceSummary(
            key=str(item[SK]),
            name=str(item["name"]),
            aliases=sorted(aliases, key=lambda alias: (-spellings[alias], alias))[:ALIASES],
            type=SourceType(item["type"]),
            articles=len(+counts),
            claims=counts.total(),
            rejected=judged[ReviewState.REJECTED],
            complete=len(some) <= COUNTED_ARTICLES,
        )

    def _coverage(
        self, article: str, current: Current, listing: Listing
    ) -> tuple[list[SentenceCoverage], int]:
        keys = [
            coverage_row(article, current.rev, chunk)
            for chunk in range(-(-current.sentences // COVERAGE_CHUNK))
        ]
        items = self._reader.get_many(keys)
        if len(items) < len(keys):
            raise SupersededError
        bodies = [unpack(bytes(items[key][BODY])) for key in keys]
        # Coverage refers to claims by their index.
        ids = [f"{article}.{entry.hash}" for _, entry in listing.entries]
        sentences = [_sentence(row, ids) for body in bodies for row in body["sentences"]]
        return sentences, max((int(body["refused"]) for body in bodies), default=0)


class Budget:
    """Groups up to a number, and where to go on if that ended them."""

    def __init__(self, met: Iterator[Group], limit: int) -> None:
        self._met = met
        self._limit = limit
        self.end: Place | None = None

    def __iter__(self) -> Iterator[Group]:
        """The groups."""
        group = None
        for group in islice(self._met, self._limit):
            yield group
        if group and next(self._met, None):
            self.end = Place(group.spot.day, group.spot.article)


def _reviewed(listing: Listing) -> dict[ReviewState, int]:
    """How many claims of an article a person has judged in which way."""
    states = Counter(listing.review(entry) for _, entry in listing.entries)
    return {state: states[state] for state in ReviewState if state is not ReviewState.MACHINE}


def _ready(state: Item) -> Current:
    """The current revision.

    Raises:
        NotReadyError: If there is none; the detail says why.
    """
    current = current_of(state)
    if current is None:
        raise NotReadyError(why_not_ready(summary_of(state)))
    return current


def _sentence(row: list[Any], ids: Sequence[str]) -> SentenceCoverage:
    start, end, rest = row
    if isinstance(rest, str):
        return SentenceCoverage(start=start, end=end, reason=NoClaimReason(rest))
    return SentenceCoverage(start=start, end=end, claims=[ids[index] for index in rest])
