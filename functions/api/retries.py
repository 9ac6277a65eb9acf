"""Trying failed objects again. What is asked for here, `parse` and `extract` do."""

from dataclasses import dataclass
from typing import Protocol

from functions.api.errors import NothingToRetryError, UnknownRecordError
from schemas.api import Accepted
from schemas.base import Record
from schemas.events import Change, ObjectEvent
from schemas.failure import Failure, Stage
from schemas.messages import ExtractArticle, ReparseObject
from schemas.table import Item, Key, State, article_prefix, state_row


class Reader(Protocol):
    """The table, as retries need it."""

    def get(self, key: Key) -> Item | None: ...  # noqa: D102


class Queue(Protocol):
    """A queue to another function."""

    def send(self, message: Record) -> None: ...  # noqa: D102


@dataclass(frozen=True)
class Retries:
    """Asks for failed objects to be tried again. Asking twice does the work once."""

    reader: Reader
    parse: Queue
    extract: Queue

    def retry(self, article: str) -> Accepted:
        """Ask for another try of the stage that failed.

        Raises:
            UnknownRecordError: If no such object was ever seen.
            NothingToRetryError: If it has not failed.
        """
        row = self.reader.get(state_row(article))
        if row is None:
            msg = f"There is no article {article!r}. GET /failures lists what can be retried."
            raise UnknownRecordError(msg)
        if row["state"] != State.FAILED:
            msg = f"The article has not failed; it is {row['state']}. There is nothing to retry."
            raise NothingToRetryError(msg)
        if Failure.model_validate(row["failure"]).stage is Stage.EXTRACT:
            self.extract.send(_extraction(article, row))
            return Accepted(article_id=article, detail="Its claims will be extracted again.")
        self.parse.send(_reparsing(row))
        return Accepted(article_id=article, detail="The file will be read again.")


def _extraction(article: str, row: Item) -> ExtractArticle:
    run = int(row["run"])
    prefix = article_prefix(article, run)
    return ExtractArticle(article_id=article, run=run, prefix=prefix, again=int(row["counter"]))


def _reparsing(row: Item) -> ReparseObject:
    event = ObjectEvent(
        change=Change.CREATED,
        bucket=row["bucket"],
        key=row["key"],
        member=row.get("member", ""),
        version_id=row.get("version_id"),
        sequencer=row["sequencer"],
    )
    return ReparseObject(event=event, run=int(row["run"]))
