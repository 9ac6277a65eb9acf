"""Revisions that nobody may see any more: which they are, and their removal from the table."""

from collections.abc import Iterator
from dataclasses import dataclass

from boto3.dynamodb.conditions import Key as KeyCondition

from functions.shared.table import Delete, Query, Table
from schemas.table import (
    BODY,
    MANIFEST_PREFIX,
    PK,
    SK,
    Item,
    Key,
    State,
    article_partition,
    claim_prefix,
    manifest_rev,
    manifest_row,
    prefix_run,
    unpack,
)

FIRST_REVISION = 2
"""Runs and revisions of an article are numbered by one counter, and a run comes first."""


@dataclass(frozen=True, slots=True)
class Superseded:
    """What nobody may see any more: the revisions before `rev`, the files of runs before `run`."""

    rev: int
    run: int
    ended: bool = False
    """Whether no revision is current, because the object failed or was deleted."""

    @property
    def is_nothing(self) -> bool:
        """Whether there can be none."""
        return self.rev <= FIRST_REVISION


ENDED = frozenset({State.FAILED, State.DELETED, State.EXPANDING, State.EXPANDED})
"""States without claims of the article's own that no message to `extract` is to change."""


def superseded(state: Item) -> Superseded:
    """What of the article of a state row nobody may see any more."""
    run, current = int(state.get("run", 0)), state.get("current")
    if current:
        return Superseded(int(current["rev"]), prefix_run(current["prefix"]))
    if state.get("state") in ENDED:
        return Superseded(int(state["counter"]) + 1, run, ended=True)
    return Superseded(run, run)


class Revisions:
    """The rows of revisions in the table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def before(self, article: str, rev: int) -> Iterator[int]:
        """The revisions before one that rows are left of."""
        for sort_key in self._sort_keys(article_partition(article), MANIFEST_PREFIX):
            if manifest_rev(sort_key) < rev:
                yield manifest_rev(sort_key)

    def filed(self, article: str, rev: int) -> list[Key]:
        """Keys of the rows of a revision but for its claims, as its manifest lists them."""
        item = self._table.get(manifest_row(article, rev))
        return [(pk, sk) for pk, sk in unpack(bytes(item[BODY]))] if item else []

    def remove_before(self, article: str, rev: int, *, for_good: bool) -> None:
        """Delete the rows of the revisions before one.

        Their manifests go only if it is for good. Until then a run that was overtaken may still
        be writing, and what it has yet to write has to be found.
        """
        for each in list(self.before(article, rev)):
            self._remove(article, each, for_good=for_good)

    def _remove(self, article: str, rev: int, *, for_good: bool) -> None:
        """Delete the rows of a revision, its manifest last."""
        pk = article_partition(article)
        others = self.filed(article, rev)
        claims = [(pk, sk) for sk in self._sort_keys(pk, claim_prefix(rev))]
        self._table.write(Delete(key) for key in [*claims, *others])
        if for_good:
            self._table.write([Delete(manifest_row(article, rev))])

    def _sort_keys(self, pk: str, prefix: str) -> Iterator[str]:
        keys = KeyCondition(PK).eq(pk) & KeyCondition(SK).begins_with(prefix)
        for item in self._table.query(Query(keys, keys_only=True, consistent=True)):
            yield str(item[SK])
