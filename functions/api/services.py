"""What answers requests, over AWS; each is made once in a process, when a route first needs it."""

from functools import cache
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config

from functions.api.config import Settings
from functions.api.keys import CursorKeys, Secret
from functions.api.page_files import headers
from functions.api.queries import Queries
from functions.api.retries import Retries
from functions.api.reviews import Reviews
from functions.api.store import RecordReader
from functions.api.texts import Texts
from functions.api.uploads import Limits, Uploads
from functions.api.work import Work
from functions.shared.queue import Queue
from functions.shared.table import DynamoTable, Table

if TYPE_CHECKING:
    from mypy_boto3_s3.client import S3Client


@cache
def settings() -> Settings:
    """The settings, read once in each process."""
    return Settings.from_environment()


@cache
def table() -> Table:
    """The records table."""
    return DynamoTable.named(settings().table_name)


@cache
def _s3() -> "S3Client":
    # The regional host: the global one redirects for new buckets, which breaks the signature.
    style: Any = {"addressing_style": "virtual"}
    return boto3.client("s3", config=Config(signature_version="s3v4", s3=style))


@cache
def texts() -> Texts:
    """The articles bucket."""
    return Texts(_s3(), settings().articles_bucket)


@cache
def uploads() -> Uploads:
    """Forms for the inbox."""
    known = settings()
    limits = Limits(known.max_object_bytes, known.max_unpacked_bytes)
    return Uploads(_s3(), known.inbox_bucket, limits)


@cache
def page_headers() -> dict[str, str]:
    """What the page's files say to the browser."""
    known = settings()
    buckets = [uploads().origin, texts().origin]
    return headers(known.sign_in_issuer, known.sign_in_origins, buckets)


@cache
def queries() -> Queries:
    """The queries over AWS, made once in each process."""
    return Queries(RecordReader(table()), texts())


@cache
def reviews() -> Reviews:
    """The reviews over AWS, made once in each process."""
    return Reviews(table(), queries())


@cache
def cursor_keys() -> CursorKeys:
    """The keys that cursors are signed with, read when one is first needed."""
    client: Any = boto3.client("secretsmanager")
    return CursorKeys(Secret(client, settings().cursor_key_arn))


@cache
def retries() -> Retries:
    """The retries over AWS, made once in each process."""
    sqs = boto3.client("sqs")
    return Retries(
        reader=RecordReader(table()),
        parse=Queue(sqs, settings().parse_backfill_queue_url),
        extract=Queue(sqs, settings().extract_backfill_queue_url),
    )


@cache
def work() -> Work:
    """The work for other functions over AWS, made once in each process."""
    sqs = boto3.client("sqs")
    return Work(
        table=table(),
        jobs=Queue(sqs, settings().jobs_queue_url),
        erasures=Queue(sqs, settings().erase_queue_url),
    )
