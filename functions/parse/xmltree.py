"""XML read safely: no entity is resolved, nothing is fetched, and what is too deep is refused.

What is more than 256 levels deep, or longer than 10 MB in one node, ends as an error here and not
as text that is silently missing.
"""

import re
from collections.abc import Iterator
from html.entities import html5
from typing import Any, Final

from lxml import etree

from functions.parse.errors import CorruptDocumentError

_SAFE: Final[dict[str, Any]] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}
_CHUNK: Final = 64 * 1024
_ENTITY: Final = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31};)")
_OWN: Final = frozenset({b"amp;", b"lt;", b"gt;", b"quot;", b"apos;"})


def tree(body: bytes, what: str) -> Any:  # noqa: ANN401 - lxml has no types
    """The root element of a document.

    Entities that HTML has names for are characters, whether or not they are declared: what
    declares them is never fetched, and their letters would be missing.

    Args:
        body: The document in the encoding that it declares.
        what: What it is, for the message.

    Raises:
        CorruptDocumentError: If it is no XML, too deep, or has a node that is too long.
    """
    source = _ENTITY.sub(_character, body.removeprefix(b"\xef\xbb\xbf").lstrip())
    try:
        root = etree.fromstring(source, etree.XMLParser(**_SAFE))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _broken(error, what) from error
    if root is None:
        raise CorruptDocumentError(f"{what} holds no element.")
    return root


def start_of(body: bytes) -> Any:  # noqa: ANN401
    """The root element of a document that ends early, with what stands before its end.

    Nothing if there is no element. What the parser cannot make sense of is left out.
    """
    try:
        return etree.fromstring(body, etree.XMLParser(recover=True, **_SAFE))
    except (etree.XMLSyntaxError, ValueError):
        return None


def events(body: bytes, what: str) -> Iterator[tuple[str, Any]]:
    """The beginning and end of each element, in order. Whoever reads them clears the elements.

    Raises:
        CorruptDocumentError: As `tree` does, when the broken place is reached.
    """
    parser = etree.XMLPullParser(("start", "end"), **_SAFE)
    try:
        for start in range(0, len(body), _CHUNK):
            parser.feed(body[start : start + _CHUNK])
            yield from parser.read_events()
        parser.close()
        yield from parser.read_events()
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _broken(error, what) from error


def local(element: Any) -> str:  # noqa: ANN401
    """The name of an element without its namespace; nothing for what is none."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def namespace(element: Any) -> str:  # noqa: ANN401
    """The namespace of an element."""
    tag = element.tag
    return tag[1:].partition("}")[0] if isinstance(tag, str) and tag.startswith("{") else ""


def attribute(element: Any, name: str) -> str | None:  # noqa: ANN401
    """The attribute of a name, in whatever namespace."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return None


def _character(match: re.Match[bytes]) -> bytes:
    """A named entity as numbers of characters; one that is XML's own, or of no HTML, as it is."""
    letters = None if match[1] in _OWN else html5.get(match[1].decode("ascii"))
    return "".join(f"&#{ord(letter)};" for letter in letters).encode() if letters else match[0]


def _broken(error: Exception, what: str) -> CorruptDocumentError:
    reason = " ".join(str(error).split())[:120].rstrip(".")
    return CorruptDocumentError(f"{what} is no XML that can be read: {reason}.")
