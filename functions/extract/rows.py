"""The rows of one revision: what an extraction becomes in the table. No I/O."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

from schemas.article import Article
from schemas.claim import Claim, Mention
from schemas.coverage import Extraction
from schemas.identity import source_key
from schemas.table import (
    BODY,
    COVERAGE_CHUNK,
    PK,
    POSTING_CHUNK,
    SK,
    Axis,
    Current,
    Entry,
    Facet,
    Item,
    Key,
    Mentioned,
    claim_hash,
    claim_row,
    coverage_row,
    day_partition,
    directory_partition,
    manifest_row,
    mention_partition,
    pack,
    posting_day,
    posting_month,
    posting_sort,
    shard,
    source_partition,
    words_partition,
)
from schemas.version import PIPELINE_VERSION
from schemas.words import bucket, words

T = TypeVar("T")
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:T.*)?", re.ASCII)
"""An EDTF date, or date and time, that names one day and is not uncertain."""
BETWEEN_PIECES = 300
"""Places between two pieces of a claim, so that no phrase stands in both."""
LONGEST_NAME = 300
"""Characters of a source's name in lists."""
MENTIONS_FILED = 40
"""Entities and places that an article is found by: those that most of its claims mention."""


UTTERANCES_FILED = 20
"""Days of utterance that an article is found by: those that most of its claims were said on."""


@dataclass(frozen=True)
class Revision:
    """All rows of a revision. The manifest is written first, so that a crash leaves no orphan."""

    current: Current
    manifest: Item
    own_rows: list[Item]
    """Claims, coverage and postings, which go with the revision."""
    directory: list[Item]
    """Rows that other articles and revisions share."""


def revision_of(  # noqa: PLR0913 (what it is made of, and under which names)
    article: Article,
    extraction: Extraction,
    rev: int,
    prefix: str,
    now: datetime,
    *,
    searchable: bool = True,
) -> Revision:
    """The rows of an article's claims under a revision number.

    Args:
        article: What is claimed in.
        extraction: What is claimed.
        rev: The number.
        prefix: Key prefix of the article's files.
        now: When the claims were extracted.
        searchable: Whether the words of the claims are to be found.
    """
    claims = [_claim(claim, rev) for claim in extraction.claims]
    said = _by_utterance(extraction.claims)
    current = _current(article, extraction, rev, prefix).model_copy(
        update={"ingested": now.astimezone(UTC).date().isoformat(), "uttered": sorted(said)}
    )
    others = [*_coverage(extraction, rev), *_postings(article, extraction.claims, rev)]
    others += _other_days(current, article.article_id, extraction.claims, said)
    if searchable:
        others += _words(article, extraction.claims, rev)
    keys = [[item[PK], item[SK]] for item in others]
    return Revision(
        current=current,
        manifest=_item(manifest_row(article.article_id, rev), keys),
        own_rows=[*claims, *others],
        directory=list(_directory(article, extraction.claims)),
    )


def _item(key: Key, body: object) -> Item:
    return {PK: key[0], SK: key[1], BODY: pack(body)}


def _current(article: Article, extraction: Extraction, rev: int, prefix: str) -> Current:
    basis = article.field_basis.get("published")
    return Current(
        rev=rev,
        prefix=prefix,
        claims=len(extraction.claims),
        sentences=len(extraction.coverage.sentences),
        title=article.title,
        byline=article.byline,
        publisher=article.publisher,
        published=article.published,
        published_basis=basis.value if basis else None,
        language=article.language,
        url=article.url,
        notices=list(dict.fromkeys(notice.code.value for notice in article.notices)),
        tagger=extraction.claims[0].provenance.tagger if extraction.claims else None,
        pipeline_version=PIPELINE_VERSION,
    )


def _claim(claim: Claim, rev: int) -> Item:
    key = claim_row(claim.article_id, rev, claim_hash(claim.claim_id))
    values = claim.model_dump(mode="json", exclude_defaults=True)
    return _item(key, values | {"schema_version": claim.schema_version})


def _coverage(extraction: Extraction, rev: int) -> Iterator[Item]:
    """Chunks of sentences, with claims by their index: hashes do not compress."""
    coverage = extraction.coverage
    index = {claim.claim_id: number for number, claim in enumerate(extraction.claims)}
    rows = [
        [sentence.start, sentence.end, sentence.reason or [index[c] for c in sentence.claims]]
        for sentence in coverage.sentences
    ]
    for number, chunk in enumerate(_chunks(rows, COVERAGE_CHUNK)):
        body = {"refused": coverage.refused, "sentences": chunk}
        yield _item(coverage_row(coverage.article_id, rev, number), body)


def _postings(article: Article, claims: Sequence[Claim], rev: int) -> Iterator[Item]:
    """The claims by day, source and mention, one row for each thousand claims of the article."""
    filed = _Filed(posting_day(article.published), article.article_id, rev)
    yield from filed.by_day(claims, Axis.PUBLISHED)
    for key, group in _by_source(claims).items():
        yield from filed.rows(source_partition(key), group, of_source=True)
    for (what, key), group in _by_mention(claims).items():
        yield from filed.rows(mention_partition(what, key), group)


