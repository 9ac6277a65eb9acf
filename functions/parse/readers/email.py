"""Mails without attachments. One with attachments is a container, of which this reads the mail.

Where a text comes as HTML and as plain text, the HTML is read: it is what the sender saw, with its
links and headings. The plain text is read where no article can be made of the HTML, or where that
would lose more than half of its words. Several texts of one mail are read as one.
"""

import re
from html import escape
from typing import Final

from functions.parse.document import Document
from functions.parse.errors import EmptyDocumentError, ParseError
from functions.parse.mail.headers import offer_headers
from functions.parse.mail.message import Mail, Text, mail_of
from functions.parse.mail.mime import LIMITS, header_of, without_envelope
from functions.parse.mail.plain import units_of
from functions.parse.readers.base import Certainty, Named, Names, Reader
from functions.parse.readers.html import read_page
from functions.parse.readers.text import check_length, read_units
from functions.parse.reading import Facts, Reading
from functions.parse.units import Unit
from schemas.article import BlockKind, Format, Notice, NoticeCode

NAMES: Final = Names("Mail", frozenset({"eml"}), frozenset({"message/rfc822", "message/global"}))
_HEAD: Final = 64 * 1024
_FIELD: Final = re.compile(rb"^([!-9;-~]{1,100})[ \t]*:", re.MULTILINE)
_TELLING: Final = frozenset(
    {b"from", b"received", b"message-id", b"return-path", b"mime-version", b"delivered-to"}
)
_OTHERS: Final = frozenset(
    {b"to", b"cc", b"subject", b"date", b"reply-to", b"list-id", b"content-type", b"sender"}
)
_FEWEST: Final = 3
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_ADDRESS: Final = re.compile(r"(?:https?://|www\.|mailto:)\S+")
_LEAST_KEPT: Final = 0.5


def recognise(document: Document, head: str) -> Certainty:  # noqa: ARG001 - mails are in bytes
    """By the fields of its header, whatever encodings its parts are in."""
    return certainty(document.body[:_HEAD], document)


def certainty(head: bytes, named: Named) -> Certainty:
    """How surely a file with this beginning is a mail: it opens with fields that mails have."""
    try:
        block, _ = header_of(without_envelope(head))
    except ParseError:
        block = head
    fields = {match[1].lower() for match in _FIELD.finditer(block)}
    known = len(fields & _TELLING) + len(fields & _OTHERS)
    if known and NAMES.certainty(named):
        return Certainty.CERTAIN
    return Certainty.CERTAIN if known >= _FEWEST and fields & _TELLING else Certainty.NO


def read(document: Document) -> Reading:
    """Read a mail.

    Raises:
        EmptyDocumentError: If there is no text in it.
        ParseError: If it is beyond a limit, or its text cannot be decoded or is no article.
    """
    mail = mail_of(document.body)
    if not mail.texts:
        raise EmptyDocumentError("The mail has no text.")
    facts = Facts()
    offer_headers(mail.fields, facts)
    reading = _reading(mail, facts)
    if any(text.is_cut for text in mail.texts):
        message = "The mail ends before its last part does."
        reading.notices.append(Notice(code=NoticeCode.CUT_OFF, message=message))
    return reading


def _reading(mail: Mail, facts: Facts) -> Reading:
    plain = "\n\n".join(text.plain for text in mail.texts if text.plain)
    if any(text.html for text in mail.texts):
        has_both = all(text.plain for text in mail.texts)
        reading = _html_reading(mail, plain if has_both else "")
        if reading is not None:
            return reading
    return _plain_reading(plain, facts)


def _html_reading(mail: Mail, plain: str) -> Reading | None:
    """The HTML of a mail; nothing if the plain text, where there is one, serves better.

    Raises:
        ParseError: If no article can be made of it and there is no plain text.
    """
    facts = Facts()
    offer_headers(mail.fields, facts)
    try:
        reading = read_page("\n".join(map(_html_of, mail.texts)), facts)
    except ParseError:
        if plain:
            return None
        raise
    return reading if _word_count(reading.text) >= _LEAST_KEPT * _word_count(plain) else None


def _html_of(text: Text) -> str:
    """A text as HTML, paragraph by paragraph if it is plain."""
    if text.html:
        return text.html
    paragraphs = re.split(r"\n\s*\n", text.plain.strip())
    return "".join(f"<p>{escape(paragraph)}</p>\n" for paragraph in paragraphs)


def _word_count(text: str) -> int:
    return len(_WORD.findall(_ADDRESS.sub(" ", text)))


def _plain_reading(plain: str, facts: Facts) -> Reading:
    """The plain text, under its subject."""
    check_length(plain)
    text, units = units_of(plain)
    title = facts.get("title")
    if title and units and text[units[0].start : units[0].end] != title:
        shift = len(title) + 2
        for unit in units:
            unit.start, unit.end = unit.start + shift, unit.end + shift
        text = f"{title}\n\n{text}"
        units.insert(0, Unit(0, len(title), BlockKind.HEADING, 1))
    return read_units(text, units, facts)


READER: Final = Reader(Format.EMAIL, NAMES, recognise, read, LIMITS)
