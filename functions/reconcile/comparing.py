"""What does not agree between an object and its state row, and what mends it. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from functions.shared.again import event_of
from functions.shared.erasures import erasure_of
from functions.shared.inbox import Listed
from functions.shared.revisions import superseded
from functions.shared.states import is_leased
from schemas.events import Change, ObjectEvent
from schemas.identity import NO_SEQUENCER, article_id, later_sequencer
from schemas.messages import EraseArticle, ParseChange, RetractArticle
from schemas.reconciliation import Finding, Found
from schemas.table import Item, State

Message = ParseChange | RetractArticle | EraseArticle

AT_WORK = frozenset({State.PARSING, State.PARSED, State.EXPANDING})
UNDIVIDED = frozenset({State.DELETED, State.FAILED, State.READY})
"""States of an object in which it has no members; it may have had some as a container."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long things may disagree before that is a finding: what was announced may be coming."""

    settled: timedelta
    """Since an object or a row changed."""
    stuck: timedelta
    """Since work was begun: longer than all tries of a message take."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Something that does not agree, and the message that mends it."""

    found: Found
    message: Message


@dataclass(frozen=True, slots=True)
class Comparison:
    """Compares as of one moment."""

    bucket: str
    now: datetime
    patience: Patience

    def listed(self, listed: Listed, state: Item) -> Disagreement | None:
        """What is wrong with an object that is there, given its state row, or {} if it has none."""
        if self.now - listed.modified < self.patience.settled:
            return None
        if not state:
            return self._created(Finding.UNANNOUNCED, listed, NO_SEQUENCER)
        if not self._has_settled(state):
            return None
        if "erased" in state and listed.modified <= datetime.fromisoformat(state["erased"]):
            return Disagreement(_found(Finding.STUCK, state), erasure_of(state))
        is_known = state.get("version_id") == listed.version_id
        if is_known and state["state"] != State.DELETED:
            return None
        return self._created(Finding.OUTDATED, listed, state["sequencer"])

    def row(self, state: Item, container: Item, *, is_there: bool) -> Disagreement | None:
        """What is wrong with a row.

        Args:
            state: The state row of an object or member.
            container: That of the container that a member lies in.
            is_there: Whether the object is.
        """
        if state["state"] == State.DELETED or not self._has_settled(state):
            return None
        if state.get("member"):
            return self._member(state, container) or self._stuck(state)
        if not is_there:
            event = event_of(state, Change.DELETED, later_sequencer(state["sequencer"]))
            return Disagreement(_found(Finding.VANISHED, state), ParseChange(event=event))
        return self._stuck(state)

    def may_be_unswept(self, state: Item) -> bool:
        """Whether rows of a revision may be left that should be gone by now."""
        return self._has_settled(state) and not superseded(state).is_nothing

    def unswept(self, state: Item) -> Disagreement:
        """That rows are left."""
        message = RetractArticle(article_id=state["article_id"])
        return Disagreement(_found(Finding.UNSWEPT, state), message)

    def _member(self, state: Item, container: Item) -> Disagreement | None:
        """A member outlives a container that has none any more."""
        is_gone = not container or container["state"] in UNDIVIDED
        if not is_gone or (container and not self._has_settled(container)):
            return None
        sequencer = max(state["sequencer"], container.get("sequencer", NO_SEQUENCER))
        event = event_of(state, Change.DELETED, sequencer)
        return Disagreement(_found(Finding.VANISHED, state), ParseChange(event=event))

    def _stuck(self, state: Item) -> Disagreement | None:
        """Work that nobody is at: the event that asked for it, once more, has it go on."""
        begun = datetime.fromisoformat(state["updated_at"])
        if state["state"] not in AT_WORK or is_leased(state, self.now):
            return None
        if self.now - begun < self.patience.stuck:
            return None
        event = event_of(state, Change.CREATED, state["sequencer"])
        return Disagreement(_found(Finding.STUCK, state), ParseChange(event=event))

    def _has_settled(self, state: Item) -> bool:
        return self.now - datetime.fromisoformat(state["updated_at"]) >= self.patience.settled

    def _created(self, finding: Finding, listed: Listed, sequencer: str) -> Disagreement:
        event = ObjectEvent(
            change=Change.CREATED,
            bucket=self.bucket,
            key=listed.key,
            version_id=listed.version_id,
            sequencer=later_sequencer(sequencer),
        )
        found = Found(
            finding=finding,
            bucket=self.bucket,
            key=listed.key,
            article_id=article_id(self.bucket, listed.key),
        )
        return Disagreement(found, ParseChange(event=event))


def _found(finding: Finding, state: Item) -> Found:
    return Found(
        finding=finding,
        bucket=state["bucket"],
        key=state["key"],
        member=state.get("member", ""),
        article_id=state["article_id"],
    )
