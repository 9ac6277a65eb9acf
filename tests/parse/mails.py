"""Mails for the tests."""

from collections.abc import Sequence
from typing import Final

from tests.parse.news import OTHER, SENTENCE

HEAD: Final = (
    "From: Ada Stone <ada@example.org>\r\nTo: desk@example.org\r\n"
    "Subject: Bridge stays shut\r\nDate: Mon, 03 Mar 2025 10:00:00 +0100\r\n"
    "Message-ID: <1@example.org>\r\n"
)
BODY: Final = f"{SENTENCE}\r\n\r\n{OTHER}\r\n"


def leaf(content: str = BODY, kind: str = "text/plain; charset=utf-8", more: str = "") -> str:
    """A part: its header, which may say more, and what it holds."""
    return f"Content-Type: {kind}\r\n{more}\r\n{content}"


def attachment(content: str, kind: str, filename: str) -> str:
    """A part that is attached under a name."""
    return leaf(content, kind, f'Content-Disposition: attachment; filename="{filename}"\r\n')


def multipart(*parts: str, kind: str = "mixed", boundary: str = "=b", closed: bool = True) -> str:
    """Parts between boundaries."""
    held = "".join(f"--{boundary}\r\n{part}\r\n" for part in parts)
    end = f"--{boundary}--\r\n" if closed else ""
    return f'Content-Type: multipart/{kind}; boundary="{boundary}"\r\n\r\n{held}{end}'


def mail(content: str | None = None, head: str = HEAD) -> bytes:
    """A mail: some fields, then a part."""
    return (head + (leaf() if content is None else content)).encode("utf-8", "surrogateescape")


def with_attachments(pairs: Sequence[tuple[str, str]], boundary: str = "=b") -> bytes:
    """A mail with texts attached, given by name and content."""
    held = [attachment(content, "text/plain; charset=utf-8", name) for name, content in pairs]
    return mail(multipart(leaf(), *held, boundary=boundary))
