"""What becomes of a dropped container: every member read, at any depth."""

import io
from collections.abc import Iterator
from typing import Final

from functions.parse.containers import Limits, Place
from functions.parse.divisions import Divisions
from functions.parse.dropped import Dropped, step
from functions.parse.errors import ParseError
from functions.parse.sandbox import Sandbox
from functions.parse.sandbox.here import DividerHere, Here
from functions.parse.sandbox.worker import Worker, WorkerDivider
from schemas.article import Article, SourceObject
from schemas.failure import FailureCode
from schemas.identity import member_path

_CHARACTERS: Final = 10**8


def ends(
    body: bytes, key: str, content_type: str | None, limits: Limits, worker: Worker | None = None
) -> tuple[list[Article], list[FailureCode]]:
    """The articles that a dropped object becomes, and why what becomes none does not.

    Read by a worker, or in this process.
    """
    source = SourceObject(bucket="inbox", key=key, size=len(body), content_type=content_type)
    dropped = Dropped(io.BytesIO(body), source, {})
    found = list(_Way(worker, limits).ends(dropped))
    articles = [each for each in found if isinstance(each, Article)]
    return articles, [each for each in found if isinstance(each, FailureCode)]


class _Way:
    """From an object to its articles, as the function goes it."""

    def __init__(self, worker: Worker | None, limits: Limits) -> None:
        self._sandbox: Sandbox = worker or Here(_CHARACTERS)
        self._limits = limits
        divider = WorkerDivider(worker, limits) if worker else DividerHere(limits)
        self._divisions = Divisions(divider)

    def ends(self, dropped: Dropped) -> Iterator[Article | FailureCode]:
        """What becomes of an object, or of a member."""
        try:
            kind = dropped.kind()
            if kind is None:
                yield self._sandbox.article(dropped.document(self._limits.member_bytes))
                return
            opened = dropped.container(kind, self._limits, self._divisions)
            for member, _ in opened.members(Place()):
                if member is not None:
                    path = member_path(dropped.source.member, member.name)
                    yield from self._member(dropped, path, step(kind, member.locator))
        except ParseError as error:
            yield error.code

    def _member(self, dropped: Dropped, path: str, way: str) -> Iterator[Article | FailureCode]:
        try:
            member = dropped.member(path, [way], self._limits, self._divisions)
        except ParseError as error:
            yield error.code
            return
        yield from self.ends(member)
