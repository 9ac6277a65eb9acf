"""The table and the inbox as `reconcile` uses them."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from boto3.dynamodb.conditions import Attr, ConditionBase
from botocore.exceptions import ClientError

from functions.reconcile.passes import Pass, Place
from functions.shared.clock import moment
from functions.shared.errors import ConflictError
from functions.shared.inbox import InboxListing
from functions.shared.states import epoch
from functions.shared.table import Change, Put, Table
from schemas.reconciliation import Reconciliation
from schemas.table import BODY, EXPIRES_AT, META, PK, RECONCILIATION, SK, Item, Key, pack, unpack

if TYPE_CHECKING:
    from mypy_boto3_s3.client import S3Client

CHECKPOINT: Final[Key] = (RECONCILIATION, META)
KEPT: Final = timedelta(days=90)
"""How long the report of a pass is kept."""
THREADS: Final = 16
"""Objects that are asked for at the same time."""
MISSING: Final = frozenset({"404", "405", "NoSuchKey", "MethodNotAllowed"})
"""No such object, or a deletion marker in its place."""


class PassStore:
    """The checkpoint of the pass that goes on, and the reports of passes."""

    def __init__(self, table: Table, lease_seconds: int) -> None:
        self._table = table
        self._lease_seconds = lease_seconds

    def begin(self, now: datetime) -> Pass | None:
        """Go on with the pass, or begin one. Nothing if another run is at it."""
        item = self._table.get(CHECKPOINT) or {}
        found = _pass(item) or _new(item, now)
        if int(item.get("lease_until", 0)) >= epoch(now):
            return None
        return self._move(found, epoch(now) + self._lease_seconds)

    def advance(self, done: Pass, now: datetime) -> Pass | None:
        """Move the checkpoint and keep the lease. Nothing if another run has taken over."""
        return self._move(done, epoch(now) + self._lease_seconds)

    def pause(self, done: Pass) -> None:
        """Move the checkpoint and give the lease back."""
        self._report(done.report)
        self._move(done, None)

    def finish(self, done: Pass) -> None:
        """Keep the report of a pass that has ended; the next run begins another."""
        self._report(done.report)
        self._move(done, None, is_over=True)

    def _move(self, done: Pass, lease_until: int | None, *, is_over: bool = False) -> Pass | None:
        place, report = (each.model_dump(mode="json") for each in (done.place, done.report))
        fields: Item = {
            "holder": done.holder,
            "step": done.step + 1,
            "lease_until": lease_until,
            BODY: None if is_over else pack({"place": place, "report": report}),
        }
        here: ConditionBase = Attr("step").eq(done.step)
        if done.step == 0:
            here = here | Attr(PK).not_exists()
        try:
            self._table.update(CHECKPOINT, Change(fields), here)
        except ConflictError as conflict:
            item = conflict.item
            if (item.get("step"), item.get("holder")) != (done.step + 1, done.holder):
                return None
            # The answer to this very request was lost, and it was sent again.
        return replace(done, step=done.step + 1)

    def _report(self, report: Reconciliation) -> None:
        begun = datetime.fromisoformat(report.begun)
        row = {PK: RECONCILIATION, SK: report.begun, EXPIRES_AT: epoch(begun + KEPT)}
        self._table.write([Put(row | {BODY: pack(report.model_dump(mode="json"))})])


def _pass(item: Item) -> Pass | None:
    if BODY not in item:
        return None
    body = unpack(bytes(item[BODY]))
    report = Reconciliation.model_validate(body["report"])
    return Pass(int(item["step"]), Place.model_validate(body["place"]), report, uuid4().hex)


def _new(item: Item, now: datetime) -> Pass:
    report = Reconciliation(begun=moment(now))
    return Pass(int(item.get("step", 0)), Place(), report, uuid4().hex)


class Inbox(InboxListing):
    """The bucket that people drop files into."""

    def __init__(self, s3: "S3Client", bucket: str, page_size: int) -> None:
        super().__init__(s3, bucket, page_size)
        self._threads = ThreadPoolExecutor(THREADS)

    def present(self, keys: Sequence[str]) -> AbstractSet[str]:
        """Those of some keys that there is an object of."""
        there = self._threads.map(self._is_there, keys)
        return {key for key, is_there in zip(keys, there, strict=True) if is_there}

    def _is_there(self, key: str) -> bool:
        try:
            self._s3.head_object(Bucket=self.bucket, Key=key)
        except ClientError as error:
            if error.response["Error"]["Code"] in MISSING:
                return False
            raise
        return True
