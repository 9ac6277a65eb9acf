"""The archive of dead letters, in the articles bucket, whose lifecycle rule empties it."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mypy_boto3_s3.client import S3Client


class Archive:
    """Keeps what nobody could deal with."""

    def __init__(self, s3: "S3Client", bucket: str) -> None:
        self._s3 = s3
        self._bucket = bucket

    def keep(self, key: str, text: str) -> None:
        """Write one file, or write it again."""
        body = text.encode("utf-8", "surrogatepass")
        self._s3.put_object(Bucket=self._bucket, Key=key, Body=body, ContentType="application/json")
