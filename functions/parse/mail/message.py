"""A mail as people see it: a header, texts to read, and files that are attached.

Passed over knowingly: pictures and other media, in the text or attached, visiting cards and
appointments, cryptographic signatures, and what machines tell each other (delivery reports).
Everything else that is no text of the mail is an attachment.
"""

import hashlib
import logging
import re
from base64 import encodebytes
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from functions.parse.decode import decode
from functions.parse.errors import EncryptedError
from functions.parse.mail.mime import (
    Fields,
    Leaf,
    MimePart,
    Multipart,
    header_of,
    parts_of,
    without_envelope,
)
from functions.parse.mail.plain import unflowed

_STATEFUL: Final = re.compile(
    r"iso-2022-(?:jp(?:-[123]|-ext|-2004)?|kr)|hz|utf-?(?:7|16|32)(?:-?[lb]e)?"
)
"""Encodings whose bytes are valid in others, so that what is declared has to be believed."""
_SIGNATURES: Final = frozenset(
    {"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"}
)
_SEALED: Final = frozenset(
    {"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"}
)
_NO_DOCUMENT: Final = re.compile(
    r"(?:image|audio|video|font)/.*|(?:text|application)/(?:(?:x-)?vcard|calendar|ics)"
)
"""Types of what is attached to a mail and never an article."""
_MEDIA_NAME: Final = re.compile(
    r".*\.(?:jpe?g|png|gif|webp|heic|tiff?|bmp|svg|mp[34]|m4[av]|mov|avi|wav|ogg|vcf|ics)",
    re.IGNORECASE | re.DOTALL,
)
"""Of the same, where a program knew no type."""
_UNTYPED: Final = "application/octet-stream"
_TEXTS: Final = frozenset({"text/plain", "text/html"})
_MAIL: Final = "message/rfc822"
_ABOUT_BODY: Final = ("content-", "mime-version")

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Text:
    """A text of the mail, in one form or in two that say the same."""

    plain: str = ""
    html: str = ""
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class Mail:
    """What a mail holds."""

    fields: Fields
    texts: Sequence[Text]
    attachments: Sequence[Leaf]


def mail_of(body: bytes) -> Mail:
    """A mail taken apart.

    Raises:
        ParseError: If it is encrypted or beyond a limit, or a text in it cannot be decoded.
    """
    if Fields(header_of(without_envelope(body))[0]).media_type in _SEALED:
        msg = "The mail is encrypted, or sealed in one piece with its signature."
        raise EncryptedError(msg, "Open it in a mail program, save it decrypted and drop that.")
    root = parts_of(body)
    leaves = list(_leaves(root))
    texts = (_text(leaf) for leaf in leaves if not isinstance(leaf, Leaf) or _is_text(leaf))
    attachments = [leaf for leaf in leaves if isinstance(leaf, Leaf) and _is_attached(leaf)]
    passed = Counter(leaf.fields.media_type for leaf in leaves if _is_passed_over(leaf))
    if passed:
        logger.info("parts of a mail passed over", extra={"passed_over": dict(passed)})
    return Mail(root.fields, [text for text in texts if text is not None], attachments)


def has_attachment(body: bytes) -> bool:
    """Whether something is attached to a mail; no text in it is decoded.

    Raises:
        ParseError: If it is beyond a limit.
    """
    found = _leaves(parts_of(body))
    return any(isinstance(leaf, Leaf) and _is_attached(leaf) for leaf in found)


def written(mail: Mail) -> bytes:
    """A mail again, without what is attached: its header, and its texts in UTF-8."""
    about = [
        f"{key}: {value}"
        for key, value in mail.fields.items()
        if not key.lower().startswith(_ABOUT_BODY)
    ]
    language = mail.fields.get("Content-Language")
    about += [f"Content-Language: {language}"] if language else []
    texts = [_written_text(text) for text in mail.texts] or [_written_leaf("plain", "")]
    block = "\n".join(about).encode("utf-8", "surrogateescape")
    body = texts[0] if len(texts) == 1 else _joined("mixed", texts)
    return block + b"\nMIME-Version: 1.0\n" + body


