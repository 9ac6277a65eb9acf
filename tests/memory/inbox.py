"""The inbox in memory: a versioned bucket that says what S3 would announce."""

import hashlib
import io
from dataclasses import dataclass, field
from itertools import count

from functions.parse.dropped import Dropped
from functions.parse.errors import GoneError
from schemas.article import SourceObject
from schemas.events import Change, ObjectEvent
from schemas.identity import padded_sequencer
from tests.memory.hooks import Hook, Hooked, no_hook


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an object; a delete marker has no body."""

    id: str
    body: bytes | None
    metadata: dict[str, str] = field(default_factory=dict)


class MemoryInbox(Hooked):
    """Implements what `functions.parse.objects.Inbox` offers, and what people do to a bucket.

    Each change gives the event that S3 announces of it; sequencers rise.
    """

    name = "inbox"

    def __init__(self, bucket: str = "inbox", hook: Hook = no_hook) -> None:
        super().__init__(hook)
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
        version = Version(f"v{number}", body, metadata)
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
