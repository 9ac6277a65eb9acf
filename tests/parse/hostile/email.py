"""Hostile mails: parts in parts, headers without end, boundaries that never come."""

from base64 import b64encode
from typing import Final

from schemas.article import NoticeCode
from schemas.failure import FailureCode
from tests.parse.hostile.case import Case
from tests.parse.mails import HEAD, attachment, leaf, mail, multipart, with_attachments
from tests.parse.news import SENTENCE, paragraphs

_BASE64: Final = "Content-Transfer-Encoding: base64\r\n"
_QUOTED: Final = "Content-Transfer-Encoding: quoted-printable\r\n"
_PDF: Final = attachment("%PDF-1.4 no", "application/pdf", "a.pdf")


def _field(name: str, value: str) -> bytes:
    return mail(head=f"{name}: {value}\r\n{HEAD}")


def _nested(levels: int) -> bytes:
    start = "".join(
        f"Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n" for n in range(levels)
    )
    return mail(start + leaf())


def _same_boundary(levels: int) -> bytes:
    return mail("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n" * levels + leaf())


def _forwarded(levels: int) -> bytes:
    body = mail()
    for _ in range(levels):
        body = HEAD.encode() + b"Content-Type: message/rfc822\r\n\r\n" + body
    return body


def _encoded(text: str) -> str:
    return b64encode(text.encode()).decode()


def _read(name: str, make: bytes, **more: object) -> Case:
    return Case(f"mail {name}", "a.eml", lambda: make, **({"says": SENTENCE} | more))  # type: ignore[arg-type]


