"""Which articles have ended, by asking only for what the last look cannot have seen."""

from datetime import datetime, timedelta
from itertools import takewhile
from typing import Final

from infra.cli.client import ApiClient
from schemas.api import ArticleSummary
from schemas.table import ENDS, State

_LATE: Final = timedelta(seconds=30)
"""A moment is taken before it is written: an earlier change may turn up after a later one."""


class Endings:
    """The articles that have ended, each as it was when somebody last looked.

    The API lists the last changed first, so that a look reads no further than to what is known.
    """

    def __init__(self, since: datetime | None = None) -> None:
        """All that have ended, or those alone that did so since a time, and some from before."""
        self._found: dict[str, ArticleSummary] = {}
        self._newest = since

    def look(self, client: ApiClient) -> list[ArticleSummary]:
        """Those that have ended, by key; members below the object that they lie in."""
        for found in list(takewhile(self._may_be_new, client.articles(ENDS))):
            self._found[found.article_id] = found
            changed = _changed(found)
            self._newest = max(self._newest or changed, changed)
        return sorted(self._found.values(), key=lambda found: (found.key, found.member))

    def _may_be_new(self, found: ArticleSummary) -> bool:
        return self._newest is None or _changed(found) > self._newest - _LATE


def deletions(client: ApiClient) -> dict[str, ArticleSummary]:
    """The objects that are deleted, by key. A member has the key of its container, which is not."""
    deleted = client.articles([State.DELETED])
    return {article.key: article for article in deleted if not article.member}


def _changed(article: ArticleSummary) -> datetime:
    return datetime.fromisoformat(article.updated_at)
