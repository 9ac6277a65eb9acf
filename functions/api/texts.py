"""The articles bucket as the API sees it: files to hand out."""

import json
from typing import TYPE_CHECKING

from schemas.article import ArticleHead

if TYPE_CHECKING:
    from mypy_boto3_s3.client import S3Client

REDIRECT_SECONDS = 300


class Texts:
    """Normalised articles."""

    def __init__(self, s3: "S3Client", bucket: str) -> None:
        self._s3 = s3
        self._bucket = bucket

    def head(self, prefix: str) -> ArticleHead:
        """All that is known of an article but its text."""
        body = self._s3.get_object(Bucket=self._bucket, Key=f"{prefix}article.json")["Body"]
        return ArticleHead.model_validate(json.loads(body.read()))

    def text(self, prefix: str, limit: int) -> str | None:
        """The exact text; nothing if it has more bytes than the limit."""
        answer = self._s3.get_object(Bucket=self._bucket, Key=f"{prefix}article.txt")
        if answer["ContentLength"] > limit:
            return None
        return answer["Body"].read().decode("utf-8")

    def link(self, prefix: str) -> str:
        """A URL that hands out the exact text for five minutes."""
        return self._s3.generate_presigned_url(
            "get_object",
            Params={"Bucket": self._bucket, "Key": f"{prefix}article.txt"},
            ExpiresIn=REDIRECT_SECONDS,
        )
