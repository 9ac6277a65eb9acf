"""Failure records: why an object did not become claims, and what to do about it."""

from enum import StrEnum

from pydantic import Field

from schemas.base import Record


class Stage(StrEnum):
    """The stage of the pipeline that failed."""

    PARSE = "parse"
    EXTRACT = "extract"


class FailureCode(StrEnum):
    """Why it failed. All are permanent: trying the same object again ends the same way."""

    EMPTY = "empty"
    UNSUPPORTED = "unsupported"
    UNDECODABLE = "undecodable"
    CORRUPT = "corrupt"
    TOO_LARGE = "too_large"
    NO_ARTICLE = "no_article"
    UNREADABLE = "unreadable"
    """The store will not hand the object out: archived, or encrypted with a key of its own."""
    INTERNAL = "internal"
    """A fault of the pipeline itself, which the same input would meet again."""


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
