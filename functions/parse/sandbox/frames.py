"""How parent and child speak: one frame for a question, one for its answer.

A frame is the lengths of its two parts, then the parts: a JSON object, and bytes as they are.
"""

import json
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

_LENGTHS: Final = struct.Struct(">IQ")


@dataclass(frozen=True, slots=True)
class Frame:
    """A question or an answer."""

    head: Mapping[str, Any]
    body: bytes | bytearray | memoryview = field(default=b"", repr=False)

    def parts(self) -> list[memoryview]:
        """The frame as it is written; the body is not copied."""
        head = json.dumps(self.head).encode()
        lengths = _LENGTHS.pack(len(head), len(self.body))
        return [memoryview(lengths + head), memoryview(self.body)]


class Reassembly:
    """Puts a frame together out of chunks of any size."""

    def __init__(self) -> None:
        self._held = bytearray()

    def add(self, chunk: bytes) -> Frame | None:
        """Take a chunk; the frame once it is whole."""
        self._held += chunk
        if len(self._held) < _LENGTHS.size:
            return None
        head, body = _LENGTHS.unpack_from(self._held)
        start = _LENGTHS.size + head
        if len(self._held) < start + body:
            return None
        return Frame(json.loads(self._held[_LENGTHS.size : start]), self._held[start:])


def read_frame(read: Callable[[int], bytes]) -> Frame | None:
    """The next frame of a stream; nothing if the stream has ended.

    Args:
        read: Waits for so many bytes; gives fewer only at the end.
    """
    lengths = read(_LENGTHS.size)
    if len(lengths) < _LENGTHS.size:
        return None
    head, body = _LENGTHS.unpack(lengths)
    return Frame(json.loads(read(head)), read(body))
