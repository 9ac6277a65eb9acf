"""ninjs, the IPTC's news in JSON, in its versions 1, 2 and 3.

Names of fields differ between them in capitals, plurals and lists only, and are read alike. Terms
of use, embargoes and notes to editors are no text of the article.
https://iptc.org/standards/ninjs/
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from functions.parse.authors import offer_authors
from functions.parse.composer import Piece, compose
from functions.parse.decode import whole
from functions.parse.document import Document
from functions.parse.errors import NoArticleError
from functions.parse.json_value import LEVELS, load, names
from functions.parse.readers.base import Certainty, Names, Reader
from functions.parse.readers.text import read_titled
from functions.parse.reading import Facts, Field, Reading
from schemas.article import BlockKind, FieldBasis, Format, Notice, NoticeCode

_NAMES: Final = Names("ninjs", frozenset({"ninjs"}), frozenset({"application/ninjs+json"}))
_BASIS: Final = FieldBasis.NEWS_METADATA
_OBJECT: Final = re.compile(r'\s*\{\s*"')
_OWN_KEYS: Final = re.compile(
    r'"(versioncreated|firstcreated|contentcreated|pubstatus|representationtype|copyrightholder'
    r'|copyrightnotice|usageterms|body_x?html|body_text|edNote|infosources?|headlines|bodies)"\s*:',
    re.IGNORECASE,
)
_STANDARD: Final = re.compile(r'"(?:name|\$?standard)"\s*:\s*"ninjs"', re.IGNORECASE)
_FEWEST_KEYS: Final = 2
_DATES: Final[tuple[tuple[Field, str], ...]] = (
    ("published", "firstcreated"),
    ("published", "contentcreated"),
    ("published", "versioncreated"),
)
_CREDITS: Final = ("infosource", "infosources", "provider", "source", "copyrightholder")
_AUTHORING: Final = frozenset({"author", "creator", "by", "byline"})


@dataclass(frozen=True, slots=True)
class _Rendition:
    """A headline, body or description: what it is called, and its words."""

    kind: str
    """Role, name and content type, in lower case."""
    value: str


def recognise(document: Document, head: str) -> Certainty:
    """By the names of fields that no other format has, wherever they stand."""
    if not _OBJECT.match(head):
        return Certainty.NO
    keys = {match[1].lower() for match in _OWN_KEYS.finditer(document.text)}
    is_one = len(keys) >= _FEWEST_KEYS or _STANDARD.search(document.text) or _named(document)
    return Certainty.CERTAIN if is_one and '"uri"' in document.text else Certainty.NO


def _named(document: Document) -> bool:
    return _NAMES.certainty(document) is not Certainty.NO


def read(document: Document) -> Reading:
    """Read an item.

    Raises:
        CorruptDocumentError: If it is no JSON.
        NoArticleError: If it carries no text.
    """
    value = load(document.text)
    if not isinstance(value, dict):
        raise NoArticleError("The JSON is no object.")
    item = {str(key).lower(): held for key, held in value.items()}
    facts = Facts()
    _offer(item, facts)
    bodies = sorted(_renditions(item, "body", "bodies"), key=_rank)
    for body in bodies:
        reading = _read(body, facts)
        if reading is not None:
            return reading
    return _summary(item, facts)


def _rank(body: _Rendition) -> int:
    """Markup first: it tells the paragraphs."""
    return next((n for n, mark in enumerate(("nitf", "html")) if mark in body.kind), 2)


def _read(body: _Rendition, facts: Facts) -> Reading | None:
    if "nitf" in body.kind or "html" in body.kind:
        pieces, notices = _marked_up(body, facts)
        return compose(pieces, facts, notices=notices) if pieces else None
    return read_titled(body.value, facts) if body.value.strip() else None


def _marked_up(body: _Rendition, facts: Facts) -> tuple[list[Piece], list[Notice]]:
    from functions.parse.news.blocks import blocks_of  # noqa: PLC0415 - lxml only where needed
    from functions.parse.news.nitf import nitf_blocks, offer_nitf  # noqa: PLC0415
    from functions.parse.page.tree import LOST, page_tree  # noqa: PLC0415
    from functions.parse.xmltree import tree  # noqa: PLC0415

    if "nitf" in body.kind:
        root = tree(body.value.encode(), "The body in NITF")
        offer_nitf(root, facts)
        return nitf_blocks(root), []
    if not body.value.strip():
        return [], []
    page = page_tree(body.value)
    return blocks_of(page.root), [] if page.is_whole else [LOST]


def _summary(item: Mapping[str, Any], facts: Facts) -> Reading:
    """What describes the item in place of its text."""
    texts = [each.value for each in _renditions(item, "description", "descriptions")]
    pieces = [Piece(BlockKind.PARAGRAPH, text) for text in texts if text.strip()]
    if not pieces:
        raise NoArticleError("The ninjs item carries no text.")
    message = "The item describes its text but does not carry it."
    return compose(pieces, facts, notices=[Notice(code=NoticeCode.SUMMARY_ONLY, message=message)])


def _offer(item: Mapping[str, Any], facts: Facts) -> None:
    headlines = list(_renditions(item, "headline", "headlines"))
    main = [headline for headline in headlines if not headline.kind or "main" in headline.kind]
    for headline in (*main, *headlines):
        facts.offer("title", headline.value, _BASIS)
    facts.offer("title", next(names(item.get("title")), None), _BASIS)
    for name, key in _DATES:
        facts.offer(name, _text(item, key), _BASIS)
    if _text(item, "versioncreated") != _text(item, "firstcreated"):
        facts.offer("modified", _text(item, "versioncreated"), _BASIS)
    offer_authors(_authors(item), facts, _BASIS)
    for key in _CREDITS:
        facts.offer("credit", next(names(item.get(key)), None), _BASIS)
    facts.offer("language", _text(item, "language"), _BASIS)
    for key in ("url", "uri"):
        if _text(item, key).startswith(("https://", "http://")):
            facts.offer("url", _text(item, key), _BASIS)


def _authors(item: Mapping[str, Any]) -> list[str]:
    """The lines that name authors, or else the people that are said to be authors."""
    lines = [name for key in ("byline", "by", "bylines") for name in names(item.get(key))]
    listed = [item.get(key) for key in ("person", "people")]
    held = [person for each in listed if isinstance(each, list) for person in each]
    persons = (p for p in held if isinstance(p, dict) and p.get("rel") in _AUTHORING)
    return lines or [name for person in persons for name in names(person)]


def _renditions(item: Mapping[str, Any], single: str, several: str) -> Iterator[_Rendition]:
    """Headlines, bodies or descriptions: body_xhtml, body: [{name, value}], bodies: [{role, …}]."""
    for key, held in item.items():
        if key in {single, several} or key.startswith(f"{single}_"):
            for entry in held if isinstance(held, list) else [held]:
                yield from _rendition(key.removeprefix(single).removeprefix("_"), entry, several)


def _rendition(kind: str, entry: Any, several: str) -> Iterator[_Rendition]:  # noqa: ANN401
    if isinstance(entry, str):
        yield _Rendition("" if kind == several else kind, whole(entry))
    elif isinstance(entry, dict):
        fields = {str(key).lower(): held for key, held in entry.items()}
        words = [fields.get(key) for key in ("value", "text")]
        kinds = [str(fields.get(key) or "") for key in ("role", "name", "contenttype")]
        for value in (value for value in words if isinstance(value, str)):
            yield _Rendition(" ".join(kinds).strip().lower(), whole(value))


def _text(item: Mapping[str, Any], key: str) -> str:
    value = item.get(key)
    return value if isinstance(value, str) else ""


READER: Final = Reader(Format.NINJS, _NAMES, recognise, read, limits=(LEVELS,))
