"""The inbox in memory: a versioned bucket that says what S3 would announce."""

import hashlib
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from itertools import count
from typing import Final

from functions.erase.service import Version as Found
from functions.parse.dropped import Dropped
from functions.parse.errors import GoneError
from functions.shared.inbox import Listed, Page
from schemas.article import SourceObject
from schemas.events import Change, ObjectEvent
from schemas.identity import padded_sequencer
from tests.memory.hooks import Hook, Hooked, no_hook

LONG_AGO: Final = datetime.min.replace(tzinfo=UTC)
PAGE: Final = 2
"""Versions that one listing holds."""


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an object; a delete marker has no body."""

    id: str
    body: bytes | None
    metadata: dict[str, str] = field(default_factory=dict)
    modified: datetime = LONG_AGO
    """In whole seconds, as S3 tells it."""


class MemoryInbox(Hooked):
    """Implements what `functions.parse.objects.Inbox` offers, and what people do to a bucket.

    Each change gives the event that S3 announces of it; sequencers rise.
    """

    name = "inbox"

    def __init__(
        self,
        bucket: str = "inbox",
        hook: Hook = no_hook,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        super().__init__(hook)
        self.announced: list[ObjectEvent] = []
        """What S3 announces of removals that a function asks for."""
        self._clock = clock
        self.bucket = bucket
        self._numbers = count(1)
        self._versions: dict[str, list[Version]] = {}

    # --- What people do ------------------------------------------------------------------------

    def put(self, key: str, body: bytes, **metadata: str) -> ObjectEvent:
        """Upload a file: a new version of the object."""
        return self._add(key, body, Change.CREATED, metadata)

    def delete(self, key: str) -> ObjectEvent:
        """Hide the object behind a delete marker."""
        return self._add(key, None, Change.DELETED, {})

    def remove(self, key: str, version_id: str) -> ObjectEvent:
        """Remove one version, or a delete marker, for good."""
        kept = [version for version in self._versions[key] if version.id != version_id]
        assert len(kept) < len(self._versions[key]), f"{key} has no version {version_id}"
        self._versions[key] = kept
        return self._event(key, version_id, Change.DELETED, next(self._numbers), permanent=True)

    def versions(self, key: str) -> list[Version]:
        """All versions of an object and its delete markers, the oldest first."""
        return list(self._versions.get(key, []))

    def keys(self) -> list[str]:
        """Keys of the objects that are there, sorted."""
        return sorted(key for key in self._versions if self._current(key))

    # --- What `parse` does ---------------------------------------------------------------------

    def open(self, event: ObjectEvent) -> Dropped:
        return self._call("open", lambda: self._open(event))

    def current_version(self, event: ObjectEvent) -> str | None:
        return self._call("current_version", lambda: self._current_id(event.key))

    def version_since(self, event: ObjectEvent, moment: str) -> str | None:
        return self._call("head", lambda: self._since(event.key, datetime.fromisoformat(moment)))

    def _since(self, key: str, moment: datetime) -> str | None:
        current = self._current(key)
        return current.id if current and current.modified > moment else None

    # --- What `erase` does ---------------------------------------------------------------------

    def pages(self, bucket: str, key: str) -> Iterator[list[Found]]:
        assert bucket == self.bucket
        found = [
            Found(version.id, version.modified, version is self._versions[key][-1])
            for version in reversed(self.versions(key))
        ]
        for start in range(0, len(found), PAGE):
            yield self._call("list", partial(lambda page: page, found[start : start + PAGE]))

    def remove_versions(self, bucket: str, key: str, versions: Sequence[str]) -> None:
        assert bucket == self.bucket
        if versions:
            self._call("remove", lambda: self._remove_all(key, versions))

    def _remove_all(self, key: str, versions: Sequence[str]) -> None:
        there = {version.id for version in self.versions(key)}
        self.announced += [self.remove(key, version) for version in versions if version in there]

    # --- What `jobs` and `reconcile` do --------------------------------------------------------

    def page(self, prefix: str, after: Sequence[str] | None) -> Page:
        return self._call("list", lambda: self._page(prefix, after))

    def present(self, keys: Sequence[str]) -> set[str]:
        return {key for key in keys if self._call("head", partial(self._current, key))}

    def _page(self, prefix: str, after: Sequence[str] | None) -> Page:
        """Every version counts for the size of a page, the newest of a key first."""
        entries = [
            (key, version, version is versions[-1])
            for key, versions in sorted(self._versions.items())
            if key.startswith(prefix)
            for version in reversed(versions)
        ]
        places = [(key, version.id) for key, version, _ in entries]
        start = places.index((after[0], after[1])) + 1 if after else 0
        shown = entries[start : start + PAGE]
        objects = [
            Listed(key, version.id, version.modified)
            for key, version, is_latest in shown
            if is_latest and version.body is not None
        ]
        more = start + PAGE < len(entries)
        return Page(objects, (shown[-1][0], shown[-1][1].id) if more else None)

    # --- How -----------------------------------------------------------------------------------

    def _open(self, event: ObjectEvent) -> Dropped:
        wanted = self._current_id(event.key) if event.version_id is None else event.version_id
        for version in self._versions.get(event.key, []):
            if version.id == wanted and version.body is not None:
                return self._dropped(event.key, version, version.body)
        raise GoneError(event.key)

    def _dropped(self, key: str, version: Version, body: bytes) -> Dropped:
        source = SourceObject(
            bucket=self.bucket,
            key=key,
            version_id=version.id,
            etag=hashlib.md5(body, usedforsecurity=False).hexdigest(),
            size=len(body),
            content_type="binary/octet-stream",
        )
        return Dropped(io.BytesIO(body), source, dict(version.metadata))

    def _current(self, key: str) -> Version | None:
        versions = self._versions.get(key)
        return versions[-1] if versions and versions[-1].body is not None else None

    def _current_id(self, key: str) -> str | None:
        current = self._current(key)
        return current.id if current else None

    def _add(
        self, key: str, body: bytes | None, change: Change, metadata: dict[str, str]
    ) -> ObjectEvent:
        number = next(self._numbers)
        version = Version(f"v{number}", body, metadata, self._clock().replace(microsecond=0))
        self._versions.setdefault(key, []).append(version)
        return self._event(key, version.id, change, number)

    def _event(
        self, key: str, version_id: str, change: Change, number: int, *, permanent: bool = False
    ) -> ObjectEvent:
        return ObjectEvent(
            change=change,
            bucket=self.bucket,
            key=key,
            version_id=version_id,
            sequencer=padded_sequencer(f"{number:018X}"),
            permanent=permanent,
        )
