"""The articles bucket as the API sees it: files to hand out."""

import json
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from functions.api.errors import SupersededError
from functions.api.origins import origin_of
from schemas.article import ArticleHead

if TYPE_CHECKING:
    from mypy_boto3_s3.client import S3Client
    from mypy_boto3_s3.type_defs import GetObjectOutputTypeDef

REDIRECT_SECONDS = 300


class Texts:
    """Normalised articles."""

    def __init__(self, s3: "S3Client", bucket: str) -> None:
        self._s3 = s3
        self._bucket = bucket

    def head(self, prefix: str) -> ArticleHead:
        """All that is known of an article but its text.

        Raises:
            SupersededError: If the file has gone.
        """
        body = self._get(f"{prefix}article.json")["Body"]
        return ArticleHead.model_validate(json.loads(body.read()))

    def text(self, prefix: str, limit: int) -> str | None:
        """The exact text; nothing if it has more bytes than the limit.

        Raises:
            SupersededError: If the file has gone.
        """
        answer = self._get(f"{prefix}article.txt")
        if answer["ContentLength"] > limit:
            return None
        return answer["Body"].read().decode("utf-8")

    def words(self, prefix: str) -> str:
        """The exact text, however large: its characters are limited where articles are read.

        Raises:
            SupersededError: If the file has gone.
        """
        return self._get(f"{prefix}article.txt")["Body"].read().decode("utf-8")

    def link(self, prefix: str) -> str:
        """A URL that hands out the exact text for five minutes."""
        return self._s3.generate_presigned_url(
            "get_object",
            Params={"Bucket": self._bucket, "Key": f"{prefix}article.txt"},
            ExpiresIn=REDIRECT_SECONDS,
        )

    @property
    def origin(self) -> str:
        """Where links lead to."""
        return origin_of(self.link(""))

    def _get(self, key: str) -> "GetObjectOutputTypeDef":
        try:
            return self._s3.get_object(Bucket=self._bucket, Key=key)
        except ClientError as error:
            if error.response["Error"]["Code"] == "NoSuchKey":
                raise SupersededError from error
            raise