def _other_days(
    current: Current, article: str, claims: Sequence[Claim], said: Mapping[str, Sequence[Claim]]
) -> Iterator[Item]:
    """The claims by the day of their extraction, and those that were said on a day by that."""
    for day in current.days(Axis.INGESTED):
        yield from _Filed(day, article, current.rev).by_day(claims, Axis.INGESTED)
    for day, group in said.items():
        yield from _Filed(day, article, current.rev).by_day(group, Axis.UTTERANCE)


@dataclass(frozen=True, slots=True)
class _Filed:
    """Where a list that is sorted by day has the claims of an article's revision."""

    day: str
    article: str
    rev: int

    def rows(
        self, partition: str, claims: Sequence[Claim], *, of_source: bool = False
    ) -> Iterator[Item]:
        """A row for each thousand claims."""
        entries = [Entry.of(claim).to_row(of_source=of_source) for claim in claims]
        for number, chunk in enumerate(_chunks(entries, POSTING_CHUNK)):
            sort = posting_sort(self.day, self.article, self.rev, number)
            yield _item((partition, sort), chunk)

    def by_day(self, claims: Sequence[Claim], axis: Axis) -> Iterator[Item]:
        """Rows in the list of the day's month."""
        return self.rows(day_partition(posting_month(self.day), shard(self.article), axis), claims)


def _words(article: Article, claims: Sequence[Claim], rev: int) -> Iterator[Item]:
    """The words of all claims, a row for each bucket.

    For each word the claims that hold it, as the claim's index and the word's places in it.
    """
    day = posting_day(article.published)
    buckets: dict[int, dict[str, list[list[int]]]] = defaultdict(dict)
    for index, claim in enumerate(claims):
        for word, places in _places(claim).items():
            buckets[bucket(word)].setdefault(word, []).append([index, *places])
    for number, postings in buckets.items():
        partition = words_partition(posting_month(day), number)
        yield _item((partition, posting_sort(day, article.article_id, rev, 0)), postings)


def _places(claim: Claim) -> dict[str, list[int]]:
    """Where each word of a claim stands. No phrase goes on in another piece of the content."""
    places: dict[str, list[int]] = defaultdict(list)
    first = 0
    for piece in claim.content:
        for number, word in words(piece.exact):
            places[word].append(first + number)
        first += len(piece.exact) + BETWEEN_PIECES
    return places


def _directory(article: Article, claims: Sequence[Claim]) -> Iterator[Item]:
    """One row for the month, and for each source or author: the same row whoever writes it."""
    month = posting_month(posting_day(article.published))
    yield {PK: directory_partition("month", shard(article.article_id)), SK: month}
    attributed = [claim for claim in claims if claim.is_attributed]
    own = [claim for claim in claims if not claim.is_attributed]
    yield from _directory_of("source", attributed)
    yield from _directory_of("author", own)


def _directory_of(facet: Facet, claims: Sequence[Claim]) -> Iterator[Item]:
    for key, group in _by_source(claims).items():
        source = group[0].source
        if source:
            name, type_ = source.canonical[:LONGEST_NAME], source.type.value
            yield {PK: directory_partition(facet, shard(key)), SK: key, "name": name, "type": type_}


def _by_source(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    """The claims of each source that has a name to be found by."""
    groups: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        key = source_key(claim.source.canonical) if claim.source else ""
        if key:
            groups[key].append(claim)
    return dict(groups)


def _by_mention(claims: Iterable[Claim]) -> dict[tuple[Mentioned, str], list[Claim]]:
    """The claims of each entity and place, of those with the most claims."""
    groups: dict[tuple[Mentioned, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        for mention in dict.fromkeys(_mentions(claim)):
            groups[mention].append(claim)
    most = sorted(groups.items(), key=lambda group: -len(group[1]))
    return dict(most[:MENTIONS_FILED])


def _by_utterance(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    """The claims that were said on a day that the article tells, of the days with the most."""
    groups: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        told = _DAY.fullmatch((claim.utterance_date and claim.utterance_date.edtf) or "")
        if told:
            groups[told[1]].append(claim)
    most = sorted(groups.items(), key=lambda group: -len(group[1]))
    return dict(most[:UTTERANCES_FILED])


def _mentions(claim: Claim) -> Iterator[tuple[Mentioned, str]]:
    """What a claim mentions that has a name to be found by."""
    facets: tuple[tuple[Mentioned, list[Mention]], ...] = (
        ("entity", claim.entities),
        ("place", claim.places),
    )
    for what, mentions in facets:
        keys = (source_key(mention.id or mention.exact) for mention in mentions)
        yield from ((what, key) for key in keys if key)


def _chunks(values: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    for start in range(0, len(values), size):
        yield values[start : start + size]
