"""The tree of an HTML page, of all the text that its source shows.

lxml drops what is nested deeper than 256 levels, stops at a text of ten million characters, and
takes an element that nothing ends to hold all the rest, each without an error. The source is mended
first, read in a plainer form where the parser gives up or where words are missing, and what is
missing even then is told.
"""

import re
from dataclasses import dataclass
from typing import Final

from lxml import etree, html
from lxml.html import HtmlElement

from functions.parse.errors import CorruptDocumentError, NoArticleError
from functions.parse.page import loss
from schemas.article import Notice, NoticeCode

LONGEST: Final = 10_000_000
"""Characters of a page whose markup is kept as it is."""
LOST: Final = Notice(
    code=NoticeCode.TEXT_LOST,
    message="The page's source shows more text than could be read: its markup is damaged.",
)
_XML_DECLARATION: Final = re.compile(r"\A\s*<\?xml[^>]{0,300}\?>")
_ENDS: Final = ("</body>", "</html>", "</BODY>", "</HTML>")
_AFTER_END: Final = 100
"""Characters that may follow the end of a page."""
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class PageTree:
    """A page, without comments and processing instructions."""

    root: HtmlElement
    is_whole: bool
    """Whether it has all the text that the source shows."""


def page_tree(text: str) -> PageTree:
    """The tree of a page.

    Raises:
        CorruptDocumentError: If no page can be made of it.
        NoArticleError: If there is nothing in it.
    """
    source = loss.with_short_tags(_NOT_XML.sub("", _XML_DECLARATION.sub("", text, count=1)))
    for end in _ENDS:  # what follows them is still the page's to a browser, but not to the parser
        if 0 <= source.find(end) < len(source) - _AFTER_END:
            source = source.replace(end, "")
    if len(source) > LONGEST:
        return _plain(source)
    root, gave_up = _parsed(source)
    if not gave_up and not loss.is_suspicious(source, root):
        return PageTree(root, is_whole=True)
    return _recovered(source, root, gave_up=gave_up)


def _recovered(source: str, root: HtmlElement, *, gave_up: bool) -> PageTree:
    """The tree with what is missing from it: of the mended source, or of its plainer form."""
    mended = loss.repaired(source)
    found = 0 if gave_up else _found(root)
    if mended != source:
        other, other_gave_up = _parsed(mended)
        if not other_gave_up and (more := _found(other)) > found:
            root, found = other, more
    wanted = loss.shown(mended)
    if not loss.is_lost(wanted, found) and not (gave_up and not found):
        return PageTree(root, is_whole=True)
    plain = _plain(mended)
    return plain if _found(plain.root) > found else PageTree(root, is_whole=False)


def show_hidden(root: HtmlElement) -> bool:
    """Show what only browsers without scripts or frames show; whether there is any."""
    hidden = list(root.iter("noscript", "noframes"))
    for element in hidden:
        element.tag = "div"
        if element.text and "<" in element.text:  # what the parser takes for plain words
            inner, _ = _parsed(element.text)
            element.text = None
            element.extend(inner)
    return bool(hidden)


def _plain(source: str) -> PageTree:
    """The tree of the page in a plainer form."""
    plain = loss.flattened(source)
    root, gave_up = _parsed(plain, huge_tree=True)
    is_lost = gave_up or loss.is_lost(loss.shown(source), _found(root))
    return PageTree(root, is_whole=not is_lost)


def _parsed(source: str, *, huge_tree: bool = False) -> tuple[HtmlElement, bool]:
    """The tree that the parser makes, and whether it gave up before the end.

    Only what was made flat may be huge: nothing in it is nested deeply.
    """
    parser = html.HTMLParser(
        remove_comments=True, remove_pis=True, encoding="utf-8", huge_tree=huge_tree
    )
    try:
        root = html.document_fromstring(source.encode(), parser=parser)
    except etree.ParserError as error:
        raise NoArticleError("The page is empty.") from error
    except (etree.LxmlError, ValueError) as error:
        raise CorruptDocumentError("The page is no HTML that can be read.") from error
    limits = (etree.ErrorTypes.ERR_RESOURCE_LIMIT, etree.ErrorTypes.ERR_INTERNAL_ERROR)
    return root, any(entry.type in limits for entry in parser.error_log)


def _found(root: HtmlElement) -> int:
    """Characters of the tree that a page shows."""
    whole = sum(loss.length(text) for text in root.itertext())
    unshown = [element for element in root.iter(*loss.RAW) if not _is_within(element)]
    return whole - sum(loss.length(str(element.text_content())) for element in unshown)


def _is_within(element: HtmlElement) -> bool:
    return next(element.iterancestors(*loss.RAW), None) is not None
