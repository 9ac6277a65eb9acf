"""Files on their way into the inbox bucket."""

import hashlib
import mimetypes
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from functions.parse.dates import normalise_date
from infra.cli.errors import CliError
from schemas.identity import article_id

if TYPE_CHECKING:
    from mypy_boto3_s3.client import S3Client


@dataclass(frozen=True, slots=True)
class Upload:
    """A file and the key under which it is dropped."""

    path: Path
    key: str


def uploads(paths: Iterable[Path]) -> list[Upload]:
    """The files with their keys: the path from this folder, or the whole path of one outside it.

    The same file has the same key however its path is given, and no two files share one.

    Raises:
        CliError: If one is missing or is no file.
    """
    found: dict[str, Upload] = {}
    for path in paths:
        if not path.is_file():
            reason = "is a folder" if path.is_dir() else "does not exist"
            raise CliError(f"{path} {reason}.")
        upload = Upload(path, _key(path))
        found[upload.key] = upload
    return list(found.values())


def _key(path: Path) -> str:
    whole = Path(os.path.abspath(path))  # noqa: PTH100 (`resolve` would follow links)
    if whole.is_relative_to(Path.cwd()):
        return whole.relative_to(Path.cwd()).as_posix()
    return whole.as_posix().lstrip("/")


@dataclass(frozen=True, slots=True)
class Dropped:
    """An object that was put into the bucket."""

    article_id: str
    version_id: str | None


def drop(s3: "S3Client", bucket: str, upload: Upload, published: str | None) -> Dropped:
    """Put a file into the bucket.

    Raises:
        CliError: If the file cannot be read, or the bucket does not take it.
    """
    content_type = mimetypes.guess_type(upload.path.name)[0] or "application/octet-stream"
    try:
        answer = s3.put_object(
            Bucket=bucket,
            Key=upload.key,
            Body=upload.path.read_bytes(),
            ContentType=content_type,
            Metadata={"published": published} if published else {},
        )
    except OSError as error:
        raise CliError(f"{upload.path} cannot be read: {error.strerror}.") from error
    except (BotoCoreError, ClientError) as error:
        raise CliError(f"{upload.path} could not be dropped into {bucket}: {error}") from error
    return Dropped(article_id(bucket, upload.key), answer.get("VersionId"))


@dataclass(frozen=True, slots=True)
class Stored:
    """The current version of an object."""

    version_id: str
    etag: str


def newest(s3: "S3Client", bucket: str) -> dict[str, Stored]:
    """Key -> current version of every object of a bucket."""
    pages = s3.get_paginator("list_object_versions").paginate(Bucket=bucket)
    return {
        version["Key"]: Stored(version["VersionId"], version["ETag"].strip('"'))
        for page in pages
        for version in page.get("Versions", [])
        if version["IsLatest"]
    }


def is_as(
    s3: "S3Client", bucket: str, stored: Stored, upload: Upload, published: str | None
) -> bool:
    """Whether an object holds what a file does; and its date of publication, if one is given."""
    try:
        digest = hashlib.md5(upload.path.read_bytes(), usedforsecurity=False).hexdigest()
    except OSError as error:
        raise CliError(f"{upload.path} cannot be read: {error.strerror}.") from error
    if digest != stored.etag:
        return False
    if published is None:
        return True
    told = s3.head_object(Bucket=bucket, Key=upload.key, VersionId=stored.version_id)
    return told["Metadata"].get("published") == published


def published_date(value: str | None) -> str | None:
    """A date of publication in ISO 8601.

    Raises:
        CliError: If the value is no date that is known to the day.
    """
    if value is None:
        return None
    day = normalise_date(value)
    if day is None or len(day) < len("2024-12-16"):
        msg = f"{value!r} is no date. Write it as 2024-12-16 or 2024-12-16T09:30:00+00:00."
        raise CliError(msg)
    return day
