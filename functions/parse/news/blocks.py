"""Blocks out of the markup that news formats carry: XHTML, NITF's body, fragments of HTML.

All of it is the article's, so nothing is looked for and nothing weighed: every block is kept, in
order. Notes to editors are kept as footers, since they are no sentences of the article.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from lxml import etree

from functions.parse.composer import Piece, clean
from functions.parse.xmltree import local
from schemas.article import BlockKind

_KINDS: Final[Mapping[str, BlockKind]] = {
    "p": BlockKind.PARAGRAPH,
    "li": BlockKind.LIST_ITEM,
    "dt": BlockKind.LIST_ITEM,
    "dd": BlockKind.LIST_ITEM,
    "blockquote": BlockKind.BLOCK_QUOTE,
    "bq": BlockKind.BLOCK_QUOTE,
    "pre": BlockKind.CODE,
    "figcaption": BlockKind.CAPTION,
    "caption": BlockKind.CAPTION,
    "media-caption": BlockKind.CAPTION,
    "media-producer": BlockKind.CAPTION,
    "byline": BlockKind.BYLINE,
    "dateline": BlockKind.DATELINE,
    "tagline": BlockKind.FOOTER,
    "note": BlockKind.FOOTER,
    "h1": BlockKind.HEADING,
    "h2": BlockKind.HEADING,
    "h3": BlockKind.HEADING,
    "h4": BlockKind.HEADING,
    "h5": BlockKind.HEADING,
    "h6": BlockKind.HEADING,
    "hl1": BlockKind.HEADING,
    "hl2": BlockKind.HEADING,
}
_LEFT_OUT: Final = frozenset(
    {
        *("head", "script", "style", "template", "title", "noscript", "iframe", "object"),
        *("abstract", "rights", "distributor", "series", "media-reference", "media-metadata"),
        *("media-object", "bibliography", "virtloc.info"),
    }
)
_APART: Final = frozenset({"ul", "ol", "dl", "table", "figure", "media"})
"""What is of its own even where it stands in a paragraph or an item."""
_LINES: Final = frozenset({*_KINDS, "div", "section", "block", "tr", "br", "byttl"})
"""What begins a line of its own within a block."""
_HAS_BLOCKS: Final = frozenset({*_KINDS, *_APART, "div", "section", "article", "block"})
_TO_EDITORS: Final = re.compile(r"ed-?note|editor|embargo|usage|advisory|trashline", re.IGNORECASE)
_SAYS_TO_EDITORS: Final = re.compile(r"\(?(?:Eds?|Editors?)(?:’s|'s)?(?: note)?s?\s*[:.—–]")
_ADDRESS: Final = re.compile(r"(?:https?://|mailto:)\S+", re.IGNORECASE)
_WHITE: Final = re.compile(r"[\r\n\t ]+")


def blocks_of(root: Any) -> list[Piece]:  # noqa: ANN401 - lxml has no types
    """The blocks below an element, in order."""
    return [piece for piece in _blocks(root) if piece.text.strip()]


def words_of(element: Any) -> str:  # noqa: ANN401
    """The words of an element on one line; nothing for none."""
    return "" if element is None else " ".join(_words(element).text().split())


def _blocks(element: Any) -> Iterator[Piece]:  # noqa: ANN401
    """The blocks of an element that is no block itself, and of words that stand between them."""
    loose = _Words()
    loose.add(element.text)
    for child in element:
        name = local(child)
        if name in _HAS_BLOCKS or _holds_blocks(child):
            yield from loose.taken()
            if name not in _LEFT_OUT:
                yield from _block(child, name)
        elif name not in _LEFT_OUT:
            _gather(child, loose)
        loose.add(child.tail)
    yield from loose.taken()


def _block(element: Any, name: str) -> Iterator[Piece]:  # noqa: ANN401
    kind = _KINDS.get(name)
    if name == "table":
        yield Piece(BlockKind.TABLE, "\n".join(_rows(element)))
    elif kind is None:
        yield from _blocks(element)
    else:
        words = _words(element)
        level = int(name[-1]) if kind is BlockKind.HEADING else None
        if kind is BlockKind.PARAGRAPH and _is_to_editors(element, words.text()):
            kind = BlockKind.FOOTER
        yield Piece(kind, words.text(), level, links=tuple(words.links))
        for inner in _apart(element):
            yield from _block(inner, local(inner))


def _apart(element: Any) -> Iterator[Any]:  # noqa: ANN401
    """The outermost lists, tables and pictures in an element."""
    walker = etree.iterwalk(element, events=("start",))
    for _, part in walker:
        if part is not element and local(part) in _APART:
            walker.skip_subtree()
            yield part


def _holds_blocks(element: Any) -> bool:  # noqa: ANN401
    return any(local(part) in _HAS_BLOCKS for part in element.iterdescendants())


def _is_to_editors(element: Any, words: str) -> bool:  # noqa: ANN401
    marks = " ".join(element.get(name, "") for name in ("class", "role", "type", "style"))
    return bool(_TO_EDITORS.search(marks) or _SAYS_TO_EDITORS.match(words.lstrip()))


def _rows(table: Any) -> Iterator[str]:  # noqa: ANN401
    for row in table.iter():
        if local(row) == "tr":
            yield " | ".join(words_of(cell) for cell in row if local(cell) in {"td", "th"})


@dataclass(slots=True)
class _Words:
    """Words that are being gathered, with the links in them."""

    parts: list[str] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)

    def add(self, text: str | None) -> None:
        """Words as the source has them: its line breaks are spaces."""
        self.parts.append(_WHITE.sub(" ", text or ""))

    def text(self) -> str:
        return clean("".join(self.parts))

    def taken(self) -> Iterator[Piece]:
        """A paragraph of what was gathered, which is then begun anew."""
        if any(part.strip() for part in self.parts):
            yield Piece(BlockKind.PARAGRAPH, self.text(), links=tuple(self.links))
        self.parts, self.links = [], []


def _words(element: Any) -> _Words:  # noqa: ANN401
    words = _Words()
    _gather(element, words)
    return words


def _gather(element: Any, words: _Words) -> None:  # noqa: ANN401
    """Add the words of an element, without what stands apart in it."""
    is_code = local(element) == "pre"
    walker = etree.iterwalk(element, events=("start", "end"))
    open_links: list[int] = []
    for event, part in walker:
        name = local(part)
        is_inner = part is not element
        if event == "start" and is_inner and (name in _APART or name in _LEFT_OUT):
            walker.skip_subtree()
        elif event == "start":
            words.parts += ["\n"] * (is_inner and name in _LINES)
            if name == "a":
                open_links.append(len(words.parts))
            words.parts.append(part.text or "") if is_code else words.add(part.text)
        else:
            if name == "a" and open_links:
                _close_link(words, open_links.pop(), part.get("href") or "")
            if is_inner:
                words.parts += ["\n"] * (name in _LINES and name != "br")
                words.parts.append(part.tail or "") if is_code else words.add(part.tail)


def _close_link(words: _Words, start: int, address: str) -> None:
    shown = "".join(words.parts[start:])
    if shown.strip() and _ADDRESS.fullmatch(address.strip()):
        words.links.append((shown, address.strip()))
