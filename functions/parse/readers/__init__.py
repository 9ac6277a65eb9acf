"""The readers, one module per format. A module here with a `READER` is a reader; no list to edit.

Heavy libraries are imported by a reader when it reads, not with its module.
"""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Final

from functions.parse.document import Document
from functions.parse.errors import ParseError, UnsupportedDocumentError
from functions.parse.readers.base import Certainty, Reader

_HEAD: Final = 4096
"""Characters that a reader sees to recognise its format."""


@cache
def readers() -> tuple[Reader, ...]:
    """All readers, in the order of their modules' names."""
    modules = (import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__))
    return tuple(module.READER for module in modules if hasattr(module, "READER"))


def reader_for(document: Document) -> Reader:
    """The reader that is surest of the document.

    Raises:
        UnsupportedDocumentError: If no reader claims it.
        ParseError: If it is no text, and no reader of what is none claims it for certain.
    """
    head, refusal = _head(document)
    ranked = [(reader.recognise(document, head), reader) for reader in readers()]
    certainty, reader = max(ranked, key=lambda pair: pair[0])
    if refusal and certainty is not Certainty.CERTAIN:
        raise refusal
    if certainty is Certainty.NO:
        raise UnsupportedDocumentError(f"This is {_data_format(head)}, not an article.")
    return reader


def _head(document: Document) -> tuple[str, ParseError | None]:
    """The first characters of a document, or why it has none."""
    try:
        return document.text[:_HEAD], None
    except ParseError as refusal:
        return "", refusal


def _data_format(head: str) -> str:
    return "an XML document" if head.lstrip().startswith("<") else "JSON data"
