"""The main text of a page as blocks, found by trafilatura and its fallback settings."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any, Final

from lxml import etree
from lxml.html import HtmlElement
from trafilatura import bare_extraction

from functions.parse.composer import Piece, clean
from functions.parse.errors import CorruptDocumentError
from schemas.article import BlockKind

_FAR_SHORTER: Final = 0.3
"""Precision settings that keep less than this share of what recall settings keep have lost the
article."""
_OPTIONS: Final[dict[str, Any]] = {
    "include_comments": False,
    "include_formatting": True,
    "include_links": True,
    "include_tables": True,
    "with_metadata": False,
}
_SIMPLE: Final = {
    "p": BlockKind.PARAGRAPH,
    "quote": BlockKind.BLOCK_QUOTE,
    "code": BlockKind.CODE,
    "item": BlockKind.LIST_ITEM,
    "fw": BlockKind.PARAGRAPH,
    "ab": BlockKind.PARAGRAPH,
}


def main_text(root: HtmlElement) -> list[Piece]:
    """The blocks of the article on a page; none if nothing there is one.

    Raises:
        CorruptDocumentError: If the extraction breaks on the page.
    """
    precise = _extract(root, favor_precision=True)
    ample = _extract(root, favor_recall=True, fast=True)
    if _length(precise) < _length(ample) * _FAR_SHORTER:
        return ample
    return precise


def _extract(root: HtmlElement, **settings: Any) -> list[Piece]:  # noqa: ANN401 - passed on
    try:
        found = bare_extraction(deepcopy(root), **_OPTIONS, **settings)
    except (ValueError, TypeError, AttributeError, RecursionError, etree.LxmlError) as error:
        raise CorruptDocumentError("The page's text cannot be told from its markup.") from error
    body = getattr(found, "body", None)
    return [] if body is None else list(_pieces(body))


def _length(pieces: list[Piece]) -> int:
    return sum(len(piece.text) for piece in pieces)


def _pieces(body: Any) -> Iterator[Piece]:  # noqa: ANN401 - lxml has no types
    """The blocks below an element of trafilatura's tree, in order."""
    for element in body:
        kind = _SIMPLE.get(element.tag)
        if element.tag == "head":
            yield Piece(BlockKind.HEADING, _words(element), _level(element.get("rend", "")))
        elif element.tag == "table":
            yield Piece(BlockKind.TABLE, "\n".join(_rows(element)))
        elif kind:
            yield Piece(kind, _words(element))
        elif element.tag not in {"lb", "graphic"}:
            yield from _pieces(element)
        if element.tail and element.tail.strip():
            yield Piece(BlockKind.PARAGRAPH, clean(" ".join(element.tail.split())))


def _level(rend: str) -> int:
    return int(rend[1]) if len(rend) == 2 and rend[1] in "123456" else 2


def _rows(table: Any) -> Iterator[str]:  # noqa: ANN401
    for row in table.iter("row"):
        yield " | ".join(" ".join(_words(cell).split()) for cell in row)


def _words(element: Any) -> str:  # noqa: ANN401
    """An element's words: a line for each line break and each paragraph in it."""
    parts: list[str] = []
    for event, part in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            parts += ["\n"] * (part.tag in {"lb", "p", "item"}) + [_flat(part.text)]
        elif part is not element:
            parts += ["\n"] * (part.tag in {"p", "item"}) + [_flat(part.tail)]
    return clean("".join(parts))


def _flat(text: str | None) -> str:
    """Text with its source's line breaks as spaces; one space kept at either end."""
    return "".join(" " if char in "\r\n\t" else char for char in text or "")
