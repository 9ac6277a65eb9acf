"""What is to become of a dead letter, given the state row of its article. Pure.

The row may have moved on since the letter was sent: the fence decides, as it does for every
message.
"""

from datetime import datetime
from enum import StrEnum
from functools import singledispatch

from functions.dead_letters.letter import Work
from functions.shared.states import RERUN_OF, RERUNNABLE, is_leased
from schemas.events import Change, ObjectEvent
from schemas.messages import ExpandContainer, ExtractArticle, ParseChange, ReparseObject
from schemas.table import Item, State


class Verdict(StrEnum):
    """What is to become of a dead letter."""

    FAIL = "fail"
    """The article waits for it, and no try is left: it has failed."""
    BURY = "bury"
    """It says that the object was deleted, which only has to be written down."""
    RESUME = "resume"
    """Its own part was done, but the message that follows was perhaps never sent."""
    CLEAR = "clear"
    """The article has ended without claims, but perhaps its old ones were never removed."""
    STALE = "stale"
    """Something newer came."""
    SETTLED = "settled"
    """The article ended well."""
    UNBEGUN = "unbegun"
    """It asked for a repetition that never began: what was there before still stands."""
    TIDYING = "tidying"
    """No article waits for it. What it did not tidy, comparing bucket and table will find."""
    BUSY = "busy"
    """A run may still be at work: the letter has to come again when its lease is over."""


def verdict(work: Work, row: Item, now: datetime) -> Verdict:
    """What is to become of a letter. `row` is the state row of its article, {} if there is none."""
    return _verdict(work, row, now)


@singledispatch
def _verdict(work: Work, row: Item, now: datetime) -> Verdict:
    raise TypeError(work, row, now)


@_verdict.register
def _of_change(work: ParseChange, row: Item, now: datetime) -> Verdict:
    event, seen = work.event, row.get("sequencer", "")
    if seen > event.sequencer:
        return Verdict.STALE
    if event.change is Change.DELETED and not event.permanent:
        return Verdict.BURY
    if is_of(event, row):
        return _by_state(row, now)
    if event.permanent and row.get("version_id") != event.version_id:
        return Verdict.STALE  # a version went that was not the object any more
    return Verdict.FAIL


def is_of(event: ObjectEvent, row: Item) -> bool:
    """Whether a row is of the object of an event; a later event of the same version is no news."""
    if row.get("sequencer") == event.sequencer:
        return True
    if event.change is Change.DELETED or event.version_id is None:
        return False
    if row.get("version_id") != event.version_id:
        return False
    return row["state"] != State.DELETED or "erased" in row


@_verdict.register
def _of_rerun(work: ReparseObject, row: Item, now: datetime) -> Verdict:
    if row.get("sequencer") == work.rerun.sequencer and row.get(RERUN_OF) == work.run:
        return _by_state(row, now)
    if not row or row["sequencer"] > work.rerun.sequencer:
        return Verdict.STALE
    unbegun = row["run"] == work.run and row["state"] in RERUNNABLE
    return Verdict.UNBEGUN if unbegun else Verdict.STALE


@_verdict.register
def _of_expansion(work: ExpandContainer, row: Item, now: datetime) -> Verdict:
    if work.event.change is Change.DELETED:
        return Verdict.TIDYING
    if row.get("run") != work.run:
        return Verdict.STALE
    if row["state"] == State.EXPANDING and row["position"] == work.position:
        return Verdict.BUSY if is_leased(row, now) else Verdict.FAIL
    return _by_state(row, now)


@_verdict.register
def _of_extraction(work: ExtractArticle, row: Item, now: datetime) -> Verdict:
    if row.get("run") != work.run:
        return Verdict.STALE
    if row["state"] == State.PARSED:
        return Verdict.BUSY if is_leased(row, now) else Verdict.FAIL
    if work.again is not None and row["counter"] == work.again:
        return Verdict.UNBEGUN
    return _by_state(row, now)


def _by_state(row: Item, now: datetime) -> Verdict:
    """What is to become of a letter whose work the row shows begun."""
    match State(row["state"]):
        case State.PARSING:
            return Verdict.BUSY if is_leased(row, now) else Verdict.FAIL
        case State.PARSED | State.EXPANDING:
            return Verdict.RESUME
        case State.FAILED | State.DELETED:
            return Verdict.CLEAR
        case State.READY | State.EXPANDED:
            return Verdict.SETTLED
