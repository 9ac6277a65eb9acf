"""Takes the parts of whole containers, in this process: where documents are read, or in tests."""

import hashlib
from collections.abc import Sequence

from functions.parse.containers import Limits, Part, whole_format


class Division:
    """Keeps the parts of the last container: its members are read one after another."""

    def __init__(self) -> None:
        self._key: tuple[str, bytes, Limits] | None = None
        self._parts: Sequence[Part] = ()

    def members(self, kind: str, body: bytes, limits: Limits) -> list[tuple[str, int]]:
        """Name and size in bytes of each part, in their order.

        Raises:
            ParseError: If it is broken or beyond a limit.
        """
        return [(part.name, len(part.body)) for part in self._divided(kind, body, limits)]

    def part(self, kind: str, body: bytes, index: int, limits: Limits) -> Part:
        """The part at an index.

        Raises:
            ParseError: If the container is broken or beyond a limit.
        """
        return self._divided(kind, body, limits)[index]

    def _divided(self, kind: str, body: bytes, limits: Limits) -> Sequence[Part]:
        key = (kind, hashlib.sha256(body).digest(), limits)
        if key != self._key:
            self._parts = whole_format(kind).divide(body, limits)
            self._key = key
        return self._parts
