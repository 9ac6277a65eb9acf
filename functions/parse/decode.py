"""Bytes to text: which encoding they are in, decided by evidence and never by chance.

In this order: byte order mark, the encoding that the content type or an HTML head declares,
strict UTF-8, and Windows-1252 where the result reads like text. The byte order mark is left out
of the text; nothing else is changed.
"""

import codecs
import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from functions.parse.errors import UndecodableDocumentError

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with the same bytes
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META_CHARSET: Final = re.compile(
    rb"<meta\s[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE
)
_XML_ENCODING: Final = re.compile(
    rb"^\s*<\?xml\s[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE
)
_DECLARATION_HEAD: Final = 4096
"""Bytes in which an encoding may be declared; the HTML standard reads 1024."""

_DECLARABLE: Final = frozenset(
    {
        *("utf-8", "koi8-r", "koi8-u", "cp866", "cp874", "mac-roman", "mac-cyrillic", "gbk"),
        *("gb18030", "big5", "euc_jp", "euc_kr", "shift_jis", "cp932", "iso2022_jp"),
        *(f"cp125{number}" for number in range(9)),
        *(f"iso8859-{number}" for number in range(2, 17)),
    }
)
"""Python's names of the encodings that the web knows. Others (idna, punycode, unicode_escape)
are no encodings of documents, and some take quadratic time."""

_WINDOWS_1252: Final = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030"}
"""What the web means by a label (https://encoding.spec.whatwg.org/#names-and-labels)."""

_TYPOGRAPHIC: Final = frozenset("\u00a0‘’‚“”„–—…•€£¥¢©®°½¼¾«»‹›¿¡§ªº·×÷±²³¹´´™†‡¶")
_LENIENT_SHARE: Final = 0.001
"""Share of a web page's characters that may be damaged."""


def decode(body: bytes, declared: str | None = None) -> str:
    """The text of a document.

    Args:
        body: The document, without binary content.
        declared: The encoding that its content type names, if any.

    Raises:
        UndecodableDocumentError: If it is no text in any encoding it could be in.
    """
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return _decode_marked(body[len(mark) :], encoding)
    for encoding in _candidates(body, declared):
        text = _try(body, encoding)
        if text is not None:
            return text
    return _fallback(body)


def decode_start(body: bytes) -> str:
    """The text of a document that may have been cut off within a character.

    Raises:
        UndecodableDocumentError: As `decode` does.
    """
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        is_cut = error.reason == "unexpected end of data"
        return decode(body[: error.start] if is_cut else body)


def whole(text: str) -> str:
    """A text without halves of characters, which JSON and PDF can hold and no UTF-8 can."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _decode_marked(body: bytes, encoding: str) -> str:
    try:
        return body.decode(encoding)
    except UnicodeDecodeError as error:
        raise UndecodableDocumentError(
            f"The file says that it is {encoding.upper()[:6].rstrip('-')} but is damaged "
            f"at byte {error.start}."
        ) from error


def _candidates(body: bytes, declared: str | None) -> Iterator[str]:
    """UTF-8 first where it is not pure ASCII: text of another encoding is hardly ever valid."""
    yield "utf-8"
    head = body[:_DECLARATION_HEAD]
    labels = [match[1].decode("ascii") for match in _declarations(head)]
    for label in filter(None, [declared, *labels]):
        encoding = _known(label)
        if encoding:
            yield encoding


def _declarations(head: bytes) -> list[re.Match[bytes]]:
    return [match for p in (_XML_ENCODING, _META_CHARSET) if (match := p.search(head))]


def _known(label: str) -> str | None:
    """Python's name of a declared encoding, where documents come in it."""
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        return None
    name = _WINDOWS_1252.get(name, name)
    return name if name in _DECLARABLE else None


def _try(body: bytes, encoding: str) -> str | None:
    try:
        return body.decode(encoding)
    except UnicodeDecodeError:
        return None


def _fallback(body: bytes) -> str:
    """Text of no declared encoding that is not UTF-8."""
    if _is_markup(body):
        lenient = body.decode("utf-8", "replace")
        if lenient.count("\ufffd") <= len(lenient) * _LENIENT_SHARE:
            return lenient
    text = None if _is_damaged_utf8(body) else _try(body, "cp1252")
    if text is not None and _reads_like_text(text):
        return text
    raise UndecodableDocumentError(
        "The file is text in an unknown encoding: it is neither valid UTF-8 nor Windows-1252, "
        "and names no other."
    )


def _is_markup(body: bytes) -> bool:
    head = body[:_DECLARATION_HEAD].lower()
    return b"<html" in head or b"<!doctype html" in head


def _is_damaged_utf8(body: bytes) -> bool:
    """Whether most of the bytes beyond ASCII form valid UTF-8 sequences."""
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    valid = sum(1 for char in text if char > "\x7f") - broken
    return valid > broken


def _reads_like_text(text: str) -> bool:
    """Whether the characters beyond ASCII are few, and each a mark or a letter among letters."""
    places = [place for place, char in enumerate(text) if char > "\x7f"]
    if len(places) > len(text) * 0.3:
        return False
    return all(_fits(text, place) for place in places)


def _fits(text: str, place: int) -> bool:
    char = text[place]
    if char in _TYPOGRAPHIC:
        return True
    if not unicodedata.category(char).startswith("L"):
        return False
    around = text[max(0, place - 1) : place] + text[place + 1 : place + 2]
    return any(neighbour.isalpha() for neighbour in around) or char in "àÀéÉÅåÖöÆæ"
