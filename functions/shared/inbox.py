"""The inbox as it is listed: which objects there are, in which version."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mypy_boto3_s3.client import S3Client

Marker = Sequence[str]
"""Key and version behind which a listing goes on."""

UNVERSIONED: Final = "null"
"""The version id that S3 lists for an object of a bucket without versions."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An object that is there, in its newest version."""

    key: str
    version_id: str | None
    modified: datetime


@dataclass(frozen=True, slots=True)
class Page:
    """Some objects of a bucket, and where the next ones are."""

    objects: list[Listed]
    following: Marker | None


class InboxListing:
    """The bucket that people drop files into."""

    def __init__(self, s3: "S3Client", bucket: str, page_size: int) -> None:
        self._s3 = s3
        self._page_size = page_size
        self.bucket = bucket

    def page(self, prefix: str, after: Marker | None) -> Page:
        """The objects whose key begins with a prefix, from behind a marker.

        Older versions and deletion markers take their places in a page but are left out.
        """
        start = {"KeyMarker": after[0], "VersionIdMarker": after[1]} if after else {}
        answer = self._s3.list_object_versions(
            Bucket=self.bucket,
            Prefix=prefix,
            MaxKeys=self._page_size,
            **start,  # type: ignore[arg-type]
        )
        objects = [
            Listed(each["Key"], _version(each["VersionId"]), each["LastModified"])
            for each in answer.get("Versions", [])
            if each["IsLatest"]
        ]
        if not answer["IsTruncated"]:
            return Page(objects, None)
        return Page(objects, (answer["NextKeyMarker"], answer["NextVersionIdMarker"]))


def _version(listed: str) -> str | None:
    return None if listed == UNVERSIONED else listed
