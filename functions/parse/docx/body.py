"""The blocks of a part of a DOCX, read as a stream of elements.

Text boxes come after the paragraph that they are anchored in; of what is there twice, for programs
that do not know the first, only the first is read. Tables become text.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from functions.parse.composer import Piece, clean
from functions.parse.docx import LONGEST
from functions.parse.docx.paragraphs import paragraph
from functions.parse.docx.styles import Style
from functions.parse.errors import TooLargeDocumentError
from functions.parse.xmltree import attribute, events, local, namespace
from schemas.article import BlockKind

_WORDS: Final = frozenset(
    {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    }
)
_LEFT_OUT: Final = frozenset({"Fallback", "moveFrom", "del"})
"""Elements whose blocks are none of the document."""
_NOTES: Final = frozenset({"footnote", "endnote"})
_SCOPES: Final = frozenset({"tc", "txbxContent"}) | _NOTES | _LEFT_OUT
_REFERENCES: Final = {"footnoteReference": "footnote", "endnoteReference": "endnote"}


@dataclass(slots=True)
class _Scope:
    """What is being read and holds blocks: the part, a cell, a text box, a note."""

    name: str
    pieces: list[Piece] = field(default_factory=list)
    boxes: list[Piece] = field(default_factory=list)
    """Blocks that come after the paragraph that is being read."""


@dataclass(slots=True)
class _Row:
    """A row of a table: the words of its cells, and their blocks if it is only a frame."""

    cells: list[str] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)


class Body:
    """Reads one part of a document."""

    def __init__(self, styles: Mapping[str, Style], addresses: Mapping[str, str]) -> None:
        self._styles = styles
        self._addresses = addresses
        self._scopes = [_Scope("")]
        self._tables: list[list[_Row]] = []
        self._length = 0
        self.notes: dict[str, list[Piece]] = {}
        """The blocks of each note, by its number, where the part is a list of notes."""
        self.references: list[tuple[str, str]] = []
        """The notes that the part refers to, in order: footnote or endnote, and its number."""

    def read(self, body: bytes, what: str) -> list[Piece]:
        """The blocks in order; of a list of notes none, since they are in `notes`.

        Raises:
            ParseError: If it is broken or too long.
        """
        for event, element in events(body, what):
            name = local(element)
            if namespace(element) in _WORDS or name == "Fallback":
                if event == "start":
                    self._start(name, element)
                else:
                    self._end(name, element)
        return self._scopes[0].pieces

    def _start(self, name: str, element: Any) -> None:  # noqa: ANN401 - lxml has no types
        if name == "tbl":
            self._tables.append([])
        elif name == "tr" and self._tables:
            self._tables[-1].append(_Row())
        elif name in _SCOPES:
            self._scopes.append(_Scope(name))
        elif name in _REFERENCES and not any(scope.name in _LEFT_OUT for scope in self._scopes):
            self.references.append((_REFERENCES[name], attribute(element, "id") or ""))

    def _end(self, name: str, element: Any) -> None:  # noqa: ANN401
        scope = self._scopes[-1]
        if name == "p":
            self._end_paragraph(scope, element)
        elif name == "tr" and self._tables:
            if _is_deleted(element):
                self._tables[-1].pop()
        elif name == "tbl" and self._tables:
            scope.pieces += _table(self._tables.pop())
            _forget(element)
        elif name == scope.name:
            self._end_scope(self._scopes.pop(), element)

    def _end_paragraph(self, scope: _Scope, element: Any) -> None:  # noqa: ANN401
        piece = paragraph(element, self._styles, self._addresses)
        self._length += len(piece.text)
        if self._length > LONGEST:
            raise TooLargeDocumentError(f"The document has more than {LONGEST:,} characters.")
        scope.pieces += [piece, *scope.boxes]
        scope.boxes = []
        _forget(element)

    def _end_scope(self, ended: _Scope, element: Any) -> None:  # noqa: ANN401
        if ended.name == "tc" and self._tables and self._tables[-1]:
            row = self._tables[-1][-1]
            row.cells.append(" ".join(clean(piece.text) for piece in ended.pieces).strip())
            row.pieces += ended.pieces
        elif ended.name == "txbxContent":
            self._scopes[-1].boxes += ended.pieces
        elif ended.name in _NOTES and attribute(element, "type") in {None, "normal"}:
            self.notes[attribute(element, "id") or ""] = ended.pieces


def _is_deleted(row: Any) -> bool:  # noqa: ANN401
    """Whether a row was deleted while changes were tracked."""
    return any(local(e) == "del" for part in row if local(part) == "trPr" for e in part)


def _table(rows: Sequence[_Row]) -> list[Piece]:
    """A table as a block, a line for each row; the blocks of one that has a single column."""
    if all(len(row.cells) < 2 for row in rows):
        return [piece for row in rows for piece in row.pieces]
    lines = (" | ".join(row.cells) for row in rows if any(row.cells))
    return [Piece(BlockKind.TABLE, "\n".join(lines))]


def _forget(element: Any) -> None:  # noqa: ANN401
    """Free what has been read: the element's contents, and the elements before it."""
    element.clear(keep_tail=True)
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
