"""Messages of NewsML-G2 with several items. Each item of text is a part, as a document of its own.

Items that say that they are pictures, video or sound are passed over, unless there are no others.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from functions.parse.containers.base import Candidate, Limits, Part, Whole
from functions.parse.containers.broken import recover
from functions.parse.containers.naming import item_names
from functions.parse.decode import decode_start
from functions.parse.errors import CorruptDocumentError, TooManyMembersError
from functions.parse.readers.base import Certainty
from functions.parse.readers.newsml_g2 import NAMES, root_of

_MEDIA_TYPE: Final = "application/vnd.iptc.g2.newsitem+xml"
_ITEM: Final = re.compile(r"<(?:[A-Za-z_][\w.-]{0,40}:)?newsItem(?=[\s>/])")
_DECLARATION: Final = re.compile(r"\A<\?xml[^>]{0,300}\?>")
_MOST: Final = 64 * 1024 * 1024
"""Bytes in which a second item is looked for: more than any limit of a document."""
_MEDIA: Final = re.compile(r"(?:\A|[:/])(?:picture|graphic|video|audio|animation)\Z")
_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"


def recognise(candidate: Candidate) -> Certainty:
    """A document of NewsML-G2 in which a second item begins."""
    head = candidate.head.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    if root_of(head) in {None, "newsItem"}:
        return Certainty.NO
    candidate.file.seek(0)
    found = _ITEM.finditer(candidate.file.read(_MOST).decode("latin-1"))
    return Certainty.CERTAIN if len([*zip(found, range(2), strict=False)]) > 1 else Certainty.NO


def divide(body: bytes, limits: Limits) -> Sequence[Part]:
    """The items in their order, named by their guids; then what is broken.

    Raises:
        CorruptDocumentError: If it is no XML, or too deep, and so is each of its items.
        TooManyMembersError: If it has too many items.
    """
    root, found, broken = _taken_apart(body, limits)
    if len(found) > limits.members:
        msg = f"The message has {len(found):,} items; the limit is {limits.members:,}."
        raise TooManyMembersError(msg)
    found = [item for item in found if not _is_media(item)] or found
    bodies = [_written(item, root) for item in found]
    keys = [_keys(item, body) for item, body in zip(found, bodies, strict=True)]
    names = [f"{name}.xml" for name in item_names(keys)]
    parts = [Part(*pair, _MEDIA_TYPE) for pair in zip(names, bodies, strict=True)]
    return [*parts, *broken]


def _taken_apart(body: bytes, limits: Limits) -> tuple[Any, Sequence[Any], Sequence[Part]]:
    """The root element, the items, and those that are broken."""
    from functions.parse.xmltree import tree  # noqa: PLC0415 - with lxml, only here

    try:
        root = tree(body, "The NewsML-G2 document")
    except CorruptDocumentError as error:
        text = _DECLARATION.sub("", decode_start(body).lstrip(), count=1)
        found = recover(text, _ITEM, "The NewsML-G2 document", limits)
        if found is None:
            raise error from None
        return found.root, found.items, found.broken
    return root, list(_items(root)), []


def _items(element: Any) -> Iterator[Any]:  # noqa: ANN401 - lxml has no types
    """The items of a document, without those that lie in others."""
    from functions.parse.xmltree import local  # noqa: PLC0415 - with lxml, only here

    return (
        found
        for found in element.iter()
        if local(found) == "newsItem"
        and not any(local(around) == "newsItem" for around in found.iterancestors())
    )


def _is_media(item: Any) -> bool:  # noqa: ANN401
    from functions.parse.xmltree import local  # noqa: PLC0415 - with lxml, only here

    metas = (meta for meta in item if local(meta) == "itemMeta")
    kinds = (each for meta in metas for each in meta if local(each) == "itemClass")
    return any(_MEDIA.search(kind.get("qcode") or kind.get("uri") or "") for kind in kinds)


def _written(item: Any, root: Any) -> bytes:  # noqa: ANN401
    """An item as a document, with the language that it has from around it."""
    from lxml import etree  # noqa: PLC0415 - only here

    if item.get(_LANG) is None and root.get(_LANG) is not None:
        item.set(_LANG, root.get(_LANG))
    return bytes(etree.tostring(item, encoding="utf-8", xml_declaration=True, with_tail=False))


def _keys(item: Any, body: bytes) -> list[str]:  # noqa: ANN401
    """What an item is known by: its guid, which it keeps from version to version."""
    guid = (item.get("guid") or "").strip()
    version = item.get("version") or ""
    return [*([guid, f"{guid}#{version}"] if guid else []), body.decode()]


CONTAINER: Final = Whole("newsml", NAMES, recognise, divide, ("256 levels", "10 MB in one node"))
