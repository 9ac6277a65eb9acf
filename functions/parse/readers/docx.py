"""Word documents (DOCX). The text is the body's words, block by block; notes come at its end.

Headers, footers and comments are left out, and so is what was deleted while changes were tracked.
"""

import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeVar

from functions.parse.composer import Piece, clean, compose
from functions.parse.containers.directory import packed
from functions.parse.document import Document
from functions.parse.docx import LONGEST, LONGEST_PART, MOST_PARTS, RATIO
from functions.parse.errors import EmptyDocumentError, EncryptedError, ParseError
from functions.parse.packed import Packed
from functions.parse.readers.base import Certainty, Names, Reader
from functions.parse.reading import Facts, Reading
from functions.parse.sniff import ZIP_MAGIC
from schemas.article import BlockKind, FieldBasis, Format, Notice, NoticeCode

if TYPE_CHECKING:
    from functions.parse.docx.package import Package
    from functions.parse.docx.styles import Style

_NAMES: Final = Names(
    "Word document (DOCX)",
    frozenset({"docx", "docm", "dotx", "dotm"}),
    frozenset({"application/vnd.openxmlformats-officedocument.wordprocessingml.document"}),
)
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED: Final = "EncryptedPackage".encode("utf-16-le")
"""Name of what holds a document of Office that is locked with a password."""
_T = TypeVar("_T")


def recognise(document: Document, head: str) -> Certainty:  # noqa: ARG001 - it is no text
    """An archive with Word's folder in it, or what Office makes of any document it locks."""
    if document.body.startswith(_OLE):
        return Certainty.CERTAIN if _LOCKED in document.body else Certainty.NO
    is_word = (
        document.body.startswith(ZIP_MAGIC) and packed(io.BytesIO(document.body)) is Packed.WORD
    )
    return Certainty.CERTAIN if is_word else Certainty.NO


def read(document: Document) -> Reading:
    """Read a Word document.

    Raises:
        EncryptedError: If it is locked with a password.
        ParseError: If it is broken or beyond a limit.
    """
    if document.body.startswith(_OLE):
        raise EncryptedError("The Office document is locked with a password.")
    from functions.parse.docx.package import Package  # noqa: PLC0415 - only where one is read
    from functions.parse.docx.properties import (  # noqa: PLC0415
        core_properties,
        offer_making,
        offer_title,
    )

    package, facts = Package(document.body), Facts()
    pieces, notices = _pieces(package)
    if not any(clean(piece.text) for piece in pieces):
        raise EmptyDocumentError("There is no text in the Word document.")
    properties: dict[str, str] = _if_whole(lambda: core_properties(package.core()), {})
    facts.offer("title", _title(pieces), FieldBasis.MARKUP)
    offer_title(properties, facts)
    reading = compose(pieces, facts, notices=notices)
    offer_making(properties, facts)
    return reading


def _pieces(package: "Package") -> tuple[list[Piece], list[Notice]]:
    """The blocks of the body, those of its notes behind them, and what was lost of these."""
    from functions.parse.docx.body import Body  # noqa: PLC0415
    from functions.parse.docx.styles import styles_of  # noqa: PLC0415

    main = package.main()
    styles: dict[str, Style] = _if_whole(lambda: styles_of(package.beside(main, "styles")), {})
    addresses: dict[str, str] = _if_whole(lambda: package.addresses(main), {})
    body = Body(styles, addresses)
    pieces = _with_levels(body.read(package.part(main) or b"", "The text of the document"))
    notices = []
    for kind in ("footnote", "endnote"):
        numbers = dict.fromkeys(number for each, number in body.references if each == kind)
        try:
            notes = _notes(package, main, kind, styles) if numbers else {}
        except ParseError:
            message = f"The {kind}s are damaged and were left out."
            notices.append(Notice(code=NoticeCode.TEXT_LOST, message=message))
            continue
        pieces += [piece for number in numbers for piece in notes.get(number, [])]
    return pieces, notices


def _notes(
    package: "Package", main: str, kind: str, styles: "dict[str, Style]"
) -> dict[str, list[Piece]]:
    """The blocks of the footnotes or endnotes, by their numbers."""
    from functions.parse.docx.body import Body  # noqa: PLC0415

    part = package.beside(main, f"{kind}s")
    if part is None:
        return {}
    notes = Body(styles, {})
    notes.read(part, f"The list of {kind}s")
    return notes.notes


def _with_levels(pieces: Sequence[Piece]) -> list[Piece]:
    """The blocks with the title alone on the first level, the other headings below it.

    The title is what is styled as one, or else the only heading of the highest level.
    """
    titles = [p for p in pieces if p.kind is BlockKind.HEADING and p.level == 0 and p.text.strip()]
    tops = [p for p in pieces if p.kind is BlockKind.HEADING and p.level == 1]
    shift = 1 if titles or len(tops) != 1 else 0
    return [
        p if p.level is None else replace(p, level=max(1, min(p.level + shift, 6))) for p in pieces
    ]


def _title(pieces: Sequence[Piece]) -> str | None:
    """The heading of the first level, of those that the text begins with."""
    found = (p for p in pieces if p.kind is BlockKind.HEADING and p.level == 1)
    return next((clean(piece.text) for piece in found if piece.text.strip()), None)


def _if_whole(action: Callable[[], _T], otherwise: _T) -> _T:
    """What a part says; something else where it is damaged, since the text is worth more."""
    try:
        return action()
    except ParseError:
        return otherwise


READER: Final = Reader(
    Format.DOCX,
    _NAMES,
    recognise,
    read,
    limits=(
        f"{LONGEST:,} characters",
        f"{LONGEST_PART // 1_000_000} MB unpacked a part",
        f"{RATIO}:1 packed",
        f"{MOST_PARTS:,} parts",
    ),
)
