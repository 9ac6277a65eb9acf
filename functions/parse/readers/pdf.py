"""PDF. The text is its lines, joined into paragraphs and headings by how they stand on the page.

Running headers are kept once, as footers; page numbers are left out. Read with pypdf, whose limits
are set here: a page may unpack to a limited length, and draw a limited number of forms.
"""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from functions.parse.composer import Piece, compose
from functions.parse.document import Document
from functions.parse.errors import (
    BombError,
    CorruptDocumentError,
    EmptyDocumentError,
    EncryptedError,
    NoTextLayerError,
    ParseError,
    TooLargeDocumentError,
)
from functions.parse.pdf.flow import pieces_of
from functions.parse.pdf.guard import (
    MOST_FORMS,
    MOST_PAGES,
    MOST_TANGLED,
    UNPACKED,
    if_whole,
    is_tangled,
    limited,
    passed_over,
    tried,
)
from functions.parse.pdf.lines import Line, page_lines
from functions.parse.pdf.links import page_addresses, with_links
from functions.parse.pdf.properties import offer_making, offer_properties
from functions.parse.pdf.repair import repaired
from functions.parse.pdf.running import take_out_running
from functions.parse.readers.base import Certainty, Names, Reader
from functions.parse.reading import Facts, Reading
from schemas.article import BlockKind, FieldBasis, Format, Notice, NoticeCode

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

LONGEST: Final = 2_000_000
"""Characters of all pages."""
_NAMES: Final = Names("PDF", frozenset({"pdf"}), frozenset({"application/pdf"}))
_HEAD: Final = 1024
"""Bytes in which the header has to begin: what other programs read, too."""
_HEADER: Final = re.compile(rb"(?:\A|[\r\n])(?:\xef\xbb\xbf)?[\s\x00]{0,9}%PDF-\d")
_OBJECT: Final = re.compile(rb"\d+\s+\d+\s+obj\b")
_END: Final = b"%%EOF"


def recognise(document: Document, head: str) -> Certainty:  # noqa: ARG001 - it is no text
    """The header settles it, at the beginning or after a few lines of something else."""
    found = _HEADER.search(document.body[:_HEAD])
    if found is None:
        return Certainty.NO
    is_first = found.start() == 0 and b"\n" not in found[0][1:]
    return Certainty.CERTAIN if is_first or _OBJECT.search(document.body) else Certainty.NO


def read(document: Document) -> Reading:
    """Read a PDF.

    Raises:
        EncryptedError: If it takes a password to open it.
        NoTextLayerError: If its pages are pictures.
        ParseError: If it is broken or beyond a limit.
    """
    with limited():
        return _read(document.body)


@dataclass(slots=True)
class _Pages:
    """What the pages hold."""

    lines: list[list[Line]] = field(default_factory=list)
    addresses: dict[int, list[str]] = field(default_factory=dict)
    """What each page links to, by its number."""
    pictures: list[int] = field(default_factory=list)
    """Numbers of the pages that show something, but no words."""
    lost: list[int] = field(default_factory=list)
    """Numbers of the pages of which words could not be read."""
    fault: ParseError | None = None
    """Why the last of those could not."""
    tangled: int = 0
    """How many pages draw more forms than are drawn."""
    missing: bool = False
    """Whether the file says that it has more pages than it has."""


def _read(body: bytes) -> Reading:
    pdf = _opened(body)
    pages = _read_pages(pdf)
    facts = Facts()
    if_whole(lambda: offer_properties(pdf, facts))
    running = take_out_running(pages.lines)
    pieces = with_links(pieces_of(pages.lines), pages.addresses)
    facts.offer("title", _headline(pieces), FieldBasis.TEXT)
    pieces += [Piece(BlockKind.FOOTER, text) for text in running]
    if not pieces:
        raise _without_words(pages)
    reading = compose(pieces, facts, notices=list(_notices(body, pages)))
    if_whole(lambda: offer_making(pdf, facts))
    return reading


def _opened(body: bytes) -> "PdfReader":
    try:
        pdf = tried(lambda: _open(body), "The PDF is damaged")
    except CorruptDocumentError:
        mended = repaired(body, MOST_PAGES)
        if mended is None:
            raise
        pdf = tried(lambda: _open(mended), "The PDF is damaged")
    count = len(pdf.pages)
    if count > MOST_PAGES:
        raise TooLargeDocumentError(f"The PDF has {count:,} pages; at most {MOST_PAGES} are read.")
    return pdf


