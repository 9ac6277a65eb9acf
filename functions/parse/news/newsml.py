"""NewsML-G2: the items of a message, and what an item says.

https://iptc.org/standards/newsml-g2/
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from functions.parse.authors import offer_authors
from functions.parse.composer import Piece
from functions.parse.news.blocks import blocks_of, words_of
from functions.parse.news.dates import iso_date
from functions.parse.news.nitf import nitf_blocks, offer_nitf
from functions.parse.reading import Facts, Field
from functions.parse.xmltree import attribute, local
from schemas.article import BlockKind, FieldBasis

_BASIS: Final = FieldBasis.NEWS_METADATA
_DATES: Final[tuple[tuple[Field, str], ...]] = (
    ("published", "contentCreated"),
    ("published", "firstCreated"),
    ("published", "versionCreated"),
    ("modified", "contentModified"),
    ("modified", "versionCreated"),
)
_CREDITS: Final = ("creditline", "infoSource", "provider", "copyrightHolder")
"""Elements that name whom an item is credited to, the most exact first."""


@dataclass(slots=True)
class Content:
    """What an item carries inline, in the first rendition that has words."""

    pieces: list[Piece] = field(default_factory=list)
    plain: str = ""
    """Words without markup, if that is all there is."""


def news_items(root: Any) -> list[Any]:  # noqa: ANN401 - lxml has no types
    """The items of a message, in order; an item that is a document itself."""
    if local(root) == "newsItem":
        return [root]
    return [e for part in root if local(part) == "itemSet" for e in part if local(e) == "newsItem"]


def content_of(item: Any, facts: Facts) -> Content:  # noqa: ANN401
    """What an item carries; what markup in it says of the article is offered."""
    sets = _children(item, "contentSet")
    plain = ""
    for part in (part for each in sets for part in each):
        if local(part) == "inlineXML":
            pieces = _inline(part, facts)
            if pieces:
                return Content(pieces)
        elif local(part) == "inlineData" and not part.get("encoding"):
            plain = plain or (part.text or "")
    return Content(plain=plain)


def _inline(part: Any, facts: Facts) -> list[Piece]:  # noqa: ANN401
    root = next((element for element in part if local(element)), None)
    if root is None:
        return []
    if local(root) == "nitf":
        offer_nitf(root, facts)
        return nitf_blocks(root)
    facts.offer("title", words_of(next(_all(root, "title"), None)), FieldBasis.MARKUP)
    return blocks_of(root)


def summary_of(item: Any) -> list[Piece]:  # noqa: ANN401
    """What describes the item in place of its text."""
    found = (e for meta in _children(item, "contentMeta") for e in _children(meta, "description"))
    texts = (words_of(element) for element in found)
    return [Piece(BlockKind.PARAGRAPH, text) for text in texts if text]


def offer_item(item: Any, facts: Facts) -> None:  # noqa: ANN401
    """Offer what an item says of its article."""
    metas = [*_children(item, "contentMeta"), *_children(item, "itemMeta")]
    fields = [element for meta in metas for element in meta]
    facts.offer("title", _headline(fields), _BASIS)
    for name, key in _DATES:
        for found in _named(fields, key):
            facts.offer(name, iso_date(words_of(found)), _BASIS)
    lines = [words_of(found) for found in _named(fields, "by")]
    offer_authors(lines or [_party(found) for found in _named(fields, "creator")], facts, _BASIS)
    rights = [element for each in _children(item, "rightsInfo") for element in each]
    for key in _CREDITS:
        for found in _named([*fields, *rights], key):
            facts.offer("credit", words_of(found) if key == "creditline" else _party(found), _BASIS)
    for found in _named(fields, "language"):
        facts.offer("language", found.get("tag"), _BASIS)
    facts.offer("language", attribute(item, "lang"), _BASIS)
    _offer_address(item, facts)


def _offer_address(item: Any, facts: Facts) -> None:  # noqa: ANN401
    address = item.get("guid") or ""
    if address.startswith(("https://", "http://")):
        facts.offer("url", address, _BASIS)


def _headline(fields: Sequence[Any]) -> str:
    """The main headline, or the first, or the title."""
    headlines = list(_named(fields, "headline"))
    main = [h for h in headlines if (h.get("role") or "main").endswith(("main", ":hl1"))]
    return words_of(next(iter([*main, *headlines, *_named(fields, "title")]), None))


def _party(element: Any) -> str:  # noqa: ANN401
    """The name of a party: written out, literal, or the code without its scheme."""
    name = words_of(next(_all(element, "name"), None)) or element.get("literal")
    return name or (element.get("qcode") or "").rpartition(":")[2]


def _children(element: Any, name: str) -> list[Any]:  # noqa: ANN401
    return [child for child in element if local(child) == name]


def _named(elements: Sequence[Any], name: str) -> Iterator[Any]:
    return (element for element in elements if local(element) == name)


def _all(root: Any, name: str) -> Iterator[Any]:  # noqa: ANN401
    return (element for element in root.iter() if local(element) == name)
