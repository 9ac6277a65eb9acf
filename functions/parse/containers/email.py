"""Mails with attachments: the mail itself, and each file that is attached to it.

A mail that is attached is a part like others, and a mail again. Pictures are passed over, as
`mail.message` says with what else is.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import Final

from functions.parse.containers.base import Candidate, Limits, Part, Whole
from functions.parse.containers.naming import unused, why_bad
from functions.parse.errors import ParseError
from functions.parse.mail.headers import decoded
from functions.parse.mail.message import Mail, has_attachment, mail_of, written
from functions.parse.mail.mime import LIMITS, Leaf
from functions.parse.readers.base import Certainty
from functions.parse.readers.email import NAMES, certainty
from schemas.article import Notice, NoticeCode

MESSAGE: Final = "message.eml"
"""The name of the mail itself."""
_MOST: Final = 64 * 1024 * 1024
"""Bytes in which something attached is looked for: more than any limit of a document."""
_ENDINGS: Final = {
    "text/plain": "txt",
    "text/html": "html",
    "text/markdown": "md",
    "application/json": "json",
    "application/pdf": "pdf",
    "application/zip": "zip",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "message/rfc822": "eml",
}
_UNSAFE: Final = re.compile(r"[^\w .,()\[\]+@'’&=%#~-]+")
_LONGEST: Final = 120
"""Characters of an attachment's name."""


def recognise(candidate: Candidate) -> Certainty:
    """A mail to which something is attached, wherever in it that stands."""
    if not certainty(candidate.head, candidate):
        return Certainty.NO
    candidate.file.seek(0)
    try:
        attached = has_attachment(candidate.file.read(_MOST))
    except ParseError:
        return Certainty.NO  # the reader says why
    return Certainty.CERTAIN if attached else Certainty.NO


def divide(body: bytes, limits: Limits) -> Sequence[Part]:
    """The mail itself, if it has a text, and what is attached.

    Raises:
        ParseError: If it is beyond a limit, or its text cannot be decoded.
    """
    mail = mail_of(body)
    parts = [Part(MESSAGE, written(mail), "message/rfc822", notices=_cut(mail))]
    parts = parts if mail.texts else []
    used = {MESSAGE}
    longest = min(_LONGEST, limits.name_characters)
    for number, leaf in enumerate(mail.attachments, 1):
        name = unused(_name(leaf, number, longest), used)
        used.add(name)
        parts.append(Part(name, leaf.body(), _content_type(leaf), notices=_notices(leaf.is_cut)))
    return parts


def _cut(mail: Mail) -> tuple[Notice, ...]:
    return _notices(any(text.is_cut for text in mail.texts))


def _notices(is_cut: bool) -> tuple[Notice, ...]:
    message = "The mail ends before this part of it does."
    return (Notice(code=NoticeCode.CUT_OFF, message=message),) if is_cut else ()


def _content_type(leaf: Leaf) -> str:
    charset = leaf.fields.parameter("charset")
    is_told = leaf.fields.media_type.startswith("text/") and re.fullmatch(r"[\w.:-]{1,40}", charset)
    return leaf.fields.media_type + (f"; charset={charset}" if is_told else "")


def _name(leaf: Leaf, number: int, longest: int) -> str:
    """The name of what is attached, safe as part of a path; else one that tells its place."""
    for name in _given(leaf):
        plain = _UNSAFE.sub("_", PurePosixPath(name.replace("\\", "/")).name).strip(" ._")
        if plain and why_bad(plain) is None:
            return _shortened(plain, longest)
    ending = _ENDINGS.get(leaf.fields.media_type)
    return f"attachment-{number}" + (f".{ending}" if ending else "")


def _given(leaf: Leaf) -> Iterator[str]:
    """The names that a part gives itself, the best first."""
    fields = leaf.fields
    for name in (fields.parameter("filename", "Content-Disposition"), fields.parameter("name")):
        yield decoded(name)


def _shortened(name: str, longest: int) -> str:
    path = PurePosixPath(name)
    ending = path.suffix if len(path.suffix) < longest // 2 else ""
    return name if len(name) <= longest else path.stem[: longest - len(ending)] + ending


CONTAINER: Final = Whole("email", NAMES, recognise, divide, LIMITS)
