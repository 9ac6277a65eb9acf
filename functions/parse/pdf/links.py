"""The addresses that a page links to, where its words show them.

A link of a PDF is an area of the page. Which words stand in it is not told; so only an address
that stands in the text is taken for the words of its link.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from functions.parse.composer import Piece

if TYPE_CHECKING:
    from pypdf import PageObject

_MOST: Final = 500
"""Links of a page that are looked at."""
_ADDRESS: Final = re.compile(r"https?://\S{3,2000}|mailto:\S{3,300}", re.IGNORECASE)
_SHOWN: Final = re.compile(r"(?:https?://(?:www\.)?|mailto:)(.+?)/?\Z", re.IGNORECASE)


def page_addresses(page: "PageObject") -> list[str]:
    """The addresses that a page links to, each once."""
    notes: Sequence[Any] = page.annotations or []
    found = (_address(note.get_object()) for note in notes[:_MOST])
    return list(dict.fromkeys(filter(None, found)))


def with_links(pieces: Iterable[Piece], addresses: Mapping[int, Sequence[str]]) -> list[Piece]:
    """The blocks with the links that they show, given the addresses of each page."""
    return [
        replace(piece, links=_links(piece.text, addresses.get(piece.page or 0, ())))
        for piece in pieces
    ]


def _address(note: object) -> str | None:
    action = note.get("/A") if isinstance(note, Mapping) else None
    action = action.get_object() if action is not None else None
    address = action.get("/URI") if isinstance(action, Mapping) else None
    is_whole = isinstance(address, str) and _ADDRESS.fullmatch(address.strip())
    return str(address).strip() if is_whole else None


def _links(text: str, addresses: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """The links whose address the text shows, in the order of the text."""
    found = []
    for address in addresses:
        shown = next((form for form in _forms(address) if form in text), None)
        if shown:
            found.append((text.index(shown), shown, address))
    return tuple((shown, address) for _, shown, address in sorted(found))


def _forms(address: str) -> list[str]:
    """How an address may be written, the whole of it first."""
    match = _SHOWN.match(address)
    return [address, match[1]] if match else [address]
