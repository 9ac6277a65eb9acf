"""NITF, the News Industry Text Format, in all its versions, with or without a namespace."""

import re
from typing import Final

from functions.parse.composer import compose
from functions.parse.document import Document
from functions.parse.errors import NoArticleError
from functions.parse.prolog import past_prolog
from functions.parse.readers.base import Certainty, Names, Reader
from functions.parse.reading import Facts, Reading
from schemas.article import Format

_NAMES: Final = Names("NITF", frozenset({"nitf"}), frozenset({"application/nitf+xml"}))
_ROOT: Final = re.compile(r"<(?:[A-Za-z_][\w.-]{0,40}:)?nitf[\s>/]")


def recognise(document: Document, head: str) -> Certainty:  # noqa: ARG001 - the root settles it
    """By its root element."""
    return Certainty.CERTAIN if _ROOT.match(past_prolog(head)) else Certainty.NO


def read(document: Document) -> Reading:
    """Read an item.

    Raises:
        CorruptDocumentError: If it is no XML, or too deep.
        NoArticleError: If its body is empty.
    """
    from functions.parse.news.nitf import nitf_blocks, offer_nitf  # noqa: PLC0415
    from functions.parse.xmltree import tree  # noqa: PLC0415 - lxml only where it is needed

    root, facts = tree(document.body, "The NITF document"), Facts()
    offer_nitf(root, facts)
    pieces = nitf_blocks(root)
    if not pieces:
        raise NoArticleError("The body of the NITF document is empty.")
    return compose(pieces, facts)


READER: Final = Reader(
    Format.NITF, _NAMES, recognise, read, limits=("256 levels", "10 MB in one node")
)
