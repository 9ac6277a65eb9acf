"""Events that come in: what S3 says through EventBridge, and the one model it becomes.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
"""

from enum import StrEnum
from typing import Self

from pydantic import Field

from schemas.base import Contract
from schemas.identity import article_id, padded_sequencer, parent_member


class Change(StrEnum):
    """What happened to an object."""

    CREATED = "created"
    DELETED = "deleted"


class EventBucket(Contract):
    """The bucket of an S3 event."""

    name: str


class EventObject(Contract):
    """The object of an S3 event."""

    key: str
    size: int = 0
    etag: str | None = None
    version_id: str | None = Field(default=None, alias="version-id")
    sequencer: str = Field(pattern=r"^[0-9A-Fa-f]+$")


class EventDetail(Contract):
    """The detail of an S3 event."""

    bucket: EventBucket
    object: EventObject
    deletion_type: str | None = Field(default=None, alias="deletion-type")


class S3Event(Contract):
    """An event of type "Object Created" or "Object Deleted", as EventBridge delivers it."""

    id: str
    detail_type: str = Field(alias="detail-type", pattern="^Object (Created|Deleted)$")
    time: str
    detail: EventDetail


class ObjectEvent(Contract):
    """A change of one object or of one member of a container, however it was announced."""

    change: Change
    bucket: str
    key: str
    member: str = ""
    """Path within the container, the levels joined by `!/`; empty for the object itself."""
    version_id: str | None
    """Of the object; a member has that of the object that it lies in."""
    sequencer: str
    """Padded; compare only within one key, lexically. A member has that of its object."""
    permanent: bool = False
    """Of a deletion: one version went for good, rather than the object being hidden by a marker."""

    @property
    def article_id(self) -> str:
        """Id of the article that the object or member holds."""
        return article_id(self.bucket, self.key, self.member)

    @property
    def parent_id(self) -> str | None:
        """Id of the container that it lies in; nothing for an object of a bucket."""
        if not self.member:
            return None
        return article_id(self.bucket, self.key, parent_member(self.member))

    @classmethod
    def from_s3(cls, event: S3Event) -> Self:
        """The change that an S3 event announces."""
        detail = event.detail
        created = event.detail_type == "Object Created"
        return cls(
            change=Change.CREATED if created else Change.DELETED,
            bucket=detail.bucket.name,
            key=detail.object.key,
            version_id=detail.object.version_id,
            sequencer=padded_sequencer(detail.object.sequencer),
            permanent=detail.deletion_type == "Permanently Deleted",
        )
