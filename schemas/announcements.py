"""Events that go out: what changed, told on the event bus after it can be read.

Each is the detail of an EventBridge event whose source is `SOURCE` and whose detail type is the
name of its class. They come at least once and, across articles, in any order: `dedupe_key` is the
same for every copy of one change, and `run` orders the changes of one article.
"""

from typing import Final

from schemas.base import Record
from schemas.failure import Failure

SOURCE: Final = "hearsay"
ANNOUNCEMENT_VERSION: Final = "1"


class Announcement(Record):
    """What all of them say."""

    version: str = ANNOUNCEMENT_VERSION
    """Version of the event's meaning; later fields come under the same one."""
    dedupe_key: str
    """The same for every copy of this change, and for no other."""
    article_id: str
    bucket: str
    key: str
    member: str = ""
    version_id: str | None = None
    """The version of the object."""
    run: int
    """Grows with every change of the article."""
    at: str
    """When the state changed: ISO 8601, UTC."""


class ArticleIngested(Announcement):
    """An article has claims for the first time, or again after it had none."""

    revision: int
    claims: int
    title: str | None = None
    published: str | None = None


class ClaimsReplaced(Announcement):
    """A newer revision of an article's claims has taken the place of an older one."""

    revision: int
    replaced: int
    """The revision before."""
    claims: int
    title: str | None = None
    published: str | None = None


class ArticleFailed(Announcement):
    """An object ended as a failure; claims that it had are gone."""

    failure: Failure


class ArticleDeleted(Announcement):
    """An object was deleted, or is no longer an article but a container; its claims are gone."""


ANNOUNCEMENTS: Final = (ArticleIngested, ClaimsReplaced, ArticleFailed, ArticleDeleted)
