"""Counted decompression of gzip: never more is held than one chunk of what comes out.

https://www.rfc-editor.org/rfc/rfc1952
"""

import zlib
from collections.abc import Iterator
from typing import Final

from functions.parse.containers.base import File

MAGIC: Final = b"\x1f\x8b\x08"
_GZIP: Final = 31
"""What zlib calls gzip with its checksum."""
_CHUNK: Final = 64 * 1024


class GzipMember:
    """One member of a gzip file, from its offset on: a file may be several in a row."""

    def __init__(self, file: File, start: int) -> None:
        self._file = file
        self._start = start
        self.packed = 0
        """Bytes read of it; once all chunks were taken, those that it has."""
        self.unpacked = 0
        """Bytes that came out."""

    def chunks(self) -> Iterator[bytes]:
        """What it unpacks to. The file's own position may move between two chunks.

        Raises:
            zlib.error: If it is damaged.
            EOFError: If it is cut off.
        """
        inflater, position, held = zlib.decompressobj(_GZIP), self._start, b""
        while not inflater.eof:
            if not held:
                self._file.seek(position)
                held = self._file.read(_CHUNK)
                position += len(held)
                if not held:
                    raise EOFError
            chunk = inflater.decompress(held, _CHUNK)
            held = inflater.unused_data if inflater.eof else inflater.unconsumed_tail
            self.packed = position - self._start - len(held)
            self.unpacked += len(chunk)
            yield chunk


def beginning(head: bytes, size: int) -> bytes:
    """The first bytes of what a gzip file unpacks to, as far as its own first bytes tell."""
    try:
        return zlib.decompressobj(_GZIP).decompress(head, size)
    except zlib.error:
        return b""
