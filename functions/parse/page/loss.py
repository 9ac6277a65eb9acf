"""Text that a parser would lose, found in the source and given back another way.

The parser is right by the standard, yet a page whose last script is never closed shows a browser
that had its closing tag from elsewhere an article, and us nothing. Everything here is linear in
the length of the source.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from typing import Final

from lxml.html import HtmlElement

RAW: Final = (
    *("script", "style", "textarea", "title", "xmp", "noscript", "noframes", "iframe", "template"),
    *("svg", "math", "select", "object", "audio", "video", "canvas", "map", "datalist", "button"),
    *("dialog", "embed", "noembed"),
)
"""Elements whose end is looked for, and whose words are no text of the page."""
_SWALLOWS: Final = ("script", "style", "textarea", "title", "xmp", "noscript", "iframe", "select")
"""Elements that take in all that follows where nothing ends them."""
_WORDLESS: Final = frozenset({"script", "style", "select", "iframe"})
"""Of these, those that hold no words of the article."""
_GOES_ON: Final = re.compile(
    r"<(?:p|div|article|section|h[1-6]|main|body|table|ul|ol|blockquote|figure|header|footer|nav"
    r"|aside|br|span|a|img)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
_LONG: Final = 10_000
_MOST_ATTRIBUTES: Final = 5_000
_LONG_TAG: Final = re.compile(r"<(/?[A-Za-z][\w:-]{0,30})[^<>]{10000,}>")
_TAG: Final = re.compile(r"<(/?)([A-Za-z][\w:-]{0,30})([^<>]{0,20000})>|<(?:!|/|\?)[^<>]*>|<")
_CLASS: Final = re.compile(
    r"""\b(class|id|href|role|datetime|content|name|property|rel|itemprop|cite|type|lang)"""
    r"""\s*=\s*("[^"<>]{0,2000}"|'[^'<>]{0,2000}')""",
    re.IGNORECASE,
)
_HELD: Final = frozenset(
    {
        *(
            "html",
            "head",
            "body",
            "title",
            "meta",
            "link",
            "base",
            "p",
            "br",
            "hr",
            "a",
            "h1",
            "h2",
        ),
        *("h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "table", "tr"),
        *("td", "th", "thead", "tbody", "pre", "figure", "figcaption", "article", "main", "nav"),
        *("aside", "footer", "header", "time"),
    }
)
_EMPTY: Final = frozenset({"<p>", "<li>"})
_ALONE: Final = frozenset({"meta", "link", "base", "br", "hr"})
_BORDERS: Final = frozenset({"div", "section", "center", "form", "fieldset", "details", "summary"})
_DEEPEST_OF_ONE: Final = 6
"""How many elements of a name are kept in each other."""
_NODE: Final = 100_000
"""Characters of a text that is given to the parser in one piece: it stops at ten million."""
_LONGEST_DATA: Final = 1_000_000
"""Characters of JSON-LD that are given to the parser."""
_MOST_LOST: Final = 0.1
_FEWEST_LOST: Final = 100
"""Letters and marks that may be missing: scripts write some, styles hide some."""


def is_lost(shown: int, found: int) -> bool:
    """Whether much of what the source shows was not found."""
    return shown - found > max(_FEWEST_LOST, _MOST_LOST * shown)


def length(text: str) -> int:
    """Characters of a text that are no white space."""
    return sum(map(len, text.split()))


@lru_cache(64)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    raw = rf"({'|'.join(names)})\b(?:[^<>]*/>|.*?</\1\s*>)|" if names else ""
    return re.compile(rf"<(?:{raw}!--.*?-->|[^<>]*>)", re.IGNORECASE | re.DOTALL)


def _markup(source: str) -> re.Pattern[str]:
    """What matches a tag, a comment, or an element without text of the page from end to end.

    An element that is not closed again is left out: its end would be looked for from each.
    """
    lowered = source.lower()
    closed = (name for name in RAW if lowered.rfind(f"<{name}") <= lowered.rfind(f"</{name}"))
    return _pattern(tuple(closed))


def shown(source: str) -> int:
    """Characters that a page shows, by its source alone. It has to be repaired."""
    return length(unescape(_markup(source).sub("", source)))


def repaired(source: str) -> str:
    """The source without what would swallow all that follows it."""
    lowered = source.lower()
    if lowered.rfind("<!--") > lowered.rfind("-->"):
        end = lowered.rfind("-->") + 3 if "-->" in lowered else 0
        source = source[:end] + source[end:].replace("<!--", "")
        lowered = source.lower()
    for name in _SWALLOWS:
        last = lowered.rfind(f"</{name}")
        opening = _opening(lowered, name, max(last, 0))
        if opening is not None:
            source = source[:opening] + _after(source[opening:], name)
            lowered = source.lower()
    return source


def with_short_tags(source: str) -> str:
    """The source without the attributes of elements that have far too many: parsing takes minutes.

    An address that holds a whole picture has many characters, and few attributes.
    """
    if not any(len(part) > _LONG for part in source.split("<")):
        return source
    return _LONG_TAG.sub(_shortened, source)


def _shortened(tag: re.Match[str]) -> str:
    return tag[0] if tag[0].count("=") < _MOST_ATTRIBUTES > len(tag[0].split()) else f"<{tag[1]}>"


def is_suspicious(source: str, root: HtmlElement) -> bool:
    """Whether a source has more paragraphs or elements than its tree, or one that nothing ends.

    Markup within comments is counted, too: this only says that a closer look is due.
    """
    inert = [script.text or "" for script in root.iter("script", "style", "textarea")]
    paragraphs = _paragraphs(source) - sum(map(_paragraphs, inert))
    ends = source.count("</") - sum(text.count("</") for text in inert)
    if root.xpath("count(//p)") < paragraphs - 1 or root.xpath("count(//*)") < ends:
        return True
    (last,) = root.xpath("(//*)[last()]")
    names = {last.tag, *(element.tag for element in last.iterancestors())}
    if source.rfind("<!--") > source.rfind("-->"):
        return True
    swallowing = names.intersection(RAW)
    return any(source.rfind(f"<{name}") >= source.rfind(f"</{name}") for name in swallowing)


def _paragraphs(text: str) -> int:
    return text.count("<p>") + text.count("<p ")


def _opening(lowered: str, name: str, start: int) -> int | None:
    """Where the first tag that opens an element stands, from a place on."""
    place = lowered.find(f"<{name}", start)
    while place >= 0:
        if not lowered[place + len(name) + 1 : place + len(name) + 2].isalnum():
            return place
        place = lowered.find(f"<{name}", place + 1)
    return None


def _after(rest: str, name: str) -> str:
    """What follows an element that is never closed: it ends where markup goes on, if it does.

    A script that no markup follows is cut off at the end of the page, and is only a script.
    """
    begin = rest.find(">") + 1
    going_on = _GOES_ON.search(rest, begin)
    end = going_on.start() if going_on else len(rest)
    words = "" if name in _WORDLESS else rest[begin:end]
    opening = rest[:begin] if name == "title" else ""
    closing = f"</{name}>" if name == "title" else ""
    tail = rest[going_on.start() :] if going_on else ""
    openers = re.compile(rf"<(?={name}\b)", re.IGNORECASE)
    return f"{opening}{words}{closing}{openers.sub('<x-', tail)}"


def flattened(source: str) -> str:
    """The page without the elements that only hold others, so that nothing is nested deeply.

    Words, headings, lists, tables, quotes and links stay; of attributes, those that are read.
    """
    return "".join(_flat(source))


def _flat(source: str) -> Iterator[str]:
    depth: dict[str, int] = {}
    begun: set[str] = set()
    place = 0
    for match in _markup(source).finditer(source):
        if text := source[place : match.start()].strip():
            begun.clear()
        yield from _cut(source[place : match.start()] if text else " ")
        place = match.end()
        raw = match[0][1:9].lower()
        if raw.startswith("script") and "ld+json" in match[0][:300]:
            yield match[0] if len(match[0]) < _LONGEST_DATA else ""
        elif (tag := _TAG.match(match[0])) and (kept := _kept(tag, match[0], depth)) not in begun:
            begun |= {kept} & _EMPTY  # a second one before any words is an empty one less
            yield kept
    yield from _cut(source[place:])


def _kept(tag: re.Match[str], whole: str, depth: dict[str, int]) -> str:
    """What becomes of a tag: itself, the border of a paragraph, or nothing."""
    name = (tag[2] or "").lower()
    if name == "title" and whole.lower().endswith("</title>"):
        return whole
    if name in _BORDERS:
        return "<p>"
    if name not in _HELD:
        return ""
    if name in _ALONE:
        return f"<{name}{_attributes(tag[3])}>"
    held = depth.get(name, 0)
    depth[name] = max(0, held - 1) if tag[1] else held + 1
    if name in {"p", "a", "li", "tr", "td", "th", "dt", "dd"}:
        depth[name] = min(depth[name], 1)  # their ends may be left out
    elif held >= _DEEPEST_OF_ONE + bool(tag[1]):
        return "<p>"
    return f"</{name}>" if tag[1] else f"<{name}{_attributes(tag[3])}>"


def _attributes(written: str | None) -> str:
    pairs = _CLASS.findall((written or "")[:4000])
    return "".join(f" {name}={value}" for name, value in pairs)


def _cut(text: str) -> Iterator[str]:
    """A text in pieces that the parser takes, parted where words are."""
    place = 0
    while len(text) - place > _NODE:
        border = text.rfind(" ", place, place + _NODE)
        end = border if border > place else place + _NODE
        yield text[place:end] + "<p>"
        place = end
    yield text[place:]
