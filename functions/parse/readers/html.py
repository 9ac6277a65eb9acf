"""HTML pages. The article's text is the page's main text, block by block; posts are kept."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from functions.parse.composer import Piece, PostWords, compose
from functions.parse.document import Document
from functions.parse.errors import NoArticleError
from functions.parse.prolog import past_prolog
from functions.parse.readers.base import Certainty, Names, Reader
from functions.parse.reading import Facts, Reading
from schemas.article import BlockKind, Format

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_NAMES: Final = Names(
    "HTML page",
    frozenset({"html", "htm", "xhtml"}),
    frozenset({"text/html", "application/xhtml+xml"}),
)
_PAGE: Final = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_FRAGMENT: Final = re.compile(
    r"\s*<(?:article|main|section|div|p|h[1-6]|meta|title|table)\b", re.IGNORECASE
)
_TAG: Final = re.compile(r"</?[A-Za-z][A-Za-z0-9]{0,20}\b")
_FEWEST_WORDS: Final = 12
_SENTENCE_ENDS: Final = (".", "!", "?", "…", '"', "”", "’", "»", "。", "！", "？", "।", "؟", "۔")
_SENTENCE_LENGTH: Final = 16
"""Characters of a sentence in a script that parts no words."""


def recognise(document: Document, head: str) -> Certainty:
    """A document type or root element settles it; else a name with any tag in the text."""
    if _PAGE.match(past_prolog(head, doctype=False)):
        return Certainty.CERTAIN
    named = _NAMES.certainty(document)
    if named and _TAG.search(head):
        return named
    return Certainty.LIKELY if _FRAGMENT.match(head) else Certainty.NO


def read(document: Document) -> Reading:
    """Read a page.

    Raises:
        NoArticleError: If there is no article on it.
        ParseError: If it is too large or broken.
    """
    return read_page(document.text, Facts())


def read_page(text: str, facts: Facts) -> Reading:
    """Read a page of which something is known beforehand, which counts for more.

    Raises:
        NoArticleError: If there is no article on it.
        ParseError: If it is too large or broken.
    """
    # trafilatura takes 0.2 s to import, which a cold start should not pay for other formats
    from functions.parse.page.access import access_notice  # noqa: PLC0415
    from functions.parse.page.embeds import take_out_posts  # noqa: PLC0415
    from functions.parse.page.tree import LOST, page_tree, show_hidden  # noqa: PLC0415

    tree = page_tree(text)
    root = tree.root
    posts = take_out_posts(root)
    pieces = _pieces(root, posts, facts)
    if not posts and not any(map(_is_sentence, pieces)) and show_hidden(root):
        pieces = _pieces(root, posts, facts)
    if not posts and not any(map(_is_sentence, pieces)):
        raise NoArticleError("There is no article on the page, only navigation or nothing.")
    notices = [] if tree.is_whole else [LOST]
    closed = access_notice(root, pieces)
    return compose(pieces, facts, posts, [*notices, closed] if closed else notices)


def _pieces(root: "HtmlElement", posts: Mapping[str, PostWords], facts: Facts) -> list[Piece]:
    """The blocks of the article; what the page says of it is offered."""
    from functions.parse.page.blocks import page_blocks  # noqa: PLC0415
    from functions.parse.page.main_text import Page, main_text  # noqa: PLC0415
    from functions.parse.page.metadata import base_address, offer_metadata  # noqa: PLC0415

    blocks = page_blocks(root)
    titles = offer_metadata(root, blocks, facts)
    return main_text(Page(root, blocks, titles, posts, base_address(root, facts)))


def _is_sentence(piece: Piece) -> bool:
    """Whether a block says something: a menu or a button does not."""
    count = len(piece.text.split())
    ends = piece.text.endswith(_SENTENCE_ENDS)
    says = count >= _FEWEST_WORDS or (ends and (count > 2 or len(piece.text) >= _SENTENCE_LENGTH))
    return piece.kind is not BlockKind.HEADING and says


READER: Final = Reader(
    Format.HTML,
    _NAMES,
    recognise,
    read,
    limits=("what is nested or written beyond what the parser takes is read in a plainer form",),
)
