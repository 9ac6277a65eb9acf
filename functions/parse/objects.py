"""The buckets as `parse` sees them: objects come out of one, articles go into the other."""

from datetime import datetime
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from functions.parse.document import Document
from functions.parse.errors import GoneError, TooLargeDocumentError, UnreadableDocumentError
from schemas.article import Article, SourceObject
from schemas.events import ObjectEvent

if TYPE_CHECKING:
    from mypy_boto3_s3.client import S3Client
    from mypy_boto3_s3.type_defs import GetObjectOutputTypeDef, HeadObjectOutputTypeDef

MISSING = frozenset({"404", "405", "NoSuchKey", "NoSuchVersion", "MethodNotAllowed"})
"""No such object or version, or a delete marker."""
WITHHELD = {
    "InvalidObjectState": "is archived",
    "InvalidRequest": "is encrypted with a key of its own",
}
"""Answers of S3 that a retry cannot change."""


class Inbox:
    """The bucket that people drop files into."""

    def __init__(self, s3: "S3Client", max_bytes: int) -> None:
        self._s3 = s3
        self._max_bytes = max_bytes

    def read(self, event: ObjectEvent) -> Document:
        """The object in exactly the version that the event names.

        Raises:
            GoneError: If that version no longer exists.
            TooLargeDocumentError: If it has more bytes than the limit; nothing of it is read.
            UnreadableDocumentError: If S3 will not hand it out.
        """
        answer = self._get(event)
        if answer["ContentLength"] > self._max_bytes:
            size = answer["ContentLength"]
            msg = f"The file has {size:,} bytes; the limit is {self._max_bytes:,}."
            raise TooLargeDocumentError(msg)
        source = SourceObject(
            bucket=event.bucket,
            key=event.key,
            version_id=event.version_id,
            etag=answer["ETag"].strip('"'),
            size=answer["ContentLength"],
            content_type=answer.get("ContentType"),
        )
        return Document(body=answer["Body"].read(), source=source, metadata=answer["Metadata"])

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

    def _get(self, event: ObjectEvent) -> "GetObjectOutputTypeDef":
        try:
            if event.version_id is None:
                return self._s3.get_object(Bucket=event.bucket, Key=event.key)
            return self._s3.get_object(
                Bucket=event.bucket, Key=event.key, VersionId=event.version_id
            )
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
