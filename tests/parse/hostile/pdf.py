"""Hostile PDFs: bombs, loops, lies about lengths, and what damaged transfers leave."""

import random
import zlib
from functools import partial
from typing import Final

from schemas.article import NoticeCode
from schemas.failure import FailureCode
from tests.parse.hostile.case import Case
from tests.parse.pdfs import (
    DRAW,
    FONT,
    PICTURE,
    Shown,
    assembled,
    column,
    encrypted,
    packed_stream,
    pdf,
    pdf_of,
    stream,
)

_SENTENCE: Final = "The mayor said on Monday that the bridge was safe."
_TEXT: Final = Shown(_SENTENCE, 700).operators().encode()
_MEGABYTE: Final = 1_000_000


def _plain(pages: int = 1) -> bytes:
    return pdf_of([_TEXT] * pages)


def _page(parent: int) -> bytes:
    """A page whose content and font are objects 3 and 4."""
    return (
        f"<< /Type /Page /Parent {parent} 0 R /MediaBox [0 0 9 9] /Contents 3 0 R "
        "/Resources << /Font << /F1 4 0 R >> >> >>"
    ).encode()


def _tree(*nodes: bytes) -> bytes:
    """A file whose tree of pages is these objects, numbered from 5; a page may be among them."""
    head = [b"<< /Type /Catalog /Pages 5 0 R >>", b"null", stream(_TEXT), FONT]
    return assembled([*head, *nodes], "/Root 1 0 R")


def _deep_tree(depth: int) -> bytes:
    nodes = [
        f"<< /Type /Pages /Parent {n - 1} 0 R /Kids [{n + 1} 0 R] /Count 1 >>".encode()
        for n in range(5, depth + 5)
    ]
    return _tree(*nodes, _page(depth + 4))


def _kids(kids: str) -> bytes:
    return f"<< /Type /Pages /Kids [{kids}] /Count 1 >>".encode()


def _form(number: int, times: int, content: bytes = b"") -> bytes:
    """A form that draws another a number of times."""
    fonts = "/Font << /F1 3 0 R >>"
    entries = f"/Resources << {fonts} /XObject << /X {number} 0 R >> >>"
    return stream(
        content + b" /X Do" * times, f"/Type /XObject /Subtype /Form /BBox [0 0 9 9] {entries}"
    )


def _form_bomb(levels: int, times: int, pages: int = 1) -> bytes:
    """Forms in forms: the innermost is drawn `times` to the power of `levels` times on a page."""
    forms = [_form(7 + level, times) for level in range(levels)]
    return pdf_of([_TEXT + b" /X0 Do"] * pages, more=[*forms, _form(6, 0, _TEXT)])


def _packed_page(content: bytes, entries: str = "") -> bytes:
    body = pdf_of([b"?"])
    return body.replace(stream(b"?"), packed_stream(content, entries))


def _doubly_packed() -> bytes:
    twice = zlib.compress(zlib.compress(bytes(100 * _MEGABYTE), 9), 9)
    filters = stream(twice, "/Filter [/FlateDecode /FlateDecode]")
    return pdf_of([b"?"]).replace(stream(b"?"), filters)


def _unlettered() -> bytes:
    """A page whose font does not say which letters its glyphs are."""
    glyphs = " ".join(f"/g{n}" for n in range(200))
    nameless = f"<< /Type /Font /Subtype /Type3 /Encoding << /Differences [32 {glyphs}] >> >>"
    return _plain().replace(FONT, nameless.encode())


def _noise(seed: int) -> bytes:
    return random.Random(seed).randbytes(_MEGABYTE)  # noqa: S311 - no secret


def _cut(body: bytes, share: float) -> bytes:
    return body[: int(len(body) * share)]


def _scrambled(body: bytes, count: int) -> bytes:
    chance, damaged = random.Random(5), bytearray(body)  # noqa: S311 - no secret
    for _ in range(count):
        damaged[chance.randrange(20, len(damaged))] = chance.randrange(256)
    return bytes(damaged)


def _with_xref(text: str) -> bytes:
    body = _plain()
    return body[: body.rindex(b"xref\n0")] + text.encode()


def _counted(count: bytes) -> bytes:
    return _plain().replace(b"/Count 1", b"/Count " + count)


def _length(length: bytes) -> bytes:
    return _plain().replace(f"/Length {len(_TEXT)}".encode(), b"/Length " + length)


def _lines() -> bytes:
    """A page of lines that do not pack well."""
    lines = [Shown(_noise(n)[:30].hex(), 680 - 12 * n) for n in range(50)]
    return b"\n".join(line.operators().encode() for line in lines)


def _with_packed(content: bytes) -> bytes:
    """A plain page, and another that is packed."""
    return pdf_of([_TEXT, b"?"]).replace(stream(b"?"), packed_stream(content))


