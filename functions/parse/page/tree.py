"""The tree of an HTML page, refused where parsing it would take too long or lose text silently.

Limits were set by trying: lxml drops what is nested deeper than 256 levels without an error, and
the extraction of the main text takes quadratic time in the number of elements.
"""

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree, html
from lxml.html import HtmlElement

from functions.parse.errors import CorruptDocumentError, NoArticleError, TooLargeDocumentError
from functions.parse.page import DEEPEST, LONGEST, MOST_ATTRIBUTES, MOST_ELEMENTS

_LONG_TAG: Final = re.compile(r"<[A-Za-z][^<>]{10000,}")
_XML_DECLARATION: Final = re.compile(r"\A\s*<\?xml[^>]{0,300}\?>")
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def page_tree(text: str) -> HtmlElement:
    """The tree of a page, without comments and processing instructions.

    Raises:
        TooLargeDocumentError: If it has more characters or elements than are read.
        CorruptDocumentError: If it is nested too deep or no page can be made of it.
        NoArticleError: If there is nothing in it.
    """
    _check_size(text)
    source = _NOT_XML.sub("", _XML_DECLARATION.sub("", text, count=1))
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        root = html.document_fromstring(source.encode(), parser=parser)
    except etree.ParserError as error:
        raise NoArticleError("The page is empty.") from error
    except (etree.LxmlError, ValueError) as error:
        raise CorruptDocumentError("The page is no HTML that can be read.") from error
    _check_shape(root)
    return root


def show_hidden(root: HtmlElement) -> bool:
    """Show what only browsers without scripts or frames show; whether there is any."""
    hidden = list(root.iter("noscript", "noframes"))
    for element in hidden:
        element.tag = "div"
    return bool(hidden)


def _check_size(text: str) -> None:
    if len(text) > LONGEST:
        raise TooLargeDocumentError(
            f"The page has {len(text):,} characters; at most {LONGEST:,} are read."
        )
    for tag in _LONG_TAG.finditer(text):
        if len(tag[0].split(None, MOST_ATTRIBUTES + 1)) > MOST_ATTRIBUTES:
            raise CorruptDocumentError(
                f"The page has an element with more than {MOST_ATTRIBUTES:,} attributes."
            )


def _check_shape(root: HtmlElement) -> None:
    for count, depth in enumerate(_depths(root)):
        if depth > DEEPEST:
            raise CorruptDocumentError(
                f"The page's elements are nested more than {DEEPEST} levels deep."
            )
        if count > MOST_ELEMENTS:
            raise TooLargeDocumentError(
                f"The page has more than {MOST_ELEMENTS:,} elements, too many for an article."
            )


def _depths(root: HtmlElement) -> Iterator[int]:
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        yield depth
