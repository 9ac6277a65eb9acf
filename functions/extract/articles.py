"""The articles bucket as `extract` sees it: files come out, superseded ones go."""

import json
from typing import TYPE_CHECKING

from functions.shared.files import remove_files
from schemas.article import Article
from schemas.table import article_prefix

if TYPE_CHECKING:
    from mypy_boto3_s3.client import S3Client


class Articles:
    """The bucket of normalised articles."""

    def __init__(self, s3: "S3Client", bucket: str) -> None:
        self._s3 = s3
        self._bucket = bucket

    def read(self, prefix: str) -> Article:
        """The article whose files have this key prefix."""
        rest = json.loads(self._get(f"{prefix}article.json"))
        text = self._get(f"{prefix}article.txt").decode("utf-8")
        return Article.model_validate(rest | {"text": text})

    def remove_before(self, article_id: str, run: int) -> None:
        """Delete the files that runs before this one wrote for the article."""
        bound = article_prefix(article_id, run)
        remove_files(self._s3, self._bucket, f"{article_id}/", below=bound)

    def _get(self, key: str) -> bytes:
        return self._s3.get_object(Bucket=self._bucket, Key=key)["Body"].read()
