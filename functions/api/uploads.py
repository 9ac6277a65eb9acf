"""Uploads: a form that S3 takes one file by, of a size and type that are part of its signature.

The file goes to the inbox as any other does. Its key is made here: nobody can name, and so replace,
what somebody else dropped.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from functions.api.origins import origin_of
from functions.shared.clock import utc_now
from schemas.identity import article_id
from schemas.upload import CONTAINERS, UPLOADS, Upload, UploadRequest

if TYPE_CHECKING:
    from mypy_boto3_s3.client import S3Client

VALID_SECONDS: Final = 900
LONGEST_NAME: Final = 100
MOST_BYTES: Final = 5 * 1024**3
"""What S3 takes in one POST."""
_UNSAFE: Final = re.compile(r"[^A-Za-z0-9._-]+")


@dataclass(frozen=True)
class Limits:
    """Bytes that may be uploaded: those that are read."""

    article: int
    container: int


@dataclass(frozen=True)
class Uploads:
    """Makes forms."""

    s3: "S3Client"
    bucket: str
    limits: Limits
    clock: Callable[[], datetime] = utc_now

    def form(self, request: UploadRequest) -> Upload:
        """A form for one file, good for a quarter of an hour."""
        key = f"{UPLOADS}{uuid4().hex}/{safe_name(request.name)}"
        is_container = request.content_type in CONTAINERS
        limit = min(self.limits.container if is_container else self.limits.article, MOST_BYTES)
        fields = {"Content-Type": request.content_type.value}
        if request.published:
            fields["x-amz-meta-published"] = request.published
        conditions: list[Any] = [{name: value} for name, value in fields.items()]
        form = self.s3.generate_presigned_post(
            self.bucket,
            key,
            Fields=fields,
            Conditions=[*conditions, ["content-length-range", 1, limit]],
            ExpiresIn=VALID_SECONDS,
        )
        article, until = article_id(self.bucket, key), timedelta(seconds=VALID_SECONDS)
        return Upload(
            article_id=article,
            status=f"/articles/{article}",
            key=key,
            url=form["url"],
            fields=form["fields"],
            max_bytes=limit,
            expires_at=(self.clock() + until).isoformat(timespec="seconds"),
        )

    @property
    def origin(self) -> str:
        """Where forms are posted to."""
        return origin_of(self.s3.generate_presigned_post(self.bucket, UPLOADS)["url"])


def safe_name(name: str) -> str:
    """The end of a key: the last part of a name, without what paths and URLs are made of."""
    last = re.split(r"[/\\]", name)[-1]
    plain = _UNSAFE.sub("-", last).strip("-.")
    return plain[-LONGEST_NAME:].lstrip("-.") or "article"
