"""Which announcement a change of a state row is worth. Pure: the same for the same change.

Whoever follows the announcements of an article in the order of their `run` knows at each of them
which revision of its claims can be read, if any.
"""

from typing import Any, Final

from functions.publish.rows import StateRow
from schemas.announcements import (
    Announcement,
    ArticleDeleted,
    ArticleFailed,
    ArticleIngested,
    ClaimsReplaced,
)
from schemas.failure import Failure
from schemas.table import Current, State

LONGEST_TITLE: Final = 500
LONGEST_REASON: Final = 1000
"""Characters of a title, and of what a failure says. Ten events, with keys of 1,024 bytes, so stay
far below what one PutEvents takes."""


def announcement_of(before: StateRow | None, after: StateRow | None) -> Announcement | None:
    """What a change is announced as; nothing for a step on the way.

    A container that is divided into its members is no article: it is announced only where claims
    go, of an article that lay under its name before. Its members announce themselves.
    """
    if after is None:
        return None
    if after.state == State.DELETED:
        return None if before and before.state == State.DELETED else _deleted(after)
    if after.failure and after.state == State.FAILED:
        return None if _had_failed(before, after.failure) else _failed(after, after.failure)
    return _moved(before.current if before else None, after)


def _had_failed(before: StateRow | None, failure: Failure) -> bool:
    return before is not None and before.state == State.FAILED and before.failure == failure


def _moved(old: Current | None, after: StateRow) -> Announcement | None:
    """What is announced where the current revision is not the one that it was."""
    new = after.current
    if new is None:
        return _deleted(after) if old else None
    if old is None:
        return ArticleIngested(**_said(after, ArticleIngested), **_told_of(new))
    if old.rev == new.rev:
        return None
    return ClaimsReplaced(**_said(after, ClaimsReplaced), **_told_of(new), replaced=old.rev)


def _deleted(after: StateRow) -> ArticleDeleted:
    return ArticleDeleted(**_said(after, ArticleDeleted))


def _failed(after: StateRow, failure: Failure) -> ArticleFailed:
    short = {
        "message": _cut(failure.message, LONGEST_REASON),
        "remedy": _cut(failure.remedy, LONGEST_REASON),
    }
    return ArticleFailed(**_said(after, ArticleFailed), failure=failure.model_copy(update=short))


def _said(row: StateRow, kind: type[Announcement]) -> dict[str, Any]:
    """What all announcements say.

    Every claim of work counts `counter` up, and ends in one change of a kind at most.
    """
    return {
        "dedupe_key": f"{row.article_id}:{row.counter}:{kind.__name__}",
        "article_id": row.article_id,
        "bucket": row.bucket,
        "key": row.key,
        "member": row.member,
        "version_id": row.version_id,
        "run": row.counter,
        "at": row.updated_at,
    }


def _told_of(current: Current) -> dict[str, Any]:
    title = current.title
    return {
        "revision": current.rev,
        "claims": current.claims,
        "title": title and _cut(title, LONGEST_TITLE),
        "published": current.published,
    }


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"
