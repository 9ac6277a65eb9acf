"""Embedded social media posts: their signature lines, and which words the author wrote.

A post copied into plain text keeps no quotation marks; only the signature line below it tells
that the words above are not the outlet's. Where the post begins is found by evidence, in
`structure`; that the markup says so, by the readers.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from functions.parse.dates import WRITTEN_DAY, normalise_date
from schemas.article import Post
from schemas.spans import Span

SIGNATURE_OPENER: Final = re.compile(r"(?:[—–]|--?)\s?[^\W\d_]")
_HANDLE: Final = r"@[A-Za-z0-9_][A-Za-z0-9_.@-]{0,80}"
_TIME: Final = r"(?:\d{1,2}:\d{2}\s?(?:[AaPp]\.?[Mm]\.?)?)"
_SIGNATURE: Final = re.compile(
    r"(?:[—–]|(?<!\S)--?|(?<!\S)A (?:post|photo|reel|video) shared by)"
    r"\s{0,3}(?P<name>[^—–()\n]{1,120}?)\s{0,3}"
    rf"\((?P<handle>{_HANDLE})\)"
    rf"(?:[\s,·|]{{0,4}}(?:on\s)?(?:{_TIME}[\s,·|]{{1,4}})?(?P<date>{WRITTEN_DAY})"
    rf"(?:(?:\sat|,)?[\s,·|]{{1,4}}{_TIME}(?:\s[A-Z]{{2,4}})?)?)?"
    r"\s*\Z",
    re.IGNORECASE,
)
_SIGNATURE_LENGTH: Final = 280
"""Characters from the end of a line in which a signature is looked for."""

LINKS_AT_END: Final = re.compile(
    r"(?:\s*(?:https?://|(?<!\S))(?:pic\.(?:twitter|x)\.com|t\.co)/\w{1,30})+\s*\Z"
)
TRUNCATED: Final = re.compile(r"(?:…|\.\.\.)\s*(?:(?:https?://)?[\w.]{1,40}/\S{1,80}\s*)*\Z")
_SECOND_SCRIPT: Final = re.compile(r"\s+[/|•]\s+")
_PLATFORMS: Final = (
    ("X", re.compile(r"pic\.(?:twitter|x)\.com/|\bt\.co/|//(?:www\.)?(?:twitter|x)\.com/")),
    ("Bluesky", re.compile(r"\.bsky\.social\b|//bsky\.app/")),
    ("Truth Social", re.compile(r"//truthsocial\.com/")),
    ("Instagram", re.compile(r"//(?:www\.)?instagram\.com/")),
    ("TikTok", re.compile(r"//(?:www\.)?tiktok\.com/")),
    ("Facebook", re.compile(r"//(?:www\.|m\.)?facebook\.com/")),
    ("Threads", re.compile(r"//(?:www\.)?threads\.(?:net|com)/")),
    ("Telegram", re.compile(r"//t\.me/")),
    ("Mastodon", re.compile(r"@[\w.-]{1,60}@[\w.-]{1,60}|//[\w.-]{1,60}/@\w{1,60}/\d{5,}")),
)
_MENTIONS: Final = (
    ("X", re.compile(r"\b(?:on|to) X\b|\bTwitter\b|\btweet(?:s|ed)?\b")),
    ("Bluesky", re.compile(r"\bBluesky\b")),
    ("Truth Social", re.compile(r"\bTruth Social\b")),
    ("Threads", re.compile(r"\b(?:on|to) Threads\b")),
    ("Facebook", re.compile(r"\bFacebook\b")),
    ("Instagram", re.compile(r"\bInstagram\b")),
    ("Mastodon", re.compile(r"\bMastodon\b")),
    ("Telegram", re.compile(r"\bTelegram\b")),
)


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature line `text[start:end]`, offsets of the text that it was found in."""

    start: int
    end: int
    author_start: int
    author_end: int
    handle: str
    posted: str | None


def find_signature(text: str, start: int, end: int) -> Signature | None:
    """The signature that `text[start:end]` ends with, if it ends with one."""
    begin = max(start, end - _SIGNATURE_LENGTH)
    if "(@" not in text[begin:end]:
        return None
    for match in _SIGNATURE.finditer(text[begin:end]):
        name = _SECOND_SCRIPT.split(match["name"], maxsplit=1)[0].strip()
        if name:
            author = begin + match.start("name") + match["name"].index(name)
            handle, posted = match["handle"], normalise_date(match["date"])
            first = begin + match.start()
            return Signature(first, end, author, author + len(name), handle, posted)
    return None


def make_post(
    text: str,
    body: Sequence[tuple[int, int]],
    signature: Signature | None,
    *,
    url: str | None = None,
    lead: str = "",
) -> Post:
    """The post that a stretch of the text is.

    Args:
        text: The article's text.
        body: Where the lines that the author wrote stand.
        signature: The signature, if there is one.
        url: The post's address, where markup gives it.
        lead: The words before the post, which may name the platform.
    """
    kept = (_without_links(text, *line) for place in body for line in _lines(text, *place))
    spans = [Span.of(text, start, end) for start, end in kept if start < end]
    evidence = " ".join([url or "", *(text[start:end] for start, end in body)])
    if signature is None:
        return Post(url=url, body=spans, platform=_platform(evidence, lead))
    line = Span.of(text, signature.start, signature.end)
    author = Span.of(text, signature.author_start, signature.author_end)
    return Post(
        author=author.exact,
        author_span=author,
        handle=signature.handle,
        posted=signature.posted,
        platform=_platform(f"{evidence} {line.exact}", lead),
        url=url,
        body=spans,
        signature=line,
    )


def _lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where the lines of a stretch stand, trimmed."""
    found = (match.span() for match in re.finditer(r"[^\s](?:[^\r\n]*[^\s])?", text[start:end]))
    return [(start + first, start + last) for first, last in found]


def _without_links(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the line stands without the links that the platform puts at its end."""
    links = LINKS_AT_END.search(text[start:end]) if "/" in text[start:end] else None
    return start, start + links.start() if links else end


def _platform(evidence: str, lead: str) -> str | None:
    for name, pattern in _PLATFORMS:
        if pattern.search(evidence):
            return name
    mentioned = [name for name, pattern in _MENTIONS if pattern.search(lead)]
    return mentioned[0] if mentioned else None
