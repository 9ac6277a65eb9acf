"""Markdown: CommonMark with tables and strikethrough. The text is its words, block by block.

Emphasis and images are left out; links, tables and code are kept.
"""

import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import TYPE_CHECKING, Final

from functions.parse.composer import Piece, compose
from functions.parse.document import Document
from functions.parse.errors import CorruptDocumentError, TooLargeDocumentError
from functions.parse.front_matter import offer_front_matter, split_front_matter
from functions.parse.readers.base import Certainty, Names, Reader
from functions.parse.reading import Facts, Reading
from schemas.article import BlockKind, FieldBasis, Format

if TYPE_CHECKING:
    from markdown_it.token import Token
    from markdown_it.tree import SyntaxTreeNode

LONGEST: Final = 500_000
"""Characters, some 80,000 words."""
MOST_BRACKETS: Final = 20_000
"""Opening ones; the time to pair them is quadratic."""

_NAMES: Final = Names(
    "Markdown",
    frozenset({"md", "markdown", "mdown", "mkd"}),
    frozenset({"text/markdown", "text/x-markdown"}),
)
_MARKUP: Final = (
    re.compile(r"^#{1,6} \S", re.MULTILINE),
    re.compile(r"\[[^\]\n]{1,200}\]\(https?://[^)\s]{1,500}\)"),
    re.compile(r"(?<![\w*])\*\*[^*\s][^*\n]{0,200}\*\*"),
    re.compile(r"^> \S", re.MULTILINE),
    re.compile(r"^(?:```|~~~)", re.MULTILINE),
    re.compile(r"^\|(?:\s*:?-{2,}:?\s*\|)+\s*$", re.MULTILINE),
)
_TAG: Final = re.compile(r"<!--.*?(?:-->|\Z)|<[^<>]{0,2000}>", re.DOTALL)
_BLOCK_TAG: Final = re.compile(r"<(?:br|/p|/div|/li)\b[^<>]{0,200}>", re.IGNORECASE)

_CODE: Final = frozenset({"fence", "code_block"})
_ADDRESS: Final = re.compile(r"(?:https?://|mailto:)\S+", re.IGNORECASE)
_LINKS: Final = "links"
"""Under which a token keeps the links in its words."""


def recognise(document: Document, head: str) -> Certainty:
    """By name or content type, else by front matter or two kinds of markup."""
    named = _NAMES.certainty(document)
    if named:
        return named
    marks = sum(pattern.search(head) is not None for pattern in _MARKUP)
    has_front_matter = bool(split_front_matter(head)[0])
    return Certainty.LIKELY if has_front_matter or marks > 1 else Certainty.NO


def read(document: Document) -> Reading:
    """Read a Markdown file.

    Raises:
        TooLargeDocumentError: If it is longer than a Markdown article can be.
        CorruptDocumentError: If it holds more brackets than any article does.
    """
    text = document.text
    if len(text) > LONGEST:
        raise TooLargeDocumentError(
            f"The Markdown file has {len(text):,} characters; at most {LONGEST:,} are read."
        )
    if text.count("[") > MOST_BRACKETS:
        raise CorruptDocumentError("The Markdown file has more brackets than links could need.")
    facts = Facts()
    entries, body = split_front_matter(text)
    offer_front_matter(entries, facts)
    pieces = list(_pieces(_root(body)))
    facts.offer("title", _first_heading(pieces), FieldBasis.MARKUP)
    return compose(pieces, facts)


def _root(text: str) -> "SyntaxTreeNode":
    """The tree of block tokens, each inline token reduced to its words."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - only where a Markdown file is read
    from markdown_it.tree import SyntaxTreeNode  # noqa: PLC0415

    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    for token in tokens:
        if token.type == "inline":
            token.meta[_LINKS] = list(_inline_links(token.children or []))
            token.content = _inline_words(token.children or [])
            token.children = []  # emphasis may nest deeper than a tree can
    return SyntaxTreeNode(tokens)


def _first_heading(pieces: Sequence[Piece]) -> str | None:
    """The heading of the first level that the text begins with."""
    first = pieces[0] if pieces else None
    return first.text if first and first.kind is BlockKind.HEADING and first.level == 1 else None


def _pieces(node: "SyntaxTreeNode", kind: BlockKind = BlockKind.PARAGRAPH) -> Iterator[Piece]:
    """The blocks below a node; what stands in a list item is one too."""
    for child in node.children:
        if child.type == "heading":
            yield Piece(BlockKind.HEADING, _words(child), int(child.tag[1:]), links=_links(child))
        elif child.type == "blockquote":
            yield Piece(BlockKind.BLOCK_QUOTE, _words(child), links=_links(child))
        elif child.type == "table":
            yield Piece(BlockKind.TABLE, "\n".join(_rows(child)), links=_links(child))
        elif child.type in _CODE:
            yield Piece(BlockKind.CODE, child.content)
        elif child.type == "list_item":
            yield from _pieces(child, BlockKind.LIST_ITEM)
        elif child.children and child.type != "paragraph":
            yield from _pieces(child, kind)
        else:
            yield Piece(kind, _words(child), links=_links(child))


def _rows(table: "SyntaxTreeNode") -> Iterator[str]:
    for row in table.walk():
        if row.type == "tr":
            yield " | ".join(_words(cell) for cell in row.children)


def _words(node: "SyntaxTreeNode") -> str:
    """The words of a node and of all below it, a line for each block."""
    leaves = (leaf for leaf in node.walk() if not leaf.children and leaf.type != "root")
    lines = (
        _tagless(x.content) if x.type == "html_block" else x.content for x in leaves if x.token
    )
    return "\n".join(filter(None, lines))


def _links(node: "SyntaxTreeNode") -> tuple[tuple[str, str], ...]:
    """The links in a node and in all below it, in order."""
    return tuple(link for leaf in node.walk() for link in (leaf.meta or {}).get(_LINKS, ()))


def _inline_links(tokens: "Sequence[Token]") -> Iterator[tuple[str, str]]:
    """The words and the address of each link that leads out of the file."""
    start, address = 0, ""
    for place, token in enumerate(tokens):
        if token.type == "link_open":
            start, address = place, str(token.attrGet("href") or "")
        elif token.type == "link_close" and _ADDRESS.fullmatch(address):
            yield _inline_words(tokens[start:place]), address


def _inline_words(tokens: "Sequence[Token]") -> str:
    return "".join(_inline_text(token) for token in tokens)


def _inline_text(token: "Token") -> str:
    match token.type:
        case "text" | "code_inline" | "text_special":
            return token.content
        case "softbreak":
            return " "
        case "hardbreak":
            return "\n"
        case "html_inline" if _BLOCK_TAG.match(token.content):
            return "\n"
    return ""


def _tagless(html: str) -> str:
    """The words of HTML that stands in a Markdown file."""
    return unescape(_TAG.sub("", _BLOCK_TAG.sub("\n", html)))


READER: Final = Reader(
    Format.MARKDOWN,
    _NAMES,
    recognise,
    read,
    limits=(f"{LONGEST:,} characters", f"{MOST_BRACKETS:,} opening brackets"),
)
