"""PDFs for the parser's tests, written by hand: what a page draws is what a test says."""

import io
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap

from pypdf import PdfReader, PdfWriter

WIDTH, HEIGHT = 612, 792
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
LEADING = 1.2


@dataclass(frozen=True, slots=True)
class Shown:
    """Words that a page shows at a place."""

    text: str
    y: float
    x: float = 72
    size: float = 10
    is_bold: bool = False

    def operators(self) -> str:
        escaped = self.text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        font = "F2" if self.is_bold else "F1"
        return f"BT /{font} {self.size} Tf 1 0 0 1 {self.x} {self.y} Tm ({escaped}) Tj ET"


def pdf(
    pages: Sequence[Sequence[Shown]],
    info: Mapping[str, str] | None = None,
    catalog: str = "",
    page_entries: str = "",
) -> bytes:
    """A PDF of pages that show words."""
    streams = ["\n".join(shown.operators() for shown in page).encode("cp1252") for page in pages]
    return pdf_of(streams, info, catalog, page_entries)


def pdf_of(
    streams: Sequence[bytes],
    info: Mapping[str, str] | None = None,
    catalog: str = "",
    page_entries: str = "",
    more: Sequence[bytes] = (),
) -> bytes:
    """A PDF of pages with these contents; `more` objects begin at number 6."""
    first = 6 + len(more)
    kids = " ".join(f"{first + 2 * i} 0 R" for i in range(len(streams)))
    entries = " ".join(f"/{key} ({value})" for key, value in (info or {}).items())
    fonts = "<< /F1 3 0 R /F2 4 0 R >>"
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
        f"<< /Type /Pages /Kids [{kids}] /Count {len(streams)} >>".encode(),
        FONT,
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
        f"<< {entries} >>".encode("cp1252"),
        *more,
    ]
    for number, content in enumerate(streams):
        resources = f"/Resources << /Font {fonts} /XObject << /X0 6 0 R >> >>"
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] {resources} "
            f"/Contents {first + 2 * number + 1} 0 R {page_entries} >>".encode(),
            stream(content),
        ]
    return assembled(objects)


def stream(content: bytes, entries: str = "") -> bytes:
    """A stream object."""
    return f"<< /Length {len(content)} {entries} >>\nstream\n".encode() + content + b"\nendstream"


def packed_stream(content: bytes, entries: str = "") -> bytes:
    """A stream object, packed."""
    return stream(zlib.compress(content, 9), f"/Filter /FlateDecode {entries}")


def assembled(objects: Sequence[bytes], trailer: str = "/Root 1 0 R /Info 5 0 R") -> bytes:
    """A file of objects numbered from 1, with its table of offsets."""
    body, offsets = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), []
    for number, held in enumerate(objects, start=1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n".encode() + held + b"\nendobj\n"
    start = len(body)
    body += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    body += b"".join(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    body += f"trailer\n<< /Size {len(objects) + 1} {trailer} >>\nstartxref\n{start}\n".encode()
    return bytes(body) + b"%%EOF\n"


def column(
    paragraphs: Sequence[str],
    top: float = 700,
    x: float = 72,
    size: float = 10,
    characters: int = 70,
) -> list[Shown]:
    """Paragraphs set one below another, their lines wrapped, half a line between them."""
    shown: list[Shown] = []
    y = top
    for paragraph in paragraphs:
        for line in wrap(paragraph, characters, break_on_hyphens=False):
            shown.append(Shown(line, round(y, 1), x, size))
            y -= LEADING * size
        y -= LEADING * size / 2
    return shown


def paginated(paragraphs: Sequence[str], lines_a_page: int = 40) -> list[list[Shown]]:
    """Paragraphs over as many pages as they take."""
    pages: list[list[Shown]] = [[]]
    y = 700.0
    for paragraph in paragraphs:
        for line in wrap(paragraph, 70, break_on_hyphens=False):
            if len(pages[-1]) == lines_a_page:
                pages.append([])
                y = 700.0
            pages[-1].append(Shown(line, round(y, 1)))
            y -= 12
        y -= 6
    return pages


def encrypted(body: bytes, user: str, owner: str = "owner", algorithm: str = "AES-256") -> bytes:
    """The same PDF, encrypted."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(body)))
    writer.encrypt(user, owner, algorithm=algorithm)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


PICTURE = packed_stream(
    bytes(64),
    "/Type /XObject /Subtype /Image /Width 8 /Height 8 /ColorSpace /DeviceGray /BitsPerComponent 8",
)
"""Object 6 of a PDF whose pages show it with `DRAW`."""
DRAW = b"q 500 0 0 700 50 50 cm /X0 Do Q"