def _leaves(part: MimePart) -> Iterator[MimePart]:
    """The parts in order, forms of the same text together, as the multipart that holds them."""
    if isinstance(part, Leaf):
        yield part
    elif part.fields.media_type == "multipart/alternative":
        flat = [leaf for each in part.parts for leaf in _flat(each)]
        if any(_is_text(leaf) for leaf in flat):
            yield Multipart(part.fields, tuple(leaf for leaf in flat if _is_text(leaf)))
        yield from (leaf for leaf in flat if not _is_text(leaf))
    else:
        for each in part.parts:
            yield from _leaves(each)


def _flat(part: MimePart) -> Iterator[Leaf]:
    """All leaves of a part, in order."""
    if isinstance(part, Leaf):
        yield part
    else:
        for each in part.parts:
            yield from _flat(each)


def _is_text(leaf: Leaf) -> bool:
    shown = leaf.fields.disposition != "attachment" and not _name(leaf)
    return shown and leaf.fields.media_type in _TEXTS


def _is_attached(leaf: Leaf) -> bool:
    kind, disposition = leaf.fields.media_type, leaf.fields.disposition
    if _is_text(leaf) or kind in _SIGNATURES or _is_passed_over(leaf):
        return False
    told = kind.startswith(("message/", "multipart/"))
    return disposition == "attachment" or kind == _MAIL or not told


def _is_passed_over(part: MimePart) -> bool:
    if not isinstance(part, Leaf):
        return False
    kind = part.fields.media_type
    is_media = kind == _UNTYPED and _MEDIA_NAME.fullmatch(_name(part))
    return bool(is_media or _NO_DOCUMENT.fullmatch(kind))


def _name(leaf: Leaf) -> str:
    fields = leaf.fields
    return fields.parameter("name") or fields.parameter("filename", "Content-Disposition")


def _text(part: MimePart) -> Text | None:
    """The text of a leaf, or of the forms that it has; nothing if it is empty."""
    held = [_text_of(leaf) for leaf in _flat(part)]
    plain = "\n\n".join(text.plain for text in held if text.plain)
    html = "\n".join(text.html for text in held if text.html)
    is_cut = any(text.is_cut for text in held)
    return Text(plain, html, is_cut) if plain or html else None


def _text_of(leaf: Leaf) -> Text:
    fields = leaf.fields
    text = _characters(leaf.body(), fields.parameter("charset"))
    if not text.strip():
        return Text()
    if fields.media_type == "text/html":
        return Text(html=text, is_cut=leaf.is_cut)
    if fields.parameter("format").lower() == "flowed":
        text = unflowed(text, drops_space=fields.parameter("delsp").lower() == "yes")
    return Text(plain=text, is_cut=leaf.is_cut)


def _characters(body: bytes, charset: str) -> str:
    """A text in characters, without the NULs that no text has.

    Raises:
        UndecodableDocumentError: If it is no text in any encoding that it could be in.
    """
    if _STATEFUL.fullmatch(charset.lower()):
        with suppress(LookupError, ValueError):
            return body.decode(charset).replace("\0", "")
    return decode(body.replace(b"\0", b""), charset)


def _written_text(text: Text) -> bytes:
    forms = [(kind, words) for kind, words in (("plain", text.plain), ("html", text.html)) if words]
    leaves = [_written_leaf(kind, words) for kind, words in forms]
    return leaves[0] if len(leaves) == 1 else _joined("alternative", leaves)


def _written_leaf(kind: str, words: str) -> bytes:
    head = f'Content-Type: text/{kind}; charset="utf-8"\nContent-Transfer-Encoding: base64\n\n'
    return head.encode() + encodebytes(words.encode("utf-8", "replace"))


def _joined(kind: str, parts: Sequence[bytes]) -> bytes:
    """Parts as a multipart, with a boundary that none of them holds."""
    boundary = hashlib.sha256(b"\0".join(parts)).hexdigest()
    head = f'Content-Type: multipart/{kind}; boundary="{boundary}"\n\n'.encode()
    mark = b"--" + boundary.encode()
    return head + b"".join(mark + b"\n" + part + b"\n" for part in parts) + mark + b"--\n"
