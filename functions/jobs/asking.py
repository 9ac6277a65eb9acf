"""What a job asks for an object, given what is known of it. Pure."""

from dataclasses import dataclass
from datetime import datetime

from functions.shared.again import extract_again, parse_again
from functions.shared.inbox import Listed
from schemas.events import Change, ObjectEvent
from schemas.failure import Failure, Stage
from schemas.identity import NO_SEQUENCER, later_sequencer
from schemas.job import JobRequest, Rerun
from schemas.messages import ExtractArticle, ParseChange, RecountArticle, ReparseObject
from schemas.table import Item, State

Message = ParseChange | ReparseObject | ExtractArticle | RecountArticle

BEING_WORKED_ON = frozenset({State.PARSING, State.EXPANDING, State.PARSED})


@dataclass(frozen=True, slots=True)
class Candidate:
    """An object that a job looks at: as the bucket lists it, as the table has it, or both."""

    bucket: str
    state: Item
    """Its state row; empty if there is none."""
    listed: Listed | None = None


def is_wanted(request: JobRequest, candidate: Candidate) -> bool:
    """Whether all conditions of a job hold for an object."""
    state = candidate.state
    if not state:
        others = (request.state, request.stage, request.code, request.older_than)
        return all(condition is None for condition in others)
    failure = _failure(state)
    return (
        (request.state is None or state["state"] == request.state)
        and (request.stage is None or (failure is not None and failure.stage is request.stage))
        and (request.code is None or (failure is not None and failure.code is request.code))
        and (request.older_than is None or _is_older(state, failure, request.older_than))
    )


def message_for(job: str, request: JobRequest, candidate: Candidate) -> Message | None:
    """What to ask for an object; nothing if it is deleted, or being worked on.

    Counting is another matter: that an article has no claims any more counts, too.
    """
    if request.rerun is Rerun.COUNT:
        known = candidate.state.get("article_id")
        return RecountArticle(article_id=known) if known else None
    if candidate.listed and _is_unknown(candidate.state, candidate.listed):
        return ParseChange(event=_listed_event(candidate, candidate.listed), job=job)
    state = candidate.state
    if not state or state["state"] == State.DELETED:
        return None
    if state["state"] in BEING_WORKED_ON and state["state"] != request.state:
        return None
    if request.rerun is Rerun.EXTRACT:
        return _extract(job, state)
    return parse_again(state, job)


def _extract(job: str, state: Item) -> ExtractArticle | None:
    """To extract again; nothing if the object never became an article."""
    failure = _failure(state)
    if state["state"] == State.EXPANDED or (failure and failure.stage is not Stage.EXTRACT):
        return None
    return extract_again(state, job)


def _is_unknown(state: Item, listed: Listed) -> bool:
    """Whether the table does not know the version that is there."""
    if not state:
        return True
    if "erased" in state and listed.modified <= datetime.fromisoformat(state["erased"]):
        return False
    return bool(state.get("version_id") != listed.version_id)


def _listed_event(candidate: Candidate, listed: Listed) -> ObjectEvent:
    return ObjectEvent(
        change=Change.CREATED,
        bucket=candidate.bucket,
        key=listed.key,
        version_id=listed.version_id,
        sequencer=later_sequencer(candidate.state.get("sequencer", NO_SEQUENCER)),
    )


def _failure(state: Item) -> Failure | None:
    return Failure.model_validate(state["failure"]) if state.get("failure") else None


def _is_older(state: Item, failure: Failure | None, version: str) -> bool:
    """Whether claims, or a failure, are of an older pipeline; those of no known one are."""
    current = state.get("current") or {}
    if not current and failure is None:
        return False
    known = failure.pipeline_version if failure else current.get("pipeline_version")
    return known is None or _numbers(known) < _numbers(version)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) if part.isdecimal() else 0 for part in version.split("."))
