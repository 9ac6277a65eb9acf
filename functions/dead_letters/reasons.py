"""The failure record of a dead letter: which code it has, and what a person is told. Pure."""

from datetime import datetime
from typing import Final

from functions.dead_letters.letter import (
    ERROR_CODE,
    RETRY_ATTEMPTS,
    DeadLetter,
    Work,
    article_of,
)
from functions.shared.trouble import TROUBLE, Trouble
from schemas.failure import Failure, FailureCode, Stage
from schemas.messages import ExpandContainer, ExtractArticle
from schemas.table import Item
from schemas.version import PIPELINE_VERSION

DOING: Final = {
    Stage.PARSE: "read this file",
    Stage.EXPAND: "divide this container",
    Stage.EXTRACT: "extract the claims of this article",
}
HEAVY: Final = {
    Stage.PARSE: "split the file",
    Stage.EXPAND: "split the container",
    Stage.EXTRACT: "split the article",
}


def failure(letter: DeadLetter, work: Work, row: Item, tries: int, now: datetime) -> Failure:
    """Why an article has failed.

    Args:
        letter: What nobody could deal with.
        work: What it asks for.
        row: The state row of its article; {} if there is none.
        tries: How often a queue hands a message out before it gives it up.
        now: When it is written down.
    """
    stage = _stage(letter, work)
    code, message, remedy = _reason(letter, work, row, stage)
    event = None if isinstance(work, ExtractArticle) else work.event
    undelivered = code is FailureCode.UNDELIVERED
    return Failure(
        stage=stage,
        code=code,
        message=message,
        remedy=remedy,
        attempts=int(letter.attributes.get(RETRY_ATTEMPTS, 0)) + 1 if undelivered else tries,
        at=now.isoformat(timespec="seconds"),
        version_id=event.version_id if event else row.get("version_id"),
        pipeline_version=PIPELINE_VERSION,
        archived=letter.archive_key,
    )


def _stage(letter: DeadLetter, work: Work) -> Stage:
    if ERROR_CODE in letter.attributes:
        return Stage.DELIVER
    if isinstance(work, ExtractArticle):
        return Stage.EXTRACT
    return Stage.EXPAND if isinstance(work, ExpandContainer) else Stage.PARSE


def _reason(
    letter: DeadLetter, work: Work, row: Item, stage: Stage
) -> tuple[FailureCode, str, str]:
    retry = f"POST /failures/{article_of(work)}/retry"
    if stage is Stage.DELIVER:
        said = letter.attributes[ERROR_CODE]
        return (
            FailureCode.UNDELIVERED,
            f"The event of this object could not be handed to the queue ({said}).",
            f"See that the queue takes events, then {retry}.",
        )
    if not _has_begun(work, row):
        return (
            FailureCode.UNAVAILABLE,
            f"No try to {DOING[stage]} got as far as to begin.",
            f"See in the function's log what stopped it, then {retry}.",
        )
    if TROUBLE in row:
        return _troubled(Trouble.model_validate(row[TROUBLE]), stage, retry)
    return (
        FailureCode.CRASHED,
        f"The last try to {DOING[stage]} ended without a word: out of memory or time, or killed.",
        f"{retry}; if that ends the same way, {HEAVY[stage]} or give the function more memory.",
    )


def _troubled(trouble: Trouble, stage: Stage, retry: str) -> tuple[FailureCode, str, str]:
    if trouble.code is FailureCode.INTERNAL:
        return (
            trouble.code,
            f"The last try to {DOING[stage]} ended in a fault of the pipeline ({trouble.error}).",
            "Please report it with the file; the log of this time has the details.",
        )
    return (
        trouble.code,
        f"The last try to {DOING[stage]} ended at a service that refused ({trouble.error}).",
        f"Wait until the service is well again, then {retry}.",
    )


def _has_begun(work: Work, row: Item) -> bool:
    """Whether a run took the work up: each that does leaves a lease."""
    same = isinstance(work, ExtractArticle) or row.get("sequencer") == work.event.sequencer
    return same and "lease_until" in row
