"""Failure records: why an object did not become claims, and what to do about it."""

from enum import StrEnum

from pydantic import Field

from schemas.base import Record


class Stage(StrEnum):
    """The stage of the pipeline that failed."""

    DELIVER = "deliver"
    """The event never reached a function."""
    PARSE = "parse"
    EXPAND = "expand"
    """A container was being divided into its members."""
    EXTRACT = "extract"


class FailureCode(StrEnum):
    """Why it failed. A permanent one ends the same way however often the object is tried."""

    EMPTY = "empty"
    UNSUPPORTED = "unsupported"
    UNDECODABLE = "undecodable"
    CORRUPT = "corrupt"
    ENCRYPTED = "encrypted"
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    """A container has more members than the limit."""
    TOO_DEEP = "too_deep"
    """Containers lie in containers beyond the limit."""
    BOMB = "bomb"
    """It unpacks to far more than it holds."""
    BAD_NAME = "bad_name"
    """A member's name leads out of its container, is too long or is no text."""
    NO_ARTICLE = "no_article"
    NO_TEXT_LAYER = "no_text_layer"
    """Pages that are pictures, as scans are: there are no words to read."""
    TIMEOUT = "timeout"
    """Reading the document took longer than the limit, in a process of its own."""
    OUT_OF_MEMORY = "out_of_memory"
    """Reading the document took more memory than the limit, in a process of its own."""
    READER_CRASHED = "reader_crashed"
    """The process that read the document died of it."""
    UNREADABLE = "unreadable"
    """The store will not hand the object out: archived, or encrypted with a key of its own."""
    INTERNAL = "internal"
    """A fault of the pipeline itself, which the same input would meet again."""
    UNAVAILABLE = "unavailable"
    """Every try met a service that refused: throttling, a timeout, a lost connection."""
    CRASHED = "crashed"
    """Every try ended without a word: out of memory, out of time, or killed."""
    UNDELIVERED = "undelivered"
    """The event could not be handed to a queue."""

    @property
    def is_permanent(self) -> bool:
        """Whether another try of the same object would end the same way."""
        return self not in _TRANSIENT


_TRANSIENT = frozenset({FailureCode.UNAVAILABLE, FailureCode.CRASHED, FailureCode.UNDELIVERED})


class Failure(Record):
    """One object that ended as a failure."""

    stage: Stage
    code: FailureCode
    message: str
    """One sentence that a person understands: what is wrong with this object."""
    remedy: str
    """One sentence: what to do about it."""
    attempts: int = Field(ge=1)
    at: str
    """ISO 8601 date and time in UTC."""
    version_id: str | None = None
    pipeline_version: str
    archived: str | None = None
    """Key, in the articles bucket, of the message that nobody could deal with."""
