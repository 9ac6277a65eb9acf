"""What a job looks at, page by page, from any position on. No page is asked for twice in a row.

With a prefix, that is the bucket, with the members of each container that is met. Without, it is
the state index, up to the moment at which the job began: what the job itself has moved since lies
behind that.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, Self

from pydantic import Field

from functions.jobs.asking import Candidate
from functions.shared.inbox import Page
from schemas.base import Contract
from schemas.identity import article_id
from schemas.job import Job, JobRequest
from schemas.table import SHARDS, Item, State

DIVIDED = (State.EXPANDING, State.EXPANDED)
"""States of containers that have members."""
ENDED = (State.READY, State.FAILED)
"""States in which an object has claims or a failure."""


class Position(Contract):
    """Where listing goes on."""

    marker: tuple[str, str] | None = None
    """In the bucket."""
    is_listed: bool = False
    """Whether the bucket is at its end; containers may be left."""
    containers: list[tuple[str, str]] = Field(default_factory=list)
    """Containers whose members are to be looked at, each with the member that it goes on behind."""
    partition: int = 0
    """In the state index: number among the partitions that are read one after another."""
    after: str = ""
    """Sort key there that it goes on behind."""

    def left(self) -> Self | None:
        """The position, unless nothing is left behind it in the bucket."""
        return None if self.is_listed and not self.containers else self


class Objects(Protocol):
    """The inbox, as the lister needs it."""

    bucket: str

    def page(self, prefix: str, after: Sequence[str] | None) -> Page: ...  # noqa: D102


class States(Protocol):
    """State rows, as the lister needs them."""

    def of(self, articles: Sequence[str]) -> Mapping[str, Item]: ...  # noqa: D102
    def members(self, container: str, after: str) -> list[str]: ...  # noqa: D102
    def in_state(  # noqa: D102
        self, state: State, shard: int, after: str, until: str
    ) -> tuple[list[Item], str | None]: ...


Found = tuple[list[Candidate], Position | None]
"""Some objects, and where the next ones are."""


@dataclass(frozen=True)
class Lister:
    """Finds what jobs are about."""

    inbox: Objects
    states: States

    def page(self, job: Job, position: Position) -> Found:
        """The objects at a position, wanted or not, and the position behind them."""
        if job.request.prefix is None:
            return self._in_state(job, position)
        if position.containers:
            return self._members(position)
        return self._objects(job.request.prefix, position)

    def _objects(self, prefix: str, position: Position) -> Found:
        bucket = self.inbox.bucket
        page = self.inbox.page(prefix, position.marker)
        ids = {article_id(bucket, each.key): each for each in page.objects}
        states = self.states.of(list(ids))
        found = [Candidate(bucket, states.get(id_, {}), each) for id_, each in ids.items()]
        marker = (page.following[0], page.following[1]) if page.following else None
        containers = list(_containers(found))
        after = Position(marker=marker, is_listed=marker is None, containers=containers)
        return found, after.left()

    def _members(self, position: Position) -> Found:
        container, after = position.containers[-1]
        ids = self.states.members(container, after)
        states = self.states.of(ids)
        found = [Candidate(states[id_]["bucket"], states[id_]) for id_ in ids if id_ in states]
        containers = [*position.containers[:-1], *([(container, ids[-1])] if ids else [])]
        left = position.model_copy(update={"containers": [*containers, *_containers(found)]})
        return found, left.left()

    def _in_state(self, job: Job, position: Position) -> Found:
        partitions = [(state, number) for state in _states(job.request) for number in range(SHARDS)]
        state, number = partitions[position.partition]
        rows, after = self.states.in_state(state, number, position.after, job.created_at)
        found = [Candidate(row["bucket"], row) for row in rows]
        if after is not None:
            return found, position.model_copy(update={"after": after})
        following = position.partition + 1
        return found, Position(partition=following) if following < len(partitions) else None


def _containers(found: Sequence[Candidate]) -> Iterator[tuple[str, str]]:
    for candidate in found:
        if candidate.state.get("state") in DIVIDED:
            yield candidate.state["article_id"], ""


def _states(request: JobRequest) -> Sequence[State]:
    """The states that objects can be in which a job without a prefix is about."""
    if request.state is not None:
        return [request.state]
    return [State.FAILED] if request.stage or request.code else ENDED
