"""The blocks of a page, all of them, in one pass over its tree.

Which of them are the article's is decided in `choice`. Text is kept as a browser shows it: white
space is one space, except in `pre`; a line break is a line, two of them part paragraphs.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from lxml import etree
from lxml.html import HtmlElement

from schemas.article import BlockKind

_UNSEEN: Final = frozenset(
    {
        *("script", "style", "noscript", "template", "head", "title", "iframe", "object", "embed"),
        *("svg", "math", "canvas", "audio", "video", "map", "select", "button", "input"),
        *("textarea", "datalist", "noframes", "noembed", "dialog", "amp-img", "amp-ad"),
    }
)
"""Elements whose words no reader sees, or whose words are what a page does rather than says."""
_BLOCKS: Final = frozenset(
    {
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "caption",
            "center",
            "dd",
            "details",
        ),
        *("dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1"),
        *("h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "main"),
        *("menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot"),
        *("th", "thead", "tr", "ul", "listing", "xmp", "plaintext", "frame", "frameset", "label"),
    }
)
_ITEMS: Final = frozenset({"li", "dd"})
"""With more than one paragraph in it, an item holds a part of the page rather than a line."""
_MOST_PAIRS: Final = 100_000
"""Of links and paragraphs in one element, of which it is then not asked which is in which."""
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_KINDS: Final = {
    "li": BlockKind.LIST_ITEM,
    "dd": BlockKind.LIST_ITEM,
    "blockquote": BlockKind.BLOCK_QUOTE,
    "figcaption": BlockKind.CAPTION,
    "caption": BlockKind.CAPTION,
    "pre": BlockKind.CODE,
    "listing": BlockKind.CODE,
    "xmp": BlockKind.CODE,
} | dict.fromkeys(_HEADINGS, BlockKind.HEADING)

_BESIDE_TAGS: Final = frozenset({"nav", "footer", "aside", "menu"})
_BESIDE: Final = re.compile(
    r"(?:^|[\s_-])(?:ad|ads|advert\w*|adslot|banner|breadcrumbs?|byline|cookies?|comments?|consent|"
    r"disqus|footer|gdpr|livefyre|masthead|menu|modal|most|nav\w*|newsletters?|outbrain|paywall|"
    r"popular|popup|popover|promo\w*|pull-?quote\w*|recirc\w*|recommend\w*|related\w*|rollover|"
    r"share\w*|sharing|sidebar\w*|signup|social|sponsor\w*|subscri\w+|taboola|tags?|teaser\w*|"
    r"toolbar|tooltip|trending|viafoura|widget)(?:$|[\s_-])"
)
"""Names that pages give to what stands beside an article."""
_CAPTION: Final = re.compile(
    r"(?:^|[\s_-])(?:caption\w*|wp-caption-text|credits?|photo-?credit\w*|image-?credit\w*)(?:$|[\s_-])"
)
_HOLDS: Final = re.compile(r"(?:^|[_-])(?:has|with|no|hide|without)[_-]")
_BESIDE_ROLES: Final = frozenset({"navigation", "complementary", "banner", "contentinfo", "search"})
_LONGEST_CELL: Final = 300
"""Characters of a cell; longer ones are laid out, not tabulated."""
_LONGEST_CAPTION: Final = 600
"""Characters; what is longer only holds a caption."""
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_POINTED_AT: Final = re.compile(
    r"(?:rollover|popover|tooltip|hovercard)[\w-]*(?:block|box|card|content|text)"
    r"|(?:^|\s)(?:sr-only|visually-?hidden|screen-reader-text)(?:$|\s)",
    re.IGNORECASE,
)
_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SPACE: Final = re.compile(r"[ \t\r\n\f]+")
_SPACES: Final = re.compile(r"[^\S\n]{2,}")
_LAST_OF_LETTERS: Final = "\u2e7f"
"""Where Unicode's scripts of letters end, and those of East Asia begin."""
_NO_LETTERS: Final = re.compile(r"[\W_]+")
_PARTED: Final = re.compile(r"\n[ \n]*\n")


