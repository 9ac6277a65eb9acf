"""A PDF that does not open, given a table of pages and an end that lead to the pages it holds.

What a transfer cut off lacks is the end, where a PDF says where everything stands; pages before it
are whole. Objects are then found by their own headers, which pypdf does.
"""

import re
from collections.abc import Iterator
from typing import Final

_PAGE: Final = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
_NUMBERS: Final = re.compile(rb"(\d{1,8})\s+(\d{1,5})\s*\Z")
_LONGEST: Final = 4000
"""Bytes from the beginning of a page's object to where it says that it is a page."""
_UNUSED: Final = 8_388_600
"""Number of an object that no file has: higher numbers are not allowed."""


def repaired(body: bytes, most_pages: int) -> bytes | None:
    """The PDF with all pages that stand in it openly; nothing if there are none, or it is locked.

    Args:
        body: The file.
        most_pages: Pages looked for; one more is taken, so that too many are seen to be.
    """
    if b"/Encrypt" in body:
        return None
    whole = body[: body.rfind(b"endobj") + len(b"endobj")]
    pages: list[bytes] = []
    for page in _pages(whole):
        pages.append(page)
        if len(pages) > most_pages:
            break
    return whole + _end(pages) if pages else None


def _pages(body: bytes) -> Iterator[bytes]:
    """References to the pages, in the order of the file."""
    for found in _PAGE.finditer(body):
        start = body.rfind(b"obj", max(0, found.start() - _LONGEST), found.start())
        numbers = _NUMBERS.search(body[max(0, start - 20) : start]) if start > 0 else None
        if numbers:
            yield b"%b %b R" % numbers.groups()


def _end(pages: list[bytes]) -> bytes:
    catalog, tree = _UNUSED, _UNUSED + 1
    return (
        f"\n{catalog} 0 obj\n<< /Type /Catalog /Pages {tree} 0 R >>\nendobj\n"
        f"{tree} 0 obj\n<< /Type /Pages /Count {len(pages)} /Kids [".encode()
        + b" ".join(pages)
        + f"] >>\nendobj\ntrailer\n<< /Root {catalog} 0 R >>\nstartxref\n0\n%%EOF\n".encode()
    )
