"""The words of one paragraph of a DOCX, and the links in it.

What is no text of the document is left out: what was deleted or moved away while changes were
tracked, hidden words, the codes of fields, and how to pronounce a word.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from lxml import etree

from functions.parse.composer import Piece
from functions.parse.docx.styles import Style, outline_level
from functions.parse.xmltree import attribute, local
from schemas.article import BlockKind

_LEFT_OUT: Final = frozenset(
    {
        *("del", "moveFrom", "sdtPr", "rt", "rPrChange", "pPrChange", "txbxContent", "Fallback"),
        *("pPr", "fldData", "delText"),
    }
)
_SHOWN: Final = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
_OFF: Final = frozenset({"0", "false", "off"})
_HYPERLINK: Final = re.compile(r'\s*HYPERLINK\s+"([^"]{1,2000})"', re.IGNORECASE)
_ADDRESS: Final = re.compile(r"(?:https?://|mailto:)\S+", re.IGNORECASE)


@dataclass(slots=True)
class _Open:
    """A link or field whose words are being read."""

    address: str = ""
    code: str = ""
    start: int = -1
    """Characters before its words; below zero until they begin."""


@dataclass(slots=True)
class _Words:
    """What has been read of a paragraph."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    links: list[tuple[int, str, str]] = field(default_factory=list)
    open_links: list[_Open] = field(default_factory=list)
    fields: list[_Open] = field(default_factory=list)
    is_hidden: bool = False
    """Whether the run that is being read is."""

    def show(self, text: str) -> None:
        if not self.is_hidden:
            self.parts.append(text)
            self.length += len(text)

    def close(self, link: _Open) -> None:
        """Keep a link whose words have ended, if it leads out of the document."""
        words = "".join(self.parts)[link.start :] if link.start >= 0 else ""
        if words.strip() and _ADDRESS.fullmatch(link.address):
            self.links.append((link.start, words, link.address))


def paragraph(element: Any, styles: Mapping[str, Style], addresses: Mapping[str, str]) -> Piece:  # noqa: ANN401 - lxml has no types
    """A paragraph as a block.

    Args:
        element: The paragraph; text boxes in it are not read.
        styles: What the styles mean, by their identifiers.
        addresses: Where links lead, by their identifiers.
    """
    words = _Words()
    walker = etree.iterwalk(element, events=("start", "end"))
    for event, part in walker:
        name = local(part)
        if event == "end":
            _end(words, name, part)
        elif name in _LEFT_OUT:
            walker.skip_subtree()
        else:
            _start(words, name, part, addresses)
    links = tuple((shown, address) for _, shown, address in sorted(words.links))
    style = _style(element, styles)
    return Piece(style.kind or BlockKind.PARAGRAPH, "".join(words.parts), style.level, links=links)


def _start(words: _Words, name: str, part: Any, addresses: Mapping[str, str]) -> None:  # noqa: ANN401
    if name == "r":
        words.is_hidden = False
    elif name in {"vanish", "webHidden"}:
        words.is_hidden |= (attribute(part, "val") or "").lower() not in _OFF
    elif name == "hyperlink":
        address = addresses.get(attribute(part, "id") or "", "")
        words.open_links.append(_Open(address, start=words.length))
    elif name == "fldSimple":
        code = attribute(part, "instr") or ""
        words.fields.append(_Open(code=code, start=words.length))
    elif name == "fldChar":
        _mark(words, attribute(part, "fldCharType") or "")


def _end(words: _Words, name: str, part: Any) -> None:  # noqa: ANN401
    if name == "t":
        words.show(part.text or "")
    elif name in _SHOWN and local(part.getparent()) == "r":
        words.show(_SHOWN[name])
    elif name == "instrText" and words.fields:
        words.fields[-1].code += part.text or ""
    elif name == "hyperlink" and words.open_links:
        words.close(words.open_links.pop())
    elif name == "fldSimple" and words.fields:
        _close_field(words)


def _mark(words: _Words, kind: str) -> None:
    """A mark of a field: where it begins, where its outcome does, where it ends."""
    if kind == "begin":
        words.fields.append(_Open())
    elif kind == "separate" and words.fields:
        words.fields[-1].start = words.length
    elif kind == "end" and words.fields:
        _close_field(words)


def _close_field(words: _Words) -> None:
    found = words.fields.pop()
    if match := _HYPERLINK.match(found.code):
        found.address = match[1]
        words.close(found)


def _style(element: Any, styles: Mapping[str, Style]) -> Style:  # noqa: ANN401
    """What a paragraph is, by its own properties or its style."""
    properties = next((child for child in element if local(child) == "pPr"), None)
    if properties is None:
        return Style()
    values = {local(e): attribute(e, "val") or "" for e in properties.iter() if local(e)}
    level = outline_level(values.get("outlineLvl"))
    if level:
        return Style(BlockKind.HEADING, level)
    style = styles.get(values.get("pStyle", ""), Style())
    is_item = style.kind is None and values.get("numId", "0") != "0"
    return Style(BlockKind.LIST_ITEM) if is_item else style