@dataclass(slots=True)
class PageBlock:
    """A block of the page and where in it it stands."""

    kind: BlockKind
    text: str
    level: int | None
    """Of a heading."""
    links: tuple[tuple[str, str], ...]
    """Words and address of each."""
    beside: bool
    """Whether its place is named like what stands beside an article."""
    holder: HtmlElement
    """The block-level element that it is the words of."""
    owner: HtmlElement | None
    """The list item, quote or other element that it has its kind from."""
    key: str = field(init=False)
    """Its letters and digits alone: what is compared."""
    size: int = field(init=False)
    """How many letters it has; a sign of a script that writes in words or syllables is two."""
    linked: float = field(init=False)
    """Share of its characters that are links."""

    def __post_init__(self) -> None:
        self.key = key = letters(self.text)
        wide = 0 if key.isascii() else sum(char > _LAST_OF_LETTERS for char in key)
        self.size = len(key) + wide
        self.linked = sum(len(text) for text, _ in self.links) / len(self.text)


@dataclass(slots=True)
class _Line:
    """What is being gathered: the words since the last border of a block."""

    words: list[str] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)


class _Walk:
    """One pass over a tree; blocks are appended as their borders come."""

    def __init__(self) -> None:
        self.blocks: list[PageBlock] = []
        self._line = _Line()
        self._holders: list[HtmlElement] = []
        self._kinds: list[HtmlElement] = []
        self._beside: list[HtmlElement] = []
        self._anchors: list[tuple[str, int]] = []
        self._layout: set[HtmlElement] = set()

    def run(self, root: HtmlElement) -> list[PageBlock]:
        """The blocks below an element."""
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if event == "end":
                self._leave(element)
            elif not self._enter(element):
                walk.skip_subtree()
        self._flush()
        return self.blocks

    def _enter(self, element: HtmlElement) -> bool:
        """Take in an element's beginning; whether what is in it is to be walked."""
        tag = element.tag
        if tag in _UNSEEN:
            return False
        is_block = tag in _BLOCKS
        if is_block:
            self._open(element)
        if is_block and (tag in _BESIDE_TAGS or _stands_beside(element)):
            self._beside.append(element)
        elif not is_block and _is_unseen(element):
            return False
        if tag == "table" and is_data_table(element):
            self._add_table(element)
            return False
        if tag == "br":
            self._line.words.append("\n")
        elif tag == "a" and element.get("href"):
            self._anchors.append((element.get("href", ""), len(self._line.words)))
        self._say(element.text)
        return True

    def _open(self, element: HtmlElement) -> None:
        self._flush()
        self._holders.append(element)
        if element.tag in _KINDS or element.tag == "figure" or _names_caption(element):
            self._kinds.append(element)
            if element.tag in _ITEMS and len(element.findall(".//p")) > 1:
                self._layout.add(element)

    def _leave(self, element: HtmlElement) -> None:
        if self._holders and self._holders[-1] is element:
            self._flush()
            for stack in (self._holders, self._kinds, self._beside):
                if stack and stack[-1] is element:
                    stack.pop()
        elif self._anchors and element.tag == "a" and element.get("href"):
            self._add_link(*self._anchors.pop())
        self._say(element.tail)

    def _say(self, text: str | None) -> None:
        if text:
            verbatim = self._kinds and _KINDS.get(self._kinds[-1].tag) is BlockKind.CODE
            self._line.words.append(text if verbatim else _SPACE.sub(" ", text))

    def _add_link(self, href: str, first: int) -> None:
        """Note a link that began with one of the words gathered."""
        text = " ".join("".join(self._line.words[first:]).split())
        if text:
            self._line.links.append((text, href))

    def _flush(self) -> None:
        """End a block where one has been gathered; a link that spans several is one in each."""
        for href, first in self._anchors:
            self._add_link(href, first)
        self._anchors = [(href, 0) for href, _ in self._anchors]
        line, self._line = self._line, _Line()
        text = "".join(line.words)
        if text and not text.isspace() and self._holders:
            self._add(text, line.links)

    def _add(self, text: str, links: list[tuple[str, str]]) -> None:
        owner = self._kinds[-1] if self._kinds else None
        kind = BlockKind.PARAGRAPH if owner is None or owner in self._layout else _kind(owner)
        level = None if owner is None else _HEADINGS.get(owner.tag)
        parts = [text.strip("\n")] if kind is BlockKind.CODE else _lines(text)
        links = links if len(links) * len(parts) <= _MOST_PAIRS else []
        for part in parts:
            own = links if len(parts) == 1 else [link for link in links if link[0] in part]
            block = (kind, part, level, tuple(own), bool(self._beside), self._holders[-1], owner)
            self.blocks.append(PageBlock(*block))

    def _add_table(self, table: HtmlElement) -> None:
        rows = [" | ".join(cells) for row in table.iter("tr") if any(cells := _cells(row))]
        links = [(words(a), a.get("href", "")) for a in table.iter("a") if a.get("href")]
        shown = tuple(link for link in links if link[0])
        beside = bool(self._beside)
        text = "\n".join(rows)
        self.blocks.append(PageBlock(BlockKind.TABLE, text, None, shown, beside, table, table))


