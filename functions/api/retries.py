"""Trying failed objects again. What is asked for here, `parse` and `extract` do."""

from dataclasses import dataclass
from typing import Protocol

from functions.api.errors import NothingToRetryError, UnknownRecordError
from functions.shared.again import extract_again, parse_again
from schemas.api import Accepted
from schemas.base import Record
from schemas.failure import Failure, Stage
from schemas.table import Item, Key, State, state_row


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
            self.extract.send(extract_again(row))
            return Accepted(article_id=article, detail="Its claims will be extracted again.")
        self.parse.send(parse_again(row))
        return Accepted(article_id=article, detail="The file will be read again.")