def _worn(body: bytes) -> bytes:
    """A file whose last stream has a few bytes changed near its end."""
    place = body.rindex(b"endstream") - 300
    return body[:place] + b"\xff" * 60 + body[place + 60 :]


def _damaged(count: int) -> bytes:
    return _scrambled(pdf([column([_SENTENCE] * 9)] * 3), count)


CASES: Final = [
    Case("PDF of a header alone", "a.pdf", lambda: b"%PDF-1.7\n", FailureCode.CORRUPT),
    Case(
        "random bytes named PDF",
        "a.pdf",
        lambda: _noise(1),
        FailureCode.UNSUPPORTED,
    ),
    Case(
        "random bytes behind a header of PDF",
        "a.pdf",
        lambda: b"%PDF-1.4\n" + _noise(2),
        FailureCode.CORRUPT,
    ),
    Case(
        "PDF cut off before its table",
        "a.pdf",
        lambda: _cut(_plain(20), 0.8),
        notice=NoticeCode.CUT_OFF,
        says=_SENTENCE,
    ),
    Case("PDF cut off before its pages", "a.pdf", lambda: _plain()[:60], FailureCode.CORRUPT),
    Case("PDF without a table of offsets", "a.pdf", lambda: _with_xref(""), says=_SENTENCE),
    Case(
        "PDF whose table lies elsewhere",
        "a.pdf",
        lambda: _with_xref("startxref\n99999999\n%%EOF"),
        says=_SENTENCE,
    ),
    Case(
        "PDF whose offsets are wrong",
        "a.pdf",
        lambda: _plain().replace(b" 00000 n", b" 00000 n").replace(b"000000", b"000009"),
        says=_SENTENCE,
    ),
    Case(
        "PDF whose tables go round in a circle",
        "a.pdf",
        lambda: _plain().replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev 9"),
        says=_SENTENCE,
    ),
    Case("PDF with something before it", "a.pdf", lambda: b"HTTP/1.1 200\r\n\r\n" + _plain()),
    Case("PDF named as a page", "a.html", _plain, content_type="text/html", says=_SENTENCE),
    Case(
        "stream of PDF that unpacks to 200 MB",
        "a.pdf",
        lambda: _packed_page(bytes(200 * _MEGABYTE)),
        FailureCode.BOMB,
    ),
    Case("stream of PDF packed twice", "a.pdf", _doubly_packed, FailureCode.BOMB),
    Case(
        "stream of PDF with a predictor of wide rows",
        "a.pdf",
        lambda: _packed_page(b"0", "/DecodeParms << /Predictor 15 /Columns 2000000000 >>"),
        FailureCode.TOO_LARGE,
    ),
    Case(
        "forms in forms, drawn ten billion times",
        "a.pdf",
        lambda: _form_bomb(10, 10),
        notice=NoticeCode.TEXT_LOST,
        says=_SENTENCE,
    ),
    Case(
        "forms in forms on 200 pages",
        "a.pdf",
        lambda: _form_bomb(10, 10, 200),
        FailureCode.BOMB,
    ),
    Case(
        "form that draws itself",
        "a.pdf",
        lambda: pdf_of([_TEXT + b" /X0 Do"], more=[_form(6, 1, _TEXT)]),
        says=_SENTENCE,
    ),
    Case("tree of pages 5,000 levels deep", "a.pdf", lambda: _deep_tree(5000), says=_SENTENCE),
    Case(
        "tree of pages that holds itself",
        "a.pdf",
        lambda: _tree(_kids("5 0 R"), _page(5)),
        says=_SENTENCE,
    ),
    Case(
        "one page listed 50,000 times",
        "a.pdf",
        lambda: _tree(_kids("6 0 R " * 50_000), _page(5)),
        FailureCode.TOO_LARGE,
    ),
    Case("PDF of 301 pages", "a.pdf", lambda: _plain(301), FailureCode.TOO_LARGE),
    Case("PDF of 300 pages", "a.pdf", lambda: _plain(300), says=_SENTENCE),
    Case(
        "PDF that says it has a million pages",
        "a.pdf",
        lambda: _counted(b"999999"),
        notice=NoticeCode.CUT_OFF,
        says=_SENTENCE,
    ),
    Case("PDF that says it has fewer pages than none", "a.pdf", lambda: _counted(b"-1")),
    Case(
        "PDF locked with a password",
        "a.pdf",
        lambda: encrypted(_plain(), "secret"),
        FailureCode.ENCRYPTED,
    ),
    Case(
        "PDF locked in a way of its own",
        "a.pdf",
        lambda: _plain().replace(b"/Root 1", b"/Encrypt << /Filter /Own /V 9 >> /Root 1"),
        FailureCode.ENCRYPTED,
    ),
    Case(
        "PDF whose lock is damaged",
        "a.pdf",
        lambda: _plain().replace(b"/Root 1", b"/Encrypt 99 0 R /Root 1"),
        FailureCode.CORRUPT,
    ),
    Case(
        "PDF of pictures",
        "a.pdf",
        lambda: pdf_of([DRAW] * 3, more=[PICTURE]),
        FailureCode.NO_TEXT_LAYER,
    ),
    Case(
        "PDF whose page has lost its contents",
        "a.pdf",
        lambda: _plain(2).replace(b"/Contents 9 0 R", b"/Contents 99 0 R"),
        notice=NoticeCode.TEXT_LOST,
        says=_SENTENCE,
    ),
    Case(
        "PDF whose only page has lost its contents",
        "a.pdf",
        lambda: _plain().replace(b"/Contents 7 0 R", b"/Contents 99 0 R"),
        FailureCode.CORRUPT,
    ),
    Case(
        "stream of PDF damaged at its end",
        "a.pdf",
        lambda: _worn(_with_packed(_lines())),
        notice=NoticeCode.TEXT_LOST,
        says=_SENTENCE,
    ),
    Case("PDF without pages", "a.pdf", lambda: _tree(_kids("")), FailureCode.CORRUPT),
    Case(
        "PDF whose list of pages has lost them",
        "a.pdf",
        lambda: _tree(_kids("99 0 R"), _page(5)),
        says=_SENTENCE,
    ),
    Case("PDF of blank pages", "a.pdf", lambda: pdf_of([b"", b" "]), FailureCode.EMPTY),
    Case(
        "PDF with a picture among its pages",
        "a.pdf",
        lambda: pdf_of([_TEXT, DRAW, _TEXT], more=[PICTURE]),
        notice=NoticeCode.PAGES_WITHOUT_TEXT,
        says=_SENTENCE,
    ),
    Case("PDF whose glyphs are no letters", "a.pdf", _unlettered, FailureCode.NO_TEXT_LAYER),
    Case(
        "stream of PDF that says it is longer than the file",
        "a.pdf",
        lambda: _length(b"9999999"),
        says=_SENTENCE,
    ),
    Case("stream of PDF that says it is short", "a.pdf", lambda: _length(b"3"), says=_SENTENCE),
    Case(
        "stream of PDF damaged within",
        "a.pdf",
        lambda: _scrambled(_packed_page(b"\n".join([_TEXT] * 99)), 40),
        FailureCode.CORRUPT,
    ),
    Case(
        "page of 500,000 operators",
        "a.pdf",
        lambda: pdf_of([_TEXT + b" q Q" * 250_000]),
        says=_SENTENCE,
    ),
    Case(
        "page of 100,000 brackets",
        "a.pdf",
        lambda: pdf_of([_TEXT + b" [" * 100_000]),
        FailureCode.CORRUPT,
    ),
    Case(
        "page that never takes back what it keeps",
        "a.pdf",
        lambda: pdf_of([b"q " * 100_000 + _TEXT + b" Q" * 300_000]),
        says=_SENTENCE,
    ),
    Case(
        "text of PDF set at endless places",
        "a.pdf",
        lambda: pdf_of([_TEXT.replace(b"1 0 0 1 72 700", b"1e999 0 0 1 9e400 -9e999")]),
    ),
    Case(
        "text of PDF set without a size",
        "a.pdf",
        lambda: pdf_of([_TEXT.replace(b"10 Tf", b"0 Tf")]),
        says=_SENTENCE,
    ),
    Case(
        "100,000 pieces of text on a page",
        "a.pdf",
        lambda: pdf([[Shown("ab", 700 - n % 650, n % 500) for n in range(20_000)]]),
    ),
    Case(
        "PDF that starts programs",
        "a.pdf",
        lambda: pdf(
            [column([_SENTENCE])],
            catalog="/OpenAction << /S /Launch /F (/bin/sh) >> /AA << /O << /S /JavaScript >> >>",
        ),
        says=_SENTENCE,
    ),
    Case(
        "PDF whose text is in another file",
        "a.pdf",
        lambda: _length(f"{len(_TEXT)} /F (/etc/passwd)".encode()),
        says=_SENTENCE,
    ),
    Case(
        "PDF whose title has a million letters",
        "a.pdf",
        lambda: pdf([column([_SENTENCE])], {"Title": "long " * 200_000}),
        says=_SENTENCE,
    ),
    Case(
        "PDF whose properties are no dictionary",
        "a.pdf",
        lambda: _plain().replace(b"/Info 5 0 R", b"/Info 2 0 R"),
        says=_SENTENCE,
    ),
    Case(
        "PDF whose properties refer to themselves",
        "a.pdf",
        lambda: _plain().replace(b"5 0 obj\n<<  >>", b"5 0 obj\n5 0 R"),
        says=_SENTENCE,
    ),
    *(
        Case(
            f"PDF with {count} bytes changed",
            "a.pdf",
            partial(_damaged, count),
            fails,
        )
        for count, fails in ((3, None), (30, None), (300, FailureCode.CORRUPT))
    ),
]