def page_blocks(root: HtmlElement) -> list[PageBlock]:
    """All blocks of a page in their order."""
    return _Walk().run(root)


def letters(text: str) -> str:
    """The letters and digits of a text: what stays the same however it is set."""
    return _NO_LETTERS.sub("", text)


def _kind(element: HtmlElement) -> BlockKind:
    """What the words in an element of `_KINDS`, or one named as a caption, are."""
    return _KINDS.get(element.tag, BlockKind.CAPTION)


def _lines(text: str) -> list[str]:
    """The paragraphs of a text that two line breaks part, without white space around lines."""
    paragraphs = _PARTED.split(text)
    tidied = ("\n".join(filter(None, map(str.strip, part.split("\n")))) for part in paragraphs)
    return [_SPACES.sub(" ", part) for part in tidied if part]


def words(element: HtmlElement) -> str:
    """The words of an element on one line."""
    return " ".join(str(element.text_content()).split())


def is_data_table(table: HtmlElement) -> bool:
    """Whether a table holds figures and words side by side, rather than laying out the page."""
    if table.find(".//table") is not None or table.find(".//p/../p[2]") is not None:
        return False
    rows = [cells for row in table.iter("tr") if (cells := _cells(row))]
    wide = [cells for cells in rows if len(cells) > 1]
    longest = max((len(cell) for cells in rows for cell in cells), default=0)
    return len(rows) > 1 and len(wide) * 2 > len(rows) and longest < _LONGEST_CELL


def _cells(row: HtmlElement) -> list[str]:
    return [words(cell) for cell in row if cell.tag in {"td", "th"}]


def _is_unseen(element: HtmlElement) -> bool:
    """Whether words within a line are for machines, or shown only where one points at them."""
    get = element.get
    style, names = get("style"), get("class")
    return (
        get("hidden") is not None
        or (style is not None and _HIDDEN.search(style) is not None)
        or (names is not None and _POINTED_AT.search(names) is not None)
    )


def _stands_beside(element: HtmlElement) -> bool:
    if element.tag in {"html", "body"}:
        return False
    get = element.get
    if get("hidden") is not None or get("aria-hidden") == "true" or get("role") in _BESIDE_ROLES:
        return True
    style = get("style")
    if style and _HIDDEN.search(style):
        return True
    return _names_beside(f"{get('class', '')} {get('id', '')}")


@lru_cache(4096)
def _names_beside(names: str) -> bool:
    """Whether a class or id is one that stands beside articles; `with-sidebar` holds them."""
    tokens = _CAMEL.sub("-", names).lower().split()
    return any(_BESIDE.search(token) and not _HOLDS.search(token) for token in tokens)


def _names_caption(element: HtmlElement) -> bool:
    names = element.get("class")
    if not names or not _CAPTION.search(names.lower()):
        return False
    return len(element.text_content()) <= _LONGEST_CAPTION
