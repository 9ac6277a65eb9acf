"""The table and the buckets as `erase` uses them."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from boto3.dynamodb.conditions import Attr
from boto3.dynamodb.conditions import Key as KeyCondition

from functions.erase.service import Version
from functions.shared.erasures import erase_member
from functions.shared.errors import ConflictError
from functions.shared.files import remove_files, remove_objects
from functions.shared.revisions import Revisions
from functions.shared.table import Change, Delete, Query, Table
from schemas.messages import EraseArticle
from schemas.table import (
    MEMBER_PREFIX,
    PK,
    RECOUNT,
    REVIEW_PREFIX,
    SK,
    STEP_PREFIX,
    Facet,
    Item,
    article_partition,
    article_prefix,
    dead_letter_prefix,
    directory_partition,
    partition_source,
    shard,
    source_partition,
    state_row,
)

if TYPE_CHECKING:
    from mypy_boto3_s3.client import S3Client

SOURCE_FACETS: tuple[Facet, ...] = ("source", "author")
"""Lists that a source can be in."""


class RecordStore:
    """Rows of articles, and of the members of containers."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._revisions = Revisions(table)

    def remove_before(self, article: str, rev: int, *, for_good: bool) -> None:
        """Delete the rows of the revisions before one; see `Revisions`."""
        self._revisions.remove_before(article, rev, for_good=for_good)

    def remove_reviews(self, article: str, rev: int) -> None:
        """Delete what people said of claims of the revisions before one: it holds their words."""
        own = KeyCondition(PK).eq(article_partition(article))
        for prefix in (REVIEW_PREFIX, STEP_PREFIX):
            keys = own & KeyCondition(SK).begins_with(prefix)
            query = Query(keys, where=Attr("rev").lt(rev), keys_only=True, consistent=True)
            found = list(self._table.query(query))
            self._table.write(Delete((row[PK], row[SK])) for row in found)

    def sources(self, article: str, rev: int) -> set[str]:
        """Keys of the sources that claims of the revisions before one are filed under."""
        revs = list(self._revisions.before(article, rev))
        partitions = [pk for each in revs for pk, _ in self._revisions.filed(article, each)]
        return {source for pk in partitions if (source := partition_source(pk)) is not None}

    def forget_source(self, source: str) -> None:
        """Remove a source from the lists if nothing is filed under it any more.

        A mark of its own first, then a look, then the removal of what still has that mark. Whoever
        files something meanwhile writes the list's row again afterwards, and so without it.
        """
        mark = uuid4().hex
        for facet in SOURCE_FACETS:
            key = (directory_partition(facet, shard(source)), source)
            try:
                self._table.update(key, Change({"doomed": mark}), Attr(PK).exists())
                if not self._is_used(source):
                    self._table.remove(key, Attr("doomed").eq(mark))
            except ConflictError:
                continue  # it is not in this list, or has just been written again

    def forget_counts(self, message: EraseArticle) -> None:
        """Have `count` remove what it keeps of the article, unless something newer has come."""
        change, mine = Change({RECOUNT: message.at}), Attr("erased").eq(message.at)
        try:
            self._table.update(state_row(message.article_id), change, mine)
        except ConflictError:
            return

    def _is_used(self, source: str) -> bool:
        keys = KeyCondition(PK).eq(source_partition(source))
        query = Query(keys, page_size=1, keys_only=True, consistent=True)
        return next(iter(self._table.query(query)), None) is not None

    def members(self, message: EraseArticle) -> Iterator[Item]:
        """The rows of the members that a container was found to have."""
        partition = KeyCondition(PK).eq(article_partition(message.article_id))
        keys = partition & KeyCondition(SK).begins_with(MEMBER_PREFIX)
        return self._table.query(Query(keys, consistent=True))

    def erase_member(self, message: EraseArticle, row: Item, now: datetime) -> EraseArticle | None:
        """Leave a tombstone of a member, unless a newer version of the container has it."""
        return erase_member(self._table, message, row, now)

    def forget_member(self, message: EraseArticle, row: Item) -> None:
        """Delete the row of a member, unless a newer version has written it again."""
        older = Attr(PK).not_exists() | Attr("sequencer").lte(message.sequencer)
        try:
            self._table.remove((row[PK], row[SK]), older)
        except ConflictError:
            return


class Inbox:
    """The bucket that people drop files into."""

    def __init__(self, s3: "S3Client") -> None:
        self._s3 = s3

    def pages(self, bucket: str, key: str) -> Iterator[list[Version]]:
        """The versions and deletion markers of exactly this key, page by page."""
        pages = self._s3.get_paginator("list_object_versions").paginate(Bucket=bucket, Prefix=key)
        for page in pages:
            entries: list[Any] = [*page.get("Versions", []), *page.get("DeleteMarkers", [])]
            yield [_version(entry) for entry in entries if entry["Key"] == key]
            if any(entry["Key"] != key for entry in entries):
                return  # it sorts before every longer key

    def remove_versions(self, bucket: str, key: str, versions: Sequence[str]) -> None:
        """Delete versions for good."""
        objects = [{"Key": key, "VersionId": version} for version in versions]
        remove_objects(self._s3, bucket, objects)


class Files:
    """The bucket of normalised articles and of archived messages."""

    def __init__(self, s3: "S3Client", bucket: str) -> None:
        self._s3 = s3
        self._bucket = bucket

    def remove_before(self, article_id: str, run: int) -> None:
        """Delete the files that runs before this one wrote for the article."""
        bound = article_prefix(article_id, run)
        remove_files(self._s3, self._bucket, f"{article_id}/", below=bound)

    def remove_dead_letters(self, article_id: str) -> None:
        """Delete the archived messages about the article."""
        remove_files(self._s3, self._bucket, dead_letter_prefix(article_id))


def _version(entry: Any) -> Version:  # noqa: ANN401 (a version or a marker, of different types)
    return Version(entry["VersionId"], entry["LastModified"], bool(entry["IsLatest"]))