CASES: Final = [
    Case(
        "mail with 20,000 encoded words",
        "a.eml",
        lambda: _field("Subject", "\r\n ".join(["=?utf-8?q?=C3=A9?="] * 20_000)),
        FailureCode.TOO_LARGE,
    ),
    Case(
        "mail with 8,000 encoded words",
        "a.eml",
        lambda: _field("Subject", "\r\n ".join(["=?utf-8?q?=C3=A9?="] * 8000)),
        says=SENTENCE,
    ),
    Case(
        "mail of 2,000 multiparts in each other",
        "a.eml",
        lambda: _nested(2000),
        FailureCode.TOO_DEEP,
    ),
    Case("mail of 25 multiparts in each other", "a.eml", lambda: _nested(25), says=SENTENCE),
    Case(
        "mail of 2,000 multiparts of one boundary",
        "a.eml",
        lambda: _same_boundary(2000),
        FailureCode.TOO_MANY,
    ),
    Case(
        "mail of 100,000 parts",
        "a.eml",
        lambda: mail(multipart(*["\r\nx"] * 100_000)),
        FailureCode.TOO_MANY,
    ),
    Case(
        "mail with a header of a megabyte",
        "a.eml",
        lambda: mail(head=HEAD + "X-A: b\r\n" * 150_000),
        FailureCode.TOO_LARGE,
    ),
    _read("with a subject of 200 KB", _field("Subject", "word " * 40_000)),
    _read("with 20,000 senders", _field("From", "a <a@b.c>, " * 20_000)),
    _read("with brackets in its sender", _field("From", "(" * 50_000)),
    _read("with quotes in its sender", _field("From", '"' * 50_000)),
    _read("with an open group of senders", _field("From", "a:" * 5000)),
    _read("with 30,000 parameters", mail(leaf(kind="text/plain; " + "a=b; " * 30_000))),
    _read("with quotes in its content type", mail(leaf(kind='text/plain; a="' + '\\"' * 8000))),
    _read(
        "with a parameter in 3,000 pieces",
        mail(leaf(kind="text/plain; " + "".join(f"charset*{n}=u; " for n in range(3000)))),
    ),
    _read("with a charset that is none", mail(leaf(kind="text/plain; charset=nonsense"))),
    _read("with a charset that is a codec", mail(leaf(kind="text/plain; charset=zlib_codec"))),
    _read("with a charset of NULs", mail(leaf(kind="text/plain; charset=\0utf\0"))),
    _read("with a charset by RFC 2231", mail(leaf(kind="text/plain; charset*=no\0ne'x'utf-8"))),
    _read("with a charset that quotes nothing", mail(leaf(kind="text/plain; charset*=%%%''%zz"))),
    _read(
        "with an encoding that is none", mail(leaf(more="Content-Transfer-Encoding: nonsense\r\n"))
    ),
    _read(
        "with bytes beyond ASCII in its header",
        mail(head="Subject: caf\udce9\r\nFrom: \udcff <a@b.c>\r\n" + HEAD),
    ),
    _read(
        "with an encoded word that is broken",
        _field("Subject", "=?utf-8?b?w6?= =?x?y?z?= =?utf-8?q?=C3?="),
    ),
    _read(
        "with an encoded word of a codec", _field("Subject", "=?zlib_codec?b?eJw=?= =?idna?q?a?=")
    ),
    _read(
        "with dates that are none", mail(head="Date: Mon, 99 Foo 99999 99:99:99 +9999\r\n" + HEAD)
    ),
    _read("with a date of 100 KB", mail(head=f"Date: {'1 ' * 50_000}\r\n{HEAD}")),
    _read("with NULs in its text", mail(leaf(f"{SENTENCE}\0\0"))),
    _read("with NULs in its header", mail(head="Subject: a\0b\r\n" + HEAD)),
    _read(
        "without a boundary",
        mail(f"Content-Type: multipart/mixed\r\n\r\n{SENTENCE}"),
        notice=NoticeCode.CUT_OFF,
    ),
    _read(
        "with a boundary that never comes",
        mail(f"Content-Type: multipart/mixed; boundary=x\r\n\r\n{SENTENCE}"),
        notice=NoticeCode.CUT_OFF,
    ),
    _read("with a boundary that is a pattern", mail(multipart(leaf(), boundary="(a+)+[$.*"))),
    _read(
        "with a boundary that begins another",
        mail(multipart(multipart(leaf(), boundary="bb"), boundary="b")),
    ),
    _read(
        "with an empty boundary",
        mail(f'Content-Type: multipart/mixed; boundary=""\r\n\r\n{SENTENCE}'),
    ),
    _read("with lines that end in three ways", mail(multipart(leaf())).replace(b"\r\n", b"\n", 9)),
    _read("with lines that end in carriage returns", mail().replace(b"\r\n", b"\r")),
    _read("with parts that have no header", mail(multipart(f"\r\n{SENTENCE}", "", "\r\n"))),
    _read("with a part that is no field", mail(multipart(f"{SENTENCE}\r\n\r\nmore"))),
    _read("from a mailbox", b"From ada@example.org Mon Mar  3 10:00:00 2025\n" + mail()),
    _read("with base64 that is cut off", mail(leaf(_encoded(SENTENCE * 2)[:-5], more=_BASE64))),
    _read(
        "with base64 that is broken by other letters",
        mail(leaf("!*" + _encoded(SENTENCE), more=_BASE64)),
    ),
    _read("with quoted-printable that is broken", mail(leaf(f"=ZZ={SENTENCE}=", more=_QUOTED))),
    _read("with 100,000 levels of quotation", mail(leaf(f"{SENTENCE}\r\n{'>' * 100_000} x"))),
    _read(
        "with 15,000 lines quoted more and less",
        mail(leaf(f"{SENTENCE}\r\n" + "".join(">" * (n % 99) + " a\r\n" for n in range(15_000)))),
    ),
    _read(
        "with 30,000 lines that say who wrote",
        mail(leaf(f"{SENTENCE}\r\n" + "On Monday he wrote:\r\n" * 9000)),
    ),
    _read(
        "with flowed lines without end",
        mail(leaf(f"{SENTENCE} \r\n" + "a \r\n" * 100_000, "text/plain; format=flowed")),
    ),
    _read(
        "with HTML that is no article",
        mail(multipart(leaf(), leaf("<br>" * 9, "text/html"), kind="alternative")),
    ),
    _read(
        "with HTML 5,000 levels deep",
        mail(multipart(leaf(), leaf("<div>" * 5000, "text/html"), kind="alternative")),
    ),
    _read("with text in UTF-7", mail(leaf(f"{SENTENCE} +AD0-", "text/plain; charset=utf-7"))),
    Case("mail that is a header alone", "a.eml", HEAD.encode, FailureCode.EMPTY),
    Case(
        "mail with a text of a megabyte",
        "a.eml",
        lambda: mail(leaf("word " * 210_000)),
        FailureCode.TOO_LARGE,
    ),
    Case(
        "mail with a text that is a picture",
        "a.eml",
        lambda: mail(leaf("\x89PNG\r\n\x1a\n\udcff\udcfe")),
        FailureCode.UNDECODABLE,
    ),
    Case(
        "mail of a picture alone", "a.eml", lambda: mail(leaf("x", "image/png")), FailureCode.EMPTY
    ),
    Case(
        "mail with 300 attachments of one name",
        "a.eml",
        lambda: with_attachments([("a.txt", SENTENCE)] * 300),
        members=301,
    ),
    Case(
        "mail with 999 attachments",
        "a.eml",
        lambda: with_attachments([("a.txt", SENTENCE)] * 999),
        FailureCode.TOO_MANY,
    ),
    Case(
        "mail with an attachment that is broken",
        "a.eml",
        lambda: mail(multipart(leaf(), _PDF)),
        FailureCode.CORRUPT,
        members=1,
        says=SENTENCE,
    ),
    Case(
        "mail whose attachment is cut off",
        "a.eml",
        lambda: mail(
            multipart(
                leaf(),
                attachment(_encoded(SENTENCE)[:41], "text/plain", "a.txt").replace(
                    "\r\n\r\n", f"\r\n{_BASE64}\r\n", 1
                ),
                closed=False,
            )
        ),
        members=2,
    ),
    Case(
        "mail with names that lead elsewhere",
        "a.eml",
        lambda: with_attachments(
            [("../a.txt", SENTENCE), ("/etc/a.txt", SENTENCE), ("c:\\a!/b.txt", SENTENCE)]
        ),
        members=4,
    ),
    Case(
        "mail with a name of 100 KB",
        "a.eml",
        lambda: with_attachments([("a" * 100_000 + ".txt", SENTENCE)]),
        members=2,
    ),
    Case("mail forwarded twice", "a.eml", lambda: _forwarded(2), members=1),
    Case(
        "mail forwarded 200 times",
        "a.eml",
        lambda: _forwarded(200),
        FailureCode.TOO_DEEP,
        members=0,
    ),
    Case(
        "mail whose text is of an unknown encoding",
        "a.eml",
        lambda: mail(multipart(leaf("\udc81\udc8d" * 9), _PDF)),
        FailureCode.UNDECODABLE,
        members=0,
    ),
    Case(
        "mail with HTML attached",
        "a.eml",
        lambda: mail(multipart(leaf(), attachment(paragraphs([SENTENCE]), "text/html", "a.html"))),
        members=2,
    ),
]
