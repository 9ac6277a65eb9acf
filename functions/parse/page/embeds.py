"""Embedded social media posts of a page, taken out before its main text is found.

Extractors delete them. Each is replaced by a paragraph with a token, so that its place in the text
is known. A post whose words the page does not hold, because a script or a frame would fetch them,
is kept by its address: that is then all there is of it.
"""

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import parse_qs, unquote, urlsplit

from lxml import html
from lxml.html import HtmlElement

from functions.parse.composer import PostWords
from functions.parse.dates import find_date, normalise_date

_QUOTED: Final = re.compile(
    r"\b(?:twitter-(?:tweet|video)|bluesky-embed|instagram-media|tiktok-embed|fb-post"
    r"|fb-xfbml-parse-ignore|text-post-media|truthsocial-embed|mastodon-embed|telegram-embed)\b"
)
"""Classes of quotations that the platforms' own scripts turn into posts."""
_DRAWN: Final = re.compile(
    r"(?:^|[\s_-])(?:tweet|tweet-?embed|embed(?:ded)?-?(?:tweet|post)|social-?(?:embed|post)"
    r"|tgme_widget_message|twitter-tweet-rendered)(?:$|[\s_-])",
    re.IGNORECASE,
)
"""Classes of posts that a site or a saved page draws with markup of its own."""
_POST_URL: Final = re.compile(
    r"https?://[\w.-]{1,100}/(?:[^\s\"'#?]{0,200}/)?"
    r"(?:status(?:es)?|posts?|p|videos?|reel|@[\w.@-]+|s)/[\w.:-]{1,100}"
)
_TELEGRAM_URL: Final = re.compile(r"https?://t\.me/[\w]{3,64}/\d{1,12}")
_URL_ATTRIBUTES: Final = (
    *("cite", "data-instgrm-permalink", "data-text-post-permalink", "data-href"),
    *("data-embed-url", "data-src", "src"),
)
_AMP: Final = {
    "amp-twitter": ("data-tweetid", "https://twitter.com/i/status/{}"),
    "amp-instagram": ("data-shortcode", "https://www.instagram.com/p/{}"),
    "amp-facebook": ("data-href", "{}"),
    "amp-tiktok": ("data-src", "{}"),
}
_FRAME: Final = re.compile(
    r"https?://(?:platform\.twitter\.com/embed|(?:www\.)?facebook\.com/plugins/(?:post|video)"
    r"|(?:www\.)?instagram\.com/(?:p|reel)/|truthsocial\.com/@|(?:www\.)?threads\.(?:net|com)/@"
    r"|embed\.bsky\.app/embed|t\.me/\w+/\d+|(?:www\.)?tiktok\.com/(?:embed|player)"
    r"|[\w.-]+/@\w+/\d+/embed)"
)
_POSTED_BY: Final = re.compile(
    r"(?:posted by|post by|a post shared by)\s+(?P<author>[^@()\n]{2,80}?)?\s*"
    r"(?P<handle>@[\w.@-]+)?"
    r"(?:\s+on\s+(?P<date>.{6,40}))?\Z",
    re.IGNORECASE,
)
_ACTION: Final = re.compile(
    r"(?:view (?:on|this|more)\b.*|reply|repost|retweet|quote|likes?|share|follow|copy link.*"
    r"|read (?:\d[\d,.]* )?(?:more|repl).*|see more|♬.*|[\d,.]+[KM]?|·)\Z",
    re.IGNORECASE,
)
"""What the reader of a post can do, and counts."""
_BORDERED: Final = frozenset({"div", "p", "section", "header", "footer", "cite", "li", "ul", "h3"})
_HANDLE: Final = re.compile(r"(?<![\w@.])@[A-Za-z0-9_][\w.-]{1,60}(?:@[\w.-]{3,60})?")
_LONGEST: Final = 4000
"""Characters of what a site's own markup can be the drawing of one post."""


def take_out_posts(root: HtmlElement) -> dict[str, PostWords]:
    """Replace the embedded posts of a page by paragraphs with tokens.

    Returns:
        The posts by their tokens.
    """
    stem: str | None = None
    found: dict[str, PostWords] = {}
    for element in list(_embeds(root)):
        if element.getparent() is None or not _is_in(element, root):
            continue
        post = _post(element)
        if post is None:
            continue
        stem = stem or _unused_token(root)
        token = f"{stem}{len(found)}x"
        found[token] = post
        _replace(element, token)
    return found


def _embeds(root: HtmlElement) -> Iterator[HtmlElement]:
    """The elements that are embedded posts, outer ones first."""
    for element in root.iter("blockquote", "iframe", "script", "div", "figure", "section", *_AMP):
        tag, names = element.tag, element.get("class", "")
        if tag in _AMP or (tag == "blockquote" and _QUOTED.search(names)):
            yield element
        elif tag == "iframe":
            if _FRAME.match(element.get("src", "") or element.get("data-src", "")):
                yield element
        elif tag == "script":
            if element.get("data-telegram-post"):
                yield element
        elif names and (_DRAWN.search(names) or _QUOTED.search(names)) and _is_drawn(element):
            yield element


def _is_drawn(element: HtmlElement) -> bool:
    """Whether an element is one post, rather than what holds a quotation or several posts."""
    inner = element.iter("blockquote", "iframe", *_AMP)
    if any(part.tag != "blockquote" or _QUOTED.search(part.get("class", "")) for part in inner):
        return False
    return len(element.text_content()) <= _LONGEST and _url(element) is not None


