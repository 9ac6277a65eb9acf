"""The buckets as `parse` sees them: objects come out of one, articles go into the other."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from functions.parse.dropped import Dropped
from functions.parse.errors import GoneError, UnreadableDocumentError
from functions.parse.ranged import BLOCK, RangedFile
from schemas.article import Article, SourceObject
from schemas.events import ObjectEvent

if TYPE_CHECKING:
    from mypy_boto3_s3.client import S3Client
    from mypy_boto3_s3.type_defs import GetObjectOutputTypeDef, HeadObjectOutputTypeDef

MISSING = frozenset(
    {"404", "405", "412", "MethodNotAllowed", "NoSuchKey", "NoSuchVersion", "PreconditionFailed"}
)
"""No such object or version, a delete marker, or another object by now."""
WITHHELD = {
    "InvalidObjectState": "is archived",
    "InvalidRequest": "is encrypted with a key of its own",
}
"""Answers of S3 that a retry cannot change."""


class Inbox:
    """The bucket that people drop files into."""

    def __init__(self, s3: "S3Client") -> None:
        self._s3 = s3

    def open(self, event: ObjectEvent) -> Dropped:
        """The object in exactly the version that the event names; only its first block is read.

        What is read later is of the same version, even where the bucket keeps none.

        Raises:
            GoneError: If that version no longer exists; reading the file may raise it too.
            UnreadableDocumentError: If S3 will not hand it out.
        """
        answer = self._first_block(event)
        first, etag = answer["Body"].read(), answer["ETag"]
        size = int(answer.get("ContentRange", f"/{len(first)}").rpartition("/")[2])
        source = SourceObject(
            bucket=event.bucket,
            key=event.key,
            version_id=event.version_id,
            etag=etag.strip('"'),
            size=size,
            content_type=answer.get("ContentType"),
        )

        def fetch(start: int, end: int) -> bytes:
            answer = self._get(event, Range=f"bytes={start}-{end - 1}", IfMatch=etag)
            return answer["Body"].read()

        return Dropped(RangedFile(fetch, size, first), source, answer["Metadata"])

    def current_version(self, event: ObjectEvent) -> str | None:
        """The version that the key has now; nothing if it is deleted."""
        found = self._head(event)
        return found["VersionId"] if found else None

    def version_since(self, event: ObjectEvent, moment: str) -> str | None:
        """The version that the key has now, if it came after a moment (ISO 8601).

        S3 tells the time of a version in whole seconds, rounded down.
        """
        found = self._head(event)
        since = found and found["LastModified"] > datetime.fromisoformat(moment)
        return found["VersionId"] if found and since else None

    def _head(self, event: ObjectEvent) -> "HeadObjectOutputTypeDef | None":
        try:
            return self._s3.head_object(Bucket=event.bucket, Key=event.key)
        except ClientError as error:
            if error.response["Error"]["Code"] in MISSING:
                return None
            raise

    def _first_block(self, event: ObjectEvent) -> "GetObjectOutputTypeDef":
        try:
            return self._get(event, Range=f"bytes=0-{BLOCK - 1}")
        except ClientError as error:
            if error.response["Error"]["Code"] != "InvalidRange":
                raise
            return self._get(event)  # an empty object has no first byte

    def _get(self, event: ObjectEvent, **options: Any) -> "GetObjectOutputTypeDef":  # noqa: ANN401
        if event.version_id is not None:
            options["VersionId"] = event.version_id
        try:
            return self._s3.get_object(Bucket=event.bucket, Key=event.key, **options)
        except ClientError as error:
            code = error.response["Error"]["Code"]
            if code in MISSING:
                raise GoneError(event.key) from error
            if code in WITHHELD:
                raise UnreadableDocumentError(f"The file {WITHHELD[code]}.") from error
            raise


class Articles:
    """The bucket of normalised articles. Files are written once and never changed."""

    def __init__(self, s3: "S3Client", bucket: str) -> None:
        self._s3 = s3
        self._bucket = bucket

    def write(self, article: Article, prefix: str) -> None:
        """Write `article.txt`, the exact text, and `article.json`, all the rest."""
        text = article.text.encode("utf-8")
        rest = article.model_dump_json(exclude={"text"}).encode("utf-8")
        self._put(f"{prefix}article.txt", text, "text/plain; charset=utf-8")
        self._put(f"{prefix}article.json", rest, "application/json")

    def _put(self, key: str, body: bytes, content_type: str) -> None:
        self._s3.put_object(Bucket=self._bucket, Key=key, Body=body, ContentType=content_type)
