"""What can go wrong at the table."""

from schemas.table import Item


class TableError(Exception):
    """Base of the table's errors."""


class TransientError(TableError):
    """Another try may succeed: what was being done has to come again."""


class ThrottledError(TransientError):
    """The table did not do all that it was asked, even after retries."""


class ConflictError(TableError):
    """The condition of a write did not hold; nothing was written.

    Attributes:
        item: What stood there, in plain values; empty if nothing did.
    """

    def __init__(self, item: Item) -> None:
        super().__init__("the condition of the write did not hold")
        self.item = item


class UnstorableError(TableError):
    """The table will never take this, such as a row above 400 KB. Permanent."""
