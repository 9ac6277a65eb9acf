"""Files of an articles bucket that are removed: those of a key prefix."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mypy_boto3_s3.client import S3Client


class RemovalError(Exception):
    """S3 did not delete all that it was asked to. Transient: it has to be asked again."""


def remove_files(s3: "S3Client", bucket: str, prefix: str, below: str | None = None) -> None:
    """Delete the files whose key begins with a prefix and, if given, sorts before another key.

    Raises:
        RemovalError: If S3 leaves some.
    """
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix):
        keys = [entry["Key"] for entry in page.get("Contents", [])]
        remove_objects(s3, bucket, [{"Key": key} for key in keys if below is None or key < below])


def remove_objects(s3: "S3Client", bucket: str, objects: list[Any]) -> None:
    """Delete up to 1,000 objects, or versions of objects, in no certain order.

    Raises:
        RemovalError: If S3 leaves some.
    """
    if not objects:
        return
    answer = s3.delete_objects(Bucket=bucket, Delete={"Objects": objects, "Quiet": True})
    errors = answer.get("Errors", [])
    if errors:
        raise RemovalError(f"{len(errors)} of {len(objects)} left, the first: {errors[0]}")
