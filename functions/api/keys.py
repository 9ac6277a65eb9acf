"""The keys that cursors are signed with: the one that counts, and the one before it.

A process reads a key when it first needs one, once an hour after that, and when a signature is not
known, which may be of a key that has just been made; that at most once a minute, whatever is sent.
"""

import hashlib
import hmac
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Protocol

from botocore.exceptions import ClientError

SIGNATURE_BYTES: Final = 16
KEPT_SECONDS: Final = 3600
RENEWAL_SECONDS: Final = 60
CURRENT: Final = "AWSCURRENT"
PREVIOUS: Final = "AWSPREVIOUS"
"""Stages that Secrets Manager gives the versions of a secret."""


class SecretReader(Protocol):
    """The versions of a secret."""

    def read(self, stage: str) -> bytes | None: ...  # noqa: D102


class SecretsClient(Protocol):
    """What is needed of boto3's client of Secrets Manager."""

    def get_secret_value(self, *, SecretId: str, VersionStage: str) -> dict[str, str]: ...  # noqa: D102, N803


@dataclass(frozen=True)
class Secret:
    """A secret of Secrets Manager."""

    client: SecretsClient
    id: str

    def read(self, stage: str) -> bytes | None:
        """The version that has a stage; nothing if none has it yet."""
        try:
            answer = self.client.get_secret_value(SecretId=self.id, VersionStage=stage)
        except ClientError as error:
            if error.response["Error"]["Code"] == "ResourceNotFoundException" and stage != CURRENT:
                return None
            raise
        return answer["SecretString"].encode()


@dataclass
class CursorKeys:
    """Signs, and knows what was signed with this key or the one before."""

    secret: SecretReader
    clock: Callable[[], float] = time.monotonic
    _known: list[bytes] = field(default_factory=list)
    """The current key and, once it was asked for, the one before if there is one."""
    _read_at: float = 0.0
    _asked_at: float | None = None
    """When both were read last."""

    def sign(self, content: bytes) -> bytes:
        """The signature of some content."""
        if not self._known or self.clock() - self._read_at > KEPT_SECONDS:
            self._read(CURRENT)
        return _signature(self._known[0], content)

    def knows(self, content: bytes, signature: bytes) -> bool:
        """Whether a signature is of the content."""
        if self._matches(content, signature):
            return True
        if self._asked_at is not None and self.clock() - self._asked_at <= RENEWAL_SECONDS:
            return False
        self._read(CURRENT, PREVIOUS)
        self._asked_at = self.clock()
        return self._matches(content, signature)

    def _matches(self, content: bytes, signature: bytes) -> bool:
        signatures = [_signature(key, content) for key in self._known]
        return any(hmac.compare_digest(each, signature) for each in signatures)

    def _read(self, *stages: str) -> None:
        found = [self.secret.read(stage) for stage in stages]
        self._known = [key for key in found if key]
        self._read_at = self.clock()


def _signature(key: bytes, content: bytes) -> bytes:
    return hmac.digest(key, content, hashlib.sha256)[:SIGNATURE_BYTES]
