"""Uploads over the API: what is asked for, and the form that S3 takes the file by."""

from datetime import datetime
from enum import StrEnum
from typing import Final

from pydantic import Field, field_validator

from schemas.base import Contract

UPLOADS: Final = "uploads/"
"""Key prefix, in the inbox, of what is uploaded over the API."""


class ContentType(StrEnum):
    """What can be uploaded over the API."""

    TEXT = "text/plain"
    HTML = "text/html"
    MARKDOWN = "text/markdown"
    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    MAIL = "message/rfc822"
    JSON = "application/json"
    XML = "application/xml"
    """Feeds, NewsML-G2, NITF."""
    ZIP = "application/zip"
    GZIP = "application/gzip"
    WARC = "application/warc"
    JSON_LINES = "application/jsonl"


CONTAINERS: Final = frozenset(
    {ContentType.ZIP, ContentType.GZIP, ContentType.WARC, ContentType.JSON_LINES}
)


class UploadRequest(Contract):
    """A file that somebody wants to upload."""

    name: str = Field(min_length=1, max_length=300)
    """Its own name. The key under which it is kept ends like it, and begins otherwise."""
    content_type: ContentType
    published: str | None = Field(
        default=None, pattern=r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2}))?$"
    )
    """Date of publication, for a file that does not say it itself."""

    @field_validator("published")
    @classmethod
    def _is_a_day(cls, value: str | None) -> str | None:
        if value is not None:
            datetime.fromisoformat(value)
        return value


class Upload(Contract):
    """How to upload it: one multipart POST of the fields and then the file, to the URL."""

    article_id: str
    """The id that it will have."""
    status: str
    """Path that tells what became of it. 404 until it has arrived."""
    key: str
    url: str
    fields: dict[str, str]
    """Form fields; the file itself comes last, as `file`."""
    max_bytes: int
    expires_at: str
    """ISO 8601 date and time, in UTC, after which S3 no longer takes it."""
