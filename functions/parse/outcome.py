"""How a message ended, and the record of those that ended badly."""

from datetime import datetime
from enum import StrEnum

from functions.parse.errors import ParseError
from schemas.events import ObjectEvent
from schemas.failure import Failure, Stage
from schemas.version import PIPELINE_VERSION


class Outcome(StrEnum):
    """How a message ended."""

    PARSED = "parsed"
    DIVIDING = "dividing"
    """It is a container, and the rest of it comes with another message."""
    DIVIDED = "divided"
    FAILED = "failed"
    DELETED = "deleted"
    STALE = "stale"
    DUPLICATE = "duplicate"
    RESENT = "resent"


class BusyError(Exception):
    """Another run is at work on the same version. Transient: the message has to come again."""

    def __init__(self, key: str) -> None:
        super().__init__(f"another run is reading {key}")


def failure_of(
    error: ParseError, stage: Stage, event: ObjectEvent, attempts: int, now: datetime
) -> Failure:
    """The record of an object or member that cannot become claims."""
    return Failure(
        stage=stage,
        code=error.code,
        message=error.message,
        remedy=error.remedy,
        attempts=attempts,
        at=now.isoformat(timespec="seconds"),
        version_id=event.version_id,
        pipeline_version=PIPELINE_VERSION,
    )
