"""One article of 600 words in every format, and the saved pages of a folder, for `parsing`.

The documents are made by the factories of the tests; the floor of a format is the least that
reading it takes: parsing its tree, or decompressing it.
"""

import gzip
import io
import json
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Final

from lxml import etree, html
from pypdf import PdfReader

from tests.parse.containers.archives import zipped
from tests.parse.documents import page
from tests.parse.docxs import docx, p
from tests.parse.feeds import rss, rss_item
from tests.parse.mails import leaf, mail
from tests.parse.news import inline, item, ninjs, nitf, paragraphs, xhtml
from tests.parse.pdfs import paginated, pdf

_SENTENCES: Final = (
    "The mayor said on Monday that bridge {n} would stay shut until its piers had been inspected.",
    "Residents of the eastern ward were told to use the ferry, which runs twice an hour.",
    "“We have asked the ministry for {n} million crowns,” Ada Quill told the council.",
    "The ministry denied that it had received a request, and declined to comment further.",
)
_PARAGRAPHS: Final = 20


@dataclass(frozen=True, slots=True)
class Sample:
    """Documents of one format."""

    name: str
    key: str
    """Of each, for its ending."""
    bodies: Sequence[bytes]
    floor: Callable[[bytes], object]
    peer: str | None = None
    """The public reader of `format_worker` that reads the format, too."""


def samples(pages: Path | None) -> list[Sample]:
    """All formats; HTML once more over the pages of a folder, plain or packed with gzip."""
    made = _made()
    return [*made[:2], *([_saved(pages)] if pages else []), *made[2:]]


def _made() -> list[Sample]:
    texts = [
        " ".join(_SENTENCES[at % 4 :] + _SENTENCES[: at % 4]).format(n=at)
        for at in range(_PARAGRAPHS // 2)
    ]
    text, markup = "\n\n".join(["Bridge stays shut", *texts]), paragraphs(texts)
    held = json.dumps({"title": "Bridge stays shut", "text": "\n\n".join(texts)}).encode()
    word = docx("".join(map(p, texts)))
    return [
        Sample("plain text", "a.txt", [text.encode()], _decoded),
        Sample("HTML, made", "a.html", [page(markup).encode()], html.fromstring, "trafilatura"),
        Sample("Markdown", "a.md", [f"# {text}".encode()], _decoded),
        Sample("JSON", "a.json", [held], json.loads),
        Sample("ninjs", "a.json", [ninjs(body_xhtml=markup).encode()], json.loads),
        Sample("NewsML-G2", "a.xml", [item(inline(xhtml(markup))).encode()], etree.fromstring),
        Sample("NITF", "a.xml", [nitf(markup).encode()], etree.fromstring),
        Sample(
            "PDF",
            "a.pdf",
            [pdf(paginated([_latin(t) for t in texts]))],
            _unpacked_pdf,
            "pdfminer.six",
        ),
        Sample("DOCX", "a.docx", [word], _unpacked_docx, "python-docx"),
        Sample("mail", "a.eml", [mail(leaf("\r\n\r\n".join(texts)))], _decoded, "mail-parser"),
        Sample("feed, 20 items", "a.xml", [_feed(markup)], etree.fromstring, "feedparser"),
        Sample("JSON Lines, 20", "a.jsonl", [b"\n".join([held] * 20)], _parsed_lines),
        Sample(
            "ZIP, 20 texts", "a.zip", [zipped({f"{n}.txt": text for n in range(20)})], _unzipped
        ),
        Sample("gzip", "a.txt.gz", [gzip.compress(text.encode())], gzip.decompress),
    ]


def _latin(text: str) -> str:
    return text.encode("cp1252", "replace").decode("cp1252")


def _feed(markup: str) -> bytes:
    return rss([rss_item(str(number), content=markup) for number in range(20)])


def _saved(folder: Path) -> Sample:
    paths = sorted(chain(folder.rglob("*.html"), folder.rglob("*.html.gz")))
    if not paths:
        raise SystemExit(f"There is no .html or .html.gz in {folder}.")
    bodies = [gzip.decompress(b) if b[:2] == b"\x1f\x8b" else b for b in _read(paths)]
    return Sample(f"HTML, {len(bodies)} saved", "a.html", bodies, html.fromstring, "trafilatura")


def _read(paths: Sequence[Path]) -> list[bytes]:
    return [path.read_bytes() for path in paths]


def _decoded(body: bytes) -> object:
    return body.decode()


def _unpacked_pdf(body: bytes) -> object:
    contents = (page.get_contents() for page in PdfReader(io.BytesIO(body)).pages)
    return [each.get_data() for each in contents if each is not None]


def _parsed_lines(body: bytes) -> object:
    return [json.loads(line) for line in body.splitlines()]


def _unzipped(body: bytes) -> object:
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return [archive.read(name) for name in archive.namelist()]


def _unpacked_docx(body: bytes) -> object:
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))
