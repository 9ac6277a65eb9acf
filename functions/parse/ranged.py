"""A seekable file over reads of ranges, with the last blocks kept.

Where the ranges come from is the caller's business.
"""

import io
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

BLOCK: Final = 1024 * 1024
"""Bytes of one read: an article of usual length is one, and a large file is read fast."""
KEPT: Final = 8
"""Blocks held at a time."""


class RangedFile:
    """A file of a known size of which each block is fetched when it is read.

    Args:
        fetch: The bytes from an offset up to another, exclusive.
        size: Of the whole file.
        first: Its first block, which whoever knows the size has usually read already.
    """

    def __init__(self, fetch: Callable[[int, int], bytes], size: int, first: bytes = b"") -> None:
        self._fetch = fetch
        self._size = size
        self._position = 0
        self._blocks: OrderedDict[int, bytes] = OrderedDict()
        if first:
            self._blocks[0] = first

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """Go to an offset from the start, from here or from the end; never before the start."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self._size}[whence]
        self._position = max(0, base + offset)
        return self._position

    def read(self, size: int = -1, /) -> bytes:
        """So many bytes, or all that are left."""
        left = max(0, self._size - self._position)
        end = self._position + (left if size < 0 else min(size, left))
        parts = []
        while self._position < end:
            number, start = divmod(self._position, BLOCK)
            part = self._block(number)[start : start + end - self._position]
            parts.append(part)
            self._position += len(part)
        return b"".join(parts)

    def _block(self, number: int) -> bytes:
        if number not in self._blocks:
            start = number * BLOCK
            self._blocks[number] = self._fetch(start, min(start + BLOCK, self._size))
            if len(self._blocks) > KEPT:
                self._blocks.popitem(last=False)
        self._blocks.move_to_end(number)
        return self._blocks[number]
