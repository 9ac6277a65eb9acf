"""What the header of a mail says of it: who wrote it, when, and about what.

RFC 5322, with names in the encoded words of RFC 2047. What comes in bytes beyond ASCII is UTF-8, or
else what most mailers meant by such bytes.
"""

import re
from email.errors import HeaderParseError
from email.header import decode_header
from email.utils import getaddresses
from typing import Final

from functions.parse.authors import offer_authors
from functions.parse.mail.mime import Fields
from functions.parse.people import people
from functions.parse.reading import Facts
from schemas.article import FieldBasis

_BASIS: Final = FieldBasis.MAIL_HEADER
_LONGEST: Final = 2000
"""Characters of a field that is decoded: a longer subject or sender is none."""
_LIST_NAME: Final = re.compile(r'\s*"?([^"<]*?)"?\s*<[^>]*>\s*\Z')
_TURNED: Final = re.compile(r"([^\W\d_][\w'’-]*), ([^\W\d_][\w'’. -]*)")
_VIA: Final = re.compile(r"\s+(?:via|über|vía)\s.*|\s*\([^()]*\)\s*\Z", re.IGNORECASE)


def offer_headers(fields: Fields, facts: Facts) -> None:
    """Offer what the header says of the article."""
    facts.offer("title", decoded(fields.get("Subject")), _BASIS)
    if fields.get("Snapshot-Content-Location"):
        _offer_address(fields, "Snapshot-Content-Location", facts)
        return  # a page that a browser saved: sent by nobody, and dated by the saving
    facts.offer("published", fields.get("Date"), _BASIS)
    facts.offer("language", fields.get("Content-Language").partition(",")[0], _BASIS)
    offer_authors(_senders(fields.get("From")), facts, _BASIS)
    name = _LIST_NAME.match(fields.get("List-Id")[:_LONGEST])
    facts.offer("publisher", decoded(name[1]) if name else None, _BASIS)
    _offer_address(fields, "Archived-At", facts)


def _offer_address(fields: Fields, name: str, facts: Facts) -> None:
    address = fields.get(name).strip("<> ")
    if address.startswith(("https://", "http://")):
        facts.offer("url", address, _BASIS)


def decoded(value: str) -> str:
    """A field in characters; one that is too long is nothing."""
    if len(value) > _LONGEST:
        return ""
    text = _characters(value.encode("utf-8", "surrogateescape"), "utf-8")
    try:
        return "".join(_word(word, charset) for word, charset in decode_header(text))
    except (HeaderParseError, LookupError, ValueError):
        return text


def _word(word: str | bytes, charset: str | None) -> str:
    return word if isinstance(word, str) else _characters(word, charset or "utf-8")


def _characters(body: bytes, charset: str) -> str:
    """Bytes in characters, whatever they are."""
    for encoding in (charset, "utf-8"):
        try:
            return body.decode(encoding)
        except (LookupError, ValueError):
            continue
    return body.decode("cp1252", "replace")


def _senders(value: str) -> list[str]:
    """The names of those who sent it, as they are written in running text.

    The library calls itself for each bracket: a field that has too many names nobody.
    """
    try:
        pairs = getaddresses([value[:_LONGEST]])
    except (IndexError, RecursionError, ValueError):
        return []
    names = (_VIA.sub("", decoded(name)).strip("'\" ") for name, _ in pairs)
    return [_in_order(name) for name in names if name and "@" not in name]


def _in_order(name: str) -> str:
    """A name with the surname behind, if it stands before."""
    turned = _TURNED.fullmatch(name)
    if turned is None or people([turned[1]]):
        return name
    straight = f"{turned[2]} {turned[1]}"
    return straight if people([straight]) else name