def _open(body: bytes) -> "PdfReader":
    """The file with its pages found."""
    from pypdf import PasswordType, PdfReader  # noqa: PLC0415

    pdf = PdfReader(io.BytesIO(body))
    if pdf.is_encrypted and pdf.decrypt("") is PasswordType.NOT_DECRYPTED:
        raise EncryptedError("The PDF opens only with a password.")
    if not len(pdf.pages):
        raise CorruptDocumentError("The PDF has no pages.")
    return pdf


def _read_pages(pdf: "PdfReader") -> _Pages:
    pages, length = _Pages(missing=_count(pdf) > len(pdf.pages)), 0
    for number, page in enumerate(pdf.pages, start=1):
        lines = _read_page(pages, page, number)
        length += sum(len(line.text) for line in lines)
        if length > LONGEST:
            msg = f"The PDF has more than {LONGEST:,} characters of text."
            raise TooLargeDocumentError(msg)
        pages.lines.append(lines)
    return pages


def _count(pdf: "PdfReader") -> int:
    """How many pages the file says that it has."""
    tree = if_whole(lambda: pdf.root_object["/Pages"])
    count = tree.get("/Count") if isinstance(tree, dict) else None
    return count if isinstance(count, int) else 0


def _read_page(pages: _Pages, page: "PageObject", number: int) -> list[Line]:
    """The lines of a page; that it has none, or has lost some, is noted."""
    with passed_over() as losses:
        try:
            lines = tried(lambda: page_lines(page, number), f"Page {number} is damaged")
            pages.addresses[number] = if_whole(lambda: page_addresses(page)) or []
        except ParseError as fault:
            pages.fault = fault
            pages.lost.append(number)
            return []
    pages.tangled += is_tangled(losses)
    if pages.tangled > MOST_TANGLED:
        raise BombError("Pages of the PDF are drawn out of far more parts than any page is.")
    if losses or _lacks_contents(page):
        pages.lost.append(number)
    elif not lines and _shows_something(page):
        pages.pictures.append(number)
    return lines


def _lacks_contents(page: "PageObject") -> bool:
    """Whether a page refers to contents that the file does not hold."""
    from pypdf.generic import NullObject  # noqa: PLC0415

    if "/Contents" not in page:
        return False
    held = if_whole(lambda: page["/Contents"])
    return held is None or isinstance(held, NullObject)


def _shows_something(page: "PageObject") -> bool:
    contents = if_whole(page.get_contents)
    return contents is not None and bool(contents.get_data().strip())


def _headline(pieces: Sequence[Piece]) -> str | None:
    """The first heading of the highest level on the first page."""
    titles = [p for p in pieces if p.kind is BlockKind.HEADING and p.page == 1]
    return min(titles, key=lambda piece: piece.level or 9).text if titles else None


def _without_words(pages: _Pages) -> ParseError:
    """Why there is no article."""
    if pages.fault:
        return pages.fault
    if pages.lost or pages.missing:
        return CorruptDocumentError("The pages of the PDF cannot be read.")
    if pages.pictures:
        return NoTextLayerError("The PDF's pages are pictures, as scans are; it has no text.")
    return EmptyDocumentError("The pages of the PDF are blank.")


def _notices(body: bytes, pages: _Pages) -> Iterator[Notice]:
    if pages.pictures:
        message = f"Without text that can be read: {_named(pages.pictures)}."
        yield Notice(code=NoticeCode.PAGES_WITHOUT_TEXT, message=message)
    if pages.lost:
        message = f"Words could not be read on {_named(pages.lost)}."
        yield Notice(code=NoticeCode.TEXT_LOST, message=message)
    if pages.missing or _END not in body[-2 * _HEAD :]:
        message = "The PDF is cut off or damaged: it may have had more pages."
        yield Notice(code=NoticeCode.CUT_OFF, message=message)


def _named(numbers: Sequence[int]) -> str:
    """The numbers of pages in words: pages 2-4 and 7."""
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][-1] + 1:
            ranges[-1][1:] = [number]
        else:
            ranges.append([number])
    names = ["-".join(map(str, each)) for each in ranges]
    listed = " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
    return f"page{'s' * (len(numbers) > 1)} {listed}"


READER: Final = Reader(
    Format.PDF,
    _NAMES,
    recognise,
    read,
    limits=(
        f"{MOST_PAGES} pages",
        f"{LONGEST:,} characters",
        f"{UNPACKED // 1_000_000} MB unpacked a stream",
        f"{MOST_FORMS} forms a page",
    ),
)