def _is_in(element: HtmlElement, root: HtmlElement) -> bool:
    """Whether an element is still part of the page: an outer one may have been replaced."""
    return next(element.iterancestors(root.tag), None) is root


def _unused_token(root: HtmlElement) -> str:
    """The beginning of tokens that the page's own words do not contain."""
    words = root.text_content()
    stem = "EmbeddedPost"
    while stem in words:
        stem += "Q"
    return stem


def _replace(element: HtmlElement, token: str) -> None:
    place = html.Element("p")
    place.text, place.tail = token, element.tail
    parent = element.getparent()
    if parent is not None:
        parent.replace(element, place)


def _post(element: HtmlElement) -> PostWords | None:
    """The post's paragraphs are what its author wrote; the words beside them sign it."""
    url = _url(element)
    if element.tag in {"iframe", "script"}:
        return PostWords("", url, url) if url else None
    for line_break in element.iter("br"):
        line_break.tail = "\n" + (line_break.tail or "")
    paragraphs = _paragraphs(element)
    beside = [element.text or "", *(_beside(part, paragraphs) for part in element)]
    lines = [*(line for part in paragraphs for line in _lines(_words(part)))]
    lines += _lines("".join(beside))
    said = [line for line in lines if not _ACTION.match(line)]
    signature = next((line for line in said if "(@" in line), "") or _joined_signature(said)
    body = [
        line
        for part in paragraphs
        for line in _lines(_words(part))
        if line != signature and not _ACTION.match(line) and not _POSTED_BY.match(line)
    ]
    if signature or body:
        return _signed(element, "\n".join(body), signature, url, _lines("".join(beside)))
    return PostWords("", url, url) if url else None


def _signed(
    element: HtmlElement, body: str, signature: str, url: str | None, beside: list[str]
) -> PostWords:
    """The post with what its own markup says of author and date, where no line signs it."""
    if "(@" in signature:
        return PostWords(body, signature, url)
    rest = [line for line in beside if not _ACTION.match(line) and line not in body]
    line = signature or " ".join(rest)
    match = _POSTED_BY.search(line)
    handle = _HANDLE.search(line)
    author = (match and match["author"]) or _name(element, line)
    day = normalise_date(next((time.get("datetime") for time in element.iter("time")), None))
    posted = day or find_date(line)
    return PostWords(body, line, url, author, handle[0] if handle else None, posted)


def _name(element: HtmlElement, line: str) -> str | None:
    """The author's name, where an element is named for it and its words are in the signature."""
    for part in element.iter():
        names = str(part.get("class", "")).lower()
        if ("name" in names or "author" in names) and "user" not in names and "handle" not in names:
            name = _words(part).strip()
            if 1 < len(name) <= 80 and not name.startswith("@") and name in line:
                return name
    return None


def _joined_signature(lines: list[str]) -> str:
    return next((line for line in lines if _POSTED_BY.match(line)), "")


def _paragraphs(element: HtmlElement) -> list[HtmlElement]:
    """What the author wrote: paragraphs, or what a site's own markup names as the text."""
    found = list(element.iter("p"))
    if found or element.tag == "blockquote":
        return found
    named = (
        part
        for part in element.iter("div", "span", "blockquote")
        if re.search(r"(?:text|content|body)\Z", part.get("class", "").split(" ")[0], re.IGNORECASE)
    )
    return list(named)[:1]


def _beside(part: HtmlElement, paragraphs: list[HtmlElement]) -> str:
    """What an element and the words after it add to the signature: nothing of a paragraph."""
    if part in paragraphs:
        return f"\n{part.tail or ''}"
    inner = "".join([part.text or "", *(_beside(child, paragraphs) for child in part)])
    border = "\n" if part.tag in _BORDERED else ""
    return f"{border}{inner}{border}{part.tail or ''}"


def _words(element: HtmlElement) -> str:
    return str(element.text_content())


def _lines(text: str) -> list[str]:
    return [line for line in (" ".join(part.split()) for part in text.split("\n")) if line]


def _url(element: HtmlElement) -> str | None:
    """The address of the post itself, without what was added to follow readers."""
    if element.tag in _AMP:
        name, form = _AMP[element.tag]
        value = element.get(name, "")
        url = form.format(value)
        return url if value and url.startswith(("https://", "http://")) else None
    if telegram := element.get("data-telegram-post") or element.get("data-post"):
        return f"https://t.me/{telegram}"
    if element.tag == "iframe":
        return _url_of_frame(element)
    given = [element.get(name, "") for name in _URL_ATTRIBUTES]
    links = [link.get("href", "") for link in element.iter("a")]
    for address in (*given, *reversed(links)):
        match = _POST_URL.match(address[:500]) or _TELEGRAM_URL.match(address[:500])
        if match:
            return match[0].removesuffix("/embed")
    return None


def _url_of_frame(frame: HtmlElement) -> str | None:
    """What a frame would show: its query says so, or its own address does."""
    source = frame.get("src", "") or frame.get("data-src", "")
    try:
        query = parse_qs(urlsplit(source).query)
    except ValueError:
        return None
    if number := frame.get("data-tweet-id") or next(iter(query.get("id", [])), ""):
        return f"https://twitter.com/i/status/{number}" if number.isdigit() else None
    address = unquote(next(iter(query.get("href", [])), "")) or source
    match = _POST_URL.match(address[:500]) or _TELEGRAM_URL.match(address[:500])
    return match[0].removesuffix("/embed") if match else address.partition("?")[0][:500]
